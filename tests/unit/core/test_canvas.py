"""A canvas holds strokes or a picture, and either has a frame."""

import numpy as np
import pytest

from digitpad.core.canvas import (
    Area,
    PictureInk,
    frame_of,
    lasting_content,
    strokes_of,
)
from digitpad.core.frame import render
from digitpad.core.strokes import Drawing

STROKES: Drawing = (np.array([[0.2, 0.2], [0.8, 0.8]]),)
FRAME = np.zeros((28, 28), np.float32)


def picture(height: int = 40, width: int = 20) -> PictureInk:
    """Return paper with a bar of ink from (5, 10) to (9, 30)."""
    ink = np.zeros((height, width), np.uint8)
    ink[10:30, 5:9] = 255
    return PictureInk(255 - ink, ink, FRAME + np.float32(0.5))


def test_strokes_are_rendered_and_a_picture_has_its_frame() -> None:
    np.testing.assert_array_equal(frame_of(STROKES), render(STROKES))
    shown = picture()
    assert frame_of(shown) is shown.frame
    assert not frame_of(()).any()


def test_a_picture_has_no_strokes_but_is_not_empty() -> None:
    assert strokes_of(picture()) == ()
    assert strokes_of(STROKES) is STROKES
    assert picture()


def test_what_is_kept_does_not_change_any_more() -> None:
    growing = STROKES[0].copy()
    kept = strokes_of(lasting_content((growing,)))
    growing[:] = 9
    np.testing.assert_array_equal(kept[0], STROKES[0])
    shown = picture()
    assert lasting_content(shown) is shown


def test_the_box_is_around_the_ink() -> None:
    assert picture().box == Area(5, 10, 9, 30)


def test_faint_smears_do_not_widen_the_box() -> None:
    ink = picture().ink.copy()
    ink[0, 0] = 40
    assert PictureInk(255 - ink, ink, FRAME).box == Area(5, 10, 9, 30)


def test_without_ink_there_is_no_box() -> None:
    ink = np.zeros((3, 4), np.uint8)
    assert PictureInk(ink, ink, FRAME).box is None


def test_a_picture_is_amid_the_canvas_as_large_as_it_fits() -> None:
    tall, wide = picture(40, 20), picture(40, 80)
    assert tall.area == Area(0.25, 0, 0.75, 1)
    assert wide.area == Area(0, 0.25, 1, 0.75)
    assert tall.covers((0.5, 0.01))
    assert not tall.covers((0.2, 0.5))
    assert not wide.covers((0.5, 0.2))


def test_an_image_of_mnist_is_its_own_frame() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (28, 28), dtype=np.uint8)
    shown = PictureInk.of_frame(pixels)
    np.testing.assert_array_equal(np.rint(shown.frame * 255), pixels)
    np.testing.assert_array_equal(shown.picture, 255 - pixels)
    assert shown.is_frame
    before = shown.ink.copy()
    pixels[:] = 0
    np.testing.assert_array_equal(shown.ink, before)


def test_another_picture_is_not() -> None:
    assert not picture().is_frame
    assert not PictureInk(picture(28, 28).picture, picture(28, 28).ink, FRAME).is_frame


@pytest.mark.parametrize(
    ("shape", "ink_shape", "frame_shape"),
    [
        ((4, 5), (5, 4), (28, 28)),
        ((4, 5, 4), (4, 5), (28, 28)),
        ((4, 5), (4, 5), (27, 28)),
        ((0, 5), (0, 5), (28, 28)),
    ],
)
def test_what_does_not_fit_together_is_refused(
    shape: tuple[int, ...], ink_shape: tuple[int, ...], frame_shape: tuple[int, ...]
) -> None:
    with pytest.raises(ValueError, match=r"picture|frame"):
        PictureInk(
            np.zeros(shape, np.uint8),
            np.zeros(ink_shape, np.uint8),
            np.zeros(frame_shape, np.float32),
        )


def test_pixels_are_bytes() -> None:
    with pytest.raises(ValueError, match="uint8"):
        PictureInk(np.zeros((4, 5)), np.zeros((4, 5)), FRAME)  # type: ignore[arg-type]
