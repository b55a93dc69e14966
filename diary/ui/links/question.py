"""One question of one's own: choosing it, what counts so far, the dates on which it is looked at, earlier ones."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from diary.content.library import Library
from diary.domain.links.question import Question
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.screens.question import (
    PHRASES,
    AskedState,
    FoundState,
    LookMark,
    QuestionState,
    build_questions,
    firsts,
    questions_after,
)
from diary.ui.links.page import LinksPage
from diary.ui.pages import Context
from diary.ui.style import ACCENT, CARD, LINE, QUIET, Space
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.buttons import MainButton, SureButton, TextButton
from diary.ui.widgets.card import Card, Rule, with_rules
from diary.ui.widgets.fold_head import FoldHead
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.labels import Heading, NoticeText, QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, Stack, boxed, empty, fill, in_column, in_columns, in_lines
from diary.ui.widgets.painted import PaintedPicture
from diary.ui.widgets.scrolling import ScrolledColumn

BAR, GAP = 7.0, 3.0
STRIP = 24
MARK = 20
LETTERS, DATE_LETTERS = 52, 12
"""Least width of a column of the page and of a date, in letters: below it they stand below each other."""
NEVER_COUNTED = 0.12
"""Part of the height at which a day that does not count is drawn."""


class DaysStrip(PaintedPicture):
    """Paints a bar for each day so far: high when it counts, a dash when not. It grows narrower, never wider."""

    def __init__(self, used: tuple[bool, ...], words: str) -> None:
        super().__init__()
        self._used = used
        self.setAccessibleName(words)
        self.setFixedHeight(STRIP)

    def _draw(self, painter: QPainter) -> None:
        pitch = min(BAR + GAP, self.width() / max(1, len(self._used)))
        bar = pitch * BAR / (BAR + GAP)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, counts in enumerate(self._used):
            high = STRIP if counts else STRIP * NEVER_COUNTED
            painter.setBrush(self.palette().color(ACCENT) if counts else self.palette().color(QUIET))
            painter.drawRoundedRect(QRectF(number * pitch, (STRIP - high) / 2, bar, high), 1, 1)


class _Mark(PaintedPicture):
    """Paints a piece of the line of dates and its circle: filled when the look was held, heavy when it is next."""

    def __init__(self, mark: LookMark) -> None:
        super().__init__()
        self._mark = mark
        self.setFixedHeight(MARK)

    def _draw(self, painter: QPainter) -> None:
        palette, middle = self.palette(), MARK / 2
        painter.setPen(QPen(palette.color(LINE), 2))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        is_heavy = self._mark.is_held or self._mark.is_next
        painter.setPen(QPen(palette.color(ACCENT) if is_heavy else palette.color(QUIET), 2.4))
        painter.setBrush(palette.color(ACCENT) if self._mark.is_held else palette.color(CARD))
        painter.drawEllipse(QPointF(middle, middle), middle - 3, middle - 3)


class DatesLine(QWidget):
    """Shows the dates of the looks beside each other, below each other where there is no room."""

    def __init__(self, state: QuestionState) -> None:
        super().__init__()
        self.setAccessibleName(state.dates)
        days = [
            in_column(_Mark(mark), Text(mark.day, bold=mark.is_next), QuietText(mark.after), spacing=Space.HAIR)
            for mark in state.marks
        ]
        in_column(in_columns(*map(boxed, days), most=len(days), letters=DATE_LETTERS), within=self)


class Folded(QWidget):
    """Words behind a head that unfolds them."""

    def __init__(self, head: QAbstractButton, *words: str) -> None:
        super().__init__()
        self.head = head
        body = boxed(in_column(*map(QuietText, filter(None, words)), spacing=Space.SMALL))
        body.hide()
        self.head.toggled.connect(body.setVisible)
        in_column(head, body, within=self, spacing=0)


class QuestionCard(Card):
    def __init__(self, state: QuestionState, library: Library, on_other: Callable[[], object]) -> None:
        super().__init__(spacing=Space.MEDIUM)
        t = library.language.t
        self.control = self.other = TextButton(t("Ask another question"), on_click=on_other)
        self.setAccessibleName(state.found.words)
        found = [Text(state.found.result, bold=True), Text(state.found.more)]
        fill(
            self.body,
            boxed(in_column(QuietText(state.chosen), Title(state.found.words), *found, spacing=Space.HAIR)),
            QuietText(state.means),
            Rule(),
            Text(state.counted, bold=True),
            DaysStrip(state.used, state.counted),
            QuietText(state.left_out),
            Rule(),
            Text(t("On these days it is looked at"), bold=True),
            DatesLine(state),
            boxed(in_lines(self.other)),
            Folded(FoldHead(t("Why not look more often?"), "", is_open=False), _said(library, "why")),
        )


class ChoiceCard(Card):
    """Chooses a question; emits it with its words."""

    asked = Signal(Question, str)

    def __init__(self, library: Library, today: date, keep: Callable[[], object] | None) -> None:
        t = library.language.t
        super().__init__(t("One question of your own"), spacing=Space.MEDIUM)
        self._library, self._today = library, today
        self._questions: tuple[tuple[Question, str, str], ...] = ()
        self.control = self.first = ChoiceBox(t("What comes first"), letters=12)
        self.question = ChoiceBox(t("What you want to know"), letters=12)
        self.words = Heading()
        for box in (self.first, self.question):
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._firsts = firsts(library)
        self.first.addItems([words for _, words in self._firsts])
        self.first.setCurrentIndex(1)
        self.ask = MainButton(t("Ask this question"), on_click=self._ask)
        kept = [TextButton(t("Keep my question"), on_click=keep)] if keep is not None else []
        intro = t(
            "Choose one thing you wonder about, before you look. Then it is counted, and looked at four times."
        )
        fill(
            self.body,
            Text(intro),
            Text(t("What comes first"), bold=True),
            self.first,
            Text(t("What you want to know"), bold=True),
            self.question,
            self.words,
            QuietText(_said(library, "instead" if keep is not None else "ends")),
            boxed(in_lines(self.ask, *kept)),
            Folded(FoldHead(t("Why not look more often?"), "", is_open=False), _said(library, "why")),
        )
        self.first.currentIndexChanged.connect(self._offer)
        self.question.currentIndexChanged.connect(self._say)
        self._offer()

    @property
    def places(self) -> tuple[int, int]:
        """What is chosen in both lists."""
        return self.first.currentIndex(), self.question.currentIndex()

    def show_places(self, first: int, question: int) -> None:
        """Choose this in both lists."""
        self.first.setCurrentIndex(first)
        self.question.setCurrentIndex(question)

    def _offer(self) -> None:
        self._questions = questions_after(self._firsts[self.first.currentIndex()][0], self._today, self._library)
        self.question.clear()
        self.question.addItems([short for _, short, _ in self._questions])

    def _ask(self) -> None:
        question, _, words = self._questions[self.question.currentIndex()]
        self.asked.emit(question, words)

    def _say(self, place: int) -> None:
        self.words.setText(self._questions[place][2] if place >= 0 else "")


class EarlierView(QWidget):
    """Shows a question that was asked before, and what came of it."""

    def __init__(self, found: FoundState, library: Library) -> None:
        super().__init__()
        column = in_column(Text(found.words, bold=True), Text(found.result), within=self, spacing=Space.HAIR)
        fill(column, *(QuietText(words) for words in (found.more, found.counts, found.when) if words))
        if found.numbers:
            column.addWidget(Folded(SureButton(library.language), found.numbers, _said(library, "sure")))


def _said(library: Library, key: str) -> str:
    return library.language.phrase(PHRASES, "said", key)


class QuestionPage(FreshPage):
    """Shows the open question, or the choice of one, beside those asked before. `pairs_wanted`: see the pairs."""

    pairs_wanted = Signal()

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context)
        self._journal = journal
        self.setAccessibleName(context.language.t("One question of your own"))
        self._is_choosing = False
        self._card: QuestionCard | ChoiceCard | None = None
        self._places: tuple[int, int] | None = None
        self.state: AskedState | None = None
        self.refused = NoticeText()
        self._shown = in_column()
        page = ScrolledColumn()
        page.column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.WIDE)
        fill(page.column, self.notice, self.refused, self._shown, STRETCH)
        in_column(page, within=self)

    def memory(self) -> tuple[int, int] | None:
        return self._card.places if isinstance(self._card, ChoiceCard) else self._places

    def recall(self, memory: tuple[int, int] | None) -> None:
        """Choose it again when the page is shown."""
        self._card, self._places = None, memory

    def _refresh(self) -> None:
        asked = self._journal.questions.look()
        counted = self._journal.questions.counted(asked[0]) if asked and asked[0].is_open else None
        self.state = build_questions(asked, counted, self._context.library)
        self._show()

    def _show(self) -> None:
        """Replace what is shown; keyboard focus that was in it moves to the first control of the new one."""
        assert self.state is not None
        focused = QApplication.focusWidget()
        was_here = focused is not None and self.isAncestorOf(focused)
        self._places = self.memory()
        empty(self._shown)
        main = self._card = self._main(self.state)
        beside = boxed(in_column(*self._beside(self.state), STRETCH, spacing=Space.LARGE))
        both = in_columns(main, beside, letters=LETTERS)
        self._shown.addWidget(both)
        both.show()
        if was_here:
            main.control.setFocus()

    def _main(self, state: AskedState) -> "QuestionCard | ChoiceCard":
        library = self._context.library
        if state.current is not None and not self._is_choosing:
            return QuestionCard(state.current, library, lambda: self._choose(is_choosing=True))
        keep = (lambda: self._choose(is_choosing=False)) if state.current is not None else None
        card = ChoiceCard(library, self._journal.today, keep)
        card.asked.connect(self._ask)
        if self._places is not None:
            card.show_places(*self._places)
        return card

    def _beside(self, state: AskedState) -> list[QWidget]:
        library, t = self._context.library, self._context.language.t
        cards = []
        if state.earlier:
            earlier = Card(t("Asked before"), spacing=Space.MEDIUM)
            fill(earlier.body, *with_rules([EarlierView(one, library) for one in state.earlier]))
            cards.append(earlier)
        pairs = Card(t("All side by side"), spacing=Space.MEDIUM)
        words = t("A look at all pairs of days together. It is strict, because it looks at so many.")
        self.all_pairs = TextButton(t("Look at all pairs"), on_click=self.pairs_wanted)
        fill(pairs.body, Text(words), boxed(in_lines(self.all_pairs)))
        return [*cards, pairs]

    def _choose(self, *, is_choosing: bool) -> None:
        self._is_choosing = is_choosing
        self._show()

    def _ask(self, question: Question, words: str) -> None:
        with self._context.telling(self.refused.say):
            self._journal.questions.ask(question, words)
            self.refused.say("")
            self._is_choosing, self._card, self._places = False, None, None
            self._fill()


class TogetherPage(QWidget):
    """Shows the one question asked before looking, or the look at all pairs of what goes together."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__()
        self.question = QuestionPage(context, journal)
        self.pairs = LinksPage(context, journal)
        self.back = TextButton(context.language.t("Back to my question"), on_click=self.show_question)
        head = in_lines(self.back)
        head.setContentsMargins(Space.WIDE, Space.MEDIUM, Space.WIDE, 0)
        self._stack = Stack()
        self._stack.addWidget(self.question)
        self._stack.addWidget(boxed(in_column(boxed(head), (self.pairs, 1), spacing=0)))
        self.question.pairs_wanted.connect(self.show_pairs)
        in_column(self._stack, within=self)

    def show_pairs(self) -> None:
        self._stack.setCurrentIndex(1)
        self.back.setFocus()

    def show_question(self) -> None:
        self._stack.setCurrentIndex(0)
        self.question.all_pairs.setFocus()

    def on_changed(self, period: Period) -> None:
        self.question.on_changed(period)

    def on_day(self, today: date) -> None:
        self.question.on_day(today)

    def focusInEvent(self, _event: QFocusEvent) -> None:
        (self.back if self._stack.currentIndex() else self.question).setFocus()

    def memory(self) -> tuple[int, Any, Any]:
        return self._stack.currentIndex(), self.pairs.memory(), self.question.memory()

    def recall(self, memory: tuple[int, Any, Any]) -> None:
        self._stack.setCurrentIndex(memory[0])
        self.pairs.recall(memory[1])
        self.question.recall(memory[2])
