"""How settings, times and accuracies are written for people."""

from typing import Any, Final

OPTIMIZER_NAMES: Final = {
    "adam": "Adam",
    "adamw": "AdamW",
    "rmsprop": "RMSprop",
    "sgd": "SGD",
}
ACTIVATION_NAMES: Final = {"relu": "ReLU", "sigmoid": "sigmoid", "tanh": "tanh"}
AUGMENTATION_NAMES: Final = {"none": "none", "deform": "deform", "redraw": "redraw"}


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
    if name == "dense":
        return ", ".join(f"{width:,}" for width in value) or "none"
    if name == "patience":
        return epochs(value) if value else "off"
    if name == "seed":
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    return decimal(value) if isinstance(value, float) else str(value)


def epochs(count: int) -> str:
    """Write a number of epochs."""
    return f"{count:,} epoch" if count == 1 else f"{count:,} epochs"


def duration(seconds: float) -> str:
    """Write a time: "8 s", "2 min 05 s", "1 h 12 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def accuracy(share: float) -> str:
    """Write an accuracy in [0, 1] as a percentage with two decimals.

    What is not perfect is never rounded up to 100 %.
    """
    percentage = share * 100
    if share < 1:
        percentage = min(percentage, 99.99)
    return f"{percentage:.2f} %"
