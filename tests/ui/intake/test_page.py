"""Bringing notes from elsewhere in the window: what is in a file is shown first, then comes in as one change."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from diary.domain.diary_data import DiaryData
from diary.exchange.csv_text import ENCODING, days_csv
from diary.exchange.file_questions import load_answers
from diary.journal.journal import Journal
from diary.ui.intake.cards import AS_TABLE
from diary.ui.intake.mapper import NEW
from diary.ui.sections import SectionedPage
from diary.ui.trends.navigator import edges_of
from diary.ui.trends.page import TrendsPage
from tests.factory import SHARED, a_day, a_journal
from tests.ui.accessible import too_small, unnamed
from tests.ui.fitting import ROOMS, faults_at
from tests.ui.intake.conftest import TABLE, Open, pick

DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    '2026-11-19,19 Nov,Thu,21:00,good,"walking | reading",,A quiet day\n'
    "2026-11-20,20 Nov,Fri,21:00,wobbly,walking,,\n"
    "2026-11-21,21 Nov,Sat,21:00,rad,reading,,\n"
)


@pytest.fixture
def daylio(tmp_path: Path) -> Path:
    path = tmp_path / "daylio.csv"
    path.write_text(DAYLIO, encoding="utf-8")
    return path


@pytest.fixture
def fitbit(tmp_path: Path) -> Path:
    folder = tmp_path / "MyFitbitData" / "Physical Activity"
    folder.mkdir(parents=True)
    steps = [{"dateTime": f"11/{day:02d}/26 12:00:00", "value": "4000"} for day in range(10, 20)]
    (folder / "steps-2026-11-10.json").write_text(json.dumps(steps), encoding="utf-8")
    return folder.parent


def test_a_folder_dropped_on_the_window_is_shown_then_taken_over_and_taken_back(
    open_program: Open, fitbit: Path
) -> None:
    opened = open_program()
    opened.window.open_today()
    opened.drop(fitbit)
    page = opened.wait()
    assert opened.window.current == "settings"
    assert page.found.accessibleName() == "Fitbit"
    assert ("Steps", *["4,000"] * 5) in page.days.rows
    assert "10 rows read, 10 used." in page.counts.lines
    assert "10 days, from 10 to 19 November 2026." in page.counts.lines
    assert opened.journal.span() is None
    opened.take()
    assert opened.journal.day(date(2026, 11, 19)).value("steps") == 4000
    assert "10 new values, on 10 days." in opened.page.result.lines
    opened.window.undo()
    QApplication.processEvents()
    assert opened.journal.span() is None
    assert "undone" in opened.page.source.said.text()


def test_a_look_at_what_came_in_shows_the_days_of_it(open_program: Open, fitbit: Path) -> None:
    opened = open_program()
    opened.bring(fitbit)
    opened.take()
    came = opened.journal.span()
    assert came is not None
    opened.journal.answer(date(2026, 3, 1), "stress", 3)
    opened.page.result.look.click()
    trends = opened.window.page("trends")
    assert isinstance(trends, SectionedPage)
    lines = trends.section("lines")
    assert isinstance(lines, TrendsPage)
    assert lines.view is not None
    assert lines.view.days_in_view == edges_of(came)


@pytest.mark.parametrize("width", [1024, 1366])
def test_as_many_days_are_shown_as_the_card_has_room_for(
    width: int, open_program: Open, tmp_path: Path, qtbot: QtBot
) -> None:
    opened = open_program()
    opened.window.resize(width, 600)
    words = "overgevoeligheidsklachten bij temperatuurwisselingen"
    days = [a_day(ago, stress=4, notes={"note": words}) for ago in range(6)]
    table = tmp_path / "days.csv"
    table.write_bytes(days_csv(days, opened.journal.catalogue, with_notes=True).encode(ENCODING))
    page = opened.bring(table)
    card = page.days
    qtbot.waitUntil(lambda: card.visibleRegion().boundingRect().width() == card.width())
    assert len(card.rows[0]) > 2
    opened.window.resize(700, 600)
    qtbot.waitUntil(lambda: card.visibleRegion().boundingRect().width() == card.width())


def test_own_items_come_and_go_with_one_step(open_program: Open, daylio: Path, qtbot: QtBot) -> None:
    opened = open_program()
    page = opened.bring(daylio)
    assert page.counts.lines[-2:] == (
        "New own items: Mood (Daylio)",
        "Kept with your days, and not asked from now on: walking, reading",
    )
    page.take.click()
    qtbot.waitUntil(
        lambda: opened.page is not page and opened.page.result.isVisible()
    )  # built anew with the names
    assert len(opened.journal.own_items) == 3
    opened.page.result.undo.click()
    qtbot.waitUntil(opened.page.source.isVisible)
    assert not opened.journal.own_items


def test_what_was_written_at_night_goes_by_the_day_boundary_of_the_diary(open_program: Open, daylio: Path) -> None:
    daylio.write_text(DAYLIO.replace("21:00,rad", "1:30,rad"), encoding="utf-8")
    opened = open_program()
    assert len(opened.bring(daylio).days.rows[0]) == 1 + 2
    opened.journal.set_form(replace(opened.journal.form(), boundary_minutes=0))
    assert len(opened.bring(daylio).days.rows[0]) == 1 + 3


def test_the_day_of_a_file_of_one_day_is_said_once(open_program: Open, daylio: Path) -> None:
    opened = open_program()
    told = {label.text().partition("\n")[0] for label in opened.bring(daylio).found.findChildren(QLabel)}
    assert "daylio.csv, 19 to 21 November 2026" in told
    daylio.write_text("".join(DAYLIO.splitlines(keepends=True)[:2]), encoding="utf-8")
    told = {label.text().partition("\n")[0] for label in opened.bring(daylio).found.findChildren(QLabel)}
    assert "daylio.csv, 19 November 2026" in told


def test_a_question_is_one_control_and_its_answer_shows_other_days(open_program: Open, daylio: Path) -> None:
    opened = open_program()
    page = opened.bring(daylio)
    control = opened.choices("meaning.wobbly")
    assert "1 row waits for your answer." in page.counts.lines
    button = control.buttons["bad"]
    button.setFocus()
    QTest.qWait(50)
    top = button.mapTo(opened.window, button.rect().topLeft())
    button.click()
    assert not page.take.isEnabled()
    opened.wait()
    assert page.take.isEnabled()
    assert not any("waits" in line for line in page.counts.lines)
    assert page.questions.controls["meaning.wobbly"] is control
    assert button.mapTo(opened.window, button.rect().topLeft()) == top
    assert opened.window.focusWidget() is button


def test_the_answers_are_saved_as_a_file_for_the_next_time(
    open_program: Open, daylio: Path, tmp_path: Path
) -> None:
    opened = open_program()
    page = opened.bring(daylio)
    opened.choices("meaning.wobbly").buttons["meh"].click()
    opened.wait()
    page.ask_answers().fileSelected.emit(str(tmp_path / "answers.toml"))
    saved = load_answers(tmp_path / "answers.toml")
    assert (saved.reader, saved.answers["meaning.wobbly"]) == ("daylio", "meh")


def test_the_keyboard_alone_is_enough(open_program: Open, daylio: Path) -> None:
    opened = open_program()
    page = opened.bring(daylio)
    assert opened.window.focusWidget() in opened.choices("meaning.wobbly").buttons.values()
    for _ in range(30):
        if opened.window.focusWidget() is page.take:
            break
        QTest.keyClick(opened.window.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(page.take, Qt.Key.Key_Space)
    opened.wait()
    assert opened.journal.span() is not None


def test_every_word_of_the_file_dialog_is_in_the_language(open_program: Open) -> None:
    dialog = open_program(language="nl").page.ask_file()
    said = [dialog.labelText(label) for label in QFileDialog.DialogLabel]
    dialog.close()
    assert said == ["Map", "Bestandsnaam", "Soort bestand", "Openen", "Annuleren"]


def test_what_is_there_already_is_not_offered_again(open_program: Open, fitbit: Path) -> None:
    opened = open_program()
    opened.bring(fitbit)
    opened.take()
    page = opened.bring(fitbit)
    assert not page.take.isEnabled()
    assert "already" in page.status.text()


def test_answers_of_the_person_stay_and_both_are_shown(open_program: Open, fitbit: Path) -> None:
    opened = open_program()
    opened.bring(fitbit)
    opened.take()
    opened.journal.answer(date(2026, 11, 19), "steps", 9)
    page = opened.bring(fitbit)
    assert any("19 November 2026, Steps: yours is 9, the file says 4,000" in line for line in page.counts.lines)
    assert "your answer stays on 1 day" in {label.text() for label in page.days.findChildren(QLabel)}
    assert not page.take.isEnabled()


def test_each_cell_of_the_days_is_heard_with_its_question_and_its_day(open_program: Open, fitbit: Path) -> None:
    page = open_program().bring(fitbit)
    heard = [label.accessibleName() for label in page.days.findChildren(QLabel) if label.accessibleName()]
    assert "Steps, Thu 19 Nov 2026: 4,000" in heard
    page.days.make_room(page.days.minimumSizeHint().width() - 1)
    assert ("Steps", *["4,000"] * 3) in page.days.rows


def test_undo_takes_back_nothing_else(open_program: Open, fitbit: Path) -> None:
    opened = open_program()
    opened.bring(fitbit)
    opened.take()
    opened.journal.answer(date(2026, 11, 20), "stress", 4)
    opened.page.undo()
    assert opened.journal.day(date(2026, 11, 19)).value("steps") == 4000
    assert opened.journal.day(date(2026, 11, 20)).value("stress") == 4
    assert opened.page.result.notice.text()


def test_of_a_letter_or_a_picture_it_says_that_a_table_is_wanted_and_asks_for_no_program(
    open_program: Open, tmp_path: Path
) -> None:
    letter = tmp_path / "Report.PDF"
    letter.write_bytes(b"%PDF-1.7\nnothing")
    page = open_program().bring(letter)
    assert "There is no table in Report.PDF" in page.source.notice.text()
    assert not page.source.mapping.isVisible()


def test_a_table_nobody_knows_is_read_as_a_mapping_file_says(open_program: Open, tmp_path: Path) -> None:
    table, mapping = tmp_path / "table.csv", tmp_path / "map.toml"
    table.write_text("when,tense\n2026-11-20,4\n2026-11-21,6\n", encoding="utf-8")
    mapping.write_text(
        '[date]\ncolumn = "when"\nformats = ["%Y-%m-%d"]\n\n[[item]]\ncolumn = "tense"\nitem = "stress"\n',
        encoding="utf-8",
    )
    opened = open_program()
    page = opened.bring(table)
    page.mapper.other.click()
    assert page.source.mapping.isVisible()
    page.ask_mapping().fileSelected.emit(str(mapping))
    page = opened.wait()
    assert page.source.notice.text() == ""
    assert "map.toml" in page.found.findChildren(type(page.status))[-1].text()
    opened.take()
    assert opened.journal.day(date(2026, 11, 21)).value("stress") == 6


def test_something_else_leads_to_the_programs_to_a_table_and_to_the_mapping_file(
    open_program: Open, daylio: Path
) -> None:
    opened = open_program()
    page = opened.bring(daylio)
    page.found.other.click()
    assert page.source.mapping.isVisible()
    assert not page.found.isVisible()
    pick(page.source.program, "bearable")
    assert "daylio.csv" in opened.wait().source.notice.text()
    pick(page.source.program, "daylio")
    assert opened.wait().found.accessibleName() == "Daylio"
    page.found.other.click()
    pick(page.source.program, AS_TABLE)
    page = opened.wait()
    assert page.mapper.isVisible()
    assert "mood" in page.mapper.rows


def test_the_own_table_dropped_on_the_window_comes_in(open_program: Open, tmp_path: Path) -> None:
    opened = open_program()
    path = tmp_path / "mine.csv"
    days = [a_day(1, stress=4, notes={"note": "a walk"})]
    path.write_bytes(days_csv(days, opened.journal.catalogue, with_notes=True).encode(ENCODING))
    opened.drop(path)
    page = opened.wait()
    assert page.found.isVisible()
    assert "1 row read, 1 used." in page.counts.lines
    opened.take()
    day = opened.journal.day(days[0].date)
    assert (day.value("stress"), day.notes["note"]) == (4, "a walk")


def test_a_table_without_dates_says_so(open_program: Open, tmp_path: Path) -> None:
    path = tmp_path / "undated.csv"
    path.write_text("who,stress\nyou,3\n", encoding="utf-8")
    page = open_program().bring(path)
    assert "no column" in page.source.notice.text()
    assert page.source.program.isVisible()


def test_of_a_zip_of_tables_that_nobody_knows_it_says_what_helps(open_program: Open, tmp_path: Path) -> None:
    path = tmp_path / "notes.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "day,tense\n2026-11-20,4\n")
    page = open_program().bring(path)
    assert "Unpack it" in page.source.notice.text()


def _locked(path: Path) -> None:
    with ZipFile(path, "w") as archive:
        archive.writestr("export.csv", "a,b\n")
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)


def _broken(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04" + b"rubbish" * 40)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _diary(path: Path) -> None:
    a_journal(path).close()


@pytest.mark.parametrize(
    ("make", "name"),
    [(_locked, "a.zip"), (_broken, "b.zip"), (_empty, "c.csv"), (Path.mkdir, "d"), (_diary, "other.diary")],
)
def test_what_cannot_be_read_is_one_sentence(
    open_program: Open, tmp_path: Path, make: Callable[[Path], None], name: str
) -> None:
    make(tmp_path / name)
    opened = open_program()
    before = (tmp_path / "mine.diary").read_bytes()
    page = opened.bring(tmp_path / name)
    assert name in page.source.notice.text()
    assert "--" not in page.source.notice.text()
    assert page.source.isVisible()
    assert not page.take.isVisible()
    assert (tmp_path / "mine.diary").read_bytes() == before


def test_a_file_that_is_gone_is_one_sentence(open_program: Open, tmp_path: Path) -> None:
    page = open_program().bring(tmp_path / "gone.csv")
    assert "gone.csv" in page.source.notice.text()


def test_a_sample_and_a_diary_that_is_only_read_say_no(open_program: Open, tmp_path: Path, daylio: Path) -> None:
    opened = open_program(is_sample=True)
    opened.drop(daylio)
    assert opened.page.reading is None
    assert "sample" in opened.page.source.notice.text()
    assert not opened.page.source.file.isEnabled()


def test_reading_can_be_stopped(open_program: Open, daylio: Path) -> None:
    opened = open_program()
    opened.page.bring(daylio)
    assert opened.page.status.text() == "Reading… 0 %"
    opened.page.cancel.click()
    page = opened.wait()
    assert page.source.isVisible()
    assert page.state.trial is None


def test_putting_it_in_can_be_stopped_and_then_changes_nothing(
    open_program: Open, fitbit: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_program()
    page = opened.bring(fitbit)
    reached, go_on = Event(), Event()
    apart = Journal.take_in_apart

    def slowly(journal: Journal, data: DiaryData, progress: Callable[[int, int], None]) -> object:
        def told(done: int, of: int) -> None:
            reached.set()
            assert go_on.wait(20)
            progress(done, of)

        return apart(journal, data, told)

    monkeypatch.setattr(Journal, "take_in_apart", slowly)
    page.take.click()
    assert reached.wait(20)
    assert not page.take.isEnabled()
    page.cancel.click()
    go_on.set()
    opened.wait()
    assert page.take.isEnabled()
    assert page.days.isVisible()
    assert opened.journal.span() is None


def test_another_language_goes_on_where_it_was(open_program: Open, daylio: Path) -> None:
    opened = open_program()
    opened.bring(daylio)
    opened.choices("meaning.wobbly").buttons["bad"].click()
    opened.wait()
    opened.window.prefer("language", "nl")
    page = opened.page
    assert page.found.accessibleName() == "Daylio"
    assert opened.choices("meaning.wobbly").value == "bad"


@pytest.mark.parametrize(
    "place",
    [
        "daylio/staticf0x_test_data.csv",
        "fitbit/fitbit_export_2021_01.csv",
        "garmin",
        "apple_health/alxdrcirilo_export_enNL_2024.zip",
        "sleepmeter",
        "withings",
    ],
)
def test_real_files_come_in(open_program: Open, place: str) -> None:
    source = SHARED / "data" / place
    if not source.exists():
        pytest.skip("there are no real files beside this checkout")
    opened = open_program()
    page = opened.bring(source)
    assert page.days.rows
    assert all(page.days.rows)
    opened.take()
    assert opened.journal.span() is not None


def test_every_real_file_dropped_on_the_window_is_shown_asked_about_or_refused_in_a_sentence(
    open_program: Open,
) -> None:
    data = SHARED / "data"
    if not data.exists():
        pytest.skip("there are no real files beside this checkout")
    opened = open_program()
    counted: Counter[str] = Counter()
    for source in sorted(path for path in data.rglob("*") if path.is_file() and "fhir" not in path.parts):
        opened.drop(source)
        page = opened.wait()
        ways = {"shown": page.days.isVisible(), "asked": page.mapper.isVisible()}
        ways["told"] = bool(page.source.isVisible() and page.source.notice.text()) or page.counts.isVisible()
        assert any(ways.values()), source
        counted[next(way for way, is_so in ways.items() if is_so)] += 1
        assert opened.journal.span() is None
    assert counted["shown"] >= 25
    assert counted["asked"] >= 10


@pytest.mark.parametrize(("language", "text_size"), [("nl", 100), ("nl", 200), ("en", 200)])
def test_every_step_fits_and_can_be_heard(
    open_program: Open, daylio: Path, tmp_path: Path, language: str, text_size: int
) -> None:
    (tmp_path / "unknown.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "table.csv").write_text(TABLE, encoding="utf-8")
    opened = open_program(language=language)
    opened.window.prefer("text_size", text_size)
    steps: tuple[Callable[[], object], ...] = (
        opened.page.begin_anew,
        lambda: opened.bring(tmp_path / "unknown.csv"),
        lambda: opened.bring(tmp_path / "table.csv"),
        lambda: pick(opened.page.mapper.rows["tense"].target, "stress"),
        lambda: pick(opened.page.mapper.rows["coffee"].target, NEW),
        lambda: pick(opened.page.mapper.rows["tense"].target, "body_map.knee_l"),
        lambda: pick(opened.page.mapper.rows["coffee"].target, "body_map"),
        lambda: opened.bring(daylio),
        opened.take,
        opened.window.undo,
    )
    for number, step in enumerate(steps):
        step()
        for room in ROOMS[0], ROOMS[-1]:
            assert (number, faults_at(opened.window, room)) == (number, [])
        assert (number, unnamed(opened.window), too_small(opened.window)) == (number, [], [])
