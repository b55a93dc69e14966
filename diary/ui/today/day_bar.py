"""One calm line about a day that is not the one it is now: where the page stayed, or a day that has not come."""

from datetime import date

from PySide6.QtCore import Signal

from diary.content.language import Language
from diary.domain.text import sentence_case
from diary.journal.journal import Journal
from diary.ui.pages import refusals_to
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import NoticeBar


class DayBar(NoticeBar):
    """Hidden on most days. Its first button asks for today by `day_chosen`. The others take away all of a day that
    has not come, or have it today instead, and ask for today then; `refused` says why they could not."""

    day_chosen = Signal(object)
    refused = Signal(object)

    def __init__(self, language: Language, journal: Journal) -> None:
        t = language.t
        super().__init__(language, step=t("Go to today"))
        self._language = language
        self._journal = journal
        self._day = journal.today
        self.move_here = TextButton(t("Move it to today"))
        self.remove = TextButton(t("Take it away"))
        row = self.layout()
        assert row is not None
        row.addWidget(self.move_here)
        row.addWidget(self.remove)
        self.retried.connect(self._ask_for_today)
        self.move_here.clicked.connect(lambda: self._move_to(self._journal.today))
        self.remove.clicked.connect(lambda: self._move_to(None))

    def _ask_for_today(self) -> None:
        self.day_chosen.emit(self._journal.today)

    def _move_to(self, day: date | None) -> None:
        with refusals_to(self.refused.emit):
            self._journal.history.move_day(self._day, day)
            self._ask_for_today()

    def show_day(self, day: date, *, is_left_behind: bool) -> None:
        """Say which day is on screen, when it has not come yet or today went on without it."""
        t, today = self._language.t, self._journal.today
        self._day = day
        name = self._language.pattern(day, "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y")
        for button in (self.move_here, self.remove):
            button.setVisible(day > today)
        if day > today:
            self.say(
                t(
                    "{day} has not come yet. It may have been typed by mistake, or while the clock of this "
                    "computer was wrong.",
                    day=sentence_case(name),
                )
            )
        elif is_left_behind and day < today:
            self.say(t("This is {day}.", day=name))
        else:
            self.say("")
