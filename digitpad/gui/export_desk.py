"""What is on the canvas, saved as a file or copied to the clipboard."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence

from digitpad.core.canvas import PictureInk
from digitpad.core.errors import DigitpadError
from digitpad.core.settings import BRUSHES
from digitpad.gui.window import MainWindow

_PNG = "PNG picture (*.png)"
_SVG = "SVG drawing (*.svg)"


class ExportDesk(QObject):
    """Has the commands that give the drawing, its frame and its reading away."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._pad = window.stage.pad
        save = QAction("&Save drawing as…", self, shortcut=QKeySequence("Ctrl+S"))
        save.triggered.connect(self._on_save)
        frame = QAction("Save &frame as PNG…", self)
        frame.triggered.connect(self._on_save_frame)
        copy = QAction("&Copy", self, shortcut=QKeySequence("Ctrl+C"))
        copy.triggered.connect(self._on_copy)
        text = QAction("Copy reading as &text", self)
        text.setShortcut(QKeySequence("Ctrl+Shift+C"))
        text.triggered.connect(self._on_copy_text)
        self._actions = (save, frame, copy, text)
        window.menus.add("export", save, frame)
        window.menus.add("clipboard", copy, text)
        self._pad.drawing_changed.connect(self._update_actions)
        self._update_actions()

    @property
    def _brush(self) -> float:
        return BRUSHES[self._window.preferences.settings.brush]

    @Slot()
    def _update_actions(self) -> None:
        drawn = bool(self._pad.content)
        for action in self._actions:
            action.setEnabled(drawn)

    @Slot()
    def _on_save(self) -> None:
        from digitpad.gui.drawing_export import png_of_content, svg_of

        content, brush = self._pad.content, self._brush
        is_picture = isinstance(content, PictureInk)
        filters = [_PNG] if is_picture else [_PNG, _SVG]
        path = self._ask("Save the drawing as", filters, "digit.png")
        if path is None:
            return
        suffix = path.suffix.lower()
        if suffix == ".png":
            self._save(path, png_of_content(content, brush))
        elif suffix == ".svg" and not isinstance(content, PictureInk):
            self._save(path, svg_of(content, brush))
        elif suffix == ".svg":
            self._window.tell(
                f"{path.name} cannot be written: a picture has no strokes for an SVG "
                "file; save it as .png."
            )
        else:
            self._window.tell(
                f"{path.name} cannot be written: give it a name that ends in .png"
                f"{'' if is_picture else ' or .svg'}."
            )

    @Slot()
    def _on_save_frame(self) -> None:
        from digitpad.gui.drawing_export import png_of_frame

        content = self._pad.content
        path = self._ask("Save the frame as", [_PNG], "frame.png")
        if path is None:
            return
        if path.suffix.lower() == ".png":
            self._save(path, png_of_frame(content))
        else:
            self._window.tell(
                f"{path.name} cannot be written: give it a name that ends in .png."
            )

    @Slot()
    def _on_copy(self) -> None:
        from digitpad.gui.drawing_export import picture_of, svg_of

        content, brush = self._pad.content, self._brush
        data = QMimeData()
        data.setImageData(picture_of(content, brush))
        data.setText(self._reading())
        if not isinstance(content, PictureInk):
            data.setData("image/svg+xml", svg_of(content, brush))
        QGuiApplication.clipboard().setMimeData(data)

    @Slot()
    def _on_copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self._reading())

    def _reading(self) -> str:
        from digitpad.gui.drawing_export import reading_of

        self._window.read_now()
        prediction = self._window.prediction
        return reading_of(prediction) if prediction else ""

    def _ask(self, title: str, filters: list[str], name: str) -> Path | None:
        from digitpad.gui.file_dialogs import ask_where

        preferences = self._window.preferences
        folder = preferences.settings.folder
        path = ask_where(self._window, title, filters, name, folder)
        if path is not None:
            preferences.keep(folder=str(path.parent))
        return path

    def _save(self, path: Path, data: bytes) -> None:
        from digitpad.gui.file_dialogs import save

        try:
            save(path, data)
        except DigitpadError as error:
            self._window.tell(str(error))
