"""Taking what is answered on the page to the saver, for the day that is on screen."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from diary.domain.day import DayKind
from diary.journal.journal import Journal
from diary.screens.today import Copy
from diary.ui.today.body_panel import BodyPanel
from diary.ui.today.day_sheet import DaySheet
from diary.ui.today.hard_day import FUNCTION
from diary.ui.today.map_saving import MapSaver
from diary.ui.today.saving import Saver


class DaySaver(QObject):
    """Hears the sheet; the page tells it the rest."""

    def __init__(self, sheet: DaySheet, saver: Saver, journal: Journal, day: Callable[[], date]) -> None:
        super().__init__(sheet)
        self._sheet = sheet
        self._saver = saver
        self._journal = journal
        self._day = day
        sheet.answered.connect(self._on_answered)
        sheet.copy_chosen.connect(self._on_copy_chosen)
        sheet.body_built.connect(self._on_body_built)
        if sheet.body is not None:
            self._on_body_built(sheet.body)

    def save_kind(self, kind: DayKind) -> None:
        """Say what kind of day it was."""
        self._saver.save("kind", partial(self._journal.set_kind, self._day(), kind))

    def save_hard_day(self, function: float | None) -> None:
        """Say that it was a hard day and, when that was answered, how much could be done: one change."""
        values = {} if function is None else {FUNCTION: function}
        self._saver.save("kind", partial(self._journal.answer_all, self._day(), values, kind=DayKind.HARD))

    def _on_answered(self, key: str, value: object) -> None:
        self._saver.save_entry(self._day(), key, self._journal.catalogue.item(key).kind, value)

    def _on_copy_chosen(self, card: str, copy: Copy) -> None:
        self._saver.save_copy(self._day(), card, copy.values, copy.activities)

    def _on_body_built(self, body: BodyPanel) -> None:
        MapSaver(body, self._saver, self._journal, self._day)
