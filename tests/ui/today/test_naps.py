"""Naps are typed in the form in full: one click for a length, a time and minutes, or from and until."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from diary.domain.day import Nap
from diary.domain.form import Form
from diary.domain.item import Preset
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.nap_rows import NapRows
from diary.ui.widgets.typed import TypedField
from tests.factory import TODAY
from tests.ui.today.opened import opened


@pytest.fixture(autouse=True)
def _full(journal: Journal) -> None:
    journal.set_form(Form(Preset.FULL))


def naps_of(page: TodayPage) -> NapRows:
    control = page.sheet.fields["naps"].control
    assert isinstance(control, NapRows)
    return control


def spans(journal: Journal) -> list[tuple[int | None, int]]:
    return [(nap.begin, nap.minutes) for nap in journal.day(TODAY).naps]


def test_one_click_notes_a_nap_of_which_only_the_length_counts(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        naps_of(page).at_once[1].click()
        assert spans(journal) == [(None, 30)]
        naps_of(page).rows[0].remove.click()
        assert spans(journal) == []
        page.undo()
        assert [row.entry and (row.entry.begin, row.entry.minutes) for row in naps_of(page).rows] == [(None, 30)]


def test_minutes_and_end_follow_each_other_by_keys_alone(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        naps_of(page).add.click()
        row = naps_of(page).rows[0]
        qtbot.keyClicks(row.begin, "14:10")
        qtbot.keyClick(row.begin, Qt.Key.Key_Return)
        assert spans(journal) == []
        qtbot.keyClicks(row.minutes, "25")
        qtbot.keyClick(row.minutes, Qt.Key.Key_Return)
        assert (row.end.text(), spans(journal)) == ("14:35", [(850, 25)])
        row.end.selectAll()
        qtbot.keyClicks(row.end, "15:00")
        qtbot.keyClick(row.end, Qt.Key.Key_Return)
        assert (row.minutes.text(), spans(journal)) == ("50", [(850, 50)])


def test_a_nap_in_the_night_is_explained_and_stored_once_the_night_makes_room(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.answer_all(TODAY, {"into_bed": 23 * 60, "got_up": 7 * 60})
    with opened(context, journal, qtbot) as page:
        naps_of(page).add.click()
        row = naps_of(page).rows[0]
        qtbot.keyClicks(row.begin, "6:30")
        qtbot.keyClicks(row.minutes, "20")
        page.flush()
        assert spans(journal) == []
        assert "night" in page.sheet.fields["naps"].notice.text()
        got_up = page.sheet.fields["got_up"].control
        assert isinstance(got_up, TypedField)
        got_up.selectAll()
        qtbot.keyClicks(got_up, "6:00")
        page.flush()
        assert spans(journal) == [(390, 20)]
        assert not page.sheet.fields["naps"].notice.text()


def test_the_night_is_refused_where_a_nap_is_until_that_is_taken_away(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.set_naps(TODAY, [Nap(6 * 60 + 30, 20)])
    with opened(context, journal, qtbot) as page:
        for key, clock in (("into_bed", "23:00"), ("got_up", "7:00")):
            qtbot.keyClicks(page.sheet.fields[key].control, clock)
        page.flush()
        assert journal.day(TODAY).value("got_up") is None
        naps_of(page).rows[0].remove.click()
        assert journal.day(TODAY).value("got_up") == 7 * 60
