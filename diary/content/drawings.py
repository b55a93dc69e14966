"""Draws the pictures of Understand: SVG templates, in the colours of a theme and the words of a language.

A template in `resources/drawings` has colours as `$ink` (see `COLOURS`) and words as `{brain}`, which stand in
`<language>/drawings.toml`. Window and paper show the same picture.
"""

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from diary.content.block import ContentFile, Report, invalid, refuse
from diary.content.decoding import Problem
from diary.content.language import SOURCE_LANGUAGE
from diary.content.theme import Theme

COLOURS: Final[Mapping[str, Callable[[Theme], str]]] = {
    "ink": lambda theme: theme.ink,
    "quiet": lambda theme: theme.quiet,
    "line": lambda theme: theme.border,
    "faint": lambda theme: theme.line,
    "accent": lambda theme: theme.accent,
    "soft": lambda theme: theme.accent_soft,
    "second": lambda theme: theme.roles["pain"],
    "body": lambda theme: theme.ramp.body,
    "ground": lambda theme: theme.card,
}
"""What a template calls the colours of a theme."""
FONT: Final = "Inter, sans-serif"
"""The font of paper; the window has its own."""
_COLOUR, _WORD = re.compile(r"\$(\w+)"), re.compile(r"\{(\w+)\}")
_NAMESPACE = "http://www.w3.org/2000/svg"


def draw(
    resources: Path,
    language: str,
    key: str,
    theme: Theme,
    font: str = FONT,
    parts: Collection[str] | None = None,
) -> str:
    """Return the drawing as SVG; empty when there is no such drawing. Of parts that have an id those in `parts`
    are shown, by default those the template shows.

    Raises Refusal CONTENT_INVALID when a word is missing.
    """
    path = _template(resources, key)
    if not key or not path.is_file():
        return ""
    words = drawing_words(resources, language, key)
    text = path.read_text(encoding="utf-8")
    for name in _WORD.findall(text):
        if name not in words:
            _words_file(resources, language, refuse).wrong(key, name, Problem.MISSING)
    colours = {"font": escape(font, {'"': "&quot;"}), **{name: colour(theme) for name, colour in COLOURS.items()}}
    text = _WORD.sub(lambda found: escape(words[found[1]]), _COLOUR.sub(lambda found: colours[found[1]], text))
    return text if parts is None else _with_parts(text, parts)


def drawing_words(resources: Path, language: str, key: str) -> Mapping[str, str]:
    """Return the words of a drawing; English ones where the language has none for it."""
    own = _words_file(resources, language, refuse).table(key)
    return own or _words_file(resources, SOURCE_LANGUAGE, refuse).table(key)


def check_drawings(resources: Path, language: str, report: Report) -> None:
    """Report words that are missing, that no drawing has, or that are no text, and colours that no theme has."""
    file = _words_file(resources, language, report)
    templates = {
        path.stem: path.read_text(encoding="utf-8") for path in _template(resources, "x").parent.glob("*.svg")
    }
    for key in file.tables:
        if key not in templates:
            file.wrong(key, "", Problem.UNKNOWN)
    for key, text in sorted(templates.items()):
        wanted, given = {*_WORD.findall(text)}, file.table(key)
        for name in sorted(wanted - given.keys() if given or language == SOURCE_LANGUAGE else ()):
            file.wrong(key, name, Problem.MISSING)
        for name, words in given.items():
            if name not in wanted:
                file.wrong(key, name, Problem.UNKNOWN)
            elif not (isinstance(words, str) and words.strip()):
                file.wrong(key, name, Problem.NO_TEXT)
        for name in sorted({*_COLOUR.findall(text)} - {"font", *COLOURS}):
            report(invalid(f"drawings/{key}.svg", "", f"${name}", Problem.UNKNOWN, tuple(COLOURS)))


def missing_drawings(resources: Path, language: str) -> tuple[str, ...]:
    """List the drawings whose words are not written in this language, as `drawings.filter`."""
    english, own = (_words_file(resources, code, refuse).tables for code in (SOURCE_LANGUAGE, language))
    return tuple(f"drawings.{key}" for key in english if key not in own)


def _with_parts(svg: str, parts: Collection[str]) -> str:
    ElementTree.register_namespace("", _NAMESPACE)
    root = ElementTree.fromstring(svg)
    for part in root.iter():
        if "id" in part.attrib:
            part.set("display", "inline" if part.get("id") in parts else "none")
    return ElementTree.tostring(root, encoding="unicode")


def _template(resources: Path, key: str) -> Path:
    return resources / "drawings" / f"{key}.svg"


def _words_file(resources: Path, language: str, report: Report) -> ContentFile:
    return ContentFile(resources / "content" / language / "drawings.toml", report, optional=True)
