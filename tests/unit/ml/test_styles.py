"""Some ones, fours, sevens and nines are written in another style."""

import numpy as np

from digitpad.ml.styles import add_styles
from digitpad.ml.traces import Traces


def drawn(*points: tuple[float, float], count: int = 200) -> Traces:
    """Return as many traces of the same polygon."""
    corners = np.array(points)
    steps = np.linspace(0, len(corners) - 1, 60)
    line = np.stack(
        [
            np.interp(steps, np.arange(len(corners)), corners[:, axis])
            for axis in (0, 1)
        ],
        axis=1,
    )
    return Traces(np.tile(line, (count, 1)).astype(np.float32), np.full(count, 60))


def styled(traces: Traces, digit: int) -> list[np.ndarray]:
    """Return the points of those that were changed."""
    labels = np.full(len(traces), digit)
    after = add_styles(traces, labels, np.random.default_rng(0))
    parts = np.split(after.points, after.starts[1:])
    before = traces.points[: traces.counts[0]]
    return [part for part in parts if not np.array_equal(part, before)]


def test_many_ones_get_a_flag_from_the_lower_left_to_their_top() -> None:
    ones = styled(drawn((14, 4), (14, 24)), 1)
    assert 50 < len(ones) < 110
    for points in ones:
        flag = points[60:]
        np.testing.assert_allclose(flag[0], [14, 4], atol=0.01)
        assert flag[:, 0].min() < 13.5
        assert points[:, 1].max() < 24.1
    assert 5 < sum(points[:, 0].max() > 15.5 for points in ones) < 40  # a base


def test_many_sevens_get_a_bar_across_the_stem() -> None:
    sevens = styled(drawn((8, 4), (18, 4), (12, 24)), 7)
    assert 40 < len(sevens) < 100
    for points in sevens:
        bar = points[60:]
        assert 8 < bar[:, 1].mean() < 22
        assert np.ptp(bar[:, 0]) > 4


def test_many_nines_get_a_tail() -> None:
    nines = styled(drawn((18, 5), (10, 5), (10, 12), (18, 12), (18, 5), (18, 24)), 9)
    assert 50 < len(nines) < 110
    assert all(len(points) > 60 for points in nines)


def test_some_fours_lose_a_part_of_the_right_arm() -> None:
    fours = styled(drawn((9, 4), (9, 15), (20, 15), (18, 15), (18, 4), (18, 24)), 4)
    assert 15 < len(fours) < 50
    for points in fours:
        assert len(points) < 60
        right = points[points[:, 0] > 17]
        assert right[:, 1].min() > 6
        assert points[:, 1].min() < 5


def test_other_digits_stay() -> None:
    assert styled(drawn((9, 4), (9, 15), (20, 15)), 3) == []


def test_even_a_dot_can_be_styled() -> None:
    dots = Traces(np.full((400, 2), 14, dtype=np.float32), np.ones(400, dtype=np.int64))
    labels = np.tile(np.arange(10), 40)
    after = add_styles(dots, labels, np.random.default_rng(0))
    assert len(after) == 400
    assert np.isfinite(after.points).all()
