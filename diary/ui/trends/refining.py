"""Fast while moving, fine at rest: smooth wide lines are what Qt draws slowest."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from diary.ui.trends.window import TimeWindow

REST_MS = 150
"""Nothing moved for so long: time to draw finely."""


class Refining(QObject):
    """Calls `set_fine` with False from the second of several quick moves on (a single step is drawn finely at
    once), and with True when they are over."""

    def __init__(self, window: TimeWindow, set_fine: Callable[[bool], None], parent: QObject) -> None:
        super().__init__(parent)
        self._set_fine = set_fine
        self._is_fine = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(lambda: self._change(True))
        window.about_to_move.connect(self._on_about_to_move)

    def _on_about_to_move(self) -> None:
        if self._rest.isActive():
            self._change(False)
        self._rest.start()

    def _change(self, fine: bool) -> None:
        if fine is not self._is_fine:
            self._is_fine = fine
            self._set_fine(fine)
