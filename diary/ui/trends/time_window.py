"""The time window: the period in view, shared by all plots, the axis and the navigator."""

from PySide6.QtCore import QObject, Signal

from diary.screens.buckets import Width, width_for

SHORTEST_DAYS = 7.0


class TimeWindow(QObject):
    """From `low` to `high` in day numbers since 1970-01-01; a day reaches half a day to both sides of its number.

    Never leaves the limits and never gets shorter than a week. `about_to_move` is emitted before a change, `moved`
    after it.
    """

    about_to_move = Signal()
    moved = Signal(float, float)

    def __init__(self, first: int, last: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.first = self.low = first - 0.5
        self.last = self.high = last + 0.5

    @property
    def length(self) -> float:
        """The number of days in view."""
        return self.high - self.low

    @property
    def width(self) -> Width:
        """The buckets in which this period is drawn."""
        return width_for(self.length)

    @property
    def is_whole(self) -> bool:
        """Whether the whole diary is in view."""
        return self.low <= self.first and self.high >= self.last

    def set_limits(self, first: int, last: int) -> None:
        """Set the days that can be scrolled to, both included. A view at the old end moves to the new one."""
        at_end = self.high >= self.last
        self.first, self.last = first - 0.5, last + 0.5
        if at_end:
            self.show(self.last - self.length, self.last)
        else:
            self.show(self.low, self.high)

    def show(self, low: float, high: float) -> None:
        """Bring these days into view, as far as the limits allow; too long a period keeps its end."""
        length = min(max(high - low, SHORTEST_DAYS), max(self.last - self.first, SHORTEST_DAYS))
        end = min(max(high, self.first + length), max(self.last, self.first + length))
        if (end - length, end) != (self.low, self.high):
            self.about_to_move.emit()
            self.low, self.high = end - length, end
            self.moved.emit(self.low, self.high)

    def show_last(self, days: float) -> None:
        """Bring `days` days into view, up to the present end of the view."""
        self.show(self.high - days, self.high)

    def pan(self, days: float) -> None:
        """Move this many days later (earlier when negative)."""
        self.show(self.low + days, self.high + days)

    def zoom(self, factor: float, centre: float) -> None:
        """Make the period `factor` times as long around the day `centre`."""
        self.show(centre - (centre - self.low) * factor, centre + (self.high - centre) * factor)
