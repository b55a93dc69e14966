"""Finds what a person usually logs, to offer it for one click."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping

from msgspec import Struct, field

from diary.domain.day import Activity, Day, Moment, MomentKind

LOOK_BACK_DAYS = 60
MOST_ACTIVITIES = 4
OFTEN = 2
"""How many times make an activity a usual one."""


class Usual(Struct, frozen=True):
    """What is usually logged. `kinds` are all names to suggest, `activities` the few most usual ones, each kind
    once with its most usual minutes (without effort: that differs).

    `texts` are the words used with a kind of moment, `amounts` what was last taken of a medicine by its name.
    Each is ordered by how often it was used, the newest first among equals.
    """

    kinds: tuple[str, ...] = ()
    activities: tuple[Activity, ...] = ()
    texts: Mapping[MomentKind, tuple[str, ...]] = field(default_factory=dict)
    amounts: Mapping[str, float] = field(default_factory=dict)


def usual_of(days: Iterable[Day], known: Iterable[str] = ()) -> Usual:
    """Find what is usual in these days, the oldest first; `known` names follow those that were used."""
    newest_first = list(days)[::-1]
    done = [activity for day in newest_first for activity in day.activities]
    moments = [moment for day in newest_first for moment in day.moments if moment.text]
    kinds = _by_use([activity.kind for activity in done])
    said = {kind.casefold() for kind in kinds}
    counted = Counter((activity.kind, activity.minutes) for activity in done)
    often: dict[str, tuple[str, int]] = {}
    for (kind, minutes), count in counted.most_common():
        if count >= OFTEN:
            often.setdefault(kind.strip().casefold(), (kind, minutes))
    return Usual(
        kinds=(*kinds, *(kind for kind in known if kind.casefold() not in said)),
        activities=tuple(Activity(kind, minutes) for kind, minutes in often.values())[:MOST_ACTIVITIES],
        texts={kind: _by_use([moment.text for moment in moments if moment.kind is kind]) for kind in MomentKind},
        amounts=_amounts(moments),
    )


def _by_use(names: Iterable[str]) -> tuple[str, ...]:
    """Return each name once, however it was capitalised, by how often it was used; as it was written last."""
    written: dict[str, str] = {}
    count: Counter[Hashable] = Counter()
    for name in names:
        key = name.strip().casefold()
        written.setdefault(key, name.strip())
        count[key] += 1
    return tuple(written[str(key)] for key, _ in count.most_common())


def _amounts(newest_first: Iterable[Moment]) -> dict[str, float]:
    amounts: dict[str, float] = {}
    for moment in newest_first:
        if moment.kind is MomentKind.MEDICINE and moment.value is not None:
            amounts.setdefault(moment.text, moment.value)
    return amounts
