"""The card of what a therapist proposes: a yes or a no to each, and nothing in the plan before that."""

from contextlib import suppress

from diary.domain.plan.proposal import PROPOSALS, accepted
from diary.domain.refusal import Refusal
from diary.domain.register import RegisterRecord
from diary.screens.plan.cards import CardAsk, CardLine, FormPart, PlanCard, PlanSource
from diary.screens.register import values_said


def build_proposals(source: PlanSource) -> tuple[PlanCard, ...]:
    """The card, while something waits for an answer."""
    records = [record for record in source.records(PROPOSALS) if record.ended_on is None]
    if not records:
        return ()
    phrase = source.library.language.phrase
    lines = tuple(_line(record, source) for record in records)
    return (
        PlanCard("proposals", phrase("plan", "proposals", "title"), phrase("plan", "proposals", "aside"), lines),
    )


def _line(record: RegisterRecord, source: PlanSource) -> CardLine:
    phrase = source.library.language.phrase
    name, words = values_said(source.library.register(PROPOSALS), record.data, None, source.library)
    gone = FormPart(PROPOSALS, record=record, takes_away=True)
    asks = [CardAsk(f"proposals:no:{record.id}", phrase("plan", "proposals", "no"), (gone,))]
    with suppress(Refusal):  # of what a later version wrote only a no is understood
        register, texts = accepted(record.data, source.today)
        yes = FormPart(register, given=texts)
        words_yes = phrase("plan", "proposals", "yes")
        asks.insert(0, CardAsk(f"proposals:yes:{record.id}", words_yes, (yes, gone), is_main=True))
    return CardLine(name, words, asks=tuple(asks))
