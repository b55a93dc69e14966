"""The plan for a harder time, and the people who help: written on a calm day, shown on one that is not."""

from datetime import date, timedelta

from diary.domain.day import DayKind
from diary.domain.period import Period
from diary.domain.plan.building import FLARE_DAYS
from diary.domain.register import RegisterRecord, newest_record
from diary.screens.card_lines import joined
from diary.screens.plan.cards import CardAsk, CardLine, FormPart, PlanCard, PlanSource
from diary.screens.register import values_said

PLAN, CONTACT, EFFORT = "harder_plan", "contact", "after_effort"


def build_harder(source: PlanSource) -> tuple[PlanCard, ...]:
    language, words = source.library.language, source.words(PLAN)
    written = _by_part(source)
    newest = max((record.created_at for record in written.values()), default=None)
    parts = tuple(
        FormPart(PLAN, ("words",), written.get(part), {"part": part}, name=name_of(part, source))
        for part in source.register(PLAN).field("part").options
    )
    ask = source.say("harder", "change" if written else "write")
    return (
        PlanCard(
            "harder",
            words.name,
            "" if newest is None else source.say("harder", "written", day=language.day(newest.date())),
            harder_lines(source),
            notes=(words.hint if not written else source.say("harder", "shows"), source.say("harder", "new_pain")),
            asks=(CardAsk("harder:write", ask, parts, source.say("harder", "hint"), is_main=not written),),
            lists=((PLAN, words.name),),
            links=((source.say("harder", "doctor"), "doctor"),),
            has_paper=bool(written),
        ),
    )


def harder_lines(source: PlanSource) -> tuple[CardLine, ...]:
    """Return what the plan says, in its fixed order, with the people who are on it; nothing without one."""
    written = _by_part(source)
    options = source.register(PLAN).field("part").options
    lines = [
        CardLine(name_of(part, source), str(written[part].data.get("words", "")))
        for part in options
        if part in written
    ]
    harder = (record for record in source.records(CONTACT) if record.data.get("harder") is True)
    people = [joined(_said(record, source)) for record in harder]
    if people:
        lines.append(CardLine(source.say("harder", "people"), "\n".join(people)))
    return tuple(lines)


def name_of(part: str, source: PlanSource) -> str:
    """Return what a part of the plan is called; who gets more ill after effort rests first."""
    effort = newest_of(source, EFFORT)
    if part == "keep" and effort is not None and effort.data.get("worse") == "yes":
        return source.say("harder", "rest_first")
    return source.words(PLAN).field("part").options.get(part, part)


def newest_of(source: PlanSource, register: str) -> RegisterRecord | None:
    """Return the newest record of a list that holds one answer; None when it was never given."""
    return newest_record(source.records(register))


def hard_days(source: PlanSource, first: date) -> frozenset[date]:
    if first > source.today:
        return frozenset()
    return source.of_kind(Period(first, source.today), DayKind.HARD)


def is_hard_day(source: PlanSource) -> bool:
    return source.today in hard_days(source, source.today)


def is_harder_time(source: PlanSource) -> bool:
    """Return whether the last three days, today or up to yesterday, were hard ones."""
    hard = hard_days(source, source.today - timedelta(days=FLARE_DAYS))
    return any(
        all(source.today - timedelta(days=day + late) in hard for day in range(FLARE_DAYS)) for late in (0, 1)
    )


def build_people(source: PlanSource) -> tuple[PlanCard, ...]:
    words = source.words(CONTACT)
    fields = tuple(field.key for field in source.register(CONTACT).fields)
    lines = tuple(CardLine(*_said(record, source)) for record in source.records(CONTACT))
    add = CardAsk("people:add", source.say("people", "add"), (FormPart(CONTACT, fields),), is_main=not lines)
    notes = () if lines else (words.hint,)
    return (PlanCard("people", words.name, lines=lines, notes=notes, asks=(add,), lists=((CONTACT, words.name),)),)


def _by_part(source: PlanSource) -> dict[str, RegisterRecord]:
    records = sorted(source.records(PLAN), key=lambda each: each.created_at)
    return {str(record.data.get("part")): record for record in records if record.ended_on is None}


def _said(record: RegisterRecord, source: PlanSource) -> tuple[str, str]:
    """Return the name of a person and the rest; not whether they are on the plan for a harder time."""
    data = {key: value for key, value in record.data.items() if key != "harder"}
    return values_said(source.register(CONTACT), data, None, source.library)
