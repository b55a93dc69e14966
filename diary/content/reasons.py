"""Writes one plain sentence for each `FactorReason`, with the person's own numbers.

Counts come first, nothing is called a cause or a risk, and nothing is advised: that is left to the tips.
"""

from collections.abc import Callable, Mapping

from diary.content.language import Language
from diary.content.library import Library
from diary.content.words import in_a_sentence
from diary.domain.factors.state import FactorReason, FactorState, Level

Sentence = Callable[[Library, FactorState], str]


def reason_sentence(library: Library, state: FactorState) -> str:
    """Write why the factor has this state."""
    return SENTENCES[FactorReason(state.reason)](library, state)


def level_name(language: Language, level: Level) -> str:
    """Return the level as a short label."""
    if level is Level.WORTH_A_LOOK:
        return language.t("worth a look")
    if level is Level.QUIET:
        return language.t("nothing stands out")
    return language.t("too little to go by")


def _counts(library: Library, state: FactorState, *keys: str) -> dict[str, str]:
    return {key: library.language.number(state.numbers[key]) for key in keys}


def _durations(library: Library, state: FactorState, *keys: str) -> dict[str, str]:
    return {key: library.language.duration(abs(state.numbers[key])) for key in keys}


def _too_little_data(library: Library, state: FactorState) -> str:
    language = library.language
    if not state.numbers["usable"]:
        return language.t(
            "There are no notes about this to look at from the last {window} days.",
            **_counts(library, state, "window"),
        )
    return language.t(
        "There are notes about this on {usable} of the last {window} days, not counting what was filled in much "
        "later. From {needed} days on there is enough to look at.",
        **_counts(library, state, "usable", "window", "needed"),
    )


def _quiet(library: Library, state: FactorState) -> str:
    return library.language.t(
        "Nothing stands out in your notes, which says nothing about how hard it is. There are notes about this on "
        "{usable} of the last {window} days.",
        **_counts(library, state, "usable", "window"),
    )


def _more_places(library: Library, state: FactorState) -> str:
    language = library.language
    return language.t(
        "You marked {recent} places a day on average in the last {window} days, and {before} in as many "
        "days before. Jaws, chest and belly are not counted.",
        recent=language.number(state.numbers["recent"], 1),
        before=language.number(state.numbers["before"], 1),
        **_counts(library, state, "window"),
    )


def _same_places(library: Library, state: FactorState) -> str:
    language = library.language
    counts = _counts(library, state, "most", "mapped", "window")
    area = in_a_sentence(library.words.areas[state.areas[0]])
    if state.numbers["most"] == state.numbers["mapped"]:
        hurt = language.t(
            "Your {area} hurt every time you filled in the body map in the last {window} days "
            "({most} of {mapped}).",
            area=area,
            **counts,
        )
    else:
        hurt = language.t(
            "Your {area} hurt on {most} of the {mapped} days with a body map in the last {window} days.",
            area=area,
            **counts,
        )
    others = round(state.numbers["places"]) - 1
    if others < 1:
        return hurt
    also = language.n("{count} more place came back often.", "{count} more places came back often.", others)
    return f"{hurt} {also}"


def _short_nights(library: Library, state: FactorState) -> str:
    language = library.language
    nights = language.n(
        "{count} of {nights} noted nights in the last {window} days was under {limit}.",
        "{count} of {nights} noted nights in the last {window} days were under {limit}.",
        round(state.numbers["short"]),
        **_counts(library, state, "nights", "window"),
        **_durations(library, state, "limit"),
    )
    mean = _durations(library, state, "mean")
    if state.numbers["in_bed"]:
        slept = language.t("You were in bed for {mean} on average.", **mean)
    elif state.numbers["at_most"]:
        slept = language.t("You slept at most {mean} on average.", **mean)
    else:
        slept = language.t("You slept {mean} on average.", **mean)
    return f"{nights} {slept}"


def _awake_in_bed(library: Library, state: FactorState) -> str:
    return library.language.t(
        "Over {nights} nights in the last {window} days you lay awake for {awake} a night on average, and slept "
        "{efficiency} % of your time in bed.",
        **_counts(library, state, "nights", "window", "efficiency"),
        **_durations(library, state, "awake"),
    )


def _irregular_nights(library: Library, state: FactorState) -> str:
    return library.language.t(
        "Over {nights} nights in the last {window} days the middle of your night varied by about {spread}.",
        **_counts(library, state, "nights", "window"),
        **_durations(library, state, "spread"),
    )


def _weekend_shift(library: Library, state: FactorState) -> str:
    language = library.language
    facts = _counts(library, state, "nights", "window") | _durations(library, state, "shift")
    if state.numbers["shift"] > 0:
        return language.t(
            "On Saturdays and Sundays the middle of your night was {shift} later than on other days "
            "({nights} nights in the last {window} days).",
            **facts,
        )
    return language.t(
        "On Saturdays and Sundays the middle of your night was {shift} earlier than on other days "
        "({nights} nights in the last {window} days).",
        **facts,
    )


def _high_stress(library: Library, state: FactorState) -> str:
    language = library.language
    return language.t(
        "Stress was {limit} or higher on {high} of {days} noted days in the last {window} days, and {mean} out of "
        "10 on average.",
        mean=language.number(state.numbers["mean"], 1),
        **_counts(library, state, "limit", "high", "days", "window"),
    )


def _skipped(library: Library, state: FactorState) -> str:
    return _ticked(library, state, "skipped_fear")


def _worried(library: Library, state: FactorState) -> str:
    return _ticked(library, state, "worried_damage")


def _ticked(library: Library, state: FactorState, item: str) -> str:
    return library.language.t(
        "You ticked “{item}” on {times} of {days} noted days in the last {window} days.",
        item=library.words.items[item].name,
        **_counts(library, state, "times", "days", "window"),
    )


def _ups_and_downs(library: Library, state: FactorState) -> str:
    return library.language.n(
        "Once in the last {window} days a busy day was followed by a much quieter one "
        "(you noted activities on {days} days).",
        "{count} times in the last {window} days a busy day was followed by a much quieter one "
        "(you noted activities on {days} days).",
        round(state.numbers["swings"]),
        **_counts(library, state, "days", "window"),
    )


def _few_active_minutes(library: Library, state: FactorState) -> str:
    return library.language.t(
        "You noted {earlier} and {later} active minutes in the last two full weeks.",
        **_counts(library, state, "earlier", "later"),
    )


def _still_days(library: Library, state: FactorState) -> str:
    return library.language.t(
        "On {still} of {days} noted days in the last {window} days there were under {minutes} active minutes.",
        **_counts(library, state, "still", "days", "window", "minutes"),
    )


def _few_breaks(library: Library, state: FactorState) -> str:
    return library.language.t(
        "On {without} of {days} noted days in the last {window} days there was no break and no relaxation, while "
        "your activity was above what is usual for you.",
        **_counts(library, state, "without", "days", "window"),
    )


def _time_alone(library: Library, state: FactorState) -> str:
    return library.language.t(
        "On {alone} of {days} noted days in the last {window} days you spent no time with others.",
        **_counts(library, state, "alone", "days", "window"),
    )


def _lonely_days(library: Library, state: FactorState) -> str:
    return library.language.t(
        "Loneliness was {limit} or higher on {lonely} of {days} noted days in the last {window} days.",
        **_counts(library, state, "limit", "lonely", "days", "window"),
    )


SENTENCES: Mapping[FactorReason, Sentence] = {
    FactorReason.TOO_LITTLE_DATA: _too_little_data,
    FactorReason.QUIET: _quiet,
    FactorReason.MORE_PLACES: _more_places,
    FactorReason.SAME_PLACES: _same_places,
    FactorReason.SHORT_NIGHTS: _short_nights,
    FactorReason.AWAKE_IN_BED: _awake_in_bed,
    FactorReason.IRREGULAR_NIGHTS: _irregular_nights,
    FactorReason.WEEKEND_SHIFT: _weekend_shift,
    FactorReason.HIGH_STRESS: _high_stress,
    FactorReason.SKIPPED_OUT_OF_FEAR: _skipped,
    FactorReason.UPS_AND_DOWNS: _ups_and_downs,
    FactorReason.FEW_ACTIVE_MINUTES: _few_active_minutes,
    FactorReason.STILL_DAYS: _still_days,
    FactorReason.WORRIED_ABOUT_DAMAGE: _worried,
    FactorReason.FEW_BREAKS: _few_breaks,
    FactorReason.TIME_ALONE: _time_alone,
    FactorReason.LONELY_DAYS: _lonely_days,
}
