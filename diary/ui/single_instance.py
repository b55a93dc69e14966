"""A second start of the program brings the first window to the front instead of opening another one.

The lock of the file decides which one is first (`storage.lock`). The local socket carries one word, or the address
of the page that was asked for. Only this user's account may use it, and it never leaves this computer.
"""

from os import fsdecode, fsencode
from pathlib import Path

from PySide6.QtCore import QObject, QThread, QTimer, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from diary.paths import socket_address

WORD, ANSWER, PAGE, END = b"raise\n", b"raised\n", b"page ", b"\n"
LONGEST = 4_096
"""Most bytes of what is heard."""
PATIENCE_MS = 1500
TRIES, PAUSE_MS = 4, 250
MOST_AT_ONCE = 4


class SingleInstance(QObject):
    """Emits a signal when the program is started again on a diary that a window has open, and another one with the
    page it was started for."""

    raise_requested = Signal()
    page_requested = Signal(str)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        """Listen. Build it only while holding the lock of `path`: the address of a killed program is taken over.
        Where no socket can be made, a second start is refused in a sentence."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.setMaxPendingConnections(MOST_AT_ONCE)
        self._server.newConnection.connect(self._on_visitor)
        QLocalServer.removeServer(socket_address(path))
        self._server.listen(socket_address(path))

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _on_visitor(self) -> None:
        visitor = self._server.nextPendingConnection()
        if visitor is None:
            return
        visitor.setReadBufferSize(LONGEST + 1)
        visitor.readyRead.connect(lambda: self._handle_error(visitor))
        visitor.disconnected.connect(visitor.deleteLater)
        QTimer.singleShot(PATIENCE_MS, visitor, visitor.abort)
        self._handle_error(visitor)

    def _handle_error(self, visitor: QLocalSocket) -> None:
        if not visitor.canReadLine() and visitor.bytesAvailable() <= LONGEST:
            return
        said = bytes(visitor.read(LONGEST + 1).data())
        is_page = said.startswith(PAGE) and said.endswith(END) and said.count(END) == 1
        if said != WORD and not is_page:
            visitor.abort()
            return
        self.raise_requested.emit()
        if is_page:
            self.page_requested.emit(fsdecode(said.removeprefix(PAGE).removesuffix(END)))
        visitor.write(ANSWER)
        visitor.flush()
        visitor.disconnectFromServer()


def raise_first(path: Path, page: str | None = None) -> bool:
    """Ask the window that has the diary at `path` open to come to the front, and to show a page; return whether it
    did. One that was started a moment ago may not listen yet."""
    said = WORD if page is None else PAGE + fsencode(page) + END
    for _ in range(TRIES):
        caller = QLocalSocket()
        caller.connectToServer(socket_address(path))
        if caller.waitForConnected(PATIENCE_MS):
            return _is_answered(caller, said)
        QThread.msleep(PAUSE_MS)
    return False


def _is_answered(caller: QLocalSocket, said: bytes) -> bool:
    caller.write(said)
    answer = b""
    while len(answer) < len(ANSWER) and caller.waitForReadyRead(PATIENCE_MS):
        answer += bytes(caller.readAll().data())
    return answer == ANSWER
