"""Generates a believable sample diary: an invented person with good and bad weeks, repeatable by a seed.

The person sleeps irregularly at first, does too much on good days, has a few harder stretches and a holiday,
skips days (bad ones more often), fills some in afterwards, and slowly does more while the pain changes less.
"""

import math
import random
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from msgspec import Struct, convert
from msgspec.structs import replace

from diary.content.sample_words import SampleWords
from diary.domain.day import Activity, Answer, Day, DayKind, Moment, MomentKind, Nap
from diary.domain.sleep import NIGHT_ITEMS
from diary.paths import resources

FLARE_LENGTH = 6
HOLIDAY_LENGTH = 9
SHORTEST_WITH_GAPS = 60
"""Days from which on a sample has a holiday and a long gap."""
TOPICS_READ, TOPIC_BEGUN = ("protects", "kinds", "sleep"), "filter"
"""What the person has read in Understand, the first of it helpful, and where they are."""
PROGRAMME_DAYS = 180
"""How long the slow improvement takes; afterwards the person stays as they are."""
NEW_DAYS = 7
"""Days in which what is new began to hurt."""
NAP_SHARE = 0.1
"""Of the days, with a nap; more of them when the person is tired."""
BREAKFAST_BEFORE = 12
"""Hours between typing the night and typing the day."""


class Life(Struct, frozen=True):
    """What distinguishes one invented person from another; the defaults are the usual sample.

    `function` is what works on the first day (0-10), `gain` what has come on top by the last. `bed` is the usual
    time to go to bed in minutes after the midnight before, `irregular` how far it strays (a standard deviation in
    minutes), `settling` which share of that has gone at the end. `boom` is how strongly activity follows good and
    bad days (1 is usual), `steadier` which share of that has gone at the end. `places` areas hurt, as strongly as
    `strong` (0-10), which falls by `pain_eases` till the end. `skipped` and `late` are shares of days (0-1). From
    the first to the second share of the stretch in `medicine` a medicine makes function more and pain less by
    `eased` points; `new_places` begin to hurt in the last week. `phase` is where they say they are, and decides
    which tools of the plan they use.
    """

    function: float = 3.7
    gain: float = 3.3
    bed: float = 23 * 60 + 5
    irregular: float = 48
    settling: float = 0.6
    boom: float = 1
    steadier: float = 0.7
    places: float = 4.5
    strong: float = 5.2
    pain_eases: float = 0.9
    skipped: float = 0.07
    late: float = 0.09
    medicine: tuple[float, float] | None = None
    eased: float = 0
    new_places: tuple[str, ...] = ()
    phase: str = "build"


USUAL: Final = Life()


class PlanNumbers(Struct, frozen=True):
    """What the plans of the samples are made of: see `resources/demo.toml`."""

    done: tuple[str, ...]
    trials: tuple[int, ...]
    expected: tuple[tuple[int, int], ...]
    peg: tuple[tuple[int, int, int], ...]
    tried: tuple[str, str, str, int]
    trying: tuple[str, str, str, int]
    found: dict[str, Any]
    able: tuple[tuple[tuple[int, ...], ...], ...]
    tools: dict[str, tuple[str, ...]]
    of_tool: dict[str, str]


class SampleNumbers(Struct, frozen=True):
    """Who the people of the samples are."""

    core_areas: tuple[str, ...]
    extra_areas: tuple[str, ...]
    lives: tuple[Life, ...]
    plan: PlanNumbers


NUMBERS: Final = convert(tomllib.loads((resources() / "demo.toml").read_text(encoding="utf-8")), SampleNumbers)
LIVES: Final = NUMBERS.lives


class _Person(Struct):
    """Somebody with their life, chances and words, and how they are doing from day to day: all around 0 (usual) in
    units of a usual day's difference."""

    life: Life
    chance: random.Random
    words: SampleWords
    tension: float = 0.0
    pain: float = 0.0
    tired: float = 0.0
    spread: float = 0.0
    wandering: float = 0.0


class _Plan(Struct, frozen=True):
    """The days on which the big things happen, counted from the first day."""

    flares: tuple[int, ...]
    holiday: int
    long_gap: int
    treatment_from: int


def sample_days(
    last: date, days: int, seed: int, words: SampleWords, zone: str, life: Life = USUAL
) -> tuple[Day, ...]:
    """Generate the last `days` days up to and including `last`. The same arguments give the same days."""
    chance, rest = random.Random(seed), random.Random(seed)
    plan = _plan(chance, days)
    person = _Person(life, chance, words)
    made = []
    for number in range(days):
        day = last - timedelta(days=days - 1 - number)
        _live(person, number, plan)
        in_holiday = plan.holiday <= number < plan.holiday + HOLIDAY_LENGTH
        in_gap = plan.long_gap <= number < plan.long_gap + 5
        skipped = chance.random() < life.skipped + 0.05 * max(0.0, person.pain)
        if in_holiday:
            made.append(Day(day, zone, DayKind.HOLIDAY))
        elif number == days - 1 or not (in_gap or skipped):
            logged = _log(person, plan, day, number, days, ZoneInfo(zone))
            made.append(replace(logged, naps=_naps(logged, person, rest)))
    return tuple(made)


def number_of(life: Life) -> int:
    """Return which of the five who differ it is, from 1; 0 for the usual sample."""
    return LIVES.index(life) + 1 if life in LIVES else 0


def sample_records(last: date, words: SampleWords, life: Life = USUAL) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the lines of the person's lists: the key of the list, and what was typed by field."""
    for record in (record for record in words.records if record.person == number_of(life)):
        dates = {key: (last - timedelta(days=ago)).isoformat() for key, ago in record.days_ago.items()}
        yield record.register, {**record.fields, **dates}


def _plan(chance: random.Random, days: int) -> _Plan:
    spacing = 38
    flares = tuple(
        start * spacing + chance.randrange(6, spacing - FLARE_LENGTH) for start in range(math.ceil(days / spacing))
    )
    holiday, long_gap = (int(days * 0.62), int(days * 0.35)) if days >= SHORTEST_WITH_GAPS else (days, days)
    return _Plan(flares, holiday, long_gap, min(30, days // 3))


def _live(person: _Person, number: int, plan: _Plan) -> None:
    """Simulate one night and one day: everything drifts back to usual, with random changes."""
    chance = person.chance
    flare = any(start <= number < start + FLARE_LENGTH for start in plan.flares)
    holiday = plan.holiday <= number < plan.holiday + HOLIDAY_LENGTH + 4
    person.tension = 0.6 * person.tension + chance.gauss(-0.9 if holiday else 0.0, 0.8)
    person.tired = 0.5 * person.tired + 0.25 * person.tension + chance.gauss(0, 0.6)
    push = 1.1 if flare else 0.0
    person.pain = 0.6 * person.pain + 0.2 * person.tension + push + chance.gauss(0, 0.55)
    person.spread = 0.7 * person.spread + 0.6 * push + 0.15 * person.pain + chance.gauss(0, 0.5)
    person.wandering = person.wandering + chance.gauss(0, 0.9)


def _log(person: _Person, plan: _Plan, day: date, number: int, days: int, zone: ZoneInfo) -> Day:
    life, chance = person.life, person.chance
    progress = min(1.0, number / PROGRAMME_DAYS)
    eased = life.eased if takes_medicine(life, number, days) else 0.0
    hard = person.pain > 1.9 and chance.random() < 0.6
    activities = () if hard else _activities(person, day, progress)
    values: dict[str, float] = {"stress": _scale(4.6 - 0.8 * progress + 1.6 * person.tension)}
    if not hard:
        values |= _night(person, day, progress)
        values |= _evening(person, day, progress, activities, life.function + life.gain * progress + eased)
    painted = _areas(person)
    if days - number <= NEW_DAYS:
        painted |= dict.fromkeys(life.new_places, 7)
    values["body_map"] = 1
    if chance.random() < 0.85:
        values["pain_average"] = _scale(life.strong - life.pain_eases * progress - eased + 1.3 * person.pain)
    typed_at = _typed_at(day, number, days, chance, zone, life.late)
    return Day(
        date=day,
        zone=zone.key,
        kind=DayKind.HARD if hard else DayKind.ORDINARY,
        answers={item: Answer(value, _morning(item, typed_at)) for item, value in values.items()},
        areas=painted,
        activities=activities,
        moments=_moments(person, plan, day, number),
        notes=_notes(person, hard),
    )


def takes_medicine(life: Life, number: int, days: int) -> bool:
    """Return whether the medicine that eases is taken on this day of the stretch."""
    return life.medicine is not None and life.medicine[0] <= number / days < life.medicine[1]


def _night(person: _Person, day: date, progress: float) -> dict[str, float]:
    life, chance = person.life, person.chance
    irregular = life.irregular * (1 - life.settling * progress)
    weekend = 45 if day.weekday() in {5, 6} else 0
    bed = life.bed + weekend * 0.6 + chance.gauss(0, irregular)
    up = life.bed + 8 * 60 - 1440 + weekend + chance.gauss(0, irregular * 0.6)
    rough = max(0.0, 0.7 + person.tired)
    return {
        "into_bed": _five(bed) % 1440,
        "sleep_latency": _five(12 + 14 * rough + abs(chance.gauss(0, 8))),
        "awake_in_night": _five(14 + 22 * rough + abs(chance.gauss(0, 12))),
        "got_up": _five(up),
        "sleep_quality": min(5, max(1, round(3.4 + 0.5 * progress - 0.8 * person.tired))),
    }


def _naps(day: Day, person: _Person, rest: random.Random) -> tuple[Nap, ...]:
    """Generate the nap after lunch of a tired day: it has chances of its own, which change nothing else."""
    begin, minutes = 13 * 60 + 5 * rest.randrange(24), 20 + 5 * rest.randrange(9)
    if rest.random() > NAP_SHARE + 0.2 * person.tired or day.value("got_up") is None:
        return ()
    return (Nap(begin, minutes, day.answers["body_map"].typed_at),)


def _evening(
    person: _Person, day: date, progress: float, activities: tuple[Activity, ...], function: float
) -> dict[str, float]:
    chance = person.chance
    company = chance.random() + (0.2 if day.weekday() in {5, 6} else 0) - 0.15 * max(0.0, person.pain)
    load = sum(activity.minutes * (activity.effort or 0) for activity in activities)
    return {
        "function": _scale(function - 0.9 * person.pain + chance.gauss(0, 0.6)),
        "breaks": max(0, round(1.2 + 1.6 * progress + chance.gauss(0, 0.9))),
        "people": 0 if company < 0.3 else 1 if company < 0.8 else 2,
        "worried_damage": float(chance.random() < 0.28 * (1 - 0.8 * progress) + 0.1 * max(0.0, person.pain)),
        "skipped_fear": float(chance.random() < 0.2 * (1 - 0.7 * progress)),
        "fatigue": _scale(5.4 - 0.9 * progress + 1.2 * person.tired + load / 900),
    }


def _activities(person: _Person, day: date, progress: float) -> tuple[Activity, ...]:
    """Generate activities: early on much on good days and little on bad ones; later steadier and a little more."""
    life, chance, words = person.life, person.chance, person.words
    mood = -person.pain * (1 - life.steadier * progress) * life.boom
    found = []
    walk = 16 + 16 * progress + 13 * mood + chance.gauss(0, 5)
    if walk >= 5:
        found.append(Activity(words.walking, _five(walk), _scale(3 + 0.5 * person.tired + chance.random())))
    if chance.random() < 0.5:
        found.append(Activity(words.housework, _five(max(10, 32 + 26 * mood)), _scale(4 + chance.gauss(0, 1))))
    if day.weekday() in {0, 2, 4} and progress > 0.15 and person.pain < 1.5:
        found.append(Activity(words.exercises, 15 + 5 * round(3 * progress), 4))
    if mood > 0.5 and chance.random() < 0.5:
        found.append(Activity(words.cycling, _five(35 + 30 * mood), _scale(6 + chance.random())))
    return tuple(found)


def _areas(person: _Person) -> dict[str, int]:
    life, chance = person.life, person.chance
    strength = life.strong - 0.6 + 1.2 * person.pain
    count = max(0, round(life.places + 2.4 * person.spread))
    extra = NUMBERS.extra_areas
    start = round(person.wandering) % len(extra)
    turned = extra[start:] + extra[:start]
    chosen = [area for area in NUMBERS.core_areas if chance.random() < 0.78 + 0.08 * person.pain]
    chosen += turned[: max(0, count - 2)]
    return {area: min(10, max(1, round(strength + chance.gauss(0, 1)))) for area in chosen}


def _moments(person: _Person, plan: _Plan, day: date, number: int) -> tuple[Moment, ...]:
    chance, words, found = person.chance, person.words, []
    if number in plan.flares:
        found.append(Moment(MomentKind.FLARE, 15 * 60 + 5 * chance.randrange(24), None, words.flare))
    if number >= plan.treatment_from and day.weekday() == 3 and chance.random() < 0.8:
        found.append(Moment(MomentKind.TREATMENT, 10 * 60 + 30, None, words.treatment))
    if person.pain > 1.2 and chance.random() < 0.5:
        found.append(Moment(MomentKind.MEDICINE, 9 * 60 + 5 * chance.randrange(60), 500, words.medicine))
    if number in {plan.treatment_from + 12, plan.long_gap + 30}:
        found.append(Moment(MomentKind.LIFE_EVENT, None, None, chance.choice(words.life_events)))
    return tuple(sorted(found, key=lambda moment: -1 if moment.at is None else moment.at))


def _notes(person: _Person, hard: bool) -> Mapping[str, str]:
    chance, words, notes = person.chance, person.words, {}
    if not hard and chance.random() < 0.3:
        notes["good_thing"] = chance.choice(words.good_things)
    if chance.random() < 0.12:
        notes["note"] = chance.choice(words.notes)
    return notes


def _typed_at(day: date, number: int, days: int, chance: random.Random, zone: ZoneInfo, share: float) -> datetime:
    """Return when a day was typed: most evenings; now and then some days later, never after the last day."""
    late = chance.choice((4, 5, 6, 7)) if chance.random() < share and number + 8 < days else 0
    evening = time(20 + chance.randrange(3), chance.randrange(60))
    return datetime.combine(day + timedelta(days=late), evening, zone)


def _morning(item: str, typed_at: datetime) -> datetime:
    """Return when an answer was typed: of a night at breakfast, of a day with the rest of it."""
    is_night = item in NIGHT_ITEMS or item == "sleep_quality"
    return typed_at.replace(hour=typed_at.hour - BREAKFAST_BEFORE) if is_night else typed_at


def _scale(value: float) -> int:
    return min(10, max(0, round(value)))


def _five(value: float) -> int:
    return max(5, 5 * round(value / 5))
