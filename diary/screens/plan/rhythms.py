"""A silent pace, busy and quiet days, and getting up, on the page Plan: in own numbers, with nothing to aim at."""

from datetime import date

from diary.domain.day import Day
from diary.domain.entry import parse_clock
from diary.domain.period import Period
from diary.domain.plan.pacer import FASTEST, LONGEST_MINUTES, SLOWEST, Pace
from diary.domain.plan.rhythms import MORNINGS, SPAN_DAYS, even_days, rising
from diary.domain.refusal import Refusal
from diary.domain.register import RecordData, RegisterRecord
from diary.screens.plan.cards import CardAsk, FormPart, Loads, Pacer, PlanCard, PlanSource, read_number
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
    shapes = source.library.register(BREATHING).field("shape").options
    words = {key: language.phrase("plan", "breathing", key) for key in SAID}
    pacer = Pacer(pace, shape if shape in shapes else CIRCLE, **words)
    first = {"shape": CIRCLE, "breaths": "6", "out": language.number(Pace().out, 1), "minutes": "3"}
    fields = tuple(field.key for field in source.library.register(BREATHING).fields)
    facts = {"breaths": language.number(pace.breaths, 1), "minutes": language.number(pace.minutes)}
    change = language.phrase("plan", "breathing", "change")
    part = FormPart(BREATHING, fields, record, first=first)
    return (
        PlanCard(
            "breathing",
            source.library.words.registers[BREATHING].name,
            language.phrase("plan", "breathing", "pace", **facts),
            picture=pacer,
            notes=tuple(language.phrase("plan", "breathing", key) for key in ("soft", "about")),
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
    title, ill = language.phrase("plan", "tools", "even", "name"), language.phrase("plan", "effort", "ill")
    period = Period.ending(source.today, SPAN_DAYS + 1)
    found = even_days(loads_of(source.days(period), source.today), Period.ending(source.today, 2).first)
    if found is None:
        return (PlanCard("even", title, notes=(language.phrase("plan", "even", "few"), ill)),)
    facts = {
        "median": language.number(found.median),
        "low": language.number(found.low),
        "high": language.number(found.high),
    }
    said = [language.phrase("plan", "even", "usual", **facts)]
    if found.swings:
        said.append(language.phrase("plan", "even", "swings", count=len(found.swings)))
    elif found.busy:
        said.append(language.phrase("plan", "even", "no_swings"))
    marked = tuple((day - found.first).days for day in found.swings)
    picture = Loads(found.loads, found.low, found.high, marked, language.phrase("plan", "even", "picture"))
    means = language.phrase("plan", "even", "means")
    return (PlanCard("even", title, picture=picture, sentences=tuple(said), notes=(means, ill)),)


def loads_of(days: tuple[Day, ...], today: date) -> dict[date, float]:
    """Return the load of each day with activities, minutes times effort; one without effort counts for nothing."""
    return {
        day.date: sum(each.minutes * each.effort for each in day.activities if each.effort is not None)
        for day in days
        if day.date < today and any(each.effort is not None for each in day.activities)
    }


def build_rising(source: PlanSource) -> tuple[PlanCard, ...]:
    """Return the card of getting up: no hours to aim at, and when another road is better."""
    language, words = source.library.language, source.library.words.registers[RISING]
    record = newest_of(source, RISING)
    chosen = None if record is None else _moment(record.data)
    days = source.days(Period.ending(source.today, MORNINGS))
    got_up = [value for day in days if (value := day.value("got_up")) is not None]
    found = rising(got_up, chosen)
    said = []
    if chosen is not None:
        said.append(language.phrase("plan", "rising", "chosen", time=language.clock_minutes(chosen)))
    if record is not None and record.data.get("wind_down"):
        said.append(language.phrase("plan", "rising", "wind_down", words=str(record.data["wind_down"])))
    if found is None:
        said.append(language.phrase("plan", "rising", "few"))
    else:
        if chosen is None:
            said.append(language.phrase("plan", "rising", "usual", time=language.clock_minutes(found.usual)))
        facts = {"near": language.number(found.near), "mornings": language.number(found.mornings)}
        time = language.clock_minutes(found.around)
        said.append(language.phrase("plan", "rising", "around", time=time, **facts))
    ask = language.phrase("plan", "rising", "set" if record is None else "change")
    part = FormPart(RISING, ("rise", "wind_down"), record)
    hint = language.phrase("plan", "rising", "hint")
    notes = tuple(language.phrase("plan", "rising", key) for key in ("nothing_more", "other_road"))
    return (
        PlanCard(
            "rising",
            words.name,
            sentences=tuple(said),
            notes=notes,
            asks=(CardAsk("rising:set", ask, (part,), hint, is_main=record is None),),
        ),
    )


def check_rising(
    source: PlanSource, record: RegisterRecord | None, data: RecordData, *, is_sure: bool
) -> RecordData:
    """Check the moment, and write it one way. Raises Refusal NOT_A_TIME."""
    del record, is_sure
    try:
        moment = parse_clock(str(data["rise"]))
    except Refusal as refusal:
        raise Refusal(refusal.reason, **{**refusal.facts, "field": "rise"}) from None
    return {**data, "rise": source.library.language.clock_minutes(moment)}


def _moment(data: RecordData) -> float | None:
    try:
        return float(parse_clock(str(data.get("rise", ""))))
    except Refusal:
        return None
