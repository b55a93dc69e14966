"""A card of the page Plan, whatever tool it is of: lines, a picture, sentences, buttons, and a form below them."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from diary.content.language import Language
from diary.domain.period import Period
from diary.journal.journal import Journal
from diary.screens.plan.cards import CardAsk, CardLine, PlanCard
from diary.screens.plan.first_page import build_plan_on_paper
from diary.screens.plan.tools import build_plan_for_others
from diary.ui.pages import Context
from diary.ui.plan.asking import AskForm
from diary.ui.plan.pictures import CoursePicture, picture_of
from diary.ui.style import ACCENT, QUIET, Space, Type
from diary.ui.widgets.buttons import QuietButton, SureButton, TextButton, UnfoldButton
from diary.ui.widgets.card import Card, with_rules
from diary.ui.widgets.fresh_page import SheetToRead
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import boxed, fill, in_column, in_lines, in_row

TEXTS = frozenset({"harder", "book"})
"""Cards of which the words of a line stand beside its name."""
OnAsk = Callable[[CardAsk], None]
NAME_SHARE, COURSE_SHARE = 3, 4
MOST_ACTIONS, FIRST_ACTIONS = 5, 3
"""A card with more actions than that shows the first ones, the others behind "More"."""
EDGES = (Space.WIDE, Space.LARGE, Space.WIDE, Space.LARGE)


def ask_button(ask: CardAsk, on_ask: OnAsk, about: str = "", *, is_quiet: bool = False) -> QAbstractButton:
    """Return the button of an ask; `about` is said with it, where several read the same."""
    spoken = f"{ask.words}: {about}" if about else ask.words
    if is_quiet:
        return QuietButton(
            ask.words, name=spoken, size=Type.SMALL, role=QUIET, on_click=lambda: on_ask(ask), key=ask.key
        )
    return TextButton(ask.words, on_click=lambda: on_ask(ask), key=ask.key, spoken=spoken)


class LineView(QWidget):
    """One line: its name and words, its course, its newest value, and what can be done with it."""

    def __init__(self, line: CardLine, on_ask: OnAsk) -> None:
        super().__init__()
        self.setAccessibleName(f"{line.name}: {line.words}" if line.words else line.name)
        words = in_column(Text(line.name), spacing=Space.HAIR)
        if line.words:
            words.addWidget(QuietText(line.words))
        buttons = [ask_button(ask, on_ask, line.name, is_quiet=not ask.is_main) for ask in line.asks]
        if buttons and line.weeks is not None:  # beside a course there is room below the words
            words.addWidget(boxed(in_lines(*buttons)))
        row = in_row((boxed(words), NAME_SHARE), spacing=Space.MEDIUM)
        if line.weeks is not None:
            row.addWidget(CoursePicture(line.name, line.weeks), COURSE_SHARE)
        if line.value:
            value = Text(line.value, bold=True)
            value.setWordWrap(False)
            row.addWidget(value, 0, Qt.AlignmentFlag.AlignVCenter)
        column = in_column(row, within=self, spacing=Space.HAIR)
        if buttons and line.weeks is None:
            column.addWidget(boxed(in_lines(*buttons)))


class WordsView(QWidget):
    """One line whose words matter as much as its name: they stand beside it, or below where it is narrow."""

    def __init__(self, line: CardLine) -> None:
        super().__init__()
        self.setAccessibleName(f"{line.name}: {line.words}")
        row = in_row((QuietText(line.name), 2), (Text(line.words), 5), within=self, spacing=Space.LARGE)
        row.setAlignment(Qt.AlignmentFlag.AlignTop)


def lines_of(lines: tuple[CardLine, ...], on_ask: OnAsk, *, is_text: bool = False) -> list[QWidget]:
    """Return the lines with a hairline between every two."""
    return with_rules(WordsView(line) if is_text else LineView(line, on_ask) for line in lines)


class PlanCardView(Card):
    """Shows a PlanCard; a form is opened below all else with `show_form`. It `is_open` when it shows more than its
    state."""

    more: UnfoldButton | None = None

    def __init__(
        self,
        card: PlanCard,
        language: Language,
        on_ask: OnAsk,
        open_list: Callable[[str], None],
        open_page: Callable[[str], None],
        save_paper: Callable[[], object],
    ) -> None:
        super().__init__(card.title, card.aside, margins=EDGES, spacing=Space.MEDIUM)
        self.setObjectName(f"card:{card.key}")
        self.state = card
        self.is_open = False
        fill(self.body, *lines_of(card.lines, on_ask, is_text=card.key in TEXTS))
        self.picture = None if card.picture is None else picture_of(card.picture)
        if self.picture is not None:
            self.body.addWidget(self.picture)
        fill(self.body, *map(Text, card.sentences), *map(QuietText, card.notes))
        if card.sure:
            self._add_sure(card.sure, language)
        asks: list[QAbstractButton] = [ask_button(ask, on_ask, is_quiet=_is_rare(ask, card)) for ask in card.asks]
        links: list[QAbstractButton] = [
            QuietButton(words, role=ACCENT, size=Type.SMALL, on_click=partial(open_page, address))
            for words, address in card.links
        ]
        if card.has_paper:
            words = language.phrase("plan", "page", "paper")
            asks.append(TextButton(words, on_click=save_paper, key=f"paper:{card.key}"))
        lists = [
            QuietButton(
                language.phrase("plan", "page", "list", name=name),
                size=Type.SMALL,
                role=QUIET,
                on_click=partial(open_list, key),
                key=f"list:{key}",
            )
            for key, name in card.lists
        ]
        self._add_actions(asks, links, lists, language.t("More"))

    def _add_actions(
        self, asks: Sequence[QAbstractButton], links: Sequence[QWidget], lists: Sequence[QWidget], more: str
    ) -> None:
        """Show all, or of many the first and the links, and what unfolds the others."""
        if len(asks) + len(lists) > MOST_ACTIONS:
            self._folded = boxed(in_column(*_rows(asks[FIRST_ACTIONS:], lists), spacing=Space.SMALL))
            self._folded.hide()
            name, show = f"{more}: {self.state.title}", self._folded.setVisible
            self.more = UnfoldButton(more, show, name=name, size=Type.SMALL, role=QUIET)
            fill(self.body, *_rows([*asks[:FIRST_ACTIONS], self.more], links), self._folded)
        else:
            fill(self.body, *_rows(asks, [*links, *lists]))
        self.body.addStretch(1)

    def unfold(self, button: QWidget) -> None:
        """Show an action that is behind the button "More"."""
        if self.more is not None and self._folded.isAncestorOf(button):
            self.more.setChecked(True)

    def show_form(self, form: AskForm, hint: str) -> None:
        """Show a form below everything else of the card; it leaves out what stands there already."""
        self.is_open = True
        said = {*self.state.sentences, *self.state.notes}
        form.leave_out(said)
        self.body.insertWidget(self.body.count() - 1, form)
        if hint and hint not in said:
            self.body.insertWidget(self.body.count() - 2, QuietText(hint))
        form.show()

    def _add_sure(self, words: str, language: Language) -> None:
        head = SureButton(language)
        below = QuietText(words)
        below.hide()
        head.toggled.connect(below.setVisible)
        fill(self.body, head, below)


def _rows(asks: Sequence[QWidget], links: Sequence[QWidget]) -> list[QWidget]:
    """Return the lines of buttons, and of links below them."""
    lines = [boxed(in_lines(*asks))] if asks else []
    return [*lines, boxed(in_lines(*links, spacing=Space.HAIR))] if links else lines


def _is_rare(ask: CardAsk, card: PlanCard) -> bool:
    """Return whether a button is quiet: what is asked seldom, beside what is asked often."""
    return not ask.is_main and any(each.is_main for each in card.asks)


DAYS_READ = 92
"""So many days the courses reach back."""


class PlanToRead(SheetToRead):
    """Shows the plan of somebody else: what stands on the first printed page, and what was written with each tool.
    There is nothing to press."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context, journal, context.language.t("Plan"))

    def _cards(self) -> Sequence[QWidget]:
        journal, phrase = self._journal, self._context.language.phrase
        source = journal.plan_source(self._context.library.for_others())
        shown = build_plan_on_paper(source, Period.ending(journal.today, DAYS_READ))
        cards: list[QWidget] = []
        if shown is not None and shown.facts:
            facts = tuple(CardLine(name, words) for name, words in shown.facts)
            cards.append(self._card(PlanCard("facts", shown.title, shown.about, facts)))
        cards += map(self._card, build_plan_for_others(source))
        return cards or [Text(phrase("plan", "paper", "nothing"))]

    def _card(self, card: PlanCard) -> PlanCardView:
        return PlanCardView(card, self._context.language, _nothing, _nothing, _nothing, lambda: None)


def _nothing(_pressed: object) -> None:
    """Do nothing: nothing in it can be pressed."""
