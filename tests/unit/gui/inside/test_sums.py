"""A sum is told line by line, and adds up."""

import numpy as np
import pytest

from digitpad.core.arithmetic import Product
from digitpad.core.inspection import Inspection
from digitpad.gui.inside.sums import html_of, lines_of, shares_of, strongest, written


def product(**changes: object) -> Product:
    rng = np.random.default_rng(0)
    values: dict[str, object] = {
        "window": rng.normal(size=(3, 3, 4)).astype(np.float32),
        "kernel": rng.normal(size=(3, 3, 4)).astype(np.float32),
        "top": 0,
        "left": 0,
        "bias": 0.25,
        "normalized": None,
        "activation": "linear",
    }
    return Product(**(values | changes))  # type: ignore[arg-type]


def test_the_parts_add_up() -> None:
    given = product()
    lines = lines_of(given, 2, given.total)
    assert [line.is_result for line in lines] == [False, False, False, True]
    assert sum(line.number for line in lines[:-1]) == pytest.approx(lines[-1].number)
    assert lines[0].number == pytest.approx(float(shares_of(given)[2]))
    assert "input map 3" in lines[0].text
    assert "other 3 maps" in lines[1].text


def test_the_strongest_map_changes_the_sum_most() -> None:
    shares = shares_of(product())
    assert strongest(product()) == int(np.abs(shares).argmax())


def test_the_last_line_is_the_number_that_is_shown() -> None:
    given = product(normalized=-0.5, activation="relu")
    lines = lines_of(given, 0, 0.0)
    assert [line.number for line in lines[-2:]] == [-0.5, 0.0]
    assert "relu" in lines[-1].text
    assert lines[-1].is_result


def test_a_dense_unit_has_one_sum() -> None:
    vector = np.arange(5, dtype=np.float32)
    lines = lines_of(product(window=vector, kernel=vector, bias=0.0), 0, 30.0)
    assert [(line.text, line.number) for line in lines] == [
        ("5 inputs times their weights", 30.0)
    ]


def test_every_sum_of_the_bundled_network_ends_with_its_number(
    inspection: Inspection,
) -> None:
    for stage in inspection.stages:
        numbers = inspection.output(stage)
        unit = numbers.shape[-1] - 1
        place = (1, 1) if numbers.ndim == 3 else (0, 0)
        given = inspection.product(stage, unit, *place)
        if given is not None:
            shown = numbers[(*place, unit)] if numbers.ndim == 3 else numbers[unit]
            last = lines_of(given, strongest(given), float(shown))[-1]
            assert last.number == pytest.approx(float(shown), abs=1e-4)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0.00"),
        (-0.0, "0.00"),
        (1.234, "1.23"),
        (-1.5, "−1.50"),
        (123.4, "123"),
        (0.0004, "0.00"),
        (-0.0004, "0.00"),
        (-1234.5, "−1234"),
    ],
)
def test_numbers_are_short(number: float, text: str) -> None:
    assert written(number) == text


def test_the_table_has_a_row_for_each_line() -> None:
    lines = lines_of(product(), 0, 1.0)
    assert html_of(lines, "#123456").count("<tr>") == len(lines)
