"""The body map or list of a day, in two layers, with quick answers below it."""

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.theme import Ramp
from diary.content.words import ItemWords
from diary.domain.day import BODY_MAP, Ago, AnswerSource
from diary.domain.text import sentence_case
from diary.screens.today import TodayState, copy_words
from diary.ui.body.map import BodyMap
from diary.ui.body.marks import BRUSHES, BodyMarks, Layer
from diary.ui.body.paint import paint_swatch
from diary.ui.body.picture import LEAST_WIDTH
from diary.ui.body.zoom import CLOSEST, STEP
from diary.ui.pages import Context
from diary.ui.style import CARD, QUIET, TOUCH, Space, Type, type_font
from diary.ui.today.day_editor import HIDDEN_AREAS, TENDER, DayEditor
from diary.ui.widgets.buttons import IconButton, TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.key_press import AS_BEFORE_KEYS, keys_words, shortcut, typed_text
from diary.ui.widgets.keys import ChoiceKeys, KeyRow
from diary.ui.widgets.labels import NoticeText, OneLine
from diary.ui.widgets.layouts import fill, in_column, in_lines, keep_place

LAYERS = tuple(Layer)
PARTS = frozenset({BODY_MAP, TENDER, HIDDEN_AREAS})
"""The items of the form that are answered on the panel."""
MANY = 80
"""As many areas as are ever counted."""
LINES_BESIDE = 20
"""Width beside the cards, in heights of a line of small text."""

if TYPE_CHECKING:
    from diary.ui.body.area_list import BodyList


class BrushKeys(KeyRow):
    """Shows the three brushes, each with its colour and its dots before the word; as wide as their words where
    there is no room for equal ones."""

    def __init__(self, name: str, texts: list[str], ramp: Ramp) -> None:
        super().__init__(name, texts, 0, "")
        self.setFont(type_font(Type.SMALL))
        for key, strength in zip(self.keys, BRUSHES, strict=True):
            key.mark = partial(paint_swatch, ramp=ramp, strength=strength)

    def minimumSizeHint(self) -> QSize:
        return QSize(sum(self._words_widths()) + len(self.keys) * Space.HAIR, self._key_height())

    def _key_widths(self) -> list[int]:
        if super().minimumSizeHint().width() <= self.width():
            return super()._key_widths()
        rest = (self.width() - sum(self._words_widths())) // len(self.keys)
        return [words + rest for words in self._words_widths()]

    def choose(self, value: int | None) -> None:
        """Return a brush: one is always chosen."""
        super().choose(self.value if value is None else value)


class LayerKeys(ChoiceKeys):
    """Shows the layers: pain, or where touch hurts."""

    def __init__(self, name: str, texts: list[str]) -> None:
        super().__init__(name, texts, "")
        self.setFont(type_font(Type.SMALL))

    def choose(self, value: int | None) -> None:
        """Return a layer: one is always chosen."""
        super().choose(self.value if value is None else value)


class BodyPanel(Card):
    """Paints the day's map and passes marks and answers to the `editor`. Copying and clearing apply to the current
    layer."""

    def __init__(self, context: Context, editor: DayEditor) -> None:
        language, library = context.language, context.library
        words = library.words.item_on(BODY_MAP, editor.state.ago)
        super().__init__(words.question)
        self._language = language
        self._context = context
        self._editor = editor
        self._state = editor.state
        self._shown: object = None
        self.marks = BodyMarks(library.words.segments, language, library.limbs, library.words.limbs, parent=self)
        self.status = OneLine(Type.SMALL, QUIET, right=True)
        self.map = BodyMap(library.drawing, self.marks, context.theme.ramp, language)
        self.list: BodyList | None = None
        self._build_keys(words)
        self._build_answers()
        self.notice = NoticeText(parent=self)
        self.notice.setAutoFillBackground(True)
        self.notice.setBackgroundRole(CARD)
        self._lay_out()
        self.marks.changed.connect(self._show_answers)
        self.marks.left_out_changed.connect(self._show_answers)
        self.marks.painted.connect(lambda areas: editor.paint(areas, self.marks.strengths))
        self.marks.touched.connect(editor.set_tender)
        self.marks.limbs.hidden_chosen.connect(self._on_hidden_chosen)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_state(self, state: TodayState, skip: frozenset[str] = frozenset()) -> None:
        """Show the day's map, except the keys in `skip`: they are on screen and not stored."""
        day, before = state.day, state.before
        here = (state.ago, day.areas, day.is_mapped, day.tender, before.areas, before.is_mapped, before.tender)
        shown = (here, state.form.hidden_areas, skip & PARTS)
        if shown == self._shown:
            return
        self._shown, self._state = shown, state
        self.retitle(self._context.library.words.item_on(BODY_MAP, state.ago).question)
        words = copy_words(state.ago, self._language)
        self.as_before.setText(sentence_case(words))
        if BODY_MAP not in skip:
            self.marks.show_areas(day.areas)
        if TENDER not in skip:
            self.marks.show_tender(day.tender)
        if HIDDEN_AREAS not in skip:
            self.marks.show_hidden(state.form.hidden_areas)
        self._show_answers()

    def reset(self) -> None:
        """Forget what could not be stored, and begin with pain: another day follows."""
        self._shown = None
        self.choose_layer(Layer.PAIN)
        self.say("")

    def say(self, sentence: str) -> None:
        """Say why a mark is not taken, over the line below the figures: nothing moves."""
        self.notice.say(sentence)
        place = self._place.geometry()
        height = self.notice.heightForWidth(place.width())
        self.notice.setGeometry(place.left(), place.bottom() + 1 - height, place.width(), height)
        self.notice.raise_()

    @property
    def questions(self) -> list[QWidget]:
        """The answer of yesterday, the map or the list in its place, and the answer that there is nothing to
        mark."""
        areas = self.map.areas.values()
        as_list = [self.list.search, self.list.rows] if self.list is not None else []
        return [self.as_before, *areas, *as_list, self.pain_free]

    @property
    def unanswered(self) -> list[QWidget]:
        """Those of them that Tab comes to while the map is not filled in."""
        if self._state.day.is_mapped or self.marks.strengths:
            return []
        reached = Qt.FocusPolicy.TabFocus
        return [each for each in self.questions if each.isEnabled() and each.focusPolicy() & reached]

    @property
    def helpers(self) -> list[QWidget]:
        """The controls that can have the keyboard and answer nothing: first what stands behind the answers."""
        zoom = [self.farther, self.closer, self.whole]
        return [self.mirror, self.clear, self.layers, self.as_list, *zoom, self.brushes]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say what to do first with a digit that was typed where no area is chosen."""
        typed = typed_text(event)
        if not typed:
            super().keyPressEvent(event)
            return
        t = self._language.t
        said = t("“{typed}” is no answer here.", typed=typed)
        way = t("Choose an area first.")
        self.say(f"{said} {way}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.notice.text():
            QTimer.singleShot(0, self, lambda: self.say(self.notice.text()))

    @property
    def layer(self) -> Layer:
        """The layer in use."""
        return self.marks.layer

    def choose_layer(self, layer: Layer) -> None:
        """Make a layer the current one."""
        self.layers.choose(LAYERS.index(layer))

    @property
    def tools(self) -> tuple[bool, int]:
        """Whether the areas are shown as a list, and the place of the brush in BRUSHES."""
        return self.as_list.isChecked(), BRUSHES.index(self.marks.brush)

    def take_tools(self, as_list: bool, brush: int) -> None:
        """Go on with these tools."""
        self.show_as_list(as_list)
        self.brushes.show_value(brush)
        self._on_brush_chosen(brush)

    def show_as_list(self, wanted: bool) -> None:
        """Show the list instead of the map, or the map again."""
        if wanted and self.list is None:
            library = self._context.library
            from diary.ui.body.area_list import BodyList

            self.list = BodyList(
                library.atlas.segments, library.words, self.marks, self._context.theme.ramp, self._language
            )
            self._place.addWidget(self.list, 1)
            self.setTabOrder(self.map, self.list.search)
            self.setTabOrder(self.list.search, self.list.rows)
            self.setTabOrder(self.list.rows, self.pain_free)
        self.as_list.setChecked(wanted)
        self.map.setVisible(not wanted)
        if self.list is not None:
            self.list.setMinimumHeight(self.map.minimumSizeHint().height())
            self.list.setVisible(wanted)
        self._show_answers()

    def least_width(self) -> int:
        """Return the width it needs beside the cards: large words leave the figure little height, so
        it stands there only where there is much room."""
        tools = self.layers.minimumSizeHint().width() + 4 * (Space.SMALL + TOUCH)
        figure = LINES_BESIDE * self.map.fontMetrics().height()
        return max(self.brushes.minimumSizeHint().width(), tools, figure, LEAST_WIDTH) + 2 * Space.WIDE

    def _build_keys(self, words: ItemWords) -> None:
        t = self._language.t
        self.layers = LayerKeys(t("What you mark"), [t("Pain"), t("Touch hurts")])
        self.layers.keys[1].setToolTip(t("Where touch or light pressure hurts"))
        self.layers.show_value(0)
        self.layers.answered.connect(self._on_layer_chosen)
        texts = [words.low or t("a little"), t("quite a bit"), words.high or t("very much")]
        self.brushes = BrushKeys(t("Brush"), texts, self._context.theme.ramp)
        self.brushes.show_value(1)
        self.brushes.name_keys(t("Keys: {keys}"))
        self.brushes.answered.connect(self._on_brush_chosen)
        self.as_list = IconButton("list", t("Show the areas as a list"))
        self.as_list.setCheckable(True)
        self.as_list.toggled.connect(self.show_as_list)

    def _build_answers(self) -> None:
        t = self._language.t
        self.pain_free = TextButton(t("No pain"))
        self.as_before = TextButton("", "repeat")
        self.mirror = TextButton(t("Same on both sides"))
        self.clear = TextButton(t("Clear the map"))
        self.whole = IconButton("whole", t("Whole body"))
        self.farther = IconButton("less", t("Farther"))
        self.closer = IconButton("add", t("Closer"))
        self.farther.clicked.connect(partial(self._on_zoomed, 1 / STEP))
        self.closer.clicked.connect(partial(self._on_zoomed, STEP))
        self.pain_free.setCheckable(True)
        self.pain_free.toggled.connect(self._on_pain_free)
        self.as_before.clicked.connect(self._on_copy_chosen)
        self.as_before.setToolTip(keys_words(AS_BEFORE_KEYS))
        shortcut(AS_BEFORE_KEYS, self, inside=True).activated.connect(self.as_before.click)
        self.mirror.clicked.connect(lambda: self.marks.paint(self.marks.missing_on_one_side()))
        self.clear.clicked.connect(self._on_clear_chosen)
        self.whole.clicked.connect(self.map.show_whole)
        self.map.zoomed.connect(self._show_answers)

    def _lay_out(self) -> None:
        tools = in_lines(self.layers, self.as_list, self.farther, self.closer, self.whole)
        keep_place(self.brushes)
        answers = in_lines(self.pain_free, self.as_before, self.mirror, self.clear)
        self._place = in_column((self.map, 1))
        self.body.setSpacing(Space.MEDIUM)
        needed = self.status.fontMetrics().horizontalAdvance(self._marked(MANY))
        self.status.setMinimumWidth(needed + Space.HAIR)  # letters end in parts of a pixel
        self.corner.addWidget(self.status)
        fill(self.body, tools, self.brushes, (self._place, 1), answers)

    def _show_answers(self, _keys: object = None) -> None:
        """Show the quick answers that mean something now, and the state of things in words. All of them stay where
        they are: one that came or went would put another under the pointer."""
        marks = self.marks
        in_pain = self.layer is Layer.PAIN
        self.pain_free.setEnabled(in_pain)
        with QSignalBlocker(self.pain_free):
            self.pain_free.setChecked(self._state.day.is_mapped and not marks.strengths)
        if in_pain:
            before = self._state.areas_before
            can_copy = before is not None and dict(before) != dict(marks.strengths)
        else:
            can_copy = self._state.tender_before not in (frozenset(), marks.tender)
        self.as_before.setEnabled(can_copy)
        self.mirror.setEnabled(bool(marks.missing_on_one_side()))
        self.clear.setEnabled(bool(marks.strengths if in_pain else marks.tender))
        is_map = not self.as_list.isChecked()
        self.whole.setEnabled(is_map and self.map.zoom.scale > 1)
        self.farther.setEnabled(self.whole.isEnabled())
        self.closer.setEnabled(is_map and self.map.zoom.scale < CLOSEST)
        self.map.show_before(self._before_shown)
        said, short, way = self._status()
        self.status.setText(said, short)
        self.map.show_way(way)

    def _marked(self, count: int) -> str:
        return self._language.n("{count} area marked.", "{count} areas marked.", count)

    def _status(self) -> tuple[str, str, str]:
        """Return what is marked, what of it is on this layer, and while nothing is, how areas are marked."""
        language, tender = self._language, len(self.marks.tender)
        touch = language.n("Touch hurts in {count} area.", "Touch hurts in {count} areas.", tender)
        if self.layer is Layer.TOUCH:
            way = language.t("Mark where touch or light pressure hurts. Those areas get stripes.")
            return (touch, self._marked(tender), "") if tender else ("", "", way)
        if not self._state.day.is_mapped and not self.marks.strengths:
            way = language.t("Click an area, or move with the arrow keys and press 1 to 9.")
            return self._before_in_words() or language.t("Not filled in."), "", way
        count = len(self.marks.strengths)
        said = self._marked(count) if count else language.t("No pain.")
        return (f"{said} {touch}" if tender else said), said, ""

    @property
    def _before_shown(self) -> Collection[str]:
        """The areas of the day before that are shown until this day has an answer."""
        is_open = self.layer is Layer.PAIN and not self._state.day.is_mapped and not self.marks.strengths
        return self.map.shapes.shapes.keys() & (self._state.areas_before or ()) if is_open else frozenset()

    def _before_in_words(self) -> str:
        n, count = self._language.n, len(self._before_shown)
        if not count:
            return ""
        if self._state.ago is Ago.TODAY:
            return n("yesterday: {count} area", "yesterday: {count} areas", count)
        return n("the day before: {count} area", "the day before: {count} areas", count)

    def _on_brush_chosen(self, value: float) -> None:
        self.marks.brush = BRUSHES[int(value)]

    def _on_layer_chosen(self, value: float) -> None:
        self.marks.layer = LAYERS[int(value)]
        self.brushes.setVisible(self.layer is Layer.PAIN)
        self._show_answers()

    def _on_zoomed(self, factor: float) -> None:
        self.map.zoom_at(QPointF(self.map.rect().center()), factor)

    def _on_pain_free(self, checked: bool) -> None:
        if checked:
            self._editor.replace_areas({})
        else:
            self._editor.clear_map()

    def _on_copy_chosen(self) -> None:
        areas = self._state.areas_before
        if self.layer is Layer.TOUCH:
            self._mark_tender(self._state.tender_before)
        elif areas is not None:
            self._editor.replace_areas(areas, AnswerSource.COPIED)

    def _on_clear_chosen(self) -> None:
        if self.layer is Layer.TOUCH:
            self._mark_tender(frozenset())
        else:
            self._editor.clear_map()

    def _mark_tender(self, tender: frozenset[str]) -> None:
        self.marks.show_tender(tender)
        self._editor.set_tender(tender)

    def _on_hidden_chosen(self, hidden: frozenset[str]) -> None:
        self.marks.show_hidden(hidden)
        self._editor.hide_areas(hidden)
