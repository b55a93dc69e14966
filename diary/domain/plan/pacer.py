"""Times slow breathing: how long in and out at a chosen pace, and where one is after so many seconds."""

import math
from typing import Final

from msgspec import Struct

SLOWEST, FASTEST = 4.0, 10.0
"""Breaths a minute."""
LONGEST_MINUTES: Final = 10
MINUTE: Final = 60.0


class Pace(Struct, frozen=True):
    """`breaths` a minute, of which the breath in takes 1 part and the one out `out` parts; it ends by itself after
    the last whole breath of so many `minutes`. One still cycle goes before."""

    breaths: float = 6.0
    out: float = 1.5
    minutes: int = 3

    @property
    def cycle(self) -> float:
        """Seconds of one breath."""
        return MINUTE / self.breaths

    @property
    def seconds_in(self) -> float:
        """Seconds of the breath in."""
        return self.cycle / (1 + self.out)

    @property
    def seconds_out(self) -> float:
        """Seconds of the breath out."""
        return self.cycle - self.seconds_in

    @property
    def cycles(self) -> int:
        """How many whole breaths."""
        return math.floor(self.minutes * self.breaths + 1e-9)


class Breath(Struct, frozen=True):
    """Where one is: `is_in` is None before the first breath and after the last; `share` of this part is over."""

    is_in: bool | None
    share: float
    is_over: bool = False


def breath_at(pace: Pace, seconds: float) -> Breath:
    """Return where one is so many seconds after the start."""
    cycle, within = divmod(seconds, pace.cycle)
    number = int(cycle)
    if number == 0:
        return Breath(None, within / pace.cycle)
    if number > pace.cycles:
        return Breath(None, 1.0, is_over=True)
    if within < pace.seconds_in:
        return Breath(True, within / pace.seconds_in)
    return Breath(False, (within - pace.seconds_in) / pace.seconds_out)


def minutes_done(pace: Pace, seconds: float) -> int:
    """Return the whole minutes that were breathed, without the still cycle before."""
    return math.floor(max(0.0, min(seconds - pace.cycle, pace.cycles * pace.cycle)) / MINUTE + 1e-9)
