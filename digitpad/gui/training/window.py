"""The training window: choose a network, watch it learn, try it meanwhile."""

from pathlib import Path
from typing import Final

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from digitpad.core.canvas import Content
from digitpad.core.errors import DigitpadError
from digitpad.core.figures import duration
from digitpad.core.packing import decode_images
from digitpad.core.prediction import Prediction
from digitpad.core.recognizer import Recognizer, read_card
from digitpad.core.records import (
    Batch,
    Epoch,
    Learning,
    Phase,
    Probed,
    Record,
    Succeeded,
)
from digitpad.core.runs import Run
from digitpad.core.strokes import Frame
from digitpad.core.training_config import TrainingConfig
from digitpad.gui.log_dialog import LogDialog
from digitpad.gui.notice import Notice
from digitpad.gui.question import agrees
from digitpad.gui.screens import available_size
from digitpad.gui.theme import Theme
from digitpad.gui.trainer import Trainer, TrainerState
from digitpad.gui.training.controls import Controls
from digitpad.gui.training.curves import Curves
from digitpad.gui.training.epochs_table import EpochsTable
from digitpad.gui.training.keeping import Keeping
from digitpad.gui.training.learning_strip import LearningStrip
from digitpad.gui.training.probe_panel import ProbePanel
from digitpad.gui.training.progress import Progress
from digitpad.gui.training.result_panel import ResultPanel
from digitpad.gui.training.runs_page import RunsPage
from digitpad.gui.training.settings_panel import SettingsPanel
from digitpad.gui.view_window import AsHighAsMustBe

_UNSURE_BELOW: Final = 0.7
"""Threshold of "not sure" while a network learns: its own is chosen at the end."""
_LEARNING: Final = "Learning now"
_FINISHED: Final = "The new network"
_WIDE: Final = 1210
_HIGH: Final = 640
"""Logical pixels: in a narrower window the settings are a page among the others, in a
lower one the images are left out; what does not fit then either scrolls."""
_SIZE: Final = QSize(1280, 720)
_FRAME: Final = QSize(16, 48)
"""What the window's frame may add, on a screen that is no larger than the window."""
_TEXTS: Final = {
    TrainerState.WAITING: "Starting TensorFlow",
    TrainerState.STOPPING: "Stopping, the best epoch is kept",
    TrainerState.CANCELLING: "Cancelling",
}


class TrainingWindow(QWidget):
    """Shows and steers trainings; closing it loses nothing.

    Parameters
    ----------
    trainer
        Runs the trainings.
    runs
        The folder with the finished ones.
    """

    use_requested = Signal(object)
    """A model's Path: it shall be the one in use."""

    def __init__(self, trainer: Trainer, runs: Path) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._trainer = trainer
        self._recognizer: Recognizer | None = None
        self._in_use = Path()
        self._drawings: Path | None = None
        self._threshold = _UNSURE_BELOW
        self.settings = SettingsPanel()
        self.controls = Controls()
        self.progress = Progress()
        self.curves = Curves()
        self.images = LearningStrip()
        self.epochs = EpochsTable()
        self.result = ResultPanel()
        self.past = RunsPage()
        self.probe = ProbePanel()
        self.notice = Notice()
        self.show_log = QPushButton("Show &log")
        self.tabs = QTabWidget()
        self.keeping = Keeping(runs, self.result, self.past, self)
        self._lay_out()
        self._connect()
        self.setWindowTitle("Train a network – Digitpad")
        self.resize(_SIZE.boundedTo(available_size() - _FRAME))
        self.progress.set_idle("Ready to train")
        self._show_state()
        self.keeping.read_runs()

    def set_theme(self, theme: Theme) -> None:
        """Give all parts the colours of a theme."""
        for part in (
            *(self.settings, self.progress, self.curves, self.images),
            *(self.result, self.past, self.probe, self.notice),
        ):
            part.set_theme(theme)

    def set_in_use(self, recognizer: Recognizer, model: Path, name: str) -> None:
        """Say which model the pad reads with."""
        self._recognizer, self._in_use = recognizer, model
        self.keeping.set_in_use(model, name)
        self._on_frame_changed(self.probe.frame)

    def look_for_models(self) -> None:
        """Look which trainings' models are still there: somebody has deleted some."""
        self.keeping.look_for_models()

    def set_own_drawings(self, path: Path, count: int) -> None:
        """Say where the user's drawings are, and how many they are."""
        self._drawings = path
        self.settings.set_own_drawings(count)

    def tell(self, sentence: str) -> None:
        """Show a sentence at the foot of the window."""
        self.notice.show_text(sentence)

    def open_with(self, content: Content) -> None:
        """Show the window; what is on the pad is taken over onto an empty one."""
        self._trainer.prepare()
        if content and self.probe.frame is None:
            self.probe.set_drawing(content)
        self.show()
        self.raise_()
        self.activateWindow()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        self._place_settings(self.width() < _WIDE)
        self.images.setVisible(self.height() >= _HIGH)

    def _place_settings(self, in_page: bool) -> None:
        """Put the settings beside the pages, or as a page of their own."""
        is_page = self.tabs.indexOf(self.settings) >= 0
        if in_page and not is_page:
            self.tabs.addTab(self.settings, "S&ettings")
        elif is_page and not in_page:
            self._row.insertWidget(0, self.settings)
            self.settings.show()

    def _lay_out(self) -> None:
        training = QWidget()
        column = QVBoxLayout(training)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.curves, 5)
        column.addWidget(self.images)
        column.addWidget(self.epochs, 3)
        result = QWidget()
        column = QVBoxLayout(result)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(self.result)
        for page, title in (
            (training, "&Training"),
            (result, "Res&ult"),
            (self.past, "Past tra&inings"),
        ):
            self.tabs.addTab(page, title)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.progress)
        column.addWidget(self.controls)
        column.addWidget(self.tabs, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.settings)
        row.addWidget(middle, 3)
        right = QVBoxLayout()
        right.setContentsMargins(0, 16, 16, 12)
        right.addWidget(self.probe)
        row.addLayout(right, 1)
        self._row = row
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.notice, 1)
        foot.addWidget(self.show_log)
        parts = AsHighAsMustBe()
        parts.setLayout(row)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(parts)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self.show_log.hide()

    def _connect(self) -> None:
        trainer, controls = self._trainer, self.controls
        controls.start_requested.connect(self._on_start)
        controls.pause_requested.connect(trainer.pause)
        controls.resume_requested.connect(trainer.resume)
        controls.stop_requested.connect(trainer.stop)
        controls.cancel_requested.connect(self._on_cancel)
        trainer.state_changed.connect(self._show_state)
        trainer.said.connect(self._on_said)
        trainer.succeeded.connect(self._on_succeeded)
        trainer.failed.connect(self._on_failed)
        trainer.cancelled.connect(self._on_cancelled)
        trainer.record_lost.connect(self.tell)
        trainer.stages_lost.connect(self._on_stages_lost)
        self.settings.config_changed.connect(self._show_state)
        self.probe.frame_changed.connect(self._on_frame_changed)
        self.probe.stage_changed.connect(self._on_stage_changed)
        self.past.settings_requested.connect(self._on_settings)
        self.keeping.use_requested.connect(self.use_requested)
        self.keeping.told.connect(self.tell)
        self.show_log.clicked.connect(self._on_show_log)
        close = QAction(self)
        close.setShortcuts([QKeySequence("Ctrl+W"), QKeySequence("Esc")])
        close.triggered.connect(self._on_escape)
        self.addAction(close)

    @Slot()
    def _on_show_log(self) -> None:
        logs = {"Training": self._trainer.log}
        LogDialog("Log of the training process", logs, self).open()

    @Slot()
    def _on_start(self) -> None:
        config = self.settings.config
        if config is None or self._trainer.is_busy:
            return
        self._hide_failure()
        try:
            self._trainer.start(config, self._in_use, drawings=self._drawings)
        except DigitpadError as error:
            self.tell(str(error))
            return
        self._threshold = _UNSURE_BELOW
        self.curves.clear(config.epochs)
        self.epochs.clear()
        self.keeping.clear_result()
        self._forget_network()
        self.probe.set_learning_title(_LEARNING)
        self.tabs.setCurrentIndex(0)
        self._trainer.probe(self.probe.frame)
        self._show_state()

    @Slot()
    def _on_cancel(self) -> None:
        done = len(self._trainer.epochs)
        if done and not agrees(
            self,
            "Cancel the training?",
            f"What {'an epoch' if done == 1 else f'{done} epochs'} taught is lost. "
            "“Stop, keep the best” would keep it.",
            "Cancel the training",
        ):
            return
        self._trainer.cancel()

    @Slot(object)
    def _on_said(self, record: Record) -> None:
        match record:
            case Phase():
                self.progress.set_phase(record.name, record.share)
                self._show_state()
            case Batch():
                self.progress.set_batch(record)
                self.curves.add_batch(record)
            case Epoch():
                self.curves.add_epoch(record)
                self.epochs.add_epoch(record)
                self._show_state()
            case Learning():
                self.images.set_images(decode_images(record.images))
            case Probed():
                read = np.array(record.probabilities, np.float32)
                self.probe.set_learning(Prediction(read, self._threshold))

    @Slot(object, object)
    def _on_succeeded(self, run: Run, outcome: Succeeded) -> None:
        try:
            card = read_card(run.model)
        except DigitpadError as error:  # somebody was at the file already
            self.tell(str(error))
            return
        self._threshold = card.threshold
        self.keeping.add(run, outcome, card)
        self.images.set_images(None)
        self.progress.set_idle(f"Done in {duration(outcome.seconds)}")
        self.probe.set_learning_title(_FINISHED)
        self.probe.set_stages(outcome.stages)
        self._trainer.probe(self.probe.frame)
        self.tabs.setCurrentIndex(1)

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._forget_network()
        self.progress.set_idle("The training has failed")
        self.tell(sentence)
        self.show_log.show()

    @Slot()
    def _on_cancelled(self) -> None:
        self._forget_network()
        self.progress.set_idle("Cancelled, nothing was kept")

    @Slot()
    def _on_stages_lost(self) -> None:
        self._forget_network()
        self.progress.set_idle("The network's stages are gone: its process has ended")

    def _forget_network(self) -> None:
        """Show no reading of a network that is not there."""
        self.images.set_images(None)
        self.probe.set_stages(())
        self.probe.set_learning(None)

    @Slot(object)
    def _on_frame_changed(self, frame: Frame | None) -> None:
        known = self._recognizer
        in_use = known.predict(frame) if known and frame is not None else None
        self.probe.set_in_use(in_use)
        if frame is None:
            self.probe.set_learning(None)
        self._trainer.probe(frame, self.probe.stage)

    @Slot(int)
    def _on_stage_changed(self, stage: int) -> None:
        self.probe.set_learning_title(f"After epoch {stage}" if stage else _FINISHED)
        self._trainer.probe(self.probe.frame, stage)

    @Slot(object)
    def _on_settings(self, config: TrainingConfig) -> None:
        if not self._trainer.is_busy:
            self.settings.set_config(config)
            self.tabs.setCurrentIndex(0)

    @Slot()
    def _show_state(self) -> None:
        state, busy = self._trainer.state, self._trainer.is_busy
        self.controls.set_state(
            state,
            can_start=self.settings.config is not None,
            can_hold=self._trainer.can_hold,
            can_stop=bool(self._trainer.epochs),
        )
        self.settings.set_locked(busy)
        self.past.set_busy(busy)
        self.progress.set_paused(state is TrainerState.PAUSED)
        if state in _TEXTS:
            self.progress.set_text(_TEXTS[state])

    def _hide_failure(self) -> None:
        self.notice.hide()
        self.show_log.hide()

    @Slot()
    def _on_escape(self) -> None:
        if self.notice.isVisible():
            self._hide_failure()
        else:
            self.close()
