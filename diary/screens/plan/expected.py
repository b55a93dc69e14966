"""Expected and happened on the page Plan: a book in which milder, as expected and harder get equal care."""

from collections.abc import Iterable

from diary.domain.plan.expected import LEAST_FOR_INTERVAL, TurnCounts, can_answer, count, share_between
from diary.domain.register import RecordData, RegisterRecord, read_day
from diary.screens.plan.cards import (
    CardAsk,
    CardLine,
    Dumbbell,
    Dumbbells,
    FormPart,
    PlanCard,
    PlanSource,
    RecordDraft,
    read_scale,
    whole_day,
)

EXPECTATION = "expectation"
DRAWN = 8
ENDS = {"low": 0, "high": 1}


def build_expected(source: PlanSource) -> tuple[PlanCard, ...]:
    words = source.words(EXPECTATION)
    pairs = [(record, pair) for record in _in_order(source) if (pair := _pair(record.data)) is not None]
    counts = count(pair for _, pair in pairs)
    today = source.day_typed
    add = CardAsk(
        "expected:add",
        source.say("expected", "add"),
        (FormPart(EXPECTATION, ("what", "expected", "day"), first={"day": today}),),
        source.say("expected", "add_hint"),
        is_main=True,
    )
    return (
        PlanCard(
            "expected",
            words.name,
            source.say("expected", "aside") if pairs else "",
            (*today_expected(source), *_to_come(source)),
            _picture(pairs[-DRAWN:], source),
            counts_said(counts, source),
            () if pairs else (words.hint,),
            _sure(counts, source),
            (add,),
            ((EXPECTATION, words.name),),
        ),
    )


def build_book(source: PlanSource) -> PlanCard:
    """Return the card for others: the newest answered times, the latest first, and what the book says."""
    pairs = [(record, pair) for record in _in_order(source) if (pair := _pair(record.data)) is not None]
    lines = [
        CardLine(source.title(record), source.say("expected", "both", expected=expected, happened=happened))
        for record, (expected, happened) in reversed(pairs[-DRAWN:])
    ]
    said = counts_said(count(pair for _, pair in pairs), source)
    return PlanCard("book", source.words(EXPECTATION).name, lines=tuple(lines), sentences=said)


def today_expected(source: PlanSource) -> tuple[CardLine, ...]:
    """Return what was expected of a day that is over, with the question how it was: without the expectation."""
    return tuple(_open(record, source) for record in _in_order(source) if _is_open(record.data, source))


def check_expectation(draft: RecordDraft) -> RecordData:
    """Check the day, and close what was answered. Raises Refusal FIELD_NOT_A_DAY."""
    data = draft.data
    whole_day(data, draft.source.register(EXPECTATION), "day")
    return {**data, "outcome": "done"} if "happened" in data and "outcome" not in data else data


def counts_said(counts: TurnCounts, source: PlanSource) -> tuple[str, ...]:
    """Return what the book says: all three ways, and one line when one of them is most of it."""
    if not counts.answered:
        return ()
    facts = {"same": counts.same, "milder": counts.milder, "harder": counts.harder}
    said = [source.say("expected", "counts", count=counts.answered, **facts)]
    if counts.often is not None:
        said.append(source.say("expected", f"often_{counts.often}"))
    return tuple(said)


def _in_order(source: PlanSource) -> list[RegisterRecord]:
    return sorted(source.records(EXPECTATION), key=lambda each: (str(each.data.get("day", "")), each.id))


def _pair(data: RecordData) -> tuple[int, int] | None:
    expected, happened = read_scale(data, "expected"), read_scale(data, "happened")
    if expected is None or happened is None or data.get("outcome") == "not_done":
        return None
    return expected, happened


def _is_open(data: RecordData, source: PlanSource) -> bool:
    day = read_day(data, "day")
    return day is not None and can_answer(day, source.today) and not {"outcome", "happened"} & data.keys()


def _to_come(source: PlanSource) -> tuple[CardLine, ...]:
    """Return what is expected of today and later days: it stays in sight until it is asked for."""
    days = [
        (record, day)
        for record in _in_order(source)
        if (day := read_day(record.data, "day")) is not None
        and day >= source.today
        and not {"outcome", "happened"} & record.data.keys()
    ]
    return tuple(CardLine(source.title(record), source.library.language.day(day)) for record, day in days)


def _open(record: RegisterRecord, source: PlanSource) -> CardLine:
    language, what = source.library.language, source.title(record)
    day = read_day(record.data, "day")
    assert day is not None
    question = source.say("expected", "question", what=what)
    answer = CardAsk(
        f"expected:answer:{record.id}",
        source.say("expected", "ask"),
        (FormPart(EXPECTATION, ("happened", "noticed"), record),),
        question,
        is_main=True,
    )
    left = FormPart(EXPECTATION, record=record, given={"outcome": "not_done"})
    none = CardAsk(f"expected:left:{record.id}", source.say("expected", "not_done"), (left,))
    return CardLine(what, language.day(day), asks=(answer, none))


def _picture(pairs: Iterable[tuple[RegisterRecord, tuple[int, int]]], source: PlanSource) -> Dumbbells | None:
    rows = tuple(Dumbbell(source.title(record), *pair) for record, pair in pairs)
    if not rows:
        return None
    said = [
        source.say("expected", "picture", what=row.name, expected=row.expected, happened=row.happened)
        for row in rows
    ]
    names = {key: source.say("expected", key) for key in ("expected", "happened", "low", "high")}
    return Dumbbells(rows, names["expected"], names["happened"], names["low"], names["high"], "; ".join(said))


def _sure(counts: TurnCounts, source: PlanSource) -> str:
    """Say between which shares each way lies; nothing with few times."""
    if counts.answered < LEAST_FOR_INTERVAL:
        return ""
    ways = {"milder": counts.milder, "same": counts.same, "harder": counts.harder}
    facts = {
        f"{way}_{end}": source.library.language.percent(share_between(found, counts.answered)[place])
        for way, found in ways.items()
        for end, place in ENDS.items()
    }
    return source.say("expected", "sure", **facts)
