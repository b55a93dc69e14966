"""Getting up on the page Plan: a moment that a person chose, how near the last mornings were, and winding down."""

from diary.domain.entry import parse_clock
from diary.domain.period import Period
from diary.domain.plan.rising import SPAN_DAYS, rising
from diary.domain.refusal import Refusal
from diary.domain.register import RecordData, RegisterRecord
from diary.screens.plan.cards import CardAsk, FormPart, PlanCard, PlanSource
from diary.screens.plan.harder import newest_of

RISING = "rising"


def build_rising(source: PlanSource) -> tuple[PlanCard, ...]:
    """The card of getting up: no hours to aim at, and when another road is better."""
    language, words = source.library.language, source.library.words.registers[RISING]
    record = newest_of(source, RISING)
    chosen = None if record is None else _moment(record.data)
    days = source.days(Period.ending(source.today, SPAN_DAYS))
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
