from datetime import timedelta

import pytest

from diary.domain.day import Activity, AnswerSource, Day, Moment, MomentKind
from diary.domain.diary_data import DiaryData, ImportConflict
from diary.domain.item import Item, Kind, OwnItem
from diary.domain.period import Period
from diary.domain.refusal import Reason, Refusal
from diary.journal.journal import Journal
from tests.factory import TODAY, a_day

HAPPINESS = OwnItem(Item("happiness", Kind.SCALE, "own", 0, 10, own=True), {"en": "Happiness", "nl": "Geluk"})


def test_new_values_are_added_and_existing_ones_are_never_overwritten(journal: Journal) -> None:
    journal.answer(TODAY, "stress", 4)
    journal.set_activities(TODAY, [Activity("walking", 30)])
    import_result = journal.import_days(
        [
            a_day(0, stress=9, fatigue=3, activities=[Activity("walking", 30), Activity("yoga", 20)]),
            a_day(1, stress=2, areas={"front_knee_l": 4}),
        ]
    )
    assert import_result.days == 2
    assert import_result.added == 4
    assert import_result.same == 1
    assert import_result.kept == (ImportConflict(TODAY, "stress", 4, 9),)
    assert journal.day(TODAY).value("stress") == 4
    assert journal.day(TODAY).activities == (Activity("walking", 30), Activity("yoga", 20))


def test_taking_in_the_same_twice_changes_nothing(journal: Journal) -> None:
    days = [a_day(n, stress=n, areas={"front_knee_l": 4}, activities=[Activity("walking", 30)]) for n in range(5)]
    journal.import_days(days)
    again = journal.import_days(days)
    assert (again.added, again.kept, again.same) == (0, (), 15)


def test_a_dry_run_counts_and_leaves_everything_as_it_was(journal: Journal) -> None:
    counted = journal.import_days([a_day(0, stress=9, happiness=5)], [HAPPINESS], dry_run=True)
    assert (counted.added, counted.new_items) == (2, ("happiness",))
    assert journal.span() is None
    assert journal.own_items == ()
    assert not journal.history.can_undo


def test_one_impossible_value_stops_the_whole_import(journal: Journal) -> None:
    with pytest.raises(Refusal) as refused:
        journal.import_days([a_day(1, stress=3), a_day(0, stress=44)])
    assert refused.value.reason is Reason.OUT_OF_RANGE
    assert journal.span() is None


def test_own_items_are_logged_like_any_other_and_undo_takes_them_back(journal: Journal) -> None:
    journal.import_days([a_day(0, happiness=7, source=AnswerSource.IMPORTED)], [HAPPINESS])
    assert journal.catalogue.item("happiness").own
    assert journal.own_items == (HAPPINESS,)
    assert journal.table(Period(TODAY, TODAY)).column("happiness").tolist() == [7]
    journal.history.undo()
    assert "happiness" not in journal.catalogue
    assert journal.span() is None


def test_future_days_are_refused(journal: Journal) -> None:
    with pytest.raises(Refusal) as refused:
        journal.import_days([a_day(TODAY + timedelta(days=1), stress=1)])
    assert refused.value.reason is Reason.FUTURE_DAY


def test_a_note_that_differs_is_kept_and_reported(journal: Journal) -> None:
    journal.set_note(TODAY, "note", "mine")
    import_result = journal.import_days([a_day(0, notes={"note": "theirs!"})])
    assert (import_result.added, import_result.same) == (0, 0)
    assert import_result.kept == (ImportConflict(TODAY, "note", 4, 7),)
    assert journal.day(TODAY).notes == {"note": "mine"}


def test_the_name_of_a_new_own_item_is_looked_at(journal: Journal) -> None:
    with pytest.raises(Refusal) as refused:
        journal.import_days([a_day(0)], [OwnItem(HAPPINESS.item, {"en": "x" * 5000})])
    assert refused.value.reason is Reason.TEXT_TOO_LONG
    assert journal.own_items == ()


STEPS = OwnItem(Item("steps", Kind.COUNT, "own", 0, 100_000, own=True), {"en": "Steps"})


def of_a_watch(*values: float, last: int = 0) -> list[Day]:
    """Days with steps by a watch, the last one `last` days ago."""
    days = zip(range(last + len(values) - 1, last - 1, -1), values, strict=True)
    return [a_day(ago, steps=value, source=AnswerSource.IMPORTED) for ago, value in days]


def test_a_longer_export_of_the_same_device_completes_the_day_that_was_not_over(journal: Journal) -> None:
    journal.import_days(of_a_watch(4000, 5000, 900, last=1), [STEPS])
    longer = of_a_watch(4000, 5000, 6100, 300)
    trial = journal.import_days(longer, [STEPS], dry_run=True)
    result = journal.import_days(longer, [STEPS])
    assert result == trial
    assert (result.days, result.added, result.same, result.kept) == (2, 1, 2, ())
    assert result.updated == (ImportConflict(TODAY - timedelta(days=1), "steps", 900, 6100),)
    again = journal.import_days(longer, [STEPS])
    assert (again.added, again.updated, again.kept, again.same) == (0, (), (), 4)
    assert journal.import_days(of_a_watch(4000, 5000, 6100, 7200), [STEPS]).updated[0].offered == 7200
    journal.history.undo()
    journal.history.undo()
    assert journal.day(TODAY - timedelta(days=1)).value("steps") == 900


@pytest.mark.parametrize(
    ("name", "longer"),
    [
        ("another device, other days before", of_a_watch(3900, 5000, 6100, 300)),
        ("nothing to know the device by", of_a_watch(6100, 300)),
        ("an earlier moment of the same day", of_a_watch(4000, 5000, 800)),
        ("a day that was over", of_a_watch(4000, 5100, 900, 300)),
    ],
)
def test_what_is_not_surely_the_same_device_later_keeps_what_is_there(
    journal: Journal, name: str, longer: list[Day]
) -> None:
    journal.import_days(of_a_watch(4000, 5000, 900, last=1), [STEPS])
    if name.startswith("an earlier"):
        longer = of_a_watch(4000, 5000, 800, last=1)
    result = journal.import_days(longer, [STEPS])
    assert result.updated == ()
    assert len(result.kept) >= 1
    assert journal.day(TODAY - timedelta(days=1)).value("steps") == 900


def test_a_typed_answer_stays_also_on_a_day_that_was_not_over(journal: Journal) -> None:
    journal.import_days(of_a_watch(4000, 5000, 900, last=1), [STEPS])
    yesterday = TODAY - timedelta(days=1)
    journal.answer(yesterday, "steps", 2000)
    result = journal.import_days(of_a_watch(4000, 5000, 6100, 300), [STEPS])
    assert result.kept == (ImportConflict(yesterday, "steps", 2000, 6100),)
    assert journal.day(yesterday).value("steps") == 2000


@pytest.mark.parametrize("last", [0, 1])
def test_a_longer_export_completes_the_one_day_of_the_first(journal: Journal, last: int) -> None:
    journal.import_days(of_a_watch(900, last=1), [STEPS])
    result = journal.import_days(of_a_watch(*(6100, 300)[: 2 - last], last=last), [STEPS])
    yesterday = TODAY - timedelta(days=1)
    is_longer = last == 0
    assert len(result.updated) == is_longer
    assert journal.day(yesterday).value("steps") == (6100 if is_longer else 900)


def test_a_later_export_of_today_completes_today_and_a_lower_or_typed_one_does_not(journal: Journal) -> None:
    journal.import_days(of_a_watch(900), [STEPS])
    assert journal.import_days(of_a_watch(800), [STEPS]).updated == ()
    assert journal.import_days(of_a_watch(1900), [STEPS]).updated == (ImportConflict(TODAY, "steps", 900, 1900),)
    journal.answer(TODAY, "steps", 2000)
    assert journal.import_days(of_a_watch(2900), [STEPS]).updated == ()
    assert journal.day(TODAY).value("steps") == 2000


def test_one_day_of_a_device_that_saw_another_night_is_kept(journal: Journal) -> None:
    def seen(got_up: int, steps: float, ago: int) -> Day:
        return a_day(ago, got_up=got_up, steps=steps, source=AnswerSource.IMPORTED)

    journal.import_days([seen(420, 900, 1)], [STEPS])
    result = journal.import_days([seen(435, 6100, 1), seen(420, 300, 0)], [STEPS])
    assert result.updated == ()
    assert journal.day(TODAY - timedelta(days=1)).value("steps") == 900


def test_a_shorter_export_after_a_longer_one_changes_nothing(journal: Journal) -> None:
    journal.import_days(of_a_watch(4000, 5000, 6100, 300), [STEPS])
    result = journal.import_days(of_a_watch(4000, 5000, 900, last=1), [STEPS])
    assert (result.added, result.updated, len(result.kept)) == (0, (), 1)


def test_progress_is_told_and_stopping_changes_nothing(journal: Journal) -> None:
    told: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        told.append((done, of))
        if done == 2:
            raise ZeroDivisionError

    data = DiaryData(days=tuple(of_a_watch(1, 2, 3, 4)), own_items=(STEPS,))
    with pytest.raises(ZeroDivisionError):
        journal.take_in_apart(data, stop)
    assert told == [(0, 4), (1, 4), (2, 4)]
    assert journal.span() is None
    journal.take_in_apart(data, lambda _done, _of: None)
    journal.file.look()
    assert journal.day(TODAY).value("steps") == 4
    assert journal.own_items == (STEPS,)


def test_an_own_export_without_words_brings_nothing_twice(journal: Journal) -> None:
    """Names of activities and words of moments are left out of an export unless they are ticked."""
    journal.set_activities(TODAY, [Activity("walking", 30, 4), Activity("yoga", 20)])
    journal.set_moments(TODAY, [Moment(MomentKind.FLARE, 600, text="after the stairs")])
    nameless = [Activity("", 30, 4), Activity("", 20), Activity("", 45)]
    moments = [Moment(MomentKind.FLARE, 600), Moment(MomentKind.FLARE, 660)]
    found = journal.import_days([a_day(0, activities=nameless, moments=moments)])
    assert (found.added, found.same) == (2, 3)
    assert sum(one.minutes for one in journal.day(TODAY).activities) == 95
    assert len(journal.day(TODAY).moments) == 2
