"""Writes what was found about links as sentences: what came first, what followed more often, and never why.

"No clear pattern" is worded as the usual result it is. The plain sentence and the thirds are for the person; the
numbers and the method are for a professional who reads the printed page or the export.
"""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.links.aligned import LEAST_PAIRS
from diary.domain.links.link import Factor, Link, LinkPair, LinksReport, LinkState, Third
from diary.domain.links.look import LEAST_R
from diary.domain.links.series import DAYS_BEFORE

Amount = Callable[[Language, float], str]


def _points(language: Language, value: float) -> str:
    return language.number(value, 1)


def _minutes(language: Language, value: float) -> str:
    return language.duration(value)


def _whole(language: Language, value: float) -> str:
    return language.number(value)


class LinkSideWords(Struct, frozen=True):
    """The words of one measure. `less` and `more` are days or nights, in the plural; `least` and `most` name a
    third of them, with places for {count} and {mean}; `was` follows "After the ...," and has a place for {low}.
    `more_comes_first`: which of the two a sentence begins with. `amount` writes a mean."""

    less: str
    more: str
    least: str
    most: str
    was: str
    more_comes_first: bool = True
    amount: Amount = _points


def sides(language: Language) -> Mapping[str, LinkSideWords]:
    """Return the words of every measure that is compared, by its key."""
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


def _time_asleep(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("shorter nights"),
        more=language.t("longer nights"),
        least=language.t("{count} shortest nights ({mean} asleep on average)"),
        most=language.t("{count} longest ({mean})"),
        was=language.t("you slept {low} on average"),
        more_comes_first=False,
        amount=_minutes,
    )


def _time_in_bed(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("shorter nights in bed"),
        more=language.t("longer nights in bed"),
        least=language.t("{count} shortest nights ({mean} in bed on average)"),
        most=language.t("{count} longest ({mean})"),
        was=language.t("you were in bed for {low} on average"),
        more_comes_first=False,
        amount=_minutes,
    )


def _sleep_quality(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("nights in which you slept less well"),
        more=language.t("nights in which you slept better"),
        least=language.t("{count} nights in which you slept least well ({mean} out of 5 on average)"),
        most=language.t("{count} in which you slept best ({mean})"),
        was=language.t("you gave the night {low} out of 5 on average"),
        more_comes_first=False,
    )


def _stress(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("days with less stress"),
        more=language.t("days with more stress"),
        least=language.t("{count} days with the least stress ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("stress was {low} on average"),
    )


def _load(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("quieter days"),
        more=language.t("busier days"),
        least=language.t("{count} quietest days (minutes times effort: {mean} on average)"),
        most=language.t("{count} busiest ({mean})"),
        was=language.t("minutes times effort came to {low} on average"),
        amount=_whole,
    )


def _active_minutes(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("quieter days"),
        more=language.t("busier days"),
        least=language.t("{count} quietest days ({mean} active on average)"),
        most=language.t("{count} busiest ({mean})"),
        was=language.t("you were active for {low} on average"),
        amount=_minutes,
    )


def _breaks(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("days with fewer breaks"),
        more=language.t("days with more breaks"),
        least=language.t("{count} days with the fewest breaks ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("you took {low} breaks on average"),
    )


def _relaxation(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("days with less relaxation"),
        more=language.t("days with more relaxation"),
        least=language.t("{count} days with the least relaxation ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("you relaxed for {low} on average"),
        amount=_minutes,
    )


def _people(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("days with less time with others"),
        more=language.t("days with more time with others"),
        least=language.t(
            "{count} days with the least time with others ({mean} on average: 0 is none, 2 is a lot)"
        ),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("time with others was {low} on average (0 is none, 2 is a lot)"),
    )


def _pain(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("days with less pain"),
        more=language.t("days with more pain"),
        least=language.t("{count} days with the least pain ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("pain was {low} on average"),
    )


def _places(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("days with pain in fewer places"),
        more=language.t("days with pain in more places"),
        least=language.t("{count} days with pain in the fewest places ({mean} on average)"),
        most=language.t("{count} with the most ({mean})"),
        was=language.t("you marked {low} places on average"),
    )


def _function(language: Language) -> LinkSideWords:
    return LinkSideWords(
        less=language.t("days on which you could do less of what mattered to you"),
        more=language.t("days on which you could do more of what mattered to you"),
        least=language.t("{count} days on which you could do least ({mean} on average)"),
        most=language.t("{count} on which you could do most ({mean})"),
        was=language.t("what you could do was {low} out of 10 on average"),
        more_comes_first=False,
    )


WEEKS_NEEDED: Final = 6


def link_sentence(library: Library, pair: LinkPair, *, reverse: bool = False) -> str:
    """Write what may be said about one direction of a pair."""
    link = pair.reverse if reverse else pair.forward
    if link.state is LinkState.PATTERN:
        return _pattern(library.language, pair, link, reverse)
    if link.state is LinkState.NO_CLEAR_PATTERN:
        return _no_pattern(library.language, pair, reverse)
    if link.state is LinkState.TOO_ALIKE:
        return library.language.t(
            "What you noted differed too little from day to day to compare. That says nothing about whether the "
            "two go together."
        )
    if link.state is LinkState.TYPED_TOGETHER:
        return _typed_together(library.language, pair, link, reverse)
    return _too_early(library.language, link)


def _typed_together(language: Language, pair: LinkPair, link: Link, reverse: bool) -> str:
    if reverse or DAYS_BEFORE[pair.factor]:
        return language.n(
            "Too early: {count} time one day and the next were typed in one go, and one mood then colours both. "
            "Type each day on its own day, then it can be counted.",
            "Too early: {count} times one day and the next were typed in one go, and one mood then colours both. "
            "Type each day on its own day, then it can be counted.",
            link.together,
        )
    return language.n(
        "Too early: {count} night was typed in one go with the day after it, and one mood then colours both. Type "
        "the night in the morning, then it can be counted.",
        "Too early: {count} nights were typed in one go with the day after them, and one mood then colours both. "
        "Type the night in the morning, then it can be counted.",
        link.together,
    )


def left_out_sentences(library: Library, report: LinksReport) -> str:
    """Write which days carry no evidence, and why; empty without any."""
    n = library.language.n
    typed = n(
        "Left out: {count} pair of days typed in one go, because one mood then colours both.",
        "Left out: up to {count} pairs of days in a comparison that were typed in one go, because one mood then "
        "colours both.",
        report.together,
    )
    same = n(
        "Left out: {count} day with answers copied from the day before, or all the same as then.",
        "Left out: {count} days with answers copied from the day before, or all the same as then.",
        report.repeated,
    )
    counts = (report.together, report.repeated)
    return " ".join(words for words, count in zip((typed, same), counts, strict=True) if count)


def _pattern(language: Language, pair: LinkPair, link: Link, reverse: bool) -> str:
    first, then = _sides(language, pair, reverse)
    rises = link.r is not None and link.r > 0
    found = language.t(
        "In your diary, {first} were more often followed by {then}.",
        first=first.more if first.more_comes_first else first.less,
        then=then.more if first.more_comes_first is rises else then.less,
    )
    careful = language.t("This does not prove that one leads to the other.")
    return f"{found} {careful}"


def _no_pattern(language: Language, pair: LinkPair, reverse: bool) -> str:
    if reverse:
        return language.t("The other way round: no clear pattern in your diary. That is the usual result.")
    return language.t(
        "No clear pattern in your diary. That is the usual result, and it does not mean that {subject} is "
        "unimportant.",
        subject=_subject(language, pair.factor),
    )


def _too_early(language: Language, link: Link) -> str:
    pairs = language.n(
        "It is too early to say anything: there is {count} pair of days to compare.",
        "It is too early to say anything: there are {count} pairs of days to compare.",
        link.pairs,
    )
    needed = language.t(
        "From {needed} pairs over {weeks} weeks on there is enough to look at.",
        needed=language.number(LEAST_PAIRS),
        weeks=language.number(WEEKS_NEEDED),
    )
    return f"{pairs} {needed}"


def thirds_sentence(library: Library, pair: LinkPair, *, reverse: bool = False) -> str:
    """Write what followed the third with the least and the third with the most, in the person's own units; empty
    as long as nothing may be said."""
    link = pair.reverse if reverse else pair.forward
    if link.lower is None or link.upper is None:
        return ""
    first, then = _sides(library.language, pair, reverse)
    return library.language.t(
        "After the {least}, {was}; after the {most}, {high}.",
        least=_group(library.language, first, first.least, link.lower),
        most=_group(library.language, first, first.most, link.upper),
        was=then.was.format(low=then.amount(library.language, link.lower.then)),
        high=then.amount(library.language, link.upper.then),
    )


def _group(language: Language, side: LinkSideWords, phrase: str, third: Third) -> str:
    return phrase.format(count=language.number(third.count), mean=side.amount(language, third.first))


def numbers_sentence(library: Library, link: Link) -> str:
    """Write the numbers behind a direction, for a professional; empty as long as nothing may be said."""
    language = library.language
    if link.r is None or link.low is None or link.high is None or link.effective is None:
        return ""
    found = language.t(
        "r = {r} ({low} to {high}, an interval for all comparisons together); {pairs} pairs of days, worth "
        "{effective} independent ones.",
        r=_two_decimals(language, link.r),
        low=_two_decimals(language, link.low),
        high=_two_decimals(language, link.high),
        pairs=language.number(link.pairs),
        effective=language.number(link.effective),
    )
    if link.state is LinkState.PATTERN or link.low <= 0 <= link.high:
        return found
    weak = language.t("Too weak to be called a pattern (under {least}).", least=language.fixed(LEAST_R, 1))
    return f"{found} {weak}"


def _two_decimals(language: Language, value: float) -> str:
    return language.fixed(round(value, 2) + 0.0, 2)  # never -0.00


def method_sentence(library: Library, report: LinksReport) -> str:
    """Write how all pairs were compared, for a professional."""
    language = library.language
    compared = language.n(
        "{count} comparison, fixed beforehand.",
        "{count} comparisons, fixed beforehand and corrected for together.",
        report.compared,
    )
    taken_out = language.t(
        "Slow drift, the weekly rhythm and what the day before already told were taken out first, and days were "
        "sorted by how they differed from what was usual then; holidays and answers filled in much later were "
        "left out. Of diaries in which nothing goes together, at most one in twenty "
        "shows any pattern at one look; looking every month makes that more."
    )
    around = language.t(
        "What other rhythms, patterns that change or the mood of one sitting explain is not counted as a pattern."
    )
    return f"{compared} {around} {taken_out}"


def _sides(language: Language, pair: LinkPair, reverse: bool) -> tuple[LinkSideWords, LinkSideWords]:
    known: Mapping[str, LinkSideWords] = sides(language)
    factor, outcome = known[pair.factor_measure], known[pair.outcome_measure]
    return (outcome, factor) if reverse else (factor, outcome)


def _subject(language: Language, factor: Factor) -> str:
    subjects = {
        Factor.TIME_ASLEEP: language.t("sleep"),
        Factor.SLEEP_QUALITY: language.t("sleep"),
        Factor.STRESS: language.t("stress"),
        Factor.ACTIVITY: language.t("activity"),
        Factor.REST: language.t("rest"),
        Factor.CONTACT: language.t("time with others"),
    }
    return subjects[factor]
