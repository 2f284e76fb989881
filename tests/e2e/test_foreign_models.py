"""Models that plain Keras saved are opened by the real window and worker."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from digitpad.core.paths import asset, bundled_model, opened_models
from digitpad.core.recognizer import read_card
from digitpad.gui.converting.opener import ModelOpener
from digitpad.gui.startup import sample_drawing
from digitpad.gui.window import MainWindow
from digitpad.program import Program
from tests.e2e.foreign_models import KINDS
from tests.e2e.views import check_views

_MS = 100_000
"""However busy the machine is: TensorFlow is imported, and a network measured."""

SCRIPT = Path(__file__).with_name("foreign_models.py")
TAKES = {
    "dense": "images of 784 numbers in a row, paper is 0, ink is 255",
    "cnn": "images of 28×28×1 numbers, paper is 0, ink is 1",
    "logits": "images of 28×28 numbers, paper is 0, ink is 255",
}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, float]]:
    """A folder with somebody's models, and their accuracy as Keras measures it."""
    folder = tmp_path_factory.mktemp("foreign")
    done = subprocess.run(
        [sys.executable, "-P", SCRIPT, asset("mnist.npz"), folder, *KINDS],
        env=os.environ | {"PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        timeout=_MS / 1000,
        check=True,
    )
    records = [json.loads(line) for line in done.stdout.splitlines()]
    return folder, {record["kind"]: record["accuracy"] for record in records}


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), actions, data, button, keys)
    QApplication.sendEvent(window, enter)
    event = QDropEvent(QPointF(5, 5), actions, data, button, keys)
    QApplication.sendEvent(window, event)


def opener_of(program: Program) -> ModelOpener:
    assert program.desk.opener
    return program.desk.opener


def wait_until_opened(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: not opener_of(program).is_busy, timeout=_MS)


@pytest.mark.parametrize("kind", KINDS)
def test_one_is_dropped_and_reads_as_in_keras(
    qtbot: QtBot,
    main: MainWindow,
    program: Program,
    foreign: tuple[Path, dict[str, float]],
    kind: str,
) -> None:
    folder, accuracies = foreign
    main.notice.hide()
    main.stage.pad.set_drawing(sample_drawing())
    main.read_now()
    before = main.prediction
    drop(main, folder / f"{kind}.keras")
    wait_until_opened(qtbot, program)
    assert program.model.name == f"{kind}.keras", main.notice.text()
    assert program.model.is_relative_to(opened_models())
    accuracy = read_card(program.model).mnist_test_accuracy
    assert accuracy == pytest.approx(accuracies[kind], abs=2e-4)
    notice = main.notice.text()
    assert notice.startswith(f"{kind} takes {TAKES[kind]}. It reads ")
    assert f"{accuracy * 100:.2f} %" in notice
    assert f"Model: {kind}" in main.stage.about
    assert main.prediction is not before, "the drawing is read at once"

    check_views(qtbot, main, program)


def test_the_same_file_is_not_converted_again(
    qtbot: QtBot,
    main: MainWindow,
    program: Program,
    foreign: tuple[Path, dict[str, float]],
    tmp_path: Path,
) -> None:
    converted = program.model
    program.use_model(bundled_model())
    same = tmp_path / "another name.keras"
    same.write_bytes((foreign[0] / converted.name).read_bytes())
    with qtbot.waitSignal(opener_of(program).opened, timeout=_MS) as opened:
        main.opening.open(same)
    assert opened.args == [converted, False]
    assert program.model == converted
    assert main.preferences.settings.recent_models[0] == str(same)


def test_what_is_none_is_said_and_the_window_lives_on(
    qtbot: QtBot, main: MainWindow, program: Program, tmp_path: Path
) -> None:
    before = program.model
    rubbish = tmp_path / "rubbish.keras"
    rubbish.write_bytes(os.urandom(10_000))
    main.opening.open(rubbish)
    wait_until_opened(qtbot, program)
    assert "rubbish.keras" in main.notice.text()
    assert program.model == before
    main.stage.pad.clear()
    main.stage.pad.set_drawing(sample_drawing())
    qtbot.waitUntil(lambda: main.prediction is not None)


def test_all_that_were_opened_are_in_the_library(
    qtbot: QtBot, main: MainWindow, program: Program
) -> None:
    program.desk.open_library()
    library = program.desk.library
    assert library
    qtbot.waitUntil(lambda: len(library.view.shown) == 1 + len(KINDS), timeout=_MS)
    assert {model.name for model in library.view.shown} == {"digitpad", *KINDS}
    library.close()
