"""Notices while nobody types that the diary was written in, replaced or taken away elsewhere."""

from collections.abc import Callable

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from diary.domain.refusal import Refusal
from diary.journal.journal import Journal

SETTLE_MS = 400
"""A sync program does several things to a file, one after the other; so does a save of our own."""
SELDOM_MS = 60_000
"""Network folders tell nobody what happens in them: once a minute somebody looks."""


class Watch(QObject):
    """`happened` carries the `journal.holding.Elsewhere`, `refused` why the file cannot be read any more.

    The system wakes it when something happens in the folder; it also looks when the window is come back to.
    """

    happened = Signal(object)
    refused = Signal(object)

    def __init__(self, journal: Journal, flush: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._flush = flush
        self._files = QFileSystemWatcher(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLE_MS)
        self._soon.timeout.connect(self.look)
        seldom = QTimer(self)
        seldom.setTimerType(Qt.TimerType.VeryCoarseTimer)
        seldom.setInterval(SELDOM_MS)
        seldom.timeout.connect(self.look)
        seldom.start()
        self._files.directoryChanged.connect(self._soon.start)
        self._files.fileChanged.connect(self._soon.start)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)
        self._follow()

    def look(self) -> None:
        """Say what happened elsewhere, if anything did. What is being typed is stored first, so that it can be
        told when the same was written elsewhere."""
        try:
            if self._journal.is_disturbed:
                self._flush()
            elsewhere = self._journal.look()
        except Refusal as refusal:
            self.refused.emit(refusal)
            return
        self._follow()
        if elsewhere is not None:
            self.happened.emit(elsewhere)

    def _follow(self) -> None:
        """Watch the file that has the name now, and its folder."""
        path = self._journal.path
        for place in (path, path.parent):
            if place.exists() and str(place) not in (*self._files.files(), *self._files.directories()):
                self._files.addPath(str(place))

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._soon.start()
