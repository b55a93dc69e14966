"""Writes the summary as a file: one tagged, archivable page or two, and pictures of them for preview and print.

Words reach the template as data and are never read as its language. The font is the program's own, those of the
system only help out with letters it lacks, and the date is passed in: the same diary gives the same bytes
everywhere.
"""

import struct
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal
from xml.etree import ElementTree

import msgspec

from diary.content.articles import PURPOSE, load_article
from diary.content.language import Language
from diary.content.library import Library
from diary.content.theme import PAPER_THEME, load_themes
from diary.domain.refusal import unknown_ending
from diary.report.html import make_html
from diary.report.page import Paper, build_page, font_folder, page_data
from diary.report.printable import FONT, PaperLetters, fields_of, fonts, known_letters
from diary.screens.recovery_sheet import SheetState
from diary.screens.summary import SummaryState
from diary.storage.whole_file import write_together, write_whole

if TYPE_CHECKING:
    import typst

Kind = Literal["pdf", "png", "svg"]
KINDS: Final[Mapping[str, Kind]] = {"pdf": "pdf", "png": "png", "svg": "svg"}

STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]
"""PDF/A-2a for archives, PDF/UA-1 for screen readers; the compiler refuses a page that breaks either."""
SCREEN_PPI = 144.0
SHEETS: Final[Mapping[Paper, tuple[float, float]]] = {"a4": (210, 297), "letter": (215.9, 279.4)}
"""Width and height in millimetres."""
FORMATS = ("pdf", "html", "svg", "png")


def write_report(
    state: SummaryState, library: Library, resources: Path, destination: Path, paper: Paper = "a4"
) -> str:
    """Write the summary in the format its name ends in: .pdf, .html, .svg or .png. Pictures have one page: the
    others are written beside the first, name-2, name-3, all or none. Returns what `preview_pages` says of letters,
    and which file beside them looks like a further page: it may be anybody's, so it stays.

    Raises Refusal UNKNOWN_FORMAT, or what `write_together` raises; then nothing was written.
    """
    kind = destination.suffix.lower().removeprefix(".")
    if kind == "html":
        write_whole(destination, make_html(state, library, resources).encode())
        return ""
    if kind not in KINDS:
        raise unknown_ending(destination, FORMATS)
    pages, letters = _compile(state, library, resources, KINDS[kind], paper)
    names = (f"{destination.stem}-{number}" for number in range(2, 2 + len(pages)))
    *places, after = (destination, *(destination.with_stem(name) for name in names))
    write_together(dict(zip(places, pages, strict=True)), named=destination)
    t = library.language.t
    beside = t("{name} is no page of this summary.", name=after.name) if kind != "pdf" and after.exists() else ""
    return " ".join(filter(None, (letters.warning(library.language), beside)))


def write_pdf(
    state: SummaryState, library: Library, resources: Path, destination: Path, paper: Paper = "a4"
) -> None:
    """Write the summary as PDF. Raises what `write_whole` raises; then nothing was written."""
    write_whole(destination, make_pdf(state, library, resources, paper))


def make_pdf(state: SummaryState, library: Library, resources: Path, paper: Paper = "a4") -> bytes:
    """The summary as the bytes of a PDF/A-2a and PDF/UA-1 file: one page, and one of its further blocks."""
    return _compile(state, library, resources, "pdf", paper)[0][0]


def render_pages(
    state: SummaryState, library: Library, resources: Path, ppi: float = SCREEN_PPI, paper: Paper = "a4"
) -> list[bytes]:
    """Return a PNG picture of every page, `ppi` dots per inch: 144 for the screen, 300 for a printer."""
    return _compile(state, library, resources, "png", paper, ppi=ppi)[0]


def preview_pages(
    state: SummaryState, library: Library, resources: Path, paper: Paper = "a4"
) -> tuple[list[bytes], str]:
    """Return a picture of every page for the screen, and a sentence that names the letters which neither the
    report's font nor a font of the system has; empty when all can be printed."""
    pages, letters = _compile(state, library, resources, "png", paper)
    return pages, letters.warning(library.language)


def sheet_size(paper: Paper) -> tuple[int, int]:
    """Return the width and height of the picture of a page for the screen, in dots, before it is drawn."""
    wide, high = SHEETS[paper]
    return round(wide / MM_PER_INCH * SCREEN_PPI), round(high / MM_PER_INCH * SCREEN_PPI)


def _compile(
    state: SummaryState,
    library: Library,
    resources: Path,
    kind: Kind,
    paper: Paper,
    ppi: float = SCREEN_PPI,
) -> tuple[list[bytes], PaperLetters]:
    """Return the pages, and the letters that were wanted for them."""

    def data(letters: PaperLetters) -> dict[str, object]:
        return page_data(build_page(state, library, resources, letters, paper))

    return typeset_words("page.typ", data, resources, kind, state.made, ppi=ppi)


def typeset_words(
    template: str,
    data: Callable[[PaperLetters], Mapping[str, object]],
    resources: Path,
    kind: Kind,
    made: date,
    *,
    ppi: float = SCREEN_PPI,
) -> tuple[list[bytes], PaperLetters]:
    """Typeset what holds a person's own words, with fonts of the system where they are needed; return the pages,
    and the letters that were wanted for them."""
    from typst import TypstError

    letters = PaperLetters(font_folder(resources))
    filled = data(letters)
    try:
        return typeset(template, filled, resources, kind, made, ppi=ppi, with_system=letters.is_borrowing), letters
    except TypstError:  # a sign on a letter, and no font has the two together
        if not letters.is_borrowing:
            raise
    own = data(PaperLetters(font_folder(resources), with_system=False))
    return typeset(template, own, resources, kind, made, ppi=ppi), letters


def typeset(
    template: str,
    data: Mapping[str, object],
    resources: Path,
    kind: Kind,
    made: date,
    *,
    ppi: float = SCREEN_PPI,
    with_system: bool = False,
) -> list[bytes]:
    """Fill a template of `resources/report` with `data` and typeset it, page by page; a PDF is one. The system's
    fonts are used if asked for only: the same page on every machine, whatever is installed there."""
    words, template_file = msgspec.json.encode(data).decode(), resources / "report" / template
    again = _pages_again if kind == "png" and ppi == SCREEN_PPI else _pages
    return list(again(template_file, font_folder(resources), words, kind, _midnight(made), ppi, with_system))


def _pages(
    file: Path, folder: Path, words: str, kind: Kind, made: int, ppi: float, with_system: bool
) -> tuple[bytes, ...]:
    import typst

    idle = _idle(file, with_system=with_system)
    try:
        compiler = idle.pop()
    except IndexError:  # not "if there is one": another thread may take it meanwhile
        found = fonts(folder, with_system=with_system)
        compiler = typst.Compiler(file, root=file.parent, font_paths=found)
    try:
        pages = compiler.compile(
            format=kind,
            ppi=ppi,
            sys_inputs={"data": words},
            pdf_standards=[*STANDARDS] if kind == "pdf" else [],
            timestamp=made,
        )
    finally:
        idle.append(compiler)
    return tuple(page for page in (pages if isinstance(pages, list) else [pages]) if page is not None)


_pages_again = lru_cache(maxsize=2)(_pages)
"""The pages a window shows are drawn once as long as their words stay: to draw them is most of showing them."""


def forget_pages() -> None:
    """Forget the pages that were drawn and the words they were drawn of: the diary is locked."""
    _pages_again.cache_clear()
    _idle.cache_clear()


@lru_cache(maxsize=8)
def _idle(_template: Path, *, with_system: bool) -> "list[typst.Compiler]":
    """Return the compilers of a template that nobody uses at the moment: the next page need not read it again.
    Each is used by one thread at a time."""
    return []


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


PRINT_PPI: Final = 300.0
MM_PER_INCH: Final = 25.4
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
    found = fonts(folder, with_system=not known_letters(folder / FONT).issuperset("".join(svg.split())))
    inputs = {"svg": svg, "width": root.attrib["width"], "height": root.attrib["height"], "paper": paper}
    compiler = typst.Compiler(source, root=resources / "report", font_paths=found, sys_inputs=inputs)
    made = compiler.compile(input=source, format="png", ppi=ppi)
    picture = made[0] if isinstance(made, list) else made
    assert picture is not None
    return _with_density(picture, ppi)


def _with_density(picture: bytes, ppi: float) -> bytes:
    """Add a `pHYs` chunk to the PNG: it is then printed at the size it was drawn (PNG specification, 11.3.5.3)."""
    per_metre = round(1000 * ppi / MM_PER_INCH)
    body = b"pHYs" + struct.pack(">IIB", per_metre, per_metre, 1)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return picture[:_HEADER_END] + chunk + picture[_HEADER_END:]


TEMPLATE = "recovery.typ"


def write_sheet(state: SheetState, language: Language, resources: Path, destination: Path) -> None:
    """Write the sheet, readable by its owner only. Raises Refusal UNKNOWN_FORMAT
    and what `write_whole` raises; then nothing was written."""
    write_pdf_only(destination, lambda: make_sheet(state, language, resources)[0])


def make_sheet(
    state: SheetState, language: Language, resources: Path, kind: Kind = "pdf", *, ppi: float = SCREEN_PPI
) -> list[bytes]:
    """Return the sheet as a tagged PDF, or as a picture."""
    theme = load_themes(resources)[PAPER_THEME]
    data = {
        **sheet_frame(language, resources, theme.line),
        **fields_of(state, "title", "made_on", "lead", "rows", "hint", "advice"),
    }
    return typeset(TEMPLATE, data, resources, kind, state.made, ppi=ppi)


def sheet_frame(language: Language, resources: Path, line: str = "") -> dict[str, object]:
    """Return what a sheet says besides its own words: its language, foot and colours; `line` is another colour of
    its lines."""
    theme, purpose = load_themes(resources)[PAPER_THEME], load_article(resources, language.code, PURPOSE)
    return {
        "lang": language.code,
        "footer": purpose.footer,
        "purpose": purpose.sections[0].paragraphs[0],
        "colours": {**fields_of(theme, "ink", "quiet", "accent"), "line": line or theme.border},
    }


def write_pdf_only(destination: Path, make: Callable[[], bytes]) -> None:
    """Write what is only ever a PDF. Raises what `refuse_other_than_pdf` raises, before it is made, and
    what `write_whole` raises; then nothing was written."""
    refuse_other_than_pdf(destination)
    write_whole(destination, make())


def refuse_other_than_pdf(destination: Path) -> None:
    """Raise Refusal UNKNOWN_FORMAT for the name of another kind of file."""
    kind = destination.suffix.lower().removeprefix(".")
    if kind not in {"pdf", ""}:
        raise unknown_ending(destination, ("pdf",))
