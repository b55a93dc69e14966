"""Every page and dialog fits every usual screen: at 1024x600, 1366x768 and 1920x1080, at 100 to 200 %, with words
of 100 and 200 %, in both languages, on a filled and on an empty diary; and it can be heard, hit and read."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.exceptions import TimeoutError as PytestQtTimeoutError
from pytestqt.qtbot import QtBot

import diary.ui.program as program_module
from diary.content.sample_words import load_sample_words
from diary.demo.sample import sample_days
from diary.journal.backups import BackupService
from diary.paths import resources
from diary.screens.period_request import PeriodKind
from diary.screens.plan.tools import TOOLS
from diary.ui.program import Program
from diary.ui.sections import SectionedPage
from diary.ui.share.painted_first import PaintedFirst
from diary.ui.window import MainWindow
from tests.factory import TODAY, ZONE, Clock, a_journal
from tests.ui.accessible import clipped, main_too_small, too_small, unnamed
from tests.ui.fitting import ROOMS, faults_at, settle

DIALOG_ROOMS = ROOMS[1::2]
"""A dialog scrolls in these; the smallest of all is asked of pages only."""


def open_program(folder: Path, language: str, *, is_filled: bool) -> Program:
    """Return the program on 60 days of the sample person, or on none."""
    words = load_sample_words(resources(), language)
    days = sample_days(TODAY, 60, 1, words, ZONE) if is_filled else []
    journal = a_journal(folder / "walk.diary", days=days)
    backups = BackupService(journal.path, folder / "backups", folder / "copies.json", Clock())
    if is_filled:
        (folder / "stick").mkdir()
        for _ in range(8):
            backups.back_up_now(in_use=True)
        backups.choose_second(folder / "stick")
    return Program(journal, resources(), folder / "settings.ini", language, lambda: backups)


def addresses(window: MainWindow) -> Iterator[str]:
    """Yield the address of every page and section."""
    for key in window.sidebar.pages:
        page = window.page(key)
        parts = page.choices.buttons if isinstance(page, SectionedPage) else None
        yield from [key] if parts is None else [f"{key}/{part}" for part in parts]


def part(window: MainWindow, address: str) -> Any:  # noqa: ANN401 - each page has its own
    """Return the page or section at an address."""
    key, _, section = address.partition("/")
    page = window.page(key)
    return page.section(section) if isinstance(page, SectionedPage) else page


def open_whole(program: Program, window: MainWindow, address: str, qtbot: QtBot) -> None:
    """Open a page with all that comes after its first paint, however late that is on a busy machine."""
    window.open_page(address)
    for waiting in window.findChildren(PaintedFirst):
        if waiting.is_waiting:
            waiting.complete()
    qtbot.waitUntil(lambda: program._background.wait(0))
    settle()


OPENED: dict[str, Callable[[Any], object]] = {
    "trends/lines": lambda part: part.view.show_table.click(),
    "trends/compare": lambda part: part.chooser.open.click(),
    "trends/links": lambda part: (part.show_pairs(), part.pairs._look()),
    "share/one-page": lambda part: part.form.stretches.buttons[PeriodKind.OWN].click(),
    "share/medicine": lambda part: part.add.click(),
    "plan": lambda part: (part._journal.choices.choose("plan", [tool.key for tool in TOOLS]), part._fill()),
    "settings/form": lambda part: part.own.add.click(),
}
"""What of a page is to be seen only after a click."""


LEAST_WIDTH = {"today": 704, "share": 704}
"""Pages that need more than the smallest room at twice the size: the sentence that ends a day is on one line, and
the seven names of what is in Share stand above what scrolls, in three rows there."""


WIDE, SMALL = (1180, 820), (800, 600)
HEARD_IN = {("nl", 200): SMALL, ("nl", 100): WIDE, ("en", 200): WIDE, ("en", 100): SMALL}
"""The window in which pages are heard, hit and read: any two of language, size of words and size of window come
together, and the least room has the longest words."""
TOPICS = ("filter", "kinds", "words", "factor_sleep")


class Walk:
    """The program on a diary, in one language and size of words; tells each fault once, with its page."""

    def __init__(
        self, program: Program, qtbot: QtBot, rooms: Sequence[tuple[int, int]], heard_in: tuple[int, int] | None
    ) -> None:
        assert program.window is not None
        self.window = program.window
        self.told: dict[str, str] = {}
        self._program = program
        self._qtbot = qtbot
        self._rooms = rooms
        self._heard_in = heard_in
        self._least = self.window.minimumSize()
        self.is_filled = heard_in is not None

    def _open(self, address: str) -> None:
        open_whole(self._program, self.window, address, self._qtbot)

    def pages(self) -> None:
        self._look_at_pages()
        for topic in TOPICS if self.is_filled else ():
            self._open(f"understand/{topic}")
            self._hear_page(topic)

    def _look_at_pages(self) -> None:
        for address in addresses(self.window):
            self._open(address)
            self._hear_page(address)
            least = LEAST_WIDTH.get(address.partition("/")[0], 0)
            rooms = [room for room in self._rooms if room[0] >= least]
            self._look(address, self.window, rooms)
            if address in OPENED and self.is_filled:
                OPENED[address](part(self.window, address))
                settle()
                self._look(f"{address}, opened", self.window, rooms[-2:])

    def dialog(self, open_it: Callable[[], object]) -> None:
        """Open a dialog, look at it in windows of several sizes, and close it."""
        before = self._dialogs()
        open_it()
        settle()
        (dialog,) = self._dialogs() - before
        self._hear(type(dialog).__name__, dialog)
        wide = dialog.width()
        rooms = [(min(width, wide), height) for width, height in DIALOG_ROOMS]
        self._look(type(dialog).__name__, dialog, rooms)
        dialog.close()

    def _dialogs(self) -> set[QDialog]:
        found = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QDialog))
        return {dialog for dialog in found if dialog.isVisible()}

    def _look(self, where: str, window: QWidget, rooms: Sequence[tuple[int, int]]) -> None:
        for size in rooms:
            for fault in faults_at(window, size):
                self.told.setdefault(fault, where)

    def _hear_page(self, where: str) -> None:
        if self._heard_in is None:
            return
        self.window.setMinimumSize(self._least)
        self.window.resize(*self._heard_in)
        settle()
        self._hear(where, self.window)
        self._tell(where, "too small for a fingertip", main_too_small(self.window))

    def _hear(self, where: str, window: QWidget) -> None:
        """On a busy machine wrapped words get their height some frames later."""
        with suppress(PytestQtTimeoutError):
            self._qtbot.waitUntil(lambda: clipped(window) == [], timeout=2000)
        self._tell(where, "without a name", unnamed(window))
        self._tell(where, "too small", too_small(window))
        self._tell(where, "clipped", clipped(window))

    def _tell(self, where: str, what: str, found: Sequence[str]) -> None:
        for fault in found:
            self.told.setdefault(f"{what}: {fault}", where)

    def end(self) -> None:
        self.window.close()
        if self.told:
            pytest.fail("\n".join(f"{where}: {fault}" for fault, where in self.told.items()), pytrace=False)


@pytest.mark.parametrize(
    ("language", "text_size", "is_filled", "rooms"),
    [
        ("nl", 200, True, ROOMS),
        ("nl", 100, True, ROOMS[::3]),
        ("en", 200, True, ROOMS[1::3]),
        ("en", 100, True, ROOMS[2::3]),
        ("nl", 200, False, ROOMS[-1:]),
        ("en", 100, False, ROOMS[1:2]),
    ],
    ids=["nl-200", "nl-100", "en-200", "en-100", "nl-200-empty", "en-100-empty"],
)
def test_every_page_fits_every_screen_and_can_be_heard_hit_and_read(
    language: str,
    text_size: int,
    is_filled: bool,
    rooms: Sequence[tuple[int, int]],
    tmp_path_factory: pytest.TempPathFactory,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The longest words go through every room; the others share the rooms, so that each has all of them."""
    monkeypatch.setattr(program_module, "load_the_rest", lambda: None)
    program = open_program(tmp_path_factory.mktemp("d"), language, is_filled=is_filled)
    window = program.open(language)
    qtbot.addWidget(window)
    window.prefer("text_size", text_size)
    window.setUpdatesEnabled(False)  # nobody looks: laid out, but not painted
    walk = Walk(program, qtbot, rooms, HEARD_IN[language, text_size] if is_filled else None)
    walk.pages()
    if is_filled:
        for ask in dialogs(window):
            walk.dialog(ask)
    walk.end()


def dialogs(window: MainWindow) -> Iterator[Callable[[], object]]:
    """Yield what opens each of the dialogs of a filled diary."""
    today, trends, copies = (part(window, address) for address in ("today", "trends/lines", "settings/copies"))
    yield from (window.show_red_flags, window.show_about, window.show_keys, window._ask_words)
    yield from (window._ask_destination, today._show_versions, today.ask)
    yield from (trends.view.open_chooser, trends._on_tips_requested, part(window, "settings/my_data").ask)
    yield lambda: copies.ask(copies.found.copies[0].best)
