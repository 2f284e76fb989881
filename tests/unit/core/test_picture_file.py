"""Picture files are read as grey; what is no picture is refused in a sentence."""

import contextlib
import io
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from digitpad.core.errors import DigitpadError
from digitpad.core.picture_file import open_picture

PAPER = np.full((30, 40), 255, dtype=np.uint8)
PAPER[5:25, 10:14] = 20


def saved(path: Path, image: Image.Image, **options: Any) -> Path:
    image.save(path, **options)
    return path


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """Return a PNG file made of chunks."""
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data
        + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["png", "bmp", "gif", "webp", "jpg"])
def test_the_usual_formats_are_read(tmp_path: Path, kind: str) -> None:
    path = saved(tmp_path / f"picture.{kind}", Image.fromarray(PAPER))
    read = open_picture(path)
    assert read.dtype == np.uint8
    assert np.abs(read.astype(int) - PAPER).mean() < 2


def test_the_content_counts_not_the_name(tmp_path: Path) -> None:
    path = saved(tmp_path / "picture.txt", Image.fromarray(PAPER), format="PNG")
    np.testing.assert_array_equal(open_picture(path), PAPER)


@pytest.mark.parametrize("mode", ["1", "P", "RGB", "RGBA", "LA", "CMYK"])
def test_every_mode_is_grey_in_the_end(tmp_path: Path, mode: str) -> None:
    kind = "jpg" if mode == "CMYK" else "png"
    path = saved(tmp_path / f"a.{kind}", Image.fromarray(PAPER).convert(mode))
    assert np.abs(open_picture(path).astype(int) - PAPER).mean() < 12


def test_colours_are_kept_where_there_are_any(tmp_path: Path) -> None:
    colours = np.stack([PAPER, PAPER // 2, 255 - PAPER], axis=2)
    path = saved(tmp_path / "a.png", Image.fromarray(colours))
    np.testing.assert_array_equal(open_picture(path), colours)


def test_sixteen_bits_keep_their_greys(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.png", Image.fromarray(PAPER.astype(np.uint16) * 257))
    np.testing.assert_array_equal(open_picture(path), PAPER)


def test_what_is_transparent_is_white(tmp_path: Path) -> None:
    pixels = np.zeros((30, 40, 4), dtype=np.uint8)
    pixels[..., 3] = 255 - PAPER
    path = saved(tmp_path / "a.png", Image.fromarray(pixels))
    assert np.abs(open_picture(path).astype(int) - PAPER).max() <= 1


def test_under_a_light_drawing_paper_is_dark(tmp_path: Path) -> None:
    pixels = np.full((30, 40, 4), 250, dtype=np.uint8)
    pixels[..., 3] = 255 - PAPER
    path = saved(tmp_path / "a.png", Image.fromarray(pixels))
    read = open_picture(path)
    assert read[0, 0] == 0
    assert read[6, 12] > 220


def test_a_light_photograph_with_clear_corners_stays_on_white(tmp_path: Path) -> None:
    pixels = np.full((30, 40, 4), 250, dtype=np.uint8)
    pixels[:5, :5, 3] = 0
    path = saved(tmp_path / "a.png", Image.fromarray(pixels))
    assert open_picture(path).min() == 250


def test_a_photograph_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held on its side
    path = saved(tmp_path / "a.jpg", Image.fromarray(PAPER), exif=exif, quality=95)
    turned = np.rot90(PAPER, -1)
    assert np.abs(open_picture(path).astype(int) - turned).mean() < 2


def test_a_large_photograph_is_decoded_small(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", Image.new("RGB", (6000, 8000), "white"))
    assert open_picture(path).shape == (2000, 1500)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_a_large_picture_of_another_kind_is_reduced(tmp_path: Path, mode: str) -> None:
    path = saved(tmp_path / "a.png", Image.new(mode, (4000, 2000), "red"))
    assert open_picture(path).shape[:2] == (667, 1334)


def test_a_second_picture_in_a_photograph_is_no_animation(tmp_path: Path) -> None:
    image = Image.fromarray(PAPER)
    path = saved(
        tmp_path / "a.jpg", image, format="MPO", save_all=True, append_images=[image]
    )
    assert open_picture(path).shape == PAPER.shape


@pytest.mark.parametrize("kind", ["gif", "webp", "png"])
def test_an_animated_picture_is_refused(tmp_path: Path, kind: str) -> None:
    frames = [Image.fromarray(PAPER), Image.fromarray(255 - PAPER)]
    path = tmp_path / f"a.{kind}"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    with pytest.raises(DigitpadError, match="is animated"):
        open_picture(path)


@pytest.mark.parametrize("side", [8_001, 12_000, 30_000])
def test_a_huge_picture_is_refused_before_it_is_decoded(
    tmp_path: Path, side: int
) -> None:
    path = tmp_path / "a.png"
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    path.write_bytes(png((b"IHDR", header), (b"IDAT", b""), (b"IEND", b"")))
    with pytest.raises(DigitpadError, match="more than 64 million pixels"):
        open_picture(path)


@pytest.mark.parametrize("kind", ["png", "bmp", "gif", "webp", "jpg"])
def test_a_truncated_picture_is_refused(tmp_path: Path, kind: str) -> None:
    noise = np.random.default_rng(0).integers(0, 255, (60, 60), dtype=np.uint8)
    path = saved(tmp_path / f"a.{kind}", Image.fromarray(noise))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(DigitpadError, match=r"damaged or cut off|not a picture"):
        open_picture(path)


def test_what_is_no_picture_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "text.png").write_text("a picture, honestly")
    (tmp_path / "folder.png").mkdir()
    Image.fromarray(PAPER).save(tmp_path / "a.tiff")
    for name, said in {
        "empty": "is empty",
        "text.png": "not a picture",
        "folder.png": "is a folder",
        "a.tiff": "not a picture",
        "missing.png": "There is no picture",
        "x" * 300: "cannot be read",
    }.items():
        with pytest.raises(DigitpadError, match=said) as caught:
            open_picture(tmp_path / name)
        assert "\n" not in str(caught.value)
        assert str(caught.value).endswith(".")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_a_device_is_refused_without_reading_it() -> None:
    with pytest.raises(DigitpadError, match="is not a file"):
        open_picture(Path("/dev/zero"))


def test_no_permission_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "a.png", Image.fromarray(PAPER))

    def forbid(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    # The administrator, as whom tests may run, could read the file all the same.
    monkeypatch.setattr(Path, "open", forbid)
    with pytest.raises(DigitpadError, match="may not be read by you"):
        open_picture(path)


@settings(deadline=None, max_examples=60)
@given(
    kind=st.sampled_from(["PNG", "JPEG", "BMP", "WEBP", "GIF"]),
    place=st.floats(0, 1),
    byte=st.integers(0, 255),
)
def test_a_damaged_byte_is_harmless(
    tmp_path_factory: pytest.TempPathFactory, kind: str, place: float, byte: int
) -> None:
    file = io.BytesIO()
    Image.fromarray(PAPER).save(file, kind)
    data = bytearray(file.getvalue())
    data[int(place * (len(data) - 1))] = byte
    path = tmp_path_factory.getbasetemp() / "damaged"
    path.write_bytes(data)
    with contextlib.suppress(DigitpadError):
        assert open_picture(path).dtype == np.uint8
