"""What can be chosen for a training, and which choices are impossible."""

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Self

from digitpad.core.errors import DigitpadError

OPTIMIZERS: Final = ("adam", "adamw", "rmsprop", "sgd")
"""`sgd` has a momentum of 0.9."""
ACTIVATIONS: Final = ("relu", "sigmoid", "tanh")
AUGMENTATIONS: Final = ("none", "deform", "redraw")
"""Images as they are; bent, turned and stretched; most of them traced and drawn anew
in many styles with the pad's pen."""

LIMITS: Final[Mapping[str, tuple[float, float]]] = {
    "epochs": (1, 1000),
    "batch_size": (1, 4096),
    "learning_rate": (1e-6, 10),
    "dropout": (0, 0.9),
    "validation_split": (0, 0.9),
    "seed": (0, 2**31 - 1),
    "images": (100, 60_000),
    "patience": (0, 100),
}
"""Least and largest value of each number, both allowed. A batch of 4,096 frames takes
the largest preset about 2 GB."""
MOST_LAYERS: Final = 4
WIDEST_LAYER: Final = 2048
"""Number and width of dense layers."""

TITLES: Final[Mapping[str, str]] = {
    "epochs": "Epochs",
    "batch_size": "Batch size",
    "learning_rate": "Learning rate",
    "optimizer": "Optimizer",
    "activation": "Activation",
    "dense": "Dense layers",
    "dropout": "Dropout",
    "validation_split": "Validation split",
    "seed": "Seed",
    "augmentation": "Augmentation",
    "images": "Training images",
    "patience": "Early stopping",
    "own_drawings": "My drawings",
}
"""What people call the fields that they can change, in the order of a form."""

_MAY_BE_MISSING: Final = frozenset({"own_drawings"})
"""In records of trainings that were made before there was such a choice."""


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """How a network is trained.

    Attributes
    ----------
    preset
        Name of the network, see `digitpad.core.presets`.
    epochs, batch_size
        Passes over the fitted images; images a step.
    learning_rate
        The optimizer's; of a preset with one cycle, the highest.
    optimizer, activation, augmentation
        One of `OPTIMIZERS`, of `ACTIVATIONS`, of `AUGMENTATIONS`.
    dense
        Widths of the dense layers before the last.
    dropout
        Share of the numbers that each dropout layer leaves out.
    validation_split
        Share of the images that are not fitted but measured after each epoch.
    seed
        Decides the first weights, the split, the order and the deformations.
    images
        How many training images are used: the first ones.
    patience
        Epochs without a better one after which the training stops early; 0 is
        never. Better is a higher validation accuracy, or an equal one with a smaller
        validation loss. Unless 0, the best epoch's network is what comes out, also
        where the last epoch is reached.
    own_drawings
        Whether drawings of the user's are learned beside the images.

    Raises
    ------
    DigitpadError
        If `problems` finds any; of a wrong type, too.
    """

    preset: str
    epochs: int
    batch_size: int
    learning_rate: float = 1e-3
    optimizer: str = "adam"
    activation: str = "relu"
    dense: tuple[int, ...] = ()
    dropout: float = 0.0
    validation_split: float = 0.0
    seed: int = 0
    augmentation: str = "none"
    images: int = 60_000
    patience: int = 0
    own_drawings: bool = False

    def __post_init__(self) -> None:
        found = problems(asdict(self))
        if found:
            raise DigitpadError(" ".join(found.values()))

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read the settings from JSON.

        Raises
        ------
        DigitpadError
            If one is missing, unknown or impossible.
        """
        known = {field.name for field in fields(cls)}
        if not known - _MAY_BE_MISSING <= record.keys() <= known:
            raise DigitpadError("the settings of a training are not as they must be")
        dense = record["dense"]
        values = dict(record) | {
            "dense": tuple(dense) if isinstance(dense, list) else dense
        }
        return cls(**values)

    @property
    def validation_images(self) -> int:
        """How many images are measured after each epoch."""
        return round(self.images * self.validation_split)

    @property
    def fitted_images(self) -> int:
        """How many images the weights are fitted to."""
        return self.images - self.validation_images


def problems(values: Mapping[str, Any]) -> dict[str, str]:
    """Find out what is impossible.

    Parameters
    ----------
    values
        The fields of a `TrainingConfig`.

    Returns
    -------
    A sentence for each field that cannot stay as it is; empty if all is well.
    """
    found = {
        name: sentence
        for name in LIMITS
        if (sentence := _number_problem(name, values[name]))
    }
    for name, known in (
        ("optimizer", OPTIMIZERS),
        ("activation", ACTIVATIONS),
        ("augmentation", AUGMENTATIONS),
    ):
        if values[name] not in known:
            found[name] = f"{TITLES[name]} must be one of {', '.join(known)}."
    if type(values["own_drawings"]) is not bool:
        found["own_drawings"] = f"{TITLES['own_drawings']} must be yes or no."
    if not _are_widths(values["dense"]):
        found["dense"] = (
            f"Dense layers: at most {MOST_LAYERS}, each of 1 to {WIDEST_LAYER:,} units."
        )
    return found or _clashes(values)


def _number_problem(name: str, value: object) -> str | None:
    low, high = LIMITS[name]
    whole = isinstance(low, int) and name not in ("learning_rate", "dropout")
    whole = whole and name != "validation_split"
    kind = (int,) if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kind):
        return f"{TITLES[name]} must be a {'whole ' if whole else ''}number."
    if not (math.isfinite(value) and low <= value <= high):
        return f"{TITLES[name]} must be from {_plain(low)} to {_plain(high)}."
    return None


def _plain(number: float) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:g}"


def _are_widths(dense: object) -> bool:
    return (
        isinstance(dense, tuple)
        and len(dense) <= MOST_LAYERS
        and all(type(width) is int and 1 <= width <= WIDEST_LAYER for width in dense)
    )


def _clashes(values: Mapping[str, Any]) -> dict[str, str]:
    """Find values that are possible alone but not together."""
    images: int = values["images"]
    validation = round(images * values["validation_split"])
    if values["validation_split"] and not validation:
        return {"validation_split": "This split leaves no image to validate with."}
    if values["batch_size"] > images - validation:
        return {
            "batch_size": f"Only {images - validation:,} images are left to be fitted: "
            "make the batch smaller."
        }
    if values["patience"] and not validation:
        return {"patience": "Early stopping needs a validation split above 0."}
    return {}
