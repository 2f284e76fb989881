"""Frames with labels: the bundled MNIST, and the files that `evaluate` takes."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.arrays import is_images, is_labels, read_arrays
from digitpad.core.errors import DigitpadError
from digitpad.core.frame import SIDE, render
from digitpad.core.paths import asset
from digitpad.core.picture import frame_of_ink
from digitpad.core.strokes import Frame, Frames
from digitpad.core.strokes_file import Label, read_drawings

MNIST_TEST: Final = "mnist-test"
"""The word for the test images that come with the program."""

_STROKES: Final = ".jsonl.gz"
_IMAGES: Final = ".npz"

_MOST_FRAMES: Final = 200_000
"""Of one dataset; as frames they take 627 MB."""
_LONGEST_SIDE: Final = 4096
"""Of an image in an archive, in pixels."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Frames with their labels.

    Attributes
    ----------
    name
        What it is called in reports.
    frames
        float32, shape (n, 28, 28), n >= 1, 0 paper to 1 ink. All paper where there
        was no ink.
    labels
        n labels: a digit 0 to 9, another whole number, or a text.
    """

    name: str
    frames: Frames
    labels: tuple[Label, ...]

    def __post_init__(self) -> None:
        _check_frames(self.frames)
        if len(self.frames) != len(self.labels):
            raise ValueError(f"{len(self.frames)} frames, {len(self.labels)} labels")
        if not self.labels:
            raise ValueError("a dataset needs at least one frame")
        if not all(type(label) in (int, str) for label in self.labels):
            raise ValueError("labels must be int or str")

    @property
    def all_digits(self) -> bool:
        """Whether every label is a digit, an integer 0 to 9."""
        return all(isinstance(label, int) and 0 <= label <= 9 for label in self.labels)


Labels = NDArray[np.int64]
"""Shape (n,), digits 0 to 9."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Frames of digits with their labels.

    Attributes
    ----------
    frames
        float32, shape (n, 28, 28), 0 paper to 1 ink.
    labels
        int64, shape (n,), 0 to 9; where such things are learned, too,
        `digitpad.core.prediction.NO_DIGIT` for what is none.
    """

    frames: Frames
    labels: Labels

    def __post_init__(self) -> None:
        _check_frames(self.frames)
        _check_labels(self.labels, len(self.frames))

    def __len__(self) -> int:
        return len(self.frames)

    def take(self, index: NDArray[np.int64] | slice) -> "Sample":
        """Return the chosen frames with their labels."""
        return Sample(self.frames[index], self.labels[index])


@dataclass(frozen=True, slots=True)
class Mnist:
    """The MNIST images: 60,000 and 10,000 in the bundled file."""

    train: Sample
    test: Sample


Pixels = NDArray[np.uint8]
"""MNIST's images as they are stored: shape (n, 28, 28), 0 paper to 255 ink."""


@dataclass(frozen=True, slots=True)
class PixelSample:
    """Images of digits as they are stored, a quarter of a `Sample`'s size.

    Attributes
    ----------
    pixels
        uint8, shape (n, 28, 28), 0 paper to 255 ink.
    labels
        int64, shape (n,), 0 to 9.
    """

    pixels: Pixels
    labels: Labels

    def __post_init__(self) -> None:
        if self.pixels.dtype != np.uint8 or self.pixels.shape[1:] != (SIDE, SIDE):
            raise ValueError(
                f"pixels must be uint8 (n, 28, 28): "
                f"{self.pixels.dtype} {self.pixels.shape}"
            )
        _check_labels(self.labels, len(self.pixels))

    def __len__(self) -> int:
        return len(self.pixels)


@dataclass(frozen=True, slots=True)
class MnistPixels:
    """The MNIST images as they are stored: 55 MB for all 70,000."""

    train: PixelSample
    test: PixelSample


def load_dataset(spec: str) -> Dataset:
    """Load what `digitpad evaluate` is asked to read.

    Parameters
    ----------
    spec
        "mnist-test", or the path of a `.jsonl.gz` file of strokes
        (`digitpad.core.strokes_file`) or of an `.npz` archive with `x`, uint8
        (n, h, w), bright ink on 0, and `y`, integers (n,).

    Returns
    -------
    The dataset. Strokes go through `render` and images through `frame_of_ink`, as
    on the pad; the MNIST images are frames already and stay as they are.

    Raises
    ------
    DigitpadError
        If there is no such file, or it is damaged, or not as described here.
    """
    if spec == MNIST_TEST:
        test = load_mnist_test()
        frames = frames_of(test.pixels)
        return Dataset(MNIST_TEST, frames, tuple(test.labels.tolist()))
    path = Path(spec)
    if path.name.endswith(_STROKES):
        return _from_strokes(path)
    if path.name.endswith(_IMAGES):
        return _from_images(path)
    raise DigitpadError(
        f"{spec} is not a dataset: give a file ending in {_STROKES} or {_IMAGES}, "
        f"or the word {MNIST_TEST}."
    )


def load_mnist(path: Path | None = None) -> Mnist:
    """Load MNIST.

    Parameters
    ----------
    path
        An archive like Keras's `mnist.npz`, with any number of images; by default
        the one that comes with the program.

    Raises
    ------
    DigitpadError
        If the file is missing, damaged, or holds something else.
    """
    stored = load_mnist_pixels(path)
    train, test = stored.train, stored.test
    return Mnist(
        Sample(frames_of(train.pixels), train.labels),
        Sample(frames_of(test.pixels), test.labels),
    )


def load_mnist_pixels(path: Path | None = None) -> MnistPixels:
    """Load MNIST as it is stored; see `load_mnist` for the path and what is raised."""
    path = asset("mnist.npz") if path is None else path
    return MnistPixels(_read_mnist_part(path, "train"), _read_mnist_part(path, "test"))


def load_mnist_test() -> PixelSample:
    """Load the bundled 10,000 test images; raises DigitpadError as `load_mnist`."""
    return _read_mnist_part(asset("mnist.npz"), "test")


def frames_of(pixels: Pixels) -> Frames:
    """Return stored images, uint8 (n, 28, 28), as a network reads them."""
    frames = pixels.astype(np.float32)
    frames /= 255
    return frames


def _read_mnist_part(path: Path, part: str) -> PixelSample:
    x, y = read_arrays(path, f"x_{part}", f"y_{part}")
    _check_images(path, x, y, f"x_{part}", f"y_{part}")
    if x.shape[1:] != (SIDE, SIDE):
        raise DigitpadError(f"{path} is not MNIST: its images are not 28 x 28 pixels.")
    if y.min() < 0 or y.max() > 9:
        raise DigitpadError(f"{path} is not MNIST: its labels are not the digits 0-9.")
    return PixelSample(x, y.astype(np.int64))


def _from_strokes(path: Path) -> Dataset:
    frames: list[Frame] = []
    labels: list[Label] = []
    for drawing, label in read_drawings(path):
        if len(frames) == _MOST_FRAMES:
            raise DigitpadError(
                f"{path} has more than {_MOST_FRAMES:,} drawings: split it."
            )
        frames.append(render(drawing))
        labels.append(label)
    if not frames:
        raise DigitpadError(f"{path} has no drawing in it: choose another file.")
    return Dataset(path.name.removesuffix(_STROKES), np.stack(frames), tuple(labels))


def _from_images(path: Path) -> Dataset:
    x, y = read_arrays(path, "x", "y")
    _check_images(path, x, y, "x", "y")
    if len(x) > _MOST_FRAMES:
        raise DigitpadError(f"{path} has more than {_MOST_FRAMES:,} images: split it.")
    if max(x.shape[1:]) > _LONGEST_SIDE:
        raise DigitpadError(
            f"The images in {path} are wider or higher than {_LONGEST_SIDE:,} pixels: "
            "make them smaller."
        )
    frames = np.stack([frame_of_ink(image) for image in x])
    return Dataset(path.name.removesuffix(_IMAGES), frames, tuple(y.tolist()))


def _check_images(
    path: Path, x: NDArray[Any], y: NDArray[Any], x_name: str, y_name: str
) -> None:
    if not is_images(x):
        raise DigitpadError(
            f"The array '{x_name}' in {path} is {x.dtype} {x.shape}: "
            "images must be uint8 (n, height, width)."
        )
    if not is_labels(y):
        raise DigitpadError(
            f"The array '{y_name}' in {path} is {y.dtype} {y.shape}: "
            "labels must be integers (n,)."
        )
    if len(x) != len(y):
        raise DigitpadError(
            f"{path} has {len(x)} images but {len(y)} labels: save them together."
        )


def _check_frames(frames: Frames) -> None:
    if frames.dtype != np.float32 or frames.shape[1:] != (SIDE, SIDE):
        raise ValueError(
            f"frames must be float32 (n, 28, 28): {frames.dtype} {frames.shape}"
        )


def _check_labels(labels: Labels, count: int) -> None:
    if labels.dtype != np.int64 or labels.shape != (count,):
        raise ValueError(
            f"{count} labels of int64 needed: {labels.dtype} {labels.shape}"
        )
