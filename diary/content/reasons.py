"""Writes one plain sentence for each `FactorReason`, with the person's own numbers.

The sentences are declared in `resources/phrases/reasons.toml`; each says itself how its numbers are written.
"""

from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.content.words import in_a_sentence
from diary.domain.factors.state import FactorReason, FactorState, Level

TICKS = {FactorReason.SKIPPED_OUT_OF_FEAR: "skipped_fear", FactorReason.WORRIED_ABOUT_DAMAGE: "worried_damage"}
"""The item whose ticks a reason counts."""


class _Number(Struct, frozen=True):
    """Writes a number as its place in a sentence says: {days}, {mean:tenths}, {awake:duration}."""

    language: Language
    value: float

    def __format__(self, how: str) -> str:
        if how == "duration":
            return self.language.duration(abs(self.value))
        return self.language.number(self.value, 1 if how == "tenths" else 0)


def reason_sentence(library: Library, state: FactorState) -> str:
    """Write why the factor has this state."""
    given, reason = state.numbers, FactorReason(state.reason)
    facts: dict[str, object] = {name: _Number(library.language, value) for name, value in given.items()}
    variants: tuple[str, ...] = ()
    match reason:
        case FactorReason.SAME_PLACES:
            return _same_places(library, state, facts)
        case FactorReason.TOO_LITTLE_DATA:
            variants = ("few" if given["usable"] else "nothing",)
        case FactorReason.SHORT_NIGHTS:
            variants = ("nights", "in_bed" if given["in_bed"] else "at_most" if given["at_most"] else "slept")
            facts["count"] = round(given["short"])
        case FactorReason.WEEKEND_SHIFT:
            variants = ("later" if given["shift"] > 0 else "earlier",)
        case FactorReason.UPS_AND_DOWNS:
            facts["count"] = round(given["swings"])
        case FactorReason.SKIPPED_OUT_OF_FEAR | FactorReason.WORRIED_ABOUT_DAMAGE:
            facts["item"] = library.words.items[TICKS[reason]].name
    say = library.language.phrase
    if not variants:
        return say("reasons", reason, **facts)
    return " ".join(say("reasons", reason, variant, **facts) for variant in variants)


def level_name(language: Language, level: Level) -> str:
    return language.phrase("reasons", "levels", level)


def _same_places(library: Library, state: FactorState, facts: dict[str, object]) -> str:
    say, reason = library.language.phrase, FactorReason.SAME_PLACES
    often = "always" if state.numbers["most"] == state.numbers["mapped"] else "often"
    hurt = say("reasons", reason, often, area=in_a_sentence(library.words.areas[state.areas[0]]), **facts)
    others = round(state.numbers["places"]) - 1
    return f"{hurt} {say('reasons', reason, 'more', count=others)}" if others > 0 else hurt
