"""Front and back are named between their sides."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from pytestqt.qtbot import QtBot

from diary.content.library import Library
from diary.domain.body import BodyView
from diary.ui.body.picture import paint_words


class Written(QPainter):
    """Keeps the words instead of painting them."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.words: list[str] = []

    def drawText(self, _place: QRectF, _flags: Qt.AlignmentFlag, words: str) -> None:  # type: ignore[override]
        self.words.append(words)


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (300, ["Voorkant", "rechts", "links", "Achterkant", "links", "rechts"]),
        (120, ["Voorkant", "R", "L", "Achterkant", "L", "R"]),
        (82, ["Voorkant", "Achterkant"]),
    ],
)
def test_both_figures_have_their_sides_in_full_or_both_by_a_letter(
    qtbot: QtBot, dutch: Library, width: int, words: list[str]
) -> None:
    assert qtbot is not None
    image = QImage(700, 300, QImage.Format.Format_ARGB32)
    painter = Written(image)
    places = {BodyView.FRONT: QRectF(10, 40, width, 250), BodyView.BACK: QRectF(350, 40, width, 250)}
    paint_words(painter, places, QRectF(0, 40, 700, 250), dutch.language, QPalette())
    painter.end()
    assert painter.words == words
