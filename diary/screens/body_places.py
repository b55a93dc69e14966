"""Builds the body figure of the printed summary: how often each place of the body hurt."""

from collections.abc import Collection, Mapping

import numpy as np
from msgspec import Struct

from diary.content.amounts import often_words
from diary.content.language import Language
from diary.content.library import Library
from diary.domain.look_back import place_marks
from diary.domain.spread import persistence
from diary.domain.table import DayTable

STEPS = 5
MOST_PLACES = 7


class BodyPlace(Struct, frozen=True):
    """One place of the body and on which part of the days it was marked, 0-1 and in words."""

    name: str
    share: float
    words: str


class PlacesState(Struct, frozen=True):
    """The figure.

    shares: segment key -> part of the days with a body map on which it was marked, 0-1 (all segments). left_out:
    segments that are not drawn, of an absent limb; one that was marked is drawn. most: the places marked most
    often. `steps` label the five strengths of the figure, `description` says in words what it shows.
    """

    title: str
    caption: str
    days: int
    shares: Mapping[str, float]
    most: tuple[BodyPlace, ...]
    steps: tuple[str, ...]
    front: str
    back: str
    left: str
    right: str
    description: str
    left_out: frozenset[str] = frozenset()


def build_places(table: DayTable, library: Library, hidden: Collection[str] = ()) -> PlacesState:
    """Count over all days of the table on which the body map was filled in; `hidden` areas are not drawn."""
    language = library.language
    t = language.t
    days = int(table.mapped.sum())
    shares = _shares(table) if days else {}
    most = _most(table, library) if days else ()
    named = ", ".join(f"{place.name} {place.words}" for place in most)
    return PlacesState(
        title=t("Where it hurt"),
        caption=_caption(days, language, is_marked=bool(most)),
        days=days,
        shares=shares,
        most=most,
        steps=_steps(language),
        front=t("Front"),
        back=t("Back"),
        left=t("Left"),
        right=t("Right"),
        description=t("Body, front and back. Marked most often: {places}.", places=named)
        if most
        else t("Body, front and back. Nothing was marked."),
        left_out=frozenset(key for key in hidden if not shares.get(key)),
    )


def _caption(days: int, language: Language, *, is_marked: bool) -> str:
    if not days:
        return language.t("The body map was not filled in.")
    if not is_marked:
        return language.n(
            "No pain was marked, on {count} day with a body map",
            "No pain was marked, on {count} days with a body map",
            days,
        )
    return language.n(
        "How often, on {count} day with a body map", "How often, on {count} days with a body map", days
    )


def step_of(share: float) -> int | None:
    """Return which of the five strengths shows this share: 0 up to 20 percent ... 4 up to 100; None for never."""
    if share <= 0:
        return None
    return min(STEPS, int(np.ceil(share * STEPS - 1e-9))) - 1


def _steps(language: Language) -> tuple[str, ...]:
    """Return where each strength ends; only the last one says that it is percent."""
    ends = [language.number(100 * (step + 1) / STEPS) for step in range(STEPS)]
    return (*ends[:-1], language.percent(1.0))


def _shares(table: DayTable) -> Mapping[str, float]:
    found = persistence(table.areas > 0, table.mapped)
    return {segment.key: float(share) for segment, share in zip(table.atlas.segments, found, strict=True)}


def _most(table: DayTable, library: Library) -> tuple[BodyPlace, ...]:
    """Return the places marked most often, in the order of the body where they are equal."""
    counted = [(int(marks.sum()), place) for place, marks in place_marks(table).items()]
    days = int(table.mapped.sum())
    top = sorted((item for item in counted if item[0]), key=lambda item: -item[0])[:MOST_PLACES]
    return tuple(
        BodyPlace(place_name(library, place), count / days, often_words(library.language, count, days))
        for count, place in top
    )


def place_name(library: Library, place: str) -> str:
    """Return what a place is called: an area of the body, or a segment that belongs to none."""
    return library.words.areas.get(place) or library.words.segments[place]
