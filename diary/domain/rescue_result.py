"""Counts what was and was not rescued from a damaged diary."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct


class RescueResult(Struct, frozen=True):
    """A new diary made from a damaged one.

    `kept` and `left_out` count rows by table: those taken from the damaged file, and those found in it that cannot
    be right. `incomplete` are the days that may miss something; `lost` counts places that could not be read, of
    which nobody knows what was in them. `copied` is how many days came from a copy, None without one.
    `clock_behind` is today by the clock of this computer and a later day on which something was written, if any.
    """

    days: int
    first: date | None
    last: date | None
    kept: Mapping[str, int]
    left_out: Mapping[str, int]
    incomplete: tuple[date, ...]
    lost: int
    copied: int | None = None
    clock_behind: tuple[date, date] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing."""
        return not (self.incomplete or self.lost or any(self.left_out.values()))
