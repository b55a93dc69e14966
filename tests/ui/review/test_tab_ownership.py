"""The widgets of a page stay with it, wherever Tab went: Qt for Python may take another for their owner."""

import gc
import re
from pathlib import Path

from pytestqt.qtbot import QtBot
from shiboken6 import isValid

import diary
from diary.ui.pages import Context
from diary.ui.review.area import FILLED
from diary.ui.review.filled_in import FilledPage
from tests.ui.review.conftest import opened


def test_tab_takes_nothing_away_from_whose_it_is(practice: Path, context: Context, qtbot: QtBot) -> None:
    next(practice.glob("b*")).unlink()
    window = opened(practice, context, qtbot)
    window.resize(1366, 698)
    window.show_line(window.card.lines[0])
    for section in ("lines", "compare", FILLED):
        window.open_page(f"trends/{section}")
        qtbot.wait(50)
    assert window.pane.sections is not None
    filled = window.pane.sections.section(FILLED)
    assert isinstance(filled, FilledPage)
    gc.collect()
    assert isValid(filled.card)
    assert filled.card.isVisible()


def test_nobody_but_a_window_itself_is_asked_for_its_neighbour_in_the_order_of_tab() -> None:
    sources = (path.read_text(encoding="utf-8") for path in Path(diary.__file__).parent.rglob("*.py"))
    asked = re.findall(r"(\w+)\.(?:next|previous)InFocusChain\(", "".join(sources))
    assert asked == ["self"]
