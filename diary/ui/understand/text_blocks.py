"""The text of a topic: paragraphs, lists and tables whose links open topics and whose words can be explained."""

from collections.abc import Sequence
from html import escape
from itertools import chain, groupby

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from diary.content.topics import BlockKind
from diary.screens.understand import Run, ShownBlock
from diary.ui.style import ACCENT, INK, QUIET, Space, Type, type_font
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import Heading

LINE_HEIGHT = 150
"""Percent of the height of the type."""
USUAL_LETTERS = 40
SHOWN_MS = 60_000
"""How long a meaning stays while the keyboard is on its word."""
_BY_LINK = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class RunsText(QLabel):
    """Some paragraphs, or the items of a list. Tab goes from link to link and from word to word; a word's meaning
    is shown while it has the keyboard, while the pointer is on it, and is part of what a screen reader can say.

    `lead` stands before them in quiet letters, or above them in bold ones when it ends its line.
    """

    topic_requested = Signal(str)

    def __init__(
        self,
        paragraphs: Sequence[Sequence[Run]],
        *,
        is_list: bool = False,
        bold: bool = False,
        lead: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._paragraphs = tuple(map(tuple, paragraphs))
        self._tag, self._lead = "li" if is_list else "p", lead
        self._runs = tuple(chain.from_iterable((*paragraph, Run("\n")) for paragraph in self._paragraphs))
        self.plain = lead + "".join(run.text for run in self._runs).rstrip("\n")
        self._heights: dict[int, int] = {}
        self._longest_words = sorted(self.plain.split(), key=len)[-3:]
        self.setFont(type_font(Type.BODY, bold=bold))
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.plain)
        self.setAccessibleDescription(" ".join(f"{run.text}: {run.meaning}" for run in self._runs if run.meaning))
        if self.links:
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
        quiet = palette.color(QUIET).name()
        lead = f'<span style="color:{quiet}">{escape(self._lead)}</span>'
        if self._lead.endswith("\n"):
            lead = f"<b>{escape(self._lead.rstrip())}</b><br>"
        parts, place = [], 0
        for paragraph in self._paragraphs:
            above = Space.MEDIUM if place else 0
            parts.append(f'<{self._tag} style="line-height:{LINE_HEIGHT}%; margin:{above}px 0 0 0">{lead}')
            lead = ""
            for run in paragraph:
                words = escape(run.text)
                if run.target or run.meaning:
                    words = f'<a href="{place}" style="color:{colours[bool(run.target)]}">{words}</a>'
                parts.append(words)
                place += 1
            parts.append(f"</{self._tag}>")
            place += 1
        text = "".join(parts)
        self.setText(f'<ul style="margin:0; -qt-list-indent:1">{text}</ul>' if self._tag == "li" else text)

    def sizeHint(self) -> QSize:
        """Return a usual width, without wrapping the text for it: its height follows from the width it gets."""
        return QSize(self.fontMetrics().averageCharWidth() * USUAL_LETTERS, self.fontMetrics().height())

    def heightForWidth(self, width: int) -> int:
        """Wrap the text once for each width: layouts in layouts ask many times."""
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(word) for word in self._longest_words), default=0)
        return QSize(widest + Space.LARGE, metrics.height())

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
        start = self.selectionStart() - len(self._lead)
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
        self._heights.clear()
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
        """Add blocks at the end; the paragraphs below a heading are one widget, because widgets take time."""
        for kind, group in groupby(blocks, lambda block: block.kind):
            for block in group if kind in {BlockKind.HEADING, BlockKind.TABLE} else ():
                if kind is BlockKind.TABLE:
                    self._add_table(block)
                else:
                    self.column.addSpacing(Space.SMALL)
                    self.column.addWidget(Heading("".join(run.text for run in block.rows[0][0])))
            if kind is BlockKind.WORDS:
                for pair in (row for block in group for row in block.rows):
                    for part, cell in enumerate(pair):
                        self.column.addWidget(self.text((cell,), bold=not part))
            elif kind in {BlockKind.PARAGRAPH, BlockKind.LIST}:
                rows = [row[0] for block in group for row in block.rows]
                self.column.addWidget(self.text(rows, is_list=kind is BlockKind.LIST))

    def text(
        self, paragraphs: Sequence[Sequence[Run]], *, is_list: bool = False, bold: bool = False, lead: str = ""
    ) -> RunsText:
        """Return a text whose links are followed."""
        made = RunsText(paragraphs, is_list=is_list, bold=bold, lead=lead)
        made.topic_requested.connect(self.topic_requested)
        return made

    def _add_table(self, block: ShownBlock) -> None:
        _, *heads = ("".join(run.text for run in cell) for cell in block.rows[0])
        for first, *others in block.rows[1:]:
            card = Card()
            card.body.setSpacing(Space.SMALL)
            card.body.addWidget(self.text((first,), bold=True))
            for head, cell in zip(heads, others, strict=False):
                card.body.addWidget(self.text((cell,), lead=f"{head} "))
            self.column.addWidget(card)
