"""Drawings with labels, as frames and as the pen's paths."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Sample
from digitpad.core.frame import FRAME_SHAPE, fit_to_box, render
from digitpad.core.prediction import NO_DIGIT
from digitpad.core.strokes import Drawing, Frames, Stroke
from digitpad.core.strokes_file import Label, is_digit
from digitpad.ml.hands import PenPaths

_STEP: Final = 0.5
"""Pixels between the points of a path."""


@dataclass(frozen=True, slots=True)
class PenDrawings:
    """What was drawn with a pen.

    Attributes
    ----------
    sample
        The frames, as the pad renders them; the label `NO_DIGIT` for all that is no
        digit 0 to 9.
    paths
        In the same order.
    """

    sample: Sample
    paths: PenPaths

    @classmethod
    def of(cls, drawings: Iterable[tuple[Drawing, Label]]) -> "PenDrawings":
        """Render drawings and follow their strokes."""
        frames: list[Frames] = [np.empty((0, *FRAME_SHAPE), np.float32)]
        paths: list[Stroke] = [np.empty((0, 2))]
        counts: list[int] = []
        labels: list[int] = []
        for drawing, label in drawings:
            frames.append(render(drawing)[None])
            paths += [_path(stroke) for stroke in fit_to_box(drawing)]
            counts.append(len(drawing))
            labels.append(int(label) if is_digit(label) else NO_DIGIT)
        return cls(
            Sample(np.concatenate(frames), np.array(labels, dtype=np.int64)),
            PenPaths(
                np.concatenate(paths).astype(np.float32),
                np.array([len(path) for path in paths[1:]], dtype=np.int64),
                np.array(counts, dtype=np.int64),
            ),
        )

    def __len__(self) -> int:
        return len(self.sample)

    def repeated(self, counts: int | NDArray[np.int64]) -> "PenDrawings":
        """Return each drawing so many times, or as often as its count, int64 (n,)."""
        index = np.repeat(np.arange(len(self)), counts)
        return PenDrawings(self.sample.take(index), self.paths.take(index))


def _path(stroke: Stroke) -> Stroke:
    """Return points of a stroke that are as far apart as those of a trace."""
    if len(stroke) == 1:
        return stroke
    lengths = np.hypot(*np.diff(stroke, axis=0).T)
    along = np.concatenate([[0], np.cumsum(lengths)])
    at = np.linspace(0, along[-1], max(2, int(along[-1] / _STEP) + 1))
    return np.stack(
        [np.interp(at, along, stroke[:, 0]), np.interp(at, along, stroke[:, 1])], axis=1
    )
