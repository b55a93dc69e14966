import json
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from diary.app import local_now, run, system_language, system_zone
from diary.cli.world import World
from diary.content.library import load_library
from diary.domain.day import Activity, DayKind, Moment, MomentKind
from diary.domain.tip_choice import TipMark
from diary.paths import resources
from diary.screens.period_request import DAYS, PeriodKind
from diary.storage.version import SCHEMA_VERSION
from diary.ui.trends.page import TrendsLoader
from tests.factory import NOW, ZONE, a_day, a_journal

REFUSED, WRONG_USE = 1, 2
DATED_MAP = '[date]\ncolumn = "date"\nformats = ["%Y-%m-%d"]\n'
OWN_SUGAR = """[[item]]
column = "sugar"
item = "sugar"
[own.sugar]
kind = "scale"
high = 20
names = { en = "Sugar" }
"""


class Terminal:
    """Runs commands as a person would, on a fixed evening, and keeps what they printed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: object, language: str = "en") -> int:
        world = World(lambda: NOW, ZONE, resources(), language, lambda _world, _request: 0)
        code = run([str(argument) for argument in arguments], world)
        self.out, self.err = self._capsys.readouterr()
        return code

    @property
    def diary(self) -> Path:
        return self.folder / "my.diary"

    def refused(self, *arguments: object) -> str:
        """The sentence a command is refused with; the diary stays byte for byte what it was."""
        before = self.diary.read_bytes() if self.diary.exists() else None
        assert self(*arguments) == REFUSED
        assert (self.diary.read_bytes() if self.diary.exists() else None) == before
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        assert "Traceback" not in self.err
        return self.err.strip()


@pytest.fixture
def terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(tmp_path, capsys)


def test_a_day_logged_is_a_day_shown(terminal: Terminal) -> None:
    code = terminal(
        "log", terminal.diary, "2026-11-21", "stress=4", "into_bed=23:10", "sleep_latency=1:05", "people=some",
        "worried_damage=yes", "activities=walking:30:4,cooking:20", "body_map=front_knee_l:5", "note=tea", "--new",
    )  # fmt: skip
    assert code == 0
    assert "Stress: 4" in terminal.out
    assert terminal("show", terminal.diary, "--json") == 0
    (day,) = json.loads(terminal.out)
    assert {item: answer["value"] for item, answer in day["answers"].items()} == {
        "body_map": 1, "into_bed": 1390, "people": 1, "sleep_latency": 65, "stress": 4, "worried_damage": 1,
    }  # fmt: skip
    assert day["areas"] == {"front_knee_l": 5}
    assert day["activities"][0].items() >= {"kind": "walking", "minutes": 30, "effort": 4}.items()
    assert day["notes"] == {"note": "tea"}
    assert terminal("show", terminal.diary, language="nl") == 0
    assert "zaterdag 21 november 2026" in terminal.out
    assert "Naar bed: 23:10" in terminal.out


def test_where_touch_hurt_and_that_nothing_was_done_are_shown(terminal: Terminal) -> None:
    with closing(a_journal(Path(terminal.diary), days=[a_day(0, stress=3)])) as journal:
        journal.set_tender(journal.today, ["front_knee_l"])
        journal.set_no_activities(journal.today)
    assert terminal("show", terminal.diary) == 0
    assert "Touch hurt: " in terminal.out
    assert "no activities" in terminal.out
    assert terminal("show", terminal.diary, "--json") == 0
    assert json.loads(terminal.out)[0]["tender"] == ["front_knee_l"]


def test_a_day_is_shown_with_the_effort_of_activities_and_the_amounts_of_moments(terminal: Terminal) -> None:
    day = a_day(
        0,
        activities=[Activity("walk", 30, 4), Activity("cooking", 20)],
        moments=[Moment(MomentKind.MEDICINE, 540, 2.5, "tablet"), Moment(MomentKind.FLARE, 600)],
    )
    a_journal(Path(terminal.diary), days=[day]).close()
    assert terminal("show", terminal.diary, language="nl") == 0
    assert terminal.out.splitlines()[1:] == [
        "  walk: 30\u00a0min · Inspanning: 4",
        "  cooking: 20\u00a0min",
        "  Medicijn 09:00: tablet · 2,5",
        "  Zwaardere tijd 10:00",
    ]


def test_a_day_with_nothing_but_its_kind_is_shown_with_it(terminal: Terminal) -> None:
    days = [a_day(2, kind=DayKind.HOLIDAY), a_day(1, kind=DayKind.HARD), a_day(0, stress=4)]
    a_journal(Path(terminal.diary), days=days).close()
    assert terminal("show", terminal.diary, language="nl") == 0
    assert [line.partition(" (")[2] for line in terminal.out.splitlines()] == [
        "dagboekvrij)",
        "zware dag)",
        "",
        "",
    ]


def test_an_answer_can_be_taken_back(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "today", "stress=4", "fatigue=5", "--new")
    terminal("log", terminal.diary, "today", "stress=")
    terminal("show", terminal.diary, "--json")
    assert list(json.loads(terminal.out)[0]["answers"]) == ["fatigue"]


def test_the_sample_can_be_measured(terminal: Terminal) -> None:
    assert terminal("demo", terminal.diary, "--days", 60) == 0
    assert terminal("measures", terminal.diary, "--json") == 0
    result = json.loads(terminal.out)
    assert result["to"] == "2026-11-22"
    assert len(result["days"]) <= 60
    assert 300 < result["period"]["time_asleep_mean"] < 540
    assert terminal("measures", terminal.diary, "--from", "2026-11-01", "--to", "2026-11-07", "--json") == 0
    assert len(json.loads(terminal.out)["days"]) == 7


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("log", "DIARY", "today", "stress=11"), "10"),
        (("log", "DIARY", "today", "nonsense=1"), "nonsense"),
        (("log", "DIARY", "today", "stress=much"), "much"),
        (("log", "DIARY", "today", "into_bed=25:00"), "25:00"),
        (("log", "DIARY", "today", "people=lots"), "none"),
        (("log", "DIARY", "2026-02-30", "stress=1"), "2026-02-30"),
        (("log", "DIARY", "2026-12-01", "stress=1"), ""),
        (("log", "DIARY", "today", "body_map=tail:3"), "tail"),
        (("show", "DIARY", "--from", "yesterday"), "yesterday"),
        (("show", "DIARY", "--from", "2026-11-02", "--to", "2026-11-01"), ""),
        (("show", "nowhere.diary"), "nowhere.diary"),
        (("demo", "DIARY"), "my.diary"),
        (("report", "DIARY", "-o", "/nowhere/at/all.pdf"), ""),
        (("report", "DIARY", "-o", "page.docx"), "docx"),
        (("show", "DIARY", "--language", "xx"), "xx"),
    ],
)
def test_bad_input_gets_one_sentence_and_changes_nothing(
    terminal: Terminal, arguments: tuple[str, ...], words: str
) -> None:
    terminal("log", terminal.diary, "today", "stress=3", "--new")
    said = terminal.refused(*(str(terminal.diary) if part == "DIARY" else part for part in arguments))
    assert words in said


@pytest.mark.parametrize("verb", ["show", "measures"])
def test_an_empty_diary_is_said_to_be_empty(terminal: Terminal, verb: str) -> None:
    terminal("log", terminal.diary, "today", "stress=3", "--new")
    terminal("log", terminal.diary, "today", "stress=")
    assert terminal.refused(verb, terminal.diary)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "cannot be read in full"),
        (b"a letter" * 50, "not a diary"),
        (b"SQLite format 3\x00" + bytes(200), "not a diary"),
    ],
)
def test_a_file_that_is_not_a_sound_diary_is_left_alone(terminal: Terminal, content: bytes, words: str) -> None:
    terminal.diary.write_bytes(content)
    for arguments in (("show", terminal.diary), ("log", terminal.diary, "today", "stress=3")):
        assert words in terminal.refused(*arguments)


def test_a_newer_diary_is_shown_and_left_alone(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "today", "stress=3", "--new")
    data = bytearray(terminal.diary.read_bytes())
    data[60:64] = (SCHEMA_VERSION + 1).to_bytes(4, "big")
    terminal.diary.write_bytes(data)
    assert terminal("show", terminal.diary) == 0
    assert "newer" in terminal.refused("log", terminal.diary, "today", "stress=4")
    assert terminal.diary.read_bytes() == data


def test_wrong_use_is_distinguished_from_a_refusal(terminal: Terminal) -> None:
    assert terminal("show") == WRONG_USE
    terminal("log", terminal.diary, "today", "stress=3", "--new")
    assert terminal("log", terminal.diary, "today", "stress") == WRONG_USE


def test_help_is_there_and_a_nameless_command_opens_the_window(terminal: Terminal) -> None:
    assert terminal("--help") == 0
    assert "measures" in terminal.out
    assert terminal("some.diary", "--language", "nl", "--page", "trends") == 0
    assert terminal() == 0


def test_every_day_can_be_taken_along_as_a_table(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "today", "stress=3", "note=private", "--new")
    out = terminal.folder / "days.csv"
    assert terminal("export", terminal.diary, "--format", "csv", "-o", out) == 0
    assert "1 day is in" in terminal.out
    text = out.read_text(encoding="utf-8-sig")
    assert "2026-11-22" in text
    assert "private" not in text
    assert out.stat().st_mode & 0o777 == 0o600


def test_a_file_that_another_command_writes_is_said_with_that_command(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "today", "stress=3", "--new")
    assert "diary report DIARY -o out.pdf" in terminal.refused("export", terminal.diary, "-o", "out.pdf")
    assert "diary export DIARY -o out.csv" in terminal.refused("report", terminal.diary, "-o", "out.csv")


def test_what_an_earlier_export_left_beside_a_file_is_said_not_to_belong_to_it(terminal: Terminal) -> None:
    terminal("demo", terminal.diary, "--days", "60")
    out, picture = terminal.folder / "out.csv", terminal.folder / "out.png"
    terminal("export", terminal.diary, "--notes", "-o", out)
    assert terminal.err == ""
    assert terminal("export", terminal.diary, "-o", out) == 0
    assert "out-medicine.csv" in terminal.err
    assert "there before" in terminal.err
    assert "codebook" not in terminal.err
    assert (terminal.folder / "out-medicine.csv").exists()
    terminal("export", terminal.diary, "-o", picture)
    assert terminal("export", terminal.diary, "--chart", "sleep", "-o", picture) == 0
    assert "out-02.png" in terminal.err


def test_a_diary_is_moved_to_another_file_as_json(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "today", "stress=3", "note=private", "--new")
    moved, new = terminal.folder / "own.json", terminal.folder / "new.diary"
    assert terminal("export", terminal.diary, "--notes", "-o", moved, "--dry-run") == 0
    assert "nothing was written" in terminal.out
    assert not moved.exists()
    assert terminal("export", terminal.diary, "--notes", "-o", moved) == 0
    assert terminal("import", new, moved, "--new") == 0
    assert terminal("export", new, "--notes", "-o", terminal.folder / "again.json") == 0
    first, again = (json.loads((terminal.folder / name).read_bytes()) for name in ("own.json", "again.json"))
    assert first["days"][0]["notes"] == {"note": "private"}
    assert first.pop("diary") != again.pop("diary")
    assert first == again


def test_a_table_can_be_written_for_a_spreadsheet_with_a_decimal_comma(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "today", "relaxation=75", "--new")
    out = terminal.folder / "days.csv"
    assert terminal("export", terminal.diary, "--semicolons", "-o", out) == 0
    assert out.read_bytes().startswith(b"\xef\xbb\xbfday;zone;kind;late;")
    assert ";75;" in out.read_text(encoding="utf-8-sig")


def test_findings_give_reasons_tips_and_every_number_of_a_link(terminal: Terminal) -> None:
    terminal("demo", terminal.diary, "--days", 120)
    assert terminal("findings", terminal.diary, "--json") == 0
    found = json.loads(terminal.out)
    assert len(found["factors"]) == 7
    assert all(factor["sentence"] for factor in found["factors"])
    assert any(factor["tip"] for factor in found["factors"] if factor["level"] == "worth_a_look")
    assert sum(factor["tip"] is not None for factor in found["factors"]) == 1
    assert len(found["links"]) == 18
    told = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [
        key for key in keys_of(found) if f"`{key}`" not in told and f"`….{key.split('.')[-1]}`" not in told
    ] == []
    assert terminal("findings", terminal.diary) == 0
    assert "usual result" in terminal.out or "more often followed" in terminal.out


def keys_of(found: dict[str, Any], before: str = "") -> Iterator[str]:
    """Every key as the README writes it: `gate.state`, `links[].forward`."""
    for key, value in found.items():
        if isinstance(value, dict) and key not in {"numbers", "lower", "upper"}:
            yield from keys_of(value, f"{before}{key}.")
            continue
        yield f"{before}{key}[]" if isinstance(value, list) and key not in {"days", "areas"} else f"{before}{key}"
        if isinstance(value, list) and value and isinstance(value[0], dict):
            yield from keys_of(value[0], f"{before}{key}[].")


def test_the_window_and_the_command_show_the_same_tip_and_not_for_me_holds_for_both(terminal: Terminal) -> None:
    terminal("demo", terminal.diary, "--days", 120)
    tips: list[str] = []
    for mark in (None, TipMark.SHOWN, TipMark.NOT_FOR_ME):
        journal = a_journal(terminal.diary)
        if mark is not None:
            journal.tips.mark(tips[0], mark)
        library = load_library(resources(), "en")
        reader = TrendsLoader(journal, library)
        reader.begin()
        shown = [card.tip.key for card in reader.state().factors.cards if card.tip is not None]
        journal.close()
        terminal("findings", terminal.diary, "--json")
        told = [factor["tip"] for factor in json.loads(terminal.out)["factors"] if factor["tip"]]
        assert told == shown
        tips += told
    assert tips == [tips[0], tips[0]]


@pytest.mark.parametrize(
    "wrong",
    ["activities=walking:30:99", "body_map=front_knee_l:99", "activities=walking:2000", "note=half \ud800"],
)
def test_a_day_is_logged_whole_or_not_at_all(terminal: Terminal, wrong: str) -> None:
    terminal("log", terminal.diary, "today", "fatigue=5", "--new")
    terminal.refused("log", terminal.diary, "today", "stress=4", wrong)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_no_diary_can_hold_is_refused(terminal: Terminal, day: str) -> None:
    terminal("log", terminal.diary, "today", "stress=4", "--new")
    for verb in ("show", "measures", "findings"):
        assert day in terminal.refused(verb, terminal.diary, "--from", day, "--to", day)
    assert day in terminal.refused("log", terminal.diary, day, "stress=4")
    assert day in terminal.refused("log", terminal.diary, "today", "stress=4", "--today", day)


def test_a_note_cannot_steer_the_terminal(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "today", "note=red\x1b[31m", "--new")
    terminal("show", terminal.diary)
    assert "red[31m" in terminal.out
    with closing(sqlite3.connect(terminal.diary)) as connection, connection:  # as an older program let it in
        connection.execute("UPDATE note SET text = ?", ("red\x1b[31m",))
    terminal("show", terminal.diary)
    assert "red\N{REPLACEMENT CHARACTER}[31m" in terminal.out


def test_a_diary_is_not_lost_by_naming_it_as_the_output(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "today", "stress=4", "--new")
    assert "left alone" in terminal.refused("export", terminal.diary, "-o", terminal.diary)


@pytest.mark.parametrize("zone", ["Nowhere/Town", "../../etc/passwd", "/etc/passwd"])
def test_a_zone_nobody_knows_is_utc(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    monkeypatch.setenv("TZ", zone)
    assert system_zone() == "UTC"


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "nl"}, "nl"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "nl_BE:nl:en"}, "nl"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "nl_BE.UTF-8@euro"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LANGUAGE": "en:nl"}, "en"),
        ({"LANG": "nl_NL.UTF-8", "LANGUAGE": "xx:en"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "xx:nl"}, "nl"),
        ({"LANG": "nl_NL.UTF-8", "LANGUAGE": "xx"}, "nl"),
        ({"LC_ALL": "C", "LANG": "nl_NL.UTF-8", "LANGUAGE": "nl"}, "en"),
        ({"LC_ALL": "en_GB", "LC_MESSAGES": "nl_NL"}, "en"),
        ({"LC_MESSAGES": "nl_NL", "LANG": "en_GB"}, "nl"),
        ({"LANG": "nl"}, "nl"),
        ({"LANG": "nl.UTF-8"}, "nl"),
    ],
)
def test_the_language_is_looked_up_in_the_order_of_gettext(
    monkeypatch: pytest.MonkeyPatch, names: dict[str, str], code: str
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, names.get(name, ""))
    assert system_language() == code


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the C library of this system has no tzset")
def test_the_clock_follows_a_computer_that_travels(monkeypatch: pytest.MonkeyPatch) -> None:
    zones = []
    for zone in ("Europe/Amsterdam", "America/New_York", "Asia/Tokyo"):
        monkeypatch.setenv("TZ", zone)
        zones.append(str(local_now().tzinfo))
    monkeypatch.undo()
    time.tzset()
    assert zones == ["Europe/Amsterdam", "America/New_York", "Asia/Tokyo"]


def test_too_early_is_called_too_early_and_no_pattern_is_denied(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "2026-11-21", "stress=4", "--new")
    assert terminal("findings", terminal.diary) == 0
    assert "Too early to say anything: 0 of 42 pairs of days." in terminal.out
    assert "No clear pattern" not in terminal.out
    assert "0 comparisons" not in terminal.out


def test_the_zone_is_that_of_the_night_and_not_of_what_was_noted_before(terminal: Terminal) -> None:
    """25 October 2026: in Amsterdam the clock was put back, in UTC it was not."""
    night = ["2026-10-25", "into_bed=23:00", "got_up=07:00", "tried_to_sleep=23:00"]
    day = terminal.diary.with_name("day.diary")
    for path, first in ((terminal.diary, "UTC"), (day, ZONE)):
        for zone, answers in (
            (first, ["2026-10-25", "stress=3"]),
            (ZONE, night),
            ("UTC", ["2026-10-25", "stress=5"]),
        ):
            world = World(lambda: NOW, zone, resources(), "en", lambda _world, _request: 0)
            assert run(["log", str(path), *answers, "--new"], world) == 0
        terminal("show", path)
        terminal("measures", path, "--json")
        (found,) = json.loads(terminal.out)["days"]
        assert (found["time_in_bed"], found["time_asleep"]) == (540, 540)


def test_an_own_answer_is_shown_with_all_its_decimals(terminal: Terminal, tmp_path: Path) -> None:
    source, rules = tmp_path / "a.csv", tmp_path / "m.toml"
    source.write_text("date,sugar\n2026-11-01,7.25\n", encoding="utf-8")
    rules.write_text(f"{DATED_MAP}{OWN_SUGAR}", encoding="utf-8")
    assert terminal("import", terminal.diary, source, "--map", rules, "--new") == 0
    assert terminal("show", terminal.diary) == 0
    assert "7.25" in terminal.out


def test_what_came_from_five_steps_is_shown_without_an_endless_row_of_decimals(
    terminal: Terminal, tmp_path: Path
) -> None:
    source, rules = tmp_path / "a.csv", tmp_path / "m.toml"
    source.write_text("date,sugar\n2026-11-01,2.222222\n", encoding="utf-8")
    rules.write_text(f"{DATED_MAP}{OWN_SUGAR}", encoding="utf-8")
    assert terminal("import", terminal.diary, source, "--map", rules, "--new") == 0
    assert terminal("show", terminal.diary) == 0
    assert "Sugar: 2.22\n" in terminal.out


def test_a_night_that_cannot_be_and_two_items_of_one_name_are_said(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("log", terminal.diary, "2026-11-21", "into_bed=23:00", "got_up=22:00", "--new") == 0
    assert "23\u00a0h" in terminal.err
    source, rules = tmp_path / "a.csv", tmp_path / "m.toml"
    source.write_text("date,sugar\n2026-11-01,7\n", encoding="utf-8")
    for own in (
        OWN_SUGAR,
        OWN_SUGAR.replace("own.sugar", "own.sugar_2").replace('item = "sugar"', 'item = "sugar_2"'),
    ):
        rules.write_text(f"{DATED_MAP}{own}", encoding="utf-8")
        assert terminal("import", terminal.diary, source, "--map", rules) == 0
    assert "“Sugar” is the name of more than one item: sugar, sugar_2." in terminal.out


def test_a_report_has_the_parts_of_the_diary_and_those_asked_for(terminal: Terminal) -> None:
    terminal("log", terminal.diary, "today", "stress=3", "function=4", "note=a calm day", "--new")
    out = terminal.folder / "page.html"
    assert terminal("report", terminal.diary, "-o", out) == 0
    assert "a calm day" not in out.read_text(encoding="utf-8")
    assert terminal("report", terminal.diary, "--with", "notes", "--without", "looks", "-o", out) == 0
    page = out.read_text(encoding="utf-8")
    assert "a calm day" in page
    assert "Worth a look" not in page
    assert "moment_words" in terminal.refused("report", terminal.diary, "--without", "nothing", "-o", out)


def test_a_report_without_days_is_of_three_months_as_in_the_window(terminal: Terminal) -> None:
    a_journal(terminal.diary, days=[a_day(ago, stress=4) for ago in range(120)]).close()
    out = terminal.folder / "page.html"
    assert terminal("report", terminal.diary, "-o", out) == 0
    assert f"All {DAYS[PeriodKind.THREE_MONTHS]} days filled in" in out.read_text(encoding="utf-8")


def test_naps_are_logged_shown_measured_and_exported(terminal: Terminal) -> None:
    night = ("into_bed=23:00", "got_up=7:00", "sleep_latency=10", "awake_in_night=20")
    assert terminal("log", terminal.diary, "2026-11-21", *night, "naps=14:10/25,16:00-16:20", "--new") == 0
    assert "Naps: 14:10 25" in terminal.out
    terminal("show", terminal.diary, "--json")
    naps = json.loads(terminal.out)[0]["naps"]
    assert [(nap["begin"], nap["minutes"], nap["source"]) for nap in naps] == [
        (850, 25, "typed"),
        (960, 20, "typed"),
    ]
    terminal("show", terminal.diary, language="nl")
    assert "Dutjes: 14:10 25" in terminal.out
    terminal("measures", terminal.diary, "--json")
    (day,) = json.loads(terminal.out)["days"]
    assert (day["time_asleep"], day["nap_minutes"], day["asleep_in_all"]) == (450, 45, 495)
    terminal("export", terminal.diary, "-o", terminal.folder / "out.csv")
    assert "14:10/25; 16:00/20" in (terminal.folder / "out.csv").read_text(encoding="utf-8-sig")
    assert "night" in terminal.refused("log", terminal.diary, "2026-11-21", "naps=2:00/30")
    assert "overlap" in terminal.refused("log", terminal.diary, "2026-11-21", "naps=14:10/25,14:20/20")
    terminal("log", terminal.diary, "2026-11-21", "naps=")
    terminal("show", terminal.diary, "--json")
    assert json.loads(terminal.out)[0]["naps"] == []


def test_a_report_for_a_browser_is_the_file_of_an_export_without_what_was_left_out(terminal: Terminal) -> None:
    report, export = terminal.folder / "report.html", terminal.folder / "export.html"
    journal = a_journal(
        terminal.diary, days=[a_day(ago, function=5, stress=4, fatigue=6, areas={}) for ago in range(9)]
    )
    journal.close()
    assert terminal("report", terminal.diary, "-o", report) == 0
    assert terminal("export", terminal.diary, "-o", export) == 0
    pages = [path.read_text(encoding="utf-8") for path in (report, export)]
    scripts = [re.findall(r"<script>.*?</script>", page, re.DOTALL) for page in pages]
    assert scripts[0] == scripts[1] != []
    assert all('data-chart="0"' in page for page in pages)
    assert terminal("report", terminal.diary, "--blocks", "function,name_line", "-o", report) == 0
    page = report.read_text(encoding="utf-8")
    data = json.loads(re.findall(r'id="data">(.*?)</script>', page)[0])
    assert [series["name"] for series in data["series"]] == ["What I could do"]
    assert (data["maps"], "Name ____" in page) == ([], True)


def test_a_diary_with_lists_and_no_day_is_exported(terminal: Terminal) -> None:
    journal = a_journal(terminal.diary)
    assert "From the first day on" in terminal.refused("export", terminal.diary, "-o", terminal.folder / "a.csv")
    journal.add_record("medicine", {"name": "Paracetamol"})
    journal.close()
    for name in ("a.csv", "a.xlsx", "a.html", "a.json", "a.fhir.json", "share.diary"):
        assert terminal("export", terminal.diary, "--with", "medicine", "-o", terminal.folder / name) == 0, (
            terminal.err
        )
        assert terminal.out.startswith("There is no day in ")
        assert "1 line" in terminal.out
        assert (terminal.folder / name).stat().st_size
    for name in ("a.png", "a.svg"):
        assert "From the first day on" in terminal.refused("export", terminal.diary, "-o", terminal.folder / name)
    assert terminal("list", terminal.folder / "share.diary", "medicine") == 0
    assert "Paracetamol" in terminal.out
    assert terminal("review", terminal.folder / "share.diary", "--json") == 0
    assert json.loads(terminal.out)[0]["days"] == 0
