"""What one answer on Today costs, from the key to the disk and the screen, counted in a real window.

`python -m tests.bench.key_press_probe` writes a year of days, opens the window on it, answers in six ways and
prints for each: Python calls, modules they are in, days read as a whole, states made of the page, widgets painted.
Counts do not tell of the machine: `tests/ui/today/test_key_press.py` holds them to limits.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from diary.cli.log_commands import write_sample
from diary.cli.world import World
from diary.domain.form import Form
from diary.domain.item import Preset
from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.program import Program
from diary.ui.today.page import TodayPage
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.keys import KeyRow
from diary.ui.window import MainWindow
from tests.factory import NOW, ZONE, Clock, a_journal

SIZE = (1180, 820)
DAYS = 365
DAY_READ, REBUILD = ("storage/queries.py", "read_days"), ("screens/today.py", "build_today")
LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Cost:
    """What was done for one answer; `painted` are the names of the classes of the widgets that were drawn."""

    calls: int
    modules: int
    day_reads: int
    rebuilds: int
    painted: Mapping[str, int]

    def __str__(self) -> str:
        drawn = ", ".join(f"{name} {number}" for name, number in sorted(self.painted.items()))
        return (
            f"{self.calls:6} calls, {self.modules:3} modules, {self.day_reads:3} day reads,"
            f" {self.rebuilds:2} rebuilds, {sum(self.painted.values()):3} painted ({drawn})"
        )


class _Painted(QObject):
    """Hears what is drawn. Not while calls are counted: it is Python itself."""

    def __init__(self) -> None:
        super().__init__()
        self.widgets: Counter[str] = Counter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.widgets[type(watched).__name__] += 1
        return False


class Calls:
    """Every Python function that is called, by the file it is in and its name."""

    def __init__(self) -> None:
        self.found: Counter[tuple[str, str]] = Counter()

    def __call__(self, frame: FrameType, event: str, _argument: Any) -> None:  # noqa: ANN401 - as setprofile has it
        if event == "call":
            code = frame.f_code
            if code.co_filename != __file__:
                self.found[code.co_filename, code.co_name] += 1

    def of(self, place: tuple[str, str]) -> int:
        """How often a function was called; `place` is the name of its file and its own."""
        found = self.found.items()
        return sum(number for (path, name), number in found if path.endswith(place[0]) and name == place[1])


Act = Callable[[], None]


def count(calls_of: Act, paints_of: Act) -> tuple[Cost, Calls]:
    """Do the same twice, with another answer: once to count calls, once to see what is drawn."""
    calls, painted = Calls(), _Painted()
    _settle()
    sys.setprofile(calls)
    try:
        _do(calls_of)
    finally:
        sys.setprofile(None)
    application = QApplication.instance()
    assert application is not None
    _settle()
    application.installEventFilter(painted)
    _do(paints_of)
    application.removeEventFilter(painted)
    files = {path for path, _ in calls.found}
    cost = Cost(calls.found.total(), len(files), calls.of(DAY_READ), calls.of(REBUILD), painted.widgets)
    return cost, calls


def _settle() -> None:
    """Let whatever still waits be drawn and done."""
    for _ in range(3):
        QTest.qWait(30)


def _do(act: Act) -> None:
    """Do it, and let it be drawn."""
    act()
    for _ in range(3):
        QApplication.processEvents()


@contextmanager
def a_window(folder: Path) -> Iterator[tuple[MainWindow, Journal]]:
    """The program's window on a year of days, with the full form on Today."""
    path = folder / "my.diary"
    world = World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)
    write_sample(world, path, DAYS, 1)
    journal = a_journal(path, Clock())
    journal.set_form(replace(Form(), preset=Preset.FULL))
    program = Program(journal, resources(), folder / "settings.ini", "en")
    window = program.open()
    window.resize(*SIZE)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    QTest.qWait(400)
    yield window, journal
    window.close()
    journal.close()


class Answering:
    """The ways to answer, each with two answers that differ from what is there."""

    def __init__(self, window: MainWindow, journal: Journal) -> None:
        page = window.page("today")
        assert isinstance(page, TodayPage)
        self.page, self.journal = page, journal
        for card in page.sheet.cards:
            card.set_folded(False)
        _settle()

    def ways(self) -> Mapping[str, Callable[[], tuple[Cost, Calls]]]:
        """What they are called, and how each is done and counted."""
        return {
            "a click on stress": self.click,
            "a digit on stress": self.digit,
            "a click on the body": self.body,
            "a letter in a note": self.letter,
            "minutes of an activity": self.minutes,
        }

    def _control(self, key: str) -> QWidget:
        control = self.page.sheet.fields[key].control
        self.page.sheet.sheets.ensureWidgetVisible(control)
        control.setFocus()
        _settle()
        return control

    def click(self) -> tuple[Cost, Calls]:
        """A scale, with the mouse."""
        row = self._control("stress")
        assert isinstance(row, KeyRow)
        row.keys[1].click()
        return count(
            lambda: QTest.mouseClick(row.keys[4], LEFT),
            lambda: QTest.mouseClick(row.keys[6], LEFT),
        )

    def digit(self) -> tuple[Cost, Calls]:
        """A scale, with the keyboard."""
        row = self._control("stress")
        return count(lambda: QTest.keyClick(row, Qt.Key.Key_5), lambda: QTest.keyClick(row, Qt.Key.Key_8))

    def body(self) -> tuple[Cost, Calls]:
        """An area of the map."""
        panel = self.page.sheet.body
        assert panel is not None
        places = [panel.map.position_of(key) for key in ("front_knee_r", "front_knee_l")]
        return count(
            lambda: QTest.mouseClick(panel.map, LEFT, pos=places[0]),
            lambda: QTest.mouseClick(panel.map, LEFT, pos=places[1]),
        )

    def letter(self) -> tuple[Cost, Calls]:
        """A note, until it is stored."""
        note = self._control("note")
        assert isinstance(note, QPlainTextEdit)

        return count(lambda: _type(note, "a"), lambda: _type(note, "b"))

    def minutes(self) -> tuple[Cost, Calls]:
        """The minutes of an activity, with Enter."""
        rows = self._control("activities")
        assert isinstance(rows, ActivityRows)
        rows.add.click()
        row = rows.rows[-1]
        row.kind.setText("Walking")
        return count(lambda: _enter(row.minutes, "30"), lambda: _enter(row.minutes, "45"))


def _type(note: QPlainTextEdit, letter: str) -> None:
    """A letter, and the pause after which it is stored."""
    QTest.keyClicks(note, letter)
    QTest.qWait(900)


def _enter(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def main() -> None:
    """Say what each way of answering costs; with an argument also the functions that are called most."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as folder, a_window(Path(folder)) as (window, journal):
        for name, way in Answering(window, journal).ways().items():
            cost, calls = way()
            sys.stdout.write(f"{name:24} {cost}\n")
            for (path, function), number in calls.found.most_common(int(*sys.argv[1:2] or "0")):
                sys.stdout.write(f"{'':8}{number:5} {Path(path).name}:{function}\n")


if __name__ == "__main__":
    main()
