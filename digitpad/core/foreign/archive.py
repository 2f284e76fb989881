"""The `.keras` archive, looked into before anything in it is read."""

import io
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from digitpad.core.errors import DigitpadError

CONFIG: Final = "config.json"
WEIGHTS: Final = "model.weights.h5"
_MEMBERS: Final = {CONFIG, WEIGHTS, "metadata.json"}

LONGEST_CONFIG: Final = 1_000_000
"""Bytes: two hundred layers take about 150,000."""
LONGEST_WEIGHTS: Final = 300_000_000
_MOST_GROWTH: Final = 100
"""How many times larger than in the archive a part may be. Keras does not compress;
zeros would grow a thousandfold."""
_ENCRYPTED: Final = 0x1

_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_END_64: Final = b"PK\x06\x07"
_END_64_SIZE: Final = 20
_LONGEST_COMMENT: Final = 0xFFFF


def read_archive(data: bytes) -> tuple[bytes, bytes]:
    """Return an archive's configuration and its weights, an HDF5 file.

    Raises
    ------
    DigitpadError
        If it is not laid out as Keras does it; what is wrong, as part of a sentence.
    """
    with _opened(data) as archive:
        return (
            _part(archive, CONFIG, LONGEST_CONFIG),
            _part(archive, WEIGHTS, LONGEST_WEIGHTS),
        )


def read_config(data: bytes) -> bytes:
    """Return an archive's configuration alone; raises as `read_archive`."""
    with _opened(data) as archive:
        return _part(archive, CONFIG, LONGEST_CONFIG)


@contextmanager
def _opened(data: bytes) -> Iterator[zipfile.ZipFile]:
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_members(archive.infolist())
            yield archive
    except DigitpadError:
        raise
    except Exception as error:
        # Damage makes zipfile and zlib raise BadZipFile, NotImplementedError,
        # struct.error, zlib.error, EOFError and more.
        raise DigitpadError("it is damaged: copy it again") from error


def _check_directory(data: bytes) -> None:
    """Refuse a directory that would take long to read; zipfile reads any whole."""
    end = data.rfind(_END, max(0, len(data) - _END_SIZE - _LONGEST_COMMENT))
    if end < 0 or len(data) < end + _END_SIZE:
        if not data:
            raise DigitpadError("it is empty")
        raise DigitpadError("it is no model of Keras, or only a part of one")
    (count,) = struct.unpack_from("<H", data, end + 10)
    if count > len(_MEMBERS) or data[max(0, end - _END_64_SIZE) :].startswith(_END_64):
        raise DigitpadError("its archive has more in it than a model")


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    for member in members:
        if stat.S_ISLNK(member.external_attr >> 16):
            raise DigitpadError("its archive has a link in it")
        if ".." in member.filename.split("/") or member.filename.startswith("/"):
            raise DigitpadError("its archive would write into other folders")
        if member.filename not in _MEMBERS:
            raise DigitpadError("its archive has more in it than a model")
        if member.flag_bits & _ENCRYPTED:
            raise DigitpadError("its archive is locked with a password")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise DigitpadError("its archive is packed in a way that Keras never uses")
    if len(set(names)) < len(names):
        raise DigitpadError("its archive has two parts of one name")
    for name in (CONFIG, WEIGHTS):
        if name not in names:
            raise DigitpadError(f"its archive has no {name}")


def _part(archive: zipfile.ZipFile, name: str, longest: int) -> bytes:
    member = archive.getinfo(name)
    if member.file_size > longest:
        raise DigitpadError(f"its {name} is longer than that of any model for digits")
    if member.file_size > _MOST_GROWTH * max(1, member.compress_size):
        raise DigitpadError(f"its {name} would unpack to far more than is in the file")
    # No more than the size that it claims, and with its checksum compared.
    return archive.read(member)
