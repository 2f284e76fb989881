"""Pictures of digits: opened, pasted or dropped, and put on the canvas."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QGuiApplication, QImage, QKeySequence

from digitpad.core.picture_file import MOST_PIXELS, SUFFIXES, Pixels
from digitpad.gui.window import MainWindow

if TYPE_CHECKING:
    from digitpad.core.canvas import PictureInk
    from digitpad.gui.task import Report, Task

_LONG_MS: Final = 400
"""What takes longer than this is shown by the pointer."""
_MOST_SIDE: Final = 1600
"""Pixels; a larger picture that was pasted is made as small, which bounds the memory
that it takes."""
_NOTHING: Final = "There is no picture to paste: copy one, or a picture file, first."
_TOO_LARGE: Final = (
    f"The picture has more than {MOST_PIXELS // 1_000_000} million pixels: make it "
    "smaller."
)
_UNUSABLE: Final = "The picture cannot be read: save it as a file and open that."


def _reduced(image: QImage) -> QImage:
    """Return a picture of no more pixels than are looked at."""
    if max(image.width(), image.height()) <= _MOST_SIDE:
        return image
    return image.scaled(
        _MOST_SIDE,
        _MOST_SIDE,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


class PictureDesk(QObject):
    """Finds the ink in pictures, in the background, and hands them to the pad.

    Of several the newest counts. One that cannot be read leaves the canvas as it is.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._task: Task[PictureInk] | None = None
        self._told = ""
        """What this has put at the window's foot; gone with the next picture."""
        self._patience = QTimer(self, singleShot=True, interval=_LONG_MS)
        self._patience.timeout.connect(self._on_long)
        self._is_busy_shown = False
        open_ = QAction("&Open picture…", self, shortcut=QKeySequence("Ctrl+O"))
        open_.triggered.connect(self._on_open)
        paste = QAction("&Paste picture", self, shortcut=QKeySequence("Ctrl+V"))
        paste.triggered.connect(self._on_paste)
        window.menus.add("open", open_)
        window.menus.add("clipboard", paste)
        window.opening.add("a picture", SUFFIXES, self.read_file)
        window.opening.set_image_opener(self.read_image)
        window.closed.connect(self._drop)

    @property
    def is_reading(self) -> bool:
        """Whether a picture is on its way to the canvas."""
        return self._task is not None

    def read_file(self, path: Path) -> None:
        """Put the picture in a file on the canvas."""

        def load() -> Pixels:
            from digitpad.core.picture_file import open_picture

            return open_picture(path)

        self._read(load)

    def read_image(self, image: QImage) -> None:
        """Put a picture that came without a file on the canvas."""
        if image.isNull():
            self._on_failed(_UNUSABLE)
        elif image.width() * image.height() > MOST_PIXELS:
            self._on_failed(_TOO_LARGE)
        else:

            def load() -> Pixels:
                from digitpad.core.picture_file import (
                    on_paper,
                    without_needless_colours,
                )
                from digitpad.gui.images import pixels_of

                pixels = pixels_of(_reduced(image))
                if pixels.shape[2] == 4:
                    pixels = on_paper(pixels)
                return without_needless_colours(pixels)

            self._read(load)

    def _read(self, load: Callable[[], Pixels]) -> None:
        from digitpad.core.picture_reading import read_picture
        from digitpad.gui.task import Task

        def work(report: "Report") -> "PictureInk":
            pixels = load()
            report(0.5)
            return read_picture(pixels)

        self._drop()
        self._task = Task(work, self)
        self._task.succeeded.connect(self._on_read)
        self._task.failed.connect(self._on_failed)
        self._task.start()
        self._patience.start()

    def _tell(self, sentence: str) -> None:
        self._told = sentence
        self._window.tell(sentence)

    @Slot()
    def _drop(self) -> None:
        """Hear no more of the picture that is being read, nor say anything of it."""
        self._patience.stop()
        if self._is_busy_shown:
            self._is_busy_shown = False
            QGuiApplication.restoreOverrideCursor()
        if self._task:
            self._task.drop()
            self._task = None
        if self._told and self._window.notice.accessibleName() == self._told:
            self._window.notice.hide()
        self._told = ""

    @Slot()
    def _on_long(self) -> None:
        # A notice would make a window that is as low as can be higher, and back.
        self._is_busy_shown = True
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)

    @Slot(object)
    def _on_read(self, content: "PictureInk") -> None:
        self._drop()
        self._window.stage.pad.set_drawing(content)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._drop()
        self._tell(sentence)

    @Slot()
    def _on_open(self) -> None:
        from digitpad.gui.file_dialogs import ask_for_file

        preferences = self._window.preferences
        suffixes = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path = ask_for_file(
            self._window,
            "Open a picture",
            f"Pictures ({suffixes})",
            preferences.settings.folder,
        )
        if path is not None:
            preferences.keep(folder=str(path.parent))
            self.read_file(path)

    @Slot()
    def _on_paste(self) -> None:
        clipboard = QGuiApplication.clipboard()
        data = clipboard.mimeData()
        files = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if files:
            self._window.opening.open(Path(files[0]))
        elif data.hasImage():
            self.read_image(clipboard.image())
        else:
            self._on_failed(_NOTHING)
