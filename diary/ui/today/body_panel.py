"""The body map with its brushes, and the two quick answers: no pain today, and as yesterday."""

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.content.theme import Ramp
from diary.content.words import ItemWords
from diary.screens.today import TodayState
from diary.ui.context import Context
from diary.ui.style import Space, Type, type_font
from diary.ui.widgets.body_map import BRUSHES, BodyMap
from diary.ui.widgets.body_picture import LEAST_WIDTH, strength_colour
from diary.ui.widgets.buttons import TextButton
from diary.ui.widgets.card import Card
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.labels import NoticeText, QuietText
from diary.ui.widgets.layouts import WrapLayout


class BrushKeys(KeyRow):
    """The three brushes, each with its colour and its dots above the word."""

    def __init__(self, name: str, texts: list[str], ramp: Ramp, parent: QWidget | None = None) -> None:
        super().__init__(name, texts, 0, "", parent)
        self.setFont(type_font(Type.SMALL))
        for key, strength in zip(self.keys, BRUSHES, strict=True):
            key.set_mark(_Swatch(ramp, strength))

    def choose(self, value: int | None) -> None:
        """One brush is always in hand."""
        if value is not None:
            super().choose(value)


class _Swatch:
    """A blot of the brush's colour with its dots."""

    def __init__(self, ramp: Ramp, strength: int) -> None:
        self._colour = strength_colour(ramp, strength)
        self._dots = QColor(ramp.dots if strength < 5 else ramp.dots_strong)
        self._count = BRUSHES.index(strength) + 1

    def paint(self, painter: QPainter, place: QRect) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(place, 6, 6)
        painter.setBrush(self._dots)
        middle = QPointF(place.center()) + QPointF(0.5, 0.5)
        for index in range(self._count):
            offset = (index - (self._count - 1) / 2) * 7
            painter.drawEllipse(middle + QPointF(offset, 0), 2, 2)


class BodyPanel(Card):
    """Paints and answers; storing is the page's."""

    painted = Signal(dict)
    pain_free_chosen = Signal()
    copy_chosen = Signal()
    clear_chosen = Signal()

    def __init__(self, context: Context, words: ItemWords) -> None:
        super().__init__(words.question)
        language = context.language
        t = language.t
        library = context.library
        self._language = language
        self.status = QuietText()
        self.map = BodyMap(library.drawing, library.words.segments, context.theme.ramp, language)
        self.map.painted.connect(self.painted)
        texts = [words.low or t("a little"), t("quite a bit"), words.high or t("very much")]
        self.brushes = BrushKeys(t("Brush"), texts, context.theme.ramp)
        self.brushes.show_value(1)
        self.brushes.answered.connect(self._on_brush_chosen)
        self.pain_free = TextButton(t("No pain today"))
        self.as_before = TextButton(t("As yesterday"), "repeat")
        self.clear = TextButton(t("Clear the map"))
        self.pain_free.setCheckable(True)
        self.pain_free.clicked.connect(self._on_pain_free)
        self.as_before.clicked.connect(self.copy_chosen)
        self.clear.clicked.connect(self.clear_chosen)
        answers = WrapLayout()
        for button in (self.pain_free, self.as_before, self.clear):
            answers.addWidget(button)
        self.notice = NoticeText()
        self.body.setSpacing(Space.MEDIUM)
        self.body.addWidget(self.status)
        self.body.addWidget(self.brushes)
        self.body.addWidget(self.map, 1)
        self.body.addLayout(answers)
        self.body.addWidget(self.notice)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_state(self, state: TodayState) -> None:
        """Show the day's map."""
        self.map.show_areas(state.areas)
        self.pain_free.setChecked(state.is_mapped and not state.areas)
        before = state.areas_before
        self.as_before.setVisible(before is not None and dict(before) != dict(state.areas))
        self.clear.setVisible(bool(state.areas))
        self.status.setText(self._status(state))

    def least_width(self) -> int:
        """The width it needs beside the cards."""
        return max(self.brushes.minimumSizeHint().width(), LEAST_WIDTH) + 2 * Space.WIDE

    def _status(self, state: TodayState) -> str:
        language = self._language
        if not state.is_mapped:
            return language.t("Not filled in. Click an area, or move with the arrow keys and press 1 to 9.")
        if not state.areas:
            return language.t("No pain today.")
        return language.n("{count} area marked.", "{count} areas marked.", len(state.areas))

    def _on_brush_chosen(self, value: float) -> None:
        self.map.brush = BRUSHES[int(value)]

    def _on_pain_free(self, checked: bool) -> None:
        if checked:
            self.pain_free_chosen.emit()
        else:
            self.clear_chosen.emit()
