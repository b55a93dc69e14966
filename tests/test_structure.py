"""Rules about the shape of the code that no other tool checks."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 40

PROGRAM = sorted((ROOT / "diary").rglob("*.py"))
OUR_CODE = [*PROGRAM, *sorted((ROOT / "packaging").glob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]
TEXTS = {
    ".py",
    ".toml",
    ".md",
    ".svg",
    ".typ",
    ".html",
    ".css",
    ".po",
    ".lock",
    ".csv",
    ".json",
    ".yml",
    ".spec",
    "",
}
NOT_OURS = {".git", ".venv", "out", "dist", "build", "__pycache__"}

# Names of machines, registries and folders, in halves so that this file does not find itself.
PLACES = re.compile(
    "|".join(
        (
            r"pypi\." + "org",
            "python" + "hosted",
            "npm" + r"js\.",
            r"deb\." + "debian",
            r"(?<![\w.])/(?:wo" + "rk|ro" + r"ot|ho" + r"me/\w|Use" + r"rs/\w|opt/\w)",
        )
    )
)
SINGLE_INSTANCE = ROOT / "diary" / "ui" / "raising.py"
LOCAL_ONLY = {"QLocalServer", "QLocalSocket"}
"""Sockets that end at this computer, and the one place that may use them."""
CLOCKS = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
    ("time", "time"),
    ("time", "localtime"),
    ("time", "gmtime"),
    ("QDate", "currentDate"),
    ("QTime", "currentTime"),
    ("QDateTime", "currentDateTime"),
    ("QDateTime", "currentDateTimeUtc"),
}
TRANSLATORS = {"t", "n"}
NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "requests", "PySide6.QtNetwork"}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def our_files() -> Iterator[Path]:
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.is_dir():
                hidden = path.name.startswith(".") and path.name != ".ci"
                if path.name not in NOT_OURS and not hidden:
                    folders.append(path)
            elif path.suffix in TEXTS:
                yield path


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", OUR_CODE, ids=name_of)
def test_functions_stay_short(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert lines_of(node) <= LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("path", PROGRAM, ids=name_of)
def test_translated_words_are_plain_literals(path: Path) -> None:
    """An f-string, a sum or a variable would never be found by the extractor."""
    for node in ast.walk(parsed(path)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr not in TRANSLATORS or not node.args:
            continue
        messages = node.args[:1] if node.func.attr == "t" else node.args[:2]
        for message in messages:
            assert isinstance(message, ast.Constant), f"line {node.lineno}"
            assert isinstance(message.value, str), f"line {node.lineno}"


@pytest.mark.parametrize("path", PROGRAM, ids=name_of)
def test_no_translated_words_hide_inside_an_f_string(path: Path) -> None:
    """Before Python 3.12 an f-string is one token: the extractor does not look into it."""
    for text in ast.walk(parsed(path)):
        if not isinstance(text, ast.JoinedStr):
            continue
        for node in ast.walk(text):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr not in TRANSLATORS, f"line {text.lineno}"


@pytest.mark.parametrize("path", [path for path in PROGRAM if path != ROOT / "diary" / "app.py"], ids=name_of)
def test_the_clock_is_read_in_app_only(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            assert (owner, node.attr) not in CLOCKS, f"line {node.lineno}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            assert all((node.module, alias.name) not in CLOCKS for alias in node.names), f"line {node.lineno}"


@pytest.mark.parametrize("path", PROGRAM, ids=name_of)
def test_no_module_can_reach_a_network(path: Path) -> None:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            assert not {alias.name.split(".")[0] for alias in node.names} & NETWORK, f"line {node.lineno}"
        if isinstance(node, ast.ImportFrom) and node.module:
            if path == SINGLE_INSTANCE and node.module == "PySide6.QtNetwork":
                assert {alias.name for alias in node.names} == LOCAL_ONLY
                continue
            assert not {node.module, node.module.split(".")[0]} & NETWORK, f"line {node.lineno}"
            assert "QtNetwork" not in {alias.name for alias in node.names}, f"line {node.lineno}"


@pytest.mark.parametrize("path", PROGRAM, ids=name_of)
def test_names_say_what_is_inside(path: Path) -> None:
    assert not VAGUE_NAMES & {path.stem, path.parent.name}
    if path.name == "__init__.py":
        assert not path.read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("folder", sorted({path.parent for path in PROGRAM}), ids=name_of)
def test_every_folder_of_the_program_is_a_package(folder: Path) -> None:
    """Without it the import rules do not see what is inside."""
    assert (folder / "__init__.py").exists()


def test_packaging_is_not_a_package() -> None:
    """With an `__init__.py` it would hide the library of the same name."""
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_machine_or_registry_is_named_anywhere() -> None:
    named = [
        f"{name_of(path)}: {found.group()}"
        for path in our_files()
        for found in [PLACES.search(path.read_text(encoding="utf-8"))]
        if found
    ]
    assert not named


def test_the_lock_holds_hashes_and_nothing_but_packages() -> None:
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; [^/]+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


def test_the_qt_that_loses_references_is_not_locked() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert re.search(r"^pyside6-essentials==6\.1[01]\.", lock, re.MULTILINE)


def test_ci_runs_the_command_of_the_readme() -> None:
    command = "python3 packaging/dev.py test"
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")
    assert command in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
