"""One topic to read: its text in a narrow column, and what belongs to it beside the text or below it."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from diary.domain.tip_choice import TipMark
from diary.screens.sparkline import Sparkline
from diary.screens.understand import KnownPoint, ShownBlock, TopicState
from diary.ui.pages import Context
from diary.ui.style import QUIET, TOUCH, Space, Type
from diary.ui.understand.drawing import drawing_of
from diary.ui.understand.rows import LeadRow, TopicRow
from diary.ui.understand.section_text import LINE_HEIGHT, SectionText, sections
from diary.ui.widgets.buttons import MainButton, QuietButton, TextButton, quiet_button
from diary.ui.widgets.card import Card
from diary.ui.widgets.fold_head import FoldHead
from diary.ui.widgets.labels import QuietText, Text, Title
from diary.ui.widgets.layouts import STRETCH, boxed, empty, fill, in_column, in_lines, in_row
from diary.ui.widgets.scrolling import FittedColumn, Scrolling
from diary.ui.widgets.sparkline import SparklinePicture
from diary.ui.widgets.typed import TextField

LETTERS, LEAST_LETTERS = 56, 46
"""Widest line of the text, and the narrowest with something beside it, in average letters of the font; a text has
narrower ones: 80 to the widest line, which is as many as WCAG 1.4.8 allows."""
BESIDE_LETTERS = 36
"""Least width of what stands beside the text; below it where there is less room."""
NEAR_END = 24
"""Pixels above the end of the text at which it counts as read."""


class _Column(FittedColumn):
    """Gets its width from what it stands in: no text is wrapped to find out how wide it would like to be."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class TopicView(QWidget):
    """Shows a TopicState. The arrow keys scroll the text; Alt with left goes back (see the page)."""

    topic_requested = Signal(str)
    chart_requested = Signal(str)
    tool_requested = Signal(str)
    home_requested = Signal()
    read_to_end = Signal()
    marked = Signal(str, bool)
    """A TipMark, and whether it is set or taken back."""
    worded = Signal(str)
    own_picture_wanted = Signal(bool)
    paper_requested = Signal(str, object)
    """It is wanted as a booklet: its title, and its key in a tuple."""

    def __init__(
        self, state: TopicState, context: Context, resources: Path, *, is_only_read: bool = False
    ) -> None:
        super().__init__()
        t = context.language.t
        self.state = state
        self._context = context
        self._is_only_read = is_only_read
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(f"{state.topic.title}. {state.place}")
        self.back = QuietButton(t("Understand"), "left", t("Back to all pages"))
        self.back.clicked.connect(self.home_requested)
        self.paper = TextButton(t("On paper"))
        self.paper.setToolTip(t("Save this page as a PDF to print or hand out"))
        self.paper.clicked.connect(lambda: self.paper_requested.emit(state.topic.title, (state.topic.key,)))
        self.helpful = self._mark_button(t("Helpful"), TipMark.HELPFUL, is_set=state.is_helpful)
        self.not_for_me = self._mark_button(t("Not for me"), TipMark.NOT_FOR_ME, is_set=state.is_unwanted)
        self.own_words: TextField | None = None
        self.next: MainButton | None = None
        self.text = self._text()
        self._own = in_column()
        self.drawing = self._picture(resources)
        self._more_beside = self._related()
        self._lay_out()

    # ------------------------------------------------------------------ the text

    def _text(self) -> QWidget:
        text, topic = _Column(), self.state.topic
        head = in_column(Title(topic.title), spacing=Space.SMALL)
        fill(head, *([Text(topic.summary, role=QUIET)] if topic.summary else []))
        self._column = in_column(head, within=text, spacing=Space.WIDE)
        self._below = self._parts()
        return text

    def _parts(self) -> Iterator[QWidget]:
        """Make what stands below the title, one after the other."""
        state, t = self.state, self._context.language.t
        yield from map(self._section, sections(state))
        if state.topic.attempt:
            card = Card(spacing=Space.HAIR)
            fill(card.body, Text(t("If you want to try something"), bold=True), Text(state.topic.attempt))
            yield card
        if state.topic.question:
            yield self._question()
        if state.topic.sources:
            yield from self._sources()
        yield self._ending()

    def _add_first(self, room: QSize) -> None:
        """Add as much of the text as fills this room; the rest comes when that is shown, because wrapping it takes
        longer than all else."""
        letters = min(LETTERS, room.width() // self.fontMetrics().averageCharWidth())
        while room.height() > 0 and isinstance(part := next(self._below, None), QWidget):
            self._column.addWidget(part)
            lines = 2 + len(part.accessibleName()) // max(1, letters)  # one for what is between two parts
            room.setHeight(room.height() - lines * self.fontMetrics().height() * LINE_HEIGHT // 100)
        QTimer.singleShot(0, self, self.complete)

    def complete(self) -> None:
        """Add what is missing of the text and beside it, if anything is, and give it its place."""
        parts = [*self._below]
        fill(self._column, *parts)
        for card in self._more_beside:
            self._beside.insertWidget(self._beside.count() - 1, card)
            parts.append(card)
        for part in parts:
            if not part.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
                part.show()  # Qt would do so later
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _section(self, blocks: Sequence[ShownBlock | KnownPoint]) -> SectionText:
        section = SectionText(blocks)
        section.topic_requested.connect(self.topic_requested)
        section.reached.connect(partial(self._reveal, section))
        return section

    def _reveal(self, section: SectionText, place: QRect) -> None:
        """Scroll to a paragraph."""
        inside = self.area.widget()
        if inside is not None:
            middle = section.mapTo(inside, place.center())
            self.area.ensureVisible(middle.x(), middle.y(), 0, place.height() // 2 + Space.LARGE)

    def _question(self) -> Card:
        t, topic = self._context.language.t, self.state.topic
        card = Card(spacing=Space.SMALL)
        self.own_words = TextField(topic.question, 3)
        self.own_words.setPlaceholderText(t("In your own words. It stays in your diary."))
        self.own_words.show_text(self.state.own_words)
        self.own_words.answered.connect(self.worded)
        self.own_words.setEnabled(not self._is_only_read)
        fill(card.body, Text(topic.question, bold=True), self.own_words)
        return card

    def _sources(self) -> Iterator[QWidget]:
        language, sources = self._context.language, self.state.topic.sources
        count = language.n("{count} source", "{count} sources", len(sources))
        self.sources = FoldHead(language.t("Sources"), count, is_open=False)
        words = QuietText("\n".join(f"{source.name}: {source.where}" for source in sources))
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)  # to look one up
        words.hide()
        self.sources.toggled.connect(words.setVisible)
        yield from (self.sources, words)

    def _ending(self) -> QWidget:
        """Return the buttons below the text: what one thinks of it, and what comes next."""
        t, after = self._context.language.t, self.state.next
        words = t("To all pages") if after is None else t("Next: {page}", page=after.title)
        self.next = MainButton(words, on_click=self._on_next)
        opinions = (self.helpful, self.not_for_me) if self.state.takes_opinion else ()
        return boxed(in_lines(*opinions, self.next, push_last=True))

    def _mark_button(self, words: str, mark: TipMark, *, is_set: bool) -> TextButton:
        button = TextButton(words)
        button.setMinimumHeight(TOUCH)
        button.setCheckable(True)
        button.setChecked(is_set)
        button.setEnabled(not self._is_only_read)
        button.clicked.connect(lambda is_on: self._on_marked(mark, is_on))
        return button

    # ------------------------------------------------------------------ beside the text

    def _picture(self, resources: Path) -> Card | None:
        topic = self.state.topic
        drawing = drawing_of(topic.drawing, topic.drawing_alt, self._context, resources)
        if drawing is None:
            return None
        card = Card(spacing=Space.SMALL)
        fill(card.body, drawing, QuietText(self._context.language.t("A drawing, not a measurement of you")))
        return card

    def _related(self) -> Iterator[Card]:
        """Make the card below the drawing that leads to what belongs to this."""
        state, t = self.state, self._context.language.t
        if not (state.related or state.charts or state.tools):
            return
        card = Card(t("Belongs to this"), spacing=0)
        card.body.addSpacing(Space.SMALL)
        self.related: dict[str, TopicRow] = {}
        for line in state.related:
            row = self.related[line.key] = TopicRow(line)
            row.clicked.connect(lambda _checked=False, key=line.key: self.topic_requested.emit(key))
            card.body.addWidget(row)
        charts = [(key, name, t("In Trends: {chart}", chart=name)) for key, name in state.charts]
        tools = [(key, name, t("In Plan: {tool}", tool=name)) for key, name in state.tools]
        self.charts = self._page_rows(card, charts, "trends", self.chart_requested)
        self.tools = self._page_rows(card, tools, "plan", self.tool_requested)
        yield card

    def _page_rows(
        self, card: Card, places: Iterable[tuple[str, str, str]], icon: str, requested: SignalInstance
    ) -> dict[str, LeadRow]:
        rows = {key: LeadRow(key, name, spoken, icon) for key, name, spoken in places}
        for key, row in rows.items():
            row.clicked.connect(lambda _checked=False, key=key: requested.emit(key))
            card.body.addWidget(row)
        return rows

    def show_own(self, picture: Sparkline | None, *, is_wanted: bool) -> None:
        """Show the small picture of the diary, or the way to have it back; nothing while there is none."""
        empty(self._own)
        if picture is None:
            return
        if is_wanted:
            shown: QWidget = self._own_card(picture)
        else:
            shown = self.own_picture = quiet_button(self._context.language.t("Show what the diary has of this"))
        self._own.addWidget(shown)
        shown.show()  # Qt would do so later, and until then it cannot have the keyboard
        self.own_picture.clicked.connect(lambda: self.own_picture_wanted.emit(not is_wanted))

    def _own_card(self, picture: Sparkline) -> Card:
        t = self._context.language.t
        name = t("Do not show anything from my diary here")
        self.own_picture = QuietButton(t("Do not show"), name=name, size=Type.SMALL, role=QUIET)
        card = Card(t("From your diary"), spacing=Space.SMALL)
        card.corner.addWidget(self.own_picture)
        drawn = SparklinePicture(picture, QColor(self._context.theme.roles[picture.role]))
        about = Text(t("Your own days. Days go up and down by themselves: this does not show what goes together."))
        fill(card.body, QuietText(picture.caption), drawn, about)
        return card

    # ------------------------------------------------------------------ the whole

    def _lay_out(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        self._text_width, self._least = LETTERS * letter, (LEAST_LETTERS + BESIDE_LETTERS) * letter
        self.text.setMaximumWidth(self._text_width)
        self._inside = _Column()
        self._beside = in_column(
            *([] if self.drawing is None else [self.drawing]), self._own, STRETCH, spacing=Space.LARGE
        )
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._inside)
        self._columns.setSpacing(Space.WIDE)
        self._columns.addLayout(in_column(self.text, STRETCH), 5)
        self._columns.addLayout(self._beside, 4)
        self.area = Scrolling()
        self.area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._place = QuietText(self.state.place)
        self._place.setWordWrap(False)
        head = self._head = in_row(self.back, self._place, STRETCH, self.paper, spacing=Space.MEDIUM)
        self._edge = Space.LARGE + self.area.verticalScrollBar().sizeHint().width()  # where the cards below end
        edges = (Space.WIDE, Space.MEDIUM, Space.SMALL, 0)
        in_column(head, (self.area, 1), within=self, margins=edges, spacing=Space.SMALL)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self._shorten(event.size().width() - Space.WIDE - Space.SMALL - self._edge)
        is_wide = event.size().width() >= self._least + 3 * Space.WIDE
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        beyond = 0 if is_wide else self.area.width() - self._text_width  # a line is never longer than the text's
        beyond = max(Space.LARGE, beyond)
        self._columns.setContentsMargins(0, 0, beyond, Space.WIDE)
        self._head.setContentsMargins(0, 0, self._edge + beyond - Space.LARGE, 0)
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)
            if self.drawing is not None:  # below its title where there is no room beside the text
                column, place = (self._beside, 0) if is_wide else (self._column, 1)
                column.insertWidget(place, self.drawing)
        if self.area.widget() is None:  # only now, so that the text is wrapped once, at the width it will have
            self._inside.setAutoFillBackground(False)
            self.area.viewport().resize(self.area.maximumViewportSize())
            self._add_first(self.area.maximumViewportSize())
            self.area.setWidget(self._inside)

    def _shorten(self, room: int) -> None:
        """Leave out what else would make the page wider than the window, when words are large."""
        t, after = self._context.language.t, self.state.next
        head = (self.back, self._place, self.paper)
        self._place.setHidden(sum(each.sizeHint().width() + Space.MEDIUM for each in head) > room)
        if self.next is not None and after is not None:
            whole = t("Next: {page}", page=after.title)
            self.next.setAccessibleName(whole)
            self.next.setText(whole)
            if self.next.sizeHint().width() > min(room - 2 * Space.WIDE, self._text_width):
                self.next.setText(t("Read on"))

    def bring_in_sight(self, number: int) -> None:
        """Scroll to one of the topic's texts, where that is on the page; nothing counts as read by that."""
        self.complete()
        text = self.state.topic.texts[number] if number < len(self.state.topic.texts) else ""
        for shown in self._inside.findChildren(SectionText):
            if text and (at := shown.plain.find(text)) >= 0:
                above = QPoint(0, shown.height() * at // len(shown.plain) - Space.HUGE)
                bar = self.area.verticalScrollBar()
                bar.valueChanged.disconnect(self._on_scrolled)
                bar.setValue(shown.mapTo(self._inside, above).y())
                bar.valueChanged.connect(self._on_scrolled)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the text, wherever in it the keyboard is."""
        bar = self.area.verticalScrollBar()
        steps = {
            Qt.Key.Key_Down: bar.singleStep() * 3,
            Qt.Key.Key_Up: -bar.singleStep() * 3,
            Qt.Key.Key_PageDown: bar.pageStep() - Space.HUGE,
            Qt.Key.Key_Space: bar.pageStep() - Space.HUGE,
            Qt.Key.Key_PageUp: Space.HUGE - bar.pageStep(),
            Qt.Key.Key_Home: -bar.maximum(),
            Qt.Key.Key_End: bar.maximum(),
        }
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + step)

    def _on_scrolled(self, value: int) -> None:
        if value and self.next is not None:
            below = self.next.mapTo(self, self.next.rect().bottomLeft()).y()
            if below <= self.height() + NEAR_END:
                self.read_to_end.emit()

    def _on_next(self) -> None:
        self.read_to_end.emit()
        if self.state.next is None:
            self.home_requested.emit()
        else:
            self.topic_requested.emit(self.state.next.key)

    def _on_marked(self, mark: TipMark, is_on: bool) -> None:
        other = self.not_for_me if mark is TipMark.HELPFUL else self.helpful
        if is_on:
            other.setChecked(False)
        self.marked.emit(mark.value, is_on)
