"""What the calendar paints can be read: contrast of words and signs on every tint, shapes that differ."""

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.content.theme import load_themes
from diary.domain.day import MomentKind
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.calendar import STEPS, DaySign, DayState
from diary.ui.calendar.cards import dot_tint, tint
from diary.ui.calendar.month_grid import EDGE, CellLook, DayCell
from diary.ui.calendar.page import CalendarPage
from diary.ui.pages import Context
from diary.ui.style import ACCENT, CARD, INK, QUIET, TOUCH, apply_look, build_palette
from diary.ui.widgets.signs import draw_sign
from tests.factory import TODAY
from tests.ui.test_style import contrast

THEMES = load_themes(Path(resources()))
STEP = range(1, STEPS + 1)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("step", STEP)
def test_words_signs_and_the_frame_of_the_chosen_day_are_seen_on_every_tint(
    name: str, step: int, qtbot: QtBot
) -> None:
    palette = build_palette(THEMES[name])
    ground = tint(palette, step).name()
    assert contrast(palette.color(INK).name(), ground) >= 4.5
    assert contrast(palette.color(QUIET).name(), ground) >= 3
    assert contrast(palette.color(ACCENT).name(), ground) >= 3


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("shade", [tint, dot_tint])
def test_a_higher_number_is_a_stronger_tint(name: str, shade: object, qtbot: QtBot) -> None:
    assert callable(shade)
    palette = build_palette(THEMES[name])
    card = palette.color(CARD).name()
    distances = [contrast(shade(palette, step).name(), card) for step in STEP]
    assert all(one < other for one, other in pairwise(distances))


def test_every_sign_has_a_shape_of_its_own(qtbot: QtBot) -> None:
    pictures = []
    for sign in (*DaySign, *MomentKind):
        image = QImage(16, 16, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        draw_sign(painter, sign, QRectF(2, 2, 12, 12), QColor("black"))
        painter.end()
        pictures.append([image.pixelColor(x, y).lightness() for x in range(16) for y in range(16)])
    for index, one in enumerate(pictures):
        for other in pictures[:index]:
            assert sum(abs(a - b) > 128 for a, b in zip(one, other, strict=True)) >= 12


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_day_of_a_month_is_a_fingertip_in_the_smallest_window(
    context: Context, journal: Journal, qtbot: QtBot, qapp: QApplication, scale: float
) -> None:
    apply_look(qapp, context.theme, scale)
    page = CalendarPage(context, journal)
    qtbot.addWidget(page)
    page.resize(736, 600)
    with qtbot.waitExposed(page):
        page.show()
    boxes = [page.sheet.grid.box_of(index) for index in range(7 * 5)]
    assert min(min(box.width(), box.height()) for box in boxes) >= TOUCH


PLAIN = CellLook()


def painted(day: DayState, look: CellLook = PLAIN, beside: tuple[DayState, ...] = (), width: int = 120) -> QImage:
    image = QImage(width, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    cell = DayCell(build_palette(THEMES["light"]))
    cell.fit((day, *beside), QRectF(image.rect()))
    cell.paint(painter, QRectF(image.rect()), day, look)
    painter.end()
    return image


def test_the_day_with_the_keyboard_has_the_ring_of_ink_that_all_controls_have(qtbot: QtBot) -> None:
    look = CellLook(is_chosen=True, is_cursor=True)
    ring = painted(DayState(TODAY, ""), replace(look, has_focus=True)).pixelColor(0, 30)
    assert ring.name() == THEMES["light"].ink.lower()
    assert painted(DayState(TODAY, ""), look).pixelColor(0, 30) != ring


@pytest.mark.parametrize("in_month", [True, False])
def test_a_day_beside_the_month_shows_its_number_and_its_moments_too(in_month: bool, qtbot: QtBot) -> None:
    day = DayState(TODAY, "", sign=DaySign.COMPLETE, in_month=in_month)
    pictures = (day, replace(day, value="6"), replace(day, moments=(MomentKind.FLARE,)))
    bare, with_number, with_moment = map(painted, pictures)
    assert bare != with_number
    assert bare != with_moment


@pytest.mark.parametrize("width", [120, 36])
def test_a_value_is_as_large_on_a_day_with_marks_as_on_a_day_without(width: int, qtbot: QtBot) -> None:
    plain = DayState(TODAY, "", value="6", in_month=True)
    marked = replace(plain, moments=(MomentKind.FLARE,))
    value = QRect(EDGE, 60 - EDGE - 12, 9, 10)
    both = [painted(day, beside=(plain, marked), width=width).copy(value) for day in (plain, marked)]
    assert both[0] == both[1]
    assert painted(replace(plain, value=""), width=width).copy(value) != both[0]
