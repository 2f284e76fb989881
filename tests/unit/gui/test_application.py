"""What the desktop asks the program for is passed on."""

from pathlib import Path

from tests.e2e.programs import environment, python

CODE = """
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from digitpad.gui.application import Application
application = Application()
application.file_asked.connect(print)
QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile("/a.keras")))
print(application.desktopFileName(), application.windowIcon().isNull())
"""


def test_a_file_that_the_desktop_names_is_passed_on(tmp_path: Path) -> None:
    env = environment(tmp_path / "home") | {"QT_QPA_PLATFORM": "offscreen"}
    assert python(CODE, env).splitlines() == [
        "/a.keras",
        "io.github.digitpad.Digitpad False",
    ]
