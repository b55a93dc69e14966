"""Activities cost one click when they are usual, and "no activities" is an answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from diary.domain.day import Activity
from diary.journal.journal import Journal
from diary.ui.pages import Context
from tests.factory import TODAY, a_day
from tests.ui.today.opened import activity_rows, card, opened

WALK, COOK = Activity("Walking", 30), Activity("Cooking", 45)


def _some_days(journal: Journal) -> None:
    journal.import_days([a_day(ago, activities=[Activity("Walking", 30, 4), COOK]) for ago in range(2, 6)])
    journal.import_days([a_day(1, activities=[Activity("Piano", 20, 2), COOK], function=6)])


def test_usual_activities_are_one_click_each(context: Context, journal: Journal, qtbot: QtBot) -> None:
    _some_days(journal)
    with opened(context, journal, qtbot) as page:
        rows = activity_rows(page)
        assert [button.text() for button in rows.usual] == ["Cooking 45\u00a0min", "Walking 30\u00a0min"]
        for button in rows.usual:
            button.click()
        assert journal.day(TODAY).activities == (COOK, WALK)
        assert [row.entry for row in rows.rows] == [COOK, WALK]


def test_names_are_suggested_by_use(context: Context, journal: Journal, qtbot: QtBot) -> None:
    _some_days(journal)
    with opened(context, journal, qtbot) as page:
        activity_rows(page).add.click()
        model = activity_rows(page).rows[0].kind.completer().model()
        names = [str(model.index(row, 0).data()) for row in range(model.rowCount())]
        assert names[:3] == ["Cooking", "Walking", "Piano"]
        assert "Swimming" in names


def test_nothing_today_is_an_answer_and_can_be_taken_back(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        rows = activity_rows(page)
        rows.nothing.click()
        assert journal.day(TODAY).value("activities") == 0
        assert rows.nothing.isChecked()
        rows.nothing.click()
        assert journal.day(TODAY).is_empty
        page.undo()
        assert rows.nothing.isChecked()


def test_an_activity_takes_nothing_today_back(context: Context, journal: Journal, qtbot: QtBot) -> None:
    _some_days(journal)
    with opened(context, journal, qtbot) as page:
        rows = activity_rows(page)
        rows.nothing.click()
        rows.usual[0].click()
        assert not rows.nothing.isChecked()
        assert journal.day(TODAY).value("activities") is None
        assert journal.day(TODAY).activities == (COOK,)


def test_as_yesterday_takes_activities_and_answers_over_as_one_change(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    _some_days(journal)
    with opened(context, journal, qtbot) as page:
        hint = activity_rows(page)._before
        assert hint.text() == "The day before: Piano 20\u00a0min · Cooking 45\u00a0min"
        card(page, "doing").as_before.click()
        assert journal.day(TODAY).activities == (Activity("Piano", 20, 2), COOK)
        assert journal.day(TODAY).value("function") == 6
        assert not hint.isVisible()
        page.undo()
        assert journal.day(TODAY).is_empty


def test_tab_goes_through_a_new_row_and_on_to_the_buttons(
    context: Context, journal: Journal, qtbot: QtBot
) -> None:
    with opened(context, journal, qtbot) as page:
        rows = activity_rows(page)
        rows.add.click()
        row = rows.rows[0]
        wanted: list[QWidget] = [row.kind, row.minutes, row.effort, row.remove, rows.add, rows.nothing]
        seen = []
        for _ in wanted:
            focus = QApplication.focusWidget()
            assert focus is not None
            seen.append(focus)
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
        assert seen == wanted
        assert QApplication.focusWidget() is page.sheet.fields["breaks"].control


def test_the_first_letters_and_tab_name_an_activity(context: Context, journal: Journal, qtbot: QtBot) -> None:
    _some_days(journal)
    with opened(context, journal, qtbot) as page:
        rows = activity_rows(page)
        rows.add.click()
        row = rows.rows[0]
        row.kind.setFocus()
        qtbot.keyClicks(row.kind, "wal")
        qtbot.keyClick(row.kind, Qt.Key.Key_Tab)
        assert row.kind.text() == "Walking"
        assert QApplication.focusWidget() is row.minutes
        qtbot.keyClicks(row.minutes, "1:10")
        qtbot.keyClick(row.minutes, Qt.Key.Key_Tab)
        assert journal.day(TODAY).activities == (Activity("Walking", 70),)
