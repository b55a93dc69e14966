"""Whatever is typed outside the fields that save themselves is in the diary a second later."""

import os
import re
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from diary.journal.journal import Journal
from diary.paths import resources
from diary.ui.pages import Context, Display
from diary.ui.plan.page import PlanPage
from diary.ui.registers.page import RegisterPage
from diary.ui.settings.page import SettingsPage
from diary.ui.today.page import TodayPage
from diary.ui.widgets.moment_dialog import MomentDialog
from tests.factory import a_journal, a_key
from tests.processes import running, said
from tests.ui.today.opened import activity_rows

ROOT = Path(__file__).resolve().parents[3]
WORDS = "half a sentence"
A_SECOND = 1000

TYPED = re.compile(
    r"\b(Line|QPlainTextEdit|QTextEdit|TextField|TypedField|SuggestingLine|SearchField|secret_line)\("
)
SAVED = {
    "diary/ui/today/fields.py": "answers: saved while they are typed",
    "diary/ui/widgets/moment_rows.py": "answers: saved while they are typed",
    "diary/ui/share/page.py": "the name on paper: saved while it is typed",
    "diary/ui/widgets/moment_dialog.py": "a draft, kept by the rows that open it",
    "diary/ui/widgets/activity_rows.py": "an answer, and a draft until the row is complete",
    "diary/ui/widgets/nap_rows.py": "an answer, and a draft until the row is complete",
    "diary/ui/share/export.py": "for whom one file is: never kept",
    "diary/ui/share/appointment.py": "an appointment: saved while it is typed",
    "diary/ui/review/person.py": "the name under which marks are given back: used once",
    "diary/ui/review/people.py": "words to search for: never kept",
    "diary/ui/find_dialog.py": "words to search for: never kept",
    "diary/ui/body/area_list.py": "words to search for: never kept",
    "diary/ui/registers/form.py": "a draft, kept by the page of the list",
    "diary/ui/settings/own_items.py": "a draft",
    "diary/ui/start/pages.py": "a secret: never kept",
    "diary/ui/widgets/new_passphrase.py": "a secret: never kept",
    "diary/ui/safety/backups.py": "a secret: never kept",
    "diary/ui/safety/rescue.py": "a secret: never kept",
    "diary/ui/safety/my_data.py": "one word that says yes",
    "diary/ui/intake/mapper.py": "what a column means: of a file that is still there; saved on wish",
    "diary/ui/understand/topic.py": "one's own words about a topic: saved while they are typed",
}


def test_every_place_to_type_in_says_how_its_words_are_kept() -> None:
    found = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "diary" / "ui").rglob("*.py")
        if TYPED.search(re.sub(r"class \w+\(\w+\)", "", path.read_text(encoding="utf-8")))
    }
    assert found - {"diary/ui/widgets/typed.py"} == set(SAVED)


def type_moment(context: Context, journal: Journal, qtbot: QtBot) -> QWidget:
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    page.show()
    page.sheet.ask()
    dialog = page.findChild(MomentDialog)
    assert dialog is not None
    dialog.kind.keys[1].click()
    qtbot.keyClicks(dialog.text, WORDS)
    return page


def type_activity(context: Context, journal: Journal, qtbot: QtBot) -> QWidget:
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    page.show()
    rows = activity_rows(page)
    rows.add.click()
    qtbot.keyClicks(rows.rows[-1].kind, WORDS)
    return page


def type_record(context: Context, journal: Journal, qtbot: QtBot) -> QWidget:
    page = RegisterPage(context, journal, context.library.register("medicine"))
    qtbot.addWidget(page)
    page.show()
    page.add.click()
    assert page.form is not None
    qtbot.keyClicks(next(iter(page.form.controls.values())), WORDS)
    return page


def type_own_item(context: Context, journal: Journal, qtbot: QtBot) -> QWidget:
    page = SettingsPage(context, journal, Display({"en": "English"}))
    qtbot.addWidget(page)
    page.show()
    page.own.add.click()
    qtbot.keyClicks(page.own.form.names["en"], WORDS)
    return page


TYPINGS = [type_moment, type_activity, type_record, type_own_item]


def words_in(page: QWidget) -> list[str]:
    texts = [field.text() for field in page.findChildren(QLineEdit)]
    texts += [field.toPlainText() for field in page.findChildren(QPlainTextEdit)]
    return [text for text in texts if text == WORDS]


@pytest.mark.parametrize("typing", TYPINGS)
def test_what_is_half_typed_is_there_on_the_next_start(
    context: Context, tmp_path: Path, qtbot: QtBot, typing: Callable[[Context, Journal, QtBot], QWidget]
) -> None:
    path = tmp_path / "my.diary"
    with closing(a_journal(path)) as journal:
        typing(context, journal, qtbot)
        qtbot.wait(A_SECOND)
    with closing(a_journal(path)) as again:
        page: QWidget
        if typing is type_record:
            page = RegisterPage(context, again, context.library.register("medicine"))
        elif typing is type_own_item:
            page = SettingsPage(context, again, Display({"en": "English"}))
        else:
            page = TodayPage(context, again)
        qtbot.addWidget(page)
        page.show()
        qtbot.waitUntil(lambda: words_in(page) == [WORDS])


@pytest.mark.parametrize("typing", TYPINGS)
def test_what_is_cancelled_or_stored_leaves_no_draft(
    context: Context, journal: Journal, qtbot: QtBot, typing: Callable[[Context, Journal, QtBot], QWidget]
) -> None:
    page = typing(context, journal, qtbot)
    qtbot.wait(A_SECOND)
    names = ("moments", "activities", "list.medicine", "own_item")
    assert sum(bool(journal.drafts.kept(name)) for name in names) == 1
    if isinstance(page, TodayPage):
        dialog = page.findChild(MomentDialog)
        if dialog is not None:
            dialog.store()
        else:
            qtbot.keyClicks(activity_rows(page).rows[-1].minutes, "30")
            activity_rows(page).flush()
    elif isinstance(page, RegisterPage):
        assert page.form is not None
        page.form.cancel.click()
    elif isinstance(page, SettingsPage):
        page.own.form.cancel.click()
    assert [name for name in names if journal.drafts.kept(name)] == []


def open_plan(context: Context, journal: Journal, qtbot: QtBot) -> QWidget:
    journal.choices.choose("plan", ["people"])
    page = PlanPage(context, journal, resources())
    qtbot.addWidget(page)
    page.show()
    page.read_rest()
    return page


def open_medicines(context: Context, journal: Journal, qtbot: QtBot) -> QWidget:
    page = RegisterPage(context, journal, context.library.register("medicine"))
    qtbot.addWidget(page)
    page.show()
    return page


def open_settings(context: Context, journal: Journal, qtbot: QtBot) -> QWidget:
    page = SettingsPage(context, journal, Display({"en": "English"}))
    qtbot.addWidget(page)
    page.show()
    return page


def open_today(context: Context, journal: Journal, qtbot: QtBot) -> QWidget:
    page = TodayPage(context, journal)
    qtbot.addWidget(page)
    page.show()
    return page


def field_of(page: QWidget) -> QLineEdit:
    """Open the form of the page, and return its first line to type in."""
    if isinstance(page, PlanPage):
        next(button for button in page.findChildren(QAbstractButton, "people:add") if button.isVisible()).click()
        assert page.form is not None
        control = page.form.controls["0.name"]
    elif isinstance(page, RegisterPage):
        page.add.click()
        assert page.form is not None
        control = page.form.controls["name"]
    elif isinstance(page, SettingsPage):
        page.own.add.click()
        control = page.own.form.names["en"]
    else:
        assert isinstance(page, TodayPage)
        page.sheet.ask()
        control = page.findChildren(MomentDialog)[-1].text
    assert isinstance(control, QLineEdit)
    return control


def cancel_of(field: QLineEdit) -> QAbstractButton:
    """The button that gives up the form or dialog that this line is in."""
    form = field.parentWidget()
    while True:
        assert form is not None
        found = [
            each for each in form.findChildren(QAbstractButton) if each.text() == "Cancel" and each.isVisible()
        ]
        if found:
            return found[0]
        form = form.parentWidget()


@pytest.mark.parametrize("open_page", [open_plan, open_medicines, open_settings, open_today])
def test_escape_keeps_what_is_typed_until_the_form_is_opened_again_and_cancel_does_not(
    context: Context, journal: Journal, qtbot: QtBot, open_page: Callable[[Context, Journal, QtBot], QWidget]
) -> None:
    page = open_page(context, journal, qtbot)
    field = field_of(page)
    qtbot.keyClicks(field, WORDS)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    again = field_of(page)
    assert again.text() == WORDS
    cancel_of(again).click()
    assert field_of(page).text() == ""


PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from diary.paths import resources
from diary.ui.program import Program
from diary.ui.widgets.moment_dialog import MomentDialog
from tests.factory import a_journal, a_key

folder = Path(sys.argv[1])
program = Program(a_journal(folder / "my.diary", key=a_key()), resources(), folder / "settings.ini", "en")
window = program.open()

def type_all():
    page = window.page("today")
    page.sheet.ask()
    QTest.keyClicks(page.findChild(MomentDialog).text, sys.argv[2])
    QTimer.singleShot(1000, lambda: print("typed", flush=True))

QTimer.singleShot(100, type_all)
sys.exit(program.qt.exec())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_kill_takes_nothing_typed_in_a_dialog_and_leaves_it_nowhere_in_plain(tmp_path: Path) -> None:
    a_journal(tmp_path / "my.diary", key=a_key()).close()
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PROGRAM, str(tmp_path), WORDS]
    with running(command, env=surroundings) as program:
        assert said(program) == "typed"
        program.send_signal(signal.SIGKILL)
        program.wait()
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert WORDS.encode() not in everything
    with closing(a_journal(tmp_path / "my.diary", key=a_key())) as journal:
        assert WORDS in journal.drafts.kept("moments")
