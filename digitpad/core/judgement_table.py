"""The figures of judged models as a table for spreadsheets."""

import csv
import io
from collections.abc import Sequence
from typing import Final

from digitpad.core.judgement import Judgement
from digitpad.core.prediction import DIGITS

ALL: Final = "all"
"""Stands for the digit in the row with the figures of all images."""
OF_DIGITS: Final = (
    *("precision", "recall", "f1"),
    *(f"read as {digit}" for digit in range(DIGITS)),
)
OF_ALL: Final = (
    *("accuracy", "loss", "calibration error"),
    *("threshold", "answered", "right of answered"),
)
COLUMNS: Final = ("model", "digit", "images", *OF_DIGITS, *OF_ALL)


def table(judged: Sequence[tuple[str, Judgement]]) -> str:
    """Return the figures of models, by their names, as CSV (RFC 4180).

    Each model has eleven rows: one for each digit with `OF_DIGITS`, of which those
    named "read as" are its row of the confusion matrix, and one for all images with
    `OF_ALL`. Shares are in [0, 1] and the loss is in nats, with all their digits;
    what is not defined is an empty cell.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for name, judgement in judged:
        for digit, figures in enumerate(judgement.digits):
            shares = (figures.precision, figures.recall, figures.f1)
            counts = judgement.confusion[digit]
            nothing = [None] * len(OF_ALL)
            writer.writerow([name, digit, figures.images, *shares, *counts, *nothing])
        writer.writerow(
            [
                *(name, ALL, judgement.count, *[None] * len(OF_DIGITS)),
                *(judgement.accuracy, judgement.loss, judgement.calibration_error),
                *(judgement.threshold, judgement.answered),
                judgement.right_of_answered,
            ]
        )
    return text.getvalue()
