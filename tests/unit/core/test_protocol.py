"""Records survive their line, and no other line passes for one."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.core.errors import DigitpadError
from digitpad.core.packing import (
    encode_images,
)
from digitpad.core.presets import PRESETS
from digitpad.core.protocol import from_line, to_line
from digitpad.core.records import (
    Batch,
    Cancel,
    Cancelled,
    Command,
    Convert,
    Converted,
    Epoch,
    Failed,
    Learning,
    Pause,
    Phase,
    Probe,
    Probed,
    Ready,
    Record,
    Resume,
    Score,
    Stop,
    Succeeded,
    Train,
)

SCORE = Score(0.9, 0.25, tuple((1,) * 10 for _ in range(10)))
IMAGES = np.full((12, 28, 28), 7, np.uint8)
BATCH = Batch(1, 2, 3, 4, 5, loss=0.5, accuracy=0.75, seconds=1.5)
EPOCH = Epoch(1, 2, 3, 0.5, 0.75, 0.6, 0.7, seconds=1.5, best=True)
LEARNING = Learning(1, encode_images(IMAGES))
PROBED = Probed(1, 7, 0, (0.1,) * 10)
SUCCEEDED = Succeeded(1, "a/b.keras", 2, (1, 2), SCORE, SCORE, 12.5, stopped=False)
TRAIN = Train(2, PRESETS["digitpad"].defaults, "a.keras", "b.keras", "mnist.npz")
RECORDS: list[Record | Command] = [
    Ready(),
    Phase(1, "fitting"),
    Phase(1, "measuring", 0.5),
    BATCH,
    EPOCH,
    Epoch(1, 2, 3, 0.5, 0.75, None, None, seconds=1.5, best=False),
    LEARNING,
    PROBED,
    SUCCEEDED,
    Succeeded(1, "a/b.keras", 2, (), SCORE, None, 12.5, stopped=True),
    Phase(2, "compiling", 0.5),
    Converted(2, "a/b.keras"),
    Cancelled(1),
    Failed(0, "Größe: 5 × 3.\nZwei Zeilen."),
    *(Train(1, preset.defaults, "a.keras") for preset in PRESETS.values()),
    TRAIN,
    Convert(3, "a.h5", "opened"),
    Convert(3, "a.weights.h5", "opened", PRESETS["digitpad"].defaults),
    Pause(1),
    Resume(1),
    Stop(1),
    Cancel(1),
    Probe(1, 2, "", 3),
]


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_survives_its_line(record: Record | Command) -> None:
    line = to_line(record)
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert from_line(line) == record
    assert from_line(line.encode()) == record


def changed(record: Record | Command, **values: object) -> str:
    return json.dumps(json.loads(to_line(record)) | values)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        "{}",
        "[]",
        "null",
        '{"record": "hello"}',
        '{"record": []}',
        '{"record": "ready", "run": 1}',
        '{"record": "cancelled"}',
        "[" * 100_000,
        '{"record": "cancelled", "run": ' + "9" * 5000 + "}",
        b"\xff\xfe",
        changed(BATCH, run="1"),
        changed(BATCH, run=True),
        changed(BATCH, epoch=4),
        changed(BATCH, step=0),
        changed(BATCH, loss=float("nan")),
        changed(BATCH, accuracy=1.5),
        changed(BATCH, seconds="1"),
        changed(BATCH, seconds=float("inf")),
        changed(EPOCH, validation_loss=None),
        changed(EPOCH, validation_loss=float("nan")),
        changed(EPOCH, best=1),
        changed(Phase(1, "fitting"), name="sleeping"),
        changed(Phase(1, "fitting"), name=["fitting"]),
        changed(LEARNING, images=None),
        changed(LEARNING, images=""),
        changed(LEARNING, images="AAAA"),
        changed(LEARNING, images="rubbish"),
        changed(LEARNING, images=encode_images(np.concatenate([IMAGES, IMAGES]))),
        changed(PROBED, probabilities=[0.1] * 9),
        changed(PROBED, probabilities=[0.1] * 9 + [2]),
        changed(PROBED, probabilities=["0.1"] * 10),
        changed(PROBED, probabilities=None),
        changed(SUCCEEDED, score=None),
        changed(SUCCEEDED, score={"accuracy": 1, "loss": 1, "confusion": [[1] * 10]}),
        changed(
            SUCCEEDED,
            score={"accuracy": 1, "loss": 1, "confusion": [["1"] * 10] * 10},
        ),
        changed(SUCCEEDED, stages=[1, "2"]),
        changed(Failed(0, ""), sentence=3),
        changed(TRAIN, config={"preset": "digitpad"}),
        changed(TRAIN, config=None),
    ],
)
def test_what_is_no_record_is_refused(line: str | bytes) -> None:
    with pytest.raises(DigitpadError):
        from_line(line)


def test_half_a_validation_is_named() -> None:
    with pytest.raises(DigitpadError, match="'validation_accuracy'"):
        from_line(changed(EPOCH, validation_loss=None))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.sampled_from(RECORDS), st.data())
def test_a_changed_value_is_refused_or_of_the_right_type(
    record: Record | Command, data: st.DataObject
) -> None:
    values: dict[str, Any] = json.loads(to_line(record))
    name = data.draw(st.sampled_from(sorted(values)))
    values[name] = data.draw(JSON)
    try:
        read = from_line(json.dumps(values))
    except DigitpadError:
        return
    assert from_line(to_line(read)) == read
