"""The look of every control: one palette made from a theme, a calm style on Fusion, type sizes and spacing.

Style sheets are not used: they stop fonts from scaling, repaint slowly and lose the checkmark.
"""

from enum import IntEnum
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QLabel,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QStyleOptionFrame,
    QStyleOptionSlider,
    QStyleOptionViewItem,
    QWidget,
)

from diary.content.theme import Theme
from diary.paths import resources
from diary.ui.focus_ring import FocusRing, is_ringed, ring_margin

FAMILY = "Inter"
"""The font of window and paper; letters it lacks come from the system's."""
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
    """Distances in pixels, used for every margin and gap."""

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


ARROW = 24
"""Room for the arrow of a list to choose from."""
_FLAG = QStyle.StateFlag


def draw_focus_ring(painter: QPainter, rect: QRectF, palette: QPalette, radius: float, width: int) -> None:
    """Paint the focus ring inside `rect`, in ink: in the colour of what is chosen it would look like an answer."""
    pen_and_fill(painter, QPen(palette.color(INK), width))
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def draw_field(painter: QPainter, option: QStyleOption, pens: Pens) -> None:
    """Paint the background and outline of a text field; nothing where another control draws the frame."""
    if isinstance(option, QStyleOptionFrame) and option.lineWidth <= 0:
        return
    pen_and_fill(painter, QPen(option.palette.color(BORDER), pens.edge), option.palette.color(CARD))
    painter.drawRoundedRect(_inside(option, pens.edge), RADIUS, RADIUS)


def draw_chosen(painter: QPainter, rect: QRectF, palette: QPalette, pens: Pens) -> None:
    """Paint the ground of what is chosen, the same everywhere: a tint, and an edge that is wider inwards."""
    half = (pens.edge + 1) / 2
    pen_and_fill(painter, QPen(palette.color(ACCENT), pens.edge + 1), palette.color(ACCENT_SOFT))
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), RADIUS, RADIUS)


def draw_button(painter: QPainter, option: QStyleOption, pens: Pens) -> None:
    palette = option.palette
    if _has(option, _FLAG.State_On):
        draw_chosen(painter, QRectF(option.rect), palette, pens)
        return
    touched = _has(option, _FLAG.State_Sunken) or _has(option, _FLAG.State_MouseOver)
    of_strip = isinstance(option, QStyleOptionButton) and bool(option.features & option.ButtonFeature.Flat)
    painter.setPen(Qt.PenStyle.NoPen if of_strip else QPen(palette.color(BORDER), pens.edge))
    painter.setBrush(palette.color(FIELD if touched else CARD))
    painter.drawRoundedRect(_inside(option, 2 * Space.HAIR if of_strip else pens.edge), RADIUS, RADIUS)


def draw_box(painter: QPainter, option: QStyleOption, pens: Pens) -> None:
    palette = option.palette
    checked = _has(option, _FLAG.State_On)
    width = pens.edge + 0.5
    box = _inside(option, width)
    painter.setPen(QPen(palette.color(ACCENT if checked else BORDER), width))
    painter.setBrush(palette.color(ACCENT) if checked else palette.color(CARD))
    painter.drawRoundedRect(box, 6, 6)
    if checked:
        draw_tick(painter, box, palette.color(ACCENT_INK))


def draw_tick(painter: QPainter, box: QRectF, colour: QColor) -> None:
    _draw_line(painter, box, ((0.26, 0.52), (0.43, 0.70), (0.75, 0.32)), colour)


def draw_focus(painter: QPainter, option: QStyleOption, pens: Pens) -> None:
    """Paint the focus ring around a control without a frame."""
    draw_focus_ring(painter, QRectF(option.rect), option.palette, 6, pens.focus)


def draw_choice(painter: QPainter, option: QStyleOptionComplex, arrow: QRect, pens: Pens) -> None:
    """Paint a closed combo box: a button with an arrow."""
    draw_button(painter, option, pens)
    side = max(ARROW, option.fontMetrics.height()) / 2
    box = QRectF(0, 0, side, side)
    box.moveCenter(QRectF(arrow).center())
    _draw_line(painter, box, ((0.1, 0.35), (0.5, 0.75), (0.9, 0.35)), option.palette.color(INK))


def draw_head(painter: QPainter, option: QStyleOption) -> None:
    """Paint the background of a column header: the colour of the card, and a line below."""
    painter.fillRect(option.rect, option.palette.color(CARD))
    painter.fillRect(
        QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), option.palette.color(LINE)
    )


def draw_grip(painter: QPainter, option: QStyleOption, place: QRect) -> None:
    """Paint the handle of a scroll bar, without a groove; nothing where all is in sight."""
    if isinstance(option, QStyleOptionSlider) and option.maximum <= option.minimum:
        return
    grip = QRectF(place).adjusted(3, 3, -3, -3)
    round_ = min(grip.width(), grip.height()) / 2
    touched = _has(option, _FLAG.State_MouseOver) or _has(option, _FLAG.State_Sunken)
    pen_and_fill(painter, fill=option.palette.color(QUIET if touched else BORDER))
    painter.drawRoundedRect(grip, round_, round_)


def choice_part(option: QStyleOptionComplex, part: QStyle.SubControl) -> QRect | None:
    """Return the rectangle of the words or the arrow of a closed combo box; None for its other parts."""
    whole = option.rect
    edge = int(Space.MEDIUM)
    if part == QStyle.SubControl.SC_ComboBoxEditField:
        return QStyle.visualRect(option.direction, whole, whole.adjusted(edge, 2, -ARROW - Space.SMALL, -2))
    if part == QStyle.SubControl.SC_ComboBoxArrow:
        place = QRect(whole.right() + 1 - ARROW - Space.SMALL, whole.y(), ARROW, whole.height())
        return QStyle.visualRect(option.direction, whole, place)
    return None


def scroll_bar_part(option: QStyleOptionSlider, part: QStyle.SubControl) -> QRect:
    """Return the rectangle of a part of a scroll bar, in pixels; it has no arrow buttons."""
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


def _draw_line(painter: QPainter, box: QRectF, points: tuple[tuple[float, float], ...], colour: QColor) -> None:
    line = QPolygonF([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in points])
    pen = QPen(colour, 2.2)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen_and_fill(painter, pen)
    painter.drawPolyline(line)


def _inside(option: QStyleOption, width: float) -> QRectF:
    half = width / 2
    return QRectF(option.rect).adjusted(half, half, -half, -half)


def _has(option: QStyleOption, flag: QStyle.StateFlag) -> bool:
    return bool(option.state & flag)


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
    _METRIC.PM_LineEditIconSize: 16,
    _METRIC.PM_LineEditIconMargin: 4,
}
"""The last two are those of Qt: a field asks for them ten times whenever it is drawn, also without an icon."""
_AROUND_ROWS = {_METRIC.PM_FocusFrameHMargin: Space.SMALL, _METRIC.PM_DefaultFrameWidth: Space.HAIR}
"""Rows leave the round corners of their frame free, also of the frame round the list of a choice."""
_OF_ROWS = "QAbstractItemView", "QComboBoxPrivateContainer"
_CONTENTS = QStyle.ContentsType
_TALL = _CONTENTS.CT_LineEdit, _CONTENTS.CT_PushButton, _CONTENTS.CT_ComboBox, _CONTENTS.CT_MenuItem
_LOWEST = {_CONTENTS.CT_SpinBox: CONTROL, _CONTENTS.CT_CheckBox: BOX + Space.SMALL}
_POPUP = Qt.WindowType.Popup
_HINTS = {
    QStyle.StyleHint.SH_FocusFrame_AboveWidget: 1,
    QStyle.StyleHint.SH_FocusFrame_Mask: 0,
    QStyle.StyleHint.SH_Slider_AbsoluteSetButtons: Qt.MouseButton.LeftButton.value,
    QStyle.StyleHint.SH_Widget_Animation_Duration: 0,
    QStyle.StyleHint.SH_EtchDisabledText: 0,
    QStyle.StyleHint.SH_ComboBox_Popup: 0,
    QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons: 0,  # a red cross beside Cancel
    QStyle.StyleHint.SH_Widget_ShareActivation: 0,
    QStyle.StyleHint.SH_ScrollBar_Transient: 0,
}
"""Turn animations off for everybody; a list opens below its box; the ring of the focus may be narrower than its
widget. Nine of ten questions are the last two, asked whenever something is painted or laid out: what every style
here answers is not asked of the next one."""
_HEADS = (QStyle.ControlElement.CE_HeaderSection, QStyle.ControlElement.CE_HeaderEmptyArea)
_TIP = QStyle.StyleHint.SH_ToolTipLabel_Opacity


def build_palette(theme: Theme) -> QPalette:
    """Return the theme's colours in the palette roles named above, the rest filled in: none is left to Qt."""
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
    """Return the application's font at one of the type sizes, figures of equal width."""
    font = QApplication.font()
    font.setPixelSize(round(QFontInfo(font).pixelSize() * size / Type.BODY))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


_WRAPPED = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)


def bolder(font: QFont) -> QFont:
    """Return the font for what is chosen; its width is kept free for all that can be."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


RING_RADIUS = 6
"""Small enough for the ring to stay outside the control at its corners, where it would be cut off."""


class AppliedLook(NamedTuple):
    """What decides on how everything looks: theme, size of the computer's words in pixels, how much larger they
    are."""

    theme: str
    pixels: int
    scale: float


class CalmStyle(QProxyStyle):
    """Fusion with rounded fields and buttons, one clear focus ring and boxes large enough to hit."""

    def __init__(self, pens: Pens = USUAL_PENS) -> None:
        super().__init__("Fusion")
        self.pens = pens
        self.look: AppliedLook | None = None

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _DRAWN.get(element)
        if element == _ELEMENT.PE_FrameFocusRect and is_ringed(widget):
            return
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
        if element in _HEADS:
            draw_head(painter, option)
            return
        if element == QStyle.ControlElement.CE_PushButtonLabel and isinstance(option, QStyleOptionButton):
            option = QStyleOptionButton(option)
            text = QPalette.ColorRole.ButtonText
            if _has(option, _FLAG.State_On):
                painter.setFont(bolder(painter.font()))
                option.palette.setColor(text, option.palette.color(ACCENT))
            option.palette.setColor(ACCENT_INK, option.palette.color(text))
        if isinstance(option, QStyleOptionViewItem) and _has(option, _FLAG.State_Selected):
            option = QStyleOptionViewItem(option)
            option.state &= ~_FLAG.State_Selected
            if widget is not None and widget.inherits("QListView"):
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                draw_chosen(painter, QRectF(option.rect), option.palette, self.pens)
            else:  # a cell of a row has no edge of its own
                painter.fillRect(option.rect, option.palette.color(ACCENT_SOFT))
        if element == QStyle.ControlElement.CE_CheckBoxLabel and isinstance(option, QStyleOptionButton):
            is_on = _has(option, _FLAG.State_Enabled)
            self.drawItemText(painter, option.rect, _WRAPPED, option.palette, is_on, option.text, INK)
            return
        if element == QStyle.ControlElement.CE_FocusFrame:
            ringed = widget.widget() if isinstance(widget, QFocusFrame) else None
            place = QRectF(option.rect).adjusted(0, 0, -getattr(ringed, "spare_width", 0), 0)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_focus_ring(painter, place, option.palette, RING_RADIUS, self.pens.focus)
            return
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
        if metric in _SIZES:
            return int(_SIZES[metric])
        if metric in _AROUND_ROWS and widget is not None and any(map(widget.inherits, _OF_ROWS)):
            return int(_AROUND_ROWS[metric])
        is_upright = metric == _METRIC.PM_FocusFrameVMargin
        if (is_upright or metric == _METRIC.PM_FocusFrameHMargin) and isinstance(widget, QFocusFrame | None):
            ringed = None if widget is None else widget.widget()
            return ring_margin(ringed, self.pens.focus, is_upright=is_upright)
        return super().pixelMetric(metric, option, widget)

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        found = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if kind in _TALL:
            taller = max(found.height(), size.height() + Space.LARGE, CONTROL) - found.height()
            found.setHeight(found.height() + taller)
            if kind == QStyle.ContentsType.CT_MenuItem:
                found.setWidth(found.width() + taller)  # Fusion's column of ticks is as wide as the line is tall
        if isinstance(widget, QPushButton) and widget.isCheckable():
            bold = QFontMetrics(bolder(widget.font())).horizontalAdvance(widget.text())
            found.setWidth(found.width() + bold - widget.fontMetrics().horizontalAdvance(widget.text()))
        found.setHeight(max(found.height(), _LOWEST.get(kind, 0)))
        if kind == _CONTENTS.CT_ComboBox:
            found.setWidth(max(found.width(), size.width() + ARROW + Space.WIDE))
        elif kind in (_CONTENTS.CT_HeaderSection, _CONTENTS.CT_ItemViewItem):
            found.setHeight(found.height() + Space.SMALL)
            if widget is not None and widget.inherits("QListView") and widget.window().windowType() == _POPUP:
                found.setHeight(max(found.height(), TOUCH))
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
        if found is not None:
            return found
        if hint == _TIP and isinstance(widget, QLabel):  # a tool tip begins, which may quote what somebody typed
            widget.setTextFormat(Qt.TextFormat.PlainText)
        return super().styleHint(hint, option, widget, data)


def system_pixels() -> int:
    """Return the size of the computer's own words at this moment, in pixels; at least the usual one."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    return max(QFontInfo(font).pixelSize(), int(Type.SMALL))


def pen_and_fill(
    painter: QPainter,
    pen: QPen | QColor | Qt.PenStyle = Qt.PenStyle.NoPen,
    fill: QColor | Qt.BrushStyle = Qt.BrushStyle.NoBrush,
) -> None:
    """Draw from now on with this outline, usually none, and fill what is drawn like this, usually not at all."""
    painter.setPen(pen)
    painter.setBrush(fill)


def apply_look(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Apply a theme to the whole application. `text_scale` is 1.0 to 2.0, on top of the system's own font size."""
    style = app.style()
    pens = Pens(theme.edge, theme.focus)
    if isinstance(style, CalmStyle):
        style.pens = pens
    else:
        style = CalmStyle(pens)
        app.setStyle(style)
        FocusRing(app)
        for file in (resources() / "report" / "fonts").glob("*.otf"):
            QFontDatabase.addApplicationFont(str(file))
    style.look = AppliedLook(theme.name, system_pixels(), text_scale)
    app.setPalette(build_palette(theme))
    font = app.font()
    font.setFamily(FAMILY)
    font.setPixelSize(round(style.look.pixels * Type.BODY / Type.SMALL * text_scale))
    font.setFeature(QFont.Tag("tnum"), 1)
    app.setFont(font)


def focus_ring(painter: QPainter, rect: QRectF, palette: QPalette, radius: float = RADIUS) -> None:
    """Paint the focus ring in the width of the theme around a control."""
    draw_focus_ring(painter, rect, palette, radius, theme_pens().focus)


def chosen_ground(painter: QPainter, rect: QRectF, palette: QPalette) -> None:
    """Paint the ground of what is chosen, in the widths of the theme."""
    draw_chosen(painter, rect, palette, theme_pens())


def quiet_ground(painter: QPainter, rect: QRectF, palette: QPalette) -> None:
    """Paint the ground of what the pointer is on, and of what stands out a little."""
    pen_and_fill(painter, fill=palette.color(FIELD))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)


def look_in_use() -> AppliedLook | None:
    """Return what was applied last."""
    style = QApplication.style()
    return style.look if isinstance(style, CalmStyle) else None


def theme_pens() -> Pens:
    """Return the widths of outlines and focus ring of the theme in use."""
    style = QApplication.style()
    return style.pens if isinstance(style, CalmStyle) else USUAL_PENS
