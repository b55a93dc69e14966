"""A window that is left open: when the day becomes another one, every page is as if it were opened then, and what
one click says is said of the day it is."""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateEdit,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from diary.app import build_world
from diary.cli.log_commands import write_sample
from diary.journal.journal import Journal
from diary.paths import resources
from diary.screens.plan.tools import TOOLS
from diary.ui.paper_week.page import PaperWeekPage
from diary.ui.plan.page import PlanPage
from diary.ui.program import Program
from diary.ui.registers.page import END, RegisterPage
from diary.ui.today.page import TodayPage
from diary.ui.widgets.fresh_page import SETTLE_MS
from diary.ui.widgets.keys import KeyRow
from diary.ui.widgets.labels import OneLine
from tests.factory import ZONE, Clock, a_journal
from tests.ui.test_windows_fit import addresses, part

SUNDAY, MONDAY = date(2026, 10, 25), date(2026, 10, 26)
PATIENCE = 5.0
"""Seconds in which two windows have to show the same on a busy machine."""


def _at(day: date, hour: int, minute: int = 0, zone: str = ZONE) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(zone))


NIGHTS = {
    "asleep over the weekend in which the clock goes back": (_at(date(2026, 10, 23), 22, 50), _at(MONDAY, 9, 10)),
    "a flight west": (_at(SUNDAY, 4, 30), _at(SUNDAY, 2, 0, "America/Los_Angeles")),
    "the clock set back": (_at(SUNDAY, 22), datetime(2020, 1, 1, 12, tzinfo=ZoneInfo(ZONE))),
    "the clock goes forward": (_at(date(2027, 3, 28), 1, 59), _at(date(2027, 3, 28), 4)),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty days up to the Sunday, with lists and everything of Plan."""
    path = tmp_path_factory.mktemp("sample") / "sample.diary"
    world = build_world().at(SUNDAY).speaking("en")
    write_sample(world, path, days=60, seed=1)
    with world.journal(path) as journal:
        journal.choices.choose("plan", [tool.key for tool in TOOLS])
    return path


class Opened:
    """The program on a copy of a diary."""

    def __init__(self, diary: Path, folder: Path, now: datetime) -> None:
        folder.mkdir()
        path = Path(shutil.copy(diary, folder / "my.diary"))
        self.clock = Clock(now)
        self.journal = a_journal(path, self.clock)
        self.program = Program(self.journal, resources(), folder / "settings.ini", "en")
        self.window = self.program.open()
        self.window.resize(1366, 1000)
        assert QTest.qWaitForWindowActive(self.window)

    def becomes(self, now: datetime) -> None:
        self.clock.now = now
        self.window.day_clock.look()

    def close(self) -> None:
        self.window.close()
        self.program.wait()
        self.journal.close()


@pytest.fixture
def open_it(sample: Path, tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[..., Opened]]:
    all_opened: list[Opened] = []

    def open_one(name: str, now: datetime, path: Path = sample) -> Opened:
        all_opened.append(Opened(path, tmp_path / name, now))
        qtbot.addWidget(all_opened[-1].window)
        return all_opened[-1]

    yield open_one
    for each in all_opened:
        each.close()


def _read(page: QWidget) -> Counter[str]:
    """What can be read of a page, with what can be pressed and typed in."""
    found: Counter[str] = Counter()
    for widget in page.findChildren(QWidget):
        if widget.isWindow() or not widget.isVisibleTo(page) or isinstance(widget, QHeaderView):
            continue
        said = [widget.accessibleName()]
        match widget:
            case QAbstractButton():
                said += [widget.text(), str(widget.isEnabled()), str(widget.isChecked())]
            case QComboBox():
                said += [widget.currentText()]
            case QLineEdit():
                said += [widget.text(), widget.placeholderText()]
            case QDateEdit():
                said += [widget.date().toString()]
            case QAbstractItemView():
                said += _rows(widget)
            case QLabel() | OneLine():
                said += [widget.text()]
        found[" | ".join(said)] += any(said)
    return found


def _rows(view: QAbstractItemView) -> list[str]:
    model = view.model()
    columns = model.columnCount() if isinstance(view, QTableView) else 1
    places = [model.index(row, column) for row in range(model.rowCount()) for column in range(columns)]
    return [f"{place.data()} {model.flags(place) if columns > 1 else ''}" for place in places]


def _is_whole(page: QWidget) -> bool:
    """Whether nothing comes later: what Today shows at last is marked as shown, which other pages tell."""
    return not isinstance(page, TodayPage) or not (page._closed.isActive() or page._plan_due.isActive())


@pytest.mark.parametrize("night", NIGHTS)
def test_a_page_that_was_left_open_reads_as_one_that_is_opened_now(
    open_it: Callable[..., Opened], night: str, qtbot: QtBot
) -> None:
    before, after = NIGHTS[night]
    left = open_it("left", before)
    for address in addresses(left.window):
        left.window.open_page(address)
        QApplication.processEvents()
        qtbot.waitUntil(partial(_is_whole, part(left.window, address)))
    fresh = open_it("fresh", after, left.journal.path)  # what was shown of the texts is known to both
    stale: dict[str, object] = {}
    for address in addresses(left.window):
        left.becomes(before)
        left.window.open_page(address)
        QApplication.processEvents()
        left.becomes(after)
        fresh.window.open_page(address)
        until = time.monotonic() + PATIENCE
        pages = part(left.window, address), part(fresh.window, address)
        while time.monotonic() < until:
            both = _read(pages[0]), _read(pages[1])
            if both[0] == both[1] and all(map(_is_whole, pages)):
                break
            QTest.qWait(20)
        if both[0] != both[1]:
            stale[address] = {"left open": both[0] - both[1], "opened now": both[1] - both[0]}
    assert not stale


# ------------------------------------------------------------------ Plan

EVENING, MORNING = _at(date(2026, 10, 27), 22, 50), _at(date(2026, 10, 28), 9, 10)
"""Both in one week of the plan, so that the same is asked on both days."""
NEXT = "2026-10-28"


def _plan(opened: Opened) -> PlanPage:
    opened.window.open_page("plan")
    page = opened.window.page("plan")
    assert isinstance(page, PlanPage)
    page.read_rest()
    QTest.qWait(50)
    return page


def _button(page: QWidget, name: str) -> QAbstractButton:
    found = [each for each in page.findChildren(QAbstractButton) if each.objectName().startswith(name)]
    shown = [each for each in found if each.isVisibleTo(page)]
    assert shown, name
    return shown[0]


def _ticked(journal: Journal, register: str = "building_day") -> list[str]:
    return sorted(
        str(record.data["day"]) for record in journal.records(register) if record.data["day"] >= "2026-10-26"
    )


@pytest.mark.parametrize("way", ["mouse", "keyboard", "assistive technology"])
def test_a_tick_of_plan_in_the_morning_is_one_of_the_morning(open_it: Callable[..., Opened], way: str) -> None:
    opened = open_it("left", EVENING)
    page = _plan(opened)
    tick = _button(page, "building:done")
    page._sheet.ensureWidgetVisible(tick)
    tick.setFocus()
    QTest.qWait(50)
    opened.clock.now = MORNING
    if way == "mouse":
        at = tick.mapTo(opened.window, tick.rect().center())
        QTest.mouseClick(opened.window.windowHandle(), Qt.MouseButton.LeftButton, pos=at)
    elif way == "keyboard":
        QTest.keyClick(opened.window.windowHandle(), Qt.Key.Key_Space)
    else:
        tick.click()
    assert _ticked(opened.journal) == [NEXT]


@pytest.mark.parametrize("looks_before", [True, False])
def test_a_tick_of_plan_on_today_in_the_morning_is_one_of_the_morning(
    open_it: Callable[..., Opened], qtbot: QtBot, looks_before: bool
) -> None:
    opened = open_it("left", EVENING)
    page = opened.window.page("today")
    assert isinstance(page, TodayPage)
    qtbot.waitUntil(page.plan.isVisible, timeout=5000)
    tick = _button(page.plan, "building:done")
    opened.clock.now = MORNING
    if looks_before:
        opened.window.day_clock.look()
        assert not page.plan.isVisible()
        qtbot.waitUntil(page.plan.isVisible, timeout=5000)
        tick = _button(page.plan, "building:done")
    tick.click()
    assert page.day == MORNING.date()
    assert _ticked(opened.journal) == [NEXT]


def _rate(page: PlanPage, *fields: str) -> None:
    assert page.form is not None
    for field in fields:
        keys = page.form.controls[f"0.{field}"]
        assert isinstance(keys, KeyRow)
        keys.choose(4)


def _scores(journal: Journal) -> list[object]:
    return [record.data["day"] for record in journal.records("questionnaire_result") if "pain" in record.data]


def test_a_form_of_plan_that_was_left_empty_is_one_of_the_morning(open_it: Callable[..., Opened]) -> None:
    opened = open_it("left", EVENING)
    page = _plan(opened)
    before = _scores(opened.journal)
    _button(page, "scores:peg").click()
    opened.becomes(MORNING)
    _rate(page, "pain", "enjoyment", "activity")
    assert page.form is not None
    page.form.save.click()
    assert _scores(opened.journal) == [*before, str(MORNING.date())]


def test_a_form_of_plan_that_was_half_filled_in_keeps_its_day(
    open_it: Callable[..., Opened],
) -> None:
    opened = open_it("left", EVENING)
    page = _plan(opened)
    before = _scores(opened.journal)
    _button(page, "scores:peg").click()
    _rate(page, "pain", "enjoyment")
    opened.becomes(MORNING)
    QTest.qWait(SETTLE_MS + 50)
    assert page.form is not None
    assert page.form.texts() == {"0.pain": "4", "0.enjoyment": "4", "0.activity": ""}
    _rate(page, "activity")
    page.form.save.click()
    assert _scores(opened.journal) == [*before, str(EVENING.date())]
    _button(page, "building:done").click()
    assert _ticked(opened.journal) == [str(MORNING.date())]


def test_a_whole_form_of_plan_that_was_not_saved_is_stored_on_its_day(open_it: Callable[..., Opened]) -> None:
    opened = open_it("left", EVENING)
    page = _plan(opened)
    before = _scores(opened.journal)
    _button(page, "scores:peg").click()
    _rate(page, "pain", "enjoyment", "activity")
    opened.becomes(MORNING)
    assert _scores(opened.journal) == [*before, str(EVENING.date())]


def test_the_last_day_of_a_line_is_offered_as_the_day_it_is(open_it: Callable[..., Opened]) -> None:
    opened = open_it("left", EVENING)
    opened.window.open_page("share/medicine")
    page = part(opened.window, "share/medicine")
    assert isinstance(page, RegisterPage)
    next(iter(page.rows.values())).buttons[END].click()
    opened.becomes(MORNING)
    assert page.form is not None
    assert page.form.texts() == {"until": "28-10-2026"}
    page.form.show_texts({"until": "20-10-2026"})
    opened.becomes(MORNING.replace(day=29))
    assert page.form.texts() == {"until": "20-10-2026"}


# ------------------------------------------------------------------ the week on paper


def _paper(opened: Opened) -> PaperWeekPage:
    opened.window.open_page("share/paper-week")
    page = part(opened.window, "share/paper-week")
    assert isinstance(page, PaperWeekPage)
    page.grid.setFocus()
    page.grid.setCurrentCell(0, 6)
    return page


def test_a_paper_week_moves_on_with_the_week_unless_another_one_was_chosen(open_it: Callable[..., Opened]) -> None:
    opened = open_it("left", _at(SUNDAY, 22, 50))
    page = _paper(opened)
    opened.becomes(_at(MONDAY, 9, 10))
    assert page.heading.text() == "Week of Monday 26 October 2026"
    page.before.click()
    page.before.click()
    opened.becomes(_at(date(2026, 11, 2), 9, 10))
    assert page.heading.text() == "Week of Monday 12 October 2026"


def test_a_paper_week_stays_while_somebody_types_in_it(open_it: Callable[..., Opened]) -> None:
    opened = open_it("left", _at(MONDAY, 3, 55))
    page = _paper(opened)
    QTest.keyClicks(page.grid, "2")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "230")
    opened.becomes(_at(MONDAY, 4, 1))
    assert (page.heading.text(), editor.text()) == ("Week of Monday 19 October 2026", "2230")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt stores once the field has had the key
    assert opened.journal.day(SUNDAY).value("into_bed") == 22 * 60 + 30
    opened.becomes(_at(date(2026, 11, 2), 9, 10))
    assert page.heading.text() == "Week of Monday 19 October 2026"


def test_what_is_half_typed_in_a_box_stays_when_something_else_is_stored(open_it: Callable[..., Opened]) -> None:
    opened = open_it("left", _at(SUNDAY, 22, 50))
    page = _paper(opened)
    QTest.keyClicks(page.grid, "2")
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClicks(editor, "2")
    opened.journal.answer(SUNDAY, "stress", 9)
    QApplication.processEvents()
    assert editor.text() == "22"
    column = page.grid.model()
    assert "9" in [column.index(row, 6).data() for row in range(column.rowCount())]
