"""Expected and happened on the page Plan: a book in which milder, as expected and harder get equal care."""

from collections.abc import Iterable

from diary.domain.plan.expected import LEAST_FOR_INTERVAL, TurnCounts, can_answer, count, share_between
from diary.domain.register import RecordData, RegisterRecord, date_written
from diary.screens.plan.cards import (
    CardAsk,
    CardLine,
    Dumbbell,
    Dumbbells,
    FormPart,
    PlanCard,
    PlanSource,
    read_day,
    read_scale,
    title_of,
    whole_day,
)

EXPECTATION = "expectation"
DRAWN = 8
ENDS = {"low": 0, "high": 1}


def build_expected(source: PlanSource) -> tuple[PlanCard, ...]:
    language, words = source.library.language, source.library.words.registers[EXPECTATION]
    pairs = [(record, pair) for record in _in_order(source) if (pair := _pair(record.data)) is not None]
    counts = count(pair for _, pair in pairs)
    today = date_written(source.today.isoformat())
    add = CardAsk(
        "expected:add",
        language.phrase("plan", "expected", "add"),
        (FormPart(EXPECTATION, ("what", "expected", "day"), first={"day": today}),),
        language.phrase("plan", "expected", "add_hint"),
        is_main=True,
    )
    return (
        PlanCard(
            "expected",
            words.name,
            language.phrase("plan", "expected", "aside") if pairs else "",
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
    language = source.library.language
    pairs = [(record, pair) for record in _in_order(source) if (pair := _pair(record.data)) is not None]
    lines = [
        CardLine(
            title_of(record, source.library),
            language.phrase("plan", "expected", "both", expected=expected, happened=happened),
        )
        for record, (expected, happened) in reversed(pairs[-DRAWN:])
    ]
    said = counts_said(count(pair for _, pair in pairs), source)
    return PlanCard("book", source.library.words.registers[EXPECTATION].name, lines=tuple(lines), sentences=said)


def today_expected(source: PlanSource) -> tuple[CardLine, ...]:
    """Return what was expected of a day that is over, with the question how it was: without the expectation."""
    return tuple(_open(record, source) for record in _in_order(source) if _is_open(record.data, source))


def check_expectation(
    source: PlanSource, record: RegisterRecord | None, data: RecordData, *, is_sure: bool
) -> RecordData:
    """Check the day, and close what was answered. Raises Refusal FIELD_NOT_A_DAY."""
    del record, is_sure
    whole_day(data, source.library.register(EXPECTATION), "day")
    return {**data, "outcome": "done"} if "happened" in data and "outcome" not in data else data


def counts_said(counts: TurnCounts, source: PlanSource) -> tuple[str, ...]:
    """Return what the book says: all three ways, and one line when one of them is most of it."""
    language = source.library.language
    if not counts.answered:
        return ()
    facts = {"same": counts.same, "milder": counts.milder, "harder": counts.harder}
    said = [language.phrase("plan", "expected", "counts", count=counts.answered, **facts)]
    if counts.answered >= LEAST_FOR_INTERVAL:
        for name, most in (("often_harder", counts.harder), ("often_milder", counts.milder)):
            if most * 2 > counts.answered:
                said.append(language.phrase("plan", "expected", name))
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
    return tuple(
        CardLine(title_of(record, source.library), source.library.language.day(day)) for record, day in days
    )


def _open(record: RegisterRecord, source: PlanSource) -> CardLine:
    language, what = source.library.language, title_of(record, source.library)
    day = read_day(record.data, "day")
    assert day is not None
    question = language.phrase("plan", "expected", "question", what=what)
    answer = CardAsk(
        f"expected:answer:{record.id}",
        language.phrase("plan", "expected", "ask"),
        (FormPart(EXPECTATION, ("happened", "noticed"), record),),
        question,
        is_main=True,
    )
    left = FormPart(EXPECTATION, record=record, given={"outcome": "not_done"})
    none = CardAsk(f"expected:left:{record.id}", language.phrase("plan", "expected", "not_done"), (left,))
    return CardLine(what, language.day(day), asks=(answer, none))


def _picture(pairs: Iterable[tuple[RegisterRecord, tuple[int, int]]], source: PlanSource) -> Dumbbells | None:
    language = source.library.language
    rows = tuple(Dumbbell(title_of(record, source.library), *pair) for record, pair in pairs)
    if not rows:
        return None
    said = [
        language.phrase("plan", "expected", "picture", what=row.name, expected=row.expected, happened=row.happened)
        for row in rows
    ]
    names = {key: language.phrase("plan", "expected", key) for key in ("expected", "happened", "low", "high")}
    return Dumbbells(rows, names["expected"], names["happened"], names["low"], names["high"], "; ".join(said))


def _sure(counts: TurnCounts, source: PlanSource) -> str:
    """Say between which shares each way lies; nothing with few times."""
    if counts.answered < LEAST_FOR_INTERVAL:
        return ""
    language = source.library.language
    ways = {"milder": counts.milder, "same": counts.same, "harder": counts.harder}
    facts = {
        f"{way}_{end}": language.percent(share_between(found, counts.answered)[place])
        for way, found in ways.items()
        for end, place in ENDS.items()
    }
    return language.phrase("plan", "expected", "sure", **facts)
