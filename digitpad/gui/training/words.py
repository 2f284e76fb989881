"""How settings, times and figures of a training are written for people."""

from datetime import datetime
from typing import Any, Final

from digitpad.core.figures import percentage
from digitpad.core.records import Epoch

OPTIMIZER_NAMES: Final = {
    "adam": "Adam",
    "adamw": "AdamW",
    "rmsprop": "RMSprop",
    "sgd": "SGD",
}
ACTIVATION_NAMES: Final = {"relu": "ReLU", "sigmoid": "sigmoid", "tanh": "tanh"}
AUGMENTATION_NAMES: Final = {
    "none": "none",
    "deform": "bent and turned",
    "redraw": "drawn anew",
}


def decimal(number: float) -> str:
    """Write a number in full where that is short: 0.001, 0.05, 1e-6."""
    if number and abs(number) < 1e-4:
        digits, exponent = f"{number:.5e}".split("e")
        return f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"
    return f"{number:.9f}".rstrip("0").rstrip(".")


def setting(name: str, value: Any) -> str:
    """Write the value of a field of the settings.

    Parameters
    ----------
    name, value
        A field of `TrainingConfig` and what it holds.
    """
    if name == "optimizer":
        return OPTIMIZER_NAMES[value]
    if name == "activation":
        return ACTIVATION_NAMES[value]
    if name == "augmentation":
        return AUGMENTATION_NAMES[value]
    if name == "dense":
        return ", ".join(f"{width:,}" for width in value) or "none"
    if name == "patience":
        return epochs(value) if value else "off"
    if name == "own_drawings":
        return "learned, too" if value else "not learned"
    if name == "seed":
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    return decimal(value) if isinstance(value, float) else str(value)


def epochs(count: int) -> str:
    """Write a number of epochs."""
    return f"{count:,} epoch" if count == 1 else f"{count:,} epochs"


def day_and_time(started: str) -> str:
    """Write when something began, from ISO 8601: "21 Nov 2024, 14:05".

    The year is left out if it is this one.
    """
    moment = datetime.fromisoformat(started)
    year = "" if moment.year == datetime.now().year else f" {moment.year}"
    return f"{moment.day} {moment:%b}{year}, {moment:%H:%M}"


def loss(value: float) -> str:
    """Write a loss with four digits after the point."""
    return f"{value:.4f}"


def describe_epoch(epoch: Epoch) -> str:
    """Say an epoch's figures in words."""
    fitted = (
        f"Epoch {epoch.epoch} of {epoch.epochs}: loss {loss(epoch.loss)}, "
        f"accuracy {percentage(epoch.accuracy)}"
    )
    if epoch.validation_loss is None or epoch.validation_accuracy is None:
        return fitted
    return (
        f"{fitted}; validation loss {loss(epoch.validation_loss)}, "
        f"validation accuracy {percentage(epoch.validation_accuracy)}"
    )
