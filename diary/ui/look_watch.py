"""Watches what the window should look like: the colours of the computer, the size of its words, the hour."""

from typing import Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

LOOK_MS = 20_000
PORTAL = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings"
WORDS = "org.gnome.desktop.interface", "text-scaling-factor"
_ON_SETTING: Any = SLOT("ask_words()")  # the stubs ask for bytes, which are refused


class LookWatch(QObject):
    """Emits `looked` now and then, and when the computer has other colours or larger words: the window may have to
    look otherwise by then. `words_scaled` carries the percentage a Wayland desktop asks words to be made of: there
    no display server does so."""

    looked = Signal()
    words_scaled = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        hints = QGuiApplication.styleHints()
        for changed in (
            hints.colorSchemeChanged,
            hints.accessibility().contrastPreferenceChanged,
            QGuiApplication.primaryScreen().logicalDotsPerInchChanged,
        ):
            changed.connect(self._on_changed)
        now_and_then = QTimer(self, interval=LOOK_MS)
        now_and_then.timeout.connect(self.looked)
        now_and_then.start()
        if QGuiApplication.platformName() == "wayland":
            self.follow_words()

    def follow_words(self) -> None:
        """Ask how large words should be, now and whenever a setting of the desktop changes."""
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        session = QDBusConnection.sessionBus()
        if session.isConnected():
            session.connect(*PORTAL, "SettingChanged", self, _ON_SETTING)
            self.ask_words()

    @Slot()
    def ask_words(self) -> None:
        """Ask, without waiting for the answer."""
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        call = QDBusMessage.createMethodCall(*PORTAL, "Read")
        call.setArguments(list(WORDS))
        waiting = QDBusPendingCallWatcher(QDBusConnection.sessionBus().asyncCall(call), self)
        waiting.finished.connect(self._on_answer)

    def _on_answer(self, answer: QObject) -> None:
        from PySide6.QtDBus import QDBusPendingCallWatcher, QDBusVariant

        assert isinstance(answer, QDBusPendingCallWatcher)
        found: object = next(iter(answer.reply().arguments()), None)  # an error has words, no number
        while isinstance(found, QDBusVariant):
            found = found.variant()
        if isinstance(found, float):
            self.words_scaled.emit(round(found * 100))
        answer.deleteLater()

    def _on_changed(self, _now: object) -> None:
        self.looked.emit()
