import re
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from diary.domain.day import Activity, AnswerSource, DayKind, Moment, MomentKind
from diary.domain.form import Form
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.links.question import Question
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from tests.factory import TODAY, Clock, a_day, a_journal, a_table

YESTERDAY = TODAY - timedelta(days=1)


def _reopened(journal: Journal, path: Path) -> Journal:
    journal.close()
    return a_journal(path)


def test_everything_typed_is_there_after_opening_again(journal: Journal, tmp_path: Path) -> None:
    journal.answer(TODAY, "stress", 4)
    journal.answer(TODAY, "stress", 0)
    journal.set_areas(TODAY, {"front_knee_l": 5})
    journal.set_activities(TODAY, [Activity("walking", 30, 4), Activity("cooking", 20)])
    journal.set_moments(TODAY, [Moment(MomentKind.FLARE, 15 * 60, text="after shopping")])
    journal.set_note(TODAY, "good_thing", "soep van de buren 🍲")
    journal.set_kind(TODAY, DayKind.HARD)
    again = _reopened(journal, tmp_path / "test.diary")
    day = again.day(TODAY)
    again.close()
    assert day.value("stress") == 0
    assert day.areas == {"front_knee_l": 5}
    assert day.is_mapped
    assert day.activities == (Activity("walking", 30, 4), Activity("cooking", 20))
    assert day.moments == (Moment(MomentKind.FLARE, 900, None, "after shopping"),)
    assert day.notes == {"good_thing": "soep van de buren 🍲"}
    assert day.kind is DayKind.HARD
    assert day.zone == "Europe/Amsterdam"


def test_not_answered_is_absent_and_no_pain_is_an_answer(journal: Journal) -> None:
    assert not journal.day(TODAY).is_mapped
    journal.replace_areas(TODAY, {})
    assert journal.day(TODAY).is_mapped
    assert journal.day(TODAY).areas == {}
    journal.clear_map(TODAY)
    assert not journal.day(TODAY).is_mapped


def test_a_day_in_which_nothing_is_left_does_not_count(journal: Journal) -> None:
    journal.answer(TODAY, "stress", 4)
    journal.answer(TODAY, "stress", None)
    assert journal.span() is None
    assert journal.days(Period(YESTERDAY, TODAY)) == ()


def test_an_answer_remembers_when_it_was_typed_and_that_it_was_late(journal: Journal, clock: Clock) -> None:
    journal.answer(YESTERDAY, "stress", 4, AnswerSource.COPIED)
    journal.answer(TODAY - timedelta(days=8), "stress", 4)
    answer = journal.day(YESTERDAY).answers["stress"]
    assert answer.typed_at == clock.now
    assert answer.source is AnswerSource.COPIED
    assert not journal.day(YESTERDAY).is_late
    assert journal.day(TODAY - timedelta(days=8)).is_late


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (lambda j: j.answer(TODAY, "stress", 11), Reason.OUT_OF_RANGE),
        (lambda j: j.answer(TODAY, "stress", 4.5), Reason.NOT_A_WHOLE_NUMBER),
        (lambda j: j.answer(TODAY, "nonsense", 1), Reason.UNKNOWN_ITEM),
        (lambda j: j.answer(TODAY + timedelta(days=1), "stress", 1), Reason.FUTURE_DAY),
        (lambda j: j.set_areas(TODAY, {"tail": 5}), Reason.UNKNOWN_AREA),
        (lambda j: j.set_areas(TODAY, {"front_knee_l": 11}), Reason.OUT_OF_RANGE),
        (lambda j: j.set_activities(TODAY, [Activity("x", 0)]), Reason.OUT_OF_RANGE),
        (lambda j: j.set_moments(TODAY, [Moment(MomentKind.FLARE, 1440)]), Reason.NOT_A_TIME),
        (lambda j: j.set_note(TODAY, "note", "x" * 100_001), Reason.TEXT_TOO_LONG),
        (lambda j: j.answer_all(TODAY, {"pain_average": 6, "pain_worst": 3}), Reason.WORST_BELOW_AVERAGE),
        (lambda j: j.answer_all(TODAY, {"fatigue": 6, "stress": 99}), Reason.OUT_OF_RANGE),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(journal: Journal, write: object, reason: Reason) -> None:
    journal.answer(TODAY, "stress", 4)
    heard: list[Period] = []
    journal.subscribe(heard.append)
    before = journal.day(TODAY)
    with pytest.raises(Refusal) as refused:
        write(journal)  # type: ignore[operator]
    assert refused.value.reason is reason
    assert journal.day(TODAY) == before
    assert heard == []


def test_listeners_hear_what_changed_until_they_leave(journal: Journal) -> None:
    heard: list[Period] = []
    leave = journal.subscribe(heard.append)
    journal.answer(YESTERDAY, "stress", 4)
    journal.answer(YESTERDAY, "stress", 4)
    leave()
    journal.answer(YESTERDAY, "stress", 5)
    assert heard == [Period(YESTERDAY, YESTERDAY)]


def test_what_a_write_returns_is_the_day_as_it_is_in_the_file(journal: Journal) -> None:
    for write in (
        partial(journal.answer, TODAY, "stress", 4),
        partial(journal.answer, TODAY, "stress", 4),
        partial(journal.set_areas, TODAY, {"front_knee_l": 5}),
        partial(journal.replace_areas, TODAY, {"front_knee_r": 2}),
        partial(journal.set_tender, TODAY, {"front_knee_r"}),
        partial(journal.set_activities, TODAY, [Activity("walking", 30)]),
        partial(journal.set_moments, TODAY, [Moment(MomentKind.FLARE)]),
        partial(journal.set_note, TODAY, "note", "soup"),
        partial(journal.set_kind, TODAY, DayKind.HARD),
        partial(journal.set_no_activities, TODAY),
        partial(journal.clear_map, TODAY),
        partial(journal.answer, YESTERDAY, "stress", None),
    ):
        day = write()
        assert day == journal.day(day.date)


def test_after_midnight_it_is_still_yesterday(journal: Journal, clock: Clock) -> None:
    clock.forward(hours=4)
    assert journal.today == TODAY
    clock.forward(hours=3)
    assert journal.today == TODAY + timedelta(days=1)


def test_undo_takes_back_change_after_change_to_an_empty_diary(journal: Journal, tmp_path: Path) -> None:
    steps: list[Callable[[], object]] = [
        lambda: journal.answer(TODAY, "stress", 4),
        lambda: journal.answer(TODAY, "stress", 7),
        lambda: journal.set_areas(TODAY, {"front_knee_l": 5, "front_knee_r": 2}),
        lambda: journal.replace_areas(TODAY, {"front_knee_r": 3}),
        lambda: journal.set_activities(TODAY, [Activity("walking", 30)]),
        lambda: journal.set_activities(TODAY, [Activity("walking", 45), Activity("rest", 5)]),
        lambda: journal.set_note(TODAY, "note", "a"),
        lambda: journal.set_note(TODAY, "note", ""),
        lambda: journal.set_kind(TODAY, DayKind.HARD),
        lambda: journal.answer(TODAY, "stress", None),
    ]
    states = [journal.day(TODAY)]
    for step in steps:
        step()
        states.append(journal.day(TODAY))
    for before in reversed(states[:-1]):
        assert journal.history.undo() == Period(TODAY, TODAY)
        assert journal.day(TODAY) == before
    assert not journal.history.can_undo
    assert journal.history.undo() is None
    assert journal.span() is None


def test_a_change_after_an_undo_can_be_undone_too(journal: Journal) -> None:
    journal.answer(TODAY, "stress", 4)
    journal.answer(TODAY, "stress", 5)
    journal.history.undo()
    journal.answer(TODAY, "stress", 6)
    journal.history.undo()
    assert journal.day(TODAY).value("stress") == 4
    journal.history.undo()
    assert journal.day(TODAY).value("stress") is None


def test_answers_of_every_kind_are_one_change(journal: Journal) -> None:
    journal.set_areas(TODAY, {"front_knee_l": 5})
    before = journal.day(TODAY)
    journal.answer_all(
        TODAY,
        {"stress": 4},
        activities=[Activity("walking", 30)],
        areas={"back_neck_l": 2},
        notes={"note": "rain"},
        kind=DayKind.HARD,
    )
    day = journal.day(TODAY)
    assert (day.value("stress"), dict(day.areas), day.notes) == (4, {"back_neck_l": 2}, {"note": "rain"})
    assert (day.activities, day.kind) == ((Activity("walking", 30),), DayKind.HARD)
    journal.history.undo()
    assert journal.day(TODAY) == before


def test_no_pain_is_a_map_that_was_filled_in(journal: Journal) -> None:
    journal.answer_all(TODAY, {}, areas={})
    assert journal.day(TODAY).is_mapped
    assert not journal.day(TODAY).areas


def test_a_stretch_becomes_a_holiday_and_ordinary_again_as_one_change_each(journal: Journal) -> None:
    stretch = Period(TODAY - timedelta(days=4), TODAY)
    journal.answer(YESTERDAY, "stress", 4)
    heard: list[Period] = []
    journal.subscribe(heard.append)
    journal.set_kinds(stretch, DayKind.HOLIDAY)
    assert [day.kind for day in journal.days(stretch)] == [DayKind.HOLIDAY] * 5
    journal.set_kinds(stretch, DayKind.HOLIDAY)
    journal.set_kinds(stretch, DayKind.ORDINARY)
    assert [day.date for day in journal.days(stretch)] == [YESTERDAY]
    assert heard == [stretch, stretch]
    assert journal.history.undo() == stretch
    assert [day.kind for day in journal.days(stretch)] == [DayKind.HOLIDAY] * 5
    assert journal.history.undo() == stretch
    assert [(day.date, day.kind) for day in journal.days(stretch)] == [(YESTERDAY, DayKind.ORDINARY)]


def test_a_stretch_with_a_day_to_come_is_refused_as_a_whole(journal: Journal) -> None:
    with pytest.raises(Refusal) as refused:
        journal.set_kinds([TODAY, TODAY + timedelta(days=1)], DayKind.HOLIDAY)
    assert refused.value.reason is Reason.FUTURE_DAY
    assert journal.span() is None
    assert not journal.history.can_undo


def test_the_columns_say_the_same_as_the_days(journal: Journal) -> None:
    days = [
        a_day(40, stress=3, typed_after_days=9, areas={}),
        a_day(12, stress=0, into_bed=1390, areas={"front_knee_l": 5}, kind=DayKind.HARD),
        a_day(11, activities=[Activity("walking", 30, 4), Activity("cooking", 20)]),
        a_day(10, notes={"note": "x"}),
        a_day(9, moments=[Moment(MomentKind.FLARE)]),
        a_day(8, tender=["front_knee_l"]),
        a_day(7, stress=2, source=AnswerSource.COPIED),
        a_day(0, pain_average=10, stress=10, source=AnswerSource.IMPORTED, typed_after_days=99),
    ]
    journal.import_days(days)
    period = Period(TODAY - timedelta(days=50), TODAY)
    table, expected = journal.table(period), a_table(journal.days(period), period)
    assert journal.days(period) == tuple(days)
    for name in ("areas", "mapped", "tender", "active_minutes", "load", "logged", "hard", "holiday"):
        assert str(getattr(table, name).tolist()) == str(getattr(expected, name).tolist()), name
    for item in expected.values:
        assert str(table.values[item].tolist()) == str(expected.values[item].tolist()), item
        assert table.late[item].tolist() == expected.late[item].tolist(), item
        assert table.copied[item].tolist() == expected.copied[item].tolist(), item
        assert table.typed[item].tolist() == expected.typed[item].tolist(), item
    assert table.copied["stress"].sum() == 1
    assert (table.typed["stress"] > 0).sum() == 3


def test_moments_are_read_on_their_own_the_latest_first_and_tables_with_fewer_columns(journal: Journal) -> None:
    flare, walk = Moment(MomentKind.FLARE, 600), Moment(MomentKind.LIFE_EVENT, None, None, "moved house")
    journal.import_days([a_day(9, moments=[flare]), a_day(3, moments=[walk, flare], stress=4)])
    found = journal.moments(Period(TODAY - timedelta(days=9), TODAY))
    assert [(TODAY - day).days for day, _ in found] == [3, 3, 9]
    assert {moment.text for _, moment in found} == {"moved house", ""}
    assert journal.moments(Period(TODAY, TODAY)) == ()
    table = journal.table(Period(TODAY - timedelta(days=9), TODAY), only=["stress", "gone"])
    assert set(table.values) == {"stress"}


def test_a_full_disk_is_a_refusal_and_the_old_answer_stays(journal: Journal) -> None:
    journal.answer(TODAY, "stress", 4)
    connection = journal._core.store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Refusal) as refused:
        journal.set_note(TODAY, "note", "x" * 60_000)
    assert refused.value.reason is Reason.DISK_FULL
    assert journal.day(TODAY).notes == {}
    assert journal.day(TODAY).value("stress") == 4
    journal.answer(TODAY, "stress", 5)
    assert journal.day(TODAY).value("stress") == 5


def test_a_diary_another_program_is_writing_is_refused_in_words(journal: Journal, tmp_path: Path) -> None:
    journal._core.store._connection.execute("PRAGMA busy_timeout = 1")
    other = driver.connect(str(tmp_path / "test.diary"), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Refusal) as refused:
        journal.answer(TODAY, "stress", 4)
    other.execute("ROLLBACK")
    other.close()
    assert refused.value.reason is Reason.FILE_LOCKED


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from(["stress", "fatigue"]), st.none() | st.integers(0, 10)),
            st.tuples(st.just("note"), st.text(max_size=20)),
            st.tuples(
                st.just("areas"),
                st.dictionaries(st.sampled_from(["front_knee_l", "front_knee_r"]), st.integers(1, 10)),
            ),
        ),
        max_size=8,
    )
)
def test_any_row_of_changes_can_be_undone_one_by_one(tmp_path: Path, changes: list[tuple[str, object]]) -> None:
    path = tmp_path / "any.diary"
    path.unlink(missing_ok=True)
    journal = a_journal(path)
    states = []
    for what, value in changes:
        before, could = journal.day(TODAY), journal._core.store.undoable()
        if what == "note":
            journal.set_note(TODAY, "note", str(value))
        elif what == "areas":
            journal.replace_areas(TODAY, value)  # type: ignore[arg-type]
        else:
            journal.answer(TODAY, what, value)  # type: ignore[arg-type]
        if journal._core.store.undoable() != could:
            states.append(before)
    for before in reversed(states):
        journal.history.undo()
        assert journal.day(TODAY) == before
    journal.close()


def test_what_is_printed_about_a_person_is_optional_and_stays_out_of_undo(
    journal: Journal, tmp_path: Path
) -> None:
    assert journal.profile() == {}
    journal.set_profile("name", "M. de Vries")
    journal.set_profile("birth_year", "1979")
    journal.set_profile("birth_year", "")
    assert not journal.history.can_undo
    again = _reopened(journal, tmp_path / "test.diary")
    assert again.profile() == {"name": "M. de Vries"}
    again.close()


def test_nothing_done_is_an_answer_until_something_was_done(journal: Journal) -> None:
    journal.set_activities(TODAY, [Activity("walking", 30)])
    journal.set_no_activities(TODAY)
    assert journal.day(TODAY).activities == ()
    assert journal.table(Period(TODAY, TODAY)).active_minutes.tolist() == [0]
    journal.set_activities(TODAY, [Activity("walking", 30)])
    assert "activities" not in journal.day(TODAY).answers
    journal.history.undo()
    assert journal.day(TODAY).value("activities") == 0


def test_where_touch_hurts_is_kept_apart_from_where_it_hurts(journal: Journal) -> None:
    journal.set_tender(TODAY, ["front_knee_l", "front_knee_r"])
    journal.set_tender(TODAY, ["front_knee_r"])
    assert journal.day(TODAY).tender == {"front_knee_r"}
    assert not journal.day(TODAY).is_mapped
    journal.history.undo()
    assert journal.day(TODAY).tender == {"front_knee_l", "front_knee_r"}
    with pytest.raises(Refusal):
        journal.set_tender(TODAY, ["tail"])


HAPPINESS = OwnItem(Item("happiness", Kind.SCALE, "own", 0, 10, own=True), {"en": "Happiness", "nl": "Geluk"})


def test_an_own_item_can_be_renamed_and_archived_without_losing_a_value(journal: Journal) -> None:
    journal.save_own_item(HAPPINESS)
    journal.answer(TODAY, "happiness", 7)
    renamed = OwnItem(replace(HAPPINESS.item, archived=True), {"en": "Joy", "nl": "Plezier"})
    journal.save_own_item(renamed)
    assert journal.own_items == (renamed,)
    assert journal.table(Period(TODAY, TODAY)).column("happiness").tolist() == [7]
    journal.history.undo()
    assert journal.own_items == (HAPPINESS,)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (replace(HAPPINESS.item, key="stress"), Reason.ITEM_EXISTS),
        (replace(HAPPINESS.item, high=5), Reason.OWN_ITEM_IN_USE),
        (replace(HAPPINESS.item, kind=Kind.COUNT), Reason.OWN_ITEM_IN_USE),
    ],
)
def test_an_own_item_keeps_its_meaning(journal: Journal, item: Item, reason: Reason) -> None:
    journal.save_own_item(HAPPINESS)
    with pytest.raises(Refusal) as refused:
        journal.save_own_item(OwnItem(item, {"en": "x"}))
    assert refused.value.reason is reason


def test_taking_back_an_own_item_is_reported(journal: Journal) -> None:
    heard: list[Period] = []
    journal.save_own_item(OwnItem(Item("wool", Kind.FLAG, "own", 0, 1, own=True), {"en": "Wool"}))
    journal.subscribe(heard.append)
    assert journal.history.undo() is None
    assert not journal.own_items
    assert heard == [Period(TODAY, TODAY)]


def test_an_own_item_is_deleted_with_its_answers_and_comes_back_whole(journal: Journal) -> None:
    other = TODAY - timedelta(days=1)
    journal.save_own_item(OwnItem(Item("tea", Kind.COUNT, "own", 0, 9, own=True), {"en": "Tea"}))
    journal.answer_all(TODAY, {"tea": 3, "stress": 4})
    journal.answer(other, "tea", 2)
    before = journal.day(TODAY), journal.day(other), journal.own_items
    assert journal.answers_with("tea") == 2
    journal.delete_own_item("tea")
    assert journal.own_items == ()
    assert journal.span() == Period(TODAY, TODAY)
    assert (journal.day(TODAY).value("tea"), journal.day(TODAY).value("stress")) == (None, 4)
    assert any(version.key == ("answer", "tea", str(TODAY)) for version in journal.history.versions(TODAY))
    with pytest.raises(Refusal) as refused:
        journal.history.restore_version(("answer", "tea", str(TODAY)), (3.0, 0, "typed"))
    assert refused.value.reason is Reason.UNKNOWN_ITEM
    journal.history.undo()
    assert (journal.day(TODAY), journal.day(other), journal.own_items) == before


def test_the_key_of_a_forgotten_own_item_leaves_the_file_with_it(journal: Journal) -> None:
    """It is made of the person's words; until then the deletion can be undone."""
    item = OwnItem(Item("my_secret_tea", Kind.COUNT, "own", 0, 9, own=True), {"en": "My secret tea"})
    journal.save_own_item(item)
    journal.answer(TODAY, "my_secret_tea", 3)
    journal.answer(TODAY, "my_secret_tea", 4)
    journal.history.forget_past(TODAY)
    journal.delete_own_item("my_secret_tea")
    journal.history.undo()
    assert journal.day(TODAY).value("my_secret_tea") == 4
    journal.delete_own_item("my_secret_tea")
    journal.history.forget_own_item("my_secret_tea")
    assert b"secret_tea" not in journal.path.read_bytes()
    while journal.history.newest is not None:
        with suppress(Refusal):  # of what is forgotten nothing comes back
            journal.history.undo()
    assert journal.own_items == ()
    assert b"secret_tea" not in journal.path.read_bytes()


def test_the_key_of_an_own_item_that_was_deleted_long_ago_goes_with_the_old_versions(tmp_path: Path) -> None:
    clock = Clock()
    with closing(a_journal(tmp_path / "old.diary", clock)) as journal:
        for key in ("my_secret_tea", "coffee"):
            journal.save_own_item(OwnItem(Item(key, Kind.COUNT, "own", 0, 9, own=True), {"en": key}))
            journal.answer(TODAY, key, 3)
            journal.answer(TODAY, key, 4)
        journal.delete_own_item("my_secret_tea")
        clock.forward(days=400)
        assert journal.history.purge_old_revisions()
        assert b"secret_tea" not in journal.path.read_bytes()
        assert journal.day(TODAY).value("coffee") == 4


def test_an_own_item_whose_key_begins_as_what_is_forgotten_goes_after_a_year_too(tmp_path: Path) -> None:
    clock = Clock()
    with closing(a_journal(tmp_path / "old.diary", clock)) as journal:
        journal.save_own_item(OwnItem(Item("forgotten_pills", Kind.COUNT, "own", 0, 9, own=True), {"en": "Pills"}))
        journal.answer(TODAY, "forgotten_pills", 3)
        journal.delete_own_item("forgotten_pills")
        clock.forward(days=400)
        journal.history.purge_old_revisions()
        assert b"pills" not in journal.path.read_bytes()


def test_no_word_can_be_tried_on_what_is_kept_of_a_forgotten_own_item(tmp_path: Path) -> None:
    """The same word in two diaries, at the same second, leaves two different traces."""
    left = []
    for name in ("one", "two"):
        with closing(a_journal(tmp_path / f"{name}.diary")) as journal:
            journal.save_own_item(OwnItem(Item("secret_tea", Kind.COUNT, "own", 0, 9, own=True), {"en": "Tea"}))
            journal.delete_own_item("secret_tea")
            journal.history.forget_own_item("secret_tea")
        with closing(sqlite3.connect(tmp_path / f"{name}.diary")) as connection:
            left.append(connection.execute("SELECT json_extract(old, '$.key') FROM history").fetchall())
    assert left[0] != left[1]


def test_what_was_chosen_asked_and_tried_of_a_forgotten_own_item_goes_with_it(journal: Journal) -> None:
    journal.save_own_item(OwnItem(Item("secret_tea", Kind.COUNT, "own", 0, 9, own=True), {"en": "Secret tea"}))
    journal.set_form(Form(None, frozenset({"stress", "secret_tea"}), folded=frozenset({"secret_tea"})))
    journal.choices.choose("charts", ["stress", "secret_tea"])
    journal.drafts.keep("own_item", ["secret_tea", "Secret tea with milk"])
    journal.questions.ask(Question("secret_tea", True, "stress", True, TODAY), "More secret tea, more stress?")
    asks = {"outcome": "secret_tea", "more": True, "order": "uuuucccc", "first": "2026-11-23"}
    tried = journal.registers.add("experiment", {"text": "walk", "outcome": "Secret tea", "asks": asks})
    journal.registers.add("experiment_day", {"what": "walk", "day": "2026-11-23", "of": tried.id})
    journal.registers.change(tried, {**tried.data, "text": "walk a little"})
    journal.questions.ask(Question("stress", True, "function", False, TODAY), "More stress?")
    journal.delete_own_item("secret_tea")
    assert len(journal.history.records_about("secret_tea")) == 3
    journal.history.forget_own_item("secret_tea")
    assert not re.search(b"secret.tea", journal.path.read_bytes(), re.IGNORECASE)
    assert journal.form().chosen == {"stress"}
    assert journal.choices.chosen("charts") == ("stress",)
    assert [record.data["question"] for record in journal.registers.records("question")] == ["More stress?"]
    assert not journal.registers.records("experiment")
    assert not journal.registers.records("experiment_day")


def test_a_deleted_own_item_can_be_forgotten_at_once(journal: Journal) -> None:
    journal.save_own_item(OwnItem(Item("tea", Kind.COUNT, "own", 0, 9, own=True), {"en": "Secret tea"}))
    journal.answer(TODAY, "tea", 3)
    journal.history.forget_own_item("tea")
    assert journal.answers_with("tea") == 1
    journal.delete_own_item("tea")
    assert b"Secret tea" in journal.path.read_bytes()
    journal.history.forget_own_item("tea")
    assert b"Secret tea" not in journal.path.read_bytes()
    assert journal.history.versions(TODAY) == ()
    journal.history.undo()
    assert journal.own_items == ()


def test_many_days_are_read_in_parts_from_any_thread_until_nobody_wants_them(journal: Journal) -> None:
    journal.import_days(a_day(ago, stress=ago % 10, notes={"note": str(ago)}) for ago in range(0, 4000, 100))
    span = journal.span()
    assert span is not None
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(journal.days, span, lambda: True).result() == journal.days(span)
        answers = iter((True, False))
        some = pool.submit(journal.days, span, lambda: next(answers)).result()
    assert some
    assert some == journal.days(span)[: len(some)]
    assert len(some) < 40
