"""Everything about a look can be heard, hit and read: all pairs unfolded, both languages, up to twice the size."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.domain.links.look import look_at_links
from diary.paths import resources
from diary.screens.links import build_links
from diary.ui.links.page import ResultView
from diary.ui.pages import Context
from diary.ui.style import apply_look
from tests.calibration.diaries import Cell, Notebook, linked
from tests.factory import TODAY
from tests.ui.accessible import clipped, too_small, unnamed

LINKED = Cell("linked", lambda chance, days: linked(chance, days, 0.7, 0.3))


@pytest.mark.parametrize(
    ("language", "scale", "size"), [("en", 1.0, (1000, 800)), ("nl", 1.0, (700, 560)), ("nl", 2.0, (700, 560))]
)
def test_all_that_was_found_can_be_heard_hit_and_read(
    qapp: QApplication, qtbot: QtBot, language: str, scale: float, size: tuple[int, int]
) -> None:
    theme = load_themes(resources())["light"]
    apply_look(qapp, theme, scale)
    library = load_library(resources(), language)
    report = look_at_links(next(Notebook(120).tables(LINKED, 1, 1)))
    view = ResultView(build_links(report, library, TODAY - timedelta(days=119), TODAY), Context(library, theme))
    qtbot.addWidget(view)
    view.resize(*size)
    with qtbot.waitExposed(view):
        view.show()
    for pair in view.pairs:
        pair.head.setChecked(True)

    def reads() -> None:
        assert (unnamed(view), too_small(view), clipped(view)) == ([], [], [])

    qtbot.waitUntil(reads)
