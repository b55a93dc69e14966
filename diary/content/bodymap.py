"""Reads the body: its 74 segments, their names and their drawing. Every mistake is named by file, block and
field.

Files: `bodymap/regions.toml` (segments, areas, regions and limbs with their
English names), `bodymap/front.svg` and
`back.svg` (our own drawing, one path per segment) and `content/<language>/regions.toml` (the other names).
"""

import re
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from diary.content.block import ContentFile, Report, invalid, refuse
from diary.content.decoding import Problem, Text
from diary.content.language import SOURCE_LANGUAGE
from diary.domain.body import Atlas, BodyView, Limb, Region, Segment, Side


class BodyOutline(Struct, frozen=True):
    """One view of the body. `outline` and every segment are SVG path data in the coordinates of `width` x
    `height`; segments together fill the outline without gaps or overlaps."""

    view: BodyView
    width: float
    height: float
    outline: str
    segments: Mapping[str, str]


class BodyDrawing(Struct, frozen=True):
    """Both views, with the same size and scale."""

    front: BodyOutline
    back: BodyOutline

    @property
    def figures(self) -> tuple[BodyOutline, BodyOutline]:
        """Return front, then back."""
        return self.front, self.back


CHOIR_CODES = {BodyView.FRONT: range(101, 137), BodyView.BACK: range(201, 239)}
"""CHOIR codes of each view, all of them in use (Scherrer 2021)."""

EXTENT_TOLERANCE = 0.05
"""How far the rounded extents of all segments together may be from 100 percent."""

SVG_SIZE = re.compile(r'viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"')
SVG_PATH = re.compile(r'<path id="([^"]*)" d="([^"]*)"/>')
NUMBER = r"-?\d+(?:\.\d+)?"
POINT = rf"{NUMBER} {NUMBER}"
CLOSED_PATH = re.compile(rf"M{POINT}(?:L{POINT}|C{POINT} {POINT} {POINT})+Z")


class BodyWords(Struct, frozen=True):
    """Names of segments, WPI areas, regions and limbs by key, in one language; `missing` stayed English."""

    segments: Mapping[str, str]
    areas: Mapping[str, str]
    regions: Mapping[Region, str]
    limbs: Mapping[str, str]
    missing: tuple[str, ...] = ()


class _AreaBlock(Struct, frozen=True, forbid_unknown_fields=True):
    name: Text
    region: Region


class _SegmentBlock(Struct, frozen=True, forbid_unknown_fields=True):
    name: Text
    view: BodyView
    side: Side
    choir: int
    snomed: Text
    extent: Annotated[float, Meta(ge=0.01, le=100)]
    wpi: Text | None = None


class _LimbBlock(Struct, frozen=True, forbid_unknown_fields=True):
    name: Text
    parts: Annotated[tuple[Text, ...], Meta(min_length=1)]


NAMED = ("segments", "areas", "limbs", "regions")
"""What is named: one table for each in the files of names."""


Code = Annotated[int, Meta(ge=101, le=238)]


def load_atlas(resources: Path, report: Report = refuse) -> Atlas:
    """Return all segments, head to foot, front before back.

    Raises Refusal CONTENT_INVALID when a block is wrong, a CHOIR code is missing or used twice, or the extents do
    not add up to the whole body.
    """
    file = _root(resources, report)
    areas = file.named(_AreaBlock, "areas")
    blocks = file.named(_SegmentBlock, "segments")
    segments = tuple(_segment(file, key, block, areas) for key, block in blocks.items())
    taken: set[int] = set()
    for segment in segments:
        if segment.choir in taken:
            file.wrong(segment.key, "choir", Problem.TWICE)
        taken.add(segment.choir)
    if file.is_read and len(blocks) == len(file.table("segments")):
        for code in chain(*CHOIR_CODES.values()):
            if code not in taken:
                file.wrong(str(code), "choir", Problem.MISSING)
        if abs(sum(segment.extent for segment in segments) - 100) > EXTENT_TOLERANCE:
            file.wrong("segments", "extent", Problem.NOT_ALLOWED)
    return Atlas(segments)


def load_limbs(resources: Path, atlas: Atlas, report: Report = refuse) -> tuple[Limb, ...]:
    """Return the limbs, and parts of limbs, that can be absent, in the file's order.

    Raises Refusal CONTENT_INVALID for a part that is no segment of that side.
    """
    file = _root(resources, report)
    return tuple(_limb(file, key, block, atlas) for key, block in file.named(_LimbBlock, "limbs").items())


def load_body_words(resources: Path, language: str, report: Report = refuse) -> BodyWords:
    """Return the names in a language; what is not translated stays English.

    Raises Refusal CONTENT_INVALID when a translation names something that does not exist.
    """
    file = _root(resources, report)
    names: dict[str, Mapping[str, str]] = {
        kind: {key: block["name"] for key, block in file.table(kind).items() if _has_name(block)}
        for kind in NAMED[:3]
    }
    names["regions"] = file.block("regions", file.table("regions"), dict[str, Text]) or {}
    for region in Region:
        if file.is_read and region not in file.table("regions"):
            file.wrong("regions", region, Problem.MISSING)
    missing: list[str] = []
    if language != SOURCE_LANGUAGE:
        own = ContentFile(resources / "content" / language / "regions.toml", report, NAMED, optional=True)
        names = {kind: own.texts_over(kind, known, missing) for kind, known in names.items()}
    regions = {region: names["regions"].get(region, region) for region in Region}
    return BodyWords(names["segments"], names["areas"], regions, names["limbs"], tuple(missing))


def load_drawing(resources: Path, atlas: Atlas | None = None, report: Report = refuse) -> BodyDrawing:
    """Return both figures; with an atlas it is also checked that they show exactly its segments.

    Raises Refusal CONTENT_INVALID for a missing, doubled or unclosed path, and for figures of different size.
    """
    front, back = (_figure(resources / "bodymap", view, report) for view in BodyView)
    if (front.width, front.height) != (back.width, back.height):
        report(invalid("bodymap/back.svg", "svg", "viewBox", Problem.NOT_ALLOWED))
    if atlas is not None:
        for figure in (front, back):
            wanted = {segment.key for segment in atlas.segments if segment.view is figure.view}
            for key in sorted(wanted ^ figure.segments.keys()):
                problem = Problem.MISSING if key in wanted else Problem.UNKNOWN
                report(invalid(f"bodymap/{figure.view}.svg", key, "id", problem))
    return BodyDrawing(front, back)


def _root(resources: Path, report: Report) -> ContentFile:
    return ContentFile(resources / "bodymap" / "regions.toml", report, NAMED)


def _has_name(block: object) -> bool:
    return isinstance(block, dict) and isinstance(block.get("name"), str)


def _segment(file: ContentFile, key: str, block: _SegmentBlock, areas: Mapping[str, _AreaBlock]) -> Segment:
    if block.wpi is not None and block.wpi not in areas:
        file.wrong(key, "wpi", Problem.UNKNOWN, tuple(areas))
    if not key.startswith(f"{block.view}_"):
        file.wrong(key, "view", Problem.NOT_ALLOWED)
    if not key.endswith(f"_{block.side[0]}"):
        file.wrong(key, "side", Problem.NOT_ALLOWED)
    if block.choir not in CHOIR_CODES[block.view]:
        file.wrong(key, "choir", Problem.NOT_ALLOWED)
    area = areas.get(block.wpi or "")
    region = None if area is None else area.region
    return Segment(key, block.view, block.side, block.choir, block.wpi, region, block.snomed, block.extent)


def _limb(file: ContentFile, key: str, block: _LimbBlock, atlas: Atlas) -> Limb:
    found: set[str] = set()
    for part in block.parts:
        known = {name for name in (f"{view}_{part}_{key[-1]}" for view in BodyView) if name in atlas}
        if not known:
            file.wrong(key, "parts", Problem.UNKNOWN)
        found |= known
    return Limb(key, frozenset(found))


def _figure(folder: Path, view: BodyView, report: Report) -> BodyOutline:
    name = f"bodymap/{view}.svg"
    text = ""
    try:
        text = (folder / f"{view}.svg").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        report(invalid(name, "", "", Problem.NO_FILE))
    size = SVG_SIZE.search(text)
    if size is None:
        report(invalid(name, "svg", "viewBox", Problem.MISSING))
    paths: dict[str, str] = {}
    for key, data in SVG_PATH.findall(text):
        if key in paths:
            report(invalid(name, key, "id", Problem.TWICE))
        if not CLOSED_PATH.fullmatch(data):
            report(invalid(name, key, "d", Problem.NOT_ALLOWED))
        paths[key] = data
    if "outline" not in paths:
        report(invalid(name, "outline", "id", Problem.MISSING))
    outline = paths.pop("outline", "")
    width, height = (float(side) for side in size.groups()) if size else (0, 0)
    return BodyOutline(view, width, height, outline, paths)
