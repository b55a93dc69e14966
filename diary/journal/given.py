"""What is said about a day at once, and which part of it the diary does not hold yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from diary.domain.day import ACTIVITIES, Activity, Day, DayKind


@dataclass(frozen=True, slots=True)
class Given:
    """Answers (None takes one back) and notes by key; None for activities, all painful areas and the kind of day
    where nothing is said about them."""

    values: Mapping[str, float | None]
    activities: tuple[Activity, ...] | None
    areas: Mapping[str, int] | None
    notes: Mapping[str, str]
    kind: DayKind | None

    def new_to(self, stored: Day) -> "Given | None":
        """The part that is not stored yet; None when there is none."""
        new = Given(
            {item: value for item, value in self.values.items() if stored.value(item) != value},
            self.activities if self._has_other_activities(stored) else None,
            self.areas if self._has_another_map(stored) else None,
            {key: text for key, text in self.notes.items() if stored.notes.get(key, "") != text},
            self.kind if self.kind != stored.kind else None,
        )
        return None if new == _NOTHING else new

    def _has_other_activities(self, stored: Day) -> bool:
        return self.activities != stored.activities or ACTIVITIES in stored.answers

    def _has_another_map(self, stored: Day) -> bool:
        return not stored.is_mapped or self.areas != stored.areas


_NOTHING = Given({}, None, None, {}, None)
