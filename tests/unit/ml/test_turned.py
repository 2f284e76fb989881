"""Digits are turned until they are none."""

import numpy as np
import pytest

from digitpad.core.templates import templates
from digitpad.ml.pen import PenDrawings
from digitpad.ml.traces import Traces
from digitpad.ml.turned import Turner
from digitpad.ml.writing import Writer


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def written(*digits: int) -> tuple[Traces, np.ndarray]:
    labels = np.array(digits, dtype=np.int64)
    return Writer().write(labels, rng()), labels


def extent(points: np.ndarray) -> np.ndarray:
    size: np.ndarray = points.max(axis=0) - points.min(axis=0)
    return size


def test_a_one_lies_down() -> None:
    traces, labels = written(1)
    turned = Turner(traces, labels).draw(5, rng())
    width, height = extent(traces.points)
    for part in np.split(turned.points, turned.starts[1:]):
        np.testing.assert_allclose(extent(part), [height, width], rtol=1e-5)


def test_each_way_keeps_lengths() -> None:
    traces, labels = written(*range(10))
    turned = Turner(traces, labels).draw(200, rng())
    assert len(turned) == 200
    sizes = {round(float(extent(t).max()), 3) for t in _parts(traces)}
    assert {round(float(extent(t).max()), 3) for t in _parts(turned)} <= sizes


def test_a_zero_stays_a_zero_and_is_not_turned() -> None:
    with pytest.raises(ValueError, match="no digit to turn"):
        Turner(*written(0)).draw(1, rng())


def test_what_is_no_digit_is_not_turned() -> None:
    pen = PenDrawings.of((t.drawn(5), "sign") for t in templates()[:5])
    with pytest.raises(ValueError, match="no digit to turn"):
        Turner(pen.paths.traces, pen.sample.labels).draw(1, rng())


def _parts(traces: Traces) -> list[np.ndarray]:
    return np.split(traces.points, traces.starts[1:])
