"""The grid of a paper week: a box for each question and day, typed in by keys and stored one by one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from PySide6.QtCore import QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from diary.content.language import Language
from diary.domain.columns import carried_over
from diary.domain.day import AnswerSource, Day
from diary.domain.entry import parse_activities
from diary.domain.item import Item, Kind
from diary.domain.naps import parse_naps
from diary.domain.refusal import Reason, Refusal
from diary.domain.sleep import NIGHT_ITEMS, night_of
from diary.journal.journal import Journal
from diary.screens.week_sheet import CROSS, NOTHING, SheetRow, WeekSheet, cell_text, parse_box
from diary.ui.body.map import BodyMap
from diary.ui.body.marks import BodyMarks
from diary.ui.day_clock import is_in_use
from diary.ui.pages import ClosesOnLock, Context
from diary.ui.placement import resize_in_room
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.buttons import MainButton
from diary.ui.widgets.labels import Heading, QuietText
from diary.ui.widgets.layouts import STRETCH, in_column, in_row
from diary.ui.widgets.question_dialog import CardDialog

LEAST_ROWS = 7
"""Rows in sight on the smallest screen, its head counted as two; the page scrolls to it."""
_OWN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class WeekGrid(QTableWidget):
    """Shows a week. A box that was not taken keeps its text, marked, until it is stored or emptied; `said` emits
    why, or an empty text."""

    said = Signal(str)
    current_at = Signal(QRect)
    """Where the box one has come to is."""

    def __init__(self, context: Context, journal: Journal) -> None:
        super().__init__()
        self._context, self._journal = context, journal
        self._sheet: WeekSheet | None = None
        self._days: dict[int, Day] = {}
        self._refused: dict[tuple[int, int], str] = {}
        self.source = AnswerSource.PAPER
        self.is_writing = False
        self._stored_at: datetime | None = None
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAccessibleName(context.language.t("Week on paper"))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(self.fontMetrics().horizontalAdvance("0" * 8))
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setDefaultSectionSize(TOUCH)
        self.setTabKeyNavigation(False)
        self.setMinimumHeight(LEAST_ROWS * TOUCH)
        self.itemChanged.connect(self._on_changed)
        self.itemDoubleClicked.connect(self._on_opened)
        self.currentItemChanged.connect(lambda box, _before: self.current_at.emit(self.visualItemRect(box)))

    def show_sheet(self, sheet: WeekSheet) -> None:
        """Show what is stored in this week; another week forgets what was refused."""
        if self._sheet is not None and self._sheet.days != sheet.days:
            self._refused.clear()
            self.said.emit("")
        is_other = self._sheet is None or self._sheet != sheet
        self._sheet = sheet
        self._days = {column: self._journal.day(day) for column, day in enumerate(sheet.days)}
        with QSignalBlocker(self):
            if is_other:
                self._lay_out(sheet)
            typed_in = (self.currentRow(), self.currentColumn()) if self.is_typed_in else None
            for row, asked in enumerate(sheet.rows):
                for column in self._days:
                    if (row, column) != typed_in:
                        self._show_box(row, column, asked)

    @property
    def is_typed_in(self) -> bool:
        """Whether a box is open to type in."""
        return self.state() is QAbstractItemView.State.EditingState

    @property
    def is_in_use(self) -> bool:
        """Whether something is half typed, or was stored a few minutes ago."""
        stored = is_in_use(self._stored_at, self._journal.now())
        return stored or self.is_typed_in or bool(self._refused)

    def flush(self) -> bool:
        """Store what is typed now, and try again what was refused; true when nothing is left."""
        editor = self.focusWidget() if self.is_typed_in else None
        if editor is not None and editor is not self:
            self.commitData(editor)
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        for (row, column), text in tuple(self._refused.items()):
            self._store(row, column, text)
        return not self._refused

    def keyPressEvent(self, event: QKeyEvent) -> None:
        box = None if self.is_typed_in or self.currentRow() < 0 else self.currentItem()  # Enter reaches both
        if box is None or event.key() not in _OWN_KEYS:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if box.flags() & Qt.ItemFlag.ItemIsEditable:
                box.setText("")
        elif self._row(box.row()).item.kind is Kind.BODY_MAP:
            self._on_opened(box)
        else:
            self._go_down()

    def focusInEvent(self, event: QFocusEvent) -> None:
        with self._only_this_box():
            super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        with self._only_this_box():
            super().focusOutEvent(event)

    @contextmanager
    def _only_this_box(self) -> Iterator[None]:
        """Paint no other box when the keyboard comes or goes: Qt would paint all of them."""
        parts = self, self.viewport()
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled)
        yield
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_UpdatesDisabled, False)
        self.update(self.currentIndex())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down after Enter, as on a sheet that is read day by day."""
        super().closeEditor(editor, hint)
        if hint is QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_down()

    def _go_down(self) -> None:
        row, column = self.currentRow(), self.currentColumn()
        if row + 1 < self.rowCount():
            self.setCurrentCell(row + 1, column)
        elif column + 1 < self.columnCount():
            self.setCurrentCell(0, column + 1)

    def _lay_out(self, sheet: WeekSheet) -> None:
        place = self.currentRow(), self.currentColumn()
        self.clear()
        self.setRowCount(len(sheet.rows))
        self.setColumnCount(len(sheet.days))
        self.setHorizontalHeaderLabels([f"{weekday}\n{day}" for weekday, day in sheet.heads])
        for row, asked in enumerate(sheet.rows):
            head = QTableWidgetItem(asked.name)
            head.setToolTip(asked.hint)
            self.setVerticalHeaderItem(row, head)
        self.setCurrentCell(max(place[0], 0), max(place[1], 0))

    def _show_box(self, row: int, column: int, asked: SheetRow) -> None:
        box = self.item(row, column)
        if box is None:
            box = QTableWidgetItem()
            self.setItem(row, column, box)
        day = self._days[column]
        refused = self._refused.get((row, column))
        box.setText(cell_text(asked.item, day, self._context.language) if refused is None else refused)
        font = self.font()
        font.setItalic(refused is not None)
        font.setUnderline(refused is not None)
        box.setFont(font)
        is_open = day.date <= self._journal.today
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        box.setFlags(flags | Qt.ItemFlag.ItemIsEditable if is_open else Qt.ItemFlag.NoItemFlags)
        said = f"{asked.name}, {self._context.language.long_date(day.date)}"
        box.setData(Qt.ItemDataRole.AccessibleTextRole, f"{said}: {box.text()}")
        box.setToolTip(asked.hint)

    def _row(self, row: int) -> SheetRow:
        assert self._sheet is not None
        return self._sheet.rows[row]

    def _on_changed(self, box: QTableWidgetItem) -> None:
        self._store(box.row(), box.column(), box.text())

    def _store(self, row: int, column: int, text: str) -> None:
        """Store one box as one change; a text that is refused stays in it."""
        asked, day = self._row(row), self._days[column]
        self.is_writing = True
        try:
            if text.strip() != cell_text(asked.item, day, self._context.language):
                self._days[column] = self._write(asked.item, day, text.strip())
                self._stored_at = self._journal.now()
        except Refusal as refusal:
            self._refused[row, column] = text
            self.said.emit(f"{asked.name}: {self._context.sentence(refusal)}")
        else:
            self._refused.pop((row, column), None)
            night = night_of(self._days[column]) if asked.item.key in NIGHT_ITEMS else None
            self.said.emit(self._context.sentence(night.refusal) if night and night.refusal else "")
        finally:
            self.is_writing = False
        with QSignalBlocker(self):
            self._show_box(row, column, asked)

    def _write(self, item: Item, day: Day, text: str) -> Day:
        journal, source = self._journal, self.source
        match item.kind:
            case Kind.NAPS:
                naps = parse_naps(text, day.zone, day.date, journal.boundary_minutes)
                return journal.set_naps(day.date, carried_over(naps, day.naps, "begin"), source)
            case Kind.ACTIVITIES if text != NOTHING:
                done = carried_over(parse_activities(text), day.activities, "kind")
                return journal.set_activities(day.date, done)
            case Kind.TEXT:
                return journal.set_note(day.date, item.key, text)
            case Kind.ACTIVITIES | Kind.BODY_MAP:
                return self._write_nothing(item, day, text)
        value = parse_box(item, text, self._context.library) if text else None
        return journal.answer(day.date, item.key, value, source)

    def _write_nothing(self, item: Item, day: Day, text: str) -> Day:
        """Store that nothing was done, that nothing hurt, or that the map is not answered."""
        if text.lower() not in {NOTHING, CROSS, ""}:
            raise Refusal(Reason.NOT_A_CHOICE, item=item.key, text=text, options=NOTHING)
        if item.kind is Kind.ACTIVITIES:
            return self._journal.set_no_activities(day.date)
        return (
            self._journal.replace_areas(day.date, {}, self.source) if text else self._journal.clear_map(day.date)
        )

    def _on_opened(self, box: QTableWidgetItem) -> None:
        """Open the body of a day to paint on."""
        column = box.column()
        is_open = bool(box.flags() & Qt.ItemFlag.ItemIsEditable)
        if self._row(box.row()).item.kind is not Kind.BODY_MAP or not is_open:
            return
        assert self._sheet is not None
        dialog = BodyDialog(self._context, self._days[column], self._sheet.hidden_areas, self)
        dialog.painted.connect(partial(self._on_painted, box.row(), column))
        dialog.open()

    def _on_painted(self, row: int, column: int, areas: dict[str, int | None]) -> None:
        self.is_writing = True
        try:
            self._days[column] = self._journal.set_areas(self._days[column].date, areas, self.source)
        except Refusal as refusal:
            self.said.emit(self._context.sentence(refusal))
        finally:
            self.is_writing = False
        with QSignalBlocker(self):
            self._show_box(row, column, self._row(row))


SIZE = QSize(620, 620)


class BodyDialog(CardDialog, ClosesOnLock):
    """Paints areas by keys or pointer; `painted` emits what each stroke changed, which is stored at once."""

    painted = Signal(dict)

    def __init__(self, context: Context, day: Day, hidden: frozenset[str], parent: QWidget) -> None:
        language: Language = context.language
        title = language.long_date(day.date)
        super().__init__(title, parent)
        words = context.library.words
        self.marks = BodyMarks(words.segments, language, context.library.limbs, words.limbs, parent=self)
        self.map = BodyMap(context.library.drawing, self.marks, context.theme.ramp, language)
        self.marks.show_areas(day.areas)
        self.marks.show_hidden(hidden)
        self.marks.painted.connect(self.painted)
        how = QuietText(language.t("Click an area, or move with the arrow keys and press 1 to 9."))
        close = MainButton(language.t("Close"), on_click=self.accept)
        below = in_row(STRETCH, close)
        in_column(Heading(title), how, (self.map, 1), below, within=self, margins=Space.WIDE, spacing=Space.MEDIUM)
        resize_in_room(self, SIZE)
        first = next(iter(self.map.areas.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
