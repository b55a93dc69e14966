"""The sections with what is in a share as it is: every value as a table, a row a day, the latest day first, and
what a person wrote for who reads it: what they want to talk about, and their lists."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView, QWidget

from diary.content.library import Library
from diary.content.words import value_words
from diary.domain.day import Day
from diary.domain.item import Item
from diary.domain.therapist_mark import MARKS
from diary.journal.journal import Journal
from diary.screens.appointment import APPOINTMENT, TalkState, build_talk
from diary.screens.card_lines import card_line, is_answered
from diary.screens.register import RecordLine, build_register
from diary.ui.pages import Context
from diary.ui.style import Space
from diary.ui.widgets.card import Card
from diary.ui.widgets.fresh_page import FreshPage, SheetToRead
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import PAGE, boxed, fill, in_column

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class DaysModel(QAbstractTableModel):
    """The values of some days in words; items nobody answered have no column."""

    def __init__(self, days: tuple[Day, ...], library: Library) -> None:
        super().__init__()
        self.days = tuple(reversed(days))
        self._library = library
        self._items: list[Item] = [
            item for item in library.catalogue.items if any(is_answered(item, day) for day in days)
        ]

    def rowCount(self, _parent: _Index = _NOWHERE) -> int:
        return len(self.days)

    def columnCount(self, _parent: _Index = _NOWHERE) -> int:
        return len(self._items)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        item = self._items[index.column()]
        day = self.days[index.row()]
        if not item.is_numeric:
            return card_line((item,), day, self._library)
        value = day.value(item.key)
        return "" if value is None else value_words(self._library.language, self._library.words, item, value)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if way is Qt.Orientation.Vertical:
            return self._library.language.day(self.days[section].date)
        return self._library.words.items[self._items[section].key].name


class DaysPage(FreshPage):
    """Shows the days of a share as a table."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context)
        self._journal = journal
        self.table = QTableView()
        self.table.setAccessibleName(context.language.t("Table"))
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setResizeContentsPrecision(0)  # rows in sight: a long diary has too many
        in_column(self.notice, (self.table, 1), within=self, margins=PAGE)

    def _refresh(self) -> None:
        span = self._journal.span()
        model = DaysModel(self._journal.days(span) if span else (), self._context.library)
        model.setParent(self.table)
        self.table.setModel(model)
        self.table.resizeColumnsToContents()

    def show_day(self, day: date) -> None:
        model = self.table.model()
        if isinstance(model, DaysModel):
            rows = [row for row, found in enumerate(model.days) if found.date == day]
            for row in rows:
                self.table.selectRow(row)


class OwnWordsPage(SheetToRead):
    """Paints the appointment to come and every list of a share that is not of its plan, to read."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__(context, journal, context.language.t("In own words"))

    def _cards(self) -> Sequence[QWidget]:
        journal, library = self._journal, self._context.library
        records = journal.records(APPOINTMENT)
        talk = build_talk(records, journal.today, journal.span(), library, journal.table, journal.began())
        cards: list[QWidget] = [] if talk is None else [_talk_card(talk)]
        cards += self._lists()
        nothing = library.language.t("This share has no questions or lists. Whose it is chose what is in it.")
        return cards or [Text(nothing)]

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
