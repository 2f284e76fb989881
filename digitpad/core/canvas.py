"""What is on the canvas: strokes, or a picture with the ink that was found in it."""

from dataclasses import dataclass
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from digitpad.core.frame import FRAME_SHAPE, render
from digitpad.core.geometry import Point
from digitpad.core.strokes import Drawing, Frame, lasting

_EDGE: Final = 0.25
"""Ink reaches as far as the pixels of this strength, as where frames are made."""


class Area(NamedTuple):
    """A rectangle, its edges in any unit; `right` and `bottom` are outside."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, eq=False)
class PictureInk:
    """A picture of a digit, what of it is ink, and the frame that the network reads.

    Attributes
    ----------
    picture
        As it is shown: uint8, shape (h, w) grey or (h, w, 3) red, green, blue.
    ink
        The ink that was found: uint8, shape (h, w), 0 paper to 255 ink, where it lies
        in the picture.
    frame
        What is read: float32, shape (28, 28), 0 paper to 1 ink.
    """

    picture: NDArray[np.uint8]
    ink: NDArray[np.uint8]
    frame: Frame

    def __post_init__(self) -> None:
        for name, pixels in (("picture", self.picture), ("ink", self.ink)):
            if pixels.dtype != np.uint8 or pixels.size == 0:
                raise ValueError(f"the {name} must be uint8 pixels: {pixels.dtype}")
        if self.picture.shape not in (self.ink.shape, (*self.ink.shape, 3)):
            raise ValueError(
                f"picture and ink differ in size: {self.picture.shape} {self.ink.shape}"
            )
        if self.frame.dtype != np.float32 or self.frame.shape != FRAME_SHAPE:
            raise ValueError(
                f"a frame is float32 (28, 28): {self.frame.dtype} {self.frame.shape}"
            )

    @classmethod
    def of_frame(cls, pixels: NDArray[np.uint8]) -> Self:
        """Make a picture whose frame it is already, as an image of MNIST.

        Parameters
        ----------
        pixels
            uint8, shape (28, 28), 0 paper to 255 ink.
        """
        ink = pixels.copy()
        return cls(255 - ink, ink, ink.astype(np.float32) / np.float32(255))

    @property
    def is_frame(self) -> bool:
        """Whether its pixels went into the frame as they are."""
        if self.ink.shape != FRAME_SHAPE:
            return False
        return bool((np.rint(self.frame * 255) == self.ink).all())

    @property
    def box(self) -> Area | None:
        """The box around the ink, in pixels of the picture; None if there is none."""
        inked = self.ink >= max(_EDGE * int(self.ink.max()), 1)
        if not inked.any():
            return None
        columns = np.flatnonzero(inked.any(axis=0))
        rows = np.flatnonzero(inked.any(axis=1))
        return Area(
            int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
        )

    @property
    def area(self) -> Area:
        """Where on the canvas it is shown, in canvas units: as large as it fits."""
        height, width = self.ink.shape
        longer = max(height, width)
        wide, high = width / longer, height / longer
        return Area((1 - wide) / 2, (1 - high) / 2, (1 + wide) / 2, (1 + high) / 2)

    def covers(self, point: Point) -> bool:
        """Tell whether a point of the canvas lies on the picture."""
        area = self.area
        inside = area.left <= point[0] <= area.right
        return inside and area.top <= point[1] <= area.bottom


Content = Drawing | PictureInk
"""What a canvas holds; () where it is empty, which alone counts as false."""


def strokes_of(content: Content) -> Drawing:
    """Return the strokes; a picture has none."""
    return () if isinstance(content, PictureInk) else content


def frame_of(content: Content) -> Frame:
    """Return what the network reads: float32 (28, 28), all paper if empty."""
    return content.frame if isinstance(content, PictureInk) else render(content)


def lasting_content(content: Content) -> Content:
    """Return what may be kept: a stroke that still grows is valid for a moment only."""
    return content if isinstance(content, PictureInk) else lasting(content)
