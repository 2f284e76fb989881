"""A network's configuration: from Keras's JSON to layers that are known."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

from digitpad.core.errors import DigitpadError
from digitpad.core.foreign.json_text import inputs_of, parse
from digitpad.core.foreign.kinds import ALIASES, IDLE, KINDS
from digitpad.core.foreign.measures import Measure, Shape

MOST_LAYERS: Final = 200
MOST_PARAMETERS: Final = 20_000_000
LARGEST_OUTPUT: Final = 28 * 28 * 128
"""Numbers that a layer makes of a frame; 500 frames are read at once."""
LARGEST_OUTPUTS: Final = 2_000_000
"""The same of all layers together: the twin gives them out, for 50 frames at once."""
MOST_COST: Final = 60_000_000
"""Multiplications for a frame: some milliseconds in the window, and some seconds for
all test images."""
INPUTS: Final[tuple[Shape, ...]] = ((28, 28), (28, 28, 1), (784,))

_OF_KERAS: Final = re.compile(r"(keras|tf_keras|tensorflow)(\.\w+)*\.layers(\.\w+)*")
_NETWORKS: Final = ("Sequential", "Functional", "Model")


@dataclass(frozen=True, slots=True)
class PlannedLayer:
    """A layer whose weights are still in the file.

    Attributes
    ----------
    name, kind
        Its own and its class's, as in the file.
    settings
        Those that matter, clean.
    inputs
        The names of the layers whose outputs it takes.
    measure
        What it makes of a frame, and the shapes of its weights.
    """

    name: str
    kind: str
    settings: Mapping[str, Any]
    inputs: tuple[str, ...]
    measure: Measure

    @property
    def is_input(self) -> bool:
        """Whether the frames come in here."""
        return self.kind == "InputLayer"

    @property
    def is_idle(self) -> bool:
        """Whether it only hands on what it gets."""
        return self.kind in IDLE


@dataclass(frozen=True, slots=True)
class Plan:
    """A network without its weights: all its layers, and the one that answers."""

    layers: tuple[PlannedLayer, ...]
    output: str

    @property
    def cost(self) -> int:
        """Multiplications for a frame."""
        return sum(layer.measure.cost for layer in self.layers)

    @property
    def input_shape(self) -> Shape:
        """Of what the network takes, one of `INPUTS`."""
        return next(layer.measure.shape for layer in self.layers if layer.is_input)


def read_plan(data: str | bytes) -> Plan:
    """Read the configuration of a sequential or functional network.

    Raises
    ------
    DigitpadError
        If it is damaged, too large, or has anything in it that is not known; what
        it is, as part of a sentence.
    """
    record = parse(data)
    kind, config = record.get("class_name"), record.get("config")
    if kind not in _NETWORKS or record.get("registered_name") not in (None, kind):
        raise DigitpadError(
            "it is no Sequential or functional model: save one that is made of layers"
        )
    if isinstance(config, list):  # Keras before 2.2.3
        config = {"layers": config}
    if not isinstance(config, dict):
        raise DigitpadError("its configuration is damaged")
    records = config.get("layers")
    if not isinstance(records, list) or not records:
        raise DigitpadError("it has no layers")
    if len(records) > MOST_LAYERS:
        raise DigitpadError(f"it has more than {MOST_LAYERS} layers")
    if not all(isinstance(one, dict) for one in records):
        raise DigitpadError("its configuration is damaged")
    if kind == "Sequential":
        plan = _Planner().sequential(records, _built_shape(record, config))
    else:
        plan = _Planner().functional(records, config)
    _check_size(plan)
    return plan


class _Planner:
    """Goes through the records of layers."""

    def __init__(self) -> None:
        self._planned: dict[str, PlannedLayer] = {}

    def sequential(self, records: Sequence[dict[str, Any]], built: Any) -> Plan:
        first = records[0]
        last = ""
        if first.get("class_name") != "InputLayer":
            shape = _batch_shape(_config_of(first)) or built
            last = "input"
            while any(_name_of(record) == last for record in records):
                last += "_"
            self._add_input(last, shape)
        for number, record in enumerate(records):
            name = _name_of(record)
            if number == 0 and not last:
                self._add_input(name, _batch_shape(_config_of(record)))
            else:
                self._add(record, (last,))
            last = name
        return Plan(tuple(self._planned.values()), last)

    def functional(
        self, records: Sequence[dict[str, Any]], config: Mapping[str, Any]
    ) -> Plan:
        for record in records:
            if record.get("class_name") == "InputLayer":
                self._add_input(_name_of(record), _batch_shape(_config_of(record)))
            else:
                self._add(record, _inputs(record))
        starts, ends = (
            inputs_of(config.get(name)) for name in ("input_layers", "output_layers")
        )
        inputs = [layer.name for layer in self._planned.values() if layer.is_input]
        if len(starts) != 1 or len(ends) != 1 or list(starts) != inputs:
            raise DigitpadError("it takes or gives more than one thing")
        if ends[0] not in self._planned:
            raise DigitpadError("its configuration is damaged")
        return Plan(tuple(self._planned.values()), ends[0])

    def _add_input(self, name: str, shape: Any) -> None:
        if not isinstance(shape, list) or len(shape) < 2:
            raise DigitpadError("it does not say what it takes: save it after training")
        taken = tuple(shape[1:])
        if taken not in INPUTS:
            sizes = "×".join(str(size)[:9] for size in taken[:4])
            raise DigitpadError(
                f"it takes {sizes} numbers, and only 28×28 grey pixels can be given"
            )
        self._keep(PlannedLayer(name, "InputLayer", {}, (), Measure(taken)))

    def _add(self, record: dict[str, Any], inputs: tuple[str, ...]) -> None:
        name, title = _name_of(record), record.get("class_name")
        kind = ALIASES.get(title, title) if isinstance(title, str) else None
        if kind == "InputLayer":
            raise DigitpadError("it takes more than one thing")
        if kind in _NETWORKS:
            raise DigitpadError(
                f"its layer {name:.40} is a whole network: save one without networks "
                "in it"
            )
        if not isinstance(kind, str) or kind not in {*KINDS, *IDLE}:
            raise DigitpadError(f"it has a layer of the class {title!s:.40}")
        _check_origin(record, str(title))
        try:
            given = [self._planned[one].measure.shape for one in inputs]
        except KeyError as error:
            raise DigitpadError("its layers are not in their order") from error
        most = 1 if kind in IDLE else KINDS[kind].most_inputs
        if not (1 if most == 1 else 2) <= len(given) <= most:
            raise DigitpadError(f"its layer {name:.40} has too few or too many inputs")
        if kind in IDLE:
            self._keep(PlannedLayer(name, kind, {}, inputs, Measure(given[0])))
            return
        try:
            settings = KINDS[kind].clean(_config_of(record))
        except DigitpadError as error:
            raise DigitpadError(f"its layer {name:.40} has {error}") from error
        try:
            measure = KINDS[kind].measure(settings, given)
        except ValueError as error:
            raise DigitpadError(f"its layer {name:.40} cannot be: {error}") from error
        if not measure.shape or prod(measure.shape) > LARGEST_OUTPUT:
            raise DigitpadError(
                f"its layer {name:.40} makes more than {LARGEST_OUTPUT:,} numbers of "
                "a frame"
            )
        self._keep(PlannedLayer(name, kind, settings, inputs, measure))

    def _keep(self, layer: PlannedLayer) -> None:
        if layer.name in self._planned:
            raise DigitpadError("it has two layers of one name")
        self._planned[layer.name] = layer


def _check_size(plan: Plan) -> None:
    measures = [layer.measure for layer in plan.layers]
    if sum(prod(one) for m in measures for one in m.weights) > MOST_PARAMETERS:
        raise DigitpadError(f"it has more than {MOST_PARAMETERS:,} parameters")
    if (
        sum(prod(measure.shape) for measure in measures) > LARGEST_OUTPUTS
        or plan.cost > MOST_COST
    ):
        raise DigitpadError("it is too large to read while somebody draws")
    shape = next(m.measure.shape for m in plan.layers if m.name == plan.output)
    if shape != (10,):
        sizes = "×".join(map(str, shape))
        raise DigitpadError(f"it gives {sizes} numbers, and not one for each digit")


def _inputs(record: Mapping[str, Any]) -> tuple[str, ...]:
    nodes = record.get("inbound_nodes")
    if isinstance(nodes, list) and len(nodes) > 1:
        raise DigitpadError(f"its layer {_name_of(record):.40} is used more than once")
    return inputs_of(nodes)


def _check_origin(record: Mapping[str, Any], title: str) -> None:
    """Refuse what is only called like a layer of Keras."""
    module, registered = record.get("module"), record.get("registered_name")
    if registered not in (None, title):
        raise DigitpadError("it has a layer of a class of its own")
    if module is not None and not (
        isinstance(module, str) and len(module) < 200 and _OF_KERAS.fullmatch(module)
    ):
        raise DigitpadError("it has something in it that is no layer of Keras")


def _config_of(record: Mapping[str, Any]) -> dict[str, Any]:
    config = record.get("config")
    if not isinstance(config, dict):
        raise DigitpadError("its configuration is damaged")
    return config


def _name_of(record: Mapping[str, Any]) -> str:
    name = _config_of(record).get("name")
    if not isinstance(name, str) or not 0 < len(name) <= 200:
        raise DigitpadError("it has a layer without a name")
    return name


def _batch_shape(config: Mapping[str, Any]) -> Any:
    return config.get("batch_shape") or config.get("batch_input_shape")


def _built_shape(record: Mapping[str, Any], config: Mapping[str, Any]) -> Any:
    """Return what a network without an input layer was built for."""
    built = record.get("build_config")
    shape = built.get("input_shape") if isinstance(built, dict) else None
    return shape or config.get("build_input_shape")
