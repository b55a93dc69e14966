"""A moment is asked for in a small dialog, with the time now and the medicines taken before."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from diary.domain.day import Moment, MomentKind
from diary.journal.journal import Journal
from diary.ui.pages import Context
from diary.ui.today.page import TodayPage
from diary.ui.widgets.moment_dialog import MomentDialog
from tests.factory import TODAY, ZONE, Clock, a_day
from tests.ui.today.opened import moment_rows, opened

FLARE = Moment(MomentKind.FLARE, 9 * 60, None, "after the stairs")
PILL = Moment(MomentKind.MEDICINE, 600, 500, "Paracetamol")


def _dialog(page: TodayPage) -> MomentDialog:
    dialog = next(one for one in page.findChildren(MomentDialog) if one.isVisible())
    assert isinstance(dialog, MomentDialog)
    return dialog


def test_a_moment_by_keyboard_gets_the_time_it_is(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        QTest.keyClick(page, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
        dialog = _dialog(page)
        assert dialog.at.text() == "21:04"
        qtbot.keyClicks(dialog.kind, "h")
        qtbot.keyClicks(dialog.text, "after shopping")
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return)
        assert journal.day(TODAY).moments == (Moment(MomentKind.FLARE, 21 * 60 + 4, None, "after shopping"),)


def test_several_moments_a_day_are_kept(context: Context, journal: Journal, qtbot: QtBot) -> None:
    journal.set_moments(TODAY, (FLARE,))
    with opened(context, journal, qtbot) as page:
        moment_rows(page).add.click()
        dialog = _dialog(page)
        dialog.kind.keys[1].click()
        dialog.at.clear()
        dialog.add.click()
        assert set(journal.day(TODAY).moments) == {FLARE, Moment(MomentKind.TREATMENT)}
        assert len(moment_rows(page).rows) == 2


def test_the_keyboard_goes_to_the_field_that_is_refused(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        moment_rows(page).add.click()
        dialog = _dialog(page)
        qtbot.keyClicks(dialog.kind, "m")
        dialog.at.setText("25:99")
        dialog.text.setFocus()
        dialog.store()
        assert dialog.focusWidget() is dialog.at
        dialog.at.setText("10:00")
        dialog.amount.setText("two")
        dialog.text.setFocus()
        dialog.store()
        assert dialog.focusWidget() is dialog.amount
        assert "two" in dialog.notice.text()
        assert journal.day(TODAY).moments == ()


def test_why_a_moment_is_refused_stands_in_sight(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        moment_rows(page).add.click()
        dialog = _dialog(page)
        qtbot.keyClicks(dialog.kind, "m")
        dialog.at.setText("half past")
        dialog.store()
        QTest.qWait(0)
        assert "half past" in dialog.notice.text()
        assert dialog.notice.visibleRegion().boundingRect() == dialog.notice.rect()


def test_a_medicine_is_suggested_with_its_amount(context: Context, journal: Journal, qtbot: QtBot) -> None:
    journal.import_days([a_day(3, moments=[PILL])])
    with opened(context, journal, qtbot) as page:
        moment_rows(page).add.click()
        dialog = _dialog(page)
        assert not dialog.amount.isVisible()
        qtbot.keyClicks(dialog.kind, "m")
        assert dialog.amount.isVisible()
        completer = dialog.text.completer()
        assert completer is not None
        assert completer.model().index(0, 0).data() == "Paracetamol"
        qtbot.keyClicks(dialog.text, "Paracetamol")
        assert dialog.amount.text() == "500"
        dialog.add.click()
        assert journal.day(TODAY).moments == (Moment(MomentKind.MEDICINE, 1264, 500, "Paracetamol"),)


def test_an_amount_of_a_thousand_stays_a_thousand(dutch_context: Context, journal: Journal, qtbot: QtBot) -> None:
    """Shown with a sign between thousands it was read back as one: 1000 mg of a medicine was stored as 1."""
    with opened(dutch_context, journal, qtbot) as page:
        for _time in range(2):  # typed, then as it is remembered
            moment_rows(page).add.click()
            dialog = _dialog(page)
            dialog.kind.keys[2].click()
            qtbot.keyClicks(dialog.text, "Paracetamol")
            if not dialog.amount.text():
                qtbot.keyClicks(dialog.amount, "1000")
            dialog.amount.flush()
            dialog.add.click()
        assert [moment.value for moment in journal.day(TODAY).moments] == [1000, 1000]


def test_the_amount_of_one_medicine_is_not_left_to_another(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    journal.import_days([a_day(3, moments=[PILL])])
    with opened(context, journal, qtbot) as page:
        moment_rows(page).add.click()
        dialog = _dialog(page)
        qtbot.keyClicks(dialog.kind, "m")
        dialog.text.setText("Paracetamol")
        dialog.text.setText("Ibuprofen")
        assert dialog.amount.text() == ""
        dialog.text.setText("Paracetamol")
        dialog.amount.setText("250")
        dialog.amount.flush()
        dialog.text.setText("Ibuprofen")
        assert dialog.amount.text() == "250", "what was typed stays"


def test_what_cannot_be_is_said_and_stays_typed(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot) as page:
        moment_rows(page).add.click()
        dialog = _dialog(page)
        dialog.add.click()
        assert "kind" in dialog.notice.text()
        qtbot.keyClicks(dialog.kind, "l")
        dialog.at.setText("24:30")
        dialog.add.click()
        assert "24:30" in dialog.notice.text()
        assert dialog.isVisible()
        assert dialog.at.text() == "24:30"
        assert journal.day(TODAY).is_empty
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert journal.day(TODAY).is_empty


def test_a_past_day_begins_without_a_time(context: Context, journal: Journal, qtbot: QtBot) -> None:
    with opened(context, journal, qtbot, TODAY - timedelta(days=1)) as page:
        moment_rows(page).add.click()
        assert _dialog(page).at.text() == ""


def test_a_moment_can_be_changed_and_removed(context: Context, journal: Journal, qtbot: QtBot) -> None:
    journal.set_moments(TODAY, (FLARE, PILL))
    with opened(context, journal, qtbot) as page:
        rows = moment_rows(page).rows
        assert rows[1].name.text() == "Medicine · 500"
        rows[0].at.setFocus()
        rows[0].at.clear()
        qtbot.keyClicks(rows[0].at, "1430")
        qtbot.keyClick(rows[0].at, Qt.Key.Key_Return)
        assert {moment.at for moment in journal.day(TODAY).moments} == {870, 600}
        assert moment_rows(page).rows == rows
        rows[1].remove.click()
        assert len(journal.day(TODAY).moments) == 1


def test_after_midnight_the_time_is_filled_in_on_the_day_that_is_not_over(
    context: Context, journal: Journal, clock: Clock, qtbot: QtBot
) -> None:
    clock.now = datetime(2026, 11, 23, 1, 30, tzinfo=ZoneInfo(ZONE))
    with opened(context, journal, qtbot) as page:
        assert page.day == TODAY
        moment_rows(page).add.click()
        assert _dialog(page).at.text() == "01:30"
