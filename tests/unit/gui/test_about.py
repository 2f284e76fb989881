"""About tells versions and licences of all there is."""

import importlib.metadata
import re

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

import digitpad
from digitpad.gui.about import LICENCES, AboutDialog, versions


def test_all_that_is_needed_is_named() -> None:
    needed = {
        re.split(r"[<>=;\s]", line)[0].lower()
        for line in importlib.metadata.requires("digitpad") or []
        if "extra ==" not in line
    }
    assert {name.lower() for name in LICENCES} == needed


def test_the_versions_are_those_that_are_installed() -> None:
    found = versions()
    assert found["Digitpad"] == digitpad.__version__
    assert found["keras"] == importlib.metadata.version("keras")
    assert {"Python", "Qt", "System"} <= found.keys()


def test_licences_are_told(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    text = dialog.text.toPlainText()
    for words in ("MIT", "CC BY-SA 3.0", "CC BY 4.0", "Omniglot", "Apache-2.0", "LGPL"):
        assert words in text
    assert importlib.metadata.version("numpy") in text


def test_the_versions_can_be_copied(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == f"Digitpad {digitpad.__version__}"
    assert f"numpy {importlib.metadata.version('numpy')}" in lines
    assert dialog.copy.text() == "Copied"
