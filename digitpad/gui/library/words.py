"""How the models of the library are described."""

from datetime import date
from typing import Final

from digitpad.core.cards import Card
from digitpad.core.figures import percentage
from digitpad.core.model_list import ListedModel
from digitpad.core.network_file import count_layers
from digitpad.gui.converting.words import takes

_MEGA: Final = 1_000_000
_PROGRAMS: Final = {"keras": "Keras", "tensorflow": "TensorFlow", "python": "Python"}

CHANGEABLE: Final = ("saved", "opened", "training")
"""Kinds of models that the program keeps for the user: they are renamed and deleted."""


def size(count: int) -> str:
    """Write a number of bytes: "340 kB", "2.3 MB"."""
    if count < _MEGA:
        return f"{max(1, round(count / 1000)):,} kB"
    return f"{count / _MEGA:,.1f} MB"


def day(written: str) -> str:
    """Write a date, from ISO 8601: "22 Nov 2026"."""
    moment = date.fromisoformat(written)
    return f"{moment.day} {moment:%b %Y}"


def network(card: Card) -> str:
    """Say which network it is: a preset's, or that of somebody's file."""
    if card.preset:
        return card.preset
    return card.origin.name if card.origin else "unknown"


def where_from(model: ListedModel) -> str:
    """Say in a few words where a model comes from."""
    origin = model.card.origin
    match model.kind:
        case "bundled":
            return "Comes with digitpad"
        case "training":
            return "From one of your trainings"
        case "opened":
            return f"Made of {origin.name}" if origin else "Opened by you"
        case "file":
            return "Lies in a folder of yours"
    return f"Saved by you, made of {origin.name}" if origin else "Saved by you"


def state(*, in_use: bool, default: bool) -> str:
    """Say what a model is used for now."""
    parts = (("in use", in_use), ("default", default))
    return ", ".join(text for text, holds in parts if holds)


def facts(model: ListedModel) -> list[tuple[str, str]]:
    """Return what is known of a model: titles, and lines of text."""
    card = model.card
    layers = count_layers(model.path)
    parameters = f"{card.parameters:,} parameters"
    found = [
        ("Reads", f"{percentage(card.mnist_test_accuracy)} of the MNIST test digits"),
        ("Takes", takes(card)),
        (
            "Network",
            "\n".join(
                part
                for part in (
                    network(card),
                    f"{layers} layers, {parameters}" if layers else parameters,
                )
                if part
            ),
        ),
        ("Not sure below", percentage(card.threshold)),
        ("Learned from", "\n".join(_data(card)) or "unknown"),
        ("Measured on", "\n".join(_measured(card))),
        ("Made", "\n".join((day(card.created), _versions(card))).strip()),
        ("Files", f"{size(model.size)}\n{model.path}"),
    ]
    return [(title, text) for title, text in found if text]


def _data(card: Card) -> list[str]:
    lines = []
    for one in card.data:
        licence = one.get("licence")
        known = f" ({licence})" if licence and licence != "unknown" else ""
        lines.append(f"{one['name']}, {one['count']:,}{known}")
    return lines


def _measured(card: Card) -> list[str]:
    """Return the accuracy on each measured set that consists of digits."""
    return [
        f"{one['name']}: {percentage(one['accuracy'])} of {one['count']:,}"
        for one in card.measured
        if isinstance(one.get("accuracy"), int | float)
    ]


def _versions(card: Card) -> str:
    return ", ".join(
        f"{_PROGRAMS.get(name, name)} {version}"
        for name, version in card.versions.items()
    )
