"""Maps as small pictures in rows."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from digitpad.gui.theme import Theme

Numbers = NDArray[np.float32]

SIDE: Final = 46
"""About how large a map is shown, in logical pixels."""
LIMIT: Final = 6
"""Of the square that shows a map's number."""
CELL: Final = 20
"""Side of the square that shows a single number."""
GAP: Final = 4


@dataclass(frozen=True, slots=True)
class Place:
    """A number of a stage: its map (or unit), and the map's pixel."""

    unit: int
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Tiling:
    """Where the maps of a stage lie, in rows, in logical pixels.

    Attributes
    ----------
    count
        How many maps.
    height, width
        Of each, in numbers.
    scale
        Side of the square that shows a number.
    columns
        Maps in a row.
    gap
        Between maps.
    """

    count: int
    height: int
    width: int
    scale: int
    columns: int
    gap: int = GAP

    @classmethod
    def of(
        cls,
        numbers: Numbers,
        room: float,
        side: int = SIDE,
        cell: int = CELL,
        limit: int = LIMIT,
        gap: int = GAP,
    ) -> "Tiling":
        """Return the tiling of (height, width, maps) or (n,) numbers.

        Parameters
        ----------
        room
            The width that there is.
        side, cell
            About how large a map is; how large a number that is no map's.
        limit
            How large a map's numbers are at most.
        gap
            Between maps.
        """
        if numbers.ndim == 3:
            height, width, count = numbers.shape
            scale = min(max(1, round(side / max(height, width))), limit)
        else:
            (count,), height, width, scale = numbers.shape, 1, 1, cell
        columns = max(1, int((room + gap) // (width * scale + gap)))
        return cls(count, height, width, scale, min(columns, count), gap)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of all."""
        rows = -(-self.count // self.columns)
        across, down = self._pitch
        return self.columns * across - self.gap, rows * down - self.gap

    def rect(self, unit: int) -> QRectF:
        """Return where a map lies."""
        row, column = divmod(unit, self.columns)
        across, down = self._pitch
        size = self.width * self.scale, self.height * self.scale
        return QRectF(column * across, row * down, *size)

    def place_at(self, point: QPointF) -> Place | None:
        """Return the number at a point, if there is one."""
        across, down = self._pitch
        column, x = divmod(point.x(), across)
        row, y = divmod(point.y(), down)
        unit = int(row) * self.columns + int(column)
        inside = 0 <= column < self.columns and 0 <= unit < self.count
        pixel = int(y // self.scale), int(x // self.scale)
        if not inside or pixel[0] >= self.height or pixel[1] >= self.width:
            return None
        return Place(unit, *pixel)

    def mosaic(self, levels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Return the picture of all maps, 0 where there is none.

        Parameters
        ----------
        levels
            uint8 (height, width, count) or (count,), from 1 on.
        """
        maps = levels.reshape(self.height, self.width, self.count).transpose(2, 0, 1)
        maps = maps.repeat(self.scale, axis=1).repeat(self.scale, axis=2)
        rows = -(-self.count // self.columns)
        missing = rows * self.columns - self.count
        maps = np.pad(maps, ((0, missing), (0, self.gap), (0, self.gap)))
        across, down = self._pitch
        grid = maps.reshape(rows, self.columns, down, across).transpose(0, 2, 1, 3)
        return grid.reshape(rows * down, self.columns * across)[
            : -self.gap, : -self.gap
        ]

    @property
    def _pitch(self) -> tuple[int, int]:
        return self.width * self.scale + self.gap, self.height * self.scale + self.gap


def levels_of(
    numbers: Numbers, power: float = 1.0, *, signed: bool = False
) -> NDArray[np.uint8]:
    """Return numbers as 1 to 255: from 0 to the largest, or 128 for 0 if some are less.

    The scale is the same for all, so that one map compares with another. A power
    below 1 raises the faint ones, where none is below 0. `signed` numbers have 128
    for 0 in any case.
    """
    signed = signed or is_signed(numbers)
    largest = float(np.abs(numbers).max(initial=0))
    if not np.isfinite(largest) or largest == 0:
        return np.full(numbers.shape, 128 if signed else 1, dtype=np.uint8)
    if signed:
        levels = np.rint(128 + numbers / largest * 127)
    else:
        levels = np.rint(1 + (numbers / largest) ** power * 254)
    pixels: NDArray[np.uint8] = levels.astype(np.uint8)
    return pixels


def is_signed(numbers: Numbers) -> bool:
    """Return whether some numbers are below 0."""
    return bool(numbers.min(initial=0) < 0)


def color_tables(theme: Theme) -> tuple[list[int], list[int]]:
    """Return the colours of `levels_of`: from paper to ink, and of signed numbers."""
    paper = theme.surface
    ink = [_mixed(paper, theme.ink, level / 254) for level in range(255)]
    below = [_mixed(paper, theme.unsure, (127 - k) / 127) for k in range(127)]
    above = [_mixed(paper, theme.accent, k / 127) for k in range(128)]
    return [0, *ink], [0, *below, *above]


def _mixed(one: QColor, other: QColor, share: float) -> int:
    red, green, blue = (
        round(a + (b - a) * share)
        for a, b in (
            (one.red(), other.red()),
            (one.green(), other.green()),
            (one.blue(), other.blue()),
        )
    )
    return QColor(red, green, blue).rgba()
