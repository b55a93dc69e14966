"""SVG path data as painter paths: what the body drawing is made of."""

import re
from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*(?:e-?\d[^A-Za-z]*)*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")


def painter_path(data: str) -> QPainterPath:
    """The path of SVG path data with the commands M L H V C S Q T Z, absolute or relative.

    Raises ValueError on anything else (arcs are not used in our drawings).
    """
    path = QPainterPath()
    if not data.lstrip().startswith(("M", "m")):
        raise ValueError("path data begins with a move")
    control: QPointF | None = None
    for command, written in _STEP.findall(data):
        draw, size = _DRAW.get(command.upper(), (None, 0))
        numbers = [float(number) for number in _NUMBER.findall(written)]
        if draw is None or (size and (not numbers or len(numbers) % size)) or (not size and numbers):
            raise ValueError(f"not a path command: {command}{written}")
        for start in range(0, len(numbers), size) if size else (0,):
            if start and draw is _move:
                draw = _line
            here = path.currentPosition() if command.islower() else None
            control = draw(path, _moved(numbers[start : start + size], here, command), control)
    return path


def _moved(numbers: list[float], here: QPointF | None, command: str) -> list[float]:
    """Relative coordinates as absolute ones."""
    if here is None:
        return numbers
    if command == "v":
        return [numbers[0] + here.y()]
    return [number + (here.y() if index % 2 else here.x()) for index, number in enumerate(numbers)]


def _mirrored(path: QPainterPath, control: QPointF | None) -> QPointF:
    here = path.currentPosition()
    return here if control is None else here * 2 - control


def _move(path: QPainterPath, at: list[float], _control: QPointF | None) -> None:
    path.moveTo(*at)


def _line(path: QPainterPath, at: list[float], _control: QPointF | None) -> None:
    path.lineTo(*at)


def _across(path: QPainterPath, at: list[float], _control: QPointF | None) -> None:
    path.lineTo(at[0], path.currentPosition().y())


def _down(path: QPainterPath, at: list[float], _control: QPointF | None) -> None:
    path.lineTo(path.currentPosition().x(), at[0])


def _cubic(path: QPainterPath, at: list[float], _control: QPointF | None) -> QPointF:
    path.cubicTo(*at)
    return QPointF(at[2], at[3])


def _smooth(path: QPainterPath, at: list[float], control: QPointF | None) -> QPointF:
    second = QPointF(at[0], at[1])
    path.cubicTo(_mirrored(path, control), second, QPointF(at[2], at[3]))
    return second


def _quad(path: QPainterPath, at: list[float], _control: QPointF | None) -> QPointF:
    path.quadTo(*at)
    return QPointF(at[0], at[1])


def _smooth_quad(path: QPainterPath, at: list[float], control: QPointF | None) -> QPointF:
    mirrored = _mirrored(path, control)
    path.quadTo(mirrored, QPointF(at[0], at[1]))
    return mirrored


def _close(path: QPainterPath, _at: list[float], _control: QPointF | None) -> None:
    path.closeSubpath()


_Draw = Callable[[QPainterPath, list[float], QPointF | None], QPointF | None]
_DRAW: dict[str, tuple[_Draw, int]] = {
    "M": (_move, 2),
    "L": (_line, 2),
    "H": (_across, 1),
    "V": (_down, 1),
    "C": (_cubic, 6),
    "S": (_smooth, 4),
    "Q": (_quad, 4),
    "T": (_smooth_quad, 2),
    "Z": (_close, 0),
}
"""What a command draws, and how many numbers one step of it takes."""
