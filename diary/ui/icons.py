"""Line icons on a 24 pixel grid, drawn in any colour of the palette."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from diary.paths import resources

GRID = 24
SHARPNESS = 2
"""Icons are drawn this many times larger than shown, so that they stay crisp on dense screens."""


def icon_file(name: str) -> Path:
    return resources() / "icons" / f"{name}.svg"


def icon_pixmap(name: str, colour: QColor, size: int = GRID) -> QPixmap:
    """Return the icon in one colour, `size` logical pixels square: drawn once for all buttons that show it."""
    known, pixmap = f"{name} {colour.name()} {size}", QPixmap()
    if QPixmapCache.find(known, pixmap):
        return pixmap
    drawing = icon_file(name).read_text(encoding="utf-8").replace("currentColor", colour.name())
    pixmap = QPixmap(QSize(size, size) * SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(SHARPNESS)
    QPixmapCache.insert(known, pixmap)
    return pixmap


def icon(name: str, colour: QColor, size: int = GRID) -> QIcon:
    return QIcon(icon_pixmap(name, colour, size))
