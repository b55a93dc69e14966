"""What the set-up finds out about a machine, and what it says."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def dev() -> Iterator[ModuleType]:
    spec = spec_from_file_location("dev_under_test", ROOT / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("surroundings", "display"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"QT_QPA_PLATFORM": "vnc"}, True),
    ],
)
def test_a_display_is_seen_where_one_is(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, surroundings: dict[str, str], display: bool
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    assert dev.has_display() is display


def test_only_what_the_linker_does_not_know_is_missing(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    known = "\tlibEGL.so.1 (libc6,x86-64) => /lib/libEGL.so.1\n\tlibGL.so.1.7 (libc6) => /lib/libGL.so.1.7\n"
    monkeypatch.setattr(dev, "known_libraries", lambda: known)
    assert dev.missing_packages({"libEGL.so.1": "libegl1", "libGL.so.1": "libgl1"}) == ["libgl1"]
    assert dev.missing_packages({"no-such-program": "its-package"}) == ["its-package"]
    assert dev.missing_packages({"/usr/*/no-such-file": "its-package", "/usr/*": "usual"}) == ["its-package"]


def test_other_systems_bring_their_own_libraries(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert dev.missing_packages({**dev.DRAWING, **dev.X_WINDOWS, **dev.TEST_PROGRAMS}) == []


def test_without_the_right_to_install_the_one_line_is_shown(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "missing_packages", lambda _needed: ["libegl1", "libgl1"])
    monkeypatch.setattr(dev.shutil, "which", lambda name, **_: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(dev.Stop) as stop:
        dev.install_system_packages({})
    lines = [line.strip() for line in str(stop.value).splitlines() if "apt-get" in line]
    assert lines == [
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1",
    ]


def test_a_broken_environment_of_somebody_else_is_left_alone(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    theirs = tmp_path / ".venv"
    theirs.mkdir()
    (theirs / "thesis.txt").write_text("years of work", encoding="utf-8")
    monkeypatch.setattr(dev, "VENV", theirs)
    monkeypatch.setattr(dev, "PYTHON", theirs / "python")
    monkeypatch.setattr(dev, "MINE", theirs / "made-by-dev.py")
    with pytest.raises(dev.Stop, match="did not make"):
        dev.make_venv()
    assert (theirs / "thesis.txt").read_text(encoding="utf-8") == "years of work"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("numpy==2.4.6 ; python_full_version < '3.12' \\", True),
        ("    --hash=sha256:0a10eec6e13ef16b627fabed9a5f2ba6 \\", True),
        ("pyside6-essentials==6.11.3 \\", True),
        ("pyside6-essentials==6.12.0 \\", False),
        ("--index-url https://example.org/simple", False),
        ("thing @ file:///somewhere/thing.whl", False),
        ("--find-links wheels", False),
    ],
)
def test_the_lock_may_hold_packages_and_hashes_only(dev: ModuleType, line: str, wanted: bool) -> None:
    assert (not dev.UNWANTED_IN_LOCK.findall(line)) is wanted


def test_a_wrong_command_is_answered_with_the_right_ones() -> None:
    asked = [sys.executable, "packaging/dev.py", "fly"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "run" in done.stderr
    assert "Traceback" not in done.stderr
    nothing = subprocess.run(asked[:2], cwd=ROOT, capture_output=True, text=True, check=False)
    assert nothing.returncode == 2
    assert nothing.stderr.endswith("are required: command\n")


def test_help_on_the_diary_is_not_a_sample_where_there_is_no_display(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[object]] = []

    def call(command: list[object]) -> int:
        asked.append(command)
        return 0

    monkeypatch.setattr(dev, "set_up", lambda _libraries: None)
    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "call", call)
    assert dev.run(["--help"]) == 0
    assert asked == [[dev.PYTHON, "-m", "diary", "--help"]]


@pytest.mark.parametrize(("code", "inside"), [(0, ["unshare", "--net"]), (1, [])])
def test_tests_run_without_a_network_where_the_machine_can(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int, inside: list[str]
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, code))
    assert dev.without_network() == inside
    monkeypatch.setattr(dev.shutil, "which", lambda _name: None)
    assert dev.without_network() == []


def test_what_python_compiles_is_kept_for_the_next_process(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "imported.py").write_text("", encoding="utf-8")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.call([sys.executable, "-c", "import imported"]) == 0
    assert list(tmp_path.glob("__pycache__/imported.*.pyc"))


def test_checks_run_side_by_side_and_every_failed_one_is_told(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def check(code: int) -> list[str]:
        return [sys.executable, "-c", f"import sys; print('out', {code}); sys.exit({code})"]

    monkeypatch.setattr(dev, "CHECKS", {"good": check(0), "bad": check(1), "worse": check(2)})
    with ThreadPoolExecutor(2) as pool:
        assert dev.failed_checks(dev.begun_checks(pool)) == ["bad", "worse"]
    assert capsys.readouterr().out.splitlines() == [
        "--- good",
        "out 0",
        "--- bad",
        "out 1",
        "--- worse",
        "out 2",
    ]


@pytest.mark.parametrize("room", [True, False])
def test_temporary_files_go_into_memory_where_there_is_room(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, room: bool
) -> None:
    monkeypatch.setattr(dev, "MEMORY", tmp_path)
    monkeypatch.setattr(dev, "ROOM", 0 if room else 1 << 60)
    assert dev.in_memory() == ({"TMPDIR": str(tmp_path)} if room else {})
    monkeypatch.setattr(dev, "MEMORY", tmp_path / "missing")
    assert dev.in_memory() == {}


def test_checks_run_beside_the_whole_suite_and_are_told_after_it(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = tmp_path / "there"
    waits = f"import pathlib, time\nwhile not pathlib.Path({str(there)!r}).exists(): time.sleep(0.01)"
    monkeypatch.setattr(dev, "CHECKS", {"slow": [sys.executable, "-c", waits], "bad": [sys.executable, "-c", "x"]})
    monkeypatch.setattr(dev, "set_up", lambda _needed: None)
    monkeypatch.setattr(dev, "COMPILED_TESTS", tmp_path)
    monkeypatch.setattr(dev, "call", lambda _command, **_how: there.write_bytes(b"1"))
    with pytest.raises(dev.Stop, match="Not good yet: bad, tests"):
        dev.test([])
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("---")]
    assert [line.split(",")[0] for line in told] == ["--- tests", "--- slow", "--- bad"]
