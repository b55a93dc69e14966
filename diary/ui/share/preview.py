"""The page as it will be printed, as wide as there is room."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from diary.ui.context import Context
from diary.ui.style import LINE, Space

WIDEST = 900
LEAST = 200


class Preview(QWidget):
    """All pages under each other; the height follows the width."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page_preview")
        self.setAccessibleName(context.language.t("Preview of the page"))
        self.pages: tuple[QImage, ...] = ()
        self._shown: list[QImage] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pages(self, pictures: list[bytes], words: str) -> None:
        """Show these PNG pictures; `words` tell who cannot see them what is on them."""
        self.pages = tuple(QImage.fromData(picture) for picture in pictures)
        self._shown = []
        self.setAccessibleDescription(words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._height(page, width) + Space.LARGE for page in self.pages) - Space.LARGE + 2

    def sizeHint(self) -> QSize:
        return QSize(WIDEST, max(self.heightForWidth(WIDEST), LEAST))

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, 0)

    def _height(self, page: QImage, width: int) -> int:
        return round(min(width, WIDEST) * page.height() / max(page.width(), 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        width = min(self.width(), WIDEST)
        painter = QPainter(self)
        painter.setPen(QPen(self.palette().color(LINE), 1))
        top = 0
        for picture in self._fitted(width):
            place = QRect(0, top, width, round(picture.height() / picture.devicePixelRatioF()))
            painter.drawImage(place.topLeft(), picture)
            painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
            top += place.height() + Space.LARGE
        painter.end()

    def _fitted(self, width: int) -> list[QImage]:
        """The pages at this width, scaled once."""
        ratio = self.devicePixelRatioF()
        if not self._shown or self._shown[0].width() != round(width * ratio):
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown = [page.scaledToWidth(round(width * ratio), smooth) for page in self.pages]
            for picture in self._shown:
                picture.setDevicePixelRatio(ratio)
        return self._shown
