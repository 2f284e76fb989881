"""What a training says of itself while it runs, and how it holds and answers."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import numpy as np
import pytest

from digitpad.core.datasets import Sample
from digitpad.core.packing import decode_images, encode_frame
from digitpad.core.records import Batch, Epoch, Learning, Phase, Probe, Probed, Record
from digitpad.core.training_config import TrainingConfig
from digitpad.ml.control import Control
from digitpad.ml.training import Trained, split, train
from tests.unit.ml.trainings import SECONDS, Kind, Records, short


@pytest.fixture(scope="module")
def run(digits: Sample) -> tuple[TrainingConfig, Records]:
    """A training of many short steps."""
    config = short(images=600, batch_size=1, epochs=3, augmentation="none")
    records = Records()
    train(digits, config, records, Control(), run=7)
    return config, records


def test_every_record_bears_the_run_s_number(
    run: tuple[TrainingConfig, Records],
) -> None:
    assert {getattr(record, "run", None) for record in run[1].all} == {7}


def test_phases_come_in_turn(run: tuple[TrainingConfig, Records]) -> None:
    _, records = run
    assert isinstance(records.all[0], Phase)
    names = [phase.name for phase in records.of(Phase)]
    assert names == ["preparing", "fitting"]
    fitting = records.all.index(Phase(7, "fitting"))
    assert all(
        records.all.index(record) > fitting
        for record in records.all
        if isinstance(record, Batch | Epoch | Learning)
    )


def test_batches_go_forward_at_most_ten_a_second(
    run: tuple[TrainingConfig, Records],
) -> None:
    config, records = run
    batches = records.of(Batch)
    assert batches[0].step == 1
    assert {(batch.epochs, batch.steps) for batch in batches} == {(3, 450)}
    places = [(batch.epoch, batch.step, batch.seconds) for batch in batches]
    assert places == sorted(places)
    assert len(set(places)) == len(places) < 3 * config.fitted_images
    times = [batch.seconds for batch in batches]
    assert np.diff(times).min() > 0.09


def test_each_epoch_is_told_once_after_its_batches(
    run: tuple[TrainingConfig, Records],
) -> None:
    _, records = run
    epochs = records.of(Epoch)
    assert [epoch.epoch for epoch in epochs] == [1, 2, 3]
    assert {epoch.epochs for epoch in epochs} == {3}
    assert all(epoch.seconds > 0 for epoch in epochs)
    told = 0
    for record in records.all:
        if isinstance(record, Batch):
            assert record.epoch == told + 1
        told += isinstance(record, Epoch)


def test_best_is_what_none_before_was_better_than(
    run: tuple[TrainingConfig, Records],
) -> None:
    best = (-1.0, 0.0)
    for epoch in run[1].of(Epoch):
        assert epoch.validation_accuracy is not None
        assert epoch.validation_loss is not None
        merit = (epoch.validation_accuracy, -epoch.validation_loss)
        assert epoch.best == (merit > best)
        best = max(best, merit)


def test_without_validation_the_best_has_the_least_loss(digits: Sample) -> None:
    records = Records()
    config = short(epochs=6, optimizer="sgd", learning_rate=0.5, validation_split=0.0)
    train(digits, config, records, Control())
    least = float("inf")
    for epoch in records.of(Epoch):
        assert epoch.best == (epoch.loss < least)
        least = min(least, epoch.loss)


def test_images_are_those_being_learned(digits: Sample) -> None:
    config = short()
    records = Records()
    train(digits, config, records, Control())
    fitting, _ = split(digits, config)
    known = {
        (frame * 255).round().astype(np.uint8).tobytes() for frame in fitting.frames
    }
    shown = records.of(Learning)
    assert shown
    for learning in shown:
        images = decode_images(learning.images)
        assert images.dtype == np.uint8
        assert images.shape == (12, 28, 28)
        assert {image.tobytes() for image in images} <= known


def test_images_are_shown_as_they_are_deformed(digits: Sample) -> None:
    config = short(images=150, batch_size=5, augmentation="redraw")
    records = Records()
    train(digits, config, records, Control())
    images = decode_images(records.of(Learning)[0].images)
    assert images.shape == (5, 28, 28)
    known = {
        (frame * 255).round().astype(np.uint8).tobytes() for frame in digits.frames
    }
    assert not {image.tobytes() for image in images} <= known
    assert images.max() > 200


def test_the_newest_drawing_is_read_by_the_network_as_it_is(digits: Sample) -> None:
    control = Control()
    frame = digits.frames[0]

    def act(record: Record) -> None:
        if isinstance(record, Batch):  # two at once: only the newer is of use
            control.set_probe(Probe(0, 2 * record.epoch - 1, encode_frame(frame)))
            control.set_probe(Probe(0, 2 * record.epoch, encode_frame(frame)))

    records = Records(act)
    result = train(digits, short(batch_size=1), records, control)
    probed = records.of(Probed)
    assert {probe.number for probe in probed} == {2, 4}
    assert {probe.stage for probe in probed} == {0}
    for probe in probed:
        assert sum(probe.probabilities) == pytest.approx(1, abs=1e-4)
    # It learns: the bars move.
    assert probed[0].probabilities != probed[-1].probabilities
    last = result.model.predict_on_batch(frame[None])[0]
    np.testing.assert_allclose(probed[-1].probabilities, last, atol=0.5)


def test_an_empty_canvas_is_not_read(digits: Sample) -> None:
    control = Control()
    control.set_probe(Probe(0, 1, ""))
    records = Records()
    train(digits, short(epochs=1), records, control)
    assert records.of(Probed) == []


class Running:
    """A training in a thread of its own."""

    def __init__(self, digits: Sample, config: TrainingConfig) -> None:
        self.control = Control()
        self.records: queue.Queue[Record] = queue.Queue()
        self.result: Trained | None = None
        self._digits = digits
        self._config = config
        self._frame = encode_frame(digits.frames[0])
        self.thread = threading.Thread(target=self._train)

    def _train(self) -> None:
        self.result = train(self._digits, self._config, self.records.put, self.control)

    def next(self, kind: type[Kind]) -> Kind:
        """Return the next record of a kind; those before it are dropped."""
        while True:
            record = self.records.get(timeout=SECONDS)
            if isinstance(record, kind):
                return record

    def ask(self, number: int) -> None:
        self.control.set_probe(Probe(0, number, self._frame))

    def until_answered(self, number: int) -> list[Record]:
        """Ask; return all records to the answer."""
        self.ask(number)
        records = []
        while True:
            records.append(self.records.get(timeout=SECONDS))
            newest = records[-1]
            if isinstance(newest, Probed) and newest.number == number:
                return records


@contextmanager
def running(digits: Sample, config: TrainingConfig) -> Iterator[Running]:
    process = Running(digits, config)
    process.thread.start()
    try:
        yield process
    finally:
        process.control.stop()
        process.thread.join(SECONDS)
        assert not process.thread.is_alive()


def test_a_pause_holds_answers_and_is_not_counted(digits: Sample) -> None:
    began = perf_counter()
    with running(digits, short(epochs=1000)) as process:
        process.next(Batch)
        process.control.pause()
        process.until_answered(1)  # from here on it holds
        paused = perf_counter()
        number = 1
        while perf_counter() - paused < 0.5:
            number += 1
            # Nothing but the answer: no batch, no epoch.
            (answer,) = process.until_answered(number)
            assert isinstance(answer, Probed)
        held = perf_counter() - paused
        process.control.resume()
        batch = process.next(Batch)
        assert batch.seconds + held < perf_counter() - began
        process.next(Epoch)
        process.control.stop()
    assert process.result is not None
    assert process.result.held >= held
    seconds = sum(
        record.seconds
        for record in list(process.records.queue)
        if isinstance(record, Epoch)
    )
    assert seconds + held < perf_counter() - began


def test_stop_ends_a_pause(digits: Sample) -> None:
    with running(digits, short(epochs=1000)) as process:
        process.next(Epoch)
        process.control.pause()
        process.until_answered(1)
        process.control.stop()
        process.thread.join(SECONDS)
    assert process.result is not None
    assert process.result.stopped
