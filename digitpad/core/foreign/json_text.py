"""Keras's JSON: read within limits, and what it says of who is fed by whom."""

import json
import re
from typing import Any, Final

from digitpad.core.errors import DigitpadError
from digitpad.core.foreign.archive import LONGEST_CONFIG

DEEPEST: Final = 64
"""Brackets within brackets; Keras's own go to about fifteen."""
_STRUCTURE: Final = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)


def parse(data: str | bytes) -> dict[str, Any]:
    """Read JSON that is an object, neither long nor deep.

    Raises
    ------
    DigitpadError
        If it is not; why, as part of a sentence.
    """
    if len(data) > LONGEST_CONFIG:
        raise DigitpadError(
            "its configuration is longer than that of any model for digits"
        )
    try:
        text = data if isinstance(data, str) else data.decode()
        if _depth(text) > DEEPEST:
            raise DigitpadError("its configuration is nested too deeply")
        record = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise DigitpadError("its configuration is not JSON") from error
    if not isinstance(record, dict):
        raise DigitpadError("its configuration is not JSON of a model")
    return record


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in _STRUCTURE.finditer(text):
        bracket = match.group()
        if bracket in ("[", "{"):
            depth += 1
            deepest = max(deepest, depth)
        elif bracket in ("]", "}"):
            depth -= 1
    return deepest


def inputs_of(nodes: Any) -> tuple[str, ...]:
    """Return the names of the layers that some arguments come from, in their order.

    Keras 3 writes a tensor as an object with a "keras_history", Keras 2 as a list:
    the layer's name, two numbers and further arguments.
    """
    if isinstance(nodes, dict):
        if nodes.get("class_name") == "__keras_tensor__":
            return (str(nodes["config"]["keras_history"][0]),)
        nodes = list(nodes.values())
    if not isinstance(nodes, list):
        return ()
    if len(nodes) in (3, 4) and isinstance(nodes[0], str):
        return (nodes[0],)
    return tuple(name for node in nodes for name in inputs_of(node))
