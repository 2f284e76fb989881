"""What a network is made of is known before anything is built."""

import json
from typing import Any

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.foreign.config import read_plan
from digitpad.core.foreign.json_text import inputs_of
from tests.unit.core.foreign.files import Json, dense, keras_2_reader, layer, sequential


def shapes(config: Json) -> list[tuple[int, ...]]:
    return [one.measure.shape for one in read_plan(json.dumps(config)).layers]


def tensor(name: str) -> Json:
    history = {"keras_history": [name, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": history}


def functional(*layers: Json, ends: Any = None) -> Json:
    """Return a functional network of layers with their `inbound_nodes`."""
    start = {**layer("InputLayer", "input", batch_shape=[None, 28, 28])}
    records = [{**start, "inbound_nodes": []}, *layers]
    config = {
        "name": "functional",
        "layers": [{**one, "name": one["config"]["name"]} for one in records],
        "input_layers": [["input", 0, 0]],
        "output_layers": ends or [[layers[-1]["config"]["name"], 0, 0]],
    }
    return {"class_name": "Functional", "config": config}


def fed(record: Json, *names: str, **more: Any) -> Json:
    """Let a layer of Keras 3 take from others."""
    tensors = [tensor(name) for name in names]
    args = tensors if len(tensors) == 1 else [tensors]
    return {**record, "inbound_nodes": [{"args": args, "kwargs": more}]}


FLATTEN = fed(layer("Flatten"), "input")


def test_shapes_are_those_of_keras() -> None:
    config = sequential(
        layer("Conv2D", filters=4, kernel_size=[3, 3]),
        layer("Conv2D", "a", filters=8, kernel_size=5, strides=2, padding="same"),
        layer("Conv2D", "b", filters=8, kernel_size=3, dilation_rate=2),
        layer("MaxPooling2D", pool_size=[2, 2]),
        layer("ZeroPadding2D", padding=[[1, 0], [0, 2]]),
        layer("Flatten"),
        layer("Reshape", target_shape=[4, -1]),
        layer("GlobalAveragePooling2D", "c", keepdims=False),
        shape=(28, 28, 1),
    )
    del config["config"]["layers"][-1]
    config["config"]["layers"] += [layer("Flatten", "d"), dense()]
    assert shapes(config) == [
        *((28, 28, 1), (26, 26, 4), (13, 13, 8), (9, 9, 8), (4, 4, 8)),
        *((5, 6, 8), (240,), (4, 60), (240,), (10,)),
    ]


def test_parameters_and_cost_are_counted() -> None:
    plan = read_plan(json.dumps(sequential(layer("Flatten"), dense())))
    assert plan.layers[-1].measure.weights == ((784, 10), (10,))
    assert plan.cost == 7840


@pytest.mark.parametrize("name", ["batch_input_shape", "build_input_shape", "built"])
def test_a_network_without_an_input_layer_says_elsewhere_what_it_takes(
    name: str,
) -> None:
    config = keras_2_reader()
    first = config["config"]["layers"][0]["config"]
    shape = first.pop("batch_input_shape")
    if name == "batch_input_shape":
        first[name] = shape
    elif name == "build_input_shape":
        config["config"][name] = shape
    else:
        config["build_config"] = {"input_shape": shape}
    assert shapes(config) == [(28, 28), (784,), (10,)]


def test_layers_side_by_side_are_joined() -> None:
    config = functional(
        FLATTEN,
        fed(dense("a"), "flatten"),
        fed(dense("b"), "flatten"),
        fed(layer("Average"), "a", "b"),
    )
    assert shapes(config)[-1] == (10,)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (
            functional(
                FLATTEN,
                {
                    **fed(dense(), "flatten"),
                    "inbound_nodes": 2 * fed(dense(), "flatten")["inbound_nodes"],
                },
            ),
            "its layer dense is used more than once",
        ),
        (functional(fed(dense(), "later"), FLATTEN), "not in their order"),
        (
            functional(FLATTEN, fed(dense(), "flatten", "flatten")),
            "too few or too many inputs",
        ),
        (
            functional(FLATTEN, fed(layer("Add"), "flatten"), fed(dense(), "add")),
            "too few or too many inputs",
        ),
        (
            functional(
                FLATTEN,
                fed(dense("a", 5), "flatten"),
                fed(dense("b", 10), "flatten"),
                fed(layer("Add"), "a", "b"),
            ),
            "its inputs have different shapes",
        ),
        (
            functional(
                FLATTEN,
                fed(dense(), "flatten"),
                ends=[["dense", 0, 0], ["flatten", 0, 0]],
            ),
            "takes or gives more than one thing",
        ),
        (
            functional(FLATTEN, fed(dense(), "flatten"), ends=[["none", 0, 0]]),
            "its configuration is damaged",
        ),
        (sequential(layer("Flatten"), layer("Flatten")), "two layers of one name"),
        (sequential(dense("a"), layer("InputLayer", "b")), "more than one thing"),
        (sequential(layer("Conv2D", filters=1, kernel_size=3)), "takes pictures with"),
        (
            sequential(layer("Conv2D", filters=1, kernel_size=30), shape=(28, 28, 1)),
            "its window is larger than what it gets",
        ),
        (sequential(layer("Reshape", target_shape=[5, -1])), "do not fit"),
        (sequential(layer("BatchNormalization", axis=1)), "only the last axis"),
        (
            sequential(layer("Flatten", data_format="channels_first")),
            "only channels_last is known",
        ),
        (sequential(layer("Dense", "dense")), "has no setting 'units'"),
        (sequential(layer("Dropout", rate=1.5)), "from 0 to 0.9999"),
        (sequential(layer("LSTM", units=10)), "a layer of the class LSTM"),
    ],
)
def test_what_cannot_be_is_refused(config: Json, said: str) -> None:
    with pytest.raises(DigitpadError, match=said):
        read_plan(json.dumps(config))


@pytest.mark.parametrize(
    ("nodes", "names"),
    [
        ([[["input_1", 0, 0, {}]]], ("input_1",)),
        ([["input_1", 0, 0]], ("input_1",)),
        (["input_1", 0, 0], ("input_1",)),
        ([[["a", 0, 0, {}], ["b", 0, 0, {}]]], ("a", "b")),
        ([{"args": [[tensor("a"), tensor("b")]], "kwargs": {}}], ("a", "b")),
        (None, ()),
    ],
)
def test_both_ways_to_write_who_is_fed_by_whom_are_known(
    nodes: Any, names: tuple[str, ...]
) -> None:
    assert inputs_of(nodes) == names
