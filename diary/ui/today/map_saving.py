"""Storing what is marked on the body."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject

from diary.domain.day import Source
from diary.journal.journal import Journal
from diary.ui.today.body_panel import BodyPanel
from diary.ui.today.saving import Saver
from diary.ui.widgets.body_marks import Layer

BODY_KEY = "body_map"
TENDER_KEY = "tender"
FORM_KEY = "hidden_areas"


class MapSaver(QObject):
    """Takes the panel's wishes to the saver, for the day that is on screen."""

    def __init__(self, panel: BodyPanel, saver: Saver, journal: Journal, day: Callable[[], date]) -> None:
        super().__init__(panel)
        self._panel = panel
        self._saver = saver
        self._journal = journal
        self._day = day
        panel.marks.painted.connect(self._on_painted)
        panel.marks.touched.connect(self._store_tender)
        panel.marks.limbs.hidden_chosen.connect(self._on_hidden_chosen)
        panel.pain_free_chosen.connect(lambda: self._replace({}, Source.TYPED))
        panel.copy_chosen.connect(self._on_copy_chosen)
        panel.clear_chosen.connect(self._on_clear_chosen)
        panel.shown.connect(self._show_tender)
        panel.marks.show_hidden(journal.form().hidden_areas)
        self._show_tender()

    def _on_painted(self, areas: dict[str, int | None]) -> None:
        if BODY_KEY in self._saver.not_stored:  # an earlier stroke waits for the disk: store all that is shown
            self._replace(dict(self._panel.marks.strengths), Source.TYPED)
        else:
            self._saver.save(BODY_KEY, partial(self._journal.set_areas, self._day(), areas))

    def _on_copy_chosen(self) -> None:
        before = self._journal.day(self._day() - timedelta(days=1))
        if self._panel.layer is Layer.TOUCH:
            self._panel.marks.show_tender(before.tender)
            self._store_tender(before.tender)
        elif before.is_mapped:
            self._replace(dict(before.areas), Source.COPIED)

    def _on_clear_chosen(self) -> None:
        if self._panel.layer is Layer.TOUCH:
            self._panel.marks.show_tender(())
            self._store_tender(frozenset())
        else:
            self._saver.save(BODY_KEY, partial(self._journal.clear_map, self._day()))

    def _replace(self, areas: dict[str, int], source: Source) -> None:
        self._saver.save(BODY_KEY, partial(self._journal.replace_areas, self._day(), areas, source))

    def _store_tender(self, tender: frozenset[str]) -> None:
        self._saver.save(TENDER_KEY, partial(self._journal.set_tender, self._day(), tender))

    def _show_tender(self) -> None:
        if TENDER_KEY not in self._saver.not_stored:
            before = self._journal.day(self._day() - timedelta(days=1))
            self._panel.show_tender(self._journal.day(self._day()).tender, before.tender)

    def _on_hidden_chosen(self, hidden: frozenset[str]) -> None:
        self._panel.marks.show_hidden(hidden)
        self._saver.save(FORM_KEY, partial(self._store_hidden, hidden))

    def _store_hidden(self, hidden: frozenset[str]) -> None:
        self._journal.set_form(replace(self._journal.form(), hidden_areas=hidden))
