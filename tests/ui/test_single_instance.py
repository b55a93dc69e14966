"""The single instance: one word from one account raises the window, anything else is ignored."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from diary.paths import ACTIVATION_TOKEN, runtime_file
from diary.ui.single_instance import ANSWER, FOLDER, REQUEST, WORD, SingleInstance, raise_first

ROOT = Path(__file__).parents[2]
RAISE = """
import sys
from pathlib import Path
from diary.ui import single_instance
single_instance.LISTENS_WITHIN_MS = single_instance.PATIENCE_MS = 15_000
print(single_instance.raise_first(Path(sys.argv[1]), *sys.argv[2:]))
"""
ASK = (sys.executable, "-c", RAISE)


@pytest.fixture
def diary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "runtime").mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    return tmp_path / "my.diary"


@pytest.fixture
def instance(diary: Path, qtbot: QtBot) -> Iterator[SingleInstance]:
    instance = SingleInstance(diary)
    yield instance
    instance.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nobody as long as in the program: what is awaited here never comes."""
    monkeypatch.setattr("diary.ui.single_instance.LISTENS_WITHIN_MS", 20)
    monkeypatch.setattr("diary.ui.single_instance.PATIENCE_MS", 50)


def call(instance: SingleInstance, diary: Path, said: bytes, qtbot: QtBot) -> tuple[bool, int]:
    """Ask this; return whether it was answered and how often the window was raised."""
    raise_requested: list[int] = []
    instance.raise_requested.connect(lambda: raise_requested.append(1))
    draft = runtime_file(diary, FOLDER) / "7"
    request, answer = draft.with_suffix(REQUEST), draft.with_suffix(ANSWER)
    draft.write_bytes(said)
    draft.replace(request)
    qtbot.waitUntil(lambda: not request.exists(), timeout=4000)
    is_answered = answer.exists()
    answer.unlink(missing_ok=True)
    return is_answered, len(raise_requested)


def test_the_word_raises_the_window_and_is_answered(instance: SingleInstance, diary: Path, qtbot: QtBot) -> None:
    assert call(instance, diary, WORD, qtbot) == (True, 1)


@pytest.mark.parametrize("said", [b"raise\n ", b"RAISE\n", b"x" * 100_000, b"rais", b"", b"\x00" * 7])
def test_nothing_else_is_heard(instance: SingleInstance, diary: Path, qtbot: QtBot, said: bytes) -> None:
    assert call(instance, diary, said, qtbot) == (False, 0)
    assert call(instance, diary, WORD, qtbot) == (True, 1), "and the next one is served"


@pytest.mark.skipif(os.name != "posix", reason="files of Windows have no mode")
def test_a_pipe_is_not_waited_for(instance: SingleInstance, diary: Path, qtbot: QtBot) -> None:
    os.mkfifo(runtime_file(diary, FOLDER) / f"1{REQUEST}")
    assert call(instance, diary, WORD, qtbot) == (True, 1)


@pytest.mark.usefixtures("instance")
@pytest.mark.skipif(os.name != "posix", reason="folders of Windows have no mode")
def test_only_this_account_may_raise_the_window(diary: Path) -> None:
    assert stat.S_IMODE(runtime_file(diary, FOLDER).stat().st_mode) == 0o700


def told(caller: "subprocess.Popen[bytes]", qtbot: QtBot) -> bytes:
    """Wait for the other program, and return what it printed."""
    qtbot.waitUntil(lambda: caller.poll() is not None, timeout=15_000)
    assert caller.stdout is not None
    return caller.stdout.read()


def test_another_process_brings_the_window_forward(instance: SingleInstance, diary: Path, qtbot: QtBot) -> None:
    raise_requested: list[int] = []
    instance.raise_requested.connect(lambda: raise_requested.append(1))
    with subprocess.Popen([*ASK, str(diary)], cwd=ROOT, stdout=subprocess.PIPE) as caller:
        assert told(caller, qtbot) == b"True\n"
    assert raise_requested == [1]
    assert [*runtime_file(diary, FOLDER).iterdir()] == []


@pytest.mark.parametrize(("token", "seen"), [("kwin-7_3", "kwin-7_3"), ("", None), ("a\nb", None), ("é", None)])
def test_what_the_desktop_gave_a_second_start_is_there_while_the_window_comes_forward(
    instance: SingleInstance,
    diary: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    token: str,
    seen: str | None,
) -> None:
    monkeypatch.delenv(ACTIVATION_TOKEN, raising=False)
    found: list[str | None] = []
    instance.raise_requested.connect(lambda: found.append(os.environ.get(ACTIVATION_TOKEN)))
    given = {**os.environ, ACTIVATION_TOKEN: token}
    with subprocess.Popen([*ASK, str(diary)], cwd=ROOT, stdout=subprocess.PIPE, env=given) as caller:
        assert told(caller, qtbot) == b"True\n"
    assert found == [seen]
    assert ACTIVATION_TOKEN not in os.environ
    assert [*runtime_file(diary, FOLDER).iterdir()] == []


@pytest.mark.usefixtures("impatient")
def test_where_nobody_is_at_home_nothing_is_raised_and_nothing_left(diary: Path) -> None:
    folder = runtime_file(diary, FOLDER)
    assert not raise_first(diary)
    folder.mkdir()
    assert not raise_first(diary), "a killed program left its folder"
    assert [*folder.iterdir()] == []


def test_a_start_that_asks_before_the_window_listens_is_heard(diary: Path, qtbot: QtBot) -> None:
    asked: list[str] = []
    with subprocess.Popen([*ASK, str(diary), "plan"], cwd=ROOT, stdout=subprocess.PIPE) as caller:
        folder = runtime_file(diary, FOLDER)
        folder.mkdir()
        qtbot.waitUntil(lambda: any(folder.glob(f"*{REQUEST}")), timeout=15_000)
        instance = SingleInstance(diary)
        instance.page_requested.connect(asked.append)
        assert told(caller, qtbot) == b"True\n"
    assert asked == ["plan"]
    instance.close()


def test_the_folder_of_a_killed_program_is_taken_over_and_goes_at_the_end(diary: Path, qtbot: QtBot) -> None:
    folder = runtime_file(diary, FOLDER)
    folder.mkdir()
    for left in ("3", f"4{ANSWER}"):
        (folder / left).touch()
    instance = SingleInstance(diary)
    assert call(instance, diary, WORD, qtbot) == (True, 1)
    instance.close()
    assert not folder.exists()


def test_one_file_has_one_folder_however_it_is_called(diary: Path) -> None:
    diary.touch()
    link = diary.with_name("link.diary")
    link.symlink_to(diary)
    folder = runtime_file(link, FOLDER)
    assert folder == runtime_file(diary.parent / "x" / ".." / "my.diary", FOLDER)
    assert folder != runtime_file(diary.with_name("other.diary"), FOLDER)
    assert diary.name not in str(folder)


def test_without_a_folder_for_what_runs_the_persons_own_is_used(
    diary: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for place in ("", str(tmp_path / "missing")):
        monkeypatch.setenv("XDG_RUNTIME_DIR", place)
        assert runtime_file(diary, FOLDER).parent == tmp_path / "data" / "symptom-diary"
    (tmp_path / "data" / "symptom-diary").mkdir(parents=True)
    instance = SingleInstance(diary)
    assert call(instance, diary, WORD, qtbot) == (True, 1)
    instance.close()


def test_where_no_folder_can_be_made_the_window_goes_on(
    diary: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    (tmp_path / "file").touch()
    SingleInstance(diary).close()


def test_a_start_on_a_page_hands_its_address_on(
    instance: SingleInstance, diary: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[str] = []
    instance.page_requested.connect(asked.append)
    page = f"share/therapist_mark/{tmp_path}/Notities\nvan ’t Hof{'f' * 4000}.diary-marks"
    with subprocess.Popen([*ASK, str(diary), page], cwd=ROOT, stdout=subprocess.PIPE) as caller:
        assert told(caller, qtbot) == b"True\n"
    assert asked == [page]


@pytest.mark.parametrize("said", [b"page " + b"x" * 10_000 + b"\n", b"page /a"])
def test_a_strange_page_is_not_heard(instance: SingleInstance, diary: Path, qtbot: QtBot, said: bytes) -> None:
    asked: list[str] = []
    instance.page_requested.connect(asked.append)
    assert call(instance, diary, said, qtbot) == (False, 0)
    assert asked == []
