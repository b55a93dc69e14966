"""Fixtures every test may use: real content, a real file, a clock that stands still."""

import gc
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from content import content_mistakes
from hypothesis import settings

from diary.__main__ import OBJECTS_PER_COLLECTION
from diary.content.bodymap import load_atlas
from diary.content.catalogue import load_catalogue
from diary.content.library import Library, load_library
from diary.domain.body import Atlas
from diary.domain.item import Catalogue
from diary.journal.journal import Journal
from diary.paths import resources as find_resources
from diary.ui.qt_import import import_qt
from tests.counted import SENT, Cases, made
from tests.factory import SHARED, Clock, a_journal
from tests.lent import LentFolder

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("fast", deadline=None, max_examples=20)  # time tells of the machine, not of us
settings.register_profile("thorough", deadline=None, max_examples=500)
settings.load_profile("fast")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough",
        action="store_true",
        help="put every fault of packaging/FAULTS.md in at every place and try 500 examples of each property, not "
        "only some (half an hour)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """With a mistake in a content file nothing is collected: every test would fail for that one reason.

    As in the program, Qt does not look into each module that is imported.
    """
    import_qt()
    if config.getoption("--thorough"):
        settings.load_profile("thorough")
    mistakes = () if hasattr(config, "workerinput") else content_mistakes(find_resources())
    if mistakes:
        raise pytest.UsageError("\n".join(mistakes))


LONG = ("test_atspi.py", "test_layouts.py", "test_left_overnight.py", "test_evening.py", "test_windows_fit.py")
"""Files of single tests that take many seconds, most of them waiting for another program."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the longest tests first: begun at the end, one would keep one process busy when all others are done."""
    items.sort(key=lambda item: item.path.name not in LONG)


def pytest_collection_finish() -> None:
    """What is there before the first test stays: looking through it again at each collection takes long.

    What comes later is looked through as seldom as in the program.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_PER_COLLECTION)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process that ran a part of the tests sends what it counted."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[SENT] = dict(made(session.config))


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # noqa: ANN401 - a node of pytest-xdist
    made(node.config).update(getattr(node, "workeroutput", {}).get(SENT, {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """How many faults were made, and how many of their tests this machine could not run."""
    counted = made(config)
    skipped = [report for report in terminalreporter.stats.get("skipped", ()) if "tests/storage" in report.nodeid]
    if counted or skipped:
        terminalreporter.section("faults made")
        for kind, number in sorted(counted.items()):
            terminalreporter.write_line(f"{number:6} {kind}")
        terminalreporter.write_line(f"{len(skipped):6} tests of faults skipped; the reasons stand above")


@pytest.fixture(scope="session")
def cases(pytestconfig: pytest.Config) -> Cases:
    return Cases(made(pytestconfig))


@pytest.fixture(scope="session")
def thorough(pytestconfig: pytest.Config) -> bool:
    """Whether faults are put in at every place instead of some."""
    return bool(pytestconfig.getoption("--thorough"))


READ_ONCE = {
    "diary.content.library": (
        "load_atlas",
        "load_body_words",
        "load_catalogue_words",
        "load_drawing",
        "load_limbs",
        "load_registers",
        "load_tips",
        "load_worded_catalogue",
    ),
    "diary.cli.world": ("load_atlas", "load_catalogue"),
}
"""By module, what it reads of the content for every window, every command and every change of language."""


@pytest.fixture(scope="session", autouse=True)
def _own_runtime_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Leave nothing where this account has what is there while a diary is open: what programs that were ended by
    force left there is read each time a diary is opened, by everyone, 6 ms for 200 of them."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _content_read_once() -> Iterator[None]:
    """Read the program's own content once per language, as nobody may change what was read: each window and each
    command took 3 ms for it. A copy of the resources that a test changes is read as ever."""
    own = find_resources()

    def once(load: Callable[..., Any]) -> Callable[..., Any]:
        known: dict[tuple[str, ...], Any] = {}

        def found(resources: Path, *rest: Any) -> Any:  # noqa: ANN401 - what `load` takes and returns
            if resources != own:
                return load(resources, *rest)
            asked = tuple(each for each in rest if isinstance(each, str))  # the rest was itself read from there
            if asked not in known:
                known[asked] = load(resources, *rest)
            return known[asked]

        return found

    with pytest.MonkeyPatch.context() as patched:
        for module, names in READ_ONCE.items():
            for name in names:
                patched.setattr(f"{module}.{name}", once(getattr(import_module(module), name)))
        yield


@pytest.fixture(scope="session")
def resources() -> Path:
    return find_resources()


@pytest.fixture(scope="session")
def lent_resources(resources: Path, tmp_path_factory: pytest.TempPathFactory) -> LentFolder:
    return LentFolder(resources, tmp_path_factory.mktemp("lent") / "resources")


@pytest.fixture
def copied(lent_resources: LentFolder, tmp_path: Path) -> Iterator[Path]:
    """A copy of the resources that a test may change. What is kept beside a file, of when that was changed, comes
    along: nothing is parsed again."""
    with lent_resources.at(tmp_path / "resources") as copy:
        yield copy


@pytest.fixture(scope="session")
def catalogue(resources: Path) -> Catalogue:
    return load_catalogue(resources)


@pytest.fixture(scope="session")
def atlas(resources: Path) -> Atlas:
    return load_atlas(resources)


@pytest.fixture(scope="session")
def english(resources: Path) -> Library:
    return load_library(resources, "en")


@pytest.fixture(scope="session")
def dutch(resources: Path) -> Library:
    return load_library(resources, "nl")


@pytest.fixture(scope="module")
def quick_keys() -> Iterator[None]:
    """Keys that cost no time, where none is made or used in another process."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("diary.storage.key.ROUNDS", 2_000)
        yield


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def journal(tmp_path: Path, clock: Clock) -> Iterator[Journal]:
    opened = a_journal(tmp_path / "test.diary", clock)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real files; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the folder with real files (../shared) is not here")
    return SHARED
