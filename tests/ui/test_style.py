"""Every theme can be read: WCAG AA contrast of its tokens, computed."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPalette
from pytestqt.qtbot import QtBot

from diary.content.theme import Theme, load_themes
from diary.paths import resources
from diary.ui.style import BORDER, INK, PAPER, QUIET, build_palette

THEMES: Mapping[str, Theme] = load_themes(Path(resources()))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("role", ["ink", "quiet", "notice", "accent"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_words_can_be_read_on_paper_and_on_cards(name: str, role: str, ground: str) -> None:
    assert contrast(getattr(THEMES[name], role), getattr(THEMES[name], ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("words", "ground"), [("accent_ink", "accent"), ("ink", "accent_soft"), ("ink", "field")])
def test_words_can_be_read_on_keys_and_fields(name: str, words: str, ground: str) -> None:
    assert contrast(getattr(THEMES[name], words), getattr(THEMES[name], ground)) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("role", ["border", "accent"])
@pytest.mark.parametrize("ground", ["paper", "card"])
def test_the_edges_of_controls_can_be_seen(name: str, role: str, ground: str) -> None:
    assert contrast(getattr(THEMES[name], role), getattr(THEMES[name], ground)) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_dots_can_be_seen_on_the_strength_they_stand_for(name: str) -> None:
    ramp = THEMES[name].ramp
    for strength in (2, 5, 8):
        dots = ramp.dots if strength < 5 else ramp.dots_strong
        assert contrast(dots, ramp.strengths[(strength - 1) // 2]) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_fills_the_palette(name: str, qtbot: QtBot) -> None:
    theme = THEMES[name]
    palette = build_palette(theme)
    expected = {PAPER: theme.paper, INK: theme.ink, QUIET: theme.quiet, BORDER: theme.border}
    assert {role: palette.color(role) for role in expected} == {
        role: QColor(colour) for role, colour in expected.items()
    }
    assert palette.color(QPalette.ColorRole.HighlightedText) == QColor(theme.accent_ink)
