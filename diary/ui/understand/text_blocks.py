"""The text of a topic: paragraphs, lists and tables whose links open topics and whose words can be explained."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from diary.content.topics import BlockKind
from diary.screens.understand import Run, ShownBlock
from diary.ui.style import ACCENT, INK, QUIET, Space, Type, type_font
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import Heading

LINE_HEIGHT = 150
"""Percent of the height of the type."""
SHOWN_MS = 60_000
"""How long a meaning stays while the keyboard is on its word."""
_BY_LINK = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class RunsText(QLabel):
    """A paragraph. Tab goes from link to link and from word to word; a word's meaning is shown while it has the
    keyboard, while the pointer is on it, and is part of what a screen reader can say."""

    topic_requested = Signal(str)

    def __init__(
        self,
        runs: Sequence[Run],
        *,
        bold: bool = False,
        lead: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runs = (Run(lead), *runs)
        self.plain = "".join(run.text for run in self._runs)
        self.setFont(type_font(Type.BODY, bold=bold))
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.plain)
        self.setAccessibleDescription(" ".join(f"{run.text}: {run.meaning}" for run in runs if run.meaning))
        if any(run.target or run.meaning for run in runs):
            self.setTextInteractionFlags(_BY_LINK)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.linkActivated.connect(self._on_activated)
            self.linkHovered.connect(self._on_hovered)
        self._write()

    @property
    def links(self) -> tuple[Run, ...]:
        """What Tab goes to, in its order."""
        return tuple(run for run in self._runs if run.target or run.meaning)

    def _write(self) -> None:
        palette = self.palette()
        colours = {True: palette.color(ACCENT).name(), False: palette.color(INK).name()}
        parts = [f'<span style="color:{palette.color(QUIET).name()}">{escape(self._runs[0].text)}</span>']
        for place, run in enumerate(self._runs[1:], start=1):
            words = escape(run.text)
            if run.target or run.meaning:
                words = f'<a href="{place}" style="color:{colours[bool(run.target)]}">{words}</a>'
            parts.append(words)
        self.setText(f'<p style="line-height:{LINE_HEIGHT}%">{"".join(parts)}</p>')

    def _on_activated(self, href: str) -> None:
        run = self._runs[int(href)]
        if run.target:
            self.topic_requested.emit(run.target)
        else:
            self._explain(run)

    def _on_hovered(self, href: str) -> None:
        run = self._runs[int(href)] if href else Run("")
        self._explain(run) if run.meaning else QToolTip.hideText()

    def _explain(self, run: Run) -> None:
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), run.meaning, self, self.rect(), SHOWN_MS)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Go to the next link or word in this paragraph, and explain it."""
        moved = super().focusNextPrevChild(is_next)
        QToolTip.hideText()
        start = self.selectionStart()
        for run in self._runs if moved and start >= 0 else ():
            if start < len(run.text):
                if run.meaning:
                    self._explain(run)
                break
            start -= len(run.text)
        return moved

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        reasons = {Qt.FocusReason.TabFocusReason: True, Qt.FocusReason.BacktabFocusReason: False}
        if event.reason() in reasons:
            self.focusNextPrevChild(reasons[event.reason()])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QToolTip.hideText()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()


class TopicText(QWidget):
    """The blocks of a topic below each other. A table stands row by row: columns would be too narrow to read."""

    topic_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Space.MEDIUM)

    def add_blocks(self, blocks: Sequence[ShownBlock]) -> None:
        """Add blocks at the end."""
        for block in blocks:
            match block.kind:
                case BlockKind.HEADING:
                    self.column.addSpacing(Space.SMALL)
                    self.column.addWidget(Heading("".join(run.text for run in block.rows[0][0])))
                case BlockKind.TABLE:
                    self._add_table(block)
                case BlockKind.WORDS:
                    for word, meaning in block.rows:
                        self.column.addWidget(self.text(word, bold=True))
                        self.column.addWidget(self.text(meaning))
                case _:
                    for row in block.rows:
                        self._add_text(row[0], is_item=block.kind is BlockKind.LIST)

    def text(self, runs: Sequence[Run], *, bold: bool = False, lead: str = "") -> RunsText:
        """Return a paragraph whose links are followed; `lead` stands before it in quiet letters."""
        made = RunsText(runs, bold=bold, lead=lead)
        made.topic_requested.connect(self.topic_requested)
        return made

    def _add_text(self, runs: Sequence[Run], *, is_item: bool) -> None:
        if not is_item:
            self.column.addWidget(self.text(runs))
            return
        row = QHBoxLayout()
        row.setSpacing(Space.SMALL)
        row.addWidget(RunsText((Run("•"),)), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.text(runs), 1)
        self.column.addLayout(row)

    def _add_table(self, block: ShownBlock) -> None:
        _, *heads = ("".join(run.text for run in cell) for cell in block.rows[0])
        for first, *others in block.rows[1:]:
            card = Card()
            card.body.setSpacing(Space.SMALL)
            card.body.addWidget(self.text(first, bold=True))
            for head, cell in zip(heads, others, strict=False):
                card.body.addWidget(self.text(cell, lead=f"{head} "))
            self.column.addWidget(card)
