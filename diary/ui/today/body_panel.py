"""The body to mark, as a map or as a list, in two layers, with quick answers below it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from diary.content.words import ItemWords
from diary.domain.day import BODY_MAP
from diary.screens.today import TodayState, copy_words
from diary.ui.context import Context
from diary.ui.style import TOUCH, Space
from diary.ui.today.body_keys import BrushKeys, LayerKeys
from diary.ui.widgets.body_map import BodyMap
from diary.ui.widgets.body_marks import BRUSHES, BodyMarks, Layer
from diary.ui.widgets.body_picture import LEAST_WIDTH
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.labels import NoticeText, QuietText
from diary.ui.widgets.layouts import WrapLayout

LAYERS = tuple(Layer)
LINES_BESIDE = 20
"""Width beside the cards, in heights of a line of small text."""

if TYPE_CHECKING:
    from diary.ui.widgets.body_list import BodyList


class BodyPanel(Card):
    """Paints and answers; storing is the page's.

    `copy_chosen` and `clear_chosen` mean the layer in hand. After `shown` the day's tender areas are asked for:
    `show_tender` answers.
    """

    copy_chosen = Signal()
    clear_chosen = Signal()
    pain_free_chosen = Signal()
    shown = Signal()

    def __init__(self, context: Context, words: ItemWords) -> None:
        super().__init__(words.question)
        language, library = context.language, context.library
        self._language = language
        self._context = context
        self._is_mapped = False
        self._before: Mapping[str, int] | None = None
        self._tender_before: frozenset[str] = frozenset()
        self.marks = BodyMarks(library.words.segments, language, library.limbs, library.words.limbs, parent=self)
        self.status = QuietText()
        self.map = BodyMap(library.drawing, self.marks, context.theme.ramp, language)
        self.list: BodyList | None = None
        self._build_keys(words)
        self._build_answers()
        self.notice = NoticeText()
        self._lay_out()
        self.marks.changed.connect(self._show_answers)
        self.marks.left_out_changed.connect(self._show_answers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_state(self, state: TodayState) -> None:
        """Show the day's map."""
        self.retitle(self._context.library.words.item_on(BODY_MAP, state.ago).question)
        words = copy_words(state.ago, self._language)
        self.as_before.setText(words[:1].upper() + words[1:])
        self._is_mapped = state.is_mapped
        self._before = state.areas_before
        self.marks.show_areas(state.areas)
        self.shown.emit()
        self._show_answers()

    def show_tender(self, tender: frozenset[str], before: frozenset[str]) -> None:
        """Show where touch hurts on this day; `before` is the day before."""
        self._tender_before = before
        self.marks.show_tender(tender)
        self._show_answers()

    @property
    def layer(self) -> Layer:
        """What is being painted."""
        return self.marks.layer

    def choose_layer(self, layer: Layer) -> None:
        """Take a layer in hand."""
        self.layers.choose(LAYERS.index(layer))

    def show_as_list(self, wanted: bool) -> None:
        """Show the list in the place of the map, or the map again."""
        if wanted and self.list is None:
            library = self._context.library
            from diary.ui.widgets.body_list import BodyList

            self.list = BodyList(
                library.atlas.segments, library.words, self.marks, self._context.theme.ramp, self._language
            )
            self._place.addWidget(self.list, 1)
            self.setTabOrder(self.brushes, self.list.search)
            self.setTabOrder(self.list.search, self.list.rows)
        self.as_list.setChecked(wanted)
        self.map.setVisible(not wanted)
        if self.list is not None:
            self.list.setMinimumHeight(self.map.minimumSizeHint().height())
            self.list.setVisible(wanted)
        self._show_answers()

    def least_width(self) -> int:
        """The width it needs beside the cards: with large words there is little height left for the figure, so
        it stands there only where there is much room."""
        tools = self.layers.minimumSizeHint().width() + Space.SMALL + self.as_list.sizeHint().width()
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
        self.brushes.answered.connect(self._on_brush_chosen)
        self.as_list = TextButton(t("List"))
        self.as_list.setMinimumHeight(TOUCH)
        self.as_list.setCheckable(True)
        self.as_list.setAccessibleName(t("Show the areas as a list"))
        self.as_list.toggled.connect(self.show_as_list)

    def _build_answers(self) -> None:
        t = self._language.t
        self.pain_free = TextButton(t("No pain"))
        self.as_before = TextButton("", "repeat")
        self.mirror = TextButton(t("Same on both sides"))
        self.clear = TextButton(t("Clear the map"))
        self.whole = TextButton(t("Whole body"))
        self.pain_free.setCheckable(True)
        self.pain_free.toggled.connect(self._on_pain_free)
        self.as_before.clicked.connect(self.copy_chosen)
        self.mirror.clicked.connect(lambda: self.marks.paint(self.marks.missing_on_one_side()))
        self.clear.clicked.connect(self.clear_chosen)
        self.whole.clicked.connect(self.map.show_whole)
        self.map.zoomed.connect(self._show_answers)

    def _lay_out(self) -> None:
        tools = WrapLayout(push_last=True)
        tools.addWidget(self.layers)
        tools.addWidget(self.as_list)
        answers = WrapLayout()
        for button in (self.pain_free, self.as_before, self.mirror, self.clear, self.whole):
            answers.addWidget(button)
        self._place = QVBoxLayout()
        self._place.addWidget(self.map, 1)
        self.body.setSpacing(Space.MEDIUM)
        self.body.addWidget(self.status)
        self.body.addLayout(tools)
        self.body.addWidget(self.brushes)
        self.body.addLayout(self._place, 1)
        self.body.addLayout(answers)
        self.body.addWidget(self.notice)

    def _show_answers(self, _keys: object = None) -> None:
        """The quick answers that mean something now, and the state of things in words."""
        marks = self.marks
        in_pain = self.layer is Layer.PAIN
        self.pain_free.setVisible(in_pain)
        with QSignalBlocker(self.pain_free):
            self.pain_free.setChecked(self._is_mapped and not marks.strengths)
        if in_pain:
            can_copy = self._before is not None and dict(self._before) != dict(marks.strengths)
        else:
            can_copy = bool(self._tender_before) and self._tender_before != marks.tender
        self.as_before.setVisible(can_copy)
        self.mirror.setVisible(bool(marks.missing_on_one_side()))
        self.clear.setVisible(bool(marks.strengths if in_pain else marks.tender))
        self.whole.setVisible(not self.map.zoom.is_whole and not self.as_list.isChecked())
        self.status.setText(self._status())

    def _status(self) -> str:
        language, tender = self._language, len(self.marks.tender)
        if self.layer is Layer.TOUCH:
            if not tender:
                return language.t("Mark where touch or light pressure hurts. Those areas get stripes.")
            return language.n("Touch hurts in {count} area.", "Touch hurts in {count} areas.", tender)
        if not self._is_mapped and not self.marks.strengths:
            return language.t("Not filled in. Click an area, or move with the arrow keys and press 1 to 9.")
        if not self.marks.strengths:
            said = language.t("No pain.")
        else:
            said = language.n("{count} area marked.", "{count} areas marked.", len(self.marks.strengths))
        touch = language.n("Touch hurts in {count} area.", "Touch hurts in {count} areas.", tender)
        return f"{said} {touch}" if tender else said

    def _on_brush_chosen(self, value: float) -> None:
        self.marks.brush = BRUSHES[int(value)]

    def _on_layer_chosen(self, value: float) -> None:
        self.marks.layer = LAYERS[int(value)]
        self.brushes.setVisible(self.layer is Layer.PAIN)
        self._show_answers()

    def _on_pain_free(self, checked: bool) -> None:
        if checked:
            self.pain_free_chosen.emit()
        else:
            self.clear_chosen.emit()
