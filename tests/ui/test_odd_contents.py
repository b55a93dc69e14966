"""Whatever stands in the diary's own settings, and however much was typed, every page can be shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import diary.ui.program as program_module
from diary.domain.limits import LONGEST_NOTE
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.paths import resources
from diary.storage.store import Pairs
from diary.ui.program import Program
from diary.ui.window import MainWindow
from tests.factory import TODAY, a_day

GARBAGE = ["[", "null", '{"a": [[]]}', "9" * 500, "“”\u202e☕"]


@pytest.fixture
def used(journal: Journal, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Journal:
    """A diary on which every page was opened once, so that its settings are there."""
    monkeypatch.setattr(program_module, "load_the_rest", lambda: None)
    journal.import_days(a_day(ago, stress=ago % 11, into_bed=1390, areas={"front_knee_l": 3}) for ago in range(60))
    journal.set_form(journal.form())
    journal.set_profile("name", "Anna")
    journal.set_profile("birth_year", "1970")
    return journal


@pytest.fixture
def window(used: Journal, tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    program = Program(used, resources(), tmp_path / "settings.ini", "en")
    window = program.open("en")
    qtbot.addWidget(window)
    yield window
    window.close()


def _open_all(window: MainWindow, qtbot: QtBot) -> None:
    for key in window.sidebar.pages:
        window.open_page(key)
        qtbot.wait(20)


@pytest.mark.parametrize("text", GARBAGE, ids=lambda text: text[:12] or "empty")
def test_whatever_the_settings_of_a_diary_are_every_page_opens(
    used: Journal, tmp_path: Path, qtbot: QtBot, text: str
) -> None:
    tables: tuple[Pairs, ...] = ("setting", "profile")
    for table in tables:
        used._core.store.put_pairs(table, dict.fromkeys(used._core.store.pairs(table), text))
    program = Program(used, resources(), tmp_path / "settings.ini", "en")
    window = program.open("en")
    qtbot.addWidget(window)
    _open_all(window, qtbot)
    window.close()
    assert used.day(TODAY).value("stress") == 0


def test_the_longest_note_is_kept_and_a_longer_one_refused_in_a_sentence(
    window: MainWindow, used: Journal, qtbot: QtBot
) -> None:
    used.set_note(TODAY, "note", "x" * LONGEST_NOTE)
    with pytest.raises(Refusal) as refused:
        used.set_note(TODAY, "note", "y" * 10 * LONGEST_NOTE)
    assert refused.value.reason is Reason.TEXT_TOO_LONG
    window.open_day(TODAY)
    _open_all(window, qtbot)
    assert used.day(TODAY).notes["note"] == "x" * LONGEST_NOTE
