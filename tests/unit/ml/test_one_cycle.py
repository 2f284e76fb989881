"""The learning rate goes up once and down once."""

import numpy as np
import pytest

from digitpad.ml.one_cycle import OneCycle


def test_the_rate_rises_for_a_fifth_and_falls_to_almost_nothing() -> None:
    cycle = OneCycle(0.01, 500)
    rates = np.array([cycle.rate(step) for step in range(500)])
    top = int(rates.argmax())
    assert top == 100
    assert rates[top] == pytest.approx(0.01)
    assert rates[0] == pytest.approx(0.01 / 25)
    assert (np.diff(rates[: top + 1]) > 0).all()
    assert (np.diff(rates[top:]) < 0).all()
    assert 0 < rates[-1] < 0.0001


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_the_shortest_trainings_have_a_rate(steps: int) -> None:
    cycle = OneCycle(0.01, steps)
    assert all(0 < cycle.rate(step) <= 0.01 for step in range(steps + 1))
