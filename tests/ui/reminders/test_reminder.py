"""Settings about the reminder: off at first, started by this computer when on, and nothing left of it when off."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from diary.domain.day import DayKind
from diary.domain.refusal import Reason, Refusal
from diary.domain.reminder import Occasion, Reminder, due
from diary.journal.journal import Journal
from diary.journal.reminders import keep_up, read_reminder, write_reminder
from diary.paths import reminder_file
from diary.ui.pages import Context
from diary.ui.reminders import schedule as schedules
from diary.ui.reminders.page import ReminderPage
from diary.ui.reminders.schedule import remove_reminder, schedule, schedule_again
from diary.ui.widgets.labels import NoticeText
from tests.factory import TODAY, Clock


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr(schedules, "own_command", lambda: ["/nonexistent/diary"])
    return tmp_path / "config"


@pytest.fixture
def page(config: Path, context: Context, journal: Journal, qtbot: QtBot) -> Iterator[ReminderPage]:
    assert not config.exists()
    page = ReminderPage(context, journal)
    qtbot.addWidget(page)
    page.resize(900, 700)
    with qtbot.waitExposed(page):
        page.show()
    yield page
    page.close()


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_is_off_until_it_is_switched_on(page: ReminderPage, config: Path) -> None:
    assert not page.evening.switch.isChecked()
    assert not page.morning.switch.isChecked()
    assert not page.trial.isEnabled()
    assert files(config) == set()


def test_switching_it_on_and_off(page: ReminderPage, config: Path, journal: Journal) -> None:
    page.evening.switch.click()
    found = read_reminder(reminder_file())
    assert found is not None
    assert (found.evening, found.morning) == (20 * 60, None)
    assert found.diary == str(journal.path.absolute())
    assert files(config) == {"symptom-diary/settings-reminder.json", "autostart/symptom-diary-remind.desktop"}
    assert reminder_file().stat().st_mode & 0o077 == 0
    assert page.trial.isEnabled()
    page.evening.switch.click()
    assert files(config) == set()
    assert not page.trial.isEnabled()


def test_who_goes_away_says_so_beforehand(page: ReminderPage, journal: Journal, clock: Clock) -> None:
    assert not page.quiet.isEnabled()
    page.evening.switch.click()
    assert not page.away_until.isEnabled()
    page.quiet.click()
    last = TODAY + timedelta(days=10)
    page.away_until.setDate(QDate(last.year, last.month, last.day))
    found = read_reminder(reminder_file())
    assert found is not None
    evening = clock.now.replace(hour=21)
    assert due(found, evening + timedelta(days=10)) is None
    assert due(found, evening + timedelta(days=11)) is Occasion.EVENING
    page.neutral.click()
    again = read_reminder(reminder_file())
    assert again is not None
    assert again.quiet_until == found.quiet_until
    assert journal.span() is None, "no day of the diary is touched"
    page.quiet.click()
    found = read_reminder(reminder_file())
    assert found is not None
    assert found.quiet_until is None


def test_what_is_said_of_a_trial_does_not_look_refused(
    page: ReminderPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[str] = []
    monkeypatch.setattr("diary.ui.reminders.page.start_reminding", started.append)
    page.evening.switch.click()
    page.trial.click()
    assert started == ["--try"]
    assert "on your screen now" in page.notice.words
    assert not any(notice.isVisible() for notice in page.findChildren(NoticeText))


def test_with_systemd_a_timer_of_this_account_starts_it(
    config: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "run" / "systemd").mkdir(parents=True)
    tools = tmp_path / "bin"
    tools.mkdir()
    said = tmp_path / "said"
    (tools / "systemctl").write_text(f'#!/bin/sh\necho "$@" >>"{said}"\n')
    (tools / "systemctl").chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setattr(schedules, "own_command", lambda: ['a 50% of "it"/diary'])
    schedule(Reminder("my.diary", "en", morning=8 * 60 + 30, evening=21 * 60))
    timer = (config / "systemd/user/symptom-diary-remind.timer").read_text()
    assert "OnCalendar=*-*-* 08:30:00\nOnCalendar=*-*-* 21:00:00\n" in timer
    service = (config / "systemd/user/symptom-diary-remind.service").read_text()
    assert 'ExecStart="a 50%% of \\"it\\"/diary" "remind"\n' in service
    assert 'ConditionFileIsExecutable=a 50%% of "it"/diary\n' in service
    assert said.read_text().splitlines() == [
        "--user daemon-reload",
        "--user enable symptom-diary-remind.timer",
        "--user restart symptom-diary-remind.timer",
    ]
    remove_reminder()
    assert files(config) == set()
    assert "--user disable --now symptom-diary-remind.timer" in said.read_text()


def test_the_reminder_hears_what_is_logged(config: Path, journal: Journal) -> None:
    keep_up(journal, "en")
    assert not config.exists()
    asked = Reminder(str(journal.path.absolute()), "en", evening=20 * 60)
    write_reminder(reminder_file(), asked)
    journal.answer(TODAY, "sleep_quality", 3)
    keep_up(journal, "en")
    found = read_reminder(reminder_file())
    assert found is not None
    assert found.logged == {Occasion.MORNING: TODAY}
    assert found.day_starts == journal.form().boundary_minutes
    journal.answer(TODAY, "stress", 3)
    keep_up(journal, "en")
    found = read_reminder(reminder_file())
    assert found is not None
    assert found.logged == {Occasion.MORNING: TODAY, Occasion.EVENING: TODAY}


def test_a_diary_holiday_is_known(config: Path, journal: Journal) -> None:
    write_reminder(reminder_file(), Reminder(str(journal.path.absolute()), "en", evening=20 * 60))
    journal.set_kind(TODAY, DayKind.HOLIDAY)
    keep_up(journal, "en")
    found = read_reminder(reminder_file())
    assert found is not None
    assert found.free == (TODAY,)
    assert config.exists()


def test_another_diary_tells_it_nothing(config: Path, journal: Journal) -> None:
    asked = Reminder("/elsewhere/other.diary", "en", evening=20 * 60)
    write_reminder(reminder_file(), asked)
    journal.answer(TODAY, "stress", 3)
    keep_up(journal, "en")
    assert read_reminder(reminder_file()) == asked
    assert config.exists()


def test_where_nothing_else_starts_it_it_is_started_at_once(
    page: ReminderPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    said = tmp_path / "said"
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$@" >"{said}.new"; mv "{said}.new" "{said}"\n')
    program.chmod(0o700)
    monkeypatch.setattr(schedules, "own_command", lambda: [str(program)])
    page.evening.switch.click()
    qtbot.waitUntil(said.exists, timeout=10_000)
    assert said.read_text() == "remind --stay\n"
    assert f"TryExec={program}\n" in (tmp_path / "config/autostart/symptom-diary-remind.desktop").read_text()


def test_an_hour_that_has_struck_is_for_tomorrow(page: ReminderPage, journal: Journal) -> None:
    now = journal.now()
    page.evening.switch.click()
    for minutes, told in ((15 * 60, {Occasion.EVENING: journal.today}), (23 * 60 + 30, {})):
        assert (now.hour * 60 + now.minute > minutes) == bool(told)
        remove_reminder()
        page.evening.hours.setCurrentIndex(page.evening.hours.findData(minutes))
        page.evening.hours.activated.emit(page.evening.hours.currentIndex())
        found = read_reminder(reminder_file())
        assert found is not None
        assert found.told == told


def test_the_reminder_of_another_diary_is_told_and_taken_over(page: ReminderPage, journal: Journal) -> None:
    days = {Occasion.EVENING: journal.today}
    write_reminder(
        reminder_file(), Reminder("/elsewhere/other.diary", "en", evening=20 * 60, logged=days, refused=2)
    )
    page.hide()
    page.show()
    assert "other.diary" in page.other.text()
    assert page.other.isVisible()
    assert not page.evening.switch.isChecked()
    page.evening.switch.click()
    found = read_reminder(reminder_file())
    assert found is not None
    assert (found.diary, found.logged, found.refused) == (str(journal.path.absolute()), {}, 0)
    assert not page.other.isVisible()


def test_it_speaks_the_language_that_is_read(config: Path, journal: Journal) -> None:
    write_reminder(reminder_file(), Reminder(str(journal.path.absolute()), "en", evening=20 * 60))
    keep_up(journal, "nl")
    found = read_reminder(reminder_file())
    assert found is not None
    assert found.language == "nl"
    assert config.exists()


def kept() -> Reminder:
    found = read_reminder(reminder_file())
    assert found is not None
    return found


@pytest.mark.usefixtures("config")
def test_what_is_undone_is_not_logged_any_more(journal: Journal) -> None:
    write_reminder(reminder_file(), Reminder(str(journal.path.absolute()), "en", evening=20 * 60))
    journal.answer(TODAY, "stress", 3)
    keep_up(journal)
    assert kept().logged == {Occasion.EVENING: TODAY}
    journal.history.undo()
    keep_up(journal)
    assert kept().logged == {}


@pytest.mark.usefixtures("config")
def test_a_hard_day_is_not_asked_about_its_night(journal: Journal) -> None:
    write_reminder(reminder_file(), Reminder(str(journal.path.absolute()), "en", morning=9 * 60))
    journal.set_kind(TODAY, DayKind.HARD)
    keep_up(journal)
    assert kept().logged == dict.fromkeys(Occasion, TODAY)


@pytest.mark.usefixtures("config")
def test_who_logs_after_not_now_is_not_left_alone_for_a_week(journal: Journal) -> None:
    refused = Reminder(str(journal.path.absolute()), "en", evening=20 * 60, refused=2)
    write_reminder(reminder_file(), refused)
    keep_up(journal)
    assert kept().refused == 2
    journal.answer(TODAY, "stress", 3)
    keep_up(journal)
    assert kept().refused == 0


@pytest.mark.usefixtures("config")
def test_it_goes_along_with_a_diary_that_is_moved(journal: Journal, tmp_path: Path) -> None:
    journal.answer(TODAY, "stress", 3)
    (tmp_path / "link.diary").symlink_to(journal.path)
    (tmp_path / "elsewhere").mkdir()
    for name in ("link.diary", f"elsewhere/../{journal.path.name}"):
        write_reminder(reminder_file(), Reminder(str(tmp_path / name), "en", evening=20 * 60))
        keep_up(journal)
        assert kept().logged == {Occasion.EVENING: TODAY}
    assert kept().diary == str(journal.path.absolute())
    write_reminder(reminder_file(), replace(kept(), diary=str(tmp_path / "before.diary"), logged={}))
    keep_up(journal)
    assert kept().diary == str(journal.path.absolute())
    (tmp_path / "another.diary").touch()
    write_reminder(reminder_file(), replace(kept(), diary=str(tmp_path / "another.diary")))
    keep_up(journal)
    assert kept().diary == str(tmp_path / "another.diary"), "a copy beside the diary is another one"


@pytest.fixture
def systemctl(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    (tmp_path / "run" / "systemd").mkdir(parents=True)
    tool = tmp_path / "bin" / "systemctl"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\nexit 0\n")
    tool.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    monkeypatch.setenv("PATH", f"{tool.parent}:/usr/bin:/bin")
    return tool


ENTRY, TIMER = "autostart/symptom-diary-remind.desktop", "systemd/user/symptom-diary-remind.timer"
SERVICE = "systemd/user/symptom-diary-remind.service"


def test_where_systemd_takes_no_timer_the_login_starts_it(config: Path, systemctl: Path) -> None:
    schedule(Reminder("my.diary", "en", evening=20 * 60))
    assert files(config) == {TIMER, SERVICE}
    said = systemctl.with_name("said")
    systemctl.write_text(
        f'#!/bin/sh\necho "$2" >>"{said}"\necho Failed to connect to bus >&2\n[ $2 != restart ]\n'
    )
    schedule(Reminder("my.diary", "en", evening=20 * 60))
    assert files(config) == {ENTRY}
    assert said.read_text().split() == ["daemon-reload", "enable", "restart", "disable", "daemon-reload"]
    systemctl.write_text("#!/bin/sh\nexit 0\n")
    schedule(Reminder("my.diary", "en", evening=20 * 60))
    assert files(config) == {TIMER, SERVICE}, "never both"


def test_a_program_with_an_odd_name_is_started_at_login(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedules, "own_command", lambda: ['/a $x `y` "z" \\ 5%'])
    schedule(Reminder("my.diary", "en", evening=20 * 60))
    text = (config / ENTRY).read_text().splitlines()
    assert 'Exec="/a \\\\$x \\\\`y\\\\` \\\\"z\\\\" \\\\\\\\ 5%%" "remind" "--stay"' in text
    assert 'TryExec=/a $x `y` "z" \\\\ 5%' in text


@pytest.mark.parametrize("is_timed", [True, False])
def test_a_program_that_has_another_name_now_is_started_instead(
    is_timed: bool, config: Path, systemctl: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not is_timed:
        systemctl.unlink()
        monkeypatch.setenv("PATH", str(systemctl.parent))
    before, now = (tmp_path / f'{name} 5% "\\' for name in ("before", "now"))
    for program in (before, now):
        program.touch()
    reminder, file = Reminder("my.diary", "en", evening=20 * 60), config / (SERVICE if is_timed else ENTRY)
    schedule_again(replace(reminder, evening=None))
    assert not config.exists()
    monkeypatch.setattr(schedules, "own_command", lambda: [str(before)])
    schedule_again(reminder)
    assert "before 5%" in file.read_text(), "its file was gone"
    monkeypatch.setattr(schedules, "own_command", lambda: [str(now)])
    schedule_again(reminder)
    assert "before 5%" in file.read_text(), "two programs side by side leave it to the first"
    before.unlink()
    schedule_again(reminder)
    assert "now 5%" in file.read_text()


def test_where_nothing_can_start_it_it_stays_off_and_that_is_said(page: ReminderPage, config: Path) -> None:
    config.mkdir()
    (config / "autostart").write_text("a file where the folder should be")
    page.evening.switch.click()
    assert not page.evening.switch.isChecked()
    assert any(notice.isVisible() for notice in page.findChildren(NoticeText))
    assert files(config) == {"autostart"}


def test_a_folder_whose_name_is_no_text_is_no_reason_to_stop(config: Path, tmp_path: Path) -> None:
    asked = Reminder(os.fsdecode(bytes(tmp_path) + b"/\xff.diary"), "en", evening=20 * 60)
    write_reminder(reminder_file(), asked)
    assert kept() == asked
    assert config.exists()


@pytest.mark.usefixtures("config")
def test_who_waits_for_our_words_does_not_wait_for_the_reminder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot, capfd: pytest.CaptureFixture[str]
) -> None:
    program, said = tmp_path / "program", tmp_path / "said"
    lines = "#!/bin/sh", "echo words", "found=$(readlink /proc/$$/fd/1 /proc/$$/fd/2)", f'echo "$found" >"{said}"'
    program.write_text("\n".join(lines))
    program.chmod(0o700)
    monkeypatch.setattr(schedules, "own_command", lambda: [str(program)])
    schedules.start_reminding("--stay")
    qtbot.waitUntil(lambda: said.exists() and bool(said.read_text()), timeout=10_000)
    assert said.read_text().split() == ["/dev/null", "/dev/null"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("config")
def test_a_damaged_diary_is_told_by_others(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(_journal: Journal) -> str:
        raise Refusal(Reason.FILE_DAMAGED, path=journal.path)

    asked = Reminder(str(tmp_path / "before.diary"), "en", evening=20 * 60)
    write_reminder(reminder_file(), asked)
    monkeypatch.setattr(Journal, "identity", property(damaged))
    keep_up(journal)
    write_reminder(reminder_file(), replace(asked, diary=str(journal.path)))
    keep_up(journal)
    assert kept() == replace(asked, diary=str(journal.path))
