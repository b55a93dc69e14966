from datetime import timedelta
from pathlib import Path
from statistics import mean, stdev

import pytest

from diary.content.bodymap import load_atlas
from diary.content.library import Library, load_library
from diary.content.sample_words import load_sample_words
from diary.demo.plan import PLAN, sample_plan
from diary.demo.sample import LIVES, USUAL, Life, sample_days, sample_records, takes_medicine
from diary.domain.day import Day, DayKind, MomentKind
from diary.journal.journal import Journal
from diary.paths import resources as find_resources
from diary.screens.plan.tools import build_plan, build_plan_for_others
from tests.factory import TODAY, ZONE

WORDS = load_sample_words(find_resources(), "nl")


def _sample(days: int = 180, seed: int = 1) -> tuple[Day, ...]:
    return sample_days(TODAY, days, seed, WORDS, ZONE)


def test_the_same_seed_gives_the_same_person_and_another_seed_another() -> None:
    assert _sample() == _sample()
    assert _sample() != _sample(seed=2)


@pytest.mark.parametrize("seed", range(1, 8))
def test_every_sample_is_accepted_by_the_journal(journal: Journal, seed: int) -> None:
    days = _sample(seed=seed)
    import_result = journal.import_days(days)
    assert import_result.kept == ()
    assert journal.days(journal.span() or pytest.fail("nothing was stored")) == days


@pytest.mark.parametrize("days", [1, 2, 5, 14, 60, 400])
def test_any_length_works_and_ends_today(journal: Journal, days: int) -> None:
    sample = _sample(days)
    journal.import_days(sample)
    assert sample[-1].date == TODAY
    assert not sample[-1].is_empty
    assert sample[0].date >= TODAY - timedelta(days=days - 1)


@pytest.mark.parametrize("seed", range(1, 6))
def test_it_is_a_believable_half_year(seed: int) -> None:
    days = _sample(seed=seed)
    logged = [day for day in days if not day.is_empty]
    assert 110 <= len(logged) <= 165
    assert 3 <= sum(day.is_late for day in logged) <= 30
    assert sum(day.kind is DayKind.HOLIDAY for day in days) == 9
    flares = [moment for day in days for moment in day.moments if moment.kind is MomentKind.FLARE]
    assert flares
    napped = [day for day in logged if day.naps]
    assert 5 <= len(napped) <= 45
    assert all(day.value("got_up") is not None for day in napped)
    first, last = logged[: len(logged) // 3], logged[-len(logged) // 3 :]

    def average(part: list[Day], item: str) -> float:
        return mean(value for day in part if (value := day.value(item)) is not None)

    assert average(last, "function") - average(first, "function") > 0.5
    assert average(last, "function") - average(first, "function") > average(first, "pain_average") - average(
        last, "pain_average"
    )


def test_nobody_fills_in_a_day_in_the_future() -> None:
    assert all(answer.typed_at.date() <= TODAY for day in _sample() for answer in day.answers.values())


@pytest.mark.parametrize("language", ["en", "nl"])
def test_there_are_words_in_every_language(language: str, resources: Path) -> None:
    words = load_sample_words(resources, language)
    assert all(words.good_things)
    assert load_atlas(resources).segments


@pytest.mark.parametrize("life", LIVES)
@pytest.mark.parametrize("days", [1, 30, 180])
def test_every_life_is_accepted_by_the_journal(journal: Journal, life: Life, days: int) -> None:
    assert journal.import_days(sample_days(TODAY, days, 1, WORDS, ZONE, life)).kept == ()
    assert journal.last_day == TODAY


def test_five_people_differ_in_what_a_therapist_would_say() -> None:
    lives = [[day for day in sample_days(TODAY, 180, 1, WORDS, ZONE, life) if not day.is_empty] for life in LIVES]
    steady, boom, wide, medicine, new = lives

    def values(days: list[Day], item: str) -> list[float]:
        return [value for day in days if (value := day.value(item)) is not None]

    beds = [stdev((bed + 720) % 1440 for bed in values(days, "into_bed")) for days in lives]
    assert beds.index(max(beds)) == 0
    minutes = [stdev(sum(each.minutes for each in day.activities) for day in days[:60]) for days in lives]
    assert minutes.index(max(minutes)) == 1
    assert mean(values(boom[-60:], "function")) - mean(values(boom[:60], "function")) > 1
    assert abs(mean(values(boom[-60:], "pain_average")) - mean(values(boom[:60], "pain_average"))) < 1
    assert len(wide) < 0.6 * len(steady)
    assert sum(day.is_late for day in wide) / len(wide) > 0.2
    places = [mean(len(day.areas) for day in days) for days in lives]
    assert places.index(max(places)) == 2
    first = TODAY - timedelta(days=179)
    taken = {day.date: takes_medicine(LIVES[3], (day.date - first).days, 180) for day in medicine}
    on, off = ([day for day in medicine if taken[day.date] is taking] for taking in (True, False))
    assert mean(values(on, "function")) - mean(values(off, "function")) > 1.5
    recent = set(LIVES[4].new_places)
    assert all(bool(recent & day.areas.keys()) is (day.date > TODAY - timedelta(days=7)) for day in new)


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("life", [USUAL, *LIVES])
def test_everybody_has_tried_something_and_wants_to_ask_something(
    journal: Journal, resources: Path, language: str, life: Life
) -> None:
    library = load_library(resources, language)
    for key, texts in sample_records(TODAY, load_sample_words(resources, language), life):
        data, ended_on = library.register(key).parse(texts)
        journal.add_record(key, data, ended_on)
    tried = [record.data for key in ("medicine", "treatment") for record in journal.records(key)]
    assert len(tried) >= 3
    assert {"helps", "name"} <= {*tried[0]}
    assert any(record.data.get("questions") and record.data["hope"] for record in journal.records("appointment"))


@pytest.mark.parametrize("life", [USUAL, *LIVES])
def test_everybody_uses_the_tools_of_their_phase_and_nothing_of_another(
    journal: Journal, english: Library, life: Life
) -> None:
    records = sample_plan(TODAY, load_sample_words(find_resources(), "en").plan, life)
    for record in records.values():
        assert record.of is None or record.of in records
    journal.registers.write((one.register, None, one.data, one.ended_on) for one in records.values())
    state = build_plan(journal.plan_source(english), PLAN.tools[life.phase])
    assert state.phase.chosen == life.phase
    shown = {card.key.partition(":")[0] for card in state.cards}
    assert shown == set(PLAN.tools[life.phase])
    others = {card.key for card in build_plan_for_others(journal.plan_source(english))}
    assert ("building" in others) == ("building" in PLAN.tools[life.phase])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everybody_wants_something_else_and_gets_along_in_another_way(language: str, resources: Path) -> None:
    words = load_sample_words(resources, language).plan
    plans = [sample_plan(TODAY, words, life).values() for life in (USUAL, *LIVES)]
    goals = [{one.data["text"] for one in plan if one.register == "goal"} for plan in plans]
    able = [[one.data["able"] for one in plan if one.register == "goal_week"] for plan in plans]
    assert len(words.lives) == len(LIVES)
    assert [len(texts) for texts in goals] == [3] * len(plans)
    assert len(set().union(*goals)) == 3 * len(plans)
    assert len({tuple(course) for course in able}) == len(plans)
