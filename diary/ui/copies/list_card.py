"""Every copy there is, newest first, each with the way to put it back."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from diary.content.language import Language
from diary.screens.copies import CopyRow
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.widgets.beside import Beside
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card, Rule
from diary.ui.widgets.labels import QuietText, Text

FIRST = 7
"""So many are shown at first; the newest are those one looks for."""


class ListCard(Card):
    """Emits `put_back_wished` with a Backup."""

    put_back_wished = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        t = context.language.t
        super().__init__(
            t("Put a copy back"), t("Your diary becomes what it was then. You can undo that."), parent
        )
        self._language = context.language
        self._copies: tuple[CopyRow, ...] = ()
        self.shows_all = False
        self.rows: list[CopyLine] = []
        self.more = TextButton("")
        self.more.setObjectName("all_copies")
        self.more.setMinimumHeight(TOUCH)
        self.stopped = QuietText()
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.MEDIUM)
        self.body.addLayout(self._list)
        self.body.addWidget(self.more)
        self.body.addWidget(self.stopped)
        self.more.clicked.connect(self.show_all)

    def show_rows(self, rows: Iterable[CopyRow], stopped: str) -> None:
        """Show these copies, and say when there may be more."""
        self._copies = tuple(rows)
        self.setVisible(bool(self._copies))
        self.stopped.setText(stopped)
        self.stopped.setVisible(bool(stopped))
        self._fill()

    def show_all(self) -> None:
        """Show also the older ones."""
        self.shows_all = True
        self._fill()
        if len(self.rows) > FIRST:
            self.rows[FIRST].put_back.setFocus()

    def _fill(self) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        shown = self._copies if self.shows_all else self._copies[:FIRST]
        self.rows = [CopyLine(row, self._language) for row in shown]
        for line in self.rows:
            if line is not self.rows[0]:
                self._list.addWidget(Rule())
            self._list.addWidget(line)
            line.put_back.clicked.connect(partial(self.put_back_wished.emit, line.row.copy))
        count = len(self._copies)
        self.more.setText(self._language.n("Show {count} copy", "Show all {count} copies", count))
        self.more.setVisible(len(shown) < count)


class CopyLine(Beside):
    """One copy."""

    def __init__(self, row: CopyRow, language: Language, parent: QWidget | None = None) -> None:
        self.row = row
        self.when = Text(row.when, bold=not row.trouble)
        self.what = Text(row.what)
        self.where = QuietText(row.where)
        self.put_back = TextButton(language.t("Put back…"))
        self.put_back.setObjectName(f"put_back:{row.copy.path.name}")
        self.put_back.setAccessibleName(language.t("{words}: {name}", words=self.put_back.text(), name=row.when))
        self.put_back.setMinimumHeight(TOUCH)
        words = QVBoxLayout()
        words.setSpacing(Space.HAIR)
        for label in (self.when, self.what, self.where):
            words.addWidget(label)
        super().__init__(words, self.put_back, parent)
        self.where.setVisible(bool(row.where))
        self.put_back.setVisible(row.can_be_put_back)
