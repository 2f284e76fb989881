"""Values fit the types that they are annotated with, and no others."""

from dataclasses import dataclass
from typing import Any

import pytest

from digitpad.core.typed import fits


@dataclass(frozen=True)
class Inner:
    share: float


@dataclass(frozen=True)
class Outer:
    inner: Inner | None
    counts: tuple[int, ...]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (1, int),
        (1, float),
        (1.5, float),
        ("", str),
        (False, bool),
        (None, int | None),
        (2, int | None),
        ((), tuple[int, ...]),
        (((1, 2), (3,)), tuple[tuple[int, ...], ...]),
        (Outer(Inner(0.5), (1, 2)), Outer),
        (Outer(None, ()), Outer),
    ],
)
def test_what_fits(value: object, kind: Any) -> None:
    assert fits(value, kind)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (True, int),
        (True, float),
        (1.0, int),
        (float("nan"), float),
        (float("inf"), float),
        ("1", float),
        (None, str),
        (1, bool),
        ([1], tuple[int, ...]),
        ((1, "2"), tuple[int, ...]),
        ("2", int | None),
        (Outer(Inner("0.5"), ()), Outer),  # type: ignore[arg-type]
        (Inner(1), Outer),
    ],
)
def test_what_does_not_fit(value: object, kind: Any) -> None:
    assert not fits(value, kind)
