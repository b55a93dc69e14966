"""The quiet tint of a day: one hue, five strengths, always light enough for words in ink."""

from PySide6.QtGui import QColor, QPalette

from diary.ui.style import ACCENT, CARD

SHARES = (0.06, 0.115, 0.17, 0.225, 0.28)
"""How much accent there is in each strength; more would take the words' contrast away in a dim theme."""
SHARES_ON_BLACK = (0.14, 0.20, 0.26, 0.32, 0.38)
"""On black little colour is no colour: the steps begin where they can be seen."""
DOT_SHARES = (0.24, 0.40, 0.58, 0.78, 1.0)


def tint(palette: QPalette, step: int) -> QColor:
    """The ground of a day with this step, 1 to 5, on a card."""
    shares = SHARES if palette.color(CARD).lightness() else SHARES_ON_BLACK
    return _mixed(palette, shares[step - 1])


def dot_tint(palette: QPalette, step: int) -> QColor:
    """The same hue for a small square without words on it: stronger, so that it can be seen at its size."""
    return _mixed(palette, DOT_SHARES[step - 1])


def _mixed(palette: QPalette, share: float) -> QColor:
    card, accent = palette.color(CARD), palette.color(ACCENT)
    pairs = ((card.red(), accent.red()), (card.green(), accent.green()), (card.blue(), accent.blue()))
    return QColor(*(round(one + share * (other - one)) for one, other in pairs))
