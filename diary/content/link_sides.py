"""The words for each measure that may stand on either side of "were more often followed by"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from diary.content.language import Language

Amount = Callable[[Language, float], str]


def _points(language: Language, value: float) -> str:
    return language.number(value, 1)


def _minutes(language: Language, value: float) -> str:
    return language.duration(value)


def _whole(language: Language, value: float) -> str:
    return language.number(value)


@dataclass(frozen=True)
class Side:
    """`less` and `more` are days or nights, in the plural; `least` and `most` name a third of them, with places
    for {count} and {mean}; `was` follows "After the ...," and has a place for {low}. `leads_with_more`: which of
    the two a sentence begins with. `amount` writes a mean."""

    less: str
    more: str
    least: str
    most: str
    was: str
    leads_with_more: bool = True
    amount: Amount = _points


def sides(language: Language) -> Mapping[str, Side]:
    """The words of every measure that is compared, by its key."""
    return {
        "time_asleep": _time_asleep(language),
        "time_in_bed": _time_in_bed(language),
        "sleep_quality": _sleep_quality(language),
        "stress": _stress(language),
        "load": _load(language),
        "active_minutes": _active_minutes(language),
        "breaks": _breaks(language),
        "relaxation": _relaxation(language),
        "people": _people(language),
        "pain_average": _pain(language),
        "areas_today": _places(language),
        "function": _function(language),
    }


def _time_asleep(language: Language) -> Side:
    return Side(
        less=language.t("shorter nights"),
        more=language.t("longer nights"),
        least=language.t("{count} shortest nights ({mean} asleep on average)"),
        most=language.t("{count} longest ({mean})"),
        was=language.t("you slept {low} on average"),
        leads_with_more=False,
        amount=_minutes,
    )


def _time_in_bed(language: Language) -> Side:
    return Side(
        less=language.t("shorter nights in bed"),
        more=language.t("longer nights in bed"),
        least=language.t("{count} shortest nights ({mean} in bed on average)"),
        most=language.t("{count} longest ({mean})"),
        was=language.t("you were in bed for {low} on average"),
        leads_with_more=False,
        amount=_minutes,
    )


def _sleep_quality(language: Language) -> Side:
    return Side(
        less=language.t("nights in which you slept less well"),
        more=language.t("nights in which you slept better"),
        least=language.t("{count} nights in which you slept least well ({mean} out of 5 on average)"),
        most=language.t("{count} in which you slept best ({mean})"),
        was=language.t("you gave the night {low} out of 5 on average"),
        leads_with_more=False,
    )


def _stress(language: Language) -> Side:
    return Side(
        less=language.t("days with less stress"),
        more=language.t("days with more stress"),
        least=language.t("{count} days with the least stress ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("stress was {low} on average"),
    )


def _load(language: Language) -> Side:
    return Side(
        less=language.t("quieter days"),
        more=language.t("busier days"),
        least=language.t("{count} quietest days (minutes times effort: {mean} on average)"),
        most=language.t("{count} busiest ({mean})"),
        was=language.t("minutes times effort came to {low} on average"),
        amount=_whole,
    )


def _active_minutes(language: Language) -> Side:
    return Side(
        less=language.t("quieter days"),
        more=language.t("busier days"),
        least=language.t("{count} quietest days ({mean} active on average)"),
        most=language.t("{count} busiest ({mean})"),
        was=language.t("you were active for {low} on average"),
        amount=_minutes,
    )


def _breaks(language: Language) -> Side:
    return Side(
        less=language.t("days with fewer breaks"),
        more=language.t("days with more breaks"),
        least=language.t("{count} days with the fewest breaks ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("you took {low} breaks on average"),
    )


def _relaxation(language: Language) -> Side:
    return Side(
        less=language.t("days with less relaxation"),
        more=language.t("days with more relaxation"),
        least=language.t("{count} days with the least relaxation ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("you relaxed for {low} on average"),
        amount=_minutes,
    )


def _people(language: Language) -> Side:
    return Side(
        less=language.t("days with less time with others"),
        more=language.t("days with more time with others"),
        least=language.t(
            "{count} days with the least time with others ({mean} on average: 0 is none, 2 is a lot)"
        ),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("time with others was {low} on average (0 is none, 2 is a lot)"),
    )


def _pain(language: Language) -> Side:
    return Side(
        less=language.t("days with less pain"),
        more=language.t("days with more pain"),
        least=language.t("{count} days with the least pain ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("pain was {low} on average"),
    )


def _places(language: Language) -> Side:
    return Side(
        less=language.t("days with pain in fewer places"),
        more=language.t("days with pain in more places"),
        least=language.t("{count} days with pain in the fewest places ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("you marked {low} places on average"),
    )


def _function(language: Language) -> Side:
    return Side(
        less=language.t("days on which you could do less of what mattered to you"),
        more=language.t("days on which you could do more of what mattered to you"),
        least=language.t("{count} days on which you could do least ({mean} on average)"),
        most=language.t("{count} on which you could do most ({mean})"),
        was=language.t("what you could do was {low} out of 10 on average"),
        leads_with_more=False,
    )
