"""Rules about the shape of the code that no other tool checks."""

import ast
import gc
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FUNCTION = 40

LONG_FILE = 600
LONG_FOR_A_REASON: dict[str, str] = {}
"""Files of more lines by path, each with the reason why it is easier to read in one piece."""

SMALL_MODULE = 60
SMALL_FOR_A_REASON = {
    "diary.ui.areas": "the one list of pages, which a new page adds a line to",
    "diary.ui.day_clock": "an event filter of the native window, beside the window that installs it",
    "diary.ui.notices": "a bar of its own, as the other notices above the window",
    "diary.ui.wheel": "an event filter of the whole application, beside the style that installs it",
    "diary.ui.safety.my_data": "imported when everything was deleted, not at the start",
    "diary.ui.safety.backups": "imported when a backup is restored, not at the start",
}
"""Modules of fewer lines with one importer, in the same folder: each would otherwise belong into it."""

SAME_NAME_FOR_A_REASON: dict[str, str] = {}
"""Public classes of one name in several modules."""

ONE_MODULE_FOR_A_REASON = {"diary/demo": "a layer of its own, which nothing but the commands and the start import"}

MOST_MODULES = 420
MOST_UI_ENTRIES = 30
MOST_STORAGE_MODULES = 25
STORAGE_FOLDERS = {"backups", "rescue"}

SHARED_UI = {"widgets", "body"}
"""Folders of ui that are no feature: every feature may import them."""
FEATURE_IMPORTS_FOR_A_REASON = {
    (
        "diary.ui.start.controller",
        "diary.ui.safety.passphrase",
    ): "it locks, and builds that section",
    ("diary.ui.plan.page", "diary.ui.registers.page"): "a whole list, with all that can be done with it",
    ("diary.ui.plan.asking", "diary.ui.registers.form"): "its forms are those of the lists",
    ("diary.ui.today.plan_today", "diary.ui.plan.card"): "Today shows lines of the plan",
    ("diary.ui.today.plan_today", "diary.ui.plan.asking"): "and asks what they ask",
}

NO_MODULE_NAMES = {"reading", "reader", "remembering"}
"""Names that say no more than that something is read or kept: four modules had them at once."""
METAPHORS = {
    "door",
    "doors",
    "doorbell",
    "porch",
    "house",
    "bell",
    "drill",
    "mishap",
    "wish",
    "wishes",
    "keeper",
    "rail",
    "pane",
    "panes",
    "vault",
    "mending",
    "kinship",
    "lineage",
    "guest",
}
"""Words that stood for unlock, start window, restore test, unhandled error, request, sidebar and chart."""

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


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(text_of(path), filename=str(path))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file; walked once, for all rules."""
    return tuple(ast.walk(parsed(path)))


@pytest.fixture(scope="module", autouse=True)
def _trees() -> Iterator[None]:
    """Keep what was parsed from one rule to the next, not longer; without collecting garbage among it."""
    gc.disable()
    yield
    parsed.cache_clear()
    nodes_of.cache_clear()
    gc.enable()


def at(path: Path, node: ast.stmt | ast.expr) -> str:
    """Where a rule is broken, as an editor opens it."""
    return f"{name_of(path)}:{node.lineno}"


def none_of(offenders: Iterable[str]) -> None:
    """Fail with every place that breaks a rule, not only the first."""
    found = sorted(offenders)
    assert not found, "\n".join(found)


def named(node: ast.AST) -> tuple[str, str]:
    """Return the owner and the name of an attribute, as ("date", "today")."""
    if not isinstance(node, ast.Attribute):
        return "", ""
    return node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", ""), node.attr


def translated(nodes: Iterable[ast.AST]) -> Iterator[tuple[ast.Call, str]]:
    """The calls of `t` and `n`, with which of the two it is."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TRANSLATORS:
            yield node, node.func.attr


def our_files() -> Iterator[Path]:
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.name in NOT_OURS:  # .git is a file where the checkout is a worktree
                continue
            if path.is_dir():
                if not path.name.startswith(".") or path.name == ".ci":
                    folders.append(path)
            elif path.suffix in TEXTS:
                yield path


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


MODULES = {module_of(path): path for path in PROGRAM if path.name != "__init__.py"}
"""The modules of the program by dotted name, without the empty `__init__`s."""


@cache
def imports_of(path: Path) -> set[str]:
    """Return the modules of the program that a file imports, wherever in it."""
    found: set[str] = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found & MODULES.keys()


def feature_of(module: str) -> str:
    """Return the folder of ui a module belongs to; empty for what every feature may import."""
    parts = module.split(".")
    is_feature = parts[:2] == ["diary", "ui"] and len(parts) > 3 and parts[2] not in SHARED_UI
    return parts[2] if is_feature else ""


def is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    )


def words_of(name: str) -> set[str]:
    return set(re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower().split("_"))


def test_functions_fit_on_a_screen() -> None:
    none_of(
        f"{at(path, node)} {node.name}: {lines_of(node)} lines"
        for path in OUR_CODE
        for node in nodes_of(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and lines_of(node) > LONGEST_FUNCTION
    )


def test_a_long_file_has_a_reason() -> None:
    lines = {name_of(path): len(text_of(path).splitlines()) for path in OUR_CODE}
    long = {name: count for name, count in lines.items() if count > LONG_FILE}
    none_of(f"{name}: {long[name]} lines: look twice" for name in long.keys() - LONG_FOR_A_REASON)


def test_a_small_module_with_one_importer_beside_it_has_a_reason() -> None:
    importers: dict[str, list[str]] = {name: [] for name in MODULES}
    for name, path in MODULES.items():
        for imported in imports_of(path) - {name}:
            importers[imported].append(name)
    assert sum(map(len, importers.values())) > 1000  # the imports are really seen
    found = {
        name: users[0]
        for name, users in importers.items()
        if len(users) == 1
        and users[0].rpartition(".")[0] == name.rpartition(".")[0]
        and len(text_of(MODULES[name]).splitlines()) < SMALL_MODULE
    }
    small = {name: user for name, user in found.items() if name not in SMALL_FOR_A_REASON}
    assert small == {}, f"each belongs into the module that imports it, while it has under {SMALL_MODULE} lines"


def test_a_folder_with_a_single_module_has_a_reason() -> None:
    folders = {path.parent for path in PROGRAM} - {ROOT / "diary"}
    single = {
        name_of(folder)
        for folder in folders
        if len([path for path in folder.glob("*.py") if path.name not in {"__init__.py", "area.py"}]) < 2
        and not any((part / "__init__.py").exists() for part in folder.iterdir())
        and not (folder / "area.py").exists()
    }
    assert single - ONE_MODULE_FOR_A_REASON.keys() == set(), "a module alone belongs into the folder above"


def test_the_program_stays_as_small_as_it_is() -> None:
    ui, storage = ROOT / "diary" / "ui", ROOT / "diary" / "storage"
    folders = [path for path in ui.iterdir() if (path / "__init__.py").exists()]
    areas = [path for path in folders if (path / "area.py").exists()]  # each is one line in areas.py
    readers = [
        name for name in MODULES if name.startswith("diary.exchange.readers.")
    ]  # each is one program's export
    assert len(MODULES) - len(readers) <= MOST_MODULES
    assert len([*ui.glob("[!_]*.py"), *folders]) - len(areas) <= MOST_UI_ENTRIES
    assert len(list(storage.glob("[!_]*.py"))) <= MOST_STORAGE_MODULES
    assert {path.name for path in storage.iterdir() if (path / "__init__.py").exists()} <= STORAGE_FOLDERS


def test_features_of_the_window_do_not_import_each_other() -> None:
    """They meet in `ui/pages.py` alone; `areas.py`, `program.py` and `window.py` put them together."""
    crossing = {
        (name, imported)
        for name, path in MODULES.items()
        if feature_of(name)
        for imported in imports_of(path)
        if feature_of(imported) not in {"", feature_of(name)}
    }
    assert crossing == FEATURE_IMPORTS_FOR_A_REASON.keys()


def test_no_two_public_classes_have_one_name() -> None:
    places: dict[str, list[str]] = {}
    for name, path in MODULES.items():
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places.setdefault(node.name, []).append(name)
    twice = {
        name: found for name, found in places.items() if len(found) > 1 and name not in SAME_NAME_FOR_A_REASON
    }
    assert twice == {}


def test_names_are_words_of_the_field() -> None:
    defined = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    none_of(name_of(path) for path in OUR_CODE if words_of(path.stem) & METAPHORS)
    none_of(
        f"{at(path, node)} {node.name}"
        for path in OUR_CODE
        for node in nodes_of(path)
        if isinstance(node, defined) and words_of(node.name) & METAPHORS
    )


def test_a_docstring_stands_below_what_it_is_about() -> None:
    none_of(
        f"{at(path, below)} is below no name: move it, or take it out with what it was about"
        for path in PROGRAM
        for node in nodes_of(path)
        for above, below in pairwise(
            getattr(node, "body", ()) if isinstance(node, ast.Module | ast.ClassDef) else ()
        )
        if is_docstring(below) and not isinstance(above, ast.Assign | ast.AnnAssign)
    )


def test_tests_mirror_the_tree() -> None:
    folders = {path.parent.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")}
    mirrored = {folder for folder in folders if folder.parts and (ROOT / "diary" / folder.parts[0]).exists()}
    assert {folder.as_posix() for folder in mirrored if not (ROOT / "diary" / folder).exists()} == set()


def test_translated_words_are_plain_literals() -> None:
    """An f-string, a sum or a variable would never be found by the extractor."""
    none_of(
        at(path, node)
        for path in PROGRAM
        for node, which in translated(nodes_of(path))
        for message in node.args[: {"t": 1, "n": 2}[which]]
        if not (isinstance(message, ast.Constant) and isinstance(message.value, str))
    )


def test_no_translated_words_hide_inside_an_f_string() -> None:
    """Before Python 3.12 an f-string is one token: the extractor does not look into it."""
    none_of(
        at(path, text)
        for path in PROGRAM
        for text in nodes_of(path)
        if isinstance(text, ast.JoinedStr) and any(translated(ast.walk(text)))
    )


def test_the_clock_is_read_in_app_only() -> None:
    none_of(
        at(path, node)
        for path in PROGRAM
        if path != ROOT / "diary" / "app.py"
        for node in nodes_of(path)
        if (isinstance(node, ast.Attribute) and named(node) in CLOCKS)
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "time"
            and any(("time", alias.name) in CLOCKS for alias in node.names)
        )
    )


def reaches_network(node: ast.AST) -> bool:
    if isinstance(node, ast.Import):
        return bool({alias.name.split(".")[0] for alias in node.names} & NETWORK)
    if isinstance(node, ast.ImportFrom) and node.module:
        names = {alias.name for alias in node.names}
        return bool({node.module, node.module.split(".")[0]} & NETWORK) or "QtNetwork" in names
    return False


def test_no_module_can_reach_a_network() -> None:
    none_of(
        f"{name_of(path)}: {ast.unparse(node)}"
        for path in PROGRAM
        for node in nodes_of(path)
        if reaches_network(node)
    )


def only_tells_a_type(test: ast.expr) -> bool:
    """Return whether what is asserted does nothing: it looks at a name, its type or its absence."""
    asked = [node for node in ast.walk(test) if isinstance(node, (ast.Call, ast.NamedExpr))]
    return all(
        isinstance(each, ast.Call) and ast.unparse(each.func) in ("isinstance", "callable") for each in asked
    )


def test_the_program_needs_neither_its_asserts_nor_its_docstrings() -> None:
    """The package is built without them (`optimize=2` in packaging/symptom-diary.spec)."""
    for path in PROGRAM:
        none_of(
            at(path, node)
            for node in nodes_of(path)
            if (isinstance(node, ast.Assert) and not only_tells_a_type(node.test))
            or (isinstance(node, ast.Attribute) and node.attr == "__doc__")
            or (isinstance(node, ast.Name) and node.id in ("__doc__", "__debug__"))
        )


def test_names_say_what_is_inside() -> None:
    none_of(name_of(path) for path in PROGRAM if VAGUE_NAMES & {path.stem, path.parent.name})
    kept = {name_of(path) for path in PROGRAM if path.stem in NO_MODULE_NAMES}
    assert kept - {"diary/journal/remembering.py"} == set()
    none_of(name_of(path) for path in PROGRAM if path.name == "__init__.py" and text_of(path).strip())


def test_every_folder_of_the_program_is_a_package() -> None:
    """Without it the import rules do not see what is inside."""
    folders = {path.parent for path in PROGRAM}
    assert {name_of(folder) for folder in folders if not (folder / "__init__.py").exists()} == set()


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
