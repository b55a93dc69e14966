"""Widgets that paint themselves, and buttons that are painted by what they lie on."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget


class Painted:
    """Paints with `_draw`, smoothly; stands before the class of Qt among the bases of a widget."""

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:  # type: ignore[call-overload]
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw(painter)

    def _draw(self, painter: QPainter) -> None:
        raise NotImplementedError


def as_image(label: QLabel) -> None:
    """Let a screen reader call a label an image, whatever is painted on it."""
    label.setPixmap(QPixmap(1, 1))


def clear_picture(widget: QWidget) -> QPixmap:
    """Return an empty picture of the size of a widget, as sharp as its screen."""
    ratio = widget.devicePixelRatioF()
    picture = QPixmap(widget.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


class UnseenButton(QAbstractButton):
    """Stands for a part of a picture for the keyboard and for screen readers; the picture paints it and takes the
    mouse."""

    draws_focus = True

    def __init__(self, picture: QWidget) -> None:
        super().__init__(picture)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setUpdatesEnabled(False)  # else each of dozens is asked to paint whenever the picture is

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint nothing."""


class PaintedPicture(Painted, QLabel):
    """Is an image for a screen reader, with its accessible name and description for who cannot see it. Qt says so
    of a label that holds a picture, and of a plain widget that it fills a place."""

    def __init__(self) -> None:
        super().__init__()
        as_image(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """Return none, as for any painted widget, not the size of the picture that is held."""
        return QSize()


class PaintedStrip(Painted, QWidget):
    """As wide as there is room, and as high as its size hint; for what is also said in words beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
