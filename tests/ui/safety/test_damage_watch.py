"""What cannot be read is noticed behind the first page and at opening, and nothing that was typed is lost."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import diary.ui.program as program_module
from diary.app import open_window, run
from diary.cli.world import WindowRequest, World
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from diary.journal.rescue_options import RescueOptions
from diary.paths import default_diary, resources
from diary.screens.rescue import RescueStep
from diary.storage.store import Store
from diary.ui.program import Program
from diary.ui.safety.rescue import RescueDialog
from diary.ui.safety.upkeep import DamageWatch
from diary.ui.start.controller import StartController
from diary.ui.today.page import TodayPage
from diary.ui.widgets.labels import Text
from diary.ui.window import MainWindow
from tests.factory import FEW, NOW, TODAY, ZONE, Clock, a_journal
from tests.journal.damage import PAGE
from tests.ui.safety.opened_rescue import LATER, rescue_options, settle, spoil, value, write_diary


class Opened:
    """The real window on a diary that turns bad while it is open."""

    def __init__(self, path: Path, qtbot: QtBot) -> None:
        write_diary(path)
        self.path = path
        self.journal: Journal = a_journal(path, Clock(LATER))
        self.journal.set_form(FEW)
        self.program = Program(
            self.journal,
            resources(),
            path.with_suffix(".ini"),
            "en",
            rescue_options=partial(rescue_options, path, is_held=True),
        )
        self.window: MainWindow = self.program.open("en")
        qtbot.addWidget(self.window)
        assert self.program._rescuing is not None
        self.watch: DamageWatch = self.program._rescuing

    @property
    def today(self) -> TodayPage:
        page = self.window.page("today")
        assert isinstance(page, TodayPage)
        return page

    def dialog(self, qtbot: QtBot) -> RescueDialog:
        """The page, once it is there and has looked."""
        qtbot.waitUntil(lambda: self.watch.dialog is not None, timeout=20_000)
        assert self.watch.dialog is not None
        settle(self.watch.dialog, qtbot)
        return self.watch.dialog


@pytest.fixture
def opened(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opened]:
    monkeypatch.setattr(program_module, "load_the_rest", lambda: None)
    opened = Opened(tmp_path / "my.diary", qtbot)
    yield opened
    opened.watch.wait()
    opened.window.close()
    opened.journal.close()


def _spoil_quietly(path: Path) -> None:
    """A page in the middle goes bad; the first pages still lead to the diary."""
    content = path.read_bytes()
    at = content.rindex(b"newer than the copy") // PAGE * PAGE
    path.write_bytes(content[:at] + b"\xaa" * PAGE + content[at + PAGE :])


def test_a_sound_diary_is_looked_over_and_nothing_is_said(opened: Opened, qtbot: QtBot) -> None:
    opened.watch.start()
    opened.watch.wait()
    qtbot.wait(20)
    assert opened.watch.dialog is None


def test_what_is_found_behind_the_first_page_is_shown_over_it(opened: Opened, qtbot: QtBot) -> None:
    _spoil_quietly(opened.path)
    opened.watch.start()
    dialog = opened.dialog(qtbot)
    assert dialog.isVisible()
    assert opened.window.isVisible()
    dialog.reject()
    assert opened.watch.notice is not None
    assert opened.watch.notice.isVisible()
    opened.watch.notice.retry.click()
    opened.dialog(qtbot).reject()


def test_what_was_typed_and_not_stored_is_stored_in_the_rescued_diary(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoilt(*_: object, **__: object) -> None:
        raise Refusal(Reason.FILE_DAMAGED, path=opened.path)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "change", spoilt)
        note = opened.today.sheet.fields["note"].control
        note.setFocus()
        qtbot.keyClicks(note, "typed while it broke")
        opened.today.sheet.flush()
        dialog = opened.dialog(qtbot)
    spoil(opened.path)
    dialog.page.buttons[RescueStep.COMPLETE].click()
    settle(dialog, qtbot)
    qtbot.mouseClick(dialog.finish, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: opened.watch.dialog is None)
    assert opened.journal.day(TODAY).notes == {"note": "typed while it broke"}
    assert value(opened.path, 0, "stress") == 7
    assert not opened.today.saver.not_stored


def test_what_is_not_as_it_was_written_is_put_back_from_the_copy(opened: Opened, qtbot: QtBot) -> None:
    content = opened.path.read_bytes()
    opened.path.write_bytes(content.replace(b"day 17", b"dax 17"))
    opened.watch.start()
    dialog = opened.dialog(qtbot)
    said = "\n".join(text.text() for text in dialog.page.findChildren(Text))
    assert "5 November 2026" in said
    assert list(dialog.page.buttons) == [RescueStep.COMPLETE, RescueStep.PUT_BACK]
    dialog.page.buttons[RescueStep.COMPLETE].click()
    settle(dialog, qtbot)
    dialog.finish.click()
    qtbot.waitUntil(lambda: opened.watch.dialog is None)
    assert opened.journal.day(TODAY - timedelta(days=17)).notes == {"note": "day 17"}
    assert opened.journal.day(TODAY).value("stress") == 7


def _world() -> World:
    return World(lambda: NOW, ZONE, resources(), "en", open_window)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's own diary, in a place of the test."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = default_diary()
    path.parent.mkdir(parents=True)
    write_diary(path)
    return path


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"hello", bytes(9000)])
def test_whatever_the_own_diary_became_the_page_opens_and_then_the_diary(
    own: Path, content: bytes, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[int] = []

    def rescue(outcome: RescueOptions, reason: Reason, *_: object) -> bool:
        assert reason in {Reason.FILE_DAMAGED, Reason.FILE_NOT_A_DIARY}
        copies = outcome.look().copies
        outcome.complete(copies[0].path)
        return True

    def show(start: StartController, *_: object) -> int:
        journal = start.session.open()
        shown.append(len(journal.days(journal.span())))  # type: ignore[arg-type]
        start.session.close()
        return 0

    own.write_bytes(content)
    monkeypatch.setattr(program_module, "ask_to_rescue", rescue)
    monkeypatch.setattr(StartController, "run", show)
    assert run([], _world()) == 0
    assert shown == [38]
    assert [path.read_bytes() for path in own.parent.glob("my * damaged.diary")] == [content]


def test_who_closes_the_page_leaves_everything_as_it_is(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = spoil(own)
    monkeypatch.setattr(program_module, "ask_to_rescue", lambda *_: False)
    monkeypatch.setattr(program_module, "tell", lambda *_: pytest.fail("it was told already"))
    assert run([], _world()) == 1
    assert own.read_bytes() == before


def test_some_other_file_is_refused_in_a_sentence(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = own.with_name("letter.diary")
    letter.write_bytes(b"hello")
    told: list[str] = []
    monkeypatch.setattr(program_module, "ask_to_rescue", lambda *_: pytest.fail("nothing to mend"))
    monkeypatch.setattr(program_module, "tell", lambda said, *_: told.extend(said))
    request = WindowRequest(letter, demo=False, language="en", page=None)
    with pytest.raises(Refusal):
        open_window(_world(), request)
    assert "is not a diary" in told[0]


def test_the_page_is_shown_in_the_theme_the_person_chose(
    own: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from diary.content.language import load_language

    def closed_at_once(dialog: RescueDialog) -> int:
        qtbot.addWidget(dialog)
        settle(dialog, qtbot)
        return 0

    monkeypatch.setattr(RescueDialog, "exec", closed_at_once)
    spoil(own)
    settings = own.with_suffix(".ini")
    settings.write_text("[General]\ntheme=dark\n", encoding="utf-8")
    dutch = load_language("nl", resources())
    assert not program_module.ask_to_rescue(rescue_options(own), Reason.FILE_DAMAGED, resources(), settings, dutch)
