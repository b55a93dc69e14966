"""One change at a time on the page Plan: usual and changed weeks in turn, and one look at the end."""

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from math import isfinite
from typing import TYPE_CHECKING, Final

from msgspec import Struct, ValidationError, convert, to_builtins
from msgspec.structs import replace

from diary.domain.item import Kind
from diary.domain.period import Period
from diary.domain.plan.experiment import (
    BY_CALENDAR,
    Experiment,
    ExperimentEnd,
    ExperimentResult,
    draw_order,
    find_difference,
)
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, RegisterRecord, read_day
from diary.screens.card_lines import joined
from diary.screens.plan.building import day_ticks, is_of, mark_said
from diary.screens.plan.cards import (
    CardAsk,
    CardLine,
    FormPart,
    PlanCard,
    PlanSource,
    RecordDraft,
    whole_day,
)

if TYPE_CHECKING:
    from diary.content.amounts import AmountWords  # numpy, which the page does without until something was found

EXPERIMENT, DAY = "experiment", "experiment_day"
ASKS, RESULT, ENDING = "asks", "result", "ending"
"""What a record holds for the program: what was fixed, what was found, and on its way there that it ends."""
OUTCOMES: Final = ("function", "time_asleep", "sleep_quality", "fatigue", "stress", "areas_today")
LAST: Final = ("pain_average",)
"""What can be looked at, function first and pain last; a person's own items stand before the pain."""
COUNTED: Final = frozenset({Kind.SCALE, Kind.MINUTES, Kind.COUNT, Kind.FLAG})
LENGTHS: Final[Mapping[str, int]] = {"eight": 8, "four": 4}
MOST_SHOWN: Final = 5
SEEDS: Final = 2**31
COURSE: Final = 1 / 4
"""Share of a difference from which it is told how much of what the means show is a steady course (ours)."""
TOLD: Final = frozenset({ExperimentEnd.LOWER, ExperimentEnd.HIGHER, ExperimentEnd.NONE})


class Going(Struct, frozen=True):
    """One that was begun: the change in the person's words, what was fixed, and the mark of each of its changed
    days that has one."""

    record: RegisterRecord
    what: str
    fixed: Experiment
    marks: Mapping[date, RegisterRecord]

    @property
    def done(self) -> int:
        """The changed days on which the change was made."""
        return sum(
            note.data.get("mark") == "done" and self.fixed.is_changed(day) for day, note in self.marks.items()
        )


def build_experiments(source: PlanSource) -> tuple[PlanCard, ...]:
    """Return a card for the one that is going on, and one with what was found before; without it, one to begin."""
    words = source.words(EXPERIMENT)
    going = going_now(source)
    ended = ended_lines(source)
    notes = tuple(source.say(EXPERIMENT, key) for key in (("most_end",) if ended else ("turns", "most_end")))
    last = PlanCard(
        EXPERIMENT,
        words.name,
        lines=ended[:MOST_SHOWN],
        notes=() if going else (*notes, source.say("effort", "ill")),
        sure=_newest_sure(source),
        asks=() if going else _begin(source),
        lists=((EXPERIMENT, words.name), (DAY, source.words(DAY).name)),
    )
    return (*(_card(one, source) for one in going), *((last,) if ended or not going else ()))


def build_tried(source: PlanSource) -> PlanCard:
    """Return the card for others: what goes on, never what it says so far, and what was tried and found."""
    lines = (
        *(CardLine(one.what, " ".join(_said(one, source))) for one in going_now(source)),
        *ended_lines(source),
    )
    return PlanCard(EXPERIMENT, source.words(EXPERIMENT).name, lines=lines)


def today_experiment(source: PlanSource) -> tuple[CardLine, ...]:
    """Return the line of Today: what kind of week it is, with a tick in a changed one."""
    found = []
    for one in going_now(source):
        if one.fixed.week_of(source.today) is not None:
            is_changed = one.fixed.is_changed(source.today)
            said = _say(source, "today_changed" if is_changed else "today_usual", what=one.what)
            there = one.marks.get(source.today)
            ticks = day_ticks(one.record, one.what, there, source) if is_changed else ()
            found.append(CardLine(said, value=mark_said(there, source), asks=ticks))
    return tuple(found)


def check_experiment(draft: RecordDraft) -> RecordData:
    """Fix what is asked before it begins, and hold the look at its end: never before. Raises Refusal
    EXPERIMENT_GOING, FIELD_MISSING, FIELD_NOT_A_DAY, FIELD_NOT_A_CHOICE, PAST_DAY, TURNS_NEEDED."""
    source, record, data = draft.source, draft.record, draft.data
    if record is None and ASKS in data:  # it goes on again
        if going_now(source) and RESULT not in data:
            raise Refusal(Reason.EXPERIMENT_GOING)
        return data
    if record is None:
        return _fixed(source, data)
    going = [one for one in going_now(source) if one.record.id == record.id]
    if ENDING not in data or not going:
        return data
    found = look(going[0], source)
    said = found_words(going[0].fixed, found, data, source)
    kept = {key: value for key, value in data.items() if key != ENDING}
    return {**kept, RESULT: to_builtins(found), "found": said}


def going_now(source: PlanSource) -> tuple[Going, ...]:
    """Return all that are going on: one, or more where two copies of a diary were merged. What was looked at once
    has ended, also where it was put back in the list."""
    begun = [
        (one, read_fixed(one.data))
        for one in source.records(EXPERIMENT)
        if one.ended_on is None and RESULT not in one.data
    ]
    notes = sorted(source.records(DAY), key=lambda each: each.created_at) if begun else []
    return tuple(
        Going(
            record,
            source.title(record),
            fixed,
            {
                day: note
                for note in notes
                if is_of(note, record) and (day := read_day(note.data, "day")) is not None
            },
        )
        for record, fixed in begun
        if fixed is not None
    )


def look(going: Going, source: PlanSource) -> ExperimentResult:
    """Return what was found, once all days are over; before that only that it was stopped."""
    days = going.fixed.days
    if source.today <= days.last:
        until = min(source.today, days.last)
        answered = _answered(going.fixed, until, source)
        return ExperimentResult(ExperimentEnd.STOPPED, answered, going.done, going.fixed.changed_days(until))
    found = find_difference(going.fixed, source.values(going.fixed.outcome, days), going.done)
    if found.is_beyond_chance and not _has_word(found, going.fixed.outcome, source):
        return replace(found, end=ExperimentEnd.NONE)
    return found


def _has_word(found: ExperimentResult, outcome: str, source: PlanSource) -> bool:
    """Return whether the difference is large enough for a word, as in Compare: beyond chance is not enough."""
    from diary.domain.comparison import ChangeDirection, change
    from diary.domain.two_periods import margin_of

    usual = found.usual or 0.0
    margin = margin_of(outcome, source.library.catalogue)
    return change(usual, usual + found.difference, margin) is not ChangeDirection.SAME


def read_fixed(data: RecordData) -> Experiment | None:
    """Return what was fixed; None for a record of another program or an earlier version."""
    try:
        found = convert(data.get(ASKS), Experiment)
    except ValidationError:
        return None
    return found if found.is_possible else None


def read_result(data: RecordData) -> ExperimentResult | None:
    """Return what was found; None where nobody looked."""
    try:
        found = convert(data.get(RESULT), ExperimentResult)
    except ValidationError:
        return None
    return found if found.is_possible else None


def ended_lines(source: PlanSource) -> tuple[CardLine, ...]:
    """Return what was tried, the newest first: with its days, and what was found."""
    records = [
        one
        for one in source.records(EXPERIMENT)
        if one.ended_on is not None or RESULT in one.data or read_fixed(one.data) is None
    ]
    return tuple(_ended(one, source) for one in sorted(records, key=_begun, reverse=True))


def outcomes(source: PlanSource) -> tuple[tuple[str, str], ...]:
    """Return what can be looked at, by key and name."""
    items = source.library.catalogue.items
    own = (item.key for item in items if item.own and not item.archived and item.kind in COUNTED)
    return tuple((key, _name(key, source)) for key in (*OUTCOMES, *own, *LAST))


def found_words(fixed: Experiment, found: ExperimentResult, data: RecordData, source: PlanSource) -> str:
    """Return what was found, in words; as it was said then where the outcome is gone."""
    facts = {"answered": found.answered, "done": found.done, "days": found.changed_days, "weeks": len(fixed.order)}
    is_apart = found.end is ExperimentEnd.ALIKE and round((found.usual or 0) - (found.changed or 0), 9) != 0
    if found.end not in TOLD and not is_apart:
        return _say(source, found.end, **facts)
    name = _name(fixed.outcome, source)
    if not name or found.usual is None or found.changed is None:
        return str(data.get("found", ""))
    amount = _amount(fixed.outcome, source)
    means = {"outcome": name, "usual": amount.mean(found.usual), "changed": amount.mean(found.changed)}
    said = [_say(source, "means", **means)]
    if is_apart:
        said.append(_say(source, "alike_apart"))
    elif found.end is ExperimentEnd.NONE:
        small = source.library.language.phrase("changes", "same")
        said.append(small if found.is_beyond_chance else _say(source, "none", **facts))
    else:
        seen = found.changed - found.usual
        if abs(found.difference - seen) > COURSE * abs(found.difference):
            said.append(_say(source, "course", difference=amount.difference(found.difference)))
        is_hoped = (found.end is ExperimentEnd.HIGHER) is fixed.more
        said.append(_say(source, "as_hoped" if is_hoped else "other_way"))
    return " ".join(said)


def _say(source: PlanSource, key: str, **facts: object) -> str:
    return source.say(EXPERIMENT, key, **facts)


def _begun(record: RegisterRecord) -> tuple[str, int]:
    return str(record.data.get("first_day", "")), record.id


def _begin(source: PlanSource) -> tuple[CardAsk, ...]:
    """Return the buttons to begin one: in own words, or with a change that a tip is about."""
    fields = ("text", "outcome", "hope", "length", "order", "first_day")
    first = {"length": "eight", "order": "drawn", "first_day": source.day_typed}
    own = FormPart(EXPERIMENT, fields, first=first, choices={"outcome": outcomes(source)})
    tip = replace(own, choices={**own.choices, "text": tuple(_ideas(source).items())})
    shows = " ".join(_say(source, key) for key in ("shows_eight", "shows_four", "shows_calendar"))
    return (
        CardAsk("experiment:begin", _say(source, "begin"), (own,), shows, is_main=True),
        CardAsk("experiment:tip", _say(source, "begin_tip"), (tip,), shows),
    )


def _ideas(source: PlanSource) -> dict[str, str]:
    return source.library.language.phrases("plan", EXPERIMENT, "ideas")


def _fixed(source: PlanSource, data: RecordData) -> RecordData:
    """Return the new record with what is fixed: the order is drawn here, and its seed kept."""
    register, facts = source.register(EXPERIMENT), {"register": EXPERIMENT}
    if going_now(source):
        raise Refusal(Reason.EXPERIMENT_GOING)
    for field in ("outcome", "hope", "length", "order", "first_day"):
        if field not in data:
            raise Refusal(Reason.FIELD_MISSING, **facts, field=field)
    first, outcome, weeks = whole_day(data, register, "first_day"), str(data["outcome"]), LENGTHS[data["length"]]
    known = dict(outcomes(source))
    if outcome not in known:
        options = tuple(known.values())
        raise Refusal(Reason.FIELD_NOT_A_CHOICE, **facts, field="outcome", text=outcome, options=options)
    if first < source.today:
        raise Refusal(Reason.PAST_DAY, **facts, field="first_day", day=first)
    seed = None if data["order"] == "calendar" else secrets.randbelow(SEEDS)
    if seed is None and weeks < len(BY_CALENDAR):
        raise Refusal(Reason.TURNS_NEEDED, **facts, field="order")
    order = BY_CALENDAR if seed is None else draw_order(seed, weeks)
    fixed = Experiment(outcome, data["hope"] == "more", order, first, seed)
    text = _ideas(source).get(data["text"], data["text"])
    return {**data, "text": text, "outcome": known[outcome], ASKS: to_builtins(fixed)}


def _card(going: Going, source: PlanSource) -> PlanCard:
    fixed, today = going.fixed, source.today
    given = {"last_day": today.isoformat()}
    if today < fixed.first:
        given["first_day"] = today.isoformat()
    end = FormPart(EXPERIMENT, record=going.record, given=given, kept={ENDING: True})
    number, is_over = going.record.id, today > fixed.days.last
    there = going.marks.get(today)
    asks: list[CardAsk] = []
    if is_over:
        asks.append(CardAsk(f"experiment:look:{number}", _say(source, "look"), (end,), is_main=True))
    else:
        asks += day_ticks(going.record, going.what, there, source) if fixed.is_changed(today) else ()
        if fixed.changed_days(today):
            asks.append(_other_day(going, source))
        asks.append(CardAsk(f"experiment:stop:{number}", _say(source, "stop"), (end,)))
    return PlanCard(
        f"experiment:{number}",
        _say(source, "title", what=going.what),
        mark_said(there, source),
        sentences=_said(going, source),
        notes=(
            _fixed_said(going, source),
            *(
                ()
                if is_over
                else (_say(source, "no_look", day=_day(fixed.days.last + timedelta(days=1), source)),)
            ),
        ),
        asks=tuple(asks),
    )


def _other_day(going: Going, source: PlanSource) -> CardAsk:
    given = {"what": going.what}
    part = FormPart(DAY, ("day", "mark"), given=given, kept={"of": going.record.id}, first={"mark": "done"})
    return CardAsk(f"experiment:other:{going.record.id}", _say(source, "other_day"), (part,))


def _said(going: Going, source: PlanSource) -> tuple[str, ...]:
    """Say where it stands: never what the outcome says so far, nor how often it was filled in where that may have
    been left out."""
    fixed, today = going.fixed, source.today
    week = fixed.week_of(today)
    if today < fixed.first:
        return (_say(source, "begins", day=_day(fixed.first, source)),)
    until = min(today, fixed.days.last)
    over = (until - fixed.first).days + 1
    facts = {"done": going.done, "count": fixed.changed_days(until)}
    answered = _answered(fixed, until, source)
    filled = _say(source, "filled", answered=answered, count=over, outcome=_outcome(going, source))
    counts = [] if source.is_part else [filled]
    counts += [_say(source, "done_on", **facts)] if facts["count"] else []
    if week is None:
        return _say(source, "over", count=len(fixed.order)), " ".join(counts)
    kind = "changed" if fixed.is_changed(today) else "usual"
    now = [_say(source, f"week_{kind}", number=week + 1, count=len(fixed.order))]
    turn = next(
        (later for later in range(week + 1, len(fixed.order)) if fixed.order[later] != fixed.order[week]), None
    )
    if turn is not None:
        other = "usual" if kind == "changed" else "changed"
        now.append(_say(source, f"then_{other}", day=_day(fixed.first + timedelta(weeks=turn), source)))
    return " ".join(now), " ".join(counts)


def _fixed_said(going: Going, source: PlanSource) -> str:
    hope = source.words(EXPERIMENT).field("hope").options["more" if going.fixed.more else "less"]
    return _say(source, "fixed", outcome=_outcome(going, source), hope=hope)


def _outcome(going: Going, source: PlanSource) -> str:
    return _name(going.fixed.outcome, source) or str(going.record.data.get("outcome", ""))


def _answered(fixed: Experiment, until: date, source: PlanSource) -> int:
    """Count the days on which the outcome is known, without a look at what it says."""
    if until < fixed.first:
        return 0
    return sum(map(isfinite, source.values(fixed.outcome, Period(fixed.first, until))))


def _ended(record: RegisterRecord, source: PlanSource) -> CardLine:
    fixed, found = read_fixed(record.data), read_result(record.data)
    last = record.ended_on
    if fixed is not None and last is not None:
        last = min(last, fixed.days.last)
    days = [day for day in (read_day(record.data, "first_day"), last) if day is not None]
    when = source.library.language.span(days[0], days[-1]) if days else ""
    said = str(record.data.get("found", ""))
    if fixed is not None:
        said = _say(source, "ended") if found is None else found_words(fixed, found, record.data, source)
    return CardLine(source.title(record), joined((when, said)))


def _newest_sure(source: PlanSource) -> str:
    """Return what is behind "How sure is this?" of the newest one that was looked at."""
    told = [one for one in source.records(EXPERIMENT) if (found := read_result(one.data)) and found.end in TOLD]
    if not told:
        return ""
    record = max(told, key=_begun)
    fixed, found = read_fixed(record.data), read_result(record.data)
    if fixed is None or found is None or not _name(fixed.outcome, source):
        return ""
    from diary.content.amounts import range_words

    words = _amount(fixed.outcome, source)
    ends = (found.low or 0.0, found.high or 0.0)
    facts = {
        "range": range_words(words, *ends, found.usual or 0.0, found.changed or 0.0),
        "what": source.title(record),
    }
    return _say(source, "sure_calendar" if fixed.seed is None else "sure", **facts)


def _amount(outcome: str, source: PlanSource) -> "AmountWords":
    from diary.content.amounts import AmountWords
    from diary.screens.compare import amount_of

    return AmountWords(source.library.language, amount_of(outcome, source.library))


def _name(key: str, source: PlanSource) -> str:
    """Return what an outcome is called; empty for an item that is gone."""
    if key in {"time_asleep", "areas_today"}:
        return source.library.language.phrase("charts", "measures", key)
    known = source.library.words.items.get(key)
    return "" if known is None else known.name


def _day(day: date, source: PlanSource) -> str:
    return source.library.language.day(day)
