"""The groups, arrays and texts of an HDF5 file; never what lies outside of it."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import h5py
import numpy as np
from numpy.typing import NDArray

from digitpad.core.errors import DigitpadError

Shape = tuple[int, ...]

_LAYOUTS: Final = (h5py.h5d.COMPACT, h5py.h5d.CONTIGUOUS)
"""The ones that Keras writes. Pieces could be packed, and huge when unpacked."""
_FLOATS: Final = (2, 4, 8)
_MOST_PIECES: Final = 100
_MOST_MEMBERS: Final = 1_000
_LONGEST_TEXT: Final = 1_000_000


@contextmanager
def open_tree(data: bytes) -> Iterator[h5py.File]:
    """Open an HDF5 file that lies in memory.

    Raises
    ------
    DigitpadError
        If it is none.
    """
    try:
        file = h5py.File(io.BytesIO(data), "r")
    except Exception as error:  # OSError, mostly; HDF5 has many kinds of damage
        what = "it is empty" if not data else "its weights are damaged"
        raise DigitpadError(what) from error
    with file:
        yield file


def find(node: Any, *names: str) -> Any:
    """Return what lies below a group, or None; never what a link leads to.

    Else a file could have others read, wherever they lie.

    Raises
    ------
    DigitpadError
        If there is a link on the way.
    """
    for name in names:
        if not isinstance(node, h5py.Group) or not name or name == "." or "/" in name:
            return None
        links, key = node.id.links, name.encode()
        # Not `name in node`: it would follow a link to see whether it leads anywhere.
        if not links.exists(key):
            return None
        if links.get_info(key).type != h5py.h5l.TYPE_HARD:
            raise DigitpadError("its weights lead to other files or places")
        node = node[name]
    return node


def members(group: Any) -> tuple[str, ...]:
    """Return the names below a group; () of None.

    Raises
    ------
    DigitpadError
        If there are more than any network has.
    """
    if not isinstance(group, h5py.Group):
        return ()
    if group.id.get_num_objs() > _MOST_MEMBERS:
        raise DigitpadError("it has more parts than any network for digits")
    return tuple(group)


def array(dataset: Any, shape: Shape | None = None) -> NDArray[np.float32]:
    """Return an array that the file itself holds, as float32.

    Parameters
    ----------
    dataset
        As `find` gives it.
    shape
        Of the array, compared before anything is read.

    Raises
    ------
    DigitpadError
        If it is no such array, or its numbers are not finite.
    """
    if shape_of(dataset) != shape and shape is not None:
        raise DigitpadError("its weights have another shape than its layers")
    try:
        numbers = np.asarray(dataset[()], dtype=np.float32)
    except Exception as error:  # HDF5 has many kinds of damage
        raise DigitpadError("its weights are damaged") from error
    if not np.isfinite(numbers).all():
        raise DigitpadError("its weights are not all numbers")
    return numbers


def shape_of(dataset: Any) -> Shape:
    """Return an array's shape without reading it.

    Raises
    ------
    DigitpadError
        If it is no array of floats that the file itself holds, unpacked.
    """
    if not isinstance(dataset, h5py.Dataset):
        raise DigitpadError("its weights are not arrays")
    # First, since the shape of a virtual one may depend on other files.
    plan = dataset.id.get_create_plist()
    if plan.get_layout() == h5py.h5d.VIRTUAL or plan.get_external_count():
        raise DigitpadError("its weights lead to other files or places")
    if plan.get_layout() not in _LAYOUTS or plan.get_nfilters():
        raise DigitpadError("its weights are packed in a way that Keras never uses")
    if dataset.dtype.kind != "f" or dataset.dtype.itemsize not in _FLOATS:
        raise DigitpadError("its weights are not plain floating-point numbers")
    return tuple(dataset.shape)


def text(node: Any, name: str) -> str | None:
    """Return an attribute that is one text, or None."""
    found = _attribute(node, name)
    if found is None:
        return None
    if len(found) != 1:
        raise DigitpadError(f"its {name} is not a text")
    return found[0]


def texts(node: Any, name: str) -> tuple[str, ...] | None:
    """Return an attribute that is a list of texts, or None.

    Keras cuts a long one into pieces: "name0", "name1" and so on.
    """
    found = _attribute(node, name)
    if found is not None:
        return found
    pieces: list[str] = []
    for number in range(_MOST_PIECES):
        piece = _attribute(node, f"{name}{number}")
        if piece is None:
            break
        pieces += piece
    return tuple(pieces) or None


def _attribute(node: Any, name: str) -> tuple[str, ...] | None:
    if not isinstance(node, h5py.Group) or name not in node.attrs:
        return None
    attribute = node.attrs.get_id(name)
    if 0 in attribute.shape:
        return ()  # h5py keeps an empty list as one of numbers
    if attribute.get_storage_size() > _LONGEST_TEXT:
        raise DigitpadError(f"its {name} is longer than that of any model for digits")
    if not isinstance(attribute.get_type(), h5py.h5t.TypeStringID):
        raise DigitpadError(f"its {name} is not a text")
    value = node.attrs[name]
    items = value.ravel().tolist() if isinstance(value, np.ndarray) else [value]
    return tuple(
        item.decode() if isinstance(item, bytes) else str(item) for item in items
    )
