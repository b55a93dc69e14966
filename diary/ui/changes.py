"""What changed in the diary, as a Qt signal: pages that are gone are no longer told."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from diary.domain.period import Period


class Changes(QObject):
    """Emits the period of every change; `subscribe` is the journal's."""

    changed = Signal(object)

    def __init__(
        self, subscribe: Callable[[Callable[[Period], None]], Callable[[], None]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._stop = subscribe(self.changed.emit)

    def stop(self) -> None:
        """Hear no more; the window is closing."""
        self._stop()
        self._stop = _nothing


def _nothing() -> None:
    return None
