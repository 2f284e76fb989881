"""On a full disk the old stays whole, and one sentence tells it."""

from pathlib import Path

import numpy as np
import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.models import copy_model
from digitpad.core.own_drawing import drawn_now
from digitpad.core.own_drawings import OwnDrawings
from digitpad.core.paths import bundled_model
from digitpad.core.recognizer import Recognizer
from digitpad.core.settings import Settings, load_settings, save_settings
from tests.full_disk import largest_file

FULL = [0, 100, 5_000, 100_000]
"""Bytes that a file may grow to: a disk is seldom full from the first byte on."""


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("size", FULL)
def test_the_old_model_stays(size: int, tmp_path: Path) -> None:
    target = tmp_path / "mine.keras"
    copy_model(bundled_model(), target)
    old = content(tmp_path)
    with (
        largest_file(size),
        pytest.raises(DigitpadError, match=r"cannot be saved as .*File too large"),
    ):
        copy_model(bundled_model(), target)
    assert content(tmp_path) == old
    Recognizer.load(target)


@pytest.mark.parametrize("size", FULL[:3])
def test_the_old_drawings_stay(size: int, tmp_path: Path) -> None:
    chance = np.random.default_rng(0)
    some = [drawn_now((chance.random((200, 2)),), digit) for digit in range(10)]
    kept = OwnDrawings(tmp_path / "drawings.jsonl.gz")
    kept.add(some)
    old = kept.path.read_bytes()
    with (
        largest_file(size),
        pytest.raises(DigitpadError, match=r"cannot be changed: File too large"),
    ):
        kept.add([drawn_now((chance.random((200, 2)),), 7)])
    assert kept.path.read_bytes() == old
    assert [drawing.id for drawing in kept.read()] == [drawing.id for drawing in some]


@pytest.mark.parametrize("size", FULL[:2])
def test_the_old_settings_stay(size: int, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save_settings(path, Settings(brush="thin"))
    with (
        largest_file(size),
        pytest.raises(DigitpadError, match=r"cannot be saved to .*File too large"),
    ):
        save_settings(path, Settings(brush="thick", geometry="00" * 100))
    assert list(tmp_path.iterdir()) == [path]
    assert load_settings(path) == (Settings(brush="thin"), None)
