"""What a network believes about a frame, and what the pad says of it."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

DIGITS: Final = 10
NO_DIGIT: Final = 10
"""The label of a letter, a sign or a scribble."""
INPUT: Final = "frame"
"""Name of every network's input: float32 (n, 28, 28), 0 paper to 1 ink."""
CLASSES: Final = "classes"
"""Name of the layer before the last in networks that know what is no digit: float32
(n, 11), the probabilities of the ten digits and of `NO_DIGIT`; rows sum to 1."""
OUTPUT: Final = "probabilities"
"""Name of every network's last layer: float32 (n, 10), rows sum to 1."""

SPREAD: Final = np.vstack(
    [np.eye(DIGITS, dtype=np.float32), np.full((1, DIGITS), 1 / DIGITS, np.float32)]
)
"""float32 (11, 10): turns classes into probabilities. What is believed to be no digit
speaks for each digit as much as for the others."""

_MOST: Final = 0.5

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

    @property
    def is_no_digit(self) -> bool:
        """Whether there is no verdict because most speaks for no digit at all.

        So it is where more than half of the belief is spread over all ten alike.
        """
        spread = DIGITS * float(self.probabilities.min())
        return self.verdict is None and spread > _MOST
