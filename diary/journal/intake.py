"""What taking in other people's files did: counted, so that it can be said before and after."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that was offered for an answer that is there already and differs; the diary kept its own.

    Of a body map `kept` and `offered` count the areas, of a text its characters.
    """

    day: date
    item: str
    kept: float
    offered: float


@dataclass(frozen=True)
class Intake:
    """The result of an import: `added` new values, `same` that were there already, `kept` differences.

    Activities and moments count as values. `new_items` are the keys of own items that were made.
    """

    days: int
    added: int
    same: int
    kept: tuple[Difference, ...]
    new_items: tuple[str, ...]
