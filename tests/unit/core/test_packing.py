"""Frames and images survive their text, and no other text passes for them."""

import numpy as np
import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.packing import (
    decode_frame,
    decode_images,
    encode_frame,
    encode_images,
)


def test_a_frame_survives_its_text() -> None:
    frame = np.random.default_rng(0).random((28, 28), np.float32)
    read = decode_frame(encode_frame(frame))
    assert read.dtype == np.float32
    assert np.array_equal(read, frame)


@pytest.mark.parametrize("count", [1, 12])
def test_images_survive_their_text(count: int) -> None:
    images = np.random.default_rng(0).integers(0, 256, (count, 28, 28), np.uint8)
    read = decode_images(encode_images(images))
    assert read.dtype == np.uint8
    assert np.array_equal(read, images)


@pytest.mark.parametrize("text", ["", "?", "AAA", "AAAA", "Ä"])
def test_text_that_holds_no_images_is_refused(text: str) -> None:
    with pytest.raises(DigitpadError):
        decode_frame(text)
    with pytest.raises(DigitpadError):
        decode_images(text)


def test_two_frames_are_not_one() -> None:
    frame = np.zeros((28, 28), np.float32)
    with pytest.raises(DigitpadError):
        decode_frame(encode_frame(np.concatenate([frame, frame])))
