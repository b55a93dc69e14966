"""What is done when every window is closed."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from diary.app import _run_and_go_on
from diary.cli.world import WindowRequest
from diary.paths import people_folder


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
