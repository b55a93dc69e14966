"""The words around the body: which figure this is, and which side is which."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPalette

from diary.content.language import Language
from diary.domain.body import View
from diary.ui.style import INK, QUIET, Space


def paint_words(
    painter: QPainter, figures: dict[View, QRectF], room: QRectF, language: Language, palette: QPalette
) -> None:
    """Name each figure and its sides above `room`: the front faces you, so its right hand is on your left.

    `figures` are their places, which may reach outside the room when the picture is close.
    """
    t = language.t
    sides = {View.FRONT: (t("right"), t("left")), View.BACK: (t("left"), t("right"))}
    titles = {View.FRONT: t("Front"), View.BACK: t("Back")}
    line = painter.fontMetrics().height() + Space.HAIR
    for view, place in figures.items():
        seen = place.intersected(QRectF(room.left(), place.top(), room.width(), place.height()))
        widest = max(painter.fontMetrics().horizontalAdvance(title) for title in titles.values())
        if seen.width() < max(2 * line, widest):
            continue
        top = QRectF(seen.left(), room.top() - 2 * line, seen.width(), line)
        painter.setPen(palette.color(INK))
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, titles[view])
        painter.setPen(palette.color(QUIET))
        if sum(painter.fontMetrics().horizontalAdvance(side) for side in sides[view]) > seen.width() - Space.SMALL:
            continue
        under, middle = top.translated(0, line), place.center().x()
        if middle > seen.left() + line:
            painter.drawText(under, Qt.AlignmentFlag.AlignLeft, sides[view][0])
        if middle < seen.right() - line:
            painter.drawText(under, Qt.AlignmentFlag.AlignRight, sides[view][1])
