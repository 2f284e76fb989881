"""A network is chosen and its settings are changed; impossible ones are explained."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from digitpad.core.presets import DEFAULT_PRESET, PRESETS
from digitpad.core.training_config import TITLES
from digitpad.gui.theme import DARK, LIGHT, Theme, apply_theme
from digitpad.gui.training.network_picture import NetworkPicture
from digitpad.gui.training.settings_panel import SettingsPanel
from tests.unit.gui.training.panels import (
    button,
    choice,
    choose,
    decimal,
    field,
    number,
    said,
)

each_preset = pytest.mark.parametrize("name", PRESETS)


def test_it_starts_with_the_default_preset(panel: SettingsPanel) -> None:
    assert panel.config == PRESETS[DEFAULT_PRESET].defaults
    assert PRESETS[DEFAULT_PRESET].description in said(panel)


@each_preset
def test_a_preset_brings_its_settings(
    panel: SettingsPanel, qtbot: QtBot, name: str
) -> None:
    choose(panel, "cnn-4-8-12" if name != "cnn-4-8-12" else "digitpad")
    with qtbot.waitSignal(panel.config_changed):
        choose(panel, name)
    assert panel.config == PRESETS[name].defaults
    assert PRESETS[name].description in said(panel)
    reported = [text for text in said(panel) if "its tutorial reports" in text]
    assert bool(reported) == bool(PRESETS[name].reported)
    assert all(
        PRESETS[name].reported in text.replace("\N{NO-BREAK SPACE}", " ")
        for text in reported
    )


@each_preset
def test_what_a_network_has_no_use_for_cannot_be_changed(
    panel: SettingsPanel, name: str
) -> None:
    panel.set_own_drawings(1)
    choose(panel, name)
    for key, title in TITLES.items():
        fixed = key in PRESETS[name].fixed
        assert field(panel, title).isEnabled() != fixed
        assert (name in field(panel, title).toolTip()) == fixed


def test_every_field_changes_its_setting(panel: SettingsPanel) -> None:
    choose(panel, "cnn-32-64-dropout")
    number(panel, "Epochs").setValue(3)
    number(panel, "Training images").setValue(5000)
    number(panel, "Batch size").setValue(64)
    decimal(panel, "Learning rate").setValue(0.02)
    for title, text in (
        ("Optimizer", "SGD"),
        ("Activation", "tanh"),
        ("Augmentation", "bent and turned"),
    ):
        box = choice(panel, title)
        box.setCurrentIndex(box.findText(text))
    number(panel, "Dense layers").setValue(2)
    number(panel, "Layer 2").setValue(48)
    decimal(panel, "Dropout").setValue(0.25)
    decimal(panel, "Validation split").setValue(0.2)
    number(panel, "Early stopping").setValue(4)
    number(panel, "Seed").setValue(2**31 - 1)
    assert panel.config == replace(
        PRESETS["cnn-32-64-dropout"].defaults,
        epochs=3,
        images=5000,
        batch_size=64,
        learning_rate=0.02,
        optimizer="sgd",
        activation="tanh",
        augmentation="deform",
        dense=(32, 48),
        dropout=0.25,
        validation_split=0.2,
        patience=4,
        seed=2**31 - 1,
    )


@each_preset
def test_settings_come_back_as_they_were_given(panel: SettingsPanel, name: str) -> None:
    config = replace(
        PRESETS[name].defaults, learning_rate=1e-6, validation_split=0.123, patience=1
    )
    panel.set_config(config)
    assert panel.config == config


def test_one_change_is_told_once(panel: SettingsPanel, qtbot: QtBot) -> None:
    told: list[None] = []
    panel.config_changed.connect(lambda: told.append(None))
    choose(panel, "cnn-4-8-12")
    assert len(told) == 1
    number(panel, "Epochs").setValue(26)
    assert len(told) == 2
    assert panel.config is not None
    panel.set_config(panel.config)
    assert len(told) == 2


def test_a_clash_is_explained_under_its_field(panel: SettingsPanel) -> None:
    choose(panel, "dense-64-64")
    number(panel, "Training images").setValue(100)
    number(panel, "Batch size").setValue(128)
    assert panel.config is None
    sentence = "Only 100 images are left to be fitted: make the batch smaller."
    label = next(x for x in panel.findChildren(QLabel) if x.text() == sentence)
    assert label.isVisible()
    box = number(panel, "Batch size")
    below = label.mapTo(panel, QPoint()).y() - box.mapTo(panel, QPoint()).y()
    assert label.height() > 0
    assert 0 < below < 2 * box.height()
    assert box.accessibleDescription() == sentence
    number(panel, "Batch size").setValue(100)
    assert panel.config is not None
    assert sentence not in said(panel)


def test_an_explanation_is_never_hidden(panel: SettingsPanel) -> None:
    choose(panel, "dense-64-64")
    assert not number(panel, "Early stopping").isVisible()
    number(panel, "Early stopping").setValue(2)
    assert panel.config is None
    sentence = "Early stopping needs a validation split above 0."
    assert sentence in said(panel)
    button(panel, "Fewer settings").click()
    assert sentence in said(panel)
    number(panel, "Early stopping").setValue(0)
    button(panel, "Fewer settings").click()
    assert not number(panel, "Early stopping").isVisible()


def test_other_settings_are_shown_on_demand(panel: SettingsPanel, qtbot: QtBot) -> None:
    assert number(panel, "Epochs").isVisible()
    assert not choice(panel, "Optimizer").isVisible()
    qtbot.mouseClick(button(panel, "More settings"), Qt.MouseButton.LeftButton)
    assert choice(panel, "Optimizer").isVisible()
    qtbot.mouseClick(button(panel, "Fewer settings"), Qt.MouseButton.LeftButton)
    assert not choice(panel, "Optimizer").isVisible()


def test_the_way_back_is_offered_when_something_was_changed(
    panel: SettingsPanel, qtbot: QtBot
) -> None:
    back = button(panel, "Back to the preset's settings")
    assert not back.isVisible()
    number(panel, "Epochs").setValue(7)
    assert back.isVisible()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert panel.config == PRESETS[DEFAULT_PRESET].defaults
    assert not back.isVisible()


def test_the_dense_layers_have_a_width_each(panel: SettingsPanel, qtbot: QtBot) -> None:
    choose(panel, "cnn-4-8-12")
    qtbot.mouseClick(button(panel, "More settings"), Qt.MouseButton.LeftButton)
    number(panel, "Dense layers").setValue(3)
    assert panel.config is not None
    assert panel.config.dense == (256, 256, 256)
    shown = [n for n in range(1, 5) if number(panel, f"Layer {n}").isVisible()]
    assert shown == [1, 2, 3]
    number(panel, "Dense layers").setValue(0)
    assert not panel.config.dense


def test_the_picture_follows(panel: SettingsPanel) -> None:
    choose(panel, "dense-512-dropout")
    picture = panel.findChild(NetworkPicture)
    assert isinstance(picture, NetworkPicture)
    assert "407,050 parameters" in picture.accessibleDescription()
    number(panel, "Layer 1").setValue(10)
    assert "7,960 parameters" in picture.accessibleDescription()
    decimal(panel, "Dropout").setValue(0.45)
    assert "leaves out 45 %" in picture.accessibleDescription()


def test_nothing_can_be_changed_while_a_training_runs(panel: SettingsPanel) -> None:
    panel.set_own_drawings(1)
    choose(panel, "cnn-4-8-12")
    number(panel, "Epochs").setValue(7)
    names = [*TITLES.values(), "Network", "Layer 1"]
    panel.set_locked(True)
    assert not any(field(panel, name).isEnabled() for name in names)
    assert not button(panel, "Back to the preset's settings").isEnabled()
    assert button(panel, "More settings").isEnabled(), "one may still look"
    panel.set_locked(False)
    assert {name for name in names if not field(panel, name).isEnabled()} == {"Dropout"}


@pytest.mark.parametrize("title", ["Network", "Epochs", "Learning rate"])
def test_scrolling_over_a_field_does_not_change_it(
    panel: SettingsPanel, qtbot: QtBot, title: str
) -> None:
    def roll(widget: QWidget) -> None:
        # Through the window, as the system does: it goes to the parents if ignored.
        middle = widget.mapTo(panel, widget.rect().center())
        handle = panel.windowHandle()
        assert handle is not None
        QTest.wheelEvent(handle, QPointF(middle), QPoint(0, -120))

    box = field(panel, title)
    before = panel.config
    button(panel, "More settings").setFocus()
    roll(box)
    assert panel.config == before
    scroll = panel.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    assert scroll.verticalScrollBar().value() > 0, "the panel scrolls instead"
    scroll.verticalScrollBar().setValue(0)
    panel.activateWindow()
    box.setFocus()
    qtbot.waitUntil(box.hasFocus)
    roll(box)
    assert panel.config != before


def test_the_help_for_the_rate_is_the_networks_own(panel: SettingsPanel) -> None:
    rate = field(panel, "Learning rate")
    for name, preset in PRESETS.items():
        choose(panel, name)
        assert ("rises to this" in rate.toolTip()) == preset.one_cycle
        assert rate.accessibleDescription() == rate.toolTip()


def test_the_picture_is_reached_and_scrolled_by_keys(
    panel: SettingsPanel, qtbot: QtBot
) -> None:
    picture = panel.findChild(NetworkPicture)
    assert isinstance(picture, NetworkPicture)
    without = picture.grab().toImage()
    panel.activateWindow()
    button(panel, "More settings").setFocus()
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    qtbot.waitUntil(picture.hasFocus)
    assert picture.grab().toImage() != without, "the focus is seen"
    scroll = panel.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    bar = scroll.verticalScrollBar()
    bar.setValue(0)
    seen = [0]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
        qtbot.keyClick(picture, key)
        seen.append(bar.value())
    assert seen == sorted(set(seen)), "each key scrolls on"


@each_preset
def test_nothing_is_cut_off_at_the_side(
    panel: SettingsPanel, styled: None, name: str
) -> None:
    apply_theme(LIGHT)
    choose(panel, name)
    number(panel, "Early stopping").setValue(100)
    number(panel, "Seed").setValue(2**31 - 1)
    number(panel, "Dense layers").setValue(4)
    for more in panel.findChildren(QPushButton):
        if more.text() == "More settings":
            more.click()
    QApplication.processEvents()
    scroll = panel.findChild(QScrollArea)
    assert isinstance(scroll, QScrollArea)
    content = scroll.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= scroll.viewport().width()
    for box in panel.findChildren(QAbstractSpinBox):
        edit = box.lineEdit()
        needed = edit.fontMetrics().horizontalAdvance(edit.text())
        assert needed + edit.textMargins().left() + 2 <= edit.width()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_problem_has_the_warning_colour(
    panel: SettingsPanel, styled: None, theme: Theme
) -> None:
    apply_theme(theme)
    panel.set_theme(theme)
    number(panel, "Training images").setValue(100)
    label = next(x for x in panel.findChildren(QLabel) if x.text().startswith("Only"))
    assert label.palette().windowText().color() == theme.unsure


def test_own_drawings_are_learned_where_there_are_any(
    panel: SettingsPanel, qtbot: QtBot
) -> None:
    own = field(panel, "My drawings")
    assert isinstance(own, QCheckBox)
    assert not own.isEnabled()
    assert own.text() == "none kept yet"
    assert "You have not kept a drawing yet" in own.toolTip()
    panel.set_own_drawings(1234)
    assert own.isEnabled()
    assert own.text() == "learn 1,234 too"
    with qtbot.waitSignal(panel.config_changed):
        own.click()
    assert panel.config
    assert panel.config.own_drawings
    choose(panel, "digitpad")
    assert panel.config.own_drawings, "another network, the same drawings"
    with qtbot.waitSignal(panel.config_changed):
        panel.set_own_drawings(0)
    assert not panel.config.own_drawings


def test_settings_with_drawings_that_are_gone_can_be_used(panel: SettingsPanel) -> None:
    panel.set_config(replace(PRESETS["digitpad"].defaults, own_drawings=True))
    assert panel.config == PRESETS["digitpad"].defaults
