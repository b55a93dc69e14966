"""Says what goes into a share, a diary file made for somebody else, and what its manifest tells of it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from diary.domain.day import ACTIVITIES, BODY_MAP, Activity, Day
from diary.domain.item import Catalogue, Item, Kind, OwnItem

VERSION: Final = 1
"""The form of a manifest. A later one that says less or other things gets another number."""


class LeftOut(Struct, frozen=True):
    """What a diary has and its share has not: how many items and days, whether free texts, and which lists."""

    items: int = 0
    days: int = 0
    texts: bool = False
    lists: tuple[str, ...] = ()


class Manifest(Struct, frozen=True):
    """What a share tells of itself. `name` is the name or the pseudonym, empty where the person gave none; `diary`
    is the same in every share of one diary and says nothing about it; `made_at` is local time with its offset.

    `visits` are the days of appointments up to then, oldest first: on which changes are reckoned from.
    `checksum` is of every row of the share and of the rest of the manifest: it shows damage and careless changes,
    not forgery.
    """

    diary: str
    made_at: str
    program: str
    name: str = ""
    is_pseudonym: bool = False
    for_whom: str = ""
    first: date | None = None
    last: date | None = None
    items: tuple[str, ...] = ()
    texts: bool = False
    left_out: LeftOut = field(default_factory=LeftOut)
    visits: tuple[date, ...] = ()
    version: int = VERSION
    checksum: str = ""


class ShareChoice(Struct, frozen=True):
    """What a person ticked: the keys of items, and whether what they wrote in their own words goes too: notes,
    names of activities, words of moments, and all lists."""

    items: frozenset[str]
    texts: bool = False

    def of_day(self, day: Day, catalogue: Catalogue) -> Day:
        """Return the day with only that in it. Without free texts activities have no names, moments no words."""
        kinds = {item.kind for item in catalogue.items if item.key in self.items}
        mapped, happened = BODY_MAP in self.items, Kind.MOMENTS in kinds
        done = day.activities if ACTIVITIES in self.items else ()
        moments = day.moments if happened else ()
        return replace(
            day,
            answers={key: answer for key, answer in day.answers.items() if key in self.items},
            areas=day.areas if mapped else {},
            tender=day.tender if mapped else frozenset(),
            activities=done if self.texts else tuple(replace(each, kind="") for each in done),
            moments=moments if self.texts else tuple(replace(each, text="") for each in moments),
            notes=self._notes(day.notes),
        )

    def _notes(self, notes: Mapping[str, str]) -> Mapping[str, str]:
        return {key: text for key, text in notes.items() if key in self.items} if self.texts else {}

    def of_own_items(self, own_items: Iterable[OwnItem]) -> tuple[OwnItem, ...]:
        """Return the person's own items that go: their names are seen by whoever gets the share."""
        return tuple(own for own in own_items if own.item.key in self.items)

    def left_out(self, days: Collection[Day], outside: int, catalogue: Catalogue, lists: Iterable[str]) -> LeftOut:
        """Return what stays behind of these days, of `outside` other days, and of these lists."""
        used = {key for day in days for key in (*day.answers, *day.notes)}
        used |= {ACTIVITIES for day in days if day.activities}
        words = any(day.notes or any(map(_has_words, (*day.activities, *day.moments))) for day in days)
        gone = [item for item in catalogue.items if item.key in used and not self._takes(item)]
        return LeftOut(len(gone), outside, bool(words) and not self.texts, () if self.texts else tuple(lists))

    def _takes(self, item: Item) -> bool:
        return item.key in self.items and (self.texts or item.kind is not Kind.TEXT)


def _has_words(row: object) -> bool:
    return bool(row.kind if isinstance(row, Activity) else getattr(row, "text", ""))
