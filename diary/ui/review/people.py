"""The list of people: a row a person, the same columns for everybody, found and chosen by the keyboard."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyleOptionViewItem, QWidget

from diary.content.language import Language
from diary.content.theme import Theme
from diary.screens.card_lines import joined
from diary.screens.review import DRAWN, RECENT, SCALES, PersonLine, ReviewOrder, count_words, ordered, told_apart
from diary.ui.pages import Context
from diary.ui.style import INK, LINE, QUIET, TOUCH, Space, Type, pen_and_fill, type_font
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.card import Card
from diary.ui.widgets.key_press import typed_text
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import fill, in_row
from diary.ui.widgets.row_list import LINE_OF, Index, RowPainter, SearchField

ROLES: Final = {"function": "activity", "time_asleep": "sleep", "areas_today": "spread"}
_NAME, _LAST, _PICTURE, _WIDEST, _WORDS = 10, 8, 6, 16, 15
"""Widths of the columns, in letters: of a picture the least and the most; the words of what changed take the
rest."""
_DOT = 1.1
POINTED_MS = 250
"""How long an arrow key rests on a person before the page follows: while it is held nobody is opened."""
_SAID_LINES = 20
"""The least height of the card, in lines of text, with words below the list."""


class _Columns:
    """Where the columns of a row are: pictures are left out from the right where there is no room for them."""

    def __init__(self, width: int) -> None:
        letter = QFontMetrics(type_font(Type.BODY)).averageCharWidth()
        left = width - letter * (_NAME + _LAST + _WORDS) - 2 * Space.MEDIUM
        self.pictures = max(0, min(1 + len(DRAWN), left // (letter * _PICTURE)))
        wide = min(letter * _WIDEST, left // self.pictures) if self.pictures else 0
        self.widths = [letter * _NAME, letter * _LAST, *[wide] * self.pictures]

    def places(self, row: QRect) -> list[QRect]:
        """Return the place of each column in a row; the last one holds the words."""
        found, left = [], row.left() + Space.MEDIUM
        for width in self.widths:
            found.append(QRect(left, row.top(), width - Space.SMALL, row.height()))
            left += width
        return [*found, QRect(left, row.top(), row.right() - left - Space.MEDIUM, row.height())]


class _RowPainter(RowPainter):
    """Paints a person: name, last day, coverage, small charts on one scale for everybody, and what changed."""

    def __init__(self, rows: "PeopleRows", theme: Theme) -> None:
        super().__init__(rows)
        self._colours = {key: QColor(theme.roles[role]) for key, role in ROLES.items()}

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, max(TOUCH, 2 * self._rows.fontMetrics().height() + Space.SMALL))

    def _draw_row(self, painter: QPainter, place: QRect, index: Index) -> None:
        line: PersonLine = index.data(LINE_OF)
        palette = self._rows.palette()
        painter.setPen(QPen(palette.color(LINE), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        name, last, *pictures, words = _Columns(place.width()).places(place)
        if below_name := joined((line.file, line.newer)):
            high, low = (QFontMetrics(type_font(size)).height() for size in (Type.BODY, Type.SMALL))
            name.adjust(0, (name.height() - high - low) // 2, 0, 0)
            below = QRect(name.left(), name.top() + high, name.width(), low)
            _write(painter, below, below_name, palette, role=QUIET, size=Type.SMALL)
            name.setHeight(high)
        _write(painter, name, line.name, palette, bold=True)
        if line.row is None:
            _write(painter, last.united(words), line.problem, palette, role=QUIET, wrapped=True)
        else:
            _write(painter, last, line.last, palette, role=QUIET)
            if pictures:
                self._draw_coverage(painter, pictures[0], line.row.logged, palette)
            for picture, key, values in zip(pictures[1:], DRAWN, line.row.recent, strict=False):
                self._draw_line(painter, picture, key, values)
            bold = line.changed
            _write(painter, words, line.changes, palette, role=INK if bold else QUIET, bold=bold, wrapped=True)

    def _draw_coverage(self, painter: QPainter, place: QRect, logged: Sequence[bool], palette: QPalette) -> None:
        step = place.width() / RECENT
        first = place.right() - step * len(logged)
        height = place.height() * 0.3
        for number, is_there in enumerate(logged):
            if is_there:
                bar = QRectF(first + number * step, place.center().y() - height / 2, max(0.7, step * 0.75), height)
                painter.fillRect(bar, palette.color(QUIET))

    def _draw_line(self, painter: QPainter, place: QRect, key: str, values: Sequence[float | None]) -> None:
        low, high = SCALES[key]
        step, height = place.width() / RECENT, place.height() * 0.6
        first = place.right() - step * len(values)
        pen_and_fill(painter, fill=self._colours[key])
        for number, value in enumerate(values):
            if value is not None:
                share = min(1.0, max(0.0, (value - low) / (high - low)))
                middle = QPointF(first + number * step, place.center().y() + height * (0.5 - share))
                painter.drawEllipse(middle, _DOT, _DOT)


def _write(
    painter: QPainter,
    place: QRect,
    text: str,
    palette: QPalette,
    *,
    role: QPalette.ColorRole = INK,
    bold: bool = False,
    wrapped: bool = False,
    size: Type = Type.BODY,
) -> None:
    font = type_font(Type.SMALL if wrapped else size, bold=bold)
    painter.setFont(font)
    painter.setPen(QPen(palette.color(role)))
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    if wrapped:
        painter.drawText(place, int(side | Qt.TextFlag.TextWordWrap), text)
    else:
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(side | Qt.TextFlag.TextSingleLine), shown)


class PeopleRows(QListWidget):
    """Shows lines of people; a click chooses one, Enter goes into one. Who an arrow key rests on is `pointed` at;
    letters go to the search field."""

    chosen = Signal(object)
    entered = Signal(object)
    pointed = Signal(object)
    resized = Signal(int)
    """How many pictures a row has room for now."""
    typed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setItemDelegate(_RowPainter(self, theme))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemClicked.connect(self._on_chosen)
        self._is_led = False
        self._soon = QTimer(self, singleShot=True, interval=POINTED_MS)
        self._soon.timeout.connect(self._on_rest)

    def show_lines(self, lines: Sequence[PersonLine], current: PersonLine | None) -> None:
        """Show these lines, with the same one current as before; the first, where nobody went to any yet."""
        self.clear()
        for line in lines:
            said = (line.name, line.file, line.newer, line.problem, line.last, line.days, line.changes)
            item = QListWidgetItem(", ".join(part for part in said if part), self)
            item.setData(LINE_OF, line)
            if self._is_led and current is not None and line.path == current.path:
                self.setCurrentItem(item)
        if self.currentRow() < 0 and lines:
            self.setCurrentRow(0)

    @property
    def current(self) -> PersonLine | None:
        chosen: list[QListWidgetItem] = self.selectedItems()
        return chosen[0].data(LINE_OF) if chosen else None

    def show_current(self, path: Path) -> None:
        """Make the line of this share current: who is marked in the list is who is shown."""
        self._is_led = True
        for row in range(self.count()):
            if self.item(row).data(LINE_OF).path == path:
                self.setCurrentRow(row)

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self._is_led = True
        self._soon.stop()
        self.chosen.emit(item.data(LINE_OF))

    def _on_rest(self) -> None:
        if self.current is not None:
            self.pointed.emit(self.current)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit(_Columns(self.viewport().width()).pictures)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self._soon.stop()
            self.entered.emit(self.current)
        elif typed_text(event) or event.key() == Qt.Key.Key_Backspace:
            self.typed.emit(event)
        else:
            before = self.currentRow()
            super().keyPressEvent(event)
            if self.currentRow() != before:
                self._is_led = True
                self._soon.start()


class ColumnNames(QWidget):
    """Shows the names of the columns above the rows, each where its column is."""

    def __init__(self, rows: PeopleRows) -> None:
        super().__init__()
        self._rows = rows
        self._names: tuple[str, ...] = ()
        self.setFixedHeight(2 * QFontMetrics(type_font(Type.SMALL)).height())

    def show_names(self, names: Sequence[str]) -> None:
        """Show these names, as many as there are columns."""
        self._names = tuple(names)
        self.setAccessibleName(", ".join(names))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, view = QPainter(self), self._rows.viewport()
        row = QRect(view.x(), 0, view.width(), self.height())
        for place, name in zip(_Columns(view.width()).places(row), self._names, strict=False):
            _write(painter, place, name, self.palette(), role=QUIET, wrapped=True)
        painter.end()


def _order_box(language: Language) -> ChoiceBox:
    t = language.t
    orders = (
        (ReviewOrder.NAME.value, t("By name")),
        (ReviewOrder.CHANGED.value, t("With a change first")),
        (ReviewOrder.LAST.value, t("By last day")),
        (ReviewOrder.COVERAGE.value, t("By days filled in")),
    )
    return ChoiceBox(t("Order"), orders)


class PeopleCard(Card):
    """The list with its search field and its order; its signals are those of `PeopleRows`."""

    chosen = Signal(object)
    entered = Signal(object)
    pointed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(margins=(Space.SMALL, Space.LARGE, Space.SMALL, Space.SMALL), spacing=Space.SMALL)
        language = context.language
        t = language.t
        self._language = language
        self.lines: tuple[PersonLine, ...] = ()
        self.count = Text(bold=True)
        self.is_read = False
        self.field = SearchField(t("Search, or type a name"), t("Search"))
        self.order = _order_box(language)
        self.nobody = QuietText()
        self.nobody.setContentsMargins(Space.MEDIUM, Space.SMALL, Space.MEDIUM, 0)
        self.nobody.hide()
        self.rows = PeopleRows(context.theme)
        self.rows.setAccessibleName(t("People"))
        self.names = ColumnNames(self.rows)
        self.said = QuietText(
            t(
                "Pictures are of 90 days. Bold is a difference that Compare shows too. No clear difference is the "
                "usual result."
            )
        )
        self.rows.setAccessibleDescription(self.said.text())
        top = in_row((self.field, 1), self.order, spacing=Space.SMALL, margins=(Space.SMALL, 0, Space.SMALL, 0))
        head = in_row(self.count, margins=(Space.MEDIUM, 0, Space.MEDIUM, 0))
        below = in_row(self.said, margins=(Space.MEDIUM, 0, Space.MEDIUM, 0))
        fill(self.body, head, top, self.names, self.nobody, (self.rows, 1), below)
        self.setTabOrder(self.field, self.order)
        self._connect()

    def _connect(self) -> None:
        self.field.textChanged.connect(self._show)
        self.field.returnPressed.connect(self._choose_first)
        self.order.currentIndexChanged.connect(self._show)
        self.rows.chosen.connect(self.chosen)
        self.rows.entered.connect(self.entered)
        self.rows.pointed.connect(self.pointed)
        self.rows.typed.connect(self._on_typed)
        self.rows.resized.connect(self._tell_columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to people where there is little: what is said below the list is then its description."""
        super().resizeEvent(event)
        self.said.setVisible(self.height() >= _SAID_LINES * self.fontMetrics().height())

    def _tell_columns(self, pictures: int) -> None:
        """Name the columns there is room for."""
        t = self._language.t
        drawn = (t("what was filled in"), t("what worked"), t("sleep"), t("places that hurt"))[:pictures]
        self.names.show_names((t("name"), t("last day"), *drawn, t("what changed")))

    def show_lines(self, lines: Sequence[PersonLine], waiting: int = 0) -> None:
        """Show the people that are known; `waiting` are still to be read."""
        self.lines = told_apart(lines, self._language)
        words = count_words(self.lines, self._language)
        self.is_read = not waiting
        if waiting:
            words = self._language.t("{count}, {left} to read", count=words, left=self._language.number(waiting))
        self.count.setText(words)
        self._show()

    def show_as(self, other: "PeopleCard") -> None:
        """Show what another list shows, as it is ordered and searched there."""
        self.lines, self.is_read = other.lines, other.is_read
        self.count.setText(other.count.text())
        self.order.setCurrentIndex(other.order.currentIndex())
        self.field.setText(other.field.text())
        self._show()
        if other.rows.current is not None:
            self.rows.show_current(other.rows.current.path)

    def replace_line(self, line: PersonLine) -> PersonLine:
        """Show a line that is known better now, and return it as it stands among the others."""
        self.show_lines([line if line.path == known.path else known for known in self.lines])
        return next((known for known in self.lines if known.path == line.path), line)

    def _show(self) -> None:
        shown = ordered(self.lines, ReviewOrder(self.order.currentData()), self.field.text())
        self.rows.show_lines(shown, self.rows.current)
        t = self._language.t
        nobody = t("Nobody goes by that name here.") if self.lines else t("There is no share in this place.")
        self.nobody.say(nobody if self.is_read and not shown else "")

    def _choose_first(self) -> None:
        if self.rows.current is not None:
            self.entered.emit(self.rows.current)

    def _on_typed(self, event: QKeyEvent) -> None:
        self.field.setFocus()
        self.field.keyPressEvent(event)
