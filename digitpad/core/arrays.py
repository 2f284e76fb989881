"""NumPy archives (.npz) from strangers, looked into before they are loaded."""

import math
import warnings
import zipfile
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

from digitpad.core.errors import DigitpadError
from digitpad.core.files import check_is_file

_MOST_BYTES: Final = 1 << 30
"""Of one array. MNIST's training images take 47 million."""


def read_arrays(path: Path, *names: str) -> tuple[NDArray[Any], ...]:
    """Read some of an archive's arrays; the others are not touched.

    The size that an array claims is compared with the size of its file before
    memory is taken, and nothing in it can run as code.

    Parameters
    ----------
    path
        The archive.
    names
        Keys of the arrays, in the order in which they are wanted.

    Raises
    ------
    DigitpadError
        If the file is missing, is not an archive, lacks an array, or one is
        damaged, larger than 1 GiB or made of Python objects.
    """
    try:
        check_is_file(path)
        with warnings.catch_warnings(), zipfile.ZipFile(path) as archive:
            # NumPy warns of headers that are odd but read.
            warnings.simplefilter("ignore")
            return tuple(_read_array(path, archive, name) for name in names)
    except DigitpadError:
        raise
    except FileNotFoundError as error:
        raise DigitpadError(f"There is no file {path}: check the name.") from error
    except OSError as error:
        raise DigitpadError(
            f"{path} cannot be read: {error.strerror or error}."
        ) from error
    except Exception as error:
        # Damaged archives make zipfile raise BadZipFile, NotImplementedError,
        # struct.error, ValueError and more.
        raise DigitpadError(
            f"{path} is not a NumPy archive, or it is damaged: copy it again."
        ) from error


def _read_array(path: Path, archive: zipfile.ZipFile, name: str) -> NDArray[Any]:
    try:
        member = archive.getinfo(f"{name}.npy")
    except KeyError as error:
        raise DigitpadError(
            f"{path} has no array '{name}': save it with numpy.savez under that name."
        ) from error
    if member.file_size > _MOST_BYTES:
        raise DigitpadError(
            f"The array '{name}' in {path} is larger than 1 GiB: save fewer images."
        )
    try:
        with archive.open(member) as file:
            _check_header(file, member.file_size)
        with archive.open(member) as file:
            array: NDArray[Any] = npy.read_array(file, allow_pickle=False)
            return array
    except Exception as error:
        # Damaged arrays make NumPy and zipfile raise as many kinds.
        raise DigitpadError(
            f"The array '{name}' in {path} is damaged or not an array of numbers: "
            "save it again with numpy.savez."
        ) from error


def _check_header(file: IO[bytes], file_size: int) -> None:
    """Compare the size that the header claims with the size of the file.

    Raises
    ------
    ValueError
        If they differ, or the array would be made of Python objects.
    """
    version = npy.read_magic(file)
    read = {
        (1, 0): npy.read_array_header_1_0,
        (2, 0): npy.read_array_header_2_0,
    }.get(version)
    if read is None:
        raise ValueError(f"unknown version {version}")
    shape, _, dtype = read(file)
    if dtype.hasobject:
        raise ValueError("made of Python objects")
    if math.prod(shape) * dtype.itemsize != file_size - file.tell():
        raise ValueError("the header's shape is not that of the data")


def is_images(array: NDArray[Any]) -> bool:
    """Tell whether an array is uint8 of shape (n, h, w) with n, h and w above 0."""
    return array.dtype == np.uint8 and array.ndim == 3 and array.size > 0


def is_labels(array: NDArray[Any]) -> bool:
    """Tell whether an array is of integers and of shape (n,)."""
    return bool(np.issubdtype(array.dtype, np.integer)) and array.ndim == 1
