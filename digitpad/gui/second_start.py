"""What another start of the program asks this one for."""

from collections import deque
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from digitpad.core.handover import LONGEST, TAKEN, from_request
from digitpad.gui.window import MainWindow

_PATIENCE_MS: Final = 2_000
"""Within which who connects must have said what it wants."""
_LOOK_AGAIN_MS: Final = 200
"""Between looks whether a dialog is still open that a file must wait for."""


class SecondStart(QObject):
    """Listens for other starts; comes to the front, and opens their files.

    Parameters
    ----------
    window
        The main window, which keeps this alive.
    place
        Where to listen, see `digitpad.core.handover.meeting_place`; None is nowhere.
        What a program left there that was killed is taken over; if another one
        listens there, this one does not.
    """

    def __init__(self, window: MainWindow, place: str | None) -> None:
        super().__init__(window)
        self._window = window
        self._files: deque[Path] = deque()
        self._waiting = QTimer(self, interval=_LOOK_AGAIN_MS)
        self._waiting.timeout.connect(self._open_files)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        window.closed.connect(self._on_closed)
        if place and not _somebody_listens(place):
            QLocalServer.removeServer(place)
            self._server.listen(place)

    @property
    def listens(self) -> bool:
        """Whether other starts are heard."""
        return self._server.isListening()

    def open(self, file: Path) -> None:
        """Open a file; it waits for a dialog that is open to be closed."""
        self._files.append(file)
        self._open_files()

    @Slot()
    def _open_files(self) -> None:
        if QApplication.activeModalWidget() is None and self._files:
            self._window.opening.open(self._files.popleft())
        if self._files and not self._waiting.isActive():
            self._waiting.start()
        elif not self._files:
            self._waiting.stop()

    @Slot()
    def _on_connection(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            socket.readyRead.connect(self._on_words)
            socket.disconnected.connect(socket.deleteLater)
            QTimer.singleShot(_PATIENCE_MS, socket, socket.abort)
            if socket.bytesAvailable():
                self._hear(socket)

    @Slot()
    def _on_words(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket):
            self._hear(socket)

    def _hear(self, socket: QLocalSocket) -> None:
        if socket.bytesAvailable() > LONGEST:
            socket.abort()
        if not socket.canReadLine():
            return
        try:
            file = from_request(bytes(socket.readLine().data()))
        except ValueError:
            socket.abort()
            return
        socket.readyRead.disconnect(self._on_words)
        socket.write(TAKEN)
        socket.flush()
        socket.disconnectFromServer()
        # Not from here: it may show a dialog, and this must come to its end.
        QTimer.singleShot(0, self, lambda: self._serve(file))

    def _serve(self, file: Path | None) -> None:
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()
        if file:
            self.open(file)

    @Slot()
    def _on_closed(self) -> None:
        self._waiting.stop()
        self._server.close()


def _somebody_listens(place: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(place)
    answers = socket.waitForConnected(_LOOK_AGAIN_MS)
    socket.abort()
    return answers
