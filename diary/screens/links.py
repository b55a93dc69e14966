"""Builds the page about links: every pair in its fixed order, in both directions, never ranked.

Shown only on request. "No clear pattern" is the usual state of a pair and is worded calmly, as a result.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from diary.content.language import Language
from diary.content.library import Library
from diary.content.link_words import (
    left_out_sentences,
    link_sentence,
    method_sentence,
    numbers_sentence,
    thirds_sentence,
)
from diary.domain.links.aligned import LEAST_PAIRS
from diary.domain.links.link import WEEKS_NEEDED, Factor, Link, LinkPair, LinksReport, LinkState
from diary.domain.links.series import DAYS_BEFORE
from diary.screens.charts import measure_name
from diary.screens.figure import Cell, Figure, PlainTable, file_stem

ROLES: Mapping[Factor, str] = {
    Factor.TIME_ASLEEP: "sleep",
    Factor.SLEEP_QUALITY: "sleep",
    Factor.STRESS: "stress",
    Factor.ACTIVITY: "activity",
    Factor.REST: "activity",
    Factor.CONTACT: "activity",
}
"""The role, and so the colour, of each factor."""


class DirectionState(Struct, frozen=True):
    """One direction of a pair: what came first and what then, what may be said, and the numbers behind it.

    thirds: the means after the third with the least and the third with the most, only for a pattern; the numbers
    are empty as long as nothing may be said.
    """

    order: str
    link: Link
    sentence: str
    thirds: str
    numbers: str

    @property
    def has_interval(self) -> bool:
        return self.link.r is not None


class PairState(Struct, frozen=True):
    """A pair: `title` names what is looked at after the factor, `words` say in short what was found."""

    key: str
    title: str
    words: str
    forward: DirectionState
    reverse: DirectionState
    role: str

    @property
    def is_open(self) -> bool:
        """Whether it begins unfolded: there is more to read when there is a pattern."""
        return LinkState.PATTERN in (self.forward.link.state, self.reverse.link.state)


class LinkGroup(Struct, frozen=True):
    """All pairs of one factor, and when its days lie before those they are compared with."""

    title: str
    hint: str
    pairs: tuple[PairState, ...]


class LinksState(Struct, frozen=True):
    """The page after a request. headline: the result over all pairs; looked: over which days; left_out: which of
    them, and why; method: how it was compared; figure: every number, for export; again: when to look
    again, where nothing was found."""

    headline: str
    more: str
    looked: str
    left_out: str
    groups: tuple[LinkGroup, ...]
    method: str
    figure: Figure
    again: str = ""

    def with_pairs(self, *, has_pattern: bool) -> tuple[LinkGroup, ...]:
        """Return the groups with only the pairs that have a pattern, or only the others; none is empty."""
        some = (
            replace(group, pairs=tuple(pair for pair in group.pairs if pair.is_open is has_pattern))
            for group in self.groups
        )
        return tuple(group for group in some if group.pairs)


def build_links(report: LinksReport | None, library: Library, first: date | None, until: date) -> LinksState:
    """Build the page of a look at the days `first` to `until`; no report and no first day: nothing is logged
    yet."""
    language = library.language
    pairs = () if report is None else report.pairs
    headline, more = headline_words(language, report)
    groups = tuple(
        _group(library, factor, own)
        for factor in Factor
        if (own := [pair for pair in pairs if pair.factor is factor])
    )
    looked = (
        language.t("Nothing is noted yet.")
        if first is None
        else language.t("Looked at {days}.", days=language.span(first, until, in_sentence=True))
    )
    method = "" if report is None or report.gate is not None else method_sentence(library, report)
    left_out = "" if report is None else left_out_sentences(library, report)
    figure = _figure(library, pairs, headline, until)
    return LinksState(headline, more, looked, left_out, groups, method, figure, _again(language, report, until))


def _again(language: Language, report: LinksReport | None, until: date) -> str:
    """Write from when on another look is worth it: as many weeks later as a look needs; empty unless all was
    compared and nothing found."""
    if report is None or report.gate is not None or report.has_pattern:
        return ""
    day = language.day(until + timedelta(weeks=WEEKS_NEEDED))
    return language.phrase("links", "headlines", LinkState.NO_CLEAR_PATTERN, "again", day=day)


def _group(library: Library, factor: Factor, pairs: Sequence[LinkPair]) -> LinkGroup:
    title = measure_name(library, pairs[0].factor_measure)
    return LinkGroup(title, _hint(library.language, factor), tuple(_pair(library, pair) for pair in pairs))


def headline_words(language: Language, report: LinksReport | None) -> tuple[str, str]:
    """Write the result over all pairs, and a second sentence that puts it in proportion."""
    gate = LinkState.TOO_EARLY if report is None else report.gate
    found = gate or (LinkState.PATTERN if report and report.has_pattern else LinkState.NO_CLEAR_PATTERN)
    count, needed = language.number(0 if report is None else report.most_pairs), language.number(LEAST_PAIRS)
    say = partial(language.phrase, "links", "headlines", found)
    return say("result", count=count, needed=needed), say("more")


def _pair(library: Library, pair: LinkPair) -> PairState:
    return PairState(
        key=f"{pair.factor}_{pair.outcome}",
        title=measure_name(library, pair.outcome_measure),
        words=_short(library.language, pair),
        forward=_way(library, pair, reverse=False),
        reverse=_way(library, pair, reverse=True),
        role=ROLES[pair.factor],
    )


def _way(library: Library, pair: LinkPair, *, reverse: bool) -> DirectionState:
    link = pair.reverse if reverse else pair.forward
    names = [measure_name(library, key) for key in (pair.factor_measure, pair.outcome_measure)]
    first, then = reversed(names) if reverse else names
    is_pattern = link.state is LinkState.PATTERN
    return DirectionState(
        order=library.language.t("First: {first}. Then: {then}.", first=first, then=then),
        link=link,
        sentence=link_sentence(library, pair, reverse=reverse),
        thirds=thirds_sentence(library, pair, reverse=reverse) if is_pattern else "",
        numbers=numbers_sentence(library, link),
    )


def _short(language: Language, pair: LinkPair) -> str:
    """Write the state of a pair in a few words, for its line."""
    if pair.reverse.state is LinkState.PATTERN and pair.forward.state is not LinkState.PATTERN:
        return language.phrase("links", "states", "only_back")
    return state_words(language, pair.forward)


def state_words(language: Language, link: Link) -> str:
    """Write what may be said about one direction, in a few words."""
    count, needed = language.number(link.pairs), language.number(LEAST_PAIRS)
    return language.phrase("links", "states", link.state, count=count, needed=needed)


def _hint(language: Language, factor: Factor) -> str:
    if DAYS_BEFORE[factor]:
        return language.t("One day, and the day after it")
    return language.t("The night, and the day after it")


PLAIN = ("first", "then", "state", "pairs", "days", "r", "low", "high", "effective")
"""Columns of the numbers for a program: keys of measures, and those of `diary findings --json`."""


def _figure(library: Library, pairs: tuple[LinkPair, ...], headline: str, until: date) -> Figure:
    t = library.language.t
    headers = (t("First"), t("Then"), t("Found"), t("Pairs"), "r", t("lowest"), t("highest"), t("Worth pairs"))
    ways = [(pair, reverse) for pair in pairs for reverse in (False, True)]
    return Figure(
        stem=file_stem(library.language, until),
        title=t("What goes together"),
        summary=headline,
        headers=headers,
        rows=tuple(_row(library, pair, reverse) for pair, reverse in ways),
        plain=PlainTable(PLAIN, tuple(_plain_row(pair, reverse) for pair, reverse in ways)),
    )


def _row(library: Library, pair: LinkPair, reverse: bool) -> tuple[Cell, ...]:
    language = library.language
    link = pair.reverse if reverse else pair.forward
    names = [measure_name(library, key) for key in (pair.factor_measure, pair.outcome_measure)]
    first, then = reversed(names) if reverse else names
    numbers = [
        Cell("" if value is None else language.fixed(value, 2), value) for value in (link.r, link.low, link.high)
    ]
    worth = Cell("" if link.effective is None else language.number(link.effective), link.effective)
    found = Cell(state_words(language, link), link.state.value)
    pairs = Cell(language.number(link.pairs), link.pairs)
    return (Cell(first, first), Cell(then, then), found, pairs, *numbers, worth)


def _plain_row(pair: LinkPair, reverse: bool) -> tuple[float | str | None, ...]:
    link = pair.reverse if reverse else pair.forward
    keys = (pair.factor_measure, pair.outcome_measure)
    first, then = reversed(keys) if reverse else keys
    return (first, then, link.state.value, link.pairs, link.days, link.r, link.low, link.high, link.effective)
