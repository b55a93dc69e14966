"""SVG path data as painter paths: what the body drawing is made of."""

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

_TOKENS = re.compile(r"[MLHVCSQTZmlhvcsqtz]|-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?")


def painter_path(data: str) -> QPainterPath:
    """The path of SVG path data with the commands M L H V C S Q T Z, absolute or relative.

    Raises ValueError on anything else (arcs are not used in our drawings).
    """
    path = QPainterPath()
    tokens = _Tokens(data)
    command = ""
    control: QPointF | None = None
    while tokens.more():
        command = tokens.command(command)
        start = path.currentPosition()
        draw = _DRAW.get(command.upper())
        if draw is None:
            raise ValueError(f"not a path command: {command!r}")
        control = draw(path, tokens, start if command.islower() else QPointF(), control)
    return path


class _Tokens:
    """Commands and numbers of path data, one after the other."""

    def __init__(self, data: str) -> None:
        self._left: Iterator[str] = iter(_TOKENS.findall(data))
        self._next: str | None = next(self._left, None)

    def more(self) -> bool:
        return self._next is not None

    def command(self, last: str) -> str:
        """The next command; numbers without a command repeat the last one, after a move as a line."""
        if self._next is not None and self._next.isalpha():
            return self._take()
        return {"M": "L", "m": "l"}.get(last, last)

    def number(self) -> float:
        return float(self._take())

    def point(self, origin: QPointF) -> QPointF:
        return QPointF(origin.x() + self.number(), origin.y() + self.number())

    def _take(self) -> str:
        taken = self._next
        if taken is None:
            raise ValueError("path data ends too early")
        self._next = next(self._left, None)
        return taken


def _mirrored(path: QPainterPath, control: QPointF | None) -> QPointF:
    here = path.currentPosition()
    return here if control is None else here * 2 - control


def _move(path: QPainterPath, tokens: _Tokens, origin: QPointF, _control: QPointF | None) -> None:
    path.moveTo(tokens.point(origin))


def _line(path: QPainterPath, tokens: _Tokens, origin: QPointF, _control: QPointF | None) -> None:
    path.lineTo(tokens.point(origin))


def _across(path: QPainterPath, tokens: _Tokens, origin: QPointF, _control: QPointF | None) -> None:
    path.lineTo(origin.x() + tokens.number(), path.currentPosition().y())


def _down(path: QPainterPath, tokens: _Tokens, origin: QPointF, _control: QPointF | None) -> None:
    path.lineTo(path.currentPosition().x(), origin.y() + tokens.number())


def _cubic(path: QPainterPath, tokens: _Tokens, origin: QPointF, _control: QPointF | None) -> QPointF:
    first, second, end = tokens.point(origin), tokens.point(origin), tokens.point(origin)
    path.cubicTo(first, second, end)
    return second


def _smooth(path: QPainterPath, tokens: _Tokens, origin: QPointF, control: QPointF | None) -> QPointF:
    first, second, end = _mirrored(path, control), tokens.point(origin), tokens.point(origin)
    path.cubicTo(first, second, end)
    return second


def _quad(path: QPainterPath, tokens: _Tokens, origin: QPointF, _control: QPointF | None) -> QPointF:
    control, end = tokens.point(origin), tokens.point(origin)
    path.quadTo(control, end)
    return control


def _smooth_quad(path: QPainterPath, tokens: _Tokens, origin: QPointF, control: QPointF | None) -> QPointF:
    mirrored = _mirrored(path, control)
    path.quadTo(mirrored, tokens.point(origin))
    return mirrored


def _close(path: QPainterPath, _tokens: _Tokens, _origin: QPointF, _control: QPointF | None) -> None:
    path.closeSubpath()


_Draw = Callable[[QPainterPath, _Tokens, QPointF, QPointF | None], QPointF | None]
_DRAW: dict[str, _Draw] = {
    "M": _move,
    "L": _line,
    "H": _across,
    "V": _down,
    "C": _cubic,
    "S": _smooth,
    "Q": _quad,
    "T": _smooth_quad,
    "Z": _close,
}
