"""Every theme can be read: WCAG AA contrast of its tokens, computed."""

from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QStyleHints
from PySide6.QtWidgets import (
    QApplication,
    QListWidget,
    QMenu,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

import diary.ui.style as style_module
from diary.content.language import available_languages, load_language
from diary.content.theme import Theme, load_themes
from diary.paths import resources
from diary.ui.preferences import system_theme
from diary.ui.style import BORDER, INK, PAPER, QUIET, TOUCH, apply_look, build_palette
from diary.ui.wheel import ChoiceBox
from diary.ui.widgets.suggesting import SuggestingLine

THEMES: Mapping[str, Theme] = load_themes(Path(resources()))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2 contrast ratio of two colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


TEXT, SEEN = 4.5, 3.0
"""WCAG 2.2 AA: words, and everything else that must be seen (1.4.3, 1.4.11, 2.4.13)."""

PAIRS = [
    (TEXT, ("ink", "quiet", "accent"), ("paper", "card", "field", "accent_soft")),
    (TEXT, ("notice",), ("paper", "card")),
    (TEXT, ("accent_ink",), ("accent",)),
    (SEEN, ("border", "accent"), ("paper", "card", "field", "accent_soft")),
]


@pytest.mark.parametrize("code", available_languages(resources()))
def test_every_theme_has_a_name(code: str) -> None:
    named = load_language(code, resources()).phrases("themes", "name")
    assert list(named) == list(THEMES), "resources/phrases/themes.toml: a line under `name` for every theme"


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("least", "ink", "ground"),
    [(least, ink, ground) for least, inks, grounds in PAIRS for ink in inks for ground in grounds],
)
def test_what_is_drawn_can_be_read_on_its_ground(name: str, least: float, ink: str, ground: str) -> None:
    assert contrast(getattr(THEMES[name], ink), getattr(THEMES[name], ground)) >= least


@pytest.mark.parametrize("name", THEMES)
def test_every_line_of_a_chart_can_be_seen_on_its_card(name: str) -> None:
    theme = THEMES[name]
    assert [role for role, colour in theme.roles.items() if contrast(colour, theme.card) < SEEN] == []


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("strength", range(1, 11))
def test_dots_can_be_seen_on_the_strength_they_stand_for(name: str, strength: int) -> None:
    ramp = THEMES[name].ramp
    dots = ramp.dots if strength < 5 else ramp.dots_strong
    assert contrast(dots, ramp.strengths[(strength - 1) // 2]) >= SEEN


@pytest.mark.parametrize("name", THEMES)
def test_a_stronger_pain_is_further_from_the_unmarked_body(name: str) -> None:
    ramp = THEMES[name].ramp
    distances = [contrast(colour, ramp.body) for colour in ramp.strengths]
    assert distances == sorted(distances)
    assert contrast(ramp.strengths[-1], ramp.body) >= SEEN


def _hue(colour: str) -> float:
    return QColor(colour).hsvHueF() * 360


@pytest.mark.parametrize("name", THEMES)
def test_nothing_is_red_beside_green(name: str) -> None:
    theme = THEMES[name]
    colours = [*theme.roles.values(), *theme.ramp.strengths, theme.accent, theme.notice]
    assert [colour for colour in colours if _hue(colour) < 15 or _hue(colour) > 345] == []


def test_high_contrast_is_black_and_white_with_strong_lines() -> None:
    theme = THEMES["contrast"]
    assert (theme.paper, theme.card, theme.ink, theme.border) == ("#000000", "#000000", "#FFFFFF", "#FFFFFF")
    assert (theme.edge, theme.focus) == (2, 3)
    assert contrast(theme.accent_soft, theme.card) >= SEEN
    assert contrast(theme.line, theme.card) >= SEEN


def test_nothing_in_the_dim_theme_is_brighter_than_its_ink() -> None:
    theme = THEMES["dim"]
    tokens = [theme.paper, theme.card, theme.accent, theme.notice, *theme.roles.values(), *theme.ramp.strengths]
    assert max(_luminance(colour) for colour in tokens) <= _luminance(theme.ink)


@pytest.mark.parametrize("name", THEMES)
def test_a_theme_fills_the_palette(name: str, qtbot: QtBot) -> None:
    theme = THEMES[name]
    palette = build_palette(theme)
    expected = {PAPER: theme.paper, INK: theme.ink, QUIET: theme.quiet, BORDER: theme.border}
    assert {role: palette.color(role) for role in expected} == {
        role: QColor(colour) for role, colour in expected.items()
    }
    assert palette.color(QPalette.ColorRole.HighlightedText) == QColor(theme.accent_ink)


STATES = [
    QStyle.StateFlag.State_On,
    QStyle.StateFlag.State_On | QStyle.StateFlag.State_HasFocus,
    QStyle.StateFlag.State_On | QStyle.StateFlag.State_Sunken,
    QStyle.StateFlag.State_On | QStyle.StateFlag.State_MouseOver,
    QStyle.StateFlag.State_Sunken,
    QStyle.StateFlag.State_None,
]


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("state", STATES, ids=str)
def test_words_on_a_button_are_readable_in_every_state(
    name: str, state: QStyle.StateFlag, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_look(qapp, THEMES[name])
    picture = _drawn_button(qapp, "MMM", state)
    empty = _drawn_button(qapp, "", state)
    ground = empty.pixelColor(empty.rect().center()).name()
    seen = {
        picture.pixelColor(x, y).name()
        for x in range(10, picture.width() - 10)
        for y in range(10, picture.height() - 10)
    }
    assert max(contrast(colour, ground) for colour in seen) >= TEXT
    assert contrast(THEMES[name].ink, ground) >= TEXT


def _drawn_button(qapp: QApplication, words: str, state: QStyle.StateFlag) -> QImage:
    button = QPushButton(words)
    option = QStyleOptionButton()
    button.resize(120, 44)
    button.initStyleOption(option)
    option.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Active | state
    picture = QImage(button.size(), QImage.Format.Format_RGB32)
    picture.fill(QColor("black"))
    painter = QPainter(picture)
    qapp.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, button)
    painter.end()
    return picture


@pytest.mark.parametrize("name", THEMES)
def test_a_chosen_row_has_the_ground_of_all_that_is_chosen(name: str, qapp: QApplication, qtbot: QtBot) -> None:
    apply_look(qapp, THEMES[name])
    for rows in (QListWidget(), QTableWidget(2, 2)):
        qtbot.addWidget(rows)
        if isinstance(rows, QListWidget):
            rows.addItems(["one", "two"])
        rows.resize(300, 200)
        rows.setCurrentIndex(rows.model().index(1, 0))
        rows.show()
        place = rows.visualRect(rows.currentIndex())
        picture = rows.viewport().grab().toImage()
        ground = picture.pixelColor(place.right() - 8, place.center().y()).name().upper()
        assert ground == THEMES[name].accent_soft
        if isinstance(rows, QTableWidget):
            head = rows.horizontalHeader().viewport().grab().toImage()
            assert head.pixelColor(head.width() - 4, 4).name().upper() == THEMES[name].card


@pytest.mark.parametrize(("name", "width"), [("light", 2), ("contrast", 3)])
def test_the_focus_ring_is_as_wide_as_the_theme_says(
    name: str, width: int, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_look(qapp, THEMES[name])
    picture = _drawn_button(qapp, "", QStyle.StateFlag.State_On | QStyle.StateFlag.State_HasFocus)
    column = [picture.pixelColor(60, y).name().upper() for y in range(12)]
    assert column[:width] == [THEMES[name].accent] * width
    assert column[width] != THEMES[name].accent


def test_nothing_moves(qapp: QApplication) -> None:
    style = qapp.style()
    assert style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) == 0
    assert style.styleHint(QStyle.StyleHint.SH_ComboBox_Popup) == 0
    sources = Path(style_module.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if "QPropertyAnimation" in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("scheme", "contrast_request", "theme"),
    [
        (Qt.ColorScheme.Unknown, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.NoPreference, "light"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.NoPreference, "dark"),
        (Qt.ColorScheme.Dark, Qt.ContrastPreference.HighContrast, "contrast"),
        (Qt.ColorScheme.Light, Qt.ContrastPreference.HighContrast, "contrast"),
    ],
)
def test_the_first_theme_follows_the_computer(
    scheme: Qt.ColorScheme, contrast_request: Qt.ContrastPreference, theme: str
) -> None:
    class Accessibility:
        def contrastPreference(self) -> Qt.ContrastPreference:
            return contrast_request

    class Hints:
        def colorScheme(self) -> Qt.ColorScheme:
            return scheme

        def accessibility(self) -> Accessibility:
            return Accessibility()

    assert system_theme(cast(QStyleHints, Hints())) == theme


def test_a_menu_is_wide_enough_for_its_words(qapp: QApplication, qtbot: QtBot) -> None:
    apply_look(qapp, THEMES["light"])
    menu = QMenu()
    qtbot.addWidget(menu)
    menu.addAction("Over dit dagboek")
    alone = _ink(menu)
    menu.addAction("Over dit dagboek en veel meer")
    assert alone == _ink(menu)


@pytest.mark.parametrize("name", ["light", "contrast"])
def test_a_line_of_a_list_that_falls_open_is_a_fingertip_within_a_whole_frame(
    name: str, qapp: QApplication, qtbot: QtBot
) -> None:
    apply_look(qapp, THEMES[name])
    choice, typed = ChoiceBox("Which", [(1, "one"), (2, "two")]), SuggestingLine("Which")
    for shown in (choice, typed):
        qtbot.addWidget(shown)
        shown.resize(200, TOUCH)
        shown.show()
    typed.suggest(["one", "two"])
    choice.showPopup()
    typed.completer().complete()
    for lines in (choice.view(), typed.popup):
        assert lines.visualRect(lines.model().index(1, 0)).height() >= TOUCH
        picture = lines.window().grab().toImage()
        middle = picture.width() // 2
        edges = {picture.pixelColor(middle, y).name().upper() for y in (0, picture.height() - 1)}
        assert edges == {THEMES[name].border}
        lines.window().hide()


def _ink(menu: QMenu) -> int:
    """Count the dark pixels of the first line."""
    menu.resize(menu.sizeHint())
    line = menu.actionGeometry(menu.actions()[0]).adjusted(4, 4, -4, 0)
    picture = menu.grab(line).toImage()
    return sum(
        picture.pixelColor(x, y).lightness() < 128 for x in range(picture.width()) for y in range(picture.height())
    )


def test_no_button_of_a_dialog_of_qt_has_a_picture(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancel would have a red cross where the style of Qt decides that."""
    monkeypatch.setattr(QProxyStyle, "styleHint", lambda *_: 1)
    assert qapp.style().styleHint(QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons) == 0
