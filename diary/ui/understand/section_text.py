"""A section of a topic as one text, whose links open topics and whose words can be explained."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import chain

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCursor, QFocusEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip

from diary.content.topics import BlockKind
from diary.screens.understand import KnownPoint, Run, ShownBlock, TopicState
from diary.ui.style import ACCENT, CARD, INK, LINE, QUIET, Space, Type, type_font

LINE_HEIGHT = 150
"""Percent of the height of the type."""
USUAL_LETTERS = 40
SHOWN_MS = 60_000
"""How long a meaning stays while the keyboard is on its word."""
FILLED, EMPTY, MOST = "■", "□", 3
"""Squares that only repeat in how far something was studied."""
_BY_LINK = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard


class SectionText(QLabel):
    """Shows a heading and what stands below it in one widget, because widgets take time. Tab goes from link to
    link and from word to word; a word's meaning is shown while the keyboard or the pointer is on it, and can be
    read by a screen reader. The rows of a table stand below each other: columns would be too narrow."""

    topic_requested = Signal(str)
    reached = Signal(QRect)
    """The keyboard went to a link: where its paragraph is."""

    def __init__(self, blocks: Sequence[ShownBlock | KnownPoint]) -> None:
        super().__init__()
        self._blocks = blocks
        texts = tuple(chain.from_iterable(map(_texts, blocks)))
        self.links = tuple(run for text in texts for run in text if run.target or run.meaning)
        """What Tab goes to, in its order."""
        self.plain = "\n".join("".join(run.text for run in text) for text in texts)
        self._heights: dict[int, int] = {}
        self._longest_words = sorted(self.plain.split(), key=len)[-3:]
        self.setFont(type_font(Type.BODY))
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(self.plain)
        self.setAccessibleDescription(" ".join(f"{run.text}: {run.meaning}" for run in self.links if run.meaning))
        if self.links:
            self.setTextInteractionFlags(_BY_LINK)
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.linkActivated.connect(self._on_activated)
            self.linkHovered.connect(self._on_hovered)
        self._write()

    def _write(self) -> None:
        self._place = iter(range(len(self.links)))
        self.setText("".join(map(self._html, self._blocks, chain((0,), iter(lambda: Space.MEDIUM, 0)))))

    def _html(self, block: ShownBlock | KnownPoint, above: int) -> str:
        """Return a block, so many pixels below the one before, in the HTML that Qt knows."""
        if isinstance(block, KnownPoint):
            squares = _paragraph(FILLED * block.level + EMPTY * (MOST - block.level))
            said = _paragraph(f"{_bold(escape(block.words))}<br>{self._runs(block.text)}")
            cells = f'<td style="padding-right:{int(Space.LARGE)}px">{squares}</td><td>{said}</td>'
            return f'<table cellspacing="0" style="margin-top:{above}px"><tr>{cells}</tr></table>'
        rows = [[self._runs(cell) for cell in row] for row in block.rows]
        match block.kind:
            case BlockKind.HEADING:
                size = type_font(Type.HEADING).pixelSize()
                return f'<p style="font-size:{size}px; margin:0">{_bold(rows[0][0])}</p>'
            case BlockKind.LIST:
                items = (_paragraph(row[0], Space.MEDIUM if at else above, "li") for at, row in enumerate(rows))
                return f'<ul style="margin:0; -qt-list-indent:1">{"".join(items)}</ul>'
            case BlockKind.WORDS:
                return "".join(_paragraph(f"{_bold(word)}<br>{meaning}", Space.MEDIUM) for word, meaning in rows)
            case BlockKind.TABLE:
                return self._table(rows, above)
        return _paragraph(rows[0][0], above)

    def _table(self, rows: Sequence[Sequence[str]], above: int) -> str:
        card, line, quiet = (self.palette().color(role).name() for role in (CARD, LINE, QUIET))
        shown = ""
        for first, *cells in rows[1:]:
            said = (
                _paragraph(f'<span style="color:{quiet}">{head}</span> {cell}', Space.SMALL)
                for head, cell in zip(rows[0][1:], cells, strict=False)
            )
            shown += f"<tr><td>{_paragraph(_bold(first))}{''.join(said)}</td></tr>"
        look = f"border-collapse:collapse; border:1px solid {line}; background-color:{card}; margin-top:{above}px"
        return f'<table width="100%" cellpadding="{int(Space.LARGE)}" style="{look}">{shown}</table>'

    def _runs(self, runs: Sequence[Run]) -> str:
        colours = {True: self.palette().color(ACCENT).name(), False: self.palette().color(INK).name()}
        parts = []
        for run in runs:
            words = escape(run.text)
            if run.target or run.meaning:
                look = f'style="color:{colours[bool(run.target)]}"'
                words = f'<a href="{next(self._place)}" {look}>{words}</a>'
            parts.append(words)
        return "".join(parts)

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
        run = self.links[int(href)]
        if run.target:
            self.topic_requested.emit(run.target)
        else:
            self._explain(run, self._chosen_place())

    def _on_hovered(self, href: str) -> None:
        pointer = QRect(self.mapFromGlobal(QCursor.pos()), QSize(0, Space.LARGE))
        self._explain(self.links[int(href)] if href else Run(""), pointer)

    def _explain(self, run: Run, place: QRect) -> None:
        """Show what a word means below this place; nothing for a link."""
        below = self.mapToGlobal(QPoint(place.left(), place.bottom()))
        QToolTip.showText(below, run.meaning, self, self.rect(), SHOWN_MS)

    def _chosen_place(self) -> QRect:
        """Return where the paragraph is whose link has the keyboard."""
        document = QTextDocument(documentMargin=0, defaultFont=self.font())
        document.setHtml(self.text())
        document.setTextWidth(self.width())
        cursor = QTextCursor(document)
        cursor.setPosition(max(0, self.selectionStart()))
        return document.documentLayout().blockBoundingRect(cursor.block()).toRect()

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Go to the next link or word in this section, and explain it."""
        moved = super().focusNextPrevChild(is_next)
        chosen, place = Run(""), self._chosen_place()
        if moved and self.hasFocus():  # when it went on, what is read now is elsewhere
            chosen = next((run for run in self.links if run.text == self.selectedText()), chosen)
            self.reached.emit(place)
        self._explain(chosen, place)
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


def sections(state: TopicState) -> list[list[ShownBlock | KnownPoint]]:
    """Return what is to be read, in parts that begin with a heading (the first without)."""
    heading = ShownBlock(BlockKind.HEADING, (((Run(state.topic.known_heading),),),))
    known: list[ShownBlock | KnownPoint] = [heading, *state.known] if state.known else []
    found: list[list[ShownBlock | KnownPoint]] = [[]]
    for block in [*state.blocks, *known, *state.unknown]:
        if isinstance(block, ShownBlock) and block.kind is BlockKind.HEADING:
            found.append([])
        found[-1].append(block)
    return [section for section in found if section]


def _paragraph(html: str, above: int = 0, tag: str = "p") -> str:
    return f'<{tag} style="line-height:{LINE_HEIGHT}%; margin:{int(above)}px 0 0 0">{html}</{tag}>'


def _bold(html: str) -> str:
    return f'<span style="font-weight:600">{html}</span>'


def _texts(block: ShownBlock | KnownPoint) -> Iterator[Sequence[Run]]:
    """Yield the texts of a block in the order in which they are read."""
    if isinstance(block, KnownPoint):
        yield (Run(f"{block.words}. "), *block.text)
    elif block.kind is BlockKind.TABLE:
        heads, *rows = block.rows
        for first, *cells in rows:
            yield first
            yield from ((*head, Run(" "), *cell) for head, cell in zip(heads[1:], cells, strict=False))
    else:
        yield from (cell for row in block.rows for cell in row)
