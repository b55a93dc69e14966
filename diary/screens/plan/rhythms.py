"""A silent pace, busy and quiet days, and getting up, on the page Plan: in own numbers, with nothing to aim at."""

from datetime import date

from diary.domain.day import ACTIVITIES, Day
from diary.domain.entry import parse_clock
from diary.domain.period import Period
from diary.domain.plan.pacer import FASTEST, LONGEST_MINUTES, SLOWEST, Pace
from diary.domain.plan.rhythms import MORNINGS, SPAN_DAYS, even_days, rising
from diary.domain.refusal import Refusal
from diary.domain.register import RecordData
from diary.screens.plan.cards import (
    CardAsk,
    FormPart,
    Loads,
    Pacer,
    PlanCard,
    PlanSource,
    RecordDraft,
    read_number,
)
from diary.screens.plan.harder import newest_of

RISING = "rising"
BREATHING, CIRCLE = "breathing", "circle"
SAID = ("breath_in", "breath_out", "ready", "over", "begin", "stop")
RELAXATION = "relaxation"
"""The item that its minutes go to, when that is wanted."""


def build_breathing(source: PlanSource) -> tuple[PlanCard, ...]:
    language, record = source.library.language, newest_of(source, BREATHING)
    data: RecordData = {} if record is None else record.data
    pace = pace_of(data)
    shape = str(data.get("shape", CIRCLE))
    shapes = source.register(BREATHING).field("shape").options
    words = {key: source.say("breathing", key) for key in SAID}
    pacer = Pacer(pace, shape if shape in shapes else CIRCLE, **words)
    first = {"shape": CIRCLE, "breaths": "6", "out": language.number(Pace().out, 1), "minutes": "3"}
    fields = tuple(field.key for field in source.register(BREATHING).fields)
    facts = {"breaths": language.number(pace.breaths, 1), "minutes": language.number(pace.minutes)}
    change = source.say("breathing", "change")
    part = FormPart(BREATHING, fields, record, first=first)
    return (
        PlanCard(
            "breathing",
            source.words(BREATHING).name,
            source.say("breathing", "pace", **facts),
            picture=pacer,
            notes=tuple(source.say("breathing", key) for key in ("soft", "about")),
            asks=(CardAsk("breathing:change", change, (part,)),),
        ),
    )


def pace_of(data: RecordData) -> Pace:
    """Return the pace a record holds; the usual one for what it cannot hold."""
    usual = Pace()
    breaths, out, minutes = (read_number(data, key) for key in ("breaths", "out", "minutes"))
    return Pace(
        breaths if breaths is not None and SLOWEST <= breaths <= FASTEST else usual.breaths,
        out if out is not None and 1 <= out <= 2 else usual.out,
        int(minutes) if minutes is not None and 1 <= minutes <= LONGEST_MINUTES else usual.minutes,
    )


def build_even(source: PlanSource) -> tuple[PlanCard, ...]:
    """Return the card of even days, of the four weeks up to yesterday: today is not over."""
    language = source.library.language
    title, ill = source.say("tools", "even", "name"), source.say("effort", "ill")
    period = Period.ending(source.today, SPAN_DAYS + 1)
    found = even_days(loads_of(source.days(period), source.today), Period.ending(source.today, 2).first)
    if found is None:
        return (PlanCard("even", title, notes=(source.say("even", "few"), ill)),)
    facts = {
        "median": language.number(found.median),
        "low": language.number(found.low),
        "high": language.number(found.high),
    }
    said = [source.say("even", "usual", **facts)]
    if found.swings:
        said.append(source.say("even", "swings", count=len(found.swings)))
    elif found.is_even:
        said.append(source.say("even", "no_swings"))
    marked = tuple((day - found.first).days for day in found.swings)
    picture = Loads(found.loads, found.low, found.high, marked, source.say("even", "picture"))
    means = source.say("even", "means")
    return (PlanCard("even", title, picture=picture, sentences=tuple(said), notes=(means, ill)),)


def loads_of(days: tuple[Day, ...], today: date) -> dict[date, float]:
    """Return the load of each day before today, minutes times effort: an activity without effort counts for
    nothing, and "no activities" is a load of 0, as in `DayTable.load`."""
    return {
        day.date: sum(each.minutes * each.effort for each in day.activities if each.effort is not None)
        for day in days
        if day.date < today
        and (day.value(ACTIVITIES) is not None or any(each.effort is not None for each in day.activities))
    }


def build_rising(source: PlanSource) -> tuple[PlanCard, ...]:
    """Return the card of getting up: no hours to aim at, and when another road is better."""
    language, words = source.library.language, source.words(RISING)
    record = newest_of(source, RISING)
    chosen = None if record is None else _moment(record.data)
    days = source.days(Period.ending(source.today, MORNINGS))
    got_up = [value for day in days if (value := day.value("got_up")) is not None]
    found = rising(got_up, chosen)
    said = []
    if chosen is not None:
        said.append(source.say("rising", "chosen", time=language.clock_minutes(chosen)))
    if record is not None and record.data.get("wind_down"):
        said.append(source.say("rising", "wind_down", words=str(record.data["wind_down"])))
    if found is None:
        said.append(source.say("rising", "few"))
    else:
        if chosen is None:
            said.append(source.say("rising", "usual", time=language.clock_minutes(found.usual)))
        facts = {"near": language.number(found.near), "mornings": language.number(found.mornings)}
        time = language.clock_minutes(found.around)
        said.append(source.say("rising", "around", time=time, **facts))
    ask = source.say("rising", "set" if record is None else "change")
    part = FormPart(RISING, ("rise", "wind_down"), record)
    hint = source.say("rising", "hint")
    notes = tuple(source.say("rising", key) for key in ("nothing_more", "other_road"))
    return (
        PlanCard(
            "rising",
            words.name,
            sentences=tuple(said),
            notes=notes,
            asks=(CardAsk("rising:set", ask, (part,), hint, is_main=record is None),),
        ),
    )


def check_rising(draft: RecordDraft) -> RecordData:
    """Check the moment, and write it one way. Raises Refusal NOT_A_TIME."""
    try:
        moment = parse_clock(str(draft.data["rise"]))
    except Refusal as refusal:
        raise Refusal(refusal.reason, **{**refusal.facts, "field": "rise"}) from None
    return {**draft.data, "rise": draft.source.library.language.clock_minutes(moment)}


def _moment(data: RecordData) -> float | None:
    try:
        return float(parse_clock(str(data.get("rise", ""))))
    except Refusal:
        return None
