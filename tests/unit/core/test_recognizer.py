"""Models are checked at load, and read frames."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flatbuffers  # type: ignore[import-untyped]
import numpy as np
import pytest
from ai_edge_litert import schema_py_generated as schema

from digitpad.core.errors import DigitpadError
from digitpad.core.paths import asset, bundled_model
from digitpad.core.recognizer import Recognizer, read_card


@pytest.fixture
def model(tmp_path: Path) -> Path:
    for suffix in (".keras", ".tflite", ".json"):
        shutil.copy(bundled_model().with_suffix(suffix), tmp_path)
    return tmp_path / bundled_model().name


def test_the_bundled_model_reads_test_digits(model: Path) -> None:
    with np.load(asset("mnist.npz")) as mnist:
        images, labels = mnist["x_test"][:500], mnist["y_test"][:500]
    frames = images.astype(np.float32) / 255
    recognizer = Recognizer.load(model)
    probabilities = recognizer.predict_batch(frames)
    assert probabilities.shape == (500, 10)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-5)
    assert (probabilities.argmax(axis=1) == labels).mean() >= 0.99


def test_a_frame_alone_and_in_any_batch_reads_the_same(model: Path) -> None:
    recognizer = Recognizer.load(model)
    frames = np.random.default_rng(1).random((7, 28, 28), dtype=np.float32)
    alone = [recognizer.predict(frame).probabilities for frame in frames]
    np.testing.assert_allclose(alone, recognizer.predict_batch(frames), atol=1e-5)
    np.testing.assert_allclose(
        alone[:3], recognizer.predict_batch(frames[:3]), atol=1e-5
    )


@pytest.mark.parametrize("count", [1, 50, 51, 120])
def test_any_number_of_frames_is_read_in_their_order(model: Path, count: int) -> None:
    recognizer = Recognizer.load(model)
    frames = np.random.default_rng(1).random((count, 28, 28), dtype=np.float32)
    shares: list[float] = []
    read = recognizer.predict_all(frames, shares.append)
    assert read.shape == (count, 10)
    np.testing.assert_allclose(
        read, Recognizer.load(model).predict_batch(frames), atol=1e-5
    )
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_reading_many_frames_can_be_ended(model: Path) -> None:
    read: list[float] = []

    def end(share: float) -> None:
        read.append(share)
        raise InterruptedError

    recognizer = Recognizer.load(model)
    with pytest.raises(InterruptedError):
        recognizer.predict_all(np.zeros((200, 28, 28), np.float32), end)
    assert read == [0.25]
    # What was read before does not change what is read next.
    recognizer.predict(np.zeros((28, 28), np.float32))


def test_loading_says_nothing(model: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Recognizer.load(model).predict(np.zeros((28, 28), dtype=np.float32))
    assert capfd.readouterr() == ("", "")


def _flip_last_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def _edit_card(path: Path, **values: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda m: m.unlink(), "There is no model"),
        (lambda m: m.with_suffix(".json").unlink(), "has no card"),
        (lambda m: m.with_suffix(".tflite").unlink(), r"\.tflite cannot be read"),
        (_flip_last_byte, r"\.keras is not the file its card describes"),
        (
            lambda m: _flip_last_byte(m.with_suffix(".tflite")),
            r"\.tflite is not the file its card describes",
        ),
        (lambda m: m.with_suffix(".json").write_text("{"), "not JSON"),
        (
            lambda m: _edit_card(m.with_suffix(".json"), threshold=7),
            "'threshold' is not as it must be",
        ),
    ],
)
def test_damage_is_told_in_a_sentence(
    model: Path, damage: Callable[[Path], object], told: str
) -> None:
    damage(model)
    with pytest.raises(DigitpadError, match=told) as caught:
        Recognizer.load(model)
    assert "\n" not in str(caught.value)


def _write_twin(model: Path, twin: bytes) -> None:
    """Write a twin that the card fits."""
    model.with_suffix(".tflite").write_bytes(twin)
    digest = hashlib.sha256(twin).hexdigest()
    _edit_card(model.with_suffix(".json"), twin_sha256=digest)


def test_a_twin_that_is_no_twin_is_told(model: Path) -> None:
    _write_twin(model, b"not a network")
    with pytest.raises(DigitpadError, match="cannot be run"):
        Recognizer.load(model)


def _tensor(twin: Any, name: str) -> int:
    """Return the index of an output's tensor."""
    indices = {o.name.decode(): o.tensorIndex for o in twin.signatureDefs[0].outputs}
    return int(indices[name])


def _producer(twin: Any, tensor: int) -> Any:
    operators = twin.subgraphs[0].operators
    (operator,) = (o for o in operators if tensor in o.outputs)
    return operator


def _give_out(twin: Any, tensor: int) -> None:
    """Have the twin give out another tensor as its probabilities."""
    for output in twin.signatureDefs[0].outputs:
        if output.name == b"probabilities":
            output.tensorIndex = tensor


def _change_twin(model: Path, change: Callable[[Any], None]) -> None:
    data = model.with_suffix(".tflite").read_bytes()
    twin = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(data, 0))
    change(twin)
    builder = flatbuffers.Builder()
    builder.Finish(twin.Pack(builder), b"TFL3")
    _write_twin(model, bytes(builder.Output()))


def _not_at_all(_twin: Any) -> None:
    """Leave a twin as it is; it must be taken, or the tests of others say nothing."""


def test_a_twin_that_was_only_packed_again_is_taken(model: Path) -> None:
    _change_twin(model, _not_at_all)
    Recognizer.load(model)


def _of_other_classes(twin: Any) -> None:
    _give_out(twin, _tensor(twin, "dense_1"))


def _of_numbers_that_add_up_to_two(twin: Any) -> None:
    spread = _producer(twin, _tensor(twin, "probabilities")).inputs[1]
    buffer = twin.buffers[twin.subgraphs[0].tensors[spread].buffer]
    weights = 2 * np.frombuffer(bytes(buffer.data), np.float32)
    buffer.data = np.frombuffer(weights.tobytes(), np.uint8)


def _of_wider_frames(twin: Any) -> None:
    frame = twin.subgraphs[0].tensors[twin.signatureDefs[0].inputs[0].tensorIndex]
    frame.shape, frame.shapeSignature = [1, 14, 56], [-1, 14, 56]


def _of_one_frame_only(twin: Any) -> None:
    for tensor in twin.subgraphs[0].tensors:
        tensor.shapeSignature = None


def _with_a_weight_that_is_no_number(twin: Any) -> None:
    logits = _producer(twin, _tensor(twin, "classes")).inputs[0]
    _, _, bias = _producer(twin, logits).inputs
    buffer = twin.buffers[twin.subgraphs[0].tensors[bias].buffer]
    weights = np.frombuffer(bytes(buffer.data), np.float32).copy()
    weights[3] = np.nan
    buffer.data = np.frombuffer(weights.tobytes(), np.uint8)


@pytest.mark.parametrize(
    "change",
    [
        _of_other_classes,
        _of_numbers_that_add_up_to_two,
        _of_wider_frames,
        _of_one_frame_only,
        _with_a_weight_that_is_no_number,
    ],
)
def test_a_twin_that_reads_no_digits_is_told(
    model: Path, change: Callable[[Any], None], capfd: pytest.CaptureFixture[str]
) -> None:
    _change_twin(model, change)
    with pytest.raises(DigitpadError, match="is not a network that reads digits"):
        Recognizer.load(model)
    assert capfd.readouterr() == ("", "")


def test_only_keras_files_are_models(tmp_path: Path) -> None:
    with pytest.raises(DigitpadError, match=r"must end in \.keras"):
        read_card(tmp_path / "digitpad.h5")


def test_two_threads_read_what_one_reads() -> None:
    frames = np.random.default_rng(0).random((30, 28, 28), np.float32)
    one, two = (Recognizer.load(bundled_model(), threads=threads) for threads in (1, 2))
    np.testing.assert_allclose(
        two.predict_all(frames), one.predict_all(frames), atol=1e-6
    )
