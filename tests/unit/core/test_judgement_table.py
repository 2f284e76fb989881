"""What the table says is read back as it was."""

import csv
import io

import numpy as np
import pytest

from digitpad.core.judgement import Judgement, judge
from digitpad.core.judgement_table import ALL, COLUMNS, table
from tests.unit.core.test_judgement import guessed

NAMES = ("digitpad", 'mine, "the best"\nof all')


@pytest.fixture(scope="module")
def judged() -> list[tuple[str, Judgement]]:
    skills = zip(NAMES, (0.5, 3.0), strict=True)
    return [(name, judge(*guessed(200, skill, 3), 0.4)) for name, skill in skills]


def rows_of(text: str) -> dict[tuple[str, str], dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    assert tuple(reader.fieldnames or ()) == COLUMNS
    return {(row["model"], row["digit"]): row for row in reader}


def test_every_figure_is_read_back_equal(judged: list[tuple[str, Judgement]]) -> None:
    rows = rows_of(table(judged))
    assert len(rows) == 22
    for name, judgement in judged:
        for digit, figures in enumerate(judgement.digits):
            row = rows[name, str(digit)]
            assert int(row["images"]) == figures.images
            assert float(row["precision"]) == figures.precision
            assert float(row["recall"]) == figures.recall
            assert float(row["f1"]) == figures.f1
            counts = tuple(int(row[f"read as {guess}"]) for guess in range(10))
            assert counts == judgement.confusion[digit]
            assert row["accuracy"] == ""
        row = rows[name, ALL]
        assert int(row["images"]) == judgement.count
        assert float(row["accuracy"]) == judgement.accuracy
        assert float(row["loss"]) == judgement.loss
        assert float(row["calibration error"]) == judgement.calibration_error
        assert float(row["threshold"]) == judgement.threshold
        assert float(row["answered"]) == judgement.answered
        assert float(row["right of answered"]) == judgement.right_of_answered
        assert row["precision"] == row["read as 0"] == ""


def test_what_is_not_defined_is_empty() -> None:
    rows = np.full((1, 10), 0.05, np.float32)
    rows[0, 3] = 0.55
    written = rows_of(table([("one", judge(rows, np.array([3]), 0.9))]))
    assert written["one", "4"]["precision"] == written["one", "4"]["f1"] == ""
    assert written["one", "3"]["precision"] == "1.0"
    assert written["one", ALL]["right of answered"] == ""
