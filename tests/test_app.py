"""What is done when every window is closed."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from diary.app import LOOKS_AT_A_HELD_DIARY, _raised_first, _run_and_go_on
from diary.cli.world import WindowRequest
from diary.content.language import load_language
from diary.paths import people_folder, resources
from diary.storage.lock import WriterLock


@pytest.mark.parametrize("is_erased", [True, False])
def test_deleting_everything_takes_the_lists_of_shares_along(
    is_erased: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    people_folder().mkdir(parents=True)
    (people_folder() / "people-1.json").write_text("{}")
    safety = SimpleNamespace(is_erased=is_erased)
    start: Any = SimpleNamespace(run=lambda *_: 0, again_at=None, program=SimpleNamespace(safety=safety))
    session: Any = SimpleNamespace(is_read_only=True)
    assert _run_and_go_on(start, session, WindowRequest(None)) == 0
    assert people_folder().exists() is not is_erased


def test_when_the_program_was_removed_locking_says_that_the_diary_is_safe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("diary.app.program_file", lambda: tmp_path / "removed")
    monkeypatch.setattr("diary.app.os.execv", lambda *_words: told.append("began"))
    monkeypatch.setattr("diary.ui.program.tell", lambda said, *_: told.extend(said))
    pages = SimpleNamespace(code="nl", language_in_use=load_language("nl", resources()))
    start: Any = SimpleNamespace(run=lambda *_: 0, again_at="today", program=None, start_pages=pages)
    session: Any = SimpleNamespace(is_read_only=True, path=tmp_path / "my.diary")
    assert _run_and_go_on(start, session, WindowRequest(None)) == 0
    (sentence,) = told
    assert sentence.startswith("Je dagboek is opgeslagen en gesloten.")


def test_a_start_while_the_window_closes_opens_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []
    closing = WriterLock(tmp_path / "my.diary")
    closing.__enter__()

    def nobody_listens(_path: Path, page: str | None) -> bool:
        asked.append(page)
        closing.__exit__(None, None, None)
        return False

    monkeypatch.setattr("diary.ui.single_instance.raise_first", nobody_listens)
    assert not _raised_first(tmp_path / "my.diary", "plan")
    assert asked == ["plan"]
    with WriterLock(tmp_path / "my.diary"):
        monkeypatch.setattr("diary.ui.single_instance.raise_first", lambda *_words: asked.append("again"))
        assert not _raised_first(tmp_path / "my.diary", "plan")
    assert asked[1:] == ["again"] * LOOKS_AT_A_HELD_DIARY
