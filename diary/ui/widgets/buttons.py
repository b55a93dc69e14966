"""Buttons that are not answers: quiet ones, and the main one for the default action of a page."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QPushButton, QSizePolicy

from diary.content.language import Language
from diary.ui.icons import icon, icon_pixmap
from diary.ui.style import (
    ACCENT,
    ACCENT_INK,
    BORDER,
    INK,
    LINE,
    QUIET,
    RADIUS,
    TOUCH,
    Space,
    Type,
    pen_and_fill,
    quiet_ground,
    type_font,
)
from diary.ui.widgets.key_press import EnterClicks
from diary.ui.widgets.layouts import decide_height_by_width
from diary.ui.widgets.painted import Painted

UNDERLINE = 3
MOST_HEIGHT = 10_000
Step: TypeAlias = Callable[..., object] | SignalInstance
"""What a click calls, or the signal it emits."""


def _declare(button: QAbstractButton, on_click: Step | None, key: str, spoken: str) -> None:
    """Set what many buttons have: what a click does, an object name, an accessible name."""
    if on_click is not None:
        button.clicked.connect(on_click)
    if key:
        button.setObjectName(key)
    if spoken:
        button.setAccessibleName(spoken)


class TabButton(EnterClicks, Painted, QAbstractButton):
    """Shows words, underlined when it is checked."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self._beside = Space.MEDIUM
        self.setFont(type_font(Type.BODY, bold=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def usual_width(self) -> int:
        """Return how wide it is with words of the usual size."""
        words = QFontMetrics(type_font(Type.BODY, bold=True)).horizontalAdvance(self.text())
        return words + 2 * Space.MEDIUM

    def make_small(self, is_small: bool) -> None:
        """Show small words, where many of them take too many lines."""
        beside = Space.HAIR if is_small else Space.MEDIUM
        if beside != self._beside:
            self._beside = beside
            self.setFont(type_font(Type.SMALL if is_small else Type.BODY, bold=True))
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * self._beside
        return QSize(width, max(TOUCH, metrics.height() + 2 * Space.SMALL + UNDERLINE))

    def _draw(self, painter: QPainter) -> None:
        palette = self.palette()
        if self.underMouse() and not self.isChecked():
            quiet_ground(painter, QRectF(self.rect()), palette)
        if self.isChecked():
            pen_and_fill(painter, fill=palette.color(ACCENT))
            line = QRectF(self._beside, self.height() - UNDERLINE, self.width() - 2 * self._beside, UNDERLINE)
            painter.drawRoundedRect(line, UNDERLINE / 2, UNDERLINE / 2)
        painter.setPen(palette.color(INK if self.isChecked() else QUIET))
        painter.drawText(self.rect().adjusted(0, 0, 0, -UNDERLINE), Qt.AlignmentFlag.AlignCenter, self.text())


class ShowsTyped:
    """A button that shows words as they are; Qt alone would make a shortcut of an "&" that somebody typed."""

    def setText(self, text: str) -> None:
        super().setText(text.replace("&", "&&"))  # type: ignore[misc]

    def text(self) -> str:
        shown: str = super().text()  # type: ignore[misc]
        return shown.replace("&&", "&")


class TextButton(EnterClicks, ShowsTyped, QPushButton):
    """A button with words and perhaps an icon before them. `key` is its object name, `spoken` its accessible name
    where that is not the words."""

    def __init__(
        self,
        text: str,
        icon_name: str = "",
        *,
        on_click: Step | None = None,
        key: str = "",
        spoken: str = "",
    ) -> None:
        super().__init__()
        self.setText(text)
        _declare(self, on_click, key, spoken)
        self._icon_name = icon_name
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._draw_icon()

    def _draw_icon(self) -> None:
        if self._icon_name:
            size = round(self.fontMetrics().height() * 1.1)
            self.setIcon(icon(self._icon_name, self.palette().color(INK), size))
            self.setIconSize(QSize(size, size))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw_icon()


class IconButton(TextButton):
    """A framed button of the smallest size with an icon; `name` is its accessible name and tool tip."""

    def __init__(self, icon_name: str, name: str) -> None:
        super().__init__("", icon_name, spoken=name)
        self.setToolTip(name)
        side = max(TOUCH, QFontMetrics(type_font(Type.SMALL)).height() + 2 * Space.MEDIUM)
        self.setFixedSize(side, side)


class MainButton(EnterClicks, Painted, QAbstractButton):
    """The default action of a page, filled with the accent; arguments as of `TextButton`."""

    def __init__(self, text: str, *, on_click: Step | None = None, key: str = "") -> None:
        super().__init__()
        _declare(self, on_click, key, "")
        self.setText(text)
        self.setFont(type_font(Type.BODY, bold=True))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.text()) + 2 * Space.WIDE
        return QSize(width, max(TOUCH, metrics.height() + 2 * Space.MEDIUM))

    def _draw(self, painter: QPainter) -> None:
        palette = self.palette()
        if self.isEnabled():
            pen_and_fill(painter, fill=palette.color(ACCENT))
        else:  # empty: where the border is white, filled with it would be the brightest of all
            painter.setPen(palette.color(LINE))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setPen(palette.color(ACCENT_INK if self.isEnabled() else QUIET))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class CheckBox(ShowsTyped, QCheckBox):
    """A check box whose words wrap."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        decide_height_by_width(self)

    def minimumSizeHint(self) -> QSize:
        words = (self.fontMetrics().horizontalAdvance(word) for word in self.text().split())
        return QSize(self._beside() + max(words, default=0), self.sizeHint().height())

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, width - self._beside(), MOST_HEIGHT)
        words = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
        return max(words.height(), self.sizeHint().height())

    def _beside(self) -> int:
        """Return the width of all but the words."""
        return self.sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())


class QuietButton(EnterClicks, Painted, QAbstractButton):
    """Shows words or an icon without a frame, for rare actions; `name` is its accessible name. Words begin where
    those above them do, so that the ground under the pointer is a line."""

    def __init__(
        self,
        text: str = "",
        icon_name: str = "",
        name: str = "",
        *,
        size: Type = Type.BODY,
        bold: bool = False,
        role: QPalette.ColorRole = INK,
        on_click: Step | None = None,
        key: str = "",
    ) -> None:
        super().__init__()
        _declare(self, on_click, key, "")
        self._icon_name = icon_name
        self._role = role
        self._drawn: tuple[str, QPixmap] | None = None
        self.setText(text)
        self.setFont(type_font(size, bold=bold))
        self.setAccessibleName(name or text)
        self.setToolTip(name if name != text else "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _icon_size(self) -> int:
        return round(self.fontMetrics().height() * 1.2) if self._icon_name else 0

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        height = max(TOUCH - Space.HAIR, metrics.height() + Space.LARGE)
        words = metrics.horizontalAdvance(self.text())
        if not words:
            return QSize(max(height, self._icon_size()), height)
        beside = self._icon_size() + Space.SMALL if self._icon_name else 0
        return QSize(max(words + beside, height), height)

    @property
    def beside(self) -> int:
        """The distance in pixels, besides the usual one, to what stands before and after it in a line."""
        return Space.SMALL if self.text() else 0

    def _draw(self, painter: QPainter) -> None:
        palette = self.palette()
        colour = palette.color(self._role if self.isEnabled() else BORDER)
        is_touched = self.isEnabled() and self.underMouse()
        if is_touched and not self.text():
            quiet_ground(painter, QRectF(self.rect()), palette)
        side = 0 if self.text() else (self.width() - self._icon_size()) // 2
        if self._icon_name:
            if self._drawn is None or self._drawn[0] != colour.name():
                self._drawn = colour.name(), icon_pixmap(self._icon_name, colour, self._icon_size())
            painter.drawPixmap(side, (self.height() - self._icon_size()) // 2, self._drawn[1])
            side += self._icon_size() + Space.SMALL
        painter.setPen(QPen(colour))
        words = self.rect().adjusted(side, 0, 0, 0)
        below = painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        if is_touched and self.text():
            painter.drawLine(below.bottomLeft(), below.bottomRight())


def quiet_button(text: str, icon_name: str = "", on_click: Step | None = None) -> QuietButton:
    """Return a small, quiet button for the line of a remark, such as "undo"."""
    return QuietButton(text, icon_name, size=Type.SMALL, role=QUIET, on_click=on_click)


class FolderButton(TextButton):
    """Opens a folder; hidden without one. `told` emits why it did not open, or an empty text when it did."""

    told = Signal(str)

    def __init__(self, language: Language) -> None:
        super().__init__(language.t("Open the folder"))
        self._language = language
        self._folder: Path | None = None
        self.hide()
        self.clicked.connect(self._on_clicked)

    def lead_to(self, folder: Path | None, name: str) -> None:
        """Set the folder to open; `name` is the accessible name, because a page has several of these buttons."""
        self._folder = folder
        self.setAccessibleName(self._language.t("{words}: {name}", words=self.text(), name=name))
        self.setToolTip("" if folder is None else str(folder))
        self.setVisible(folder is not None)

    def _on_clicked(self) -> None:
        from diary.ui.desktop import open_outside

        opened = self._folder is not None and open_outside(self._folder)
        sentence = self._language.t(
            "The folder could not be opened from here. It is {folder}.", folder=self._folder
        )
        self.told.emit("" if opened else sentence)


class UnfoldButton(QuietButton):
    """Checked while something more is shown."""

    def __init__(
        self,
        text: str,
        on_toggled: Step | None = None,
        *,
        name: str = "",
        size: Type = Type.BODY,
        role: QPalette.ColorRole = ACCENT,
    ) -> None:
        from diary.ui.widgets.disclosure import opens  # which the start does without

        super().__init__(text, "down", name, size=size, role=role)
        opens(self)
        self.toggled.connect(self._on_toggled)
        if on_toggled is not None:
            self.toggled.connect(on_toggled)

    def _on_toggled(self, is_open: bool) -> None:
        self._icon_name, self._drawn = "up" if is_open else "down", None
        self.update()


class SureButton(UnfoldButton):
    """Checked while it is told how sure something is."""

    def __init__(self, language: Language) -> None:
        super().__init__(language.t("How sure is this?"))
