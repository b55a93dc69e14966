"""The rows of a comparison: what was compared on the left, the difference and its words on the right."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.language import Language
from diary.screens.compare import CompareRow, CompareState, means_words
from diary.ui.compare.interval_line import IntervalLine
from diary.ui.style import Space
from diary.ui.widgets.card import Rule
from diary.ui.widgets.labels import QuietText, Text
from diary.ui.widgets.layouts import ColumnsLayout

LEAST_HALF = 260


class CompareRows(QWidget):
    """Paints the rows of a state, in their order."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.MEDIUM)

    def show_state(self, state: CompareState) -> None:
        """Show these rows instead of the former ones."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for index, row in enumerate(state.rows):
            if index:
                self._add(Rule())
            self._add(_row(self._language, row))

    def _add(self, widget: QWidget) -> None:
        """Shown at once: a layout that is in sight shows what it is given only later, and the page would jump."""
        self._column.addWidget(widget)
        widget.show()


def _row(language: Language, row: CompareRow) -> QWidget:
    whole = QWidget()
    columns = ColumnsLayout(2, LEAST_HALF, whole)
    left, right = QWidget(), QWidget()
    words = _column(left)
    words.addWidget(Text(row.name, bold=True))
    words.addWidget(QuietText(means_words(language, row)))
    said = _column(right)
    if row.reach is not None:
        said.addWidget(IntervalLine(row.reach, f"{row.name}: {row.difference} ({row.interval}). {row.words}"))
    said.addWidget(Text(row.words))
    if row.difference:
        said.addWidget(QuietText(f"{row.difference} ({row.interval})"))
    columns.addWidget(left)
    columns.addWidget(right)
    return whole


def _column(parent: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.HAIR)
    return column
