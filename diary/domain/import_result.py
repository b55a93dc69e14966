"""What became of days that were read from another file: how many values are new, and what was kept."""

from datetime import date

from msgspec import Struct


class ImportConflict(Struct, frozen=True):
    """An imported value that differs from an existing answer; the diary kept its own, unless it says otherwise.

    Of a body map `kept` and `offered` count the areas, of a text its characters, of naps they are all minutes kept
    and those of the nap that does not fit.
    """

    day: date
    item: str
    kept: float
    offered: float


class ImportResult(Struct, frozen=True):
    """The result of an import: `added` new values, `same` that were there already, `kept` differences.

    Activities, naps and moments count as values. `new_items` are the keys of own items that were made. `updated`
    are values of days that were not over when the device's own earlier export was made; `kept` is the one before.
    """

    days: int
    added: int
    same: int
    kept: tuple[ImportConflict, ...]
    new_items: tuple[str, ...]
    updated: tuple[ImportConflict, ...] = ()
