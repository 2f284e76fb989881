"""Labels of the training window, and how losses and epochs are written."""

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from digitpad.core.protocol import Epoch
from digitpad.gui.theme import font_of
from digitpad.gui.training import words


def loss_text(loss: float) -> str:
    """Write a loss with four digits after the point."""
    return f"{loss:.4f}"


def describe_epoch(epoch: Epoch) -> str:
    """Say an epoch's figures in words."""
    fitted = (
        f"Epoch {epoch.epoch} of {epoch.epochs}: loss {loss_text(epoch.loss)}, "
        f"accuracy {words.accuracy(epoch.accuracy)}"
    )
    if epoch.validation_loss is None or epoch.validation_accuracy is None:
        return fitted
    return (
        f"{fitted}; validation loss {loss_text(epoch.validation_loss)}, "
        f"validation accuracy {words.accuracy(epoch.validation_accuracy)}"
    )


def label_of(
    pixels: float,
    *,
    bold: bool = False,
    wrapped: bool = False,
    parent: QWidget | None = None,
) -> QLabel:
    """Return an empty label with a font of a height in logical pixels."""
    label = QLabel(parent)
    label.setFont(font_of(pixels, QFont.Weight.Bold if bold else QFont.Weight.Normal))
    label.setWordWrap(wrapped)
    return label


def color_label(label: QLabel, color: QColor) -> None:
    """Write a label's text in a colour."""
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, color)
    label.setPalette(palette)
