"""Writes SVG drawings that are always well-formed and carry their own description."""

import re
from collections.abc import Iterable
from xml.etree import ElementTree

FONT = "Inter"
NAMESPACE = "http://www.w3.org/2000/svg"

_NO_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")

Point = tuple[float, float]


def short(number: float) -> str:
    """Format a coordinate with at most two decimals: finer than any printer, and the same on every machine."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def polyline(points: Iterable[Point]) -> str:
    """Return path data of a line through all points."""
    return "M" + "L".join(f"{short(x)} {short(y)}" for x, y in points)


class Sheet:
    """One drawing in points (1/72 inch). `title` and `description` say what it shows for screen readers."""

    def __init__(self, width: float, height: float, title: str, description: str) -> None:
        self.width = width
        self.height = height
        size = {"width": short(width), "height": short(height), "viewBox": f"0 0 {short(width)} {short(height)}"}
        font = f"{FONT}, sans-serif"
        self._root = ElementTree.Element("svg", {"xmlns": NAMESPACE, **size, "role": "img", "font-family": font})
        ElementTree.SubElement(self._root, "title").text = clean(title)
        ElementTree.SubElement(self._root, "desc").text = clean(description)
        self._into = self._root

    def line(self, start: Point, end: Point, colour: str, thickness: float, dash: str = "") -> None:
        """Draw a straight line."""
        (x1, y1), (x2, y2) = start, end
        ends = {"x1": short(x1), "y1": short(y1), "x2": short(x2), "y2": short(y2)}
        self._add("line", **ends, stroke=colour, **_stroke(thickness, dash))

    def path(
        self, data: str, *, fill: str = "none", colour: str = "none", thickness: float = 0.0, dash: str = ""
    ) -> None:
        """Draw any path data, filled, stroked or both."""
        self._add("path", d=data, fill=fill, stroke=colour, **_stroke(thickness, dash))

    def box(self, corner: Point, size: Point, *, fill: str, colour: str = "none", thickness: float = 0.0) -> None:
        """Draw a rectangle by its top left corner and its width and height."""
        (x, y), (width, height) = corner, size
        place = {"x": short(x), "y": short(y), "width": short(width), "height": short(height)}
        self._add("rect", **place, fill=fill, stroke=colour, **_stroke(thickness, ""))

    def circle(self, centre: Point, radius: float, fill: str) -> None:
        """Draw a filled circle."""
        self._add("circle", cx=short(centre[0]), cy=short(centre[1]), r=short(radius), fill=fill)

    def text(
        self, place: Point, words: str, *, size: float, colour: str, anchor: str = "start", bold: bool = False
    ) -> None:
        """Write real text; `place` is the end of its baseline that `anchor` names (start, middle, end)."""
        look = {"x": short(place[0]), "y": short(place[1]), "font-size": short(size), "text-anchor": anchor}
        if bold:
            look["font-weight"] = "600"
        ElementTree.SubElement(self._into, "text", {**look, "fill": colour}).text = clean(words)

    def pattern(self, key: str, size: float) -> "Sheet":
        """Define a tile of `size` that fills refer to as `url(#key)`; draw it on the sheet that is returned."""
        tile = {"id": key, "width": short(size), "height": short(size), "patternUnits": "userSpaceOnUse"}
        return self._inside(ElementTree.SubElement(self._root, "pattern", tile))

    def group(self, *, move: Point = (0.0, 0.0), scale: float = 1.0) -> "Sheet":
        """Add a part of the sheet with its own origin and scale; draw it on the sheet that is returned."""
        where = f"translate({short(move[0])} {short(move[1])}) scale({scale:.5g})"
        return self._inside(ElementTree.SubElement(self._into, "g", {"transform": where}))

    def to_text(self) -> str:
        """Return the whole drawing."""
        return ElementTree.tostring(self._root, encoding="unicode")

    def _add(self, tag: str, **attributes: str) -> None:
        ElementTree.SubElement(self._into, tag, {key.replace("_", "-"): text for key, text in attributes.items()})

    def _inside(self, element: ElementTree.Element) -> "Sheet":
        part = object.__new__(Sheet)
        part.width, part.height, part._root, part._into = self.width, self.height, self._root, element
        return part


def clean(words: str) -> str:
    """Return the text without the characters that XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets)."""
    return _NO_XML.sub("", words)


def _stroke(thickness: float, dash: str) -> dict[str, str]:
    if not thickness:
        return {}
    look = {"stroke_width": short(thickness), "stroke_linejoin": "round", "stroke_linecap": "round"}
    return {**look, "stroke_dasharray": dash} if dash else look
