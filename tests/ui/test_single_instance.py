"""The single instance: one word from one account raises the window, anything else is ignored."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from diary.paths import socket_address
from diary.ui.single_instance import ANSWER, WORD, SingleInstance, raise_first

ROOT = Path(__file__).parents[2]
RAISE = """
import sys
from pathlib import Path
from diary.ui.single_instance import raise_first
print(raise_first(Path(sys.argv[1])))
"""


@pytest.fixture
def diary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with TemporaryDirectory() as short:  # an address of a socket has room for some hundred letters
        monkeypatch.setenv("XDG_RUNTIME_DIR", short)
        yield tmp_path / "my.diary"


@pytest.fixture
def instance(diary: Path, qtbot: QtBot) -> Iterator[SingleInstance]:
    instance = SingleInstance(diary)
    yield instance
    instance.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for nobody as long as in the program: what is awaited here never comes."""
    monkeypatch.setattr("diary.ui.single_instance.PATIENCE_MS", 200)
    monkeypatch.setattr("diary.ui.single_instance.PAUSE_MS", 20)


def call(instance: SingleInstance, diary: Path, said: bytes, qtbot: QtBot) -> tuple[bytes, int]:
    """Send this; return the answer and how often the window was raised."""
    raise_requested: list[int] = []
    instance.raise_requested.connect(lambda: raise_requested.append(1))
    client = QLocalSocket()
    gone: list[int] = []
    client.disconnected.connect(lambda: gone.append(1))
    client.connectToServer(socket_address(diary))
    client.write(said)
    qtbot.waitUntil(lambda: bool(gone), timeout=4000)
    return bytes(client.readAll().data()), len(raise_requested)


def test_the_word_raises_the_window_and_is_answered(instance: SingleInstance, diary: Path, qtbot: QtBot) -> None:
    assert call(instance, diary, WORD, qtbot) == (ANSWER, 1)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("said", [b"raise\n ", b"RAISE\n", b"x" * 100_000, b"rais", b"", b"\x00" * 7])
def test_nothing_else_is_heard(instance: SingleInstance, diary: Path, qtbot: QtBot, said: bytes) -> None:
    assert call(instance, diary, said, qtbot) == (b"", 0)
    assert call(instance, diary, WORD, qtbot) == (ANSWER, 1), "and the next one is served"


@pytest.mark.skipif(os.name != "posix", reason="a pipe of Windows has no mode")
def test_only_this_account_may_raise_the_window(instance: SingleInstance, diary: Path) -> None:
    assert stat.S_IMODE(Path(socket_address(diary)).stat().st_mode) & 0o077 == 0


def test_another_process_brings_the_window_forward(instance: SingleInstance, diary: Path, qtbot: QtBot) -> None:
    raise_requested: list[int] = []
    instance.raise_requested.connect(lambda: raise_requested.append(1))
    with subprocess.Popen([sys.executable, "-c", RAISE, str(diary)], cwd=ROOT, stdout=subprocess.PIPE) as caller:
        qtbot.waitUntil(lambda: caller.poll() is not None, timeout=15_000)
        assert caller.stdout is not None
        assert caller.stdout.read() == b"True\n"
    assert raise_requested == [1]


@pytest.mark.usefixtures("impatient")
def test_where_nobody_is_at_home_nothing_is_raised(diary: Path, qtbot: QtBot) -> None:
    assert not raise_first(diary)
    Path(socket_address(diary)).touch()
    assert not raise_first(diary)


def test_an_address_a_killed_program_left_is_taken_over(diary: Path, qtbot: QtBot) -> None:
    Path(socket_address(diary)).touch()
    instance = SingleInstance(diary)
    assert call(instance, diary, WORD, qtbot) == (ANSWER, 1)
    instance.close()
    assert not Path(socket_address(diary)).exists()


def test_one_file_has_one_address_however_it_is_called(diary: Path) -> None:
    diary.touch()
    link = diary.with_name("link.diary")
    link.symlink_to(diary)
    assert socket_address(link) == socket_address(diary.parent / "x" / ".." / "my.diary")
    assert socket_address(diary) != socket_address(diary.with_name("other.diary"))
    assert diary.name not in socket_address(diary)


def test_without_a_folder_for_sockets_the_persons_own_is_used(
    diary: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for place in ("", str(tmp_path / "missing")):
        monkeypatch.setenv("XDG_RUNTIME_DIR", place)
        assert Path(socket_address(diary)).parent == tmp_path / "data" / "symptom-diary"


ON_A_PAGE = """
import sys
from pathlib import Path
from diary.ui.single_instance import raise_first
print(raise_first(Path(sys.argv[1]), sys.argv[2]))
"""


def test_a_start_on_a_page_hands_its_address_on(
    instance: SingleInstance, diary: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[str] = []
    instance.page_requested.connect(asked.append)
    page = f"share/therapist_mark/{tmp_path}/Notities van ’t Hof.diary-marks"
    command = [sys.executable, "-c", ON_A_PAGE, str(diary), page]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as caller:
        qtbot.waitUntil(lambda: caller.poll() is not None, timeout=15_000)
        assert caller.stdout is not None
        assert caller.stdout.read() == b"True\n"
    assert asked == [page]


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("said", [b"page /a\nraise\n", b"page " + b"x" * 10_000 + b"\n", b"page /a"])
def test_a_strange_page_is_not_heard(instance: SingleInstance, diary: Path, qtbot: QtBot, said: bytes) -> None:
    asked: list[str] = []
    instance.page_requested.connect(asked.append)
    assert call(instance, diary, said, qtbot) == (b"", 0)
    assert asked == []
