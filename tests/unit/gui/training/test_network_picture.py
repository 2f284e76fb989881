"""The layers of a network are drawn, and named for those who do not see them."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from digitpad.core.layers import summarize
from digitpad.core.presets import PRESETS
from digitpad.gui.theme import DARK
from digitpad.gui.training.network_picture import NetworkPicture


@pytest.fixture
def picture(qtbot: QtBot) -> NetworkPicture:
    picture = NetworkPicture()
    qtbot.addWidget(picture)
    show(picture, "cnn-32-64-dropout")
    return picture


def show(picture: NetworkPicture, name: str) -> None:
    preset = PRESETS[name]
    picture.set_layers(summarize(preset.layers(preset.defaults)))
    picture.resize(300, picture.sizeHint().height())


def painted(picture: NetworkPicture) -> QImage:
    return picture.grab().toImage()


def test_all_layers_are_said(picture: NetworkPicture) -> None:
    lines = picture.accessibleDescription().splitlines()
    assert lines[0] == "The frame: 28 × 28 numbers from 0, paper, to 1, ink."
    assert lines[2] == (
        "Conv2D “conv_1”: 32 filters 3×3. Output 26 × 26 × 32, 320 parameters."
    )
    assert lines[3] == (
        "Activation “relu_1”: relu. Output 26 × 26 × 32, no parameters."
    )
    assert lines[-1] == "In all 70,378 parameters."
    assert len(lines) == 1 + 14 + 1, "the frame, the layers, the sum"


def test_each_row_explains_itself(picture: NetworkPicture) -> None:
    said = [picture.sentence_at(y) for y in range(picture.height())]
    distinct = list(dict.fromkeys(line for line in said if line))
    assert distinct == picture.accessibleDescription().splitlines()[:-1]
    assert said[0] == ""
    assert said[-1] == ""


def test_a_tool_tip_shows_the_sentence(
    picture: NetworkPicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        QToolTip, "showText", lambda at, text, widget: shown.append(text)
    )
    y = next(y for y in range(picture.height()) if "conv_2" in picture.sentence_at(y))
    at = QPoint(100, y)
    event = QHelpEvent(QEvent.Type.ToolTip, at, picture.mapToGlobal(at))
    QApplication.sendEvent(picture, event)
    assert shown == [picture.sentence_at(y)]


@pytest.mark.parametrize("name", PRESETS)
def test_it_is_as_high_as_its_layers(picture: NetworkPicture, name: str) -> None:
    picture.set_layers(())
    frame = picture.sizeHint().height()
    show(picture, name)
    count = len(picture.accessibleDescription().splitlines()) - 2
    assert picture.sizeHint().height() >= frame + 20 * count
    assert picture.minimumSizeHint().width() <= 300
    assert not painted(picture).isNull()


def test_another_network_and_theme_are_painted(picture: NetworkPicture) -> None:
    first = painted(picture)
    picture.set_theme(DARK)
    second = painted(picture)
    assert second != first
    preset = PRESETS["cnn-4-8-12"]
    picture.set_layers(summarize(preset.layers(preset.defaults)))
    assert painted(picture) != second


def test_without_layers_only_the_frame_is_shown(picture: NetworkPicture) -> None:
    picture.set_layers(())
    assert picture.accessibleDescription().endswith("In all 0 parameters.")
    assert not painted(picture).isNull()
