"""The window of a therapist follows the colours, the words and the hours of the computer as the diary does."""

import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from diary.content.theme import load_themes
from diary.paths import resources
from diary.ui import preferences as preferences_module
from diary.ui.preferences import LookWatch, Preferences
from diary.ui.review.area import DAYS
from diary.ui.review.window import ReviewWindow
from diary.ui.review_program import show_review
from diary.ui.style import apply_look
from diary.ui.widgets.labels import NoticeBar
from tests.journal.test_give_back import own_marks
from tests.journal.test_people import WORLD, a_share, changed_days

THEMES = load_themes(resources())


def reviewed(
    place: Path,
    hours: list[int],
    act: Callable[[ReviewWindow], None],
    qtbot: QtBot,
    start_again: Callable[[], object] = lambda: None,
) -> None:
    """Show the window of a therapist, and `act` in it instead of waiting until it is closed."""

    def use(_qt: QApplication | None = None) -> int:
        (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, ReviewWindow) and w.isVisible()]
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: bool(window.card.lines), timeout=20_000)
        act(window)
        window.close()
        return 0

    opener, settings, cache = WORLD.share_opener(), place.parent / "settings.ini", place.parent / "cache"
    marks, keys = own_marks(place.parent), dict[Path, None]().get
    with patch.object(QApplication, "exec", use):
        show_review(
            [place],
            opener,
            resources(),
            settings,
            cache,
            marks,
            "en",
            read_hour=lambda: hours[-1],
            find_key=keys,
            start_again=start_again,
        )


def paper(window: ReviewWindow) -> str:
    """Let the window look, and return the name of the theme it shows then."""
    watch = window.findChild(LookWatch)
    assert watch is not None
    watch.look()
    colour = QApplication.palette().color(QPalette.ColorRole.Window).name().lower()
    return next(name for name, theme in THEMES.items() if theme.paper.lower() == colour)


def test_the_window_of_a_therapist_follows_the_look_of_the_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    place, hours, seen = tmp_path / "practice", [12], list[str]()
    place.mkdir()
    a_share(place / "a.diary", changed_days(), "Anna")
    a_share(place / "b.diary", changed_days(), "Berend", seconds=1)
    settings = tmp_path / "settings.ini"
    Preferences(settings, ("en",), tuple(THEMES), "en").dims_at_night = True

    def act(window: ReviewWindow) -> None:
        qtbot.waitUntil(lambda: len(window.card.lines) == 2, timeout=20_000)
        window.card.order.setCurrentIndex(2)
        window.card.field.setText("e")
        window.card.rows.setFocus()
        window.show_line(window.card.lines[1])
        window.open_page(f"trends/{DAYS}")
        for theme, hour in (("light", 12), ("dark", 12), ("contrast", 12), ("light", 22), ("light", 7)):
            monkeypatch.setattr(preferences_module, "system_theme", lambda _hints, theme=theme: theme)
            hours.append(hour)
            seen.append(paper(window))
        assert window.pane.name.text() == "Berend"
        assert window.pane.sections is not None
        assert window.pane.sections.shown == DAYS
        assert (window.card.order.currentIndex(), window.card.field.text()) == (2, "e")
        assert window.card.rows.count() == 1
        assert window.card.rows.current == window.card.lines[1]
        before = QApplication.font().pixelSize()
        watch = window.findChild(LookWatch)
        assert watch is not None
        watch.words_scaled.emit(140)
        assert QApplication.font().pixelSize() == 1.4 * before
        watch.words_scaled.emit(100)

    reviewed(place, hours, act, qtbot)
    assert seen == ["light", "dark", "contrast", "dim", "light"]
    apply_look(QApplication.instance(), THEMES["light"])  # type: ignore[arg-type]


def test_another_version_that_is_installed_meanwhile_is_offered_and_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    place, program, begun = tmp_path / "practice", tmp_path / "program", list[bool]()
    place.mkdir()
    a_share(place / "a.diary", changed_days(), "Anna")
    program.write_bytes(b"old")
    monkeypatch.setattr("diary.ui.review_program.program_file", lambda: program)

    def act(window: ReviewWindow) -> None:
        program.write_bytes(b"newer")
        sys.excepthook(ImportError, ImportError("no such part"), None)
        qtbot.waitUntil(lambda: bool([bar for bar in window.findChildren(NoticeBar) if bar.isVisible()]))
        bar = next(bar for bar in window.findChildren(NoticeBar) if bar.isVisible())
        assert bar.text.text().startswith("Another version of this program was installed just now.")
        assert not window.findChildren(QMessageBox)
        bar.retry.click()
        assert not window.isVisible()

    reviewed(place, [12], act, qtbot, lambda: begun.append(True))
    assert begun == [True]
