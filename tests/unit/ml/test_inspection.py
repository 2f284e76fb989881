"""What one sees inside a network is what Keras has there."""

from pathlib import Path

import keras
import numpy as np
import pytest

from digitpad.core.datasets import Mnist
from digitpad.core.inspection import Inspection, Inspector
from digitpad.core.network_file import read_network
from digitpad.core.presets import PRESETS
from digitpad.core.recognizer import Recognizer
from digitpad.core.stages import Stage
from digitpad.ml.export import export_twin, open_up
from digitpad.ml.networks import build
from tests.unit.ml.averages import averaged

AVERAGED = "two averaged"
TOLERANCE = 1e-4


def randomized(model: keras.Model) -> keras.Model:
    """Give all weights values, those that start as 0 or 1 too."""
    rng = np.random.default_rng(0)
    model.set_weights(
        [
            np.abs(w + rng.normal(0, 0.05, w.shape)).astype(np.float32)
            if w.ndim == 1
            else w
            for w in model.get_weights()
        ]
    )
    return model


@pytest.fixture(scope="module", params=[*PRESETS, AVERAGED])
def model(request: pytest.FixtureRequest) -> keras.Model:
    keras.utils.set_random_seed(0)
    if request.param == AVERAGED:
        members = [randomized(build(PRESETS["digitpad-quick"].defaults))] * 2
        return averaged(members)
    return randomized(build(PRESETS[request.param].defaults))


@pytest.fixture(scope="module")
def inspector(
    model: keras.Model, tmp_path_factory: pytest.TempPathFactory
) -> Inspector:
    path = tmp_path_factory.mktemp("model") / "model.keras"
    model.save(path)
    twin = path.with_suffix(".tflite")
    export_twin(model, twin)
    return Inspector.open(path, Recognizer(twin.read_bytes(), 0.5))


@pytest.fixture(scope="module")
def inspection(inspector: Inspector, mnist: Mnist) -> Inspection:
    return inspector.inspect(mnist.test.frames[0])


def stages_with_weights(inspection: Inspection) -> list[Stage]:
    return [stage for stage in inspection.stages if stage.layers[0].weights]


def bent(number: float, activation: str) -> float:
    """Return what an activation function of one number makes of it."""
    function = keras.activations.get(activation)
    return float(
        keras.ops.convert_to_numpy(function(np.array([[number]], dtype=np.float32)))[
            0, 0
        ]
    )


def test_layers_and_weights_are_keras_s(
    model: keras.Model, inspector: Inspector
) -> None:
    assert [layer.name for layer in inspector.layers] == [
        layer.name for layer in model.layers
    ]
    for mine, keras_layer in zip(inspector.layers, model.layers, strict=True):
        assert mine.kind == type(keras_layer).__name__
        theirs = keras_layer.get_weights()
        assert len(mine.weights) == len(theirs)
        for one, other in zip(mine.weights, theirs, strict=True):
            np.testing.assert_array_equal(one, other)
    total = sum(layer.parameters for layer in inspector.layers)
    assert total == model.count_params()


def test_outputs_are_keras_s(model: keras.Model, inspection: Inspection) -> None:
    expected = open_up(model).predict_on_batch(inspection.frame[None])
    assert set(expected) < set(inspection.outputs)
    for name, output in expected.items():
        np.testing.assert_allclose(
            inspection.outputs[name], output[0], atol=TOLERANCE, err_msg=name
        )


def test_shapes_are_those_of_the_outputs(
    model: keras.Model, inspector: Inspector
) -> None:
    shapes = {layer.name: layer.output.shape[1:] for layer in model.layers}
    assert inspector.shapes == shapes


def test_every_layer_that_computes_belongs_to_a_stage(
    model: keras.Model, inspection: Inspection
) -> None:
    shown = {layer.name for stage in inspection.stages for layer in stage.layers}
    passing = ("InputLayer", "Rescaling", "Reshape", "Flatten", "Dropout")
    assert shown == {
        layer.name for layer in model.layers if type(layer).__name__ not in passing
    }
    assert inspection.stages[-1].is_answer


def test_the_sum_of_products_gives_each_number(inspection: Inspection) -> None:
    rng = np.random.default_rng(0)
    for stage in stages_with_weights(inspection):
        numbers = inspection.output(stage)
        corners = [(0, 0), tuple(side - 1 for side in numbers.shape[:2])]
        for corner in [*corners, *rng.integers(numbers.shape[:2], size=(20, 2))]:
            place = tuple(map(int, corner)) if numbers.ndim == 3 else (0, 0)
            unit = int(rng.integers(numbers.shape[-1]))
            product = inspection.product(stage, unit, *place)
            assert product is not None
            if product.activation == "softmax":
                continue
            shown = numbers[(*place, unit)] if numbers.ndim == 3 else numbers[unit]
            number = bent(product.before_activation, product.activation)
            assert number == pytest.approx(shown, abs=TOLERANCE), stage.output


def test_softmax_is_of_the_sums(inspection: Inspection) -> None:
    for stage in stages_with_weights(inspection):
        numbers = inspection.output(stage)
        products = [inspection.product(stage, u) for u in range(numbers.shape[-1])]
        if products[0] is None or products[0].activation != "softmax":
            continue
        sums = np.array([p.total for p in products if p is not None])
        shares = np.exp(sums - sums.max())
        np.testing.assert_allclose(numbers, shares / shares.sum(), atol=TOLERANCE)


def test_windows_lie_where_they_are_said_to(inspection: Inspection) -> None:
    for stage in stages_with_weights(inspection):
        numbers = inspection.output(stage)
        if numbers.ndim == 1:
            continue
        given = inspection.given(stage)
        row, column = numbers.shape[0] // 2, numbers.shape[1] // 2
        product = inspection.product(stage, 0, row, column)
        assert product is not None
        height, width = product.window.shape[:2]
        np.testing.assert_array_equal(
            product.window,
            given[
                product.top : product.top + height, product.left : product.left + width
            ],
        )


def test_pooling_takes_from_its_window(inspection: Inspection) -> None:
    for stage in inspection.stages:
        if stage.kind != "pooling":
            continue
        assert stage.window
        height, width, down, across = stage.window
        given, numbers = inspection.given(stage), inspection.output(stage)
        for row, column in np.ndindex(*numbers.shape[:2]):
            top, left = row * down, column * across
            part = given[top : top + height, left : left + width]
            np.testing.assert_array_equal(part.max(axis=(0, 1)), numbers[row, column])


def test_what_a_dense_layer_sees_has_its_shape(inspection: Inspection) -> None:
    for stage in inspection.stages:
        if stage.kind == "dense":
            seen = inspection.seen(stage)
            np.testing.assert_array_equal(seen.ravel(), inspection.given(stage))


def test_averaged_networks_are_told_apart(inspection: Inspection) -> None:
    branches = {stage.branch for stage in inspection.stages}
    if inspection.stages[-1].layers[0].kind != "Average":
        assert branches == {None}
        return
    assert branches == {0, 1, None}
    assert inspection.stages[-1].branch is None
    names = [
        [stage.output for stage in inspection.stages if stage.branch == branch]
        for branch in (0, 1)
    ]
    assert [name[1:] for name in names[0]] == [name[1:] for name in names[1]]
    assert not set(names[0]) & set(names[1])


def test_a_sequential_model_is_read_too(tmp_path: Path) -> None:
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Reshape((28, 28, 1)),
            layers.Conv2D(4, 3, activation="relu"),
            layers.Conv2D(5, 3),
            layers.Flatten(),
            layers.Dense(10, "softmax", name="probabilities"),
        ]
    )
    path = tmp_path / "model.keras"
    model.save(path)
    read = {layer.name: layer for layer in read_network(path)}
    for layer in model.layers:
        for mine, theirs in zip(
            read[layer.name].weights, layer.get_weights(), strict=True
        ):
            np.testing.assert_array_equal(mine, theirs)
    names = [layer.name for layer in model.layers]
    assert [read[name].inputs for name in names[1:]] == [(n,) for n in names[:-1]]
