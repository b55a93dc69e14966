"""The look of every control: one palette made from a theme, a calm style on Fusion, type sizes and spacing.

Style sheets are not used: they stop fonts from scaling, repaint slowly and lose the checkmark.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)

from diary.content.theme import Theme
from diary.ui.controls import (
    ARROW,
    choice_part,
    draw_box,
    draw_button,
    draw_choice,
    draw_field,
    draw_focus,
    draw_grip,
    draw_head,
    draw_ring,
    draw_tick,
    scroll_bar_part,
)
from diary.ui.roles import (
    ACCENT,
    ACCENT_INK,
    ACCENT_SOFT,
    BORDER,
    BOX,
    CARD,
    CONTROL,
    FIELD,
    INK,
    LINE,
    NOTICE,
    PAPER,
    QUIET,
    RADIUS,
    TOUCH,
    Pens,
    Space,
    Type,
)

__all__ = [
    "ACCENT",
    "ACCENT_INK",
    "ACCENT_SOFT",
    "BORDER",
    "BOX",
    "CARD",
    "CONTROL",
    "FIELD",
    "INK",
    "LINE",
    "NOTICE",
    "PAPER",
    "QUIET",
    "RADIUS",
    "TOUCH",
    "CalmStyle",
    "Space",
    "Type",
    "apply_look",
    "build_palette",
    "draw_tick",
    "focus_ring",
    "theme_pens",
    "type_font",
]

USUAL_PENS = Pens(edge=1, focus=2)
_ELEMENT, _CONTROL, _METRIC = QStyle.PrimitiveElement, QStyle.ComplexControl, QStyle.PixelMetric
_DRAWN = {
    _ELEMENT.PE_PanelLineEdit: draw_field,
    _ELEMENT.PE_FrameLineEdit: draw_field,
    _ELEMENT.PE_Frame: draw_field,
    _ELEMENT.PE_PanelButtonCommand: draw_button,
    _ELEMENT.PE_IndicatorCheckBox: draw_box,
    _ELEMENT.PE_FrameFocusRect: draw_focus,
}
_SIZES: dict[QStyle.PixelMetric, int] = {
    _METRIC.PM_IndicatorWidth: BOX,
    _METRIC.PM_IndicatorHeight: BOX,
    _METRIC.PM_ExclusiveIndicatorWidth: BOX,
    _METRIC.PM_ExclusiveIndicatorHeight: BOX,
    _METRIC.PM_ButtonMargin: Space.LARGE,
    _METRIC.PM_ButtonShiftHorizontal: 0,
    _METRIC.PM_ButtonShiftVertical: 0,
    _METRIC.PM_CheckBoxLabelSpacing: Space.SMALL,
    _METRIC.PM_ScrollBarExtent: Space.MEDIUM,
    _METRIC.PM_HeaderMargin: Space.SMALL,
}
_TALL = (
    QStyle.ContentsType.CT_LineEdit,
    QStyle.ContentsType.CT_PushButton,
    QStyle.ContentsType.CT_ComboBox,
    QStyle.ContentsType.CT_MenuItem,
)
_HINTS = {
    QStyle.StyleHint.SH_Slider_AbsoluteSetButtons: Qt.MouseButton.LeftButton.value,
    QStyle.StyleHint.SH_Widget_Animation_Duration: 0,
    QStyle.StyleHint.SH_EtchDisabledText: 0,
    QStyle.StyleHint.SH_ComboBox_Popup: 0,
}
"""Nothing moves by itself, for anybody; a list opens below its box."""


def build_palette(theme: Theme) -> QPalette:
    """The theme's colours in the palette roles named above, the rest filled in so that no role is left to Qt."""
    palette = QPalette()
    role = QPalette.ColorRole
    colours = (
        (theme.paper, (PAPER,)),
        (theme.card, (CARD, role.Button, role.ToolTipBase)),
        (theme.field, (FIELD,)),
        (theme.ink, (INK, role.Text, role.ButtonText, role.ToolTipText)),
        (theme.quiet, (QUIET,)),
        (theme.line, (LINE, role.Shadow)),
        (theme.border, (BORDER, role.Dark)),
        (theme.accent, (ACCENT, role.Link, role.LinkVisited, role.Accent)),
        (theme.accent_ink, (ACCENT_INK,)),
        (theme.accent_soft, (ACCENT_SOFT,)),
        (theme.notice, (NOTICE,)),
    )
    for colour, roles in colours:
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

    def __init__(self, pens: Pens = USUAL_PENS) -> None:
        super().__init__("Fusion")
        self.pens = pens

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _DRAWN.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, option, self.pens)
        painter.restore()

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == QStyle.ControlElement.CE_HeaderSection:
            draw_head(painter, option)
            return
        if element == QStyle.ControlElement.CE_PushButtonLabel and isinstance(option, QStyleOptionButton):
            option = QStyleOptionButton(option)
            option.palette.setColor(ACCENT_INK, option.palette.color(QPalette.ColorRole.ButtonText))
        super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if control not in (_CONTROL.CC_ScrollBar, _CONTROL.CC_ComboBox):
            super().drawComplexControl(control, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if control == _CONTROL.CC_ComboBox:
            arrow = self.subControlRect(control, option, QStyle.SubControl.SC_ComboBoxArrow, widget)
            draw_choice(painter, option, arrow, self.pens)
        else:
            slider = self.subControlRect(control, option, QStyle.SubControl.SC_ScrollBarSlider, widget)
            draw_grip(painter, option, slider)
        painter.restore()

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        if control == _CONTROL.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            return scroll_bar_part(option, part)
        found = choice_part(option, part) if control == _CONTROL.CC_ComboBox else None
        if found is not None:
            return found
        return super().subControlRect(control, option, part, widget)  # type: ignore[arg-type]

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        found = _SIZES.get(metric)
        if found is not None:
            return int(found)
        if metric == _METRIC.PM_FocusFrameHMargin and isinstance(widget, QAbstractItemView):
            return int(Space.SMALL)
        return super().pixelMetric(metric, option, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind in _TALL:
            found.setHeight(max(found.height(), size.height() + Space.LARGE, CONTROL))
        if kind == QStyle.ContentsType.CT_CheckBox:
            found.setHeight(max(found.height(), BOX + Space.SMALL))
        elif kind == QStyle.ContentsType.CT_ComboBox:
            found.setWidth(max(found.width(), size.width() + ARROW + Space.WIDE))
        elif kind in (QStyle.ContentsType.CT_HeaderSection, QStyle.ContentsType.CT_ItemViewItem):
            found.setHeight(found.height() + Space.SMALL)
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
        found = _HINTS.get(hint)
        return super().styleHint(hint, option, widget, data) if found is None else found


def apply_look(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Dress the whole application. `text_scale` is 1.0 to 2.0, on top of the system's own font size."""
    style = app.style()
    pens = Pens(theme.edge, theme.focus)
    if isinstance(style, CalmStyle):
        style.pens = pens
    else:
        app.setStyle(CalmStyle(pens))
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
    """The one focus ring of the program, as wide as the theme wants it, around the control."""
    draw_ring(painter, rect, palette, radius, theme_pens().focus)


def theme_pens() -> Pens:
    """How wide the theme on screen wants its outlines and its focus ring."""
    style = QApplication.style()
    return style.pens if isinstance(style, CalmStyle) else USUAL_PENS
