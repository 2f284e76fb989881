"""A saved network's layers and weights, read from its `.keras` file without Keras."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digitpad.core.errors import DigitpadError
from digitpad.core.files import read_file
from digitpad.core.foreign.archive import LONGEST_WEIGHTS, read_archive, read_config
from digitpad.core.foreign.json_text import inputs_of, parse


@dataclass(frozen=True, slots=True)
class SavedLayer:
    """A layer as Keras saved it.

    Attributes
    ----------
    kind
        Keras's class: "Conv2D".
    config
        Its settings, by Keras's names.
    inputs
        The layers whose outputs it takes.
    weights
        As `Layer.get_weights` gives them, float32.
    """

    name: str
    kind: str
    config: Mapping[str, Any]
    inputs: tuple[str, ...]
    weights: tuple[NDArray[np.float32], ...]

    @property
    def parameters(self) -> int:
        """How many numbers it learns or keeps."""
        return sum(array.size for array in self.weights)


def read_network(model: Path) -> tuple[SavedLayer, ...]:
    """Read the layers of a functional or sequential model, in Keras's order.

    Raises
    ------
    DigitpadError
        If the file cannot be read, or is built in another way.
    """
    try:
        config, weights = read_archive(read_file(model, LONGEST_WEIGHTS))
        return tuple(_layers(parse(config), weights))
    except OSError as error:
        raise DigitpadError(
            f"{model} cannot be read: {error.strerror or error}."
        ) from error
    except Exception as error:
        # Besides DigitpadError, what JSON of another structure makes Python raise,
        # and what damage makes h5py.
        raise DigitpadError(
            f"One cannot look inside {model.name}: its layers are saved in a way that "
            "this version does not know."
        ) from error


def count_layers(model: Path) -> int | None:
    """Return how many layers a model has; None where that cannot be read.

    The weights are not looked at: it takes a millisecond.
    """
    try:
        config = parse(read_config(read_file(model, LONGEST_WEIGHTS)))
        kinds = [record["class_name"] for record in config["config"]["layers"]]
    except (OSError, DigitpadError, KeyError, TypeError):
        return None
    return len([kind for kind in kinds if kind != "InputLayer"])


def _layers(config: dict[str, Any], weights: bytes) -> Iterator[SavedLayer]:
    # h5py takes a fifth of a second, of which only those who look inside know.
    from digitpad.core.foreign.tree import array, find, members, open_tree
    from digitpad.core.foreign.weights import place_of

    used: dict[str, int] = {}
    previous: tuple[str, ...] = ()
    sequential = config["class_name"] == "Sequential"
    with open_tree(weights) as stored:
        for record in config["config"]["layers"]:
            settings = record["config"]
            name = str(settings["name"])
            place = place_of(record["class_name"], used)
            inputs = previous if sequential else inputs_of(record["inbound_nodes"])
            group = find(stored, "layers", place, "vars")
            yield SavedLayer(
                name,
                str(record["class_name"]),
                settings,
                inputs,
                tuple(
                    array(find(group, key)) for key in sorted(members(group), key=int)
                ),
            )
            previous = (name,)
