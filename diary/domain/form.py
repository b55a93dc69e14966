"""Describes a person's form: which questions are asked, how often the pain number, which body segments are drawn.

It is stored in the diary, not with the computer: another computer asks the same questions.
A field is all it takes: `journal/core.py` keeps each as a text, and reads what its type allows.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias, get_args

from msgspec import Meta, Struct, field

from diary.domain.item import MINUTES_A_DAY, Catalogue, Item, Preset
from diary.domain.period import DAY_BOUNDARY_MINUTES

PAIN_CARD = "pain"
WeekStart: TypeAlias = Literal[0, 6, 5]
WEEK_STARTS: Final[tuple[int, ...]] = get_args(WeekStart)
"""The days on which weeks start somewhere: Monday, Sunday, Saturday."""
_SUNDAY, _TUESDAY, _THURSDAY = 6, 1, 3


class PainRhythm(StrEnum):
    """How often the pain number is asked. Rating pain every day is not harmless for everybody (Ferrari 2015), so a
    new diary starts with three times a week."""

    DAILY = "daily"
    THREE_A_WEEK = "three_a_week"
    WEEKLY = "weekly"
    OFF = "off"

    def asks_on(self, day: date) -> bool:
        """Return whether the pain number is asked on this day: Tuesday, Thursday and Sunday, or Sunday alone."""
        days = {
            PainRhythm.DAILY: frozenset(range(7)),
            PainRhythm.THREE_A_WEEK: frozenset({_TUESDAY, _THURSDAY, _SUNDAY}),
            PainRhythm.WEEKLY: frozenset({_SUNDAY}),
            PainRhythm.OFF: frozenset[int](),
        }
        return day.weekday() in days[self]


PRESET_SETTING: Final = "form.preset"
"""The name under which a diary holds the preset; one that was made before it holds none."""
FIRST_WEEK_DAYS: Final = 7
"""As long a new diary asks the essentials before it offers to be asked more. It never asks more by itself."""


class Form(Struct, frozen=True):
    """The person's form. `preset` None means their own choice: the item keys in `chosen`. A diary that stored none
    has the short form; a new one stores the essentials when it is made.

    `hidden_areas` are body segments that are not drawn (amputation); `folded` are cards shown as one line.
    `week_starts` is the weekday on which the person's weeks start, 0 is Monday; None is as the computer says.
    """

    preset: Preset | None = Preset.SHORT
    chosen: frozenset[str] = field(default_factory=frozenset)
    pain: PainRhythm = PainRhythm.THREE_A_WEEK
    hidden_areas: frozenset[str] = field(default_factory=frozenset)
    folded: frozenset[str] = field(default_factory=frozenset)
    boundary_minutes: Annotated[int, Meta(ge=0, lt=MINUTES_A_DAY)] = DAY_BOUNDARY_MINUTES
    week_starts: WeekStart | None = None

    def shows(self, item: Item) -> bool:
        """Return whether the item is in this form on the days it is asked. Own items are, until archived."""
        if item.archived:
            return False
        if self.preset is None:
            return item.key in self.chosen
        return item.own or self.preset in item.presets

    def asks(self, item: Item, day: date, answered: Iterable[str] = ()) -> bool:
        """Return whether the item is asked on this day. An item in `answered` stays visible, whatever the rhythm
        says."""
        if item.key in answered:
            return True
        if item.card == PAIN_CARD and not self.pain.asks_on(day):
            return False
        return self.shows(item)

    def asked(self, catalogue: Catalogue, day: date, answered: Iterable[str] = ()) -> tuple[Item, ...]:
        """Return all items asked on this day, in the catalogue's order."""
        known = frozenset(answered)
        return tuple(item for item in catalogue.items if self.asks(item, day, known))
