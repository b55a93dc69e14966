"""Writes what was found about links as sentences: what came first, what followed more often, and never why.

"No clear pattern" is worded as the usual result it is. The plain sentence and the thirds are for the person; the
numbers and the method are for a professional who reads the printed page or the export.
"""

from typing import Final

from diary.content.language import Language
from diary.content.library import Library
from diary.domain.links.aligned import LEAST_PAIRS
from diary.domain.links.link import Link, LinkPair, LinksReport, LinkState, Third
from diary.domain.links.look import LEAST_R

LESS_FIRST = frozenset({"time_asleep", "time_in_bed", "sleep_quality", "function"})
"""Measures whose low days or nights a sentence begins with; those of the others begin with the high ones."""
IN_MINUTES = frozenset({"time_asleep", "time_in_bed", "active_minutes", "relaxation"})
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
    return _too_early(library.language, link)


def _pattern(language: Language, pair: LinkPair, link: Link, reverse: bool) -> str:
    first, then = _measures(pair, reverse)
    rises = link.r is not None and link.r > 0
    more_first = first not in LESS_FIRST
    found = language.t(
        "In your diary, {first} were more often followed by {then}.",
        first=language.phrase("links", first, "more" if more_first else "less"),
        then=language.phrase("links", then, "more" if more_first is rises else "less"),
    )
    careful = language.t("This does not prove that one leads to the other.")
    return f"{found} {careful}"


def _no_pattern(language: Language, pair: LinkPair, reverse: bool) -> str:
    if reverse:
        return language.t("The other way round: no clear pattern in your diary. That is the usual result.")
    return language.t(
        "No clear pattern in your diary. That is the usual result, and it does not mean that {subject} is "
        "unimportant.",
        subject=language.phrase("links", "subjects", pair.factor),
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
    language = library.language
    first, then = _measures(pair, reverse)
    return language.t(
        "After the {least}, {was}; after the {most}, {high}.",
        least=_group(language, first, "least", link.lower),
        most=_group(language, first, "most", link.upper),
        was=language.phrase("links", then, "was", low=_amount(language, then, link.lower.then)),
        high=_amount(language, then, link.upper.then),
    )


def _group(language: Language, measure: str, end: str, third: Third) -> str:
    mean = _amount(language, measure, third.first)
    return language.phrase("links", measure, end, count=language.number(third.count), mean=mean)


def _amount(language: Language, measure: str, value: float) -> str:
    """Write a mean: minutes as a duration, minutes times effort whole, anything else with a decimal."""
    if measure in IN_MINUTES:
        return language.duration(value)
    return language.number(value, 0 if measure == "load" else 1)


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
    return f"{compared} {taken_out}"


def _measures(pair: LinkPair, reverse: bool) -> tuple[str, str]:
    """Return the keys of what came first and what then, which the words are declared by."""
    keys = pair.factor_measure, pair.outcome_measure
    return (keys[1], keys[0]) if reverse else keys
