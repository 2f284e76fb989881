"""Figures and pictures of judged models, saved where the user wants them."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QFileDialog, QWidget

from digitpad.core.errors import DigitpadError
from digitpad.core.files import write_whole
from digitpad.gui.theme import Theme, font_of

_SCALE: Final = 2
"""Device pixels to a logical one: sharp also in print."""
_MARGIN: Final = 20
_HEAD: Final = 40
_TEXT: Final = 16


def ask_where(parent: QWidget, title: str, filter_: str, name: str) -> Path | None:
    """Ask for a file to write; its suffix is that of `name`, which is offered."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(filter_)
    # Added before the dialog asks whether a file may be replaced.
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.selectFile(name)
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def ask_for_model(parent: QWidget) -> Path | None:
    """Ask for a model's file."""
    dialog = QFileDialog(parent, "Choose a model")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter("Keras models (*.keras)")
    chosen = dialog.selectedFiles() if dialog.exec() else []
    dialog.deleteLater()
    return Path(chosen[0]) if chosen else None


def save(path: Path, data: bytes) -> None:
    """Write a file whole, or leave what is there.

    Raises
    ------
    DigitpadError
        If it cannot be written.
    """
    try:
        write_whole(path, data)
    except OSError as error:
        raise DigitpadError(
            f"{path} cannot be written: {error.strerror or error}. "
            "Choose another place."
        ) from error


def picture_of(widget: QWidget, head: str, theme: Theme) -> bytes:
    """Return a widget as it is on the screen, at twice the size, as PNG.

    Parameters
    ----------
    head
        A line above it.
    """
    inner = widget.size()
    size = inner + QSize(2 * _MARGIN, 2 * _MARGIN + _HEAD)
    image = QImage(size * _SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SCALE)
    image.fill(theme.background)
    painter = QPainter(image)
    painter.setFont(font_of(_TEXT))
    painter.setPen(theme.text)
    line = QRectF(_MARGIN, _MARGIN, inner.width(), _HEAD)
    middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(line, middle, head)
    flag = QWidget.RenderFlag
    widget.render(
        painter,
        QPoint(_MARGIN, _MARGIN + _HEAD),
        renderFlags=flag.DrawChildren,
    )
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(data.data())
