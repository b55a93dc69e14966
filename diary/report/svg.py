"""Writes SVG drawings that are always well-formed and carry their own description."""

import re
from collections.abc import Iterable, Mapping

FONT = "Inter"
NAMESPACE = "http://www.w3.org/2000/svg"

_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_HEIGHT = re.compile(r' height="([0-9.]+)"')

Point = tuple[float, float]


def short(number: float) -> str:
    """Format a coordinate with at most two decimals: finer than any printer, and the same on every machine."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def polyline(points: Iterable[Point]) -> str:
    """Return path data of a line through all points."""
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)


def circle(centre: Point, radius: float) -> str:
    """Return path data of a circle."""
    (x, y), r, across = centre, short(radius), short(2 * radius)
    return f"M{short(x - radius)} {short(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0Z"


def box(corner: Point, size: Point) -> str:
    """Return path data of a rectangle by its top left corner and its width and height."""
    across = short(size[0])
    return f"M{short(corner[0])} {short(corner[1])}h{across}v{short(size[1])}h-{across}Z"


def drawn_height(svg: str) -> float:
    """Return how high a sheet is that `Sheet.to_text` wrote, in points."""
    found = _HEIGHT.search(svg)
    assert found is not None, "not a sheet"
    return float(found[1])


class Sheet:
    """One drawing in points (1/72 inch). `title` and `description` say what it shows for screen readers.

    Shapes of one look that follow each other are written as one path: smaller and quicker, and it looks the same.
    """

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.width = width
        self.height = height
        size = {"width": short(width), "height": short(height), "viewBox": f"0 0 {short(width)} {short(height)}"}
        look = {"font-family": f"{FONT}, sans-serif", "stroke-linejoin": "round", "stroke-linecap": "round"}
        self._begin("svg", {"xmlns": NAMESPACE, **size, "role": "img", **look})
        self._outermost = self._parts
        self._add("title", {}, title)
        self._add("desc", {}, description)

    def _begin(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._tag, self._attributes = tag, _written(attributes)
        self._parts: list[str | list[str] | Sheet] = []
        self._look = ""

    def line(self, start: Point, end: Point, colour: str, thickness: float, dash: str = "") -> None:
        (x1, y1), (x2, y2) = start, end
        ends = {"x1": short(x1), "y1": short(y1), "x2": short(x2), "y2": short(y2)}
        self._add("line", {**ends, "stroke": colour, **_stroke(thickness, dash)})

    def path(
        self, data: str, *, fill: str = "none", colour: str = "none", thickness: float = 0.0, dash: str = ""
    ) -> None:
        """Draw any path data, filled, stroked or both."""
        look = _written({"fill": fill, "stroke": colour, **_stroke(thickness, dash)})
        if look == self._look and isinstance(found := self._parts[-1], list):
            found.insert(-1, data)
            return
        self._parts.append(['<path d="', data, f'"{look} />'])
        self._look = look

    def box(self, corner: Point, size: Point, *, fill: str, colour: str = "none", thickness: float = 0.0) -> None:
        """Draw a rectangle by its top left corner and its width and height."""
        self.path(box(corner, size), fill=fill, colour=colour, thickness=thickness)

    def circle(self, centre: Point, radius: float, fill: str) -> None:
        self._add("circle", {"cx": short(centre[0]), "cy": short(centre[1]), "r": short(radius), "fill": fill})

    def text(
        self, place: Point, words: str, *, size: float, colour: str, anchor: str = "start", bold: bool = False
    ) -> None:
        """Write real text; `place` is the end of its baseline that `anchor` names (start, middle, end)."""
        look = {"x": short(place[0]), "y": short(place[1]), "font-size": short(size), "text-anchor": anchor}
        if bold:
            look["font-weight"] = "600"
        self._add("text", {**look, "fill": colour}, words)

    def pattern(self, key: str, size: float) -> "Sheet":
        """Define a tile of `size` that fills refer to as `url(#key)`; draw it on the sheet that is returned."""
        tile = {"id": key, "width": short(size), "height": short(size), "patternUnits": "userSpaceOnUse"}
        return self._inside("pattern", tile, self._outermost)

    def group(self, *, move: Point = (0.0, 0.0), scale: float = 1.0) -> "Sheet":
        """Add a part of the sheet with its own origin and scale; draw it on the sheet that is returned."""
        where = f"translate({short(move[0])} {short(move[1])}) scale({scale:.5g})"
        return self._inside("g", {"transform": where}, self._parts)

    def to_text(self) -> str:
        """Return the whole drawing."""
        parts = (part.to_text() if isinstance(part, Sheet) else "".join(part) for part in self._parts)
        return f"<{self._tag}{self._attributes}>{''.join(parts)}</{self._tag}>"

    def _add(self, tag: str, attributes: Mapping[str, str], words: str | None = None) -> None:
        self._parts.append(f"<{tag}{_written(attributes)}{' /' if words is None else ''}>")
        if words is not None:
            self._parts.append(f"{_text(words)}</{tag}>")
        self._look = ""

    def _inside(self, tag: str, attributes: Mapping[str, str], parts: "list[str | list[str] | Sheet]") -> "Sheet":
        part = object.__new__(Sheet)
        part.width, part.height, part._outermost = self.width, self.height, self._outermost
        part._begin(tag, attributes)
        parts.append(part)
        return part


def _text(words: str) -> str:
    from html import escape  # brings the names of 2,231 letters: the window takes only inks and shapes from here

    return escape(clean(words), quote=False)


def _written(attributes: Mapping[str, str]) -> str:
    return "".join([f' {key}="{value}"' for key, value in attributes.items()])


def clean(words: str) -> str:
    """Return the text without the characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return _NO_XML.sub("", words)


def _stroke(thickness: float, dash: str) -> dict[str, str]:
    if not thickness:
        return {}
    look = {"stroke-width": short(thickness)}
    return {**look, "stroke-dasharray": dash} if dash else look
