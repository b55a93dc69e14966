"""The look of every control: one palette made from a theme, a calm style on Fusion, type sizes and spacing.

Style sheets are not used: they stop fonts from scaling, repaint slowly and lose the checkmark.
"""

from enum import IntEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)

from diary.content.theme import Theme

RADIUS = 10
TOUCH = 44
CONTROL = 40
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


_TALL = (
    QStyle.ContentsType.CT_LineEdit,
    QStyle.ContentsType.CT_PushButton,
    QStyle.ContentsType.CT_ComboBox,
)


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


def build_palette(theme: Theme) -> QPalette:
    """The theme's colours in the palette roles named above, the rest filled in so that no role is left to Qt."""
    palette = QPalette()
    role = QPalette.ColorRole
    colours = {
        theme.paper: (PAPER,),
        theme.card: (CARD, role.Button, role.ToolTipBase),
        theme.field: (FIELD,),
        theme.ink: (INK, role.Text, role.ButtonText, role.ToolTipText),
        theme.quiet: (QUIET,),
        theme.line: (LINE, role.Shadow),
        theme.border: (BORDER, role.Dark),
        theme.accent: (ACCENT, role.Link, role.LinkVisited, role.Accent),
        theme.accent_ink: (ACCENT_INK,),
        theme.accent_soft: (ACCENT_SOFT,),
        theme.notice: (NOTICE,),
    }
    for colour, roles in colours.items():
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (INK, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.quiet))
    return palette


def type_font(size: Type, *, bold: bool = False) -> QFont:
    """The application's font at one of the type sizes, figures of equal width."""
    font = QApplication.font()
    font.setPixelSize(round(QFontInfo(font).pixelSize() * size / Type.BODY))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


class CalmStyle(QProxyStyle):
    """Fusion with rounded fields and buttons, one clear focus ring and boxes large enough to hit."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = {
            QStyle.PrimitiveElement.PE_PanelLineEdit: _draw_field,
            QStyle.PrimitiveElement.PE_FrameLineEdit: _draw_field,
            QStyle.PrimitiveElement.PE_Frame: _draw_field,
            QStyle.PrimitiveElement.PE_PanelButtonCommand: _draw_button,
            QStyle.PrimitiveElement.PE_IndicatorCheckBox: _draw_box,
            QStyle.PrimitiveElement.PE_FrameFocusRect: _draw_focus,
        }.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, option)
        painter.restore()

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control != QStyle.ComplexControl.CC_ScrollBar or not isinstance(option, QStyleOptionSlider):
            super().drawComplexControl(control, option, painter, widget)
            return
        handle = self.subControlRect(control, option, QStyle.SubControl.SC_ScrollBarSlider, widget)
        grip = QRectF(handle).adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        touched = _has(option, QStyle.StateFlag.State_MouseOver) or _has(option, QStyle.StateFlag.State_Sunken)
        painter.setBrush(option.palette.color(QUIET if touched else BORDER))
        painter.drawRoundedRect(grip, min(grip.width(), grip.height()) / 2, min(grip.width(), grip.height()) / 2)
        painter.restore()

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control == QStyle.ComplexControl.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return _scroll_bar_part(option, part)
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        sizes = {
            QStyle.PixelMetric.PM_IndicatorWidth: BOX,
            QStyle.PixelMetric.PM_IndicatorHeight: BOX,
            QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: BOX,
            QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: BOX,
            QStyle.PixelMetric.PM_ButtonMargin: Space.LARGE,
            QStyle.PixelMetric.PM_ButtonShiftHorizontal: 0,
            QStyle.PixelMetric.PM_ButtonShiftVertical: 0,
            QStyle.PixelMetric.PM_CheckBoxLabelSpacing: Space.SMALL,
            QStyle.PixelMetric.PM_ScrollBarExtent: Space.MEDIUM,
        }
        found = sizes.get(metric)
        return super().pixelMetric(metric, option, widget) if found is None else int(found)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind in _TALL:
            found.setHeight(max(found.height(), size.height() + Space.LARGE, CONTROL))
        return found

    def subElementRect(
        self, element: QStyle.SubElement, option: QStyleOption, widget: QWidget | None = None
    ) -> QRect:
        found = super().subElementRect(element, option, widget)  # type: ignore[arg-type]
        if element == QStyle.SubElement.SE_LineEditContents:
            return found.adjusted(Space.SMALL, 0, -Space.SMALL, 0)
        return found

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_Slider_AbsoluteSetButtons:
            return Qt.MouseButton.LeftButton.value
        if hint in (QStyle.StyleHint.SH_Widget_Animation_Duration, QStyle.StyleHint.SH_EtchDisabledText):
            return 0
        return super().styleHint(hint, option, widget, data)


def apply_look(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Dress the whole application. `text_scale` is 1.0 to 2.0, on top of the system's own font size."""
    if not isinstance(app.style(), CalmStyle):
        app.setStyle(CalmStyle())
    app.setPalette(build_palette(theme))
    system = app.property("system_pixels")
    if system is None:
        system = max(QFontInfo(app.font()).pixelSize(), int(Type.SMALL))
        app.setProperty("system_pixels", system)
    font = app.font()
    font.setPixelSize(round(system * Type.BODY / Type.SMALL * text_scale))
    font.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(font)


def focus_ring(painter: QPainter, rect: QRectF, palette: QPalette, radius: float = RADIUS) -> None:
    """The one focus ring of the program: two pixels of accent around the control."""
    painter.setPen(QPen(palette.color(ACCENT), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def _scroll_bar_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """A scroll bar without arrow buttons: the slider runs over the whole length."""
    whole = option.rect
    upright = option.orientation == Qt.Orientation.Vertical
    length = whole.height() if upright else whole.width()
    span = option.maximum - option.minimum
    size = length if span <= 0 else max(length * option.pageStep // (span + option.pageStep), TOUCH)
    start = QStyle.sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, length - size, option.upsideDown
    )
    ends = {
        QStyle.SubControl.SC_ScrollBarGroove: (0, length),
        QStyle.SubControl.SC_ScrollBarSlider: (start, size),
        QStyle.SubControl.SC_ScrollBarSubPage: (0, start),
        QStyle.SubControl.SC_ScrollBarAddPage: (start + size, length - start - size),
    }
    first, extent = ends.get(part, (0, 0))
    if upright:
        return QRect(whole.x(), whole.y() + first, whole.width(), extent)
    return QRect(whole.x() + first, whole.y(), extent, whole.height())


def _inside(option: QStyleOption) -> QRectF:
    return QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)


def _has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


def _draw_field(painter: QPainter, option: QStyleOption) -> None:
    painter.setPen(QPen(option.palette.color(BORDER), 1))
    painter.setBrush(option.palette.color(CARD))
    painter.drawRoundedRect(_inside(option), RADIUS, RADIUS)
    if _has(option, QStyle.StateFlag.State_HasFocus):
        focus_ring(painter, QRectF(option.rect), option.palette)


def _draw_button(painter: QPainter, option: QStyleOption) -> None:
    palette = option.palette
    flag = QStyle.StateFlag
    checked = _has(option, flag.State_On)
    touched = _has(option, flag.State_Sunken) or _has(option, flag.State_MouseOver)
    painter.setPen(QPen(palette.color(ACCENT if checked else BORDER), 2 if checked else 1))
    painter.setBrush(palette.color(ACCENT_SOFT if checked or touched else CARD))
    inset = 0.5 if checked else 0
    painter.drawRoundedRect(_inside(option).adjusted(inset, inset, -inset, -inset), RADIUS, RADIUS)
    if _has(option, flag.State_HasFocus):
        focus_ring(painter, QRectF(option.rect), palette)


def _draw_box(painter: QPainter, option: QStyleOption) -> None:
    palette = option.palette
    checked = _has(option, QStyle.StateFlag.State_On)
    box = _inside(option)
    painter.setPen(QPen(palette.color(ACCENT if checked else BORDER), 1.5))
    painter.setBrush(palette.color(ACCENT) if checked else palette.color(CARD))
    painter.drawRoundedRect(box, 6, 6)
    if checked:
        draw_tick(painter, box, palette.color(ACCENT_INK))


def draw_tick(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """A tick that fills most of `box`."""
    points = ((0.26, 0.52), (0.43, 0.70), (0.75, 0.32))
    line = QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points])
    pen = QPen(colour, 2.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(line)


def _draw_focus(painter: QPainter, option: QStyleOption) -> None:
    focus_ring(painter, QRectF(option.rect), option.palette, 6)
