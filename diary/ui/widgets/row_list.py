"""What lists that paint their rows have in common, and the field above such a list."""

from typing import TypeAlias

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from diary.ui.style import chosen_ground, focus_ring
from diary.ui.widgets.line import Line

Index: TypeAlias = QModelIndex | QPersistentModelIndex
LINE_OF = Qt.ItemDataRole.UserRole
"""Where an item of a list holds what its row shows."""
_CHOSEN = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver


class RowPainter(QStyledItemDelegate):
    """Paints the ground of a row where it is chosen, pointed at or has the keyboard; `_draw_row` what it says."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & _CHOSEN:
            chosen_ground(painter, place.toRectF().adjusted(1, 1, -1, -1), self._rows.palette())
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, place.toRectF().adjusted(1, 1, -1, -1), self._rows.palette())
        self._draw_row(painter, place, index)
        painter.restore()

    def _draw_row(self, painter: QPainter, place: QRect, index: Index) -> None:
        raise NotImplementedError

    @property
    def _rows(self) -> QAbstractItemView:
        rows = self.parent()
        assert isinstance(rows, QAbstractItemView)
        return rows


class SearchField(Line):
    """Takes what is looked for in a list; the down key emits `left_downwards`."""

    left_downwards = Signal()

    def __init__(self, hint: str, name: str) -> None:
        super().__init__(name=name, hint=hint)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
