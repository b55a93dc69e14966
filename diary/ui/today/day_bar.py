"""One calm line about a day that is not the one it is now: where the page stayed, or a day that has not come."""

from datetime import date

from PySide6.QtCore import Signal

from diary.content.language import Language
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.labels import NoticeBar


class DayBar(NoticeBar):
    """Hidden on most days. `retried` asks for today; of a day that has not come, `move_requested` asks to have all
    of it today instead, and `removal_requested` not at all."""

    move_requested = Signal()
    removal_requested = Signal()

    def __init__(self, language: Language) -> None:
        t = language.t
        super().__init__(language, step=t("Go to today"))
        self._language = language
        self.move_here = TextButton(t("Move it to today"))
        self.remove = TextButton(t("Take it away"))
        row = self.layout()
        assert row is not None
        for button, asked in ((self.move_here, self.move_requested), (self.remove, self.removal_requested)):
            button.clicked.connect(asked)
            row.addWidget(button)

    def show_day(self, day: date, today: date, *, is_left_behind: bool) -> None:
        """Say which day is on screen, when it has not come yet or today went on without it."""
        t = self._language.t
        name = self._language.pattern(day, "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y")
        for button in (self.move_here, self.remove):
            button.setVisible(day > today)
        if day > today:
            self.say(
                t(
                    "{day} has not come yet. It may have been typed by mistake, or while the clock of this "
                    "computer was wrong.",
                    day=name[:1].upper() + name[1:],
                )
            )
        elif is_left_behind and day < today:
            self.say(t("This is {day}.", day=name))
        else:
            self.say("")
