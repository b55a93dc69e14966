"""What one key or click costs, from the keyboard to the disk and the screen, counted in a real window.

`python -m tests.bench.key_press_probe` writes a year of days, opens the window on it, answers every kind of
question, and goes about on other pages. It prints for each: calls, modules they are in, days read, states
made of Today, widgets painted. Counts do not tell of the machine: `tests/ui/today/test_key_press.py` holds them to
limits.
"""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from diary.cli.log_commands import write_sample
from diary.cli.world import World
from diary.content.library import load_library
from diary.content.theme import load_themes
from diary.domain.day import DayKind, Moment, MomentKind
from diary.domain.form import Form
from diary.domain.item import Item, Kind, OwnItem, Preset
from diary.journal.journal import Journal
from diary.journal.people import PeopleFolder
from diary.paths import resources
from diary.ui.areas import READ, REVIEWED
from diary.ui.body.marks import Layer
from diary.ui.pages import Context
from diary.ui.paper_week.page import PaperWeekPage
from diary.ui.plan.page import PlanPage
from diary.ui.program import Program, application
from diary.ui.registers.form import RecordForm
from diary.ui.registers.therapist import OwnListPage
from diary.ui.review.window import ReviewWindow
from diary.ui.style import apply_look
from diary.ui.today.body_panel import BodyPanel
from diary.ui.today.page import TodayPage
from diary.ui.widgets.activity_rows import ActivityRows
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.moment_rows import MomentRows
from diary.ui.widgets.nap_rows import NapRows
from diary.ui.window import MainWindow
from tests.factory import NOW, ZONE, Clock, a_journal
from tests.journal.test_give_back import own_marks
from tests.journal.test_people import WORLD, a_share, changed_days

SIZE = (1180, 820)
DAYS = 365
DAY_READ, REBUILD = ("storage/queries.py", "read_days"), ("screens/today.py", "build_today")
LEFT = Qt.MouseButton.LeftButton
OWN = OwnItem(Item("own_tingling", Kind.SCALE, "own", 0, 10, own=True), {"en": "Tingling"})


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


Act = Callable[[], object]
Counted = tuple[Cost, Calls]


def count(*acts: Act, before: Sequence[Act] = ()) -> Counted:
    """Do the same three times, each with another answer: once for what is made when it is first wanted, once to
    count calls, once to see what is drawn. What has to be done `before` each is not counted."""
    calls, painted = Calls(), _Painted()
    application = QApplication.instance()
    assert application is not None

    def hear() -> None:
        application.installEventFilter(painted)

    listening: tuple[tuple[Act, Act], ...] = (
        (_nothing, _nothing),
        (partial(sys.setprofile, calls), partial(sys.setprofile, None)),
        (hear, partial(application.removeEventFilter, painted)),
    )
    for act, prepare, (begin, end) in zip(acts, before or [_nothing] * len(acts), listening, strict=True):
        prepare()
        _settle()
        begin()
        try:
            _do(act)
        finally:
            end()
    files = {path for path, _ in calls.found}
    cost = Cost(calls.found.total(), len(files), calls.of(DAY_READ), calls.of(REBUILD), painted.widgets)
    return cost, calls


def _nothing() -> None:
    return None


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
def a_review(folder: Path) -> Iterator[OwnListPage]:
    """The therapist's own marks at a share, in the window of a therapist."""
    library, theme = load_library(resources(), "en"), load_themes(resources())["light"]
    apply_look(application(), theme)
    context = Context(library, theme)
    share = a_share(folder / "a.diary", changed_days(), "Anna")
    people = PeopleFolder([folder], folder / "cache", WORLD.share_opener(), library)
    window = ReviewWindow(context, people, [share], WORLD.share_opener(), own_marks(folder), REVIEWED, READ)
    window.resize(*SIZE)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    window.read()
    while not window.card.lines:
        QTest.qWait(50)
    window.show_line(window.card.lines[0])
    window.open_page("trends/therapist_mark")
    assert window.pane.sections is not None
    page = window.pane.sections.section("therapist_mark")
    assert isinstance(page, OwnListPage)
    try:
        yield page
    finally:
        window.close()


def mark(page: OwnListPage) -> Mapping[str, Counted]:
    """A letter of a mark, until it is kept as half typed; and Enter, until the mark is in the list."""

    def fill_in(text: str) -> RecordForm:
        page.add.click()
        assert page.form is not None
        for key, words in {"text": text, "from": "2026-11-02"}.items():
            field = page.form.controls[key]
            assert isinstance(field, QLineEdit)
            field.setText(words)
        kind = page.form.controls["kind"]
        assert isinstance(kind, KeyRow)
        kind.choose(0)
        return page.form

    def press(key: Qt.Key) -> None:
        assert page.form is not None
        QTest.keyClick(page.form.controls["text"], key)
        QTest.qWait(PAUSE_MS)

    fill_in("walk")
    letter = count(*(partial(press, key) for key in (Key.Key_A, Key.Key_B, Key.Key_C)))
    enter = partial(press, Key.Key_Return)
    assert page.form is not None
    page.form.cancel.click()
    stored = count(enter, enter, enter, before=[partial(fill_in, text) for text in ("walk", "rest", "talk")])
    return {"a letter of a mark": letter, "a mark": stored}


@contextmanager
def a_window(folder: Path) -> Iterator[tuple[MainWindow, Journal]]:
    """The program's window on a year of days, with the full form on Today."""
    path = folder / "my.diary"
    world = World(lambda: NOW, ZONE, resources(), "en", lambda _world, _request: 0)
    write_sample(world, path, DAYS, 1)
    journal = a_journal(path, Clock())
    journal.save_own_item(OWN)
    journal.set_form(replace(Form(), preset=Preset.FULL))
    program = Program(journal, resources(), folder / "settings.ini", "en")
    window = program.open()
    window.resize(*SIZE)
    window.show()
    assert QTest.qWaitForWindowExposed(window)
    page = window.page("today")
    while any(timer.isActive() for timer in page.findChildren(QTimer)):
        QTest.qWait(50)
    yield window, journal
    window.close()
    journal.close()


Key = Qt.Key
DIGITS = Key.Key_2, Key.Key_5, Key.Key_8
UPWARDS = Key.Key_Up, Key.Key_Up, Key.Key_Up
PAUSE_MS = 900
"""After that a text or a number that was typed is stored."""
ON_QUESTIONS = {
    "a digit on a scale": ("stress", DIGITS),
    "a digit on an own question": (OWN.item.key, DIGITS),
    "a digit on the pain number": ("pain_average", DIGITS),
    "a number of times": ("awakenings", UPWARDS),
    "a number of minutes": ("awake_in_night", UPWARDS),
    "a time of the night": ("into_bed", UPWARDS),
    "a choice": ("people", (Key.Key_1, Key.Key_2, Key.Key_3)),
    "yes or no": ("worried_damage", (Key.Key_1, Key.Key_2, Key.Key_1)),
    "one of several": ("pain_burning", (Key.Key_Space, Key.Key_Space, Key.Key_Space)),
}
"""The question each is asked on, and three keys: one to begin with, one that is counted, one that is drawn."""


class Answering:
    """The ways to answer, each with answers that differ from what is there."""

    def __init__(self, window: MainWindow, journal: Journal) -> None:
        page = window.page("today")
        assert isinstance(page, TodayPage)
        self.page, self.journal, self._window = page, journal, window
        for card in page.sheet.cards:
            card.set_folded(False)
        _settle()

    # ------------------------------------------------------------------ by hand

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key as the keyboard does: the window gets it first."""
        QTest.keyClick(self._window.windowHandle(), key, held)

    def _click_at(self, widget: QWidget, place: QPoint | None = None) -> None:
        at = widget.mapTo(self._window, widget.rect().center() if place is None else place)
        QTest.mouseClick(self._window.windowHandle(), LEFT, pos=at)

    def _keys(self, *keys: Qt.Key) -> Counted:
        return count(*(partial(self._press, key) for key in keys))

    def _focus(self, control: QWidget) -> None:
        self.page.sheet.sheets.ensureWidgetVisible(control)
        control.setFocus()
        _settle()

    def _control(self, key: str) -> QWidget:
        self._window.open_page("today")
        control = self.page.sheet.fields[key].control
        self._focus(control)
        return control

    def on_question(self, key: str, keys: tuple[Qt.Key, ...]) -> Counted:
        """Answer by keys alone."""
        self._control(key)
        return self._keys(*keys)

    def _typed(self, *keys: Qt.Key) -> Counted:
        """Press each key, and wait until it is stored."""

        def act(key: Qt.Key) -> None:
            self._press(key)
            QTest.qWait(PAUSE_MS)

        return count(*(partial(act, key) for key in keys))

    # ------------------------------------------------------------------ on Today

    def click(self) -> Counted:
        """A scale, with the mouse."""
        row = self._control("stress")
        assert isinstance(row, KeyRow)
        return count(*(partial(self._click_at, row.keys[at]) for at in (1, 4, 6)))

    def number(self) -> Counted:
        """A digit of a number, until it is stored."""
        self._control("relaxation")
        return self._typed(Key.Key_1, Key.Key_2, Key.Key_0)

    def letter(self) -> Counted:
        """A letter of a note, until it is stored."""
        self._control("note")
        return self._typed(Key.Key_A, Key.Key_B, Key.Key_C)

    @property
    def _body(self) -> BodyPanel:
        self._window.open_page("today")
        panel = self.page.sheet.body
        assert panel is not None
        self._focus(panel.map)
        return panel

    def area(self) -> Counted:
        """An area of the map, with the mouse."""
        body = self._body.map
        areas = "front_thigh_r", "front_knee_r", "front_knee_l"
        return count(*(partial(self._click_at, body, body.position_of(key)) for key in areas))

    def area_by_key(self) -> Counted:
        """An area of the map, with a digit."""
        self._focus(self._body.map.areas["front_knee_r"])
        return self._keys(*DIGITS)

    def area_of_list(self) -> Counted:
        """An area in the list, with a digit."""
        body = self._body
        body.show_as_list(True)
        assert body.list is not None
        body.list.search.setFocus()
        self._press(Key.Key_Down)
        found = self._keys(*DIGITS)
        body.show_as_list(False)
        return found

    def tab(self) -> Counted:
        """Tab to the next question."""
        self._control("stress")
        return self._keys(Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)

    def touch(self) -> Counted:
        """An area where touch hurts."""
        self._body.choose_layer(Layer.TOUCH)
        found = self.area()
        self._body.choose_layer(Layer.PAIN)
        return found

    def minutes(self) -> Counted:
        """The minutes of an activity."""
        rows = self._control("activities")
        assert isinstance(rows, ActivityRows)
        rows.add.click()
        row = rows.rows[-1]
        row.kind.setText("Walking")
        self._focus(row.minutes)
        return self._keys(*UPWARDS)

    def moment(self) -> Counted:
        """The time of a moment."""
        day = self.journal.day(self.page.day)
        self.journal.set_moments(day.date, [*day.moments, Moment(MomentKind.FLARE, 600, None, "flare")])
        rows = self._control("moments")
        assert isinstance(rows, MomentRows)
        self._focus(rows.rows[-1].at)
        return self._keys(*UPWARDS)

    def nap(self) -> Counted:
        """The minutes of a nap."""
        rows = self._control("naps")
        assert isinstance(rows, NapRows)
        self._click_at(rows.at_once[0])
        self._focus(rows.rows[-1].minutes)
        return self._keys(*UPWARDS)

    def undo(self) -> Counted:
        """Ctrl+Z after digits on a scale, until the plan is read again: what is undone may be of it."""
        self.on_question("stress", DIGITS)

        def act() -> None:
            self._press(Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
            _settle()

        return count(act, act, act)

    def hard(self) -> Counted:
        """The button of a hard day, pressed again, until the plan of the day is another one."""
        self._window.open_page("today")
        hard = self.page.header.hard

        def click() -> None:
            self._click_at(hard)
            _settle()

        hurts = partial(self.page.editor.set_kind, DayKind.HARD)
        return count(click, click, click, before=[hurts, hurts, hurts])

    # ------------------------------------------------------------------ on other pages

    def goal(self) -> Counted:
        """A number in the form of the week's goals, until it is kept as half typed."""
        self._open_goals()
        found = self._typed(*DIGITS)
        self._press(Key.Key_Escape)
        return found

    def plan(self) -> Counted:
        """Enter in the form of the week's goals, until the page shows it."""

        def act() -> None:
            self._press(Key.Key_Return)
            QTest.qWait(PAUSE_MS)

        def begin(key: Qt.Key) -> None:
            self._open_goals()
            self._press(key)

        return count(act, act, act, before=[partial(begin, key) for key in DIGITS])

    def _open_goals(self) -> None:
        self._window.open_page("plan")
        page = self._window.page("plan")
        assert isinstance(page, PlanPage)
        page.read_rest()
        button = page.findChild(QAbstractButton, "goals:week")
        assert button is not None
        button.click()
        _settle()

    def box(self) -> Counted:
        """A number in a box of the week on paper, with Enter."""
        self._window.open_page("share/paper-week")
        page = self._window.page("share").findChild(PaperWeekPage)
        assert page is not None
        row = next(row for row, asked in enumerate(page.sheet.rows) if asked.item.key == "stress")

        def begin(key: Qt.Key) -> None:
            page.grid.setCurrentCell(row, 0)
            page.grid.setFocus()
            self._press(key)

        enter = partial(self._press, Key.Key_Return)
        return count(enter, enter, enter, before=[partial(begin, key) for key in DIGITS])

    def day(self) -> Counted:
        """An arrow to the day before."""
        self._window.open_page("calendar")
        _settle()
        return self._keys(Key.Key_Left, Key.Key_Left, Key.Key_Left)


WAYS: Mapping[str, Callable[[Answering], Counted]] = {
    "a click on a scale": Answering.click,
    **{name: partial(Answering.on_question, key=key, keys=keys) for name, (key, keys) in ON_QUESTIONS.items()},
    "a number that is typed": Answering.number,
    "a letter in a note": Answering.letter,
    "an area by mouse": Answering.area,
    "an area by key": Answering.area_by_key,
    "an area of the list": Answering.area_of_list,
    "touch hurts": Answering.touch,
    "minutes of an activity": Answering.minutes,
    "a moment": Answering.moment,
    "a nap": Answering.nap,
    "undo": Answering.undo,
    "tab": Answering.tab,
    "a hard day taken back": Answering.hard,
    "a number of a goal": Answering.goal,
    "a form of the plan": Answering.plan,
    "a box of the week on paper": Answering.box,
    "a day of the calendar": Answering.day,
}
"""What is answered or gone to, and how that is done and counted."""


def main() -> None:
    """Say what each way of answering costs; with an argument also the functions that are called most."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with TemporaryDirectory() as folder, a_window(Path(folder)) as (window, journal):
        answering = Answering(window, journal)
        for name, way in WAYS.items():
            _say(name, way(answering))
    with TemporaryDirectory() as folder, a_review(Path(folder)) as page:
        for name, counted in mark(page).items():
            _say(name, counted)


def _say(name: str, counted: Counted) -> None:
    cost, calls = counted
    sys.stdout.write(f"{name:26} {cost}\n")
    for (path, function), number in calls.found.most_common(int(*sys.argv[1:2] or "0")):
        sys.stdout.write(f"{'':8}{number:5} {Path(path).name}:{function}\n")


if __name__ == "__main__":
    main()
