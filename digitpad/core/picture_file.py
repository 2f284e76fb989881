"""Picture files from strangers to pixels."""

import stat
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from digitpad.core.errors import DigitpadError

if TYPE_CHECKING:
    from PIL import Image

Pixels = NDArray[np.uint8]
"""Shape (h, w) or (h, w, 3), rows downward, 0 black to 255 white."""

_FORMATS: Final = ("PNG", "JPEG", "BMP", "WEBP", "GIF")
MOST_PIXELS: Final = 64_000_000
"""A phone's largest usual photograph has 50 million; decoded in colour and with
transparency this many take 256 MB."""
_DRAFT: Final = 1024
"""A JPEG is decoded at the smallest of 1, 1/2, 1/4 or 1/8 that keeps this many
pixels a side: quick, and far more than a frame needs. Others are reduced by a whole
number to that many."""
_COLOURLESS: Final = 2
"""Colours that differ by no more are a grey that was rounded."""

SUFFIXES: Final = (".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif")
"""What such files are usually called."""


def open_picture(path: Path) -> Pixels:
    """Read a picture.

    PNG, JPEG, BMP, WebP and GIF, told apart by content, not by name. A
    photograph is turned upright; what is transparent becomes white, or black under
    a drawing that is light.

    Returns
    -------
    uint8, shape (h, w), rows downward, 0 black to 255 white; (h, w, 3), red, green
    and blue, where it has colours. A large one comes reduced by a whole number, its
    longer side at least 1024 pixels.

    Raises
    ------
    DigitpadError
        If there is no such file, it cannot be read, is no picture, is damaged,
        animated or has more than 64 million pixels. The size is looked at before
        anything is decoded.
    """
    # The system's message for these would not say what to do.
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise DigitpadError(f"{path} is a folder: name a picture in it.")
        if not stat.S_ISREG(status.st_mode):
            raise DigitpadError(f"{path} is not a file: name a picture.")
        if status.st_size == 0:
            raise DigitpadError(f"{path} is empty: copy the picture again.")
        path.open("rb").close()
    except FileNotFoundError as error:
        raise DigitpadError(f"There is no picture {path}: check the name.") from error
    except PermissionError as error:
        raise DigitpadError(
            f"{path} may not be read by you: change its permissions."
        ) from error
    except OSError as error:
        raise DigitpadError(
            f"{path} cannot be read: {error.strerror or error}."
        ) from error
    with warnings.catch_warnings():
        # Pillow warns of much that does no harm, such as odd EXIF; that the
        # picture is large is checked here.
        warnings.simplefilter("ignore")
        return _read(path)


def _read(path: Path) -> Pixels:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path, formats=_FORMATS) as image:
            _check(path, image)
            return _pixels(image)
    except DigitpadError:
        raise
    except UnidentifiedImageError as error:
        raise DigitpadError(
            f"{path} is not a picture that can be read: "
            "save it as PNG, JPEG, BMP, WebP or GIF."
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except MemoryError as error:
        raise DigitpadError(
            f"{path} does not fit into the memory: make it smaller."
        ) from error
    except Exception as error:
        # Damaged files make Pillow raise a dozen kinds: OSError, SyntaxError,
        # ValueError, struct.error, zlib.error, IndexError and more.
        raise DigitpadError(
            f"{path} is damaged or cut off: copy it again or save it anew."
        ) from error


def _check(path: Path, image: "Image.Image") -> None:
    if image.width * image.height > MOST_PIXELS:
        raise _too_large(path)
    # Many phones put a second, smaller picture into a JPEG: MPO is no animation.
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise DigitpadError(f"{path} is animated: save one picture of it as PNG.")


def _pixels(image: "Image.Image") -> Pixels:
    from PIL import ImageOps

    image.draft("RGB", (_DRAFT, _DRAFT))
    image.load()
    ImageOps.exif_transpose(image, in_place=True)
    if image.mode.startswith("I"):
        # 16 bits a pixel: Pillow's own conversion would cut at 255.
        return (np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8)
    transparent = image.has_transparency_data
    if image.mode != "L":
        image = image.convert("RGBA" if transparent else "RGB")
    factor = max(image.size) // _DRAFT
    if factor > 1:
        image = image.reduce(factor)
    pixels = np.array(image)
    return without_needless_colours(on_paper(pixels) if transparent else pixels)


def on_paper(pixels: NDArray[np.uint8]) -> Pixels:
    """Return a picture with transparent parts, uint8 (h, w, 4), as it is on paper.

    That is white; black if most is transparent and what is not is light.
    """
    colours = pixels[:, :, :3].astype(np.float32)
    share = pixels[:, :, 3:].astype(np.float32) / np.float32(255)
    covered = float(share.sum())
    is_drawing = 0 < covered < 0.5 * share.size
    light = is_drawing and float((colours * share).sum()) > 3 * 127.5 * covered
    paper = np.float32(0 if light else 255)
    return np.rint(paper + (colours - paper) * share).astype(np.uint8)


def without_needless_colours(pixels: Pixels) -> Pixels:
    """Return pixels, uint8 (h, w, 3), as grey ones (h, w) if they are all grey."""
    if pixels.ndim == 2:
        return pixels
    spread = np.maximum.reduce(pixels, axis=2) - np.minimum.reduce(pixels, axis=2)
    if int(spread.max()) > _COLOURLESS:
        return pixels
    return np.ascontiguousarray(pixels[:, :, 1])


def _too_large(path: Path) -> DigitpadError:
    return DigitpadError(
        f"{path} has more than {MOST_PIXELS // 1_000_000} million pixels: "
        "make it smaller."
    )
