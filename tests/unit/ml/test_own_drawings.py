"""A few drawings of the user's teach a network a way of writing."""

import dataclasses
import gzip
from pathlib import Path

import numpy as np
import pytest

from digitpad.core.datasets import Mnist
from digitpad.core.errors import DigitpadError
from digitpad.core.own_drawing import NO_DIGIT, drawn_now, write_drawings
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.records import Epoch, Train
from digitpad.core.strokes import Frames
from digitpad.core.strokes_file import Label
from digitpad.core.training_config import TrainingConfig
from digitpad.ml.control import CancelledError, Control
from digitpad.ml.own_drawings import MOST_TIMES, own_drawings, weighted
from digitpad.ml.pen import PenDrawings
from digitpad.ml.session import run_training
from digitpad.ml.training import train
from tests.unit.ml.own_style import frames_of, wide_one
from tests.unit.ml.trainings import Records, order, short


def written(folder: Path, labels: list[Label]) -> Path:
    path = folder / "mine.jsonl.gz"
    rng = np.random.default_rng(1)
    write_drawings(path, [drawn_now(wide_one(rng), label) for label in labels])
    return path


def with_drawings(folder: Path, dataset: Path, path: Path, preset: str) -> Train:
    config = short(preset, epochs=1, own_drawings=True)
    plain = order(folder, dataset, config=config)
    return dataclasses.replace(plain, drawings=str(path))


@pytest.mark.parametrize(("preset", "count"), [("digitpad-quick", 2), ("digitpad", 3)])
def test_what_is_no_digit_is_learned_by_networks_that_reject(
    tmp_path: Path, preset: str, count: int
) -> None:
    path = written(tmp_path, [1, 7, NO_DIGIT])
    pen = own_drawings(with_drawings(tmp_path, path, path, preset))
    assert pen is not None
    assert pen.sample.labels.tolist() == [1, 7, 10][:count]


def test_without_the_wish_none_are_learned(tmp_path: Path) -> None:
    path = written(tmp_path, [1])
    wish = with_drawings(tmp_path, path, path, "digitpad")
    unasked = dataclasses.replace(wish, config=short())
    assert own_drawings(unasked) is None
    assert own_drawings(dataclasses.replace(wish, drawings=None)) is None


def test_none_that_can_be_learned_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, [NO_DIGIT])
    with pytest.raises(DigitpadError, match=r"no drawing in .* can learn"):
        own_drawings(with_drawings(tmp_path, path, path, "dense-64-64"))


def test_a_cancelled_training_reads_no_further(
    small_dataset: Path, tmp_path: Path
) -> None:
    path = written(tmp_path, [1] * 5)
    wish = with_drawings(tmp_path, small_dataset, path, "digitpad-quick")
    control = Control()
    control.cancel()
    with pytest.raises(CancelledError):
        run_training(wish, Records(), control)


@pytest.mark.parametrize(
    ("drawings", "images", "times"),
    [(20, 60_000, MOST_TIMES), (600, 60_000, 2), (10_000, 60_000, 1), (3, 100, 1)],
)
def test_a_few_come_often_and_many_seldom(
    drawings: int, images: int, times: int
) -> None:
    pen = PenDrawings.of([(wide_one(np.random.default_rng(0)), 1)] * drawings)
    assert len(weighted(pen, images)) == times * drawings


def test_a_training_with_them_counts_them_and_passes_damaged_ones_over(
    small_dataset: Path, tmp_path: Path
) -> None:
    path = written(tmp_path, [1] * 5)
    path.write_bytes(path.read_bytes() + gzip.compress(b'{"label":1}\n') + b"rubbish")
    records = Records()
    wish = with_drawings(tmp_path, small_dataset, path, "digitpad-quick")
    outcome, _ = run_training(wish, records, Control())
    card = read_card(Path(outcome.model))
    images, own = card.data
    assert images["count"] == 300
    assert own == {"name": "own drawings", "count": 5, "licence": "own"}
    assert sum(map(sum, outcome.score.confusion)) == 100, "measured on MNIST alone"
    assert records.of(Epoch)[0].validation_accuracy is not None
    Recognizer.load(Path(outcome.model))


def test_a_style_that_is_read_wrongly_is_read_after_twenty_drawings(
    mnist: Mnist,
) -> None:
    rng = np.random.default_rng(0)
    mine = PenDrawings.of([(wide_one(rng), 1) for _ in range(20)])
    others = frames_of(50, rng)
    config = short("digitpad-quick", images=4000, epochs=3, validation_split=0.0)
    right = [
        _share_of_ones(mnist, config, pen, others)
        for pen in (None, weighted(mine, config.images))
    ]
    assert right[0] < 0.5
    assert right[1] > 0.9


def _share_of_ones(
    mnist: Mnist, config: TrainingConfig, pen: PenDrawings | None, frames: Frames
) -> float:
    result = train(mnist.train, config, Records(), Control(), pen=pen)
    read = result.model.predict_on_batch(frames).argmax(axis=1)
    return float((read == 1).mean())
