"""Reads the colours by role, for the window and for paper."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from diary.content.block import ContentFile, Report, refuse
from diary.content.decoding import Problem

PAPER_THEME = "light"
NEEDED = (PAPER_THEME, "dark", "contrast")
"""Themes that code asks for by name: for paper, and for what a computer is set to."""
ROLES = ("pain", "spread", "sleep", "stress", "activity")
"""Subjects of lines and bars; each has a colour in every theme."""

Colour = Annotated[str, Meta(pattern=r"^#[0-9A-Fa-f]{6}\Z")]
Pixels = Annotated[int, Meta(ge=1, le=9)]


class Ramp(Struct, frozen=True, forbid_unknown_fields=True):
    """The body map: an unmarked body, its outline, five strengths of one hue, and the dots that double them."""

    body: Colour
    body_line: Colour
    strengths: tuple[Colour, Colour, Colour, Colour, Colour]
    dots: Colour
    dots_strong: Colour


class Theme(Struct, frozen=True, forbid_unknown_fields=True):
    """All colours of one theme as #RRGGBB. `border` outlines controls, `line` only separates.

    `edge` and `focus` are the widths in pixels of that outline and of the focus ring.
    """

    dark: bool
    edge: Pixels
    focus: Pixels
    paper: Colour
    card: Colour
    ink: Colour
    quiet: Colour
    line: Colour
    border: Colour
    accent: Colour
    accent_ink: Colour
    accent_soft: Colour
    field: Colour
    notice: Colour
    roles: dict[str, Colour]
    ramp: Ramp
    name: str = ""


def load_themes(resources: Path, report: Report = refuse) -> Mapping[str, Theme]:
    """Return all themes of tokens.toml by name, in the file's order; raises Refusal CONTENT_INVALID."""
    file = ContentFile(resources / "theme" / "tokens.toml", report)
    themes = file.named(Theme)
    for name in NEEDED:
        if file.is_read and name not in file.tables:
            file.wrong(name, "", Problem.MISSING)
    for name, theme in themes.items():
        for role in ROLES:
            if role not in theme.roles:
                file.wrong(name, f"roles.{role}", Problem.MISSING)
    return {name: replace(theme, name=name) for name, theme in themes.items()}
