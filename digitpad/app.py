"""The composition root: puts the window together and runs it."""

import contextlib
import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from digitpad.core.clock import process_age_ms
from digitpad.core.crash import watch_for_crashes
from digitpad.core.errors import DigitpadError
from digitpad.core.paths import bundled_model, crash_file, program_log
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.settings import Settings, load_settings, save_settings
from digitpad.gui.application import Application
from digitpad.gui.faults import Faults
from digitpad.gui.painted import OncePainted
from digitpad.gui.settings_reset import SettingsReset
from digitpad.gui.settling import Settling
from digitpad.gui.window import MainWindow
from digitpad.program import Program, about_model


def make_window(
    model: Path,
    recognizer: Recognizer,
    settings_path: Path,
    *,
    keep_settings: bool = True,
    loaded: tuple[Settings, str | None] | None = None,
) -> MainWindow:
    """Return the window for a model, with the user's settings.

    Parameters
    ----------
    model, recognizer
        The model's file, for its card, and its loaded twin.
    settings_path
        Where the user's choices are read from, and kept if `keep_settings`.
    loaded
        What `load_settings` returned, if somebody has called it already.
    """
    card = read_card(model)
    settings, notice = loaded or load_settings(settings_path)

    def save(changed: Settings) -> None:
        if keep_settings:
            save_settings(settings_path, changed)

    window = MainWindow(recognizer, about_model(card), settings, save)
    Program(window, model, recognizer, card.name)
    SettingsReset(window, settings_path)
    if notice:
        window.tell(notice)
    return window


def first_model(settings: Settings) -> tuple[Path, Recognizer, str | None]:
    """Load the model that the user wants to start with, else the bundled one.

    Returns
    -------
    Its file, its loaded twin, and a notice for the user or None.

    Raises
    ------
    DigitpadError
        If the bundled one cannot be loaded either.
    """
    notice = None
    if settings.default_model:
        model = Path(settings.default_model)
        try:
            return model, Recognizer.load(model), None
        except DigitpadError as error:
            notice = f"{error} The bundled model reads instead."
    model = bundled_model()
    return model, Recognizer.load(model), notice


def run_pad(
    model: Path | None,
    settings_path: Path,
    file: Path | None = None,
    *,
    measure: bool,
) -> int:
    """Open the pad and return the exit status when it is closed.

    Without a model it is the one that the user wants to start with. With `measure` it
    draws a sample by itself, prints timings and closes, and keeps no settings.

    Parameters
    ----------
    file
        Is opened when the window is on the screen.

    Raises
    ------
    DigitpadError
        If the model cannot be loaded.
    """
    log, crash = None, None
    with contextlib.suppress(DigitpadError):  # there is no home: nothing is logged
        log = program_log()
        crash = watch_for_crashes(crash_file())
    application = Application()
    settings, notice = load_settings(settings_path)
    if model is None:
        model, recognizer, problem = first_model(settings)
        notice = notice or problem  # damaged settings name no model
    else:
        recognizer = Recognizer.load(model)
    ready = process_age_ms()
    window = make_window(
        model,
        recognizer,
        settings_path,
        keep_settings=not measure,
        loaded=(settings, notice),
    )
    faults = Faults(log, window)
    faults.happened.connect(window.tell)
    if crash:
        window.tell(_crashed(crash))
    with stopped_by_signals(application, window):
        if measure:
            from digitpad.gui.startup import measure_startup

            measure_startup(window, ready)
        else:
            settling = Settling(window, application, faults, settings_path, file)
            OncePainted(window.stage.bars, settling.start)
            window.show()
        gc.freeze()
        gc.enable()
        status = application.exec()
    faults.uninstall()
    return status


def _crashed(report: Path) -> str:
    return (
        "Digitpad ended unexpectedly last time; nothing that was saved is lost. The "
        f"report is in {report} (Help > Show log)."
    )


def show_error(text: str) -> None:
    """Tell in a dialog what a program without a console cannot print."""
    application = QApplication.instance() or Application()
    QMessageBox.critical(None, "Digitpad", text)
    del application


@contextlib.contextmanager
def stopped_by_signals(application: QApplication, window: MainWindow) -> Iterator[None]:
    """Have Ctrl+C and a polite kill close the windows.

    Python sees a signal only when its own code runs next, which may be never while
    nobody draws; the byte that Python writes for a signal wakes Qt.
    """
    if os.name != "posix":
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        yield
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: os.read(reader, 64))
    previous = signal.set_wakeup_fd(writer)

    def close() -> None:
        window.set_close_guard(lambda: True)  # nobody may be there to be asked
        application.closeAllWindows()
        if window.isVisible():  # it was waiting for an answer, which closing denied
            QTimer.singleShot(0, close)

    for number in (signal.SIGINT, signal.SIGTERM):
        # Not at once: Qt may be in the middle of delivering an event.
        signal.signal(number, lambda *_: QTimer.singleShot(0, close))
    try:
        yield
    finally:
        signal.set_wakeup_fd(previous)
        notifier.setEnabled(False)
        os.close(reader)
        os.close(writer)
