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

from diary.content.block import ContentFile, Report, refuse
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
COLOUR, WORD = re.compile(r"\$(\w+)"), re.compile(r"\{(\w+)\}")
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
    path = resources / "drawings" / f"{key}.svg"
    if not key or not path.is_file():
        return ""
    words = drawing_words(resources, language, key)
    text = path.read_text(encoding="utf-8")
    for name in WORD.findall(text):
        if name not in words:
            _words_file(resources, language, refuse).wrong(key, name, Problem.MISSING)
    colours = {"font": escape(font, {'"': "&quot;"}), **{name: colour(theme) for name, colour in COLOURS.items()}}
    text = WORD.sub(lambda found: escape(words[found[1]]), COLOUR.sub(lambda found: colours[found[1]], text))
    return text if parts is None else _with_parts(text, parts)


def drawing_words(resources: Path, language: str, key: str) -> Mapping[str, str]:
    """Return the words of a drawing; English ones where the language has none for it."""
    own = _words_file(resources, language, refuse).table(key)
    return own or _words_file(resources, SOURCE_LANGUAGE, refuse).table(key)


def _with_parts(svg: str, parts: Collection[str]) -> str:
    ElementTree.register_namespace("", _NAMESPACE)
    root = ElementTree.fromstring(svg)
    for part in root.iter():
        if "id" in part.attrib:
            part.set("display", "inline" if part.get("id") in parts else "none")
    return ElementTree.tostring(root, encoding="unicode")


def _words_file(resources: Path, language: str, report: Report) -> ContentFile:
    return ContentFile(resources / "content" / language / "drawings.toml", report, optional=True)
