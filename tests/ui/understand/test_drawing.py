"""Drawings on screen: their words fit, and the filter is set by keyboard and heard."""

from collections.abc import Callable
from itertools import product
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.content.drawings import draw
from diary.paths import resources
from diary.ui.pages import Context
from diary.ui.style import apply_look
from diary.ui.understand.drawing import DrawingPicture, FilterPicture, drawing_of
from tests.ui.accessible import clipped, too_small, unnamed

KEYS = sorted(path.stem for path in (resources() / "drawings").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def picture(dutch_context: Context, qtbot: QtBot) -> FilterPicture:
    made = drawing_of("filter", "Een filter.", dutch_context, resources())
    assert isinstance(made, FilterPicture)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def shown(dutch_context: Context) -> Callable[[FilterPicture, str], int]:
    """How many parts of a kind the picture shows."""

    def count(picture: FilterPicture, kind: str) -> int:
        root = ElementTree.fromstring(picture.svg)
        parts = [part for part in root.iter() if part.get("id", "").startswith(kind)]
        return sum(part.get("display") != "none" for part in parts)

    return count


@pytest.mark.parametrize(("key", "language"), [*product(KEYS, ("nl", "en"))])
def test_no_word_of_a_drawing_is_cut_off_at_its_edge(dutch_context: Context, key: str, language: str) -> None:
    root = ElementTree.fromstring(draw(resources(), language, key, dutch_context.theme))
    for text in root.iter(f"{SVG}text"):
        font = QFont("Inter")
        font.setPixelSize(100 * int(text.get("font-size", "13")))
        font.setWeight(QFont.Weight.DemiBold if text.get("font-weight") else QFont.Weight.Normal)
        width = QFontMetricsF(font).horizontalAdvance(text.text or "") / 100
        left = float(text.get("x", "0")) - width * {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor", ""), 0)
        assert left >= -1, text.text
        assert left + width <= 361, text.text


@pytest.mark.parametrize("key", KEYS)
def test_a_drawing_is_named_and_keeps_its_shape(dutch_context: Context, qtbot: QtBot, key: str) -> None:
    made = drawing_of(key, "Wat er te zien is.", dutch_context, resources())
    assert made is not None
    qtbot.addWidget(made)
    picture = made.picture if isinstance(made, FilterPicture) else made
    assert isinstance(picture, DrawingPicture)
    assert picture.accessibleName().startswith("Wat er te zien is.")
    assert picture.minimumSizeHint().width() <= 320
    size = picture.sizeHint()
    assert picture.heightForWidth(size.width()) == pytest.approx(size.height(), abs=1)
    picture.resize(size)
    image = picture.grab().toImage()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    assert len(colours) > 9, "something is drawn"


def test_there_is_nothing_without_a_file(dutch_context: Context) -> None:
    assert drawing_of("moon", "", dutch_context, resources()) is None
    assert drawing_of("", "", dutch_context, resources()) is None


def test_the_sentence_says_what_is_drawn_for_every_setting(
    picture: FilterPicture, shown: Callable[[FilterPicture, str], int], qtbot: QtBot
) -> None:
    through: dict[tuple[int, int], int] = {}
    for signals, brake in product(range(3), range(3)):
        qtbot.keyClicks(picture.signals, str(signals + 1))
        qtbot.keyClicks(picture.brake, str(brake + 1))
        assert (picture.signals.value, picture.brake.value) == (signals, brake)
        through[signals, brake] = shown(picture, "out-")
        assert f"Van de {shown(picture, 'in-')} kom" in picture.said.text()
        assert f" er {through[signals, brake]} door." in picture.said.text()
        assert picture.said.text() in picture.picture.accessibleName()
        assert shown(picture, "brake-") == 1
        assert shown(picture, "open-") + shown(picture, "shut-") == 10
    for place in range(3):
        across = [through[place, brake] for brake in range(3)]
        assert across == sorted(across, reverse=True), "a stronger brake lets less through"
        along = [through[signals, place] for signals in range(3)]
        assert along == sorted(along), "more signals never let less through"
    assert through[2, 0] > through[2, 2] > 0


def test_arrows_set_it_and_taking_a_key_back_means_usual(picture: FilterPicture, qtbot: QtBot) -> None:
    assert picture.signals.value == picture.brake.value == 1
    qtbot.keyClick(picture.brake, Qt.Key.Key_Right)
    assert picture.brake.value == 2
    assert "sterke rem" in picture.said.accessibleName()
    qtbot.keyClick(picture.brake, Qt.Key.Key_Delete)
    assert picture.brake.value == 1
    assert "gewone rem" in picture.said.accessibleName()


@pytest.mark.parametrize("percent", [100, 200])
def test_the_filter_is_large_enough_to_hit_and_has_a_name_for_everything(
    dutch_context: Context, qtbot: QtBot, qapp: QApplication, percent: int
) -> None:
    apply_look(qapp, dutch_context.theme, percent / 100)
    made = drawing_of("filter", "Een filter.", dutch_context, resources())
    assert made is not None
    qtbot.addWidget(made)
    made.resize(320 * percent // 100, 600)
    with qtbot.waitExposed(made):
        made.show()
    assert (clipped(made), unnamed(made), too_small(made)) == ([], [], [])
    assert made.minimumSizeHint().width() <= 300 * percent // 100
