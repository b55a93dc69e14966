"""`diary import` without a mapping: recognised, tried, counted; nothing is written that nobody asked for."""

import json
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from diary.domain.period import Period
from tests.cli.test_commands import REFUSED, Terminal, terminal  # noqa: F401
from tests.factory import TODAY, Clock, a_day, a_journal

pytestmark = pytest.mark.usefixtures("quick_keys")

SITE = "Activities\nDate,Calories Burned,Steps,Minutes Sedentary,Minutes Fairly Active,Minutes Very Active\n"


def an_export(folder: Path, rows: str = '2026-11-01,1,"1,000",1,3,0\n') -> Path:
    path = folder / "fitbit.csv"
    path.write_text(SITE + rows, encoding="utf-8")
    return path


def test_an_export_comes_in_and_says_what_became_of_its_rows(terminal: Terminal) -> None:  # noqa: F811
    source = an_export(terminal.folder)
    assert terminal("import", terminal.diary, source, "--new") == 0
    assert "This looks like Fitbit" in terminal.out
    assert "1 row read, 1 used." in terminal.out
    assert terminal("import", terminal.diary, source, "--json") == 0
    told = json.loads(terminal.out)
    assert (told["reader"], told["rows"], told["used_rows"], told["added"], told["same"]) == ("fitbit", 1, 1, 0, 2)


def test_a_trial_and_a_refused_file_write_nothing(terminal: Terminal) -> None:  # noqa: F811
    source = an_export(terminal.folder)
    before = sorted(terminal.folder.rglob("*"))
    assert terminal("import", terminal.diary, source, "--new", "--dry-run") == 0
    assert "1 row read" in terminal.out
    assert sorted(terminal.folder.rglob("*")) == before
    an_export(terminal.folder, "2026-11-01,1,much,1,3,0\n2027-11-01,1,2,1,3,0\n")
    assert terminal("import", terminal.diary, source, "--new") == 0  # the active minutes of the first row
    terminal.diary.unlink()
    an_export(terminal.folder, "2027-11-01,1,2,1,3,0\n")
    assert terminal("import", terminal.diary, source, "--new") == REFUSED
    assert "could be used" in terminal.err
    source.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "--map" in terminal.refused("import", terminal.diary, source, "--new")
    assert not terminal.diary.exists()


def test_the_own_table_comes_back_into_a_new_diary_and_again_changes_nothing(terminal: Terminal) -> None:  # noqa: F811
    assert terminal("import", terminal.diary, an_export(terminal.folder), "--new") == 0
    assert terminal("export", terminal.diary, "--format", "csv", "-o", terminal.folder / "mine.csv") == 0
    other = terminal.folder / "other.diary"
    assert terminal("import", other, terminal.folder / "mine.csv", "--new") == 0
    assert "1 row read, 1 used." in terminal.out
    assert terminal("import", other, terminal.folder / "mine.csv", "--json") == 0
    assert json.loads(terminal.out)["added"] == 0


def test_a_longer_export_completes_the_last_day_and_says_both_values(terminal: Terminal) -> None:  # noqa: F811
    days = '2026-11-01,1,"4,000",1,3,0\n2026-11-02,1,"5,000",1,3,0\n'
    an_export(terminal.folder, days + "2026-11-03,1,900,1,3,0\n")
    assert terminal("import", terminal.diary, terminal.folder / "fitbit.csv", "--new") == 0
    an_export(terminal.folder, days + '2026-11-03,1,"6,100",1,3,0\n2026-11-04,1,5,1,3,0\n')
    assert terminal("import", terminal.diary, terminal.folder / "fitbit.csv") == 0
    assert "1 value of a day that was not over yet is now complete." in terminal.out
    assert "it was 900, now it is 6,100" in terminal.out


def test_a_table_whose_dates_fit_two_orders_asks_and_takes_the_answer(terminal: Terminal) -> None:  # noqa: F811
    table, mapping, answers = (terminal.folder / name for name in ("t.csv", "m.toml", "a.toml"))
    table.write_text("when,stress\n04/05/2026,3\n06/05/2026,4\n", encoding="utf-8")
    forms = '[date]\ncolumn = "when"\nformats = ["day_first", "month_first"]\n'
    mapping.write_text(f'{forms}[[item]]\ncolumn = "stress"\nitem = "stress"\n', encoding="utf-8")
    assert terminal("import", terminal.diary, table, "--map", mapping, "--new", "--dry-run") == 0
    assert '"date_order" = "day_first"' in terminal.out
    answers.write_text('[answers]\ndate_order = "month_first"\n', encoding="utf-8")
    assert (
        terminal("import", terminal.diary, table, "--map", mapping, "--answers", answers, "--new", "--json") == 0
    )
    assert (json.loads(terminal.out)["first"], json.loads(terminal.out)["added"]) == ("2026-04-05", 2)


def test_the_reader_and_the_answers_can_be_named(terminal: Terminal) -> None:  # noqa: F811
    source = an_export(terminal.folder, "04/05/2026,1,100,1,3,0\n")
    answers = terminal.folder / "answers.toml"
    answers.write_text('reader = "fitbit"\n[answers]\ndate_order = "month_first"\n', encoding="utf-8")
    assert terminal("import", terminal.diary, source, "--new", "--answers", answers, "--json") == 0
    assert json.loads(terminal.out)["first"] == "2026-04-05"
    assert "fitbit" in terminal.refused("import", terminal.diary, source, "--as", "nothing")
    assert "--as" in terminal.refused("import", terminal.diary, source, "--as", "daylio")


def test_differences_are_listed_with_both_values(terminal: Terminal) -> None:  # noqa: F811
    source = an_export(terminal.folder)
    assert terminal("import", terminal.diary, source, "--new") == 0
    an_export(terminal.folder, "2026-11-01,1,2000,1,3,0\n")
    assert terminal("import", terminal.diary, source) == 0
    assert "Steps: yours is 1,000, the file says 2,000" in terminal.out


def test_a_share_with_a_passphrase_comes_in_with_that_one(terminal: Terminal) -> None:  # noqa: F811
    assert terminal("import", terminal.diary, an_export(terminal.folder), "--new") == 0
    secret, locked, new = (terminal.folder / name for name in ("secret", "locked.diary", "new.diary"))
    secret.write_text("vier lange dagen", encoding="utf-8")
    secret.chmod(0o600)
    assert terminal("export", terminal.diary, "--new-passphrase-file", secret, "-o", locked) == 0, terminal.err
    assert "locked.diary" in terminal.refused("import", new, locked, "--new")
    assert not new.exists()
    assert terminal("import", new, locked, "--new", "--source-passphrase-file", secret) == 0
    assert "on 1 day." in terminal.out


def test_files_called_alike_are_named_by_the_first_and_one_alone_by_its_own_name(terminal: Terminal) -> None:  # noqa: F811
    folder = terminal.folder / "export"
    folder.mkdir()
    an_export(folder)
    for name in ("p01_injury.csv", "p02_wellness.csv", "p03_wellness.csv"):
        (folder / name).write_text("x,y\n1,2\n", encoding="utf-8")
    assert terminal("import", terminal.diary, folder, "--new", "--dry-run") == 0
    assert "p01_injury.csv" in terminal.out
    assert "p02_wellness.csv and 1 more like it" in terminal.out
    assert "*" not in terminal.out


def test_what_was_written_at_night_goes_by_the_day_boundary_of_the_diary(terminal: Terminal) -> None:  # noqa: F811
    source = terminal.folder / "daylio.csv"
    source.write_text("full_date,time,mood,activities\n2026-11-02,1:30 am,good,reading\n", encoding="utf-8")
    with closing(a_journal(terminal.diary)) as journal:
        journal.set_form(replace(journal.form(), boundary_minutes=0))
    assert terminal("import", terminal.diary, source) == 0
    with closing(a_journal(terminal.diary)) as journal:
        assert journal.span() == Period(date(2026, 11, 2), date(2026, 11, 2))


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_file_without_a_name_is_asked_about_where_most_of_its_answers_differ(
    terminal: Terminal,  # noqa: F811
    form: str,
) -> None:
    mine, theirs, file = terminal.diary, terminal.folder / "theirs.diary", terminal.folder / f"days.{form}"
    clock = Clock()
    for place, stress in ((mine, 4), (theirs, 7)):
        clock.forward(minutes=1)
        with closing(a_journal(place, clock, [a_day(back, stress=stress) for back in range(1, 14)])):
            pass
    assert terminal("export", theirs, "-o", file) == 0, terminal.err
    if form == "json":
        older = json.loads(file.read_text(encoding="utf-8"))
        del older["diary"]
        file.write_text(json.dumps(older), encoding="utf-8")
    assert "Most answers in" in terminal.refused("import", mine, file)
    assert terminal("import", theirs, file) == 0
    assert terminal("import", mine, file, "--sure") == 0
    with closing(a_journal(mine)) as journal:
        assert journal.day(TODAY - timedelta(days=1)).answers["stress"].value == 4


@pytest.mark.parametrize(("form", "said"), [("csv", "tells whose days"), ("json", "made from another diary")])
def test_of_days_without_one_in_common_is_asked_whose_they_are(
    terminal: Terminal,  # noqa: F811
    form: str,
    said: str,
) -> None:
    mine, theirs, file = terminal.diary, terminal.folder / "theirs.diary", terminal.folder / f"days.{form}"
    clock = Clock()
    for place, first in ((mine, 1), (theirs, 30)):
        clock.forward(minutes=1)
        with closing(a_journal(place, clock, [a_day(back, stress=4) for back in range(first, first + 14)])):
            pass
    assert terminal("export", theirs, "-o", file) == 0, terminal.err
    assert said in terminal.refused("import", mine, file)
    with closing(a_journal(mine)) as journal:
        assert len(journal.days(journal.span() or pytest.fail("nothing is there"))) == 14
    assert terminal("import", theirs, file) == 0
    assert terminal("import", terminal.folder / "new.diary", file, "--new") == 0
    assert terminal("import", mine, file, "--sure") == 0
    with closing(a_journal(mine)) as journal:
        assert len(journal.days(journal.span() or pytest.fail("nothing is there"))) == 28


@pytest.mark.parametrize("ending", ["diary", "json"])
def test_days_of_another_diary_come_in_only_for_who_says_so(terminal: Terminal, ending: str) -> None:  # noqa: F811
    mine, theirs, file = terminal.diary, terminal.folder / "theirs.diary", terminal.folder / f"for_you.{ending}"
    clock = Clock()
    for place, name, back in ((mine, "Anna", 1), (theirs, "Bea", 2)):
        clock.forward(minutes=1)
        with closing(a_journal(place, clock, [a_day(back, stress=4)])) as journal:
            journal.set_profile("name", name)
    made = ("export", theirs, "-o", file, *(("--format", "share") if ending == "diary" else ("--with", "name")))
    assert terminal(*made) == 0, terminal.err
    for trial in ((), ("--dry-run",)):
        assert "--sure" in terminal.refused("import", mine, file, *trial)
    with closing(a_journal(mine)) as journal:
        assert journal.span() == Period(TODAY - timedelta(days=1), TODAY - timedelta(days=1))
    assert terminal("import", mine, file, "--sure") == 0
    assert terminal("import", terminal.folder / "new.diary", file, "--new") == 0
    assert terminal("import", theirs, file) == 0
