"""The network after each epoch can be asked again."""

import numpy as np
import pytest

from digitpad.core.datasets import Sample
from digitpad.core.records import Epoch, Record
from digitpad.ml import stages
from digitpad.ml.control import Control
from digitpad.ml.networks import build
from digitpad.ml.stages import Stages, read_frame
from digitpad.ml.training import Trained, train
from tests.unit.ml.trainings import Records, short

PARAMETERS = 784 * 64 + 64 + 64 * 64 + 64 + 64 * 10 + 10


@pytest.fixture(scope="module")
def stopped(digits: Sample) -> Trained:
    """A training that was stopped after its sixth epoch."""
    control = Control()

    def act(record: Record) -> None:
        if isinstance(record, Epoch) and record.epoch == 6:
            control.stop()

    config = short(epochs=50, optimizer="sgd", learning_rate=0.5)
    result = train(digits, config, Records(act), control)
    result.stages.finish()
    return result


def test_every_epoch_is_kept(stopped: Trained) -> None:
    assert stopped.stages.epochs == (1, 2, 3, 4, 5, 6)


def test_a_stage_reads_as_the_network_did_then(
    stopped: Trained, digits: Sample
) -> None:
    config = short(epochs=2, optimizer="sgd", learning_rate=0.5)
    then = train(digits, config, Records(), Control()).model
    for frame in digits.frames[:5]:
        np.testing.assert_allclose(
            stopped.stages.read(frame, 2), read_frame(then, frame), atol=1e-4
        )


def test_the_finished_network_is_that_of_the_best_epoch(
    stopped: Trained, digits: Sample
) -> None:
    assert 0 < stopped.epoch < 6  # else it says nothing
    frame = digits.frames[0]
    finished = stopped.stages.read(frame, 0)
    assert stopped.stages.read(frame, stopped.epoch) == finished
    assert stopped.stages.read(frame, 6) != finished
    assert stopped.stages.read(frame, 0) == finished


def test_the_finished_network_stands_in_for_a_stage_that_is_not_kept(
    stopped: Trained, digits: Sample
) -> None:
    frame = digits.frames[0]
    other = stopped.stages.read(frame, 6)
    finished = stopped.stages.read(frame, 7)
    assert finished == stopped.stages.read(frame, 0) != other


@pytest.mark.parametrize(
    ("room", "epochs", "kept"),
    [
        (10, 10, range(1, 11)),
        (5, 10, (2, 4, 6, 8, 10)),
        (4, 10, (3, 6, 9, 10)),
        (0.5, 3, (3,)),
    ],
)
def test_with_little_room_only_some_are_kept(
    room: float, epochs: int, kept: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "_MOST_BYTES", int(room * 4 * PARAMETERS))
    few = Stages(build(short()), epochs)
    for epoch in range(1, epochs + 1):
        few.keep(epoch)
    few.finish()
    assert few.epochs == tuple(kept)


def test_probabilities_are_of_python_and_in_range(digits: Sample) -> None:
    read = read_frame(build(short()), digits.frames[0])
    assert len(read) == 10
    assert {type(share) for share in read} == {float}
    assert sum(read) == pytest.approx(1, abs=1e-4)
