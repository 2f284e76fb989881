"""Datasets load as frames; what is wrong in a file is named with its place."""

import gzip
import io
import itertools
import json
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.core.datasets import (
    Dataset,
    PixelSample,
    Sample,
    frames_of,
    load_dataset,
    load_mnist,
    load_mnist_pixels,
)
from digitpad.core.errors import DigitpadError
from digitpad.core.frame import render
from digitpad.core.paths import asset
from digitpad.core.picture import frame_of_ink

STROKES = [[[0, 0], [10, 40.5]], [[3, 3]]]


def line(label: Any = 4, strokes: Any = STROKES, **more: Any) -> str:
    return json.dumps({"label": label, "strokes": strokes, **more})


def strokes_file(folder: Path, *lines: str | bytes) -> Path:
    path = folder / "some_digits.jsonl.gz"
    encoded = [item.encode() if isinstance(item, str) else item for item in lines]
    path.write_bytes(gzip.compress(b"\n".join(encoded) + b"\n", compresslevel=1))
    return path


def archive(folder: Path, **arrays: Any) -> Path:
    path = folder / "some_images.npz"
    np.savez(path, **arrays)
    return path


def refused(spec: Path | str, *said: str) -> None:
    """Check that the dataset is refused in one sentence that says this."""
    with pytest.raises(DigitpadError) as caught:
        load_dataset(str(spec))
    message = str(caught.value)
    assert all(words in message for words in said), message
    assert "\n" not in message
    assert message.endswith(".")
    assert len(message.replace(str(spec), "")) < 160


def images(count: int = 3) -> NDArray[np.uint8]:
    x = np.zeros((count, 16, 20), dtype=np.uint8)
    x[:, 3:13, 8:10] = 255
    return x


# --- strokes ----------------------------------------------------------------------


def test_strokes_are_rendered_as_on_the_pad(tmp_path: Path) -> None:
    path = strokes_file(tmp_path, line(4, writer="a"), line("x"), line(12))
    dataset = load_dataset(str(path))
    assert dataset.name == "some_digits"
    assert dataset.labels == (4, "x", 12)
    assert not dataset.all_digits
    frame = render([np.array(stroke, dtype=np.float64) for stroke in STROKES])
    for got in dataset.frames:
        np.testing.assert_array_equal(got, frame)


def test_one_point_is_a_dot_and_empty_strokes_are_dropped(tmp_path: Path) -> None:
    path = strokes_file(
        tmp_path, line(strokes=[[[5, 5]]]), line(strokes=[[], *STROKES])
    )
    dot, drawing = load_dataset(str(path)).frames
    assert 0 < dot.sum() < 8
    assert drawing.sum() > dot.sum()


def test_blank_lines_are_skipped_and_a_last_newline_is_not_needed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(f"{line()}\n\n  \n{line()}".encode()))
    assert load_dataset(str(path)).all_digits


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ('{"label": 3, "strokes": [[[1, 2], [3', "is not JSON"),
        (b'{"label": "\xff\xfe"}', "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[1, 2]", "is not a JSON object"),
        ('{"strokes": [[[1, 2]]]}', "has no label"),
        (line(None), "has a label that"),
        (line(1.5), "has a label that"),
        (line(True), "has a label that"),
        ('{"label": 3}', "has no list of strokes"),
        (line(strokes="abc"), "has no list of strokes"),
        (line(strokes=[]), "has no point"),
        (line(strokes=[[], []]), "has no point"),
        (line(strokes=[[[1, float("nan")]]]), "NaN"),
        (line(strokes=[[[1, 2], [float("-inf"), 0]]]), "beyond 1e9"),
        (line(strokes=[[[1, -2e9]]]), "beyond 1e9"),
        (line(strokes=[[[1, 10**30]]]), "no list of [x, y]"),
        (line(strokes=[[[1.5, 10**400]]]), "no list of [x, y]"),
        ('{"label": 3, "strokes": [[[1, ' + "9" * 5000 + "]]]}", "is not JSON"),
        (line(strokes=[[[1, 2, 3]]]), "no list of [x, y]"),
        (line(strokes=[[[1, 2], [3]]]), "no list of [x, y]"),
        (line(strokes=[[["1", "2"]]]), "no list of [x, y]"),
        (line(strokes=[[[1, None]]]), "no list of [x, y]"),
        (line(strokes=[{"x": 1}]), "no list of [x, y]"),
        (line(strokes=[5]), "no list of [x, y]"),
        (b" " * (4 << 20), "is longer than 4 MiB"),
    ],
    ids=itertools.count(),
)
def test_a_bad_line_is_named(tmp_path: Path, bad: str | bytes, said: str) -> None:
    path = strokes_file(tmp_path, *[line()] * 699, bad, *[line()] * 300)
    refused(path, f"Line 700 of {path} ", said)


def test_a_damaged_gzip_is_refused(tmp_path: Path) -> None:
    path = strokes_file(tmp_path, *[line(i % 10, n=i) for i in range(2000)])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    refused(path, "is cut off after line")
    path.write_bytes(whole[:3000] + bytes(500) + whole[3500:])
    refused(path, str(path))
    path.write_bytes(whole[:-8] + bytes(8))
    refused(path, "is damaged")
    path.write_text(line())
    refused(path, "is not gzipped")


def test_a_file_without_drawings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.touch()
    refused(path, "has no drawing in it")
    path.write_bytes(gzip.compress(b"\n\n"))
    refused(path, "has no drawing in it")


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    for ending in (".jsonl.gz", ".npz"):
        refused(tmp_path / f"missing{ending}", "There is no file")
        (tmp_path / f"folder{ending}").mkdir()
        refused(tmp_path / f"folder{ending}", "cannot be read")
    for name in ("digits.csv", "digits.json", "digits", ""):
        refused(name, "is not a dataset", ".jsonl.gz", ".npz", "mnist-test")


# --- images -----------------------------------------------------------------------


def test_images_become_frames_of_their_ink(tmp_path: Path) -> None:
    x = images()
    x[1] = 0
    path = archive(tmp_path, x=x, y=np.array([1, 0, -1]), native=np.zeros(7))
    dataset = load_dataset(str(path))
    assert dataset.name == "some_images"
    assert dataset.labels == (1, 0, -1)
    assert not dataset.all_digits
    np.testing.assert_array_equal(dataset.frames[0], frame_of_ink(x[0]))
    assert not dataset.frames[1].any()


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"y": np.arange(3)}, "has no array 'x'"),
        ({"x": images()}, "has no array 'y'"),
        ({"x": images(), "y": np.arange(2)}, "has 3 images but 2 labels"),
        ({"x": images()[0], "y": np.arange(3)}, "images must be uint8"),
        ({"x": images() / 255, "y": np.arange(3)}, "images must be uint8"),
        ({"x": images(0), "y": np.arange(0)}, "images must be uint8"),
        ({"x": images(), "y": np.ones(3)}, "labels must be integers"),
        ({"x": images(), "y": np.ones((3, 1), dtype=int)}, "labels must be integers"),
        ({"x": images(), "y": np.array([1, "a", None])}, "'y'"),
        ({"x": np.zeros((1, 1, 5000), np.uint8), "y": np.ones(1, int)}, "4,096 pixels"),
        (
            {"x": np.ones((200_001, 1, 1), np.uint8), "y": np.ones(200_001, int)},
            "more than 200,000 images",
        ),
    ],
)
def test_wrong_arrays_are_named(
    tmp_path: Path, arrays: dict[str, NDArray[Any]], said: str
) -> None:
    refused(archive(tmp_path, **arrays), said)


def npy(shape: tuple[int, ...], data: bytes = b"", descr: str = "|u1") -> bytes:
    """Return an .npy file whose header claims a shape."""
    header = repr({"descr": descr, "fortran_order": False, "shape": shape}).encode()
    header += b" " * (-(len(header) + 11) % 64) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + data


@pytest.mark.parametrize(
    "member",
    [
        npy((10**6, 10**3, 10**3), b"123"),
        npy((3, 2**62, 4)),
        npy((-3, 16, -20), bytes(960)),
        npy((3, 16, 20), bytes(959)),
        npy((3, 16, 20), bytes(961)),
        npy((1,), b"cos\nsystem\n(S'true'\ntR.", "|O"),
        npy((3,), bytes(3), "nonsense"),
        b"\x93NUMPY\x07\x00rest",
        b"not an array",
        b"",
    ],
    ids=[
        "huge", "overflow", "negative", "short", "long",
        "pickle", "dtype", "version", "text", "empty",
    ],
)  # fmt: skip
def test_a_damaged_array_is_refused_before_memory_is_taken(
    tmp_path: Path, member: bytes
) -> None:
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("x.npy", member)
    refused(path, "'x'", "damaged or not an array of numbers")


def test_an_array_that_unpacks_to_more_than_a_gibibyte_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path, x=images(), y=np.arange(3))
    monkeypatch.setattr("digitpad.core.arrays._MOST_BYTES", 500)
    refused(path, "larger than 1 GiB")


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, x=images(50), y=np.arange(50))
    whole = path.read_bytes()
    for damaged in (b"", b"text", whole[:-30], whole[: len(whole) // 2]):
        path.write_bytes(damaged)
        refused(path, "is not a NumPy archive, or it is damaged")
    path.write_bytes(whole[:9000] + b"\x01\x02" + whole[9002:])
    refused(path, "damaged")


# --- MNIST ------------------------------------------------------------------------


def test_the_mnist_test_images_are_exactly_theirs() -> None:
    dataset = load_dataset("mnist-test")
    assert dataset.name == "mnist-test"
    assert dataset.all_digits
    with np.load(asset("mnist.npz")) as arrays:
        x, y = arrays["x_test"], arrays["y_test"]
    np.testing.assert_array_equal(dataset.frames, (x / 255).astype(np.float32))
    assert dataset.labels == tuple(y.tolist())


def test_mnist_is_loaded_whole() -> None:
    mnist = load_mnist()
    assert mnist.train.frames.shape == (60_000, 28, 28)
    assert mnist.test.frames.shape == (10_000, 28, 28)
    assert mnist.train.frames.max() == 1
    assert mnist.train.labels.dtype == np.int64
    assert np.bincount(mnist.test.labels).size == 10


def test_mnist_is_loaded_as_it_is_stored(dataset: Path) -> None:
    stored, mnist = load_mnist_pixels(dataset), load_mnist(dataset)
    with np.load(dataset) as arrays:
        np.testing.assert_array_equal(stored.train.pixels, arrays["x_train"])
        np.testing.assert_array_equal(stored.test.labels, arrays["y_test"])
    assert stored.train.pixels.dtype == np.uint8
    np.testing.assert_array_equal(frames_of(stored.train.pixels), mnist.train.frames)
    np.testing.assert_array_equal(stored.train.labels, mnist.train.labels)


def small_mnist(**changes: NDArray[Any]) -> dict[str, NDArray[Any]]:
    x = np.full((4, 28, 28), 51, dtype=np.uint8)
    y = np.arange(4, dtype=np.uint8)
    return {"x_train": x, "y_train": y, "x_test": x[:2], "y_test": y[:2], **changes}


def test_other_data_in_the_form_of_mnist_are_loaded(tmp_path: Path) -> None:
    mnist = load_mnist(archive(tmp_path, **small_mnist()))
    assert mnist.train.frames.shape == (4, 28, 28)
    assert mnist.test.frames[0, 0, 0] == np.float32(0.2)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"x_train": np.zeros((4, 28, 27), np.uint8)}, "not 28 x 28"),
        ({"x_test": np.zeros((2, 28, 28))}, "images must be uint8"),
        ({"y_test": np.array([1, 10])}, "digits 0-9"),
        ({"y_train": np.arange(3)}, "4 images but 3 labels"),
    ],
)
def test_what_is_not_mnist_is_refused(
    tmp_path: Path, changes: dict[str, NDArray[Any]], said: str
) -> None:
    with pytest.raises(DigitpadError, match=said):
        load_mnist(archive(tmp_path, **small_mnist(**changes)))


# --- the records ------------------------------------------------------------------


def test_a_dataset_checks_itself() -> None:
    frames = np.zeros((2, 28, 28), dtype=np.float32)
    assert Dataset("a", frames, (0, 9)).all_digits
    assert not Dataset("a", frames, (0, "9")).all_digits
    assert not Dataset("a", frames, (0, 10)).all_digits
    for wrong in (frames[:1], frames.astype(float), frames[:, :5]):
        with pytest.raises(ValueError, match="frames"):
            Dataset("a", wrong, (0, 9))
    with pytest.raises(ValueError, match="at least one"):
        Dataset("a", frames[:0], ())
    with pytest.raises(ValueError, match="int or str"):
        Dataset("a", frames, (0, True))


def test_a_sample_checks_itself() -> None:
    frames = np.zeros((2, 28, 28), dtype=np.float32)
    labels = np.arange(2)
    assert len(Sample(frames, labels)) == 2
    wrong_frames: list[Any] = [frames.astype(np.float64), frames[:, :5]]
    for wrong in wrong_frames:
        with pytest.raises(ValueError, match="frames"):
            Sample(wrong, labels)
    wrong_labels: list[Any] = [labels[:1], labels.astype(np.uint8), labels[:, None]]
    for wrong in wrong_labels:
        with pytest.raises(ValueError, match="2 labels of int64"):
            Sample(frames, wrong)


def test_stored_images_check_themselves() -> None:
    pixels = np.zeros((2, 28, 28), dtype=np.uint8)
    assert len(PixelSample(pixels, np.arange(2))) == 2
    wrong_pixels: list[Any] = [pixels.astype(np.float32), pixels[:, :5], pixels[0]]
    for wrong in wrong_pixels:
        with pytest.raises(ValueError, match="pixels"):
            PixelSample(wrong, np.arange(2))
    with pytest.raises(ValueError, match="2 labels of int64"):
        PixelSample(pixels, np.arange(3))


def test_a_part_of_a_sample_keeps_labels_beside_their_frames() -> None:
    frames = np.zeros((5, 28, 28), dtype=np.float32)
    frames[:, 0, 0] = labels = np.arange(5)
    for index in (slice(1, 4), np.array([3, 0, 3])):
        part = Sample(frames, labels).take(index)
        np.testing.assert_array_equal(part.labels, labels[index])
        np.testing.assert_array_equal(part.frames[:, 0, 0], part.labels)
    assert len(Sample(frames, labels).take(slice(0))) == 0


def test_reading_pickles_is_never_tried(tmp_path: Path) -> None:
    file = io.BytesIO()
    np.save(file, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    path = tmp_path / "a.npz"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("x.npy", file.getvalue())
    refused(path, "'x'", "not an array of numbers")
