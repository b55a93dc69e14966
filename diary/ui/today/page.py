"""The Today page: one day to fill in, saved while it is typed."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache, cached_property, partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from diary.content.language import Language
from diary.domain.day import Ago, DayKind
from diary.domain.period import Period
from diary.domain.refusal import Refusal
from diary.journal.history import WORDS
from diary.journal.journal import Journal
from diary.screens.today import MORE, TodayState
from diary.screens.usual import LOOK_BACK_DAYS, Usual, usual_of
from diary.ui.day_clock import is_in_use, is_unseen
from diary.ui.pages import Context, refusals_to
from diary.ui.retry import again_words
from diary.ui.style import TOUCH, Space
from diary.ui.today.card_column import NEXT_CARD_MS
from diary.ui.today.day_editor import FUNCTION, DayEditor
from diary.ui.today.day_header import DayBar, DayHeader, HardDayCard
from diary.ui.today.day_sheet import DaySheet
from diary.ui.today.fields import DRAFTED
from diary.ui.today.finished_day import FinishedCard
from diary.ui.today.plan_today import PlanToday
from diary.ui.widgets.key_press import shortcut, typed_text
from diary.ui.widgets.labels import NoticeBar
from diary.ui.widgets.layouts import in_column

AFTER_START_MS = 1500
"""When a day that is finished already gets what stands below it: once numpy was imported beside the first page."""


class WordsRemovedBar(NoticeBar):
    """Says when words are taken away that they are kept for a while; its button asks to forget them at once."""

    def __init__(self, language: Language) -> None:
        super().__init__(language, step=language.t("Forget at once"))
        t = language.t
        self._said = t("What you took away stays under Earlier versions for a year, so that you can have it back.")

    def say_removed(self, are_removed: bool) -> None:
        """Say it, or nothing when the words are there again."""
        self.say(self._said if are_removed else "")


class TodayPage(QWidget):
    """Shows one day and stores every answer. `day_shown` tells when another day is on screen, `page_requested`
    where a link leads."""

    day_shown = Signal(object)
    page_requested = Signal(str)

    def __init__(self, context: Context, journal: Journal, day: date | None = None) -> None:
        super().__init__()
        self._context = context
        self._journal = journal
        self._follows = (day or journal.today) == journal.today
        self._moved_at: datetime | None = None
        self._half_typed = () if journal.reading_only else tuple(filter(journal.drafts.kept, DRAFTED))
        self.editor = DayEditor(context.library, journal, day or journal.today, self)
        self.saver = self.editor.saver
        self.header = DayHeader(context.language, partial(_logged_days, journal))
        self.day_bar = DayBar(context.language, journal)
        self.notice = NoticeBar(context.language)
        self.removed = WordsRemovedBar(context.language)
        self.sheet = DaySheet(context, self.editor)
        self.finished = FinishedCard(context.language, self.page_requested.emit)
        self._closed = QTimer(self, singleShot=True, interval=AFTER_START_MS)
        self._closed.timeout.connect(self._show_finished)
        self._finished_on: date | None = None  # the day that stands in `finished`
        self.plan = PlanToday(context, journal, self.page_requested.emit)
        self._planned: tuple[date, DayKind] | None = None  # the plan is shown of; None when it is read again
        self._plan_due = QTimer(self, singleShot=True, interval=AFTER_START_MS)
        self._plan_due.timeout.connect(self._show_plan)
        for part in (self.plan, self.finished):
            self.sheet.column.put_below(part)
        parts = (
            self.header.hard,
            self.header.undo,
            self.day_bar.move_here,
            self.day_bar.remove,
            self.sheet.column,
        )
        self.inputs: Sequence[QWidget] = [*parts, *(() if self.sheet.body is None else (self.sheet.body,))]
        self._lay_out()
        self._connect()
        self.header.show_state(self.editor.state)

    def _lay_out(self) -> None:
        in_column(
            self.header,
            self.sheet.lines(),
            self.day_bar,
            int(Space.HAIR),
            (self.sheet, 1),
            within=self,
            margins=(Space.WIDE, Space.LARGE, Space.WIDE, 0),
            spacing=Space.HAIR,
        )
        self.sheet.put_below((self.notice, self.removed))

    @property
    def day(self) -> date:
        """The day on screen."""
        return self.editor.day

    @cached_property
    def hard_day(self) -> HardDayCard:
        """What asks about a hard day; made when it is needed, which is on few days."""
        card = HardDayCard(self._context)
        self.sheet.column.put_above(card)
        card.answered.connect(partial(self.editor.set_kind, DayKind.HARD))
        card.left.connect(self.setFocus)
        card.asks.connect(self.sheet.leave_out_function)
        return card

    @property
    def hard_day_made(self) -> HardDayCard | None:
        """The card `hard_day`, None where it was not needed."""
        return vars(self).get("hard_day")

    def show_state(self, state: TodayState) -> None:
        """Paint the state; unsaved entries stay on screen."""
        if (state.day.date, state.day.kind) == self._planned:
            pass
        elif state.day.kind is DayKind.HARD:
            self._show_plan()  # at once: it stands above all else, which would move away later
        else:
            self._plan_due.start()
        self.header.show_state(state)
        self.sheet.show_state(state, self.saver.not_stored)
        if not state.closing or state.ago is not Ago.TODAY:
            self.finished.hide()
            self._closed.setInterval(NEXT_CARD_MS)
        elif self.finished.isHidden() or self._finished_on != state.day.date:
            self._closed.start()

    def _show_finished(self) -> None:
        """Show what stands under a finished day, after all else of it: it reads more of the diary."""
        state = self.editor.state
        if not self.isVisible() or not state.closing or state.ago is not Ago.TODAY:
            return
        with refusals_to(self._on_blocked):
            self.finished.show_state(self.editor.finished_day())
            self._finished_on = state.day.date
            self.sheet.column.make_room()
            self._closed.setInterval(NEXT_CARD_MS)

    def _show_plan(self) -> None:
        """Show what the plan says of today, after all else of the day; on a hard day the own plan comes first."""
        self._plan_due.setInterval(NEXT_CARD_MS)
        self._planned = self.day, self.editor.state.day.kind
        if not self.isVisible() or self.day != self._journal.today:
            self.plan.setVisible(self._follows and self.plan.is_half_typed)
            return
        with refusals_to(self._on_blocked):
            self.plan.show_today()
            self.sheet.column.raise_above(self.plan, is_raised=self.plan.is_for_hard_day)
            self.sheet.column.make_room()

    def go_to(self, day: date) -> None:
        """Show another day; days to come with nothing in them are not gone to, nor is a day left behind that the
        disk refuses."""
        if day == self.day or day > self._journal.last_day or not self.flush():
            return
        self._open(day)
        if self.isVisible():
            self.setFocus()

    def show_place(self, key: str) -> None:
        """Show a question of a day by `2026-11-22/item`, open and with the keyboard."""
        day, _, item = key.partition("/")
        with suppress(ValueError):  # no day: the page stays as it is
            self.go_to(date.fromisoformat(day))
            QTimer.singleShot(0, self, partial(self.sheet.bring_in_sight, item))

    def ask(self) -> None:
        """Ask for a moment on the day that is shown, also where more questions are folded away."""
        more = next((card for card in self.sheet.cards if card.key == MORE), None)
        if more is not None and not more.line.is_open:
            more.line.click()
        self.sheet.ask()

    def on_day(self, today: date) -> None:
        """Follow the clock: a page that showed today moves on to the new one, unless somebody is at it. Then it
        stays, calls the day it shows by its name, and offers to go."""
        is_stored = self.flush()
        if self._follows and is_stored and not self._is_in_use:
            if self.day != today:
                self._moved_at = self._journal.now()
                self._open(today)
                self._keep_keyboard()
            return
        state = self.editor.read()
        self._planned = None
        if _is_half_typed(self):
            self.header.show_state(state)  # the questions are worded for another day when this is stored
        else:
            self.show_state(state)
        self.day_bar.show_day(self.day, is_left_behind=self._follows)

    def _keep_keyboard(self) -> None:
        """Leave the keyboard at its question, in sight; from anything else of the page it goes to the first open
        question."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return
        if any(field.control is focus for field in self.sheet.fields.values()):
            self.sheet.column.make_room()
            self.sheet.sheets.ensureWidgetVisible(focus, 0, TOUCH)
        else:
            self.setFocus()

    @property
    def is_unseen(self) -> bool:
        """Whether it went on to the new day just now, before anybody can have seen that."""
        return is_unseen(self._moved_at, self._journal.now())

    @property
    def _is_in_use(self) -> bool:
        """Whether something is half typed, or was stored a few minutes ago."""
        return _is_half_typed(self) or is_in_use(self.saver.saved_at, self._journal.now())

    def _open(self, day: date) -> None:
        self._follows = day == self._journal.today
        if self.hard_day_made is not None:
            self.hard_day_made.put_away()
        self.removed.say("")
        self.sheet.reset()
        self.plan.begin_day()
        self.show_state(self.editor.open(day))
        self.day_bar.show_day(self.day, is_left_behind=self._follows)
        self._begin()
        self.day_shown.emit(day)

    def go_by(self, days: int) -> None:
        """Show the day that many days further on (or back)."""
        self.go_to(self.day + timedelta(days=days))

    def undo(self) -> None:
        """Undo the newest change, and show the day it was on."""
        self.flush()
        if self.editor.undo_form():
            self.show_state(self.editor.read())
            return
        shown, lists = self.editor.state, self._journal.history.newest_lists()
        try:
            undone = self._journal.history.undo()
        except Refusal as refusal:
            self._on_blocked(refusal)
            return
        if self.editor.state is shown:  # else the journal has reported it already
            self.show_state(self.editor.read())
        if undone is None and lists:
            words = self._context.library.words.registers
            named = ", ".join(words[key].name for key in lists if key in words)
            said = self._context.language.t("Taken back in a list, not in a day: {lists}", lists=named)
            QToolTip.showText(self.header.mapToGlobal(self.header.rect().bottomLeft()), said, self.header)
        elif undone is not None and self.day not in undone:
            self.go_to(undone.last)

    def flush(self) -> bool:
        """Store pending text; true when nothing is left to store."""
        if self.hard_day_made is not None:
            self.hard_day_made.settle()
        self.sheet.flush()
        return self.plan.flush() and self.saver.retry()

    def memory(self) -> tuple[date, dict[str, str], *tuple[tuple[bool, int], ...]]:
        """Return the day on screen, the refused texts, and the tools of the body map if there is one: what is
        restored in another language or theme."""
        tools = () if self.sheet.body is None else (self.sheet.body.tools,)
        return (self.day, self.sheet.drafts(), *tools)

    def recall(self, memory: tuple[date, dict[str, str], *tuple[tuple[bool, int], ...]]) -> None:
        """Show what was remembered."""
        day, drafts, *tools = memory
        self.go_to(day)
        if self.sheet.body is not None:
            for each in tools:
                self.sheet.body.take_tools(*each)
        self.sheet.show_drafts(drafts)
        self.day_bar.show_day(self.day, is_left_behind=bool(drafts))

    def on_changed(self, period: Period) -> None:
        """Show the day again when it, or the day before, was changed elsewhere: not by what is stored here. A page
        that is hidden reads it when it is shown."""
        if self.saver.is_writing:
            return
        self._planned = None
        self.editor.forget_form()
        if self.isVisible() and (self.day in period or self.day - timedelta(days=1) in period):
            self.show_state(self.editor.read())

    def _connect(self) -> None:
        header = self.header
        header.day_chosen.connect(self.go_to)
        self.day_bar.day_chosen.connect(self.go_to)
        self.day_bar.refused.connect(self._on_blocked)
        header.undo.clicked.connect(self.undo)
        header.versions.clicked.connect(self._show_versions)
        header.hard.clicked.connect(self._on_hard)
        self.plan.closed.connect(self._show_plan)
        shortcut("Ctrl+M", self).activated.connect(self.ask)
        self.notice.retried.connect(self.saver.retry)
        self.removed.retried.connect(self._on_forget)
        self.sheet.column.first_painted.connect(lambda: self._focus_first())  # noqa: PLW0108 - its default
        self.saver.words_removed.connect(self.removed.say_removed)
        self.saver.settled.connect(self._on_settled)
        self.saver.refused.connect(self._on_refused)
        self.saver.blocked.connect(self._on_blocked)

    def _begin(self) -> None:
        """Offer what is usual on this day."""
        find = cache(partial(_usual, self._journal, self._context))
        self.sheet.column.show_suggestions(find, lambda: _time_on(self.day, self._journal))

    def _on_hard(self, wanted: bool) -> None:
        """Ask about a hard day, or take it back with one click."""
        state = self.editor.state
        self.header.hard.setChecked(state.day.kind is DayKind.HARD)
        if wanted:
            self.hard_day.show_plan(self.plan.harder_plan())
            self.hard_day.ask(state.day.value(FUNCTION), state.ago)
            self.sheet.show_top()
        else:
            self.editor.set_kind(DayKind.ORDINARY)

    def _show_versions(self) -> None:
        """Open the dialog with the earlier versions of the day."""
        from diary.ui.today.versions_dialog import VersionsDialog  # rarely opened, and slow to import

        VersionsDialog(self.day, self._context.library, self._journal, self).open()

    def _on_settled(self, keys: tuple[str, ...]) -> None:
        for key in keys:
            self.sheet.say(key, "")
        self.show_state(self.editor.refresh())

    def _on_refused(self, key: str, refusal: Refusal) -> None:
        self.sheet.say(key, self._context.sentence(refusal))

    def _on_blocked(self, refusal: Refusal | None) -> None:
        language = self._context.language
        self.notice.say("" if refusal is None else again_words(language, refusal, self._context.sentence(refusal)))

    def _on_forget(self) -> None:
        with refusals_to(self._on_blocked):
            self._journal.history.forget_past(self.day, WORDS)
            self.removed.say("")

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            self._planned = None
            self._come_back()
        super().showEvent(event)
        if self._half_typed:
            QTimer.singleShot(0, self, self._go_on_typing)

    def _go_on_typing(self) -> None:
        """Ask again for what was half typed when the program was ended, on the day it belongs to."""
        kinds, self._half_typed = self._half_typed, ()
        for kind in kinds:
            about = self.editor.drafts.kept(kind)[0]
            with suppress(ValueError):  # no day: another program wrote it
                self.go_to(date.fromisoformat(about))
            if self.day.isoformat() == about:
                self.sheet.ask(kind)

    def _come_back(self) -> None:
        """Read the day again: the form may have changed in Settings, and so may the hour."""
        self.sheet.tidy()
        self.finished.hide()
        today = self._journal.today
        if self._follows and self.day != today and not self._is_in_use:
            self._open(today)
            return
        self.show_state(self.editor.read(keeps=False))
        self.day_bar.show_day(self.day, is_left_behind=True)
        self._begin()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Focus the first open question, after the first paint where it is not built yet: until then a digit goes
        to it by `keyPressEvent`. Not a focus proxy: with one, Tab would skip the bar above it."""
        super().focusInEvent(event)
        if self.sheet.column.is_painted or self.sheet.column.has_open:
            self._focus_first(event.reason())

    def _focus_first(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        first = self.sheet.first_control() if self.hasFocus() else None
        if first is not None:
            first.setFocus(reason)
            self.sheet.show_begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a digit that was typed where nothing can be answered to the nearest open question, and say of
        anything else that it is no answer: nothing typed vanishes."""
        typed = typed_text(event)
        focus = QApplication.focusWidget()
        question = self.sheet.question_near(focus) if typed.isdecimal() else None
        if question is not None:
            question.setFocus(Qt.FocusReason.ShortcutFocusReason)
            QApplication.sendEvent(question, event)
        elif typed:
            said = self._context.language.t("“{typed}” is no answer here.", typed=typed)
            QToolTip.showText((focus or self).mapToGlobal(QPoint()), said, focus or self)
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._closed.stop()
        self._plan_due.stop()
        self.flush()
        super().hideEvent(event)


def _is_half_typed(page: TodayPage) -> bool:
    """Return whether something is on screen that is not in the file, in a field or in a dialog of the page."""
    dialog = QApplication.activeModalWidget()
    hard_day = page.hard_day_made
    is_asked = (hard_day is not None and hard_day.isVisible()) or (
        dialog is not None and page.isAncestorOf(dialog)
    )
    return is_asked or page.plan.is_half_typed or bool(page.saver.not_stored or page.sheet.drafts())


def _logged_days(journal: Journal, period: Period) -> list[date]:
    return [day.date for day in journal.days(period)]


def _usual(journal: Journal, context: Context) -> Usual:
    lately = Period(journal.today - timedelta(days=LOOK_BACK_DAYS), journal.today)
    return usual_of(journal.days(lately), context.library.words.activities)


def _time_on(day: date, journal: Journal) -> int | None:
    """Return the minutes after midnight now, when the day is today; at 01:30 that may still be the day before."""
    now = journal.now()
    return now.hour * 60 + now.minute if day == journal.today else None
