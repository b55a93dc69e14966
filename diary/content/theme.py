"""Colours by role, for the window and for paper: the one place where a colour gets its name."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PAPER_THEME = "light"


@dataclass(frozen=True, slots=True)
class Ramp:
    """The body map: an unmarked body, its outline, five strengths of one hue, and the dots that double them."""

    body: str
    body_line: str
    strengths: tuple[str, ...]
    dots: str
    dots_strong: str


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one theme as #RRGGBB. `border` outlines controls, `line` only separates.

    `edge` and `focus` are the widths in pixels of that outline and of the ring around what has the focus.
    """

    name: str
    dark: bool
    edge: int
    focus: int
    paper: str
    card: str
    ink: str
    quiet: str
    line: str
    border: str
    accent: str
    accent_ink: str
    accent_soft: str
    field: str
    notice: str
    roles: Mapping[str, str]
    ramp: Ramp


def load_themes(resources: Path) -> Mapping[str, Theme]:
    """All themes of tokens.toml by name, in the file's order."""
    tokens = tomllib.loads((resources / "theme" / "tokens.toml").read_text(encoding="utf-8"))
    return {name: _theme(name, block) for name, block in tokens.items()}


def _theme(name: str, block: dict[str, object]) -> Theme:
    ramp = block.pop("ramp")
    assert isinstance(ramp, dict)
    strengths = tuple(ramp.pop("strengths"))
    return Theme(name=name, ramp=Ramp(strengths=strengths, **ramp), **block)  # type: ignore[arg-type]
