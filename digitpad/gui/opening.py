"""What the program can open: dropped on the window, or given to it at a start."""

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QWidget


class Opening(QObject):
    """Opens files, each by whoever has said that it can.

    Parameters
    ----------
    window
        On it, and on what lies in it, files and pictures may be dropped.
    """

    failed = Signal(str)
    """Nobody can open it: a sentence for people."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._openers: list[tuple[tuple[str, ...], Callable[[Path], None]]] = []
        self._what: list[str] = []
        self._take_image: Callable[[QImage], None] | None = None
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def add(
        self, what: str, suffixes: Iterable[str], opener: Callable[[Path], None]
    ) -> None:
        """Have files opened that end in one of some suffixes.

        Parameters
        ----------
        what
            What they are, for people: "a picture".
        suffixes
            Such as ".jsonl.gz"; in lower case, the case of a name does not count.
        opener
            Is called with the file, which may be anything or nothing.
        """
        suffixes = tuple(suffixes)
        self._openers.append((suffixes, opener))
        self._what.append(f"{what} ({', '.join(suffixes)})")

    def set_image_opener(self, take: Callable[[QImage], None]) -> None:
        """Have pictures taken that come without a file."""
        self._take_image = take

    def open(self, path: Path) -> None:
        """Open a file; `failed` tells if nobody can."""
        for suffixes, opener in self._openers:
            if path.name.lower().endswith(suffixes):
                opener(path)
                return
        self.failed.emit(
            f"{path} cannot be opened: it is neither {' nor '.join(self._what)}."
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        if isinstance(event, QDragEnterEvent):
            if self._files(event.mimeData()) or self._has_image(event.mimeData()):
                event.acceptProposedAction()
                return True
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            event.acceptProposedAction()
            self._take(event.mimeData())
            return True
        return super().eventFilter(watched, event)

    def _take(self, data: QMimeData) -> None:
        files = self._files(data)
        if files:  # one after the other would hide all but the last
            self.open(files[0])
        elif self._take_image and self._has_image(data):
            self._take_image(QImage(data.imageData()))

    def _has_image(self, data: QMimeData) -> bool:
        return self._take_image is not None and data.hasImage()

    @staticmethod
    def _files(data: QMimeData) -> list[Path]:
        return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
