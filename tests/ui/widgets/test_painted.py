"""What a screen reader is told of pictures."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QPainter
from pytestqt.qtbot import QtBot

from diary.ui.widgets.painted import PaintedPicture


class Line(PaintedPicture):
    def sizeHint(self) -> QSize:
        return QSize(80, 20)

    def _draw(self, painter: QPainter) -> None:
        painter.drawLine(0, 0, self.width(), self.height())


def test_a_picture_is_an_image_with_words(qtbot: QtBot) -> None:
    picture = Line()
    qtbot.addWidget(picture)
    picture.setAccessibleName("Sleep, last 28 days")
    picture.setAccessibleDescription("7 h on average")
    heard = QAccessible.queryAccessibleInterface(picture)
    assert heard.role() == QAccessible.Role.Graphic
    assert heard.text(QAccessible.Text.Name) == "Sleep, last 28 days"
    assert heard.text(QAccessible.Text.Description) == "7 h on average"
    assert picture.minimumSizeHint() == QSize()
