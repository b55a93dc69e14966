"""Looking at a day writes nothing, whatever an older program has let in."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from diary.domain.day import Activity, Moment, MomentKind
from diary.journal.journal import Journal
from diary.ui.pages import Context
from tests.factory import TODAY, a_day
from tests.ui.today.opened import opened


@pytest.mark.parametrize(
    "text", ["line one\r\nline two", "a\fb", "nul\0x", "lost \ufffd", "it\x92s", "cafe\u0301"]
)
def test_going_through_a_day_and_on_leaves_it_as_it_was(
    context: Context, journal: Journal, qtbot: QtBot, text: str
) -> None:
    journal.import_days(
        [
            a_day(
                notes={"note": "x"},
                moments=[Moment(MomentKind.MEDICINE, 61, 2.125, "x")],
                activities=[Activity("x", 20, 3)],
                into_bed=1385,
                stress=4,
            )
        ]
    )
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        connection.execute("UPDATE note SET text = ?", (text,))
        connection.execute("UPDATE moment SET text = ?", (text,))
        connection.execute("UPDATE activity SET kind = ?", (text,))
    with opened(context, journal, qtbot) as page:
        before = journal.path.read_bytes()
        for card in page.sheet.cards:
            card.set_folded(False)
        for _ in range(60):
            focus = QApplication.focusWidget()
            assert focus is not None
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
        page.go_by(-1)
        page.go_by(1)
    assert journal.path.read_bytes() == before
    assert not journal.history.versions(TODAY)
