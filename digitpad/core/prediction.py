"""What a network believes about a frame, and what the pad says of it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

DIGITS: Final = 10
INPUT: Final = "frame"
"""Name of every network's input: float32 (n, 28, 28), 0 paper to 1 ink."""
OUTPUT: Final = "probabilities"
"""Name of every network's last layer: float32 (n, 10), rows sum to 1."""

Probabilities = NDArray[np.float32]
"""Shape (10,) or (n, 10): one for each digit, in [0, 1], summing to 1."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """Ten probabilities and the verdict.

    Attributes
    ----------
    probabilities
        float32, shape (10,), in [0, 1].
    threshold
        The verdict is the best guess if its probability reaches this, else
        "not sure".
    """

    probabilities: Probabilities
    threshold: float

    def __post_init__(self) -> None:
        if self.probabilities.shape != (10,):
            raise ValueError(f"ten probabilities needed: {self.probabilities.shape}")
        if not np.isfinite(self.probabilities).all():
            raise ValueError("probabilities must be finite")

    @property
    def best(self) -> int:
        """The most probable digit."""
        return int(self.probabilities.argmax())

    @property
    def second(self) -> int:
        """The second most probable digit."""
        return int(np.argsort(-self.probabilities, kind="stable")[1])

    @property
    def verdict(self) -> int | None:
        """The digit read, or None for "not sure"."""
        sure = float(self.probabilities[self.best]) >= self.threshold
        return self.best if sure else None
