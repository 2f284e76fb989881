"""The map says how much is lost where ink is covered."""

import numpy as np
import pytest

from digitpad.core.frame import SIDE, render
from digitpad.core.occlusion import MOST_COVERS, PROFILE, Maps, Read, log_odds, occlude
from digitpad.core.paths import bundled_model
from digitpad.core.prediction import DIGITS, SPREAD, Probabilities
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes import Frame, Frames
from digitpad.core.templates import templates


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.load(bundled_model())


def frame_of(digit: int) -> Frame:
    return render(next(t for t in templates() if t.digit == digit).drawn(2))


def cover(frame: Frame, row: int, column: int) -> tuple[Frame, Frame]:
    """Lay a square on a frame: return how much it hides, and the frame with it."""
    hidden = np.zeros_like(frame)
    for down in range(-2, 3):
        for right in range(-2, 3):
            if 0 <= row + down < SIDE and 0 <= column + right < SIDE:
                share = PROFILE[down + 2] * PROFILE[right + 2]
                hidden[row + down, column + right] = share
    return hidden, frame * (1 - hidden)


def slow_maps(read: Read, frame: Frame, step: int, first: int) -> Maps:
    """Square after square and pixel after pixel: plain."""
    whole = log_odds(read(frame[None]))[0]
    sums, weights = np.zeros((DIGITS, SIDE, SIDE)), np.zeros((SIDE, SIDE))
    for row in range(first, SIDE, step):
        for column in range(first, SIDE, step):
            hidden, covered = cover(frame, row, column)
            if (hidden * frame).sum() > 1.5:
                fall = whole - log_odds(read(covered[None]))[0]
                sums += fall[:, None, None] * hidden
                weights += hidden
    maps = np.zeros((DIGITS, SIDE, SIDE), np.float32)
    for row, column in np.argwhere((frame > 0) & (weights > 0)):
        maps[:, row, column] = sums[:, row, column] / weights[row, column]
    return maps


@pytest.mark.parametrize("digit", [1, 4, 7, 9])
def test_maps_are_those_of_a_plain_loop(recognizer: Recognizer, digit: int) -> None:
    frame = frame_of(digit)
    maps = occlude(recognizer.predict_all, frame).maps
    slow = slow_maps(recognizer.predict_all, frame, step=2, first=0)
    np.testing.assert_allclose(maps, slow, atol=2e-3)


def test_more_ink_is_read_in_larger_steps(recognizer: Recognizer) -> None:
    frame = np.maximum(frame_of(8), frame_of(0))
    maps = occlude(recognizer.predict_all, frame).maps
    slow = slow_maps(recognizer.predict_all, frame, step=3, first=0)
    np.testing.assert_allclose(maps, slow, atol=2e-3)


@pytest.mark.parametrize("digit", range(DIGITS))
def test_all_ink_is_covered_by_some_square(digit: int) -> None:
    """The made-up network loses belief by whatever ink is covered."""

    def read(frames: Frames) -> Probabilities:
        ink = frames.sum(axis=(1, 2)) / frames[0].sum()
        return np.outer(1 - ink, np.eye(DIGITS)[0]) + np.outer(ink, np.eye(DIGITS)[1])

    frame = frame_of(digit)
    assert occlude(read, frame).maps[1][frame > 0.3].min() > 0


def test_a_full_frame_is_read_in_the_largest_steps(recognizer: Recognizer) -> None:
    frame = np.ones((SIDE, SIDE), np.float32)
    occlusion = occlude(recognizer.predict_all, frame)
    assert len(occlusion.covered) == 49
    slow = slow_maps(recognizer.predict_all, frame, step=4, first=1)
    np.testing.assert_allclose(occlusion.maps, slow, atol=2e-3)


@pytest.mark.parametrize("ink", [0.0, 0.02, 0.1, 0.3, 0.6, 1.0])
def test_no_more_is_read_than_is_allowed_and_all_at_once(ink: float) -> None:
    rng = np.random.default_rng(5)
    frame = (rng.uniform(size=(SIDE, SIDE)) < ink).astype(np.float32)
    read: list[int] = []

    def count(frames: Frames) -> Probabilities:
        read.append(len(frames))
        return np.full((len(frames), DIGITS), 0.1, np.float32)

    occlude(count, frame)
    assert len(read) == 1
    assert read[0] <= 1 + MOST_COVERS


def looks_at(row: int, column: int) -> Read:
    """Return a made-up network: the ink of one pixel is all that speaks for a 3."""

    def read(frames: Frames) -> Probabilities:
        probabilities = np.full((len(frames), DIGITS), 0.02, np.float32)
        probabilities[:, 3] += 0.8 * frames[:, row, column]
        probabilities[:, 8] += 0.8 * (1 - frames[:, row, column])
        return probabilities

    return read


def test_the_one_pixel_that_matters_is_found() -> None:
    frame = frame_of(0)
    row, column = np.argwhere(frame == 1)[20]
    occlusion = occlude(looks_at(row, column), frame)
    for digit, sign in ((3, 1), (8, -1)):
        strongest = sign * occlusion.maps[digit]
        assert strongest[row, column] > 1
        assert strongest.min() == 0
        rows, columns = np.nonzero(occlusion.maps[digit])
        # Squares that cover it reach so far and no farther.
        assert np.abs(rows - row).max() <= 4
        assert np.abs(columns - column).max() <= 4
    others = [digit for digit in range(DIGITS) if digit not in (3, 8)]
    assert not occlusion.maps[others].any()


def test_belief_that_no_digit_is_there_speaks_for_no_digit() -> None:
    """A network that spreads its doubt over all ten gives the 7 no ink."""

    def read(frames: Frames) -> Probabilities:
        sure = frames.sum(axis=(1, 2)) / frames[0].sum()
        classes = np.zeros((len(frames), DIGITS + 1), np.float32)
        classes[:, 3], classes[:, DIGITS] = sure, 1 - sure
        return classes @ SPREAD

    maps = occlude(read, frame_of(3)).maps
    assert maps[3].max() > 0.5
    np.testing.assert_allclose(np.delete(maps, 3, axis=0), 0, atol=1e-3)


def test_there_is_no_evidence_where_there_is_no_ink(recognizer: Recognizer) -> None:
    frame = frame_of(4)
    occlusion = occlude(recognizer.predict_all, frame)
    assert occlusion.maps.shape == (DIGITS, SIDE, SIDE)
    assert occlusion.maps.dtype == np.float32
    assert not occlusion.maps[:, frame == 0].any()
    assert occlusion.maps[4].any()
    probabilities = recognizer.predict(frame).probabilities
    np.testing.assert_allclose(occlusion.probabilities, probabilities, atol=1e-5)


def test_an_empty_frame_has_no_evidence(recognizer: Recognizer) -> None:
    occlusion = occlude(recognizer.predict_all, np.zeros((SIDE, SIDE), np.float32))
    assert occlusion.covered.shape == (0, DIGITS)
    assert not occlusion.maps.any()
    assert np.isfinite(occlusion.maps).all()


def test_a_dot_has_evidence_of_finite_strength(recognizer: Recognizer) -> None:
    occlusion = occlude(recognizer.predict_all, render([np.array([[0.5, 0.5]])]))
    assert len(occlusion.covered) > 0
    assert np.isfinite(occlusion.maps).all()


def test_log_odds_are_bounded_and_even_belief_is_none() -> None:
    certain = np.eye(DIGITS, dtype=np.float32)
    odds = log_odds(certain)
    np.testing.assert_allclose(np.diagonal(odds), np.log(1001), rtol=1e-3)
    assert odds.min() == pytest.approx(-np.log(1001), rel=1e-3)
    even = log_odds(np.full((1, DIGITS), 0.1, np.float32))
    np.testing.assert_array_equal(even, even.min())
