"""A growing stroke."""

from digitpad.core.growing import GrowingStroke


def test_points_come_back_in_order() -> None:
    stroke = GrowingStroke((0, 0))
    for x in range(1, 1000):
        stroke.append((x, -x))
    assert stroke.points.shape == (1000, 2)
    assert stroke.points[:, 0].tolist() == list(range(1000))
    assert stroke.points[999].tolist() == [999, -999]
