"""The header of Today: the date, buttons to other days, the saved state, the question of a hard day, and a line
about a day that is not the one it is now."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from diary.content.language import Language
from diary.domain.day import Ago, DayKind
from diary.domain.period import Period
from diary.domain.text import sentence_case
from diary.journal.journal import Journal
from diary.screens.today import TodayState
from diary.ui.pages import Context, refusals_to
from diary.ui.style import QUIET, Space, Type
from diary.ui.today.day_editor import FUNCTION
from diary.ui.widgets.buttons import QuietButton, TextButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.key_press import typed_text
from diary.ui.widgets.keys import ScaleKeys
from diary.ui.widgets.labels import NoticeBar, QuietText, Text
from diary.ui.widgets.layouts import WrapLayout, empty, fill, in_column, in_lines, in_row, keep_place

if TYPE_CHECKING:
    from diary.ui.today.day_popup import DayPopup

WIDE_DAYS = range(20, 27)
"""A week of days that are written as wide as any."""
WIDEST_TIME = 22 * 60 + 44
"""Minutes after midnight of a time that is written as wide as any."""
LoggedDays = Callable[[Period], Iterable[date]]


class DayHeader(QWidget):
    """Emits the day to go to. The page connects `undo`, `versions` and `hard`."""

    day_chosen = Signal(object)

    def __init__(self, language: Language, logged_days: LoggedDays) -> None:
        super().__init__()
        t = language.t
        self._language = language
        self._logged_days = logged_days
        self._state: TodayState | None = None
        self.popup: DayPopup | None = None
        self.before = QuietButton(icon_name="left", name=t("The day before"), role=QUIET)
        self.after = QuietButton(icon_name="right", name=t("The day after"), role=QUIET)
        self.date = QuietButton(name=t("Choose a day"), size=Type.HEADING, bold=True)
        self.when = QuietText()
        self.when.setWordWrap(False)
        self.hard = TextButton(t("A hard day"))
        self.hard.setCheckable(True)
        self.hard.setToolTip(t("Whatever you fill in is enough, even nothing more than this."))
        self.saved = QuietText()
        self.saved.setWordWrap(False)
        self.undo = quiet_button(t("undo"), "undo")
        self.undo.setToolTip(t("undo"))
        self.versions = quiet_button(t("earlier versions"))
        self.versions.hide()
        widest = t("saved {time}", time=language.clock_minutes(WIDEST_TIME))
        self.saved.setMinimumWidth(self.saved.fontMetrics().horizontalAdvance(widest))
        keep_place(self.saved, self.undo, self.versions)
        width, months = self.date.fontMetrics().horizontalAdvance, language.conventions.names["MMMM"]
        month = months.index(max(months, key=width)) + 1
        week = (language.long_date(date(2000, month, day)) for day in WIDE_DAYS)
        self._widest = max(width(sentence_case(day)) for day in week)
        self._lay_out()
        self._connect()

    def show_state(self, state: TodayState) -> None:
        """Show the day."""
        shown, self._state = self._state, state
        if shown is None or shown.heading is not state.heading:
            self._fit_date()
            self.date.setAccessibleName(self._language.t("Choose a day: {day}", day=state.heading))
            self.when.setText(state.when)
            self.after.setEnabled(state.following is not None)
        self.hard.setChecked(state.day.kind is DayKind.HARD)
        self.saved.setText(state.saved)
        self.saved.setVisible(bool(state.saved))
        if self.undo.hasFocus() and not state.can_undo:
            self.date.setFocus()  # else Qt moves on to "a hard day", where the next key would note one
        self.undo.setVisible(state.can_undo)
        self.versions.setVisible(state.has_versions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_date()

    def _fit_date(self) -> None:
        """Show the date in full where the head then stands in one line, else with short names if that helps."""
        if self._state is None:
            return
        width = self.date.fontMetrics().horizontalAdvance
        way = (self.before, self.after, self.when)
        room = self.width() - Space.LARGE - sum(_width(each) for each in way)
        self.undo.setText(self.undo.accessibleName())
        behind = sum(_width(each) for each in (self.saved, self.undo, self.versions, self.hard))
        in_one_line = room - behind
        least = width(self._state.short_heading) - width(self.undo.text())
        fits = width(self._state.heading) <= (in_one_line if least <= in_one_line else room)
        self.date.setText(self._state.heading if fits else self._state.short_heading)
        if not fits or behind > self.width():  # it would take one line more
            self.undo.setText("")
        steady = self._widest + Space.HAIR  # the arrow behind it stays where it is
        self.date.setMinimumWidth(steady if fits and steady <= in_one_line else 0)
        self.date.updateGeometry()
        row = (self.before, self.date, self.after, self.when)
        self.when.setHidden(sum(each.sizeHint().width() + Space.SMALL for each in row) > self.width())

    def _lay_out(self) -> None:
        way = _in_a_row((self.before, self.date, self.after, self.when))
        both = WrapLayout(self, push_last=True)
        both.addWidget(way)
        for each in (self.undo, self.saved, self.versions, self.hard):  # no room of hidden words before the sign
            both.addWidget(each)

    def _connect(self) -> None:
        self.before.clicked.connect(self.go_before)
        self.after.clicked.connect(self.go_after)
        self.date.clicked.connect(self.choose_day)

    def go_before(self) -> None:
        """Go one day back."""
        if self._state is not None:
            self.day_chosen.emit(self._state.day.date - timedelta(days=1))

    def go_after(self) -> None:
        """Go one day on, unless that day has not come yet."""
        if self._state is not None and self._state.following is not None:
            self.day_chosen.emit(self._state.following)

    def choose_day(self) -> None:
        """Open the calendar below the date."""
        if self._state is None:
            return
        from diary.ui.today.day_popup import DayPopup

        self.popup = DayPopup(self._language, self._state.day.date, self._state.today, self._logged_days, self)
        self.popup.chosen.connect(self.day_chosen)
        self.popup.show_below(self.date)


class HardDayCard(Card):
    """Asks about a hard day; hidden at first. `answered` emits how much could be done, or None when unanswered;
    `left` is emitted when somebody closed it, whichever way: the keyboard is nowhere then. `asks` tells whether
    its question stands here now, and need not stand below as well."""

    answered, left, asks = Signal(object), Signal(), Signal(bool)

    def __init__(self, context: Context) -> None:
        t = context.language.t
        super().__init__(t("A hard day"))
        self._words = context.library.words
        self.question = Text("")
        self.keys = ScaleKeys("", 0, 10, t("not answered"), t("{value} of {high}"))
        self.keys.name_keys(t("Keys: {keys}"))
        self.low, self.high = QuietText(), QuietText()
        self.high.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        ends = in_row((self.low, 1), (self.high, 1))
        self.only_this = TextButton(t("Only note that it was a hard day"))
        self.not_now = QuietButton(t("Not now"))
        self.body.setSpacing(Space.MEDIUM)
        calm = Text(t("One answer is enough, or none. The rest can wait, or stay open."))
        self.own = in_column(spacing=Space.MEDIUM)
        fill(self.body, calm, self.question, self.keys, ends, in_lines(self.only_this, self.not_now), self.own)
        for key, value in zip(self.keys.keys, range(11), strict=True):
            key.clicked.connect(lambda _checked=False, value=value: self._on_answered(value))
        self.keys.answered.connect(self._on_typed)
        self.only_this.clicked.connect(lambda: self._on_answered(None))
        self.not_now.clicked.connect(self._leave)
        self._is_typed = False
        self.hide()

    def ask(self, value: float | None, when: Ago = Ago.TODAY) -> None:
        """Show the question in the words for such a day, with the present answer."""
        self._is_typed = False
        words = self._words.item_on(FUNCTION, when)
        self.question.setText(words.question)
        self.low.setText(words.low)
        self.high.setText(words.high)
        self.keys.ask(self.question.text())
        self.keys.setAccessibleDescription(self.keys.ends_in_words(words))
        self.keys.show_value(value)
        self.show()
        self.keys.setFocus()
        self.asks.emit(True)

    def put_away(self) -> None:
        """Ask no more."""
        self.hide()
        self.asks.emit(False)

    def show_plan(self, lines: Iterable[QWidget]) -> None:
        """Show a person's own plan for a harder time below the question."""
        empty(self.own)
        fill(self.own, *lines)

    def settle(self) -> None:
        """Commit text typed without Enter, before another day or page is shown."""
        if self._is_typed and not self.isHidden():
            self._answer(self.keys.value)

    def _on_typed(self, value: float | None) -> None:
        self._is_typed = value is not None

    def _on_answered(self, value: int | None) -> None:
        self._answer(value)
        self.left.emit()

    def _answer(self, value: int | None) -> None:
        self.put_away()
        self.answered.emit(None if value is None else float(value))

    def _leave(self) -> None:
        self.put_away()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.keys.hasFocus():
            self._on_answered(self.keys.value)
        elif typed_text(event):  # its own question is the nearest one
            self.keys.setFocus()
            self.keys.type_text(typed_text(event))
        else:
            super().keyPressEvent(event)


def _width(widget: QWidget) -> int:
    beside = 2 * widget.beside if isinstance(widget, QuietButton) else 0
    return max(widget.sizeHint().width(), widget.minimumWidth()) + Space.SMALL + beside


def _in_a_row(widgets: Iterable[QWidget]) -> QWidget:
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(Space.SMALL)
    for widget in widgets:
        row.addWidget(widget)
    return group


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
