"""Nothing moves under the pointer: each control of each page is clicked, what is near it stays where it was."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from diary.content.language import Language
from diary.content.library import load_library
from diary.content.sentences import refusal_sentence
from diary.content.theme import load_themes
from diary.domain.day import Activity, Moment, MomentKind
from diary.domain.form import Form
from diary.domain.refusal import Reason, Refusal
from diary.paths import resources
from diary.ui.body.map import AreaButton
from diary.ui.calendar.month_grid import DayButton
from diary.ui.calendar.year_strip import MonthButton
from diary.ui.pages import Context
from diary.ui.program import Program, application
from diary.ui.registers.form import RecordForm
from diary.ui.sidebar import SidebarButton
from diary.ui.style import apply_look
from diary.ui.today.fields import Field
from diary.ui.today.page import TodayPage
from diary.ui.widgets.activity_rows import EntryRows
from diary.ui.widgets.buttons import TabButton
from diary.ui.widgets.fold_head import Folding
from diary.ui.widgets.typed import TextField, TypedField
from diary.ui.window import MainWindow
from tests.factory import FEW, TODAY, a_day, a_journal
from tests.ui.fitting import settle
from tests.ui.today.opened import opened

PAGES = (
    "today",
    "calendar",
    "trends/lines",
    "trends/spread",
    "trends/compare",
    "trends/links",
    "understand",
    "plan",
    "share",
    "share/appointment",
    "share/take-along",
    "share/paper-week",
    "share/medicine",
    "settings",
)
NEAR, STILL = 60, 2
"""How far from the pointer, in pixels, something counts as being under it, and how little is no move."""
ELSEWHERE = (AreaButton, SidebarButton, TabButton, Folding)
"""What is meant to fold or to show another page; areas are painted."""
UNFOLDS = ("Inklappen", "Pijn gisteren", "Niets voor mij", "Terugnemen", "Hoe zeker is dit?")
"""The words of buttons that fold or unfold something on purpose: a card, or a tip that is put away."""
CONTROLS = (QAbstractButton, QLineEdit, QComboBox)
IN_A_GRID = (DayButton, MonthButton)
"""Each place of a calendar is clicked once, whichever of its days is there: they would never come to an end."""


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    days = [
        a_day(
            back,
            areas={"back_neck_l": 5},
            activities=[Activity("Walking", 30, 4)],
            moments=[Moment(MomentKind.FLARE, 600, None, "half an hour")],
            stress=back % 7,
            fatigue=5,
        )
        for back in range(1, 40)
    ]
    journal = a_journal(tmp_path / "my.diary", days=days)
    if not request.node.name.endswith(("[today]", "[settings]")):  # which show all the questions
        journal.set_form(FEW)
    program = Program(journal, resources(), tmp_path / "settings.ini", "nl")
    shown = program.open()
    qtbot.addWidget(shown)
    shown.resize(1366, 698)
    QTest.qWait(300)
    yield shown
    program.wait()
    journal.close()


def next_button(window: MainWindow, clicked: set[str]) -> tuple[QAbstractButton, str] | None:
    """A button that was not clicked yet, and what it is clicked as."""
    before = Counter[tuple[QWidget, type]]()
    for each in window.findChildren(QAbstractButton):
        said, around = "", each.parentWidget()
        if isinstance(each, IN_A_GRID) and around is not None:
            said = f"{type(each).__name__} {before[around, type(each)]}"
            before[around, type(each)] += 1
        if not each.isVisible() or not each.isEnabled() or isinstance(each, ELSEWHERE):
            continue
        said = said or name(each)
        if said not in clicked and not any(words in name(each) for words in UNFOLDS) and _in_sight(each):
            return each, said
    return None


def places(window: MainWindow, near: QRect) -> dict[QWidget, QRect]:
    """The controls in sight there. Whether one is in sight is asked last: it is what takes long."""
    shown = [each for kind in CONTROLS for each in window.findChildren(kind) if each.isVisible()]
    found = {each: place(each, window) for each in shown}
    return {each: rect for each, rect in found.items() if rect.intersects(near) and _in_sight(each)}


def _in_sight(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.visibleRegion().isEmpty()


def shown_forms(window: MainWindow) -> set[QWidget]:
    return {each for each in window.findChildren(RecordForm) if each.isVisible()}


def place(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def _is_far(now: QRect, before: QRect) -> bool:
    corners = (now.topLeft() - before.topLeft(), now.bottomRight() - before.bottomRight())
    return max(max(abs(corner.x()), abs(corner.y())) for corner in corners) > STILL


def close_all() -> bool:
    """Close what was opened above the window; whether there was anything, to which the pointer goes then."""
    windows = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    opened = [each for each in windows if isinstance(each, QDialog) or each.windowType() is Qt.WindowType.Popup]
    for each in opened:
        each.close()
    return bool(opened)


def name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}"


def moved(window: MainWindow, page: str) -> list[str]:
    found: list[str] = []
    clicked: set[str] = set()
    while found_next := next_button(window, clicked):
        each, clicked_as = found_next
        said = name(each)
        clicked.add(clicked_as)
        settle()  # what an earlier click moves is not laid to this one
        at = place(each, window).center()
        before, forms = (
            places(window, QRect(at - QPoint(NEAR, NEAR), at + QPoint(NEAR, NEAR))),
            shown_forms(window),
        )
        QTest.mouseClick(each, Qt.MouseButton.LeftButton)
        QTest.qWait(30)
        went_away = close_all()
        if window.current != page.partition("/")[0]:
            window.open_page(page)
            continue
        if shown_forms(window) - forms:  # it is brought in sight, with the keyboard in it
            continue
        for other, rect in () if went_away else before.items():
            if isValid(other) and other.isVisible() and _is_far(place(other, window), rect):
                found.append(f"{said}: {name(other)} {rect.getRect()} -> {place(other, window).getRect()}")
    return found


@pytest.mark.parametrize("page", PAGES)
def test_nothing_moves_near_the_pointer_when_a_control_is_clicked(window: MainWindow, page: str) -> None:
    window.open_page(page)
    QTest.qWait(600)
    found = moved(window, page)
    assert not found, "\n".join(found)


def test_what_an_appointment_does_not_take_moves_nothing(window: MainWindow) -> None:
    window.open_page("share/appointment")
    settle()
    lines = {each.objectName(): each for each in window.findChildren(QLineEdit) if each.isVisible()}
    before = {key: place(line, window) for key, line in lines.items()}
    lines["field:when"].setFocus()
    QTest.keyClicks(lines["field:when"], "ooit")
    QTest.keyClick(lines["field:when"], Qt.Key.Key_Return)
    settle()
    said = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    assert any("geen datum" in sentence for sentence in said)
    assert {key: place(line, window) for key, line in lines.items()} == before


def _refuse(page: TodayPage, field: Field, language: Language) -> None:
    """Have something in this field that is not taken, of whichever kind it is."""
    control = field.control
    if isinstance(control, TypedField):
        control.setText("99999")
        control.flush()
    elif isinstance(control, TextField | EntryRows):
        page.sheet.say(field.key, refusal_sentence(language, None, Refusal(Reason.NAPS_OVERLAP)))
    else:
        QTest.keyClick(control, Qt.Key.Key_Z)


@pytest.mark.parametrize(("width", "scale"), [(1366, 1.0), (1024, 1.0), (1366, 2.0), (1024, 2.0)])
@pytest.mark.parametrize("code", ["nl", "en"])
def test_no_refusal_and_no_late_answer_moves_anything_on_today(
    tmp_path: Path, qtbot: QtBot, code: str, width: int, scale: float
) -> None:
    library, theme = load_library(resources(), code), load_themes(resources())["light"]
    apply_look(application(), theme, scale)
    with closing(a_journal(tmp_path / "my.diary")) as journal:
        journal.set_form(Form(None, frozenset(each.key for each in library.catalogue.items)))
        with opened(Context(library, theme), journal, qtbot, TODAY - timedelta(days=9)) as page:
            page.resize(width, 530)
            page.sheet.column.fill_to_first_open()
            QTest.qWait(400)
            fields = page.sheet.fields
            before = {key: place(field.control, page) for key, field in fields.items()}
            for field in fields.values():
                _refuse(page, field, library.language)
            settle()
            assert all(field.notice.isVisible() for field in fields.values())
            assert {key: place(field.control, page) for key, field in fields.items()} == before
            stress = fields["stress"].control
            QTest.keyClick(stress, Qt.Key.Key_3)
            assert page.sheet.fields["stress"].notice.isHidden()
            settle()
            assert {key: place(field.control, page) for key, field in fields.items()} == before
