"""The page Plan: cards of the tools that a person switched on, with their buttons and forms, and whole lists."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QWidget

from diary.domain.item import MINUTES_A_DAY
from diary.domain.period import Period
from diary.domain.plan.building import ASKED_AGAIN
from diary.domain.plan.phase import PHASE, order_of
from diary.domain.refusal import Refusal
from diary.domain.register import RecordData, RegisterRecord
from diary.journal.journal import Journal
from diary.screens.plan.cards import CardAsk, PlanCard, PlanSource
from diary.screens.plan.rhythms import RELAXATION
from diary.screens.plan.tools import CHOSEN, GOALS, ROAD, PlanState, ask_phase, build_plan, check_record, tools_for
from diary.ui.pages import Context, only_read, refusals_to
from diary.ui.plan.asking import DRAFT, AskForm, ask_paper, write_ask
from diary.ui.plan.breathing import BreathingView
from diary.ui.plan.card import PlanCardView
from diary.ui.style import QUIET, Space, Type
from diary.ui.widgets.buttons import QuietButton, TextButton, quiet_button
from diary.ui.widgets.card import Card, with_rules
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.keys import WrappingKeys
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import (
    STRETCH,
    Beside,
    Stack,
    boxed,
    empty,
    fill,
    follow,
    in_column,
    in_columns,
    in_lines,
    in_row,
)
from diary.ui.widgets.saving import SavedLine
from diary.ui.widgets.scrolling import ScrolledColumn, bring_form_in_sight, bring_in_sight

if TYPE_CHECKING:
    from diary.ui.registers.page import RegisterPage

LETTERS = 52
"""Least width of a card in letters: below it cards stand below each other."""
FIRST_CARDS = 4
"""Cards that are built before the first painting: as many as there is room for at first."""
FIRST_DRAFT = "plan.first"
DOCTOR = "doctor"
"""The address of the page about when to call a doctor, which is in no page."""


class PlanMemory(Struct, frozen=True):
    """The list that is open (empty: none), and the form that is open with what is typed in it."""

    opened: str
    ask: str
    texts: Mapping[str, str]


class PlanPage(FreshPage):
    """Shows the cards. What is typed is stored by Save, and by whatever closes the page."""

    page_requested = Signal(str)
    doctor_wanted = Signal()

    def __init__(self, context: Context, journal: Journal, resources: Path) -> None:
        super().__init__(context)
        self.setObjectName("plan_page")
        self._journal, self._resources = journal, resources
        self.state: PlanState | None = None
        self.form: AskForm | None = None
        self._sure_of: CardAsk | None = None
        self.before_answer: Callable[[], object] = lambda: None
        """Looks at the clock before something is stored that one click says, whichever way the click came."""
        self.cards: dict[str, PlanCardView] = {}
        self.list: RegisterPage | None = None
        self._phrase = partial(context.language.phrase, "plan", "page")
        self._stack = Stack()
        self._sheet = ScrolledColumn()
        self._sheet.column.setContentsMargins(Space.WIDE, 0, Space.LARGE, Space.WIDE)
        self._sheet.column.setSpacing(Space.LARGE)
        self._top = QHBoxLayout()
        self._columns = in_columns(letters=LETTERS, is_packed=True)
        self._is_part = False
        self._lists: PlanSource | None = None  # what the first cards read: the rest needs most of it again
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.read_rest)
        self.said = QuietText()
        self.undo_button = quiet_button(context.language.t("undo"), "undo", on_click=self.undo)
        self.saved = SavedLine(context.language)
        self._lay_out()

    @property
    def inputs(self) -> tuple[QWidget, ...]:
        asked = {ask.key for ask in self._asks()}
        buttons = [button for button in self.findChildren(QAbstractButton) if button.objectName() in asked]
        first = () if self.state is None or self.state.first is None else (self.first,)
        return () if self.state is None else (self.phases, self.more, *first, *buttons)

    # ------------------------------------------------------------------ showing

    def _lay_out(self) -> None:
        foot = in_column(
            self.notice,
            in_row(self.undo_button, (self.said, 1), spacing=Space.SMALL),
            self.saved,
            margins=(Space.WIDE, 0, Space.WIDE, Space.SMALL),
        )
        top = in_column(self._top, margins=(Space.WIDE, Space.LARGE, Space.WIDE, 0))
        cards = boxed(in_column(top, (self._sheet, 1), spacing=Space.MEDIUM))
        self._stack.addWidget(cards)
        in_column((self._stack, 1), foot, within=self, spacing=Space.SMALL)
        self._say("")

    def _source(self) -> PlanSource:
        return self._journal.plan_source(self._context.library)

    def _chosen(self) -> tuple[str, ...]:
        return self._journal.choices.chosen(CHOSEN) or ()

    def _road(self, source: PlanSource) -> list[tuple[str, str]]:
        """Return the first pages of Understand, those that were read said so; read where they are shown only."""
        if not order_of(source.records(PHASE)).has_road:
            return []
        from diary.content.topics import load_topics
        from diary.screens.understand import TopicMarks

        language, read = self._context.language, TopicMarks.of(self._journal.topics.marks()).read
        topics = load_topics(self._resources, language.code, self._context.country).road
        return [
            (
                self._phrase("read", title=topic.title) if topic.key in read else topic.title,
                f"understand/{topic.key}",
            )
            for topic in topics
        ]

    def read_rest(self) -> None:
        """Show the cards that were not on the first screen; at once where one of them is wanted."""
        if self._is_part:
            self._fill()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin in the field of the first question: nothing is typed in vain."""
        super().focusInEvent(event)
        if self.state is not None and self.state.first is not None:
            next(iter(self.first.controls.values())).setFocus()  # what is half typed there is not marked

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_part and not self._rest.isActive():
            self._rest.start()

    def _refresh(self) -> None:
        is_first = self.state is None
        self._is_part = is_first and not self._journal.drafts.kept(DRAFT)
        source = self._lists or self._source()
        self._lists = source if self._is_part else None
        state = build_plan(source, self._chosen(), self._road(source), FIRST_CARDS if self._is_part else None)
        if state == self.state:
            return
        if self.form is not None and self.form.is_changed and self.form.asked not in asks_in(state.cards):
            self._is_stale = True  # what is half typed stays, with the day and the line it was typed for
            return
        opened = (
            None if self.form is None else (self.form.asked.key, self.form.texts() if self.form.is_changed else {})
        )
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        before, self.state = self.state, state
        self._show(state, before)
        if is_first and not self._is_part:
            self._go_on_typing()
        if opened is not None:
            self._reopen(*opened)
        elif name:
            self._focus(name)

    def _show(self, state: PlanState, before: PlanState | None) -> None:
        """Show the page where `before` was shown: what reads the same stays."""
        self.form = None
        content = self._sheet.column.parentWidget()
        assert content is not None
        content.hide()  # what is added to it is laid out once, and not card by card
        if before is None or replace(before, cards=()) != replace(state, cards=()):
            self._show_around(state)
        self._show_cards(state)
        content.show()
        follow((self,))
        if self._journal.reading_only is not None:
            for part in self.inputs:
                part.setEnabled(False)
        QTimer.singleShot(0, self, self._make_room)

    def _show_around(self, state: PlanState) -> None:
        self._show_top(state)
        self._sheet.column.removeWidget(self._columns)
        empty(self._sheet.column)
        self._sheet.column.addWidget(QuietText(state.phase.words))
        first = [] if state.first is None else [self._first_card(state.first)]
        has_road = any(card.key == ROAD for card in state.cards)
        self.more = self._more_card(state)
        parts = (self._columns, *first) if has_road else (*first, self._columns)
        fill(self._sheet.column, *parts, self.more, STRETCH)

    def _show_cards(self, state: PlanState) -> None:
        """Show the cards in their order; one that reads the same stays as it is."""
        before, self.cards = self.cards, {}
        columns = self._columns.layout()
        assert columns is not None
        while columns.takeAt(0) is not None:
            pass
        for card in state.cards:
            view = before.get(card.key)
            if view is None or view.state != card or view.is_open:
                language = self._context.language
                paper = partial(self._ask_paper, card.title)
                view = PlanCardView(card, language, self.ask, self.open_list, self._open_page, paper)
                if isinstance(view.picture, BreathingView):
                    view.picture.breathed.connect(partial(self._offer_minutes, view))
            else:
                del before[card.key]
            self.cards[card.key] = view
            columns.addWidget(view)
        for view in before.values():
            view.hide()
            view.deleteLater()
        self._columns.setVisible(bool(self.cards))

    def _ask_paper(self, name: str) -> None:
        ask_paper(self._context, self._source(), self._resources, name, self.saved)

    def _make_room(self) -> None:
        """Make the column as high as all that is in it, at once: until then all cards would be squeezed."""
        content = self._sheet.widget()
        if content is not None:
            content.resize(content.width(), max(content.height(), content.heightForWidth(content.width())))

    def _show_top(self, state: PlanState) -> None:
        empty(self._top)
        phase, names = state.phase, [words for _, words in state.phase.options]
        self.phases = WrappingKeys(self._phrase("where"), names, self._context.language.t("not answered"))
        keys = [key for key, _ in phase.options]
        self.phases.show_value(None if phase.chosen is None else keys.index(phase.chosen))
        self.phases.answered.connect(partial(self._on_phase, keys))
        title, where = Title(self._phrase("name")), QuietText(self._phrase("where"))
        where.setWordWrap(False)
        asked = boxed(in_row(where, (self.phases, 1), spacing=Space.MEDIUM))
        self._top.addWidget(Beside(in_column(title), asked))

    def _first_card(self, ask: CardAsk) -> Card:
        """Return the question the page begins with, its form open."""
        card = Card(ask.words, self._phrase("question_why"))
        form = AskForm(ask, self._context, self._journal, FIRST_DRAFT)
        form.stored.connect(self._on_first)
        form.cancel.hide()
        form.leave_out({ask.words})
        self.first = form
        card.body.addWidget(form)
        return card

    def _more_card(self, state: PlanState) -> Card:
        card = Card(self._phrase("more" if state.off else "switch_off"), spacing=Space.MEDIUM)
        for part in with_rules(self._offer(*each) for each in state.off):
            card.body.addWidget(part)
        put_away = self._phrase("switch_off")
        away = [
            QuietButton(
                name,
                name=f"{put_away}: {name}",
                size=Type.SMALL,
                role=QUIET,
                on_click=partial(self._switch, key, name, False),
                key=f"away:{key}",
            )
            for key, name in state.on
        ]
        if away:
            words = [Text(put_away, bold=True)] if state.off else []
            fill(card.body, *words, boxed(in_lines(*away)))
        return card

    def _offer(self, key: str, name: str, about: str) -> QWidget:
        words = self._phrase("switch_on")
        button = TextButton(
            words,
            "add",
            on_click=partial(self._switch, key, name, True),
            key=f"on:{key}",
            spoken=f"{words}: {name}",
        )
        return Beside(in_column(Text(name, bold=True), QuietText(about), spacing=Space.HAIR), button)

    # ------------------------------------------------------------------ places

    def show_place(self, key: str) -> None:
        """Show a list, or a line of it by `goal/12`; a card by its key, or a tool by its key, or what switches
        that on; else all cards."""
        register, _, number = key.partition("/")
        self.read_rest()
        self.close_list()
        if any(each.key == register for each in self._context.library.registers):
            self.open_list(register)
            if self.list is not None and number:
                self.list.show_place(number)
        else:
            QTimer.singleShot(0, self, partial(self._bring_in_sight, key))

    def open_list(self, register: str) -> None:
        """Show a whole list, with everything that can be done with its lines."""
        from diary.ui.registers.page import RegisterPage

        self.close_list()
        check = partial(self._check, register)
        page = RegisterPage(self._context, self._journal, self._context.library.register(register), check)
        self.list = page
        if self._journal.reading_only is not None:
            only_read(page)
        back = QuietButton(self._phrase("back"), "left", role=QUIET, on_click=self.close_list, key="back")
        head = in_row(back, STRETCH, margins=(Space.LARGE, Space.SMALL, 0, 0))
        self._stack.addWidget(boxed(in_column(head, (page, 1), spacing=0)))
        self._stack.setCurrentIndex(1)
        page.add.setFocus()

    def _check(
        self, register: str, record: RegisterRecord | None, data: RecordData, ended_on: date | None, is_sure: bool
    ) -> RecordData:
        return check_record(self._source(), register, record, data, ended_on, is_sure=is_sure)

    def close_list(self) -> None:
        """Show the cards again."""
        if self.list is None:
            return
        self.list.flush()
        opened, self.list = self.list.parentWidget(), None
        self._stack.setCurrentIndex(0)
        if opened is not None:
            self._stack.removeWidget(opened)
            opened.deleteLater()
        self._fill()

    def _open_page(self, address: str) -> None:
        if address == DOCTOR:
            self.doctor_wanted.emit()
        else:
            self.page_requested.emit(address)

    def _bring_in_sight(self, key: str) -> None:
        shown: QWidget | None = self._card_of(key) or self.more.findChild(QAbstractButton, f"on:{key}")
        if shown is not None:
            self._sheet.ensureWidgetVisible(shown, 0, Space.HUGE)

    def _card_of(self, key: str) -> PlanCardView | None:
        """Return the card with this key, or the first one of the tool with it."""
        of_tool = (view for name, view in self.cards.items() if name.partition(":")[0] == key)
        return self.cards.get(key) or next(of_tool, None)

    def on_changed(self, period: Period) -> None:
        """Read again after a change; a list that is open too."""
        self._lists = None
        super().on_changed(period)
        if self.list is not None:
            self.list.on_changed(period)

    def on_day(self, today: date) -> None:
        """Store what is typed of the day that is over, and show the new one at once: a tick may come next."""
        self._lists = None
        if self.list is not None:
            self.list.on_day(today)
        else:
            self.flush()
        super().on_day(today)
        if self.isVisible():
            self._fill()

    # ------------------------------------------------------------------ asking

    def ask(self, ask: CardAsk) -> None:
        """Open the form of a button, or write what it says when there is nothing to fill in. What is half typed in
        another form is stored first; where that cannot be, it is said there, and nothing else is done."""
        self.before_answer()
        if self.form is not None:
            self.form.leave()
        asks = {each.key: each for each in self._asks()}
        if ask.key not in asks or (self.form is not None and self.form.is_changed):
            return
        ask = asks[ask.key]  # of the day that it is by now
        if ask.is_form:
            self._open(ask)
            return
        is_sure, self._sure_of = ask == self._sure_of, None
        tools = tools_for(ask) - set(self._chosen())
        try:
            write_ask(self._source(), self._journal, ask, is_sure=is_sure)
            if tools:
                self._journal.choices.choose(CHOSEN, (*self._chosen(), *tools))
        except Refusal as refusal:
            self._sure_of = ask if refusal.reason in ASKED_AGAIN else None
            self._refuse(refusal)
        else:
            self._on_stored(ask.key)

    def _open(self, ask: CardAsk) -> None:
        self._close()
        card = next((view for view in self.cards.values() if _has(view, ask)), None)
        if card is None:
            return
        form = self.form = AskForm(ask, self._context, self._journal)
        form.stored.connect(partial(self._on_stored, ask.key))
        form.cancelled.connect(partial(self._on_cancelled, ask.key))
        form.refused.connect(self._refuse)
        self._say("")
        card.show_form(form, ask.hint)
        form.start()
        QTimer.singleShot(0, self, self._show_form)

    def _reopen(self, key: str, texts: Mapping[str, str]) -> None:
        """Open the form again of a page that was built anew, with what was typed."""
        asks = {ask.key: ask for ask in self._asks()}
        if key in asks:
            self._open(asks[key])
            if self.form is not None and texts:
                self.form.show_texts(texts)

    def _go_on_typing(self) -> None:
        """Open the form that was half typed when the program was ended."""
        kept = self._journal.drafts.kept(DRAFT)
        asks = {ask.key: ask for ask in self._asks()}
        if kept and kept[0] in asks and self.form is None and self._journal.reading_only is None:
            self._open(asks[kept[0]])

    def _close(self, *, reads: bool = False) -> None:
        """Close the form, and with `reads` show what is in the diary now; in any case its card without it."""
        form, self.form, shown = self.form, None, self.state
        if form is not None:
            form.drop()
        if reads:
            self._fill()
        if form is not None and shown is not None and self.state is shown:
            self._show(shown, shown)

    def _on_stored(self, key: str) -> None:
        self._close(reads=True)
        self._say(self._phrase("saved"))
        self._focus(self._next_of(key))

    def _next_of(self, key: str) -> str:
        """The button that comes after this one was used: itself, or what its tool asks for now; where it asks for
        nothing the whole page, so that no second Enter does what nobody meant."""
        tool = key.partition(":")[0]
        main = [ask.key for ask in self._asks() if ask.is_main and ask.key.partition(":")[0] == tool]
        if key in main or not main:
            return key if any(ask.key == key for ask in self._asks()) else self.objectName()
        return main[0]

    def _asks(self) -> list[CardAsk]:
        return asks_in(view.state for view in self.cards.values())

    def _on_cancelled(self, key: str) -> None:
        self._close(reads=True)
        self._focus(key)

    def _on_first(self) -> None:
        self._journal.choices.choose(CHOSEN, (*self._chosen(), GOALS))
        self._fill()
        self._say(self._phrase("saved"))
        self._focus("goals:week")

    def _try(self, write: Callable[[], object]) -> bool:
        with refusals_to(self._refuse):
            write()
            return True
        return False

    def _offer_minutes(self, view: PlanCardView, minutes: int) -> None:
        """Offer to add what was breathed to today's relaxation; nothing is added by itself."""
        words = self._context.language.phrase("plan", "breathing", "keep", count=minutes)
        button = TextButton(words, on_click=partial(self._keep_minutes, minutes), key="breathing:keep")
        view.is_open = True
        place = 0 if view.picture is None else view.body.indexOf(view.picture) + 1
        view.body.insertWidget(place, boxed(in_lines(button)))

    def _keep_minutes(self, minutes: int) -> None:
        day = self._journal.day(self._journal.today)
        total = min(MINUTES_A_DAY, (day.value(RELAXATION) or 0) + minutes)
        if self._try(partial(self._journal.answer, day.date, RELAXATION, total)) and self.state is not None:
            self._show(self.state, self.state)
            self._say(self._context.language.phrase("plan", "breathing", "kept"))
            self._focus("breathing:begin")

    def _on_phase(self, keys: list[str], value: float | None) -> None:
        if value is None:
            assert self.state is not None
            chosen = self.state.phase.chosen
            self.phases.show_value(None if chosen is None else keys.index(chosen))
            return
        if self._try(
            lambda: write_ask(self._source(), self._journal, ask_phase(self._source(), keys[int(value)]))
        ):
            self._on_stored("")
        self.phases.setFocus()

    def _switch(self, key: str, name: str, is_on: bool) -> None:
        chosen = [each for each in self._chosen() if each != key]
        if not self._try(partial(self._journal.choices.choose, CHOSEN, [*chosen, key] if is_on else chosen)):
            return
        self._close(reads=True)
        self._say("" if is_on else self._phrase("away", name=name), can_undo=False)
        shown = self._card_of(key)
        if is_on and shown is not None:
            buttons = [ask.key for ask in asks_in([shown.state])]
            self._focus(buttons[0] if buttons else "")
            QTimer.singleShot(0, self, partial(self._bring_in_sight, shown.state.key))
        else:
            self._focus(f"on:{key}")

    # ------------------------------------------------------------------ staying

    def undo(self) -> None:
        """Take back what was done last on this page, or on the list that is open."""
        if self.list is not None:
            self.list.undo()
            return
        if self.undo_button.isHidden():
            return
        if self._try(self._journal.history.undo):
            self._close(reads=True)
            self._say(self._phrase("taken_back"), can_undo=False)

    def flush(self) -> bool:
        """Store what is typed as far as it is right; false when the disk refuses."""
        if self.list is not None:
            return self.list.flush()
        return self.form is None or self.form.flush()

    def memory(self) -> PlanMemory:
        opened = "" if self.list is None else self.list.objectName().partition(":")[2]
        typed = {} if self.form is None else self.form.texts()
        return PlanMemory(opened, "" if self.form is None else self.form.asked.key, typed)

    def recall(self, memory: PlanMemory) -> None:
        self._fill()
        self.read_rest()
        if memory.ask:
            self._reopen(memory.ask, memory.texts)
        if memory.opened:
            self.open_list(memory.opened)

    def _say(self, sentence: str, *, can_undo: bool = True) -> None:
        self.said.say(sentence)
        self.undo_button.setVisible(bool(sentence) and can_undo)

    def _focus(self, name: str) -> None:
        """Give the keyboard to the control with this name, where it is still there."""
        if name == self.objectName():
            self.setFocus()
        for found in self.findChildren(QWidget, name) if name else ():
            for card in self.cards.values():
                card.unfold(found)
            if found.isVisibleTo(self):  # what was replaced is hidden, and still there for a moment
                found.setFocus(Qt.FocusReason.OtherFocusReason)
                QTimer.singleShot(0, found, partial(bring_in_sight, found))

    def _show_form(self) -> None:
        if self.form is not None:
            bring_form_in_sight(self._sheet, self.form)


def asks_in(cards: Iterable[PlanCard]) -> list[CardAsk]:
    """Return all buttons of these cards that ask something."""
    return [ask for card in cards for ask in (*(each for line in card.lines for each in line.asks), *card.asks)]


def _has(view: PlanCardView, ask: CardAsk) -> bool:
    return any(each.key == ask.key for each in asks_in([view.state]))
