"""What colours and distances are called here: the roles of the palette, the sizes, the widths of lines."""

from enum import IntEnum
from typing import NamedTuple

from PySide6.QtGui import QPalette

RADIUS = 10
TOUCH = 44
CONTROL = TOUCH
BOX = 22

PAPER = QPalette.ColorRole.Window
CARD = QPalette.ColorRole.Base
FIELD = QPalette.ColorRole.AlternateBase
INK = QPalette.ColorRole.WindowText
QUIET = QPalette.ColorRole.PlaceholderText
LINE = QPalette.ColorRole.Midlight
BORDER = QPalette.ColorRole.Mid
ACCENT = QPalette.ColorRole.Highlight
ACCENT_INK = QPalette.ColorRole.HighlightedText
ACCENT_SOFT = QPalette.ColorRole.Light
NOTICE = QPalette.ColorRole.BrightText


class Space(IntEnum):
    """Distances in pixels; every margin and gap is one of these."""

    HAIR = 4
    SMALL = 8
    MEDIUM = 12
    LARGE = 16
    WIDE = 24
    HUGE = 32


class Type(IntEnum):
    """Type sizes for a system font of 13 pixels; they grow with the system font and the text scale."""

    SMALL = 13
    BODY = 15
    HEADING = 20
    TITLE = 28


class Pens(NamedTuple):
    """Widths in pixels that belong to a theme: of the outline of a control, and of the focus ring."""

    edge: int
    focus: int
