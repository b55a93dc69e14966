"""The section with what a person wrote for who reads the share: what they want to talk about, and their lists."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QWidget

from diary.domain.therapist_mark import MARKS
from diary.journal.journal import Journal
from diary.screens.appointment import APPOINTMENT, TalkState, build_talk
from diary.screens.register import RecordLine, build_register
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.widgets.card import Card
from diary.ui.widgets.fresh_page import FreshPage
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import STRETCH, boxed, empty, fill, in_column
from diary.ui.widgets.scrolling import ScrolledColumn


class OwnWordsPage(FreshPage):
    """Paints the appointment to come and every list of a share that is not of its plan, to read."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context)
        self._journal = journal
        self._sheet = ScrolledColumn()
        self._sheet.let_scroll_by_keys(context.language.t("In own words"))
        self._sheet.column.setContentsMargins(Space.WIDE, Space.LARGE, Space.LARGE, Space.WIDE)
        self._sheet.column.setSpacing(Space.LARGE)
        in_column(self.notice, (self._sheet, 1), within=self, spacing=0)

    def _refresh(self) -> None:
        empty(self._sheet.column)
        journal, library = self._journal, self._context.library
        records = journal.records(APPOINTMENT)
        talk = build_talk(records, journal.today, journal.span(), library, journal.table)
        cards: list[QWidget] = [] if talk is None else [_talk_card(talk)]
        cards += self._lists()
        nothing = library.language.t("This share has no questions or lists. Whose it is chose what is in it.")
        fill(self._sheet.column, *(cards or [Text(nothing)]), STRETCH)

    def _lists(self) -> Iterator[Card]:
        for register in self._context.library.registers:
            if register.on_paper and register.page != "plan" and register.key != MARKS:
                state = build_register(register, self._journal.records(register.key), self._context.library)
                card = Card(state.name, spacing=Space.MEDIUM)
                fill(card.body, *_rows(state.lines))
                if state.ended:
                    fill(card.body, QuietText(state.ended_name), *_rows(state.ended))
                if state.lines or state.ended:
                    yield card


def _rows(lines: Sequence[RecordLine]) -> Iterator[QWidget]:
    for line in lines:
        yield _part(line.name, line.words)


def _talk_card(talk: TalkState) -> Card:
    card = Card(talk.title, talk.about, spacing=Space.MEDIUM)
    fill(card.body, *(Text(f"{number}. {line}") for number, line in enumerate(talk.questions, start=1)))
    answers = (talk.hope_title, talk.hope), (talk.changed_title, talk.changed)
    fill(card.body, *(_part(name, words) for name, words in answers if words))
    return card


def _part(name: str, words: str) -> QWidget:
    return boxed(in_column(Text(name, bold=True), *([QuietText(words)] if words else []), spacing=Space.HAIR))
