"""Hears from the system that the screen was locked or that the computer goes to sleep.

It asks the desktop's own message bus (D-Bus), where there is one, and only while a diary with a passphrase is
open. That is a socket inside this computer; a bus that is missing is no error.
"""

import os
import sys
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

_SAVERS = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
)
_ON_ACTIVE: Any = SLOT("on_active(bool)")  # the stubs ask for bytes, which are refused
_ON_LOCK: Any = SLOT("on_lock()")
_LOGIN = "org.freedesktop.login1"


class ScreenLock(QObject):
    """Emits `locked` when the system says so."""

    locked = Signal()

    def start(self) -> bool:
        """Listen; false where there is nobody to listen to."""
        if sys.platform in {"win32", "darwin"} or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            return False
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return False
        session = QDBusConnection.sessionBus()
        heard = [
            session.connect("", path, interface, "ActiveChanged", self, _ON_ACTIVE)
            for path, interface in _SAVERS
            if session.isConnected()
        ]
        system = QDBusConnection.systemBus()
        if system.isConnected():
            manager = "/org/freedesktop/login1", f"{_LOGIN}.Manager"
            heard.append(system.connect("", *manager, "PrepareForSleep", self, _ON_ACTIVE))
            heard.append(system.connect("", "", f"{_LOGIN}.Session", "Lock", self, _ON_LOCK))
        return any(heard)

    @Slot(bool)
    def on_active(self, is_active: bool) -> None:
        """The screen is covered, or the computer is about to sleep."""
        if is_active:
            self.locked.emit()

    @Slot()
    def on_lock(self) -> None:
        """The session is locked."""
        self.locked.emit()
