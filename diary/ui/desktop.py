"""Opens files and folders with the other programs of the desktop."""

import shutil
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

ANSWER_MS = 2000


def open_outside(path: Path) -> bool:
    """Open a file or folder with the program for it; false when there is none."""
    url, opener = QUrl.fromLocalFile(str(path)), shutil.which("xdg-open")
    if opener is None:
        return QDesktopServices.openUrl(url)
    child = QProcess()
    child.setProgram(opener)
    child.setArguments([url.toString()])
    child.setStandardOutputFile(QProcess.nullDevice())
    child.setStandardErrorFile(QProcess.nullDevice())
    started: object = child.startDetached()  # a pair, as its stub says, or a bool
    return bool(started[0] if isinstance(started, tuple) else started)


def show_in_folder(path: Path) -> bool:
    """Show the file in the file manager, selected where that is possible, else open its folder."""
    try:
        from PySide6.QtDBus import QDBus, QDBusConnection, QDBusMessage
    except ImportError:
        return open_outside(path.parent)
    name = "org.freedesktop.FileManager1"
    call = QDBusMessage.createMethodCall(name, "/org/freedesktop/FileManager1", name, "ShowItems")
    call.setArguments([[QUrl.fromLocalFile(str(path)).toString()], ""])
    bus = QDBusConnection.sessionBus()
    answer = bus.call(call, QDBus.CallMode.Block, ANSWER_MS)  # an error where there is no bus
    return answer.type() == QDBusMessage.MessageType.ReplyMessage or open_outside(path.parent)
