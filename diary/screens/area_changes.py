"""Builds the map of changes: where it hurt more or less often than before, and how sure that is."""

from collections.abc import Collection, Mapping

import numpy as np
from msgspec import Struct

from diary.content.amounts import Amount, AmountWords
from diary.content.language import Language
from diary.content.library import Library
from diary.domain.body_map_counts import LEAST_MAPPED, AreaChange, compare_areas
from diary.domain.period import Period
from diary.domain.table import Bools, DayTable

MOST_NAMED = 6


class ChangeSign(Struct, frozen=True):
    """The change of one segment. `difference` of two shares, -1 to 1; `is_clear`: more than chance could make."""

    difference: float
    is_clear: bool
    words: str

    @property
    def more(self) -> bool:
        """Whether it hurt on more days than before."""
        return self.difference > 0


class ChangesState(Struct, frozen=True):
    """The changes by segment in `signs`; none with a `problem`, which says why nothing is compared. `listed` are
    the largest differences in words."""

    before: str
    after: str
    signs: Mapping[str, ChangeSign]
    problem: str
    words: str
    listed: tuple[str, ...] = ()


def build_changes(
    table: DayTable, before: Period, after: Period, began: int, library: Library, hidden: Collection[str]
) -> ChangesState:
    """Compare the maps of two spans of `table`; `began` is the row of the diary's first day in it."""
    language = library.language
    found = compare_areas(table, _rows(table, before), _rows(table, after), began)
    names = (language.span(before.first, before.last), language.span(after.first, after.last))
    if found is None:
        problem = language.t(
            "Too few body maps to compare: at least {least} are needed in these days and in as many days before "
            "them.",
            least=language.number(LEAST_MAPPED),
        )
        return ChangesState(*names, {}, problem, problem)
    signs = {
        key: _sign(change, language)
        for change in found
        for key in (table.atlas.segments[change.segment].key,)
        if key not in hidden
    }
    return ChangesState(*names, signs, "", _words(signs, library), _listed(signs, library))


def _rows(table: DayTable, period: Period) -> Bools:
    days = np.arange(len(table)) + table.period.first.toordinal()
    rows: Bools = (days >= period.first.toordinal()) & (days <= period.last.toordinal())
    return rows


def _sign(change: AreaChange, language: Language) -> ChangeSign:
    points = language.number(abs(100 * change.difference))
    if not change.is_clear:
        difference = AmountWords(language, Amount.SHARE).difference(change.difference)
        words = language.t("{difference}, no clear difference", difference=difference)
    elif change.difference > 0:
        words = language.t("more often, {points} more in 100 days", points=points)
    else:
        words = language.t("less often, {points} fewer in 100 days", points=points)
    return ChangeSign(change.difference, change.is_clear, words)


def _listed(signs: Mapping[str, ChangeSign], library: Library) -> tuple[str, ...]:
    """Return the largest differences, those beyond chance first, one line each."""
    order = sorted(signs, key=lambda key: (not signs[key].is_clear, -abs(signs[key].difference)))
    return tuple(
        library.language.t("{area}: {difference}", area=library.words.segments[key], difference=signs[key].words)
        for key in order[:MOST_NAMED]
    )


def _words(signs: Mapping[str, ChangeSign], library: Library) -> str:
    t = library.language.t
    if not signs:
        return t("No area hurt noticeably more or less often than before.")
    clear = [key for key, sign in signs.items() if sign.is_clear]
    if not clear:
        return t(
            "The signs show areas that differ by at least 20 in 100 days. Chance could have made each of them: "
            "that is the usual result."
        )
    named = ", ".join(library.words.segments[key] for key in clear[:MOST_NAMED])
    return t(
        "More than chance: {areas}. What made the difference, this cannot say. The other signs chance could have "
        "made.",
        areas=named,
    )
