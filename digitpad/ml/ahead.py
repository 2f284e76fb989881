"""Frames of epoch after epoch, made by other processes while networks learn."""

import os
import pickle
import tempfile
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.datasets import Labels
from digitpad.core.strokes import Frames
from digitpad.ml.mixture import Index, MixedFrames

_CHUNK: Final = 1024
"""Frames that a process makes at once."""

Levels = NDArray[np.uint8]
"""Frames as 0 paper to 255 ink: a quarter of the bytes to pass on."""

_frames: MixedFrames | None = None
"""What a process makes frames of."""


def make_ahead(
    frames: MixedFrames, epochs: int, *, seed: int, first: int = 0
) -> Iterator[tuple[Frames, Labels]]:
    """Make all frames of each epoch, in an order and of deformations of its own.

    While one epoch is learned the next is made, by as many processes as there are
    processors. In the last third of the epochs frames are less deformed.

    Parameters
    ----------
    first
        The epoch to begin with, counted from 0.

    Yields
    ------
    Frames, float32 (n, 28, 28), 0 paper to 1 ink, and their labels, int64 (n,).
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "frames"
        path.write_bytes(pickle.dumps(frames))
        processes = ProcessPoolExecutor(
            os.cpu_count(), get_context("spawn"), _read, (path,)
        )
        try:
            ordered = processes, frames, epochs, seed
            ahead = _order(*ordered, first)
            for epoch in range(first, epochs):
                chosen, chunks = ahead
                if epoch + 1 < epochs:
                    ahead = _order(*ordered, epoch + 1)
                made = np.concatenate([chunk.result() for chunk in chunks])
                yield np.divide(made, 255, dtype=np.float32), frames.labels[chosen]
        finally:
            processes.shutdown(cancel_futures=True)


def _order(
    processes: ProcessPoolExecutor,
    frames: MixedFrames,
    epochs: int,
    seed: int,
    epoch: int,
) -> tuple[Index, list["Future[Levels]"]]:
    """Have an epoch's frames made; returns which they are, and what will come."""
    calm = epoch >= epochs - epochs // 3
    chosen = np.random.default_rng([seed, epoch]).permutation(len(frames))
    return chosen, [
        processes.submit(_make, chosen[at : at + _CHUNK], (seed, epoch, at), calm)
        for at in range(0, len(chosen), _CHUNK)
    ]


def _read(path: Path) -> None:
    global _frames  # of this process, which serves one training alone
    _frames = pickle.loads(path.read_bytes())


def _make(index: Index, seed: tuple[int, int, int], calm: bool) -> Levels:
    assert _frames is not None
    made = _frames.make(index, np.random.default_rng(seed), calm=calm)
    return np.rint(made * 255).astype(np.uint8)
