"""The dialog in which one types words and goes to what has them: in the diary (Ctrl+F) or the program (Ctrl+K)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

from PySide6.QtCore import QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QTextLayout
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QStyleOptionViewItem, QWidget

from diary.content.language import Language
from diary.content.topics import Topics, load_topics, with_factors
from diary.domain.item import RiskFactor
from diary.domain.refusal import Refusal
from diary.domain.text import Excerpt, sentence_case
from diary.screens.card_lines import joined
from diary.screens.find import Destination, FindLine, FindState, build_destinations, build_found, kind_words
from diary.screens.understand import named, search_topics
from diary.ui.actions import ACTION, ACTIONS, PHRASES
from diary.ui.pages import ClosesOnLock, Context, PageSpec, PlaceSpec, Shell
from diary.ui.placement import resize_in_room
from diary.ui.style import INK, QUIET, TOUCH, Space, Type, type_font
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.fold_head import laid_out, units
from diary.ui.widgets.key_press import typed_text
from diary.ui.widgets.labels import QuietText
from diary.ui.widgets.layouts import STRETCH, in_column, in_row
from diary.ui.widgets.question_dialog import CardDialog
from diary.ui.widgets.row_list import LINE_OF, Index, RowPainter, SearchField

WAIT_MS = 60
"""How long after a letter the search begins: who types fast waits for one search, not for many."""
_NOT_LEARNED = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
AT_ONCE = 25
"""Lines laid out before they are painted, more than fit in; the others follow, unless another letter is typed."""
LETTERS = 84
"""Width of the dialog, in letters."""
HEIGHT = 640


class _RowPainter(RowPainter):
    """Paints a heading, or a line that was found: what it is in quiet letters, below it the words, with what was
    looked for in bold and underlined. All of it is plain text, whatever stands in it."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        parts = self._parts(index, self._rows.viewport().width() - 2 * Space.MEDIUM)
        height = round(sum(part.boundingRect().height() for part in parts))
        return QSize(0, height + Space.LARGE if index.data(LINE_OF) is None else max(TOUCH, height + Space.MEDIUM))

    def _draw_row(self, painter: QPainter, place: QRect, index: Index) -> None:
        palette = self._rows.palette()
        parts = self._parts(index, place.width() - 2 * Space.MEDIUM)
        room = place.height() - sum(part.boundingRect().height() for part in parts)
        top = place.top() + (room - Space.HAIR if index.data(LINE_OF) is None else room / 2)
        for part in parts:
            is_quiet = part.font().pixelSize() < self._rows.font().pixelSize()
            painter.setPen(palette.color(QUIET if is_quiet else INK))
            part.draw(painter, QPointF(place.left() + Space.MEDIUM, top))
            top += part.boundingRect().height()

    def _parts(self, index: Index, width: int) -> list[QTextLayout]:
        line: FindLine | None = index.data(LINE_OF)
        if line is None:
            return [_wrapped(Excerpt(str(index.data())), type_font(Type.BODY, bold=True), width)]
        about = Excerpt(joined((line.name, line.aside)))
        sizes = (Type.SMALL, Type.BODY) if line.excerpt.marks else (Type.BODY, Type.SMALL)
        shown = zip((about, line.excerpt), sizes, strict=True)
        return [_wrapped(text, type_font(size), width) for text, size in shown if text.text]


def _wrapped(excerpt: Excerpt, font: QFont, width: int) -> QTextLayout:
    return laid_out(excerpt.text, font, width, [_marked(excerpt.text, begin, end) for begin, end in excerpt.marks])


def _marked(text: str, begin: int, end: int) -> QTextLayout.FormatRange:
    """Return the format of what was looked for."""
    marked = QTextLayout.FormatRange()
    marked.start, marked.length = units(text[:begin]), units(text[begin:end])
    marked.format.setFontWeight(QFont.Weight.Bold)
    marked.format.setFontUnderline(True)
    return marked


class FoundRows(QListWidget):
    """Shows what was found under its headings; `chosen` emits the address of a line."""

    chosen = Signal(str)
    typed = Signal(object)
    """A key that is meant for the field: a letter, or up from the first line."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_RowPainter(self))
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setLayoutMode(QListWidget.LayoutMode.Batched)
        self.setBatchSize(AT_ONCE)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.itemClicked.connect(self._on_chosen)

    def show_lines(self, lines: Sequence[FindLine]) -> None:
        """Show these lines, the first one chosen."""
        self.clear()
        for heading, group in groupby(lines, lambda line: line.heading):
            if heading:
                self._add(heading, None)
            for line in group:
                said = (heading, line.name, line.aside, line.excerpt.text)
                self._add(", ".join(part for part in said if part), line)
        self.setCurrentRow(1 if lines and lines[0].heading else 0)

    def choose(self) -> None:
        """Go to the line that is chosen."""
        self._on_chosen(self.currentItem())

    def _add(self, words: str, line: FindLine | None) -> None:
        item = QListWidgetItem(words, self)
        item.setData(LINE_OF, line)
        if line is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(LINE_OF) is not None:
            self.chosen.emit(item.data(LINE_OF).address)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self.currentRow()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose()
        elif typed_text(event) or event.key() == Qt.Key.Key_Backspace:
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)
            if event.key() == Qt.Key.Key_Up and self.currentRow() == before:
                self.typed.emit(None)


class FindDialog(CardDialog, ClosesOnLock):
    """Shows what `look` finds for the words that are typed; `chosen` emits the address that was gone to, after it
    has closed. What was typed is forgotten with it."""

    chosen = Signal(str)

    def __init__(
        self, title: str, hint: str, language: Language, look: Callable[[str], FindState], parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self._look = look
        self._waits = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._waits.timeout.connect(self.show_found)
        self.field = SearchField(hint, title)
        self.field.setInputMethodHints(_NOT_LEARNED)
        self.said = QuietText()
        self.rows = FoundRows()
        self.rows.setAccessibleName(language.t("Found"))
        close = TextButton(language.t("Close"), on_click=self.reject)
        in_column(
            self.field,
            self.said,
            (self.rows, 1),
            in_row(STRETCH, close),
            within=self,
            margins=(Space.WIDE, Space.WIDE, Space.WIDE, Space.LARGE),
            spacing=Space.MEDIUM,
        )
        self.field.textChanged.connect(self._waits.start)
        self.field.returnPressed.connect(self._on_entered)
        self.field.left_downwards.connect(lambda: self.rows.setFocus(Qt.FocusReason.TabFocusReason))
        self.rows.typed.connect(self._on_typed)
        self.rows.chosen.connect(self._on_chosen)
        resize_in_room(self, QSize(LETTERS * self.fontMetrics().averageCharWidth(), HEIGHT))
        self.field.setFocus()
        self.show_found()

    def show_found(self) -> None:
        """Look for what is typed now."""
        self._waits.stop()
        found = self._look(self.field.text())
        self.said.tell(found.said)
        self.field.setAccessibleDescription(found.said)
        self.rows.show_lines(found.lines)

    def _on_entered(self) -> None:
        if self._waits.isActive():
            self.show_found()
        self.rows.choose()

    def _on_typed(self, event: QKeyEvent | None) -> None:
        self.field.setFocus()
        if event is not None:
            QApplication.sendEvent(self.field, event)

    def _on_chosen(self, address: str) -> None:
        self.accept()
        self.chosen.emit(address)


def find_words(context: Context, shell: Shell, parent: QWidget) -> FindDialog:
    """Make the dialog that finds words in the diary and the pages to read."""
    language, journal, library = context.language, shell.journal, context.library

    @cache
    def topics() -> Topics:
        loaded = load_topics(shell.resources, language.code, context.country)
        whole = with_factors(loaded, RiskFactor, shell.resources, language.code, context.country)
        return named(whole, language)

    def look(typed: str) -> FindState:
        try:
            return build_found(journal.find(typed, kind_words(language)), search_topics(topics(), typed), library)
        except Refusal as refusal:
            return FindState(context.sentence(refusal))

    dialog = FindDialog(language.t("Find"), language.t("A word, or how it begins"), language, look, parent)
    dialog.finished.connect(journal.file.forget_pages)
    return dialog


def find_destination(
    context: Context, shell: Shell, specs: Sequence[PageSpec], parent: QWidget, *, can_lock: bool
) -> FindDialog:
    """Make the dialog that finds pages, settings and actions by their names and by other words for them, and the
    pages to read by their titles."""
    language = context.language
    to_read = named(load_topics(shell.resources, language.code, context.country), language).all
    there = (
        *destinations(specs, language, can_lock=can_lock),
        *(Destination(f"understand/{topic.key}", topic.title, language.t("Understand")) for topic in to_read),
    )

    def look(typed: str) -> FindState:
        return build_destinations(there, typed, language)

    return FindDialog(language.t("Go to"), language.t("A page, a setting or an action"), language, look, parent)


def destinations(specs: Sequence[PageSpec], language: Language, *, can_lock: bool) -> Iterator[Destination]:
    """Give all pages with their parts in the order of the sidebar, then all actions."""
    also = language.phrases(PHRASES, "also")
    for spec in specs:
        yield from _with_parts(spec, language, also)
    for action in ACTIONS:
        if can_lock or not action.needs_lock:
            address, name = f"{ACTION}{action.key}", sentence_case(action.words(language))
            yield Destination(address, name, language.t("Action"), also.get(address, ""), action.keys)


def _with_parts(
    spec: PageSpec | PlaceSpec, language: Language, also: Mapping[str, str], above: str = "", part: str = ""
) -> Iterator[Destination]:
    name, address = spec.title(language), f"{above}{spec.key}"
    yield Destination(address, name, part, also.get(address, ""))
    for each in spec.parts if isinstance(spec, PageSpec) else ():
        yield from _with_parts(each, language, also, f"{address}/", name)
