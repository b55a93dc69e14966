"""Totals of questionnaires by name and date: a course, never a band or a verdict. PEG is asked and added up."""

from datetime import date

from diary.content.language import EXACT
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, RegisterRecord, date_written
from diary.screens.plan.cards import (
    CardAsk,
    CardLine,
    FormPart,
    PlanCard,
    PlanSource,
    Weeks,
    check_day_been,
    read_day,
    read_number,
)

RESULT = "questionnaire_result"
PEG = ("pain", "enjoyment", "activity")
MOST_DRAWN = 26


def build_scores(source: PlanSource) -> tuple[PlanCard, ...]:
    language, words = source.library.language, source.library.words.registers[RESULT]
    today = date_written(source.today.isoformat())
    peg = {
        "questionnaire": language.phrase("plan", "scores", "peg_name"),
        "day": source.today.isoformat(),
        "score": "0",
    }
    add = FormPart(RESULT, ("questionnaire", "day", "score", "means"), first={"day": today})
    asks = (
        CardAsk("scores:add", language.phrase("plan", "scores", "add"), (add,)),
        CardAsk(
            "scores:peg",
            language.phrase("plan", "scores", "peg"),
            (FormPart(RESULT, PEG, given=peg),),
            language.phrase("plan", "scores", "peg_hint"),
        ),
    )
    by_name: dict[str, dict[date, RegisterRecord]] = {}
    for record in sorted(source.records(RESULT), key=lambda each: each.created_at):
        day = read_day(record.data, "day")
        if day is not None and read_number(record.data, "score") is not None:
            by_name.setdefault(str(record.data.get("questionnaire", "")), {})[day] = record
    lines = tuple(_line(name, found, source) for name, found in by_name.items())
    return (
        PlanCard("scores", words.name, lines=lines, notes=(words.hint,), asks=asks, lists=((RESULT, words.name),)),
    )


def check_score(
    source: PlanSource, record: RegisterRecord | None, data: RecordData, *, is_sure: bool
) -> RecordData:
    """Add up the three questions when they were asked. Raises Refusal FIELD_MISSING when one is open."""
    check_day_been(RESULT, source, record, data, is_sure=is_sure)
    is_peg = data.get("questionnaire") == source.library.language.phrase("plan", "scores", "peg_name")
    if not is_peg or not ({*PEG} & data.keys() or data.get("score") == 0):
        return data
    for key in PEG:
        if key not in data:
            raise Refusal(Reason.FIELD_MISSING, register=RESULT, field=key)
    return {**data, "score": round(sum(data[key] for key in PEG) / len(PEG), 1)}


def _line(name: str, found: dict[date, RegisterRecord], source: PlanSource) -> CardLine:
    language = source.library.language
    days = sorted(found)[-MOST_DRAWN:]
    scores = tuple(read_number(found[day].data, "score") or 0.0 for day in days)
    facts = {"first": language.number(scores[0], EXACT), "last": language.number(scores[-1], EXACT)}
    said = language.phrase("plan", "scores", "course", count=len(scores), **facts)
    means = str(found[days[-1]].data.get("means", ""))
    on = language.day(days[-1])
    words = language.phrase("plan", "scores", "on_means", day=on, means=means) if means else on
    top = max(*scores, 10.0) if len(scores) > 1 else max(scores[0], 10.0)
    return CardLine(name, words, facts["last"], Weeks(scores, min(0.0, *scores), top, said))
