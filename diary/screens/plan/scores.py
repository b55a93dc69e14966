"""Totals of questionnaires by name and date: a course, never a band or a verdict. PEG is asked and added up."""

from datetime import date

from diary.content.language import EXACT
from diary.domain.refusal import Reason, Refusal
from diary.domain.register import RecordData, RegisterRecord, read_day
from diary.screens.plan.cards import (
    CardAsk,
    CardLine,
    FormPart,
    PlanCard,
    PlanSource,
    RecordDraft,
    Weeks,
    check_day_been,
    read_number,
)

RESULT = "questionnaire_result"
PEG = ("pain", "enjoyment", "activity")
MOST_DRAWN = 26


def build_scores(source: PlanSource) -> tuple[PlanCard, ...]:
    words = source.words(RESULT)
    today = source.day_typed
    peg = {"questionnaire": source.say("scores", "peg_name"), "day": source.today.isoformat(), "score": "0"}
    add = FormPart(RESULT, ("questionnaire", "day", "score", "means"), first={"day": today})
    asks = (
        CardAsk("scores:add", source.say("scores", "add"), (add,)),
        CardAsk(
            "scores:peg",
            source.say("scores", "peg"),
            (FormPart(RESULT, PEG, given=peg),),
            source.say("scores", "peg_hint"),
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


def check_score(draft: RecordDraft) -> RecordData:
    """Add up the three questions when they were asked. Raises Refusal FIELD_MISSING when one is open."""
    data = check_day_been(RESULT, draft)
    is_peg = data.get("questionnaire") == draft.source.say("scores", "peg_name")
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
    said = source.say("scores", "course", count=len(scores), **facts)
    means = str(found[days[-1]].data.get("means", ""))
    on = language.day(days[-1])
    words = source.say("scores", "on_means", day=on, means=means) if means else on
    is_peg, top = name == source.say("scores", "peg_name"), max((*scores, 10.0))
    places = tuple(map(date.toordinal, days))
    drawn = Weeks(scores, min((*scores, 0.0)), top, said, has_top=is_peg, places=places)
    return CardLine(name, words, facts["last"], drawn)
