"""Storing what is painted on the body map."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject

from diary.domain.day import Source
from diary.journal.journal import Journal
from diary.ui.today.body_panel import BodyPanel
from diary.ui.today.saving import Saver

BODY_KEY = "body_map"


class MapSaver(QObject):
    """Takes the panel's wishes to the saver, for the day that is on screen."""

    def __init__(self, panel: BodyPanel, saver: Saver, journal: Journal, day: Callable[[], date]) -> None:
        super().__init__(panel)
        self._panel = panel
        self._saver = saver
        self._journal = journal
        self._day = day
        panel.painted.connect(self._on_painted)
        panel.pain_free_chosen.connect(lambda: self._replace({}, Source.TYPED))
        panel.copy_chosen.connect(self._on_copy_chosen)
        panel.clear_chosen.connect(self._on_clear_chosen)

    def _on_painted(self, areas: dict[str, int | None]) -> None:
        if BODY_KEY in self._saver.not_stored:  # an earlier stroke waits for the disk: store all that is shown
            self._replace(dict(self._panel.map.strengths), Source.TYPED)
        else:
            self._saver.save(BODY_KEY, partial(self._journal.set_areas, self._day(), areas))

    def _on_copy_chosen(self) -> None:
        before = self._journal.day(self._day() - timedelta(days=1))
        if before.is_mapped:
            self._replace(dict(before.areas), Source.COPIED)

    def _on_clear_chosen(self) -> None:
        self._saver.save(BODY_KEY, partial(self._journal.clear_map, self._day()))

    def _replace(self, areas: dict[str, int], source: Source) -> None:
        self._saver.save(BODY_KEY, partial(self._journal.replace_areas, self._day(), areas, source))
