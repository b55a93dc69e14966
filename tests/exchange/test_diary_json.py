"""A whole diary as JSON: another diary made of it is equal, and other programs are told what is in it."""

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from diary.content.library import load_library
from diary.domain.day import Activity, Answer, AnswerSource, Day, DayKind, Moment, MomentKind, Nap
from diary.domain.form import Form, PainRhythm
from diary.domain.item import Item, Kind, OwnItem, Preset
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.domain.text import clean_line, clean_text
from diary.domain.tip_choice import TipMark
from diary.exchange.any_source import IntakeWay, read_any
from diary.exchange.diary_json import SCHEMA, is_diary_json, json_files, read_diary_json, schema
from diary.exchange.intake_words import refused_title, result_lines
from diary.journal.journal import Journal
from diary.paths import resources
from tests.exchange.test_formats import a_content
from tests.factory import NOW, TODAY, a_day, a_journal

LIBRARY = load_library(resources(), "en")
AREAS = [segment.key for segment in LIBRARY.atlas.segments]
ITEMS = [item for item in LIBRARY.catalogue.numeric if item.key not in {"pain_worst", "pain_average"}]
LINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(clean_line)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).map(clean_text)
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2026, 11, 22)).map(  # noqa: DTZ001 - the zone follows
    lambda at: at.replace(microsecond=0, tzinfo=UTC)
)


NAPS = st.lists(
    st.builds(Nap, st.none() | st.integers(0, 1439), st.integers(1, 900), INSTANTS, st.sampled_from(AnswerSource)),
    unique_by=lambda nap: nap.begin,
    max_size=3,
).map(lambda naps: sorted(naps, key=lambda nap: -1 if nap.begin is None else nap.begin))


@st.composite
def answers(draw: st.DrawFn) -> dict[str, Answer]:
    found = {}
    for item in draw(st.lists(st.sampled_from(ITEMS), unique_by=lambda item: item.key, max_size=8)):
        value = draw(st.integers(int(item.low), int(item.high)))
        found[item.key] = Answer(float(value), draw(INSTANTS), draw(st.sampled_from(AnswerSource)))
    return found


@st.composite
def some_days(draw: st.DrawFn) -> tuple[Day, ...]:
    days = []
    for number in draw(st.lists(st.integers(0, 400), unique=True, max_size=5)):
        said = draw(answers())
        areas = draw(st.none() | st.dictionaries(st.sampled_from(AREAS), st.integers(1, 10), max_size=5))
        if areas is not None:
            said["body_map"] = Answer(1.0, draw(INSTANTS))
        activity = st.builds(Activity, LINES, st.integers(1, 1440), st.none() | st.integers(0, 10))
        moment = st.builds(Moment, st.sampled_from(MomentKind), st.none() | st.integers(0, 1439), st.none(), LINES)
        notes = draw(st.dictionaries(st.sampled_from(["note", "good_thing"]), TEXTS.filter(bool)))
        day = Day(
            TODAY - timedelta(days=number),
            draw(st.sampled_from(["Europe/Amsterdam", "UTC", "Asia/Tokyo"])),
            draw(st.sampled_from(DayKind)),
            said,
            areas or {},
            frozenset(draw(st.lists(st.sampled_from(AREAS), max_size=3))),
            tuple(draw(st.lists(activity, max_size=3))),
            tuple(draw(st.lists(moment, max_size=3))),
            notes,
            tuple(draw(NAPS)),
        )
        days.append(day)
    return tuple(days)


def filled(path: Path, days: tuple[Day, ...], words: str, names: str) -> Journal:
    journal = a_journal(path, days=days)
    own = OwnItem(Item("own_steps", Kind.COUNT, "own", 0, 1000, own=True, archived=True), {"en": names or "x"})
    journal.save_own_item(own)
    journal.answer(TODAY, "own_steps", 7)
    ended = journal.add_record("medicine", {"name": names or "x", "side_effects": words})
    journal.end_record(ended, TODAY)
    journal.add_record("own_words", {"page": "sleep", "words": words})
    journal.set_profile("name", names)
    journal.set_form(Form(Preset.FULL, pain=PainRhythm.OFF, folded=frozenset({"night"}), week_starts=6))
    journal.choices.choose("charts", ["sleep", "stress"])
    journal.tips.mark("walk", TipMark.HELPFUL)
    journal.topics.mark("alarm", TipMark.SHOWN)
    return journal


def told(journal: Journal) -> tuple[Any, ...]:
    span = journal.span()
    content = a_content(journal)
    return (
        journal.days(span or Period(TODAY, TODAY)),
        journal.own_items,
        content.records,
        journal.profile(),
        content.settings,
        content.marks,
        journal.form(),
    )


def file_of(journal: Journal, path: Path) -> Path:
    path.write_bytes(json_files(a_content(journal))[""])
    return path


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A diary with one of everything that belongs to no day."""
    path = tmp_path_factory.mktemp("template") / "one.diary"
    filled(path, (), "words", "Anna").close()
    return path


@cache
def _kept_schema() -> Any:  # noqa: ANN401 - another library's
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    kept = json.loads((resources() / "schema" / SCHEMA).read_bytes())
    Draft202012Validator.check_schema(kept)
    return Draft202012Validator(kept)


@settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(some_days(), TEXTS)
def test_a_diary_made_from_the_file_is_equal(template: Path, days: tuple[Day, ...], words: str) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, "one.diary").write_bytes(template.read_bytes())
        one = a_journal(Path(folder, "one.diary"), days=days)
        one.add_record("own_words", {"page": words or "x", "words": words})
        file = file_of(one, Path(folder, "one.json"))
        other = a_journal(Path(folder, "other.diary"))
        other.take_in(read_diary_json(file))
        assert told(other) == told(one)
        assert other.take_in(read_diary_json(file)).added == 0
        first, again = json.loads(file.read_bytes()), json.loads(json_files(a_content(other))[""])
        assert first == again
        _kept_schema().validate(first)
        one.close()
        other.close()


def test_the_schema_that_is_kept_describes_what_is_written() -> None:
    kept = (resources() / "schema" / SCHEMA).read_bytes()
    assert kept == schema(), "other programs see this: write `schema()` there, under a new VERSION if need be"
    _kept_schema()


def test_nothing_that_is_there_already_is_overwritten(tmp_path: Path) -> None:
    one = filled(tmp_path / "one.diary", (a_day(1, stress=4, notes={"note": "mine"}),), "w", "Anna")
    file = file_of(one, tmp_path / "one.json")
    other = a_journal(tmp_path / "other.diary", days=[a_day(1, stress=7)])
    other.set_profile("name", "Bea")
    form = other.form()
    taken = other.take_in(read_diary_json(file))
    assert [conflict.item for conflict in taken.kept] == ["stress"]
    day = other.day(TODAY - timedelta(days=1))
    assert (day.value("stress"), day.notes["note"]) == (7, "mine")
    assert (other.profile()["name"], other.form()) == ("Bea", form)


def test_a_trial_changes_nothing(tmp_path: Path) -> None:
    one = filled(tmp_path / "one.diary", (a_day(1, stress=4),), "w", "Anna")
    other = a_journal(tmp_path / "other.diary")
    before = told(other)
    assert other.take_in(read_diary_json(file_of(one, tmp_path / "one.json")), dry_run=True).added > 5
    assert told(other) == before


def test_a_day_that_has_not_come_yet_is_kept_as_it_was(tmp_path: Path) -> None:
    one = filled(tmp_path / "one.diary", (), "w", "Anna")
    file = file_of(one, tmp_path / "one.json")
    far = json.loads(file.read_text(encoding="utf-8"))
    far["days"][0]["date"] = "2027-05-05"
    file.write_text(json.dumps(far), encoding="utf-8")
    other = a_journal(tmp_path / "other.diary")
    other.take_in(read_diary_json(file))
    assert other.day(date(2027, 5, 5)).value("own_steps") == 7


def _broken(path: str, value: object) -> Any:  # noqa: ANN401 - a function that breaks one place
    def breaks(found: Any) -> None:  # noqa: ANN401
        *steps, last = [int(step) if step.isdecimal() else step for step in path.split(".")]
        for step in steps:
            found = found[step]
        found[last] = value

    return breaks


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("days", "many"),
        ("records.0.id", -5),
        ("records.0.id", 1 << 70),
        ("records.0.position", 1 << 62),
        ("records.0.ended_on", "tomorrow"),
        ("own_items.0.item.kind", "text"),
        ("own_items.0.item.high", 1e12),
        ("own_items.0.item.low", 5000),
        ("own_items.0.names", {}),
        ("marks.0.mark", "loved"),
        ("profile", {"name": "x" * 300}),
        ("version", 2),
        ("format", "other"),
    ],
)
def test_a_file_that_says_what_no_diary_holds_is_refused_whole(path: str, value: object, tmp_path: Path) -> None:
    one = filled(tmp_path / "one.diary", (a_day(1, stress=4, areas={}),), "w", "Anna")
    file = file_of(one, tmp_path / "one.json")
    found = json.loads(file.read_text(encoding="utf-8"))
    _broken(path, value)(found)
    file.write_text(json.dumps(found), encoding="utf-8")
    other = a_journal(tmp_path / "other.diary")
    before = told(other)
    with pytest.raises(Refusal):
        other.take_in(read_diary_json(file))
    assert told(other) == before


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("answers.stress.value", 77, Reason.OUT_OF_RANGE),
        ("answers.stress.value", "much", Reason.DAY_UNREADABLE),
        ("answers.stress.typed_at", "2026-11-01T10:00:00", Reason.NOT_A_DATE),
        ("answers.stress.source", "guessed", Reason.DAY_UNREADABLE),
        ("answers", {"nobody_asks_this": {"value": 1, "typed_at": "2026-11-01T10:00:00Z"}}, Reason.UNKNOWN_ITEM),
        ("date", "1650-01-01", Reason.NOT_A_DATE),
        ("date", "9999-01-01", Reason.NOT_A_DATE),
        ("date", "2026-02-30", Reason.NOT_A_DATE),
        ("date", 7, Reason.DAY_UNREADABLE),
        ("areas", {"tail": 3}, Reason.UNKNOWN_AREA),
        ("notes", {"note": "x" * 100_001}, Reason.TEXT_TOO_LONG),
        ("moments", [{"kind": "flare", "at": 2000}], Reason.NOT_A_TIME),
        ("moments", [{"kind": "flare", "value": 1e300}], Reason.NOT_A_NUMBER),
        ("naps", [{"begin": None, "minutes": -5}], Reason.OUT_OF_RANGE),
    ],
)
def test_a_day_that_cannot_be_is_left_out_and_told_and_the_rest_comes_in(
    path: str, value: object, reason: Reason, tmp_path: Path
) -> None:
    one = filled(tmp_path / "one.diary", (a_day(1, stress=4, areas={}), a_day(2, fatigue=3)), "w", "Anna")
    file = file_of(one, tmp_path / "one.json")
    found = json.loads(file.read_text(encoding="utf-8"))
    place = next(place for place, day in enumerate(found["days"]) if "stress" in day["answers"])
    _broken(path, value)(found["days"][place])
    file.write_text(json.dumps(found), encoding="utf-8")
    other = a_journal(tmp_path / "other.diary")
    intake = read_any(file, IntakeWay(), other.catalogue, other.atlas, NOW)
    taken = other.take_in(intake.data)
    unread = [(example.line, alike.reason) for alike in intake.refused for example in alike.examples]
    assert unread + [(place + 1, day.refusal.reason) for day in taken.refused] == [(place + 1, reason)]
    assert told(other)[0] == tuple(day for day in told(one)[0] if "stress" not in day.answers)
    assert told(other)[1:] == told(one)[1:]
    library = load_library(resources(), "en")
    assert [*refused_title(library.language, intake)] == ["1 row could not be used:"] * len(intake.refused)
    assert ("1 day could not be used:" in [*result_lines(library, taken, ())]) is bool(taken.refused)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"\xff\xfe{", b"[" * 100_000, b'{"format": "symptom-diary"}', b"null"]
)
def test_any_other_json_is_not_taken_for_a_diary(data: bytes, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(data)
    assert not is_diary_json(file)
    with pytest.raises(Refusal) as caught:
        read_diary_json(file)
    assert caught.value.reason is Reason.SOURCE_UNREADABLE


def test_when_answers_were_typed_comes_along(tmp_path: Path) -> None:
    late = a_day(30, stress=4, typed_after_days=9)
    one = a_journal(tmp_path / "one.diary", days=[late])
    other = a_journal(tmp_path / "other.diary")
    other.take_in(read_diary_json(file_of(one, tmp_path / "one.json")))
    assert other.day(late.date).is_late
    assert other.day(late.date).answers["stress"].typed_at < NOW
