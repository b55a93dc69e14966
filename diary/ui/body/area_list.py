"""Lists all areas of the body, front and back, for people who cannot see the figure or cannot hit a small area."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from diary.content.language import Language
from diary.content.theme import Ramp
from diary.content.words import Words
from diary.domain.body import BodyView, Limb, Segment
from diary.domain.text import matches
from diary.ui.body.area_menu import open_area_menu
from diary.ui.body.marks import BodyMarks
from diary.ui.body.paint import paint_swatch
from diary.ui.style import ACCENT_SOFT, CONTROL, INK, QUIET, RADIUS, Space, Type, focus_ring, type_font
from diary.ui.widgets.key_press import is_alone, typed_text
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import in_column
from diary.ui.widgets.row_list import Index, SearchField

KEY = Qt.ItemDataRole.UserRole
SWATCH = QSize(32, 16)
LEAST_ROWS = 4
_UPWARDS = (QAbstractItemView.CursorAction.MoveUp, QAbstractItemView.CursorAction.MovePrevious)


class AreaRows(QTreeWidget):
    """A click or Space raises the strength, digits set it, Delete clears, the menu key opens the menu."""

    def __init__(self, marks: BodyMarks, ramp: Ramp, language: Language) -> None:
        super().__init__()
        self._marks = marks
        self._language = language
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._limbs: dict[str, Limb] = {}
        self._absent = QTreeWidgetItem([language.t("Not there")])
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_RowPainter(marks, ramp, self))
        self.itemClicked.connect(self.press)

    def fill(self, groups: Mapping[str, Sequence[str]]) -> None:
        """Fill the list with the areas in groups, one row each."""
        for title, keys in groups.items():
            group = self._add_group(QTreeWidgetItem([title]))
            for key in keys:
                self._rows[key] = _row(group, key, self._marks.names.get(key, key))
        self._add_group(self._absent)
        self._absent.setHidden(True)
        self.show_marks(self._rows.keys())

    def show_marks(self, keys: Collection[str]) -> None:
        """Update the words of these areas."""
        for key in keys:
            if key in self._rows:
                language_in_use = self._language.t(
                    "{area}: {strength}", area=self._rows[key].text(0), strength=self._marks.describe(key)
                )
                self._rows[key].setData(0, Qt.ItemDataRole.AccessibleTextRole, language_in_use)
        self.viewport().update()

    def show_absent(self, limbs: Collection[Limb]) -> None:
        """Show a row for every missing limb; pressing it shows the limb on the body again."""
        self._absent.takeChildren()
        self._limbs = {limb.key: limb for limb in limbs}
        for limb in limbs:
            name = self._marks.limbs.names.get(limb.key, limb.key)
            row = _row(self._absent, limb.key, self._language.t("{limb}: bring it back", limb=name))
            row.setData(0, Qt.ItemDataRole.AccessibleTextRole, row.text(0))

    def show_only(self, keys: Collection[str], is_wanted: Callable[[str], bool]) -> None:
        """Show these areas and the missing limbs with these names, and the groups that hold any of them."""
        for key, row in self._rows.items():
            row.setHidden(key not in keys)
        for group in (self.topLevelItem(place) for place in range(self.topLevelItemCount())):
            assert group is not None
            rows = _rows_in(group)
            if group is self._absent:
                for row in rows:
                    row.setHidden(not is_wanted(row.text(0)))
            group.setHidden(all(row.isHidden() for row in rows))

    def first(self) -> QTreeWidgetItem | None:
        """Return the first visible row."""
        rows = [*self._rows.values(), *_rows_in(self._absent)]
        return next((row for row in rows if not row.isHidden()), None)

    def press(self, item: QTreeWidgetItem) -> None:
        """Raise the strength of an area, or show a missing limb again."""
        key = item.data(0, KEY)
        if key in self._rows:
            self._marks.step(key)
        elif key in self._limbs:
            self._marks.limbs.bring_back(self._limbs[key])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        key = None if item is None else item.data(0, KEY)
        typed = typed_text(event)
        if item is None or key is None or not (typed or is_alone(event)):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.press(item)
        elif key not in self._rows:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._marks.paint({key: None})
        elif not self._marks.type_text(key, typed):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        item = self.itemAt(self.viewport().mapFromGlobal(event.globalPos())) if by_mouse else self.currentItem()
        key = None if item is None else item.data(0, KEY)
        if item is not None and key in self._rows:
            place = event.globalPos() if by_mouse else self._below(item)
            open_area_menu(self, self._marks, key, self._language, place)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Skip the headings."""
        found = super().moveCursor(action, modifiers)
        if found.isValid() and found.data(KEY) is None:
            before = self.currentIndex()
            further = self.indexAbove(found) if action in _UPWARDS else self.indexBelow(found)
            return further if further.isValid() and further.data(KEY) is not None else before
        return found

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), LEAST_ROWS * CONTROL)

    def _below(self, item: QTreeWidgetItem) -> QPoint:
        return self.viewport().mapToGlobal(self.visualItemRect(item).bottomLeft())

    def _add_group(self, group: QTreeWidgetItem) -> QTreeWidgetItem:
        group.setFlags(Qt.ItemFlag.ItemIsEnabled)
        self.addTopLevelItem(group)
        group.setExpanded(True)
        return group


class _RowPainter(QStyledItemDelegate):
    """Paints a swatch, the area's name and, at the right, its marks in words."""

    def __init__(self, marks: BodyMarks, ramp: Ramp, parent: AreaRows) -> None:
        super().__init__(parent)
        self._marks = marks
        self._ramp = ramp

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.height()
        return QSize(0, max(CONTROL, line + Space.LARGE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        palette = option.palette
        key, text = index.data(KEY), str(index.data())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if key is None:
            painter.setFont(type_font(Type.SMALL, bold=True))
            painter.setPen(palette.color(QUIET))
            low = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            painter.drawText(place.adjusted(Space.SMALL, 0, 0, -Space.HAIR), low, text)
            painter.restore()
            return
        if state & QStyle.StateFlag.State_MouseOver or state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(ACCENT_SOFT))
            painter.drawRoundedRect(place, RADIUS, RADIUS)
        if state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, place.toRectF(), palette)
        self._paint_words(painter, place.adjusted(Space.SMALL, 0, -Space.SMALL, 0), key, text)
        painter.restore()

    def _paint_words(self, painter: QPainter, place: QRect, key: str, text: str) -> None:
        centre = Qt.AlignmentFlag.AlignVCenter
        palette = self._rows.palette()
        metrics = painter.fontMetrics()
        if key in self._marks.names:
            swatch = QRect(0, 0, SWATCH.width(), SWATCH.height())
            swatch.moveCenter(place.center())
            swatch.moveLeft(place.left())
            tender = key in self._marks.tender
            paint_swatch(painter, swatch, self._ramp, self._marks.strength(key), tender=tender)
            place = place.adjusted(SWATCH.width() + Space.MEDIUM, 0, 0, 0)
        shows = ""
        if key in self._marks.tender or self._marks.strength(key):
            shows = self._marks.describe(key)
            painter.setPen(palette.color(QUIET))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | centre, shows)
        room = place.width() - (metrics.horizontalAdvance(shows) + Space.MEDIUM if shows else 0)
        painter.setPen(palette.color(INK))
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | centre, elided)

    @property
    def _rows(self) -> AreaRows:
        rows = self.parent()
        assert isinstance(rows, AreaRows)
        return rows


def _rows_in(group: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    rows = (group.child(place) for place in range(group.childCount()))
    return [row for row in rows if row is not None]


def _row(group: QTreeWidgetItem, key: str, name: str) -> QTreeWidgetItem:
    row = QTreeWidgetItem(group, [name])
    row.setData(0, KEY, key)
    row.setToolTip(0, name)
    row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    return row


class BodyList(QWidget):
    """Shows a search field above the list of areas."""

    def __init__(
        self, segments: Iterable[Segment], words: Words, marks: BodyMarks, ramp: Ramp, language: Language
    ) -> None:
        super().__init__()
        self._marks = marks
        self.search = SearchField(language.t("Find an area: knee, neck, hand"), language.t("Find an area"))
        self.search.returnPressed.connect(self._go_to_first)
        self.search.textChanged.connect(self._filter)
        self.search.left_downwards.connect(self._go_to_first)
        self.nothing = QuietText(language.t("No area is called that."))
        self.nothing.hide()
        self.rows = AreaRows(marks, ramp, language)
        self.rows.setAccessibleName(language.t("Areas of the body"))
        self._texts = {segment.key: _findable(segment, words) for segment in segments}
        titles = {BodyView.FRONT: language.t("Front"), BodyView.BACK: language.t("Back")}
        self.rows.fill({titles[view]: [s.key for s in segments if s.view is view] for view in BodyView})
        in_column(self.search, self.nothing, (self.rows, 1), within=self, spacing=Space.SMALL)
        marks.changed.connect(self.rows.show_marks)
        marks.left_out_changed.connect(self._on_left_out)

    def _filter(self, typed: str) -> None:
        shown = {key for key, texts in self._texts.items() if matches(typed, *texts)} - self._marks.left_out
        self.rows.show_only(shown, lambda name: matches(typed, name))
        self.nothing.setVisible(self.rows.first() is None)

    def _go_to_first(self) -> None:
        first = self.rows.first()
        if first is not None:
            self.rows.setCurrentItem(first)
            self.rows.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_left_out(self) -> None:
        self.rows.show_absent(self._marks.limbs.absent)
        self._filter(self.search.text())


def _findable(segment: Segment, words: Words) -> tuple[str, ...]:
    """Return the names an area is found by: its own, and that of its part of the body."""
    names = [words.segments.get(segment.key, segment.key)]
    if segment.region is not None:
        names.append(words.regions.get(segment.region, ""))
    return tuple(names)
