"""Reads the body: its 74 segments, their names and their drawing. Every mistake is named by file, block, field.

Files: `bodymap/regions.toml` (segments, areas, regions and limbs with their
English names), `bodymap/front.svg` and
`back.svg` (our own drawing, one path per segment) and `content/<language>/regions.toml` (the other names).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from diary.content.block import Block, Problem, invalid, read_block
from diary.content.drawing import Drawing, Figure
from diary.content.language import SOURCE_LANGUAGE
from diary.domain.body import Atlas, Region, Segment, Side, View
from diary.domain.limb import Limb

CHOIR_CODES = {View.FRONT: range(101, 137), View.BACK: range(201, 239)}
"""CHOIR codes of each view, all of them in use (Scherrer 2021)."""

EXTENT_TOLERANCE = 0.05
"""How far the rounded extents of all segments together may be from 100 percent."""

SVG_SIZE = re.compile(r'viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"')
SVG_PATH = re.compile(r'<path id="([^"]*)" d="([^"]*)"/>')
NUMBER = r"-?\d+(?:\.\d+)?"
POINT = rf"{NUMBER} {NUMBER}"
CLOSED_PATH = re.compile(rf"M{POINT}(?:L{POINT}|C{POINT} {POINT} {POINT})+Z")


@dataclass(frozen=True, slots=True)
class BodyWords:
    """Names of segments, WPI areas, regions and limbs by key, in one language."""

    segments: Mapping[str, str]
    areas: Mapping[str, str]
    regions: Mapping[Region, str]
    limbs: Mapping[str, str]


def load_atlas(resources: Path) -> Atlas:
    """All segments, head to foot, front before back.

    Raises Refusal CONTENT_INVALID when a block is wrong, a CHOIR code is missing or used twice, or the extents do
    not add up to the whole body.
    """
    root = _root(resources)
    regions = {key: Region(block.choice("region", Region)) for key, block in root.named_blocks("areas").items()}
    segments = tuple(_segment(block, regions) for block in root.named_blocks("segments").values())
    taken: set[int] = set()
    for segment in segments:
        if segment.choir in taken:
            raise invalid(root.file, segment.key, "choir", Problem.TWICE)
        taken.add(segment.choir)
    for code in chain(*CHOIR_CODES.values()):
        if code not in taken:
            raise invalid(root.file, str(code), "choir", Problem.MISSING)
    if abs(sum(segment.extent for segment in segments) - 100) > EXTENT_TOLERANCE:
        raise invalid(root.file, "segments", "extent", Problem.NOT_ALLOWED)
    return Atlas(segments)


def load_limbs(resources: Path, atlas: Atlas) -> tuple[Limb, ...]:
    """What of arms and legs can be missing, in the file's order.

    Raises Refusal CONTENT_INVALID for a part that is no segment of that side.
    """
    return tuple(_limb(block, atlas) for block in _root(resources).named_blocks("limbs").values())


def load_body_words(resources: Path, language: str) -> BodyWords:
    """The names in a language; what is not translated stays English.

    Raises Refusal CONTENT_INVALID when a translation names something that does not exist.
    """
    root = _root(resources)
    english = {
        kind: {key: block.text("name") for key, block in root.named_blocks(kind).items()}
        for kind in ("segments", "areas", "limbs")
    }
    english["regions"] = _texts(root, "regions", tuple(Region))
    translated = english
    if language != SOURCE_LANGUAGE:
        path = resources / "content" / language / "regions.toml"
        block = read_block(path, optional=True)
        translated = {kind: {**names, **_texts(block, kind, names)} for kind, names in english.items()}
        block.done()
    regions = {region: translated["regions"][region] for region in Region}
    return BodyWords(translated["segments"], translated["areas"], regions, translated["limbs"])


def load_drawing(resources: Path, atlas: Atlas | None = None) -> Drawing:
    """Both figures; with an atlas it is also checked that they show exactly its segments.

    Raises Refusal CONTENT_INVALID for a missing, doubled or unclosed path, and for figures of different size.
    """
    front, back = (_figure(resources / "bodymap", view) for view in View)
    if (front.width, front.height) != (back.width, back.height):
        raise invalid("bodymap/back.svg", "svg", "viewBox", Problem.NOT_ALLOWED)
    if atlas is not None:
        for figure in (front, back):
            wanted = {segment.key for segment in atlas.segments if segment.view is figure.view}
            for key in sorted(wanted ^ figure.segments.keys()):
                problem = Problem.MISSING if key in wanted else Problem.UNKNOWN
                raise invalid(f"bodymap/{figure.view}.svg", key, "id", problem)
    return Drawing(front, back)


def _root(resources: Path) -> Block:
    return read_block(resources / "bodymap" / "regions.toml")


def _segment(block: Block, regions: Mapping[str, Region]) -> Segment:
    view, side = View(block.choice("view", View)), Side(block.choice("side", Side))
    codes = CHOIR_CODES[view]
    wpi = block.text("wpi") if block.has("wpi") else None
    if wpi is not None and wpi not in regions:
        raise block.wrong("wpi", Problem.UNKNOWN)
    if not block.key.startswith(f"{view}_"):
        raise block.wrong("view", Problem.NOT_ALLOWED)
    if not block.key.endswith(f"_{side[0]}"):
        raise block.wrong("side", Problem.NOT_ALLOWED)
    segment = Segment(
        key=block.key,
        view=view,
        side=side,
        choir=int(block.number("choir", codes[0], codes[-1])),
        wpi=wpi,
        region=regions[wpi] if wpi is not None else None,
        snomed=block.text("snomed"),
        extent=block.number("extent", 0.01, 100),
    )
    block.text("name")
    block.done()
    return segment


def _limb(block: Block, atlas: Atlas) -> Limb:
    block.text("name")
    found: set[str] = set()
    for part in block.texts("parts"):
        keys = {f"{view}_{part}_{block.key[-1]}" for view in View}
        known = {key for key in keys if key in atlas}
        if not known:
            raise block.wrong("parts", Problem.UNKNOWN)
        found |= known
    if not found:
        raise block.wrong("parts", Problem.MISSING)
    block.done()
    return Limb(block.key, frozenset(found))


def _texts(block: Block, field: str, known: Iterable[str]) -> dict[str, str]:
    table = Block(block.table(field), block.file, field)
    texts = {str(key): table.text(key) for key in known if table.has(key)}
    table.done()
    return texts


def _figure(folder: Path, view: View) -> Figure:
    name = f"bodymap/{view}.svg"
    try:
        text = (folder / f"{view}.svg").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise invalid(name, "", "", Problem.NO_FILE) from None
    size = SVG_SIZE.search(text)
    if size is None:
        raise invalid(name, "svg", "viewBox", Problem.MISSING)
    paths: dict[str, str] = {}
    for key, data in SVG_PATH.findall(text):
        if key in paths:
            raise invalid(name, key, "id", Problem.TWICE)
        if not CLOSED_PATH.fullmatch(data):
            raise invalid(name, key, "d", Problem.NOT_ALLOWED)
        paths[key] = data
    if "outline" not in paths:
        raise invalid(name, "outline", "id", Problem.MISSING)
    outline = paths.pop("outline")
    return Figure(view, float(size[1]), float(size[2]), outline, paths)
