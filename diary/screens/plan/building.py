"""Building up on the page Plan: trial days, typed steps, the amount of the week, planned against done."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import EXACT
from diary.domain.plan.building import (
    FEWEST_TRIALS,
    LARGEST_STEP,
    MOST_TRIALS,
    WEEK,
    BuildingWeek,
    Scheme,
    WeekEnd,
    baseline,
    check_scheme,
    is_uneven,
    replay,
    whole,
)
from diary.domain.plan.proposal import check_proposal
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, RegisterRecord, read_day
from diary.domain.text import sentence_case
from diary.screens.plan.cards import (
    CardAsk,
    CardLine,
    FormPart,
    PlanCard,
    PlanSource,
    RecordDraft,
    Steps,
    read_number,
    whole_day,
)
from diary.screens.plan.harder import EFFORT, hard_days, is_hard_day, newest_of

BUILDING, DAY, OF = "building", "building_day", "of"
DONE, REST, HARDER = "done", "rest", "harder"
WEEKS_DRAWN = 8
MANY = 100_000
TYPED = ("start", "step", "goal", "begins")
"""The fields of steps."""


class Course(Struct, frozen=True):
    """One activity that is built up: its trial days (the oldest first), its scheme if one was typed, the weeks so
    far, and the record of each day that has one."""

    record: RegisterRecord
    name: str
    trials: tuple[float, ...]
    scheme: Scheme | None
    weeks: tuple[BuildingWeek, ...]
    noted: Mapping[date, RegisterRecord]


def build_building(source: PlanSource) -> tuple[PlanCard, ...]:
    """Return a card for every activity that is built up, the last with what begins another; without the answer
    "no" to the question about getting more ill after effort none has an amount."""
    words = source.words(BUILDING)
    effort, ask = newest_of(source, EFFORT), ask_effort(source, "building:effort")
    lists = tuple((key, source.words(key).name) for key in (BUILDING, DAY))
    if not is_offered(source):
        said = (not_offered(source),)
        notes = (source.words(EFFORT).hint,) if effort is None else ()
        return (PlanCard("building", words.name, sentences=said, notes=notes, asks=(ask,), lists=lists),)
    cards = [_card(course, source) for course in courses_of(source)]
    add = CardAsk(
        "building:add",
        source.say("building", "add_more" if cards else "add"),
        (FormPart(BUILDING, ("what", "unit"), first={"unit": "minutes"}),),
        source.say("building", "add_hint"),
        is_main=not cards,
    )
    *others, last = cards or [PlanCard(BUILDING, words.name)]
    told = (*last.notes, source.say("building", "helps"))
    return (*others, replace(last, notes=told, asks=(*last.asks, add, ask), lists=lists))


def build_steps_told(source: PlanSource) -> PlanCard:
    """Return the card for others: of each activity what was planned and done, or its trial days."""
    courses = courses_of(source) if is_offered(source) else ()
    lines = [
        CardLine(
            course.name, words_of_steps(course, source) if course.weeks else " ".join(_on_trial(course, source)[0])
        )
        for course in courses
    ]
    return PlanCard(BUILDING, source.words(BUILDING).name, lines=tuple(lines))


def ask_effort(source: PlanSource, key: str) -> CardAsk:
    """Return the button with this key of the question that comes before any steps; it can be answered again."""
    effort, given = newest_of(source, EFFORT), {"day": source.today.isoformat()}
    words = source.say("building", "ask" if effort is None else "ask_again")
    return CardAsk(key, words, (FormPart(EFFORT, ("worse",), effort, given),), is_main=effort is None)


def not_offered(source: PlanSource) -> str:
    """Return why no steps are offered; before the question was answered, the question."""
    if newest_of(source, EFFORT) is None:
        return source.words(EFFORT).field("worse").name
    return source.say("building", "not_here")


def is_offered(source: PlanSource) -> bool:
    """Return whether steps are offered at all: not to who gets more ill after a small effort. Others read what was
    handed over to them, also without the answer."""
    effort = newest_of(source, EFFORT)
    return source.is_part if effort is None else effort.data.get("worse") == "no"


def courses_of(source: PlanSource, *, with_ended: bool = False) -> tuple[Course, ...]:
    """Return all that is built up now, in the order of its list; `with_ended` also what was, to its last day."""
    going = [record for record in source.records(BUILDING) if with_ended or record.ended_on is None]
    notes = sorted(source.records(DAY), key=lambda each: each.created_at) if going else []
    begins = [day for record in going if (day := read_day(record.data, "begins")) is not None]
    hard = hard_days(source, min(begins) - timedelta(days=WEEK)) if begins else frozenset[date]()
    return tuple(
        _course(record, [note for note in notes if is_of(note, record)], hard, source) for record in going
    )


def today_building(source: PlanSource) -> tuple[CardLine, ...]:
    """Return the lines of Today: this week's amounts, one tick each."""
    if not is_offered(source):
        return ()
    found = []
    for course in courses_of(source):
        week = course.weeks[-1] if course.weeks else None
        if week is not None and week.asks_on(source.today):
            facts = {"what": course.name, "amount": amount_said(course, week.level, source)}
            said = source.say("building", "today", **facts)
            found.append(
                CardLine(said, value=mark_said(course.noted.get(source.today), source), asks=ticks(course, source))
            )
    return tuple(found)


def ticks(course: Course, source: PlanSource) -> tuple[CardAsk, ...]:
    """Return the buttons that say of today that it was done, or not."""
    return day_ticks(course.record, course.name, course.noted.get(source.today), source)


def day_ticks(
    record: RegisterRecord, what: str, there: RegisterRecord | None, source: PlanSource
) -> tuple[CardAsk, ...]:
    """Return the buttons that say in the list of days of a record whether it was done today; `there` is what it
    says. On a hard day nothing is asked."""
    if is_hard_day(source):
        return ()
    given, kept = {"what": what, "day": source.today.isoformat()}, {OF: record.id}
    return tuple(
        CardAsk(
            f"{record.register}:{mark}:{record.id}",
            source.say("building", mark),
            (FormPart(f"{record.register}_day", (), there, {**given, "mark": mark}, kept),),
            is_main=mark == DONE,
        )
        for mark in (DONE, REST)
        if there is None or there.data.get("mark") != mark
    )


def check_building(draft: RecordDraft) -> RecordData:
    """Check typed steps against the trial days; those of something new, and without any, were proposed. What the
    steps are not changed by passes. Raises Refusal NO_SCHEME where steps are not offered, and what `baseline`,
    `check_scheme`, `check_proposal` and `whole_day` raise."""
    source, record, data = draft.source, draft.record, draft.data
    typed = {key: data[key] for key in TYPED if key in data}
    trials = () if record is None else _trials([note for note in source.records(DAY) if is_of(note, record)])
    before = {} if record is None else {key: record.data[key] for key in TYPED if key in record.data}
    if record is not None and typed == before and (not typed or _scheme(record, trials) is not None):
        return data
    if not is_offered(source):
        raise Refusal(Reason.NO_SCHEME)
    if record is None or (len(trials) < FEWEST_TRIALS and "start" in record.data):
        check_proposal({**data, "kind": BUILDING}, is_sure=draft.is_sure)
        return data
    if not typed.keys() - {"goal"}:
        return data
    usual = baseline(trials)
    whole_day(data, source.register(BUILDING), "begins")
    start, step = (read_number(data, key) or 0.0 for key in ("start", "step"))
    check_scheme(usual, start, step, read_number(data, "goal"), is_sure=draft.is_sure)
    return data


def amount_said(course: Course, amount: float, source: PlanSource) -> str:
    """Return an amount in its unit: 13 minutes."""
    return source.say("building", unit_of(course, source), count=whole(amount))


def unit_of(course: Course, source: PlanSource) -> str:
    """Return what its amounts are counted in: minutes, times or metres."""
    unit = str(course.record.data.get("unit", "minutes"))
    return unit if unit in source.register(BUILDING).field("unit").options else "times"


def is_of(note: RegisterRecord, record: RegisterRecord) -> bool:
    """Return whether a day belongs to a record: by its number, or by name where it was written elsewhere."""
    title = record.data.get("text" if record.register == "experiment" else "what")
    return bool(note.data.get(OF, note.data.get("what")) in (record.id, title))


def _course(
    record: RegisterRecord, notes: Sequence[RegisterRecord], hard: frozenset[date], source: PlanSource
) -> Course:
    marks: dict[date, bool] = {}
    harder: set[date] = set()
    noted: dict[date, RegisterRecord] = {}
    for note in notes:
        day, mark = read_day(note.data, "day"), note.data.get("mark")
        if day is not None and mark == HARDER:
            harder.add(day)
        elif day is not None and mark in {DONE, REST}:
            marks[day], noted[day] = mark == DONE, note
    trials = _trials(notes)
    scheme = _scheme(record, trials)
    last = source.today if record.ended_on is None else min(source.today, record.ended_on - timedelta(days=1))
    weeks = () if scheme is None else replay(scheme, marks, hard, harder, last)
    return Course(record, source.title(record), trials, scheme, weeks, noted)


def _scheme(record: RegisterRecord, trials: Sequence[float]) -> Scheme | None:
    """Return the scheme that was typed; None before, or when what another program wrote makes none: no form takes
    a step of more than half of what is usual."""
    begins = read_day(record.data, "begins")
    start, step, goal = (read_number(record.data, key) for key in ("start", "step", "goal"))
    if begins is None or start is None or not 0 < start <= MANY:
        return None
    counted = trials[-MOST_TRIALS:]
    usual = max(start, sum(counted) / len(counted) if len(counted) >= FEWEST_TRIALS else 0.0)
    if not 0 <= (step or 0) <= LARGEST_STEP * usual:
        return None
    return Scheme(start, step or 0.0, goal if goal is None or goal >= start else start, begins)


def _trials(notes: Sequence[RegisterRecord]) -> tuple[float, ...]:
    found = [
        (day, amount)
        for note in notes
        if (day := read_day(note.data, "day")) is not None
        and (amount := read_number(note.data, "trial")) is not None
        and amount >= 0
    ]
    return tuple(amount for _, amount in sorted(found, key=lambda each: each[0]))


def _day_part(
    course: Course, there: RegisterRecord | None, given: Mapping[str, str], fields: tuple[str, ...] = ()
) -> FormPart:
    return FormPart(DAY, fields, there, {"what": course.name, **given}, {OF: course.record.id})


def _card(course: Course, source: PlanSource) -> PlanCard:
    number = course.record.id
    end = FormPart(BUILDING, record=course.record, given={"last_day": source.today.isoformat()})
    stop = CardAsk(f"building:stop:{number}", source.say("building", "stop"), (end,))
    title = source.say("building", "title", what=course.name)
    if course.scheme is None:
        sentences, asks = _on_trial(course, source)
        hint = source.say("building", "trial_hint")
        return PlanCard(f"building:{number}", title, sentences=sentences, notes=(hint,), asks=(*asks, stop))
    now = course.weeks[-1] if course.weeks else None
    asks = (_steps(course, source),)
    if now is not None:
        asks = (*(ticks(course, source) if now.asks_on(source.today) else ()), *_more(course, source), *asks)
    return PlanCard(
        f"building:{number}",
        title,
        mark_said(course.noted.get(source.today), source),
        picture=_picture(course, source),
        sentences=_said(course, source),
        asks=(*asks, stop),
    )


def _on_trial(course: Course, source: PlanSource) -> tuple[tuple[str, ...], tuple[CardAsk, ...]]:
    language, amounts = source.library.language, course.trials[-MOST_TRIALS:]
    part = replace(_day_part(course, None, {}, ("day", "trial")), first={"day": source.day_typed})
    trial = CardAsk(
        f"building:trial:{course.record.id}",
        source.say("building", "trial"),
        (part,),
        sentence_case(_a_day(course, source)),
        is_main=len(amounts) < FEWEST_TRIALS,
    )
    said = []
    if amounts:
        listed = ", ".join(language.number(amount, EXACT) for amount in amounts)
        said.append(source.say("building", "trials", count=len(amounts), amounts=listed))
    if len(amounts) < FEWEST_TRIALS:
        missing = FEWEST_TRIALS - len(amounts)
        return (*said, source.say("building", "trials_wanted", count=missing)), (trial,)
    if not sum(amounts):
        return tuple(said), (trial,)
    usual = language.number(baseline(amounts), 1)
    said.append(source.say("building", "usual", amount=usual))
    if is_uneven(amounts):
        said.append(source.say("building", "uneven"))
    return tuple(said), (_steps(course, source), trial)


def _a_day(course: Course, source: PlanSource) -> str:
    unit = source.words(BUILDING).field("unit").options[unit_of(course, source)]
    return source.say("building", "a_day", unit=unit)


def _steps(course: Course, source: PlanSource) -> CardAsk:
    language, is_new = source.library.language, course.scheme is None
    first = {"begins": source.day_typed}
    part = FormPart(BUILDING, ("start", "step", "goal", "begins"), course.record, first=first if is_new else {})
    hint = source.say("building", "steps_hint")
    if course.trials and sum(course.trials):
        usual = language.number(sum(course.trials[-MOST_TRIALS:]) / len(course.trials[-MOST_TRIALS:]), 1)
        hint = f"{source.say('building', 'usual', amount=usual)} {hint}"
    words = source.say("building", "steps" if is_new else "steps_again")
    return CardAsk(f"building:steps:{course.record.id}", words, (part,), hint, is_main=is_new)


def _more(course: Course, source: PlanSource) -> tuple[CardAsk, ...]:
    """Offer another day, and to say that a harder time has begun."""
    number = course.record.id
    today = {"day": source.today.isoformat(), "mark": HARDER}
    other = _day_part(course, None, {}, ("day", "mark"))
    asks = [CardAsk(f"building:other:{number}", source.say("building", "other_day"), (other,))]
    if course.weeks[-1].rests_from is None:
        part = _day_part(course, None, today)
        asks.append(CardAsk(f"building:harder:{number}", source.say("building", "harder"), (part,)))
    return tuple(asks)


def begins_words(course: Course, source: PlanSource) -> str:
    """Write on which day it begins and with how much."""
    language, scheme = source.library.language, course.scheme
    assert scheme is not None
    facts = {"day": language.day(scheme.begins), "amount": amount_said(course, scheme.start, source)}
    return source.say("building", "begins", **facts)


def _said(course: Course, source: PlanSource) -> tuple[str, ...]:
    scheme = course.scheme
    assert scheme is not None
    if not course.weeks:
        return (begins_words(course, source),)
    now, before = course.weeks[-1], course.weeks[-2] if len(course.weeks) > 1 else None
    if not now.asks_on(source.today):
        return (source.say("building", "resting"),)
    if is_hard_day(source):
        return (source.say("building", "hard_day"),)
    amount = amount_said(course, now.level, source)
    said = [source.say("building", "hold" if scheme.is_top(now.number) else "this_week", amount=amount)]
    if before is not None and before.end is WeekEnd.SAME:
        said.append(source.say("building", "again"))
    elif before is not None and before.end is WeekEnd.HARDER:
        said.append(source.say("building", "back"))
    return tuple(said)


def mark_said(there: RegisterRecord | None, source: PlanSource) -> str:
    """Return in words what today says: whether it was done."""
    mark = "" if there is None else there.data.get("mark", "")
    return source.say("building", str(mark)) if mark in (DONE, REST, HARDER) else ""


def round_ticks(top: float) -> tuple[float, ...]:
    """Return the lines of a scale from zero to `top` or a little above: at most three steps of 1, 2 or 5, or tens
    of them."""
    unit = 10.0 ** max(0, math.floor(math.log10(max(top, 1.0) / 3)))
    step = next(factor * unit for factor in (1, 2, 5, 10) if 3 * factor * unit >= top)
    return tuple(step * number for number in range(math.ceil(top / step) + 1))


def words_of_steps(course: Course, source: PlanSource) -> str:
    """Return what the newest weeks planned a day, and on how many days it was done."""
    weeks, language = course.weeks[-WEEKS_DRAWN:], source.library.language
    done = language.number(sum(len(week.done) for week in weeks))
    planned = ", ".join(str(week.shown) for week in weeks)
    return source.say("building", "picture", planned=planned, done=done)


def _picture(course: Course, source: PlanSource) -> Steps | None:
    weeks = course.weeks[-WEEKS_DRAWN:]
    if not weeks:
        return None
    first = len(course.weeks) - len(weeks) + 1
    names, planned, done = [], [], []
    for place, week in enumerate(weeks):
        again = place and weeks[place - 1].number == week.number and weeks[place - 1].end is WeekEnd.SAME
        name = source.say("building", "week", number=first + place)
        name = source.say("building", "once_more") if again else name
        is_now = week.end is WeekEnd.NOW
        names.append((place * WEEK, source.say("building", "now") if is_now else name))
        days = [week.first + timedelta(days=day) for day in range(WEEK)]
        planned += [week.level if week.asks_on(day) else None for day in days]
        done += [day in week.done for day in days]
    return Steps(
        tuple(planned),
        tuple(done),
        round_ticks(max((amount for amount in planned if amount is not None), default=1.0)),
        tuple(names),
        words_of_steps(course, source),
        _a_day(course, source),
        (source.say("building", "planned"), source.say("building", "was_done")),
    )
