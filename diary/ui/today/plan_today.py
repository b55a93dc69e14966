"""The lines of the plan under Today: this week's amounts, how something was, and the plan for a harder time."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.style import ACCENT, Space
from diary.ui.widgets.buttons import QuietButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, QuietText, Text
from diary.ui.widgets.layouts import empty, fill, in_column

if TYPE_CHECKING:
    from diary.screens.plan.cards import CardAsk, CardLine
    from diary.screens.plan.tools import TodayPlan
    from diary.ui.plan.asking import AskForm

CHOSEN = "plan"


class PlanToday(Card):
    """Hidden until there is something of the plan today; read after the first page is there, for the start does
    without. `open_page` goes where a link leads."""

    closed = Signal()
    """Something was answered or given up: it is to be read again."""

    def __init__(self, context: Context, journal: Journal, open_page: Callable[[str], None]) -> None:
        super().__init__(context.language.phrase("plan", "page", "name"), spacing=Space.MEDIUM)
        self._context, self._journal, self._open_page = context, journal, open_page
        self._lines = in_column(spacing=Space.MEDIUM)
        self.notice = NoticeText()
        self.state: TodayPlan | None = None
        self.form: AskForm | None = None
        self.before_answer: Callable[[], object] = lambda: None
        """Looks at the clock before something is stored that one click says, whichever way the click came."""
        fill(self.body, self._lines, self.notice)
        self.hide()

    def read(self) -> "TodayPlan | None":
        """Return what there is today; None when no tool is on."""
        chosen = self._journal.choices.chosen(CHOSEN)
        if not chosen:
            return None
        from diary.screens.plan.tools import build_today_plan

        return build_today_plan(self._journal.plan_source(self._context.library), chosen)

    def show_today(self) -> None:
        """Read and show; nothing where there is nothing. A form that is open stays."""
        state = self.read()
        if state != self.state and self.form is None:
            self.state = state
            empty(self._lines)
            if state is not None:
                self._build(state)
                words = self._context.library.words.registers["harder_plan"].name
                plan = self._context.language.phrase("plan", "page", "name")
                self.retitle(words if state.harder else plan)
        self.setVisible(state is not None and bool(state.lines or state.harder or state.see))

    def begin_day(self) -> None:
        """Show nothing of another day until this one is read; what is half typed in a form stays."""
        if not self.is_half_typed:
            self._end_form()
            self.hide()

    @property
    def is_for_hard_day(self) -> bool:
        """Whether it shows the plan for a harder time, and nothing that is asked."""
        return self.state is not None and bool(self.state.harder) and self.form is None

    @property
    def is_half_typed(self) -> bool:
        """Whether something is typed in a form that is not stored."""
        return self.form is not None and self.form.is_changed

    def harder_plan(self) -> list[QWidget]:
        """Return the plan for a harder time below its name, whatever day it is; none if not on or empty."""
        if "harder" not in (self._journal.choices.chosen(CHOSEN) or ()):
            return []
        from diary.screens.plan.harder import harder_lines

        lines = harder_lines(self._journal.plan_source(self._context.library))
        name = self._context.library.words.registers["harder_plan"].name
        return [Text(name, bold=True), *self._harder(lines)] if lines else []

    def flush(self) -> bool:
        """Store what is typed as far as it is right; false when the disk refuses."""
        return self.form is None or self.form.flush()

    def _build(self, state: "TodayPlan") -> None:
        from diary.ui.plan.card import lines_of

        fill(self._lines, *self._harder(state.harder), *lines_of(state.lines, self._on_ask))
        if state.see:
            words = self._context.language.phrase("plan", "harder", "see")
            see = QuietButton(words, role=ACCENT, on_click=lambda: self._open_page("plan/harder"), key="plan:see")
            fill(self._lines, Text(state.see), (see, 0, Qt.AlignmentFlag.AlignLeft))

    def _harder(self, lines: tuple["CardLine", ...]) -> list[QWidget]:
        """Return the lines of the plan for a harder time, and below them for which pain it is."""
        from diary.ui.plan.card import lines_of

        known = [QuietText(self._context.language.phrase("plan", "harder", "new_pain"))] if lines else []
        return [*lines_of(lines, self._on_ask, is_text=True), *known]

    def _on_ask(self, ask: "CardAsk") -> None:
        from diary.ui.plan.asking import AskForm, write_ask

        self.before_answer()
        if self.form is not None:
            self.form.leave()
        if self.is_half_typed:
            return
        if self.state is None:  # it was of another day
            self.show_today()
        lines = () if self.state is None else self.state.lines
        asks = {each.key: each for line in lines for each in line.asks}
        if ask.key not in asks:
            return
        ask = asks[ask.key]
        if not ask.is_form:
            with self._context.telling(self.notice.say):
                write_ask(self._journal.plan_source(self._context.library), self._journal, ask)
                self._close()
            return
        self._end_form()
        self.show_today()
        form = self.form = AskForm(ask, self._context, self._journal, "plan.today")
        for ended in (form.stored, form.cancelled):
            ended.connect(self._close)
        form.refused.connect(lambda refusal: self.notice.say(self._context.sentence(refusal)))
        self._lines.addWidget(form)
        form.show()
        form.start()

    def _close(self) -> None:
        self._end_form()
        self.closed.emit()

    def _end_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.drop()
            form.hide()
            form.deleteLater()
        self.notice.say("")
        self.state = None
        empty(self._lines)
