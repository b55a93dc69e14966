"""Renders a drawing as a PNG with the report's own font, for documents and slides that take no SVG."""

import struct
import zlib
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from diary.report.page import font_folder
from diary.report.printable import FONT, fonts, known_letters

PRINT_PPI: Final = 300.0
_METRES_PER_INCH = 0.0254
_HEADER_END = 33
"""Where the first chunk of a PNG file (its header) ends."""


def draw_png(svg: str, resources: Path, paper: str, ppi: float = PRINT_PPI) -> bytes:
    """Render the drawing as PNG on `paper` (#RRGGBB), `ppi` dots per inch, which the file states too.

    Letters the report's font does not have are taken from the system's fonts.
    """
    import typst

    root = ElementTree.fromstring(svg)
    source = (resources / "report" / "figure.typ").read_bytes()
    folder = font_folder(resources)
    found = fonts(folder, with_system=not _is_covered(svg, folder / FONT))
    inputs = {"svg": svg, "width": root.attrib["width"], "height": root.attrib["height"], "paper": paper}
    compiler = typst.Compiler(source, root=resources / "report", font_paths=found, sys_inputs=inputs)
    made = compiler.compile(input=source, format="png", ppi=ppi)
    picture = made[0] if isinstance(made, list) else made
    assert picture is not None
    return _with_density(picture, ppi)


def _is_covered(svg: str, font: Path) -> bool:
    known = known_letters(font)
    return all(ord(letter) in known or letter.isspace() for letter in svg)


def _with_density(picture: bytes, ppi: float) -> bytes:
    """Add a `pHYs` chunk to the PNG: it is then printed at the size it was drawn (PNG specification, 11.3.5.3)."""
    per_metre = round(ppi / _METRES_PER_INCH)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return picture[:_HEADER_END] + chunk + picture[_HEADER_END:]
