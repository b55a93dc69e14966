"""The pictures of Understand on screen: a drawing, and the filter one can set."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFontInfo, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget

from diary.content.drawings import draw
from diary.ui.pages import Context
from diary.ui.style import Space, Type, type_font
from diary.ui.widgets.keys import ChoiceKeys
from diary.ui.widgets.labels import SteadyText, Text
from diary.ui.widgets.layouts import boxed, decide_height_by_width, in_column, in_lines
from diary.ui.widgets.painted import Painted, as_image

FILTER = "filter"
LETTERS = 13
"""Size of the letters in a template."""
LEAST, MOST = 0.8, 1.25
"""The smallest and the largest a drawing becomes, where 1 has letters as large as small type."""
ARRIVING, OPEN = (4, 7, 10), (8, 5, 2)
"""How many of ten signals come in, and how many of ten places let one through, per key."""
SIGNALS, PLACES = (2, 5, 4, 3, 7, 9, 6, 0, 1, 8), (2, 7, 0, 5, 9, 4, 8, 1, 3, 6)
"""Which signals come first, and which places open first."""
BRAKES = ("brake-weak", "brake-usual", "brake-strong")


class DrawingPicture(Painted, QLabel):
    """Paints an SVG drawing as wide as there is room, within reason; its words are its accessible name."""

    def __init__(self, svg: str, words: str) -> None:
        super().__init__()
        as_image(self)
        self._renderer = QSvgRenderer(self)
        self._unit = type_font(Type.SMALL).pixelSize() / LETTERS
        decide_height_by_width(self)
        self.show_svg(svg, words)

    def show_svg(self, svg: str, words: str) -> None:
        """Show another drawing of the same size; an empty one is still to come."""
        if svg:
            self._renderer.load(QByteArray(svg.encode()))
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return self._renderer.defaultSize() * self._unit

    def minimumSizeHint(self) -> QSize:
        width = round(self._renderer.defaultSize().width() * LEAST)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        size = self._renderer.defaultSize()
        return round(min(width / size.width(), self._unit * MOST) * size.height())

    def _draw(self, painter: QPainter) -> None:
        size = QSizeF(self._renderer.defaultSize()).scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(), size)
        place.moveCenter(QRectF(self.rect()).center())
        self._renderer.render(painter, place)


class FilterPicture(QWidget):
    """The filter with two rows of keys: how many signals come in, and how strong the brake is. What comes through
    is drawn at once, without movement, and said in a sentence."""

    def __init__(self, render: Callable[[frozenset[str]], str], words: str, context: Context) -> None:
        """`render` draws the template with these parts; `words` say what it is a picture of."""
        super().__init__()
        t = context.language.t
        self._render, self._words, self._language = render, words, context.language
        usual, unanswered = t("usual"), t("not answered")
        self.signals = ChoiceKeys(t("Signals from the body"), (t("few"), usual, t("many")), unanswered)
        self.brake = ChoiceKeys(t("The brake"), (t("weak"), usual, t("strong")), unanswered)
        every = [self.sentence(signals, brake) for signals in range(3) for brake in range(3)]
        self.said = SteadyText(every, bold=True)
        self.picture = DrawingPicture("", words)
        parts = []
        for keys, name in ((self.signals, t("Signals from the body")), (self.brake, t("The brake"))):
            keys.show_value(1)
            keys.answered.connect(lambda _value: self._show())
            parts.append(boxed(in_column(Text(name, Type.SMALL), keys, spacing=Space.HAIR)))
        rows = boxed(in_lines(*parts, spacing=Space.LARGE))
        in_column(self.picture, rows, self.said, within=self, spacing=Space.MEDIUM)
        self._show()

    def sentence(self, signals: int, brake: int) -> str:
        """Say what comes through, with keys 0 to 2 of both rows."""
        t, n = self._language.t, self._language.n
        came, through = _passing(signals, brake)
        coming = (t("Few signals"), t("A usual number of signals"), t("Many signals"))[signals]
        braking = (t("a weak brake"), t("the usual brake"), t("a strong brake"))[brake]
        numbers = n(
            "{count} of {total} comes through.",
            "{count} of {total} come through.",
            len(through),
            total=len(came),
        )
        return f"{coming}, {braking}. {numbers}"

    def _show(self) -> None:
        for keys in (self.signals, self.brake):
            if keys.value is None:  # a key of this picture cannot be left open
                keys.show_value(1)
        signals, brake = self.signals.value or 0, self.brake.value or 0
        came, through = _passing(signals, brake)
        gates = PLACES[: OPEN[brake]]
        parts = {BRAKES[brake], *(f"in-{each}" for each in came), *(f"out-{each}" for each in through)}
        parts |= {f"open-{each}" if each in gates else f"shut-{each}" for each in PLACES}
        sentence = self.sentence(signals, brake)
        self.svg = self._render(frozenset(parts))
        self.picture.show_svg(self.svg, f"{self._words} {sentence}")
        self.said.tell(sentence)
        self.said.setAccessibleName(sentence)


def drawing_of(key: str, words: str, context: Context, resources: Path) -> QWidget | None:
    """Return the drawing with this key, `words` for who cannot see it; None where there is no such file."""

    def render(parts: frozenset[str] | None) -> str:
        family = QFontInfo(type_font(Type.SMALL)).family()
        return draw(resources, context.language.code, key, context.theme, family, parts)

    if key == FILTER:
        return FilterPicture(render, words, context)
    svg = render(None)
    return DrawingPicture(svg, words) if svg else None


def _passing(signals: int, brake: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the signals that come in, and those of them that come through."""
    came = SIGNALS[: ARRIVING[signals]]
    return came, tuple(each for each in came if each in PLACES[: OPEN[brake]])
