"""Models are opened from files, remembered, saved, and looked up in the library."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from digitpad.core.models import copy_model
from digitpad.core.paths import bundled_model, saved_models
from digitpad.core.recognizer import read_card
from digitpad.core.settings import MOST_RECENT, Settings
from digitpad.gui import task
from digitpad.gui.converting.strip import ConversionStrip
from digitpad.gui.models_desk import ModelsDesk
from digitpad.gui.theme import DARK
from digitpad.gui.window import MainWindow
from tests.unit.gui.fake_worker import fake_worker
from tests.unit.gui.library.conftest import put

SILENT = "say('ready'); hear(); signal.pause()"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("DATA", "STATE", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


class Desk:
    """A desk with a worker that plays a part, and the models that were used."""

    def __init__(self, window: MainWindow, command: tuple[str, ...]) -> None:
        self.window = window
        self.used: list[Path] = []
        self.works = True
        self.desk = ModelsDesk(window, self.use, command)
        self.desk.set_in_use(bundled_model(), "digitpad")

    def use(self, model: Path) -> bool:
        if self.works:
            self.used.append(model)
            self.desk.set_in_use(model, model.stem)
        return self.works

    @property
    def notice(self) -> str:
        notice = self.window.notice
        return notice.text() if notice.isVisible() else ""

    @property
    def recent(self) -> list[str]:
        """The lines of the menu, as it is opened."""
        self.desk.recent.aboutToShow.emit()
        return [
            action.text()
            for action in self.desk.recent.actions()
            if not action.isSeparator()
        ]


Make = Callable[..., Desk]


@pytest.fixture
def make_desk(qtbot: QtBot, home: Path, window: MainWindow) -> Iterator[Make]:
    desks: list[Desk] = []

    def make_desk(body: str = "") -> Desk:
        desks.append(Desk(window, fake_worker(home, body)))
        return desks[-1]

    yield make_desk
    window.close()
    for desk in desks:
        assert not (desk.desk.library and desk.desk.library.isVisible())
    qtbot.waitUntil(lambda: not task._running)


def action(window: MainWindow, text: str) -> QAction:
    return next(a for a in window.menus.actions if a.text() == text)


def converting(model: Path) -> str:
    return f"""
say("ready")
order = hear()
say("phase", run=order["run"], name="trying", share=0.5)
say("converted", run=order["run"], model={str(model)!r})
hear()
"""


def foreign(folder: Path, name: str = "mine.h5") -> Path:
    path = folder / name
    path.write_bytes(b"somebody's")
    return path


def test_a_file_of_somebody_s_is_converted_used_and_told_of(
    qtbot: QtBot, make_desk: Make, home: Path
) -> None:
    model = put(
        home / "made.keras",
        mnist_test_accuracy=0.9781,
        preprocessing="paper is 0, ink is 255, 784 in a row",
    )
    desk = make_desk(converting(model))
    assert desk.desk.opener is None, "nothing is loaded before it is needed"
    with qtbot.waitSignal(desk.desk.changed, timeout=10_000):
        desk.window.opening.open(foreign(home))
    assert desk.used == [model]
    assert desk.notice.startswith(
        "made takes images of 784 numbers in a row, paper is 0, ink is 255. "
        "It reads 97.81 % of the MNIST test digits."
    )
    assert desk.recent[0] == "&1  mine.h5"


def test_one_that_cannot_be_opened_changes_nothing(
    qtbot: QtBot, make_desk: Make, home: Path
) -> None:
    desk = make_desk("say('ready'); say('failed', run=hear()['run'], sentence='No.')")
    desk.window.opening.open(foreign(home))
    qtbot.waitUntil(lambda: desk.notice.startswith("No."), timeout=10_000)
    assert desk.used == []
    assert desk.recent[0] == "No model has been opened yet"


def test_one_that_the_pad_cannot_read_with_is_not_remembered(
    qtbot: QtBot, make_desk: Make, home: Path
) -> None:
    desk = make_desk(converting(home / "made.keras"))
    desk.works = False
    desk.desk.open(foreign(home))
    assert desk.desk.opener
    with qtbot.waitSignal(desk.desk.opener.opened, timeout=10_000):
        pass
    assert desk.recent[0] == "No model has been opened yet"


def test_a_strip_tells_of_it_and_cancels(
    qtbot: QtBot, make_desk: Make, home: Path
) -> None:
    desk = make_desk(SILENT)
    desk.window.tell("Something of before.")
    desk.desk.open(foreign(home))
    assert desk.notice == ""
    strip = desk.window.findChild(ConversionStrip)
    assert strip
    qtbot.waitUntil(strip.isVisible)
    assert "Looking at mine.h5" in strip.text
    strip.cancel.click()
    assert not strip.isVisible()
    assert desk.notice == ""


def test_the_window_closes_amid_a_conversion(
    qtbot: QtBot, make_desk: Make, home: Path
) -> None:
    desk = make_desk(SILENT)
    desk.desk.open(foreign(home))
    opener = desk.desk.opener
    assert opener
    qtbot.waitUntil(lambda: opener._converter is not None, timeout=10_000)
    desk.window.close()
    assert not opener.is_busy


def test_the_last_files_are_remembered_the_newest_first(
    qtbot: QtBot, make_desk: Make, home: Path, saved: list[Settings]
) -> None:
    desk = make_desk()
    paths = [put(saved_models() / f"m{number}.keras") for number in range(10)]
    for path in (*paths, paths[5]):
        desk.desk.open(path)
        assert desk.desk.opener
        with qtbot.waitSignal(desk.desk.opener.opened, timeout=10_000):
            pass
    names = [f"m{number}.keras" for number in (5, 9, 8, 7, 6, 4, 3, 2)]
    shown = [f"&{place}  {name}" for place, name in enumerate(names, 1)]
    assert desk.recent == [*shown, "&Clear the list"]
    kept = saved[-1].recent_models
    assert len(kept) == MOST_RECENT
    assert kept[0] == str(paths[5])
    paths[9].unlink()
    assert desk.recent[:2] == ["&1  m5.keras", "&2  m8.keras"], "it may come back"
    desk.desk.recent.actions()[1].trigger()
    qtbot.waitUntil(lambda: desk.used[-1] == paths[8])
    qtbot.waitUntil(lambda: saved[-1].recent_models[0] == str(paths[8]))
    desk.desk.recent.actions()[-1].trigger()
    assert saved[-1].recent_models == ()
    assert desk.recent[0] == "No model has been opened yet"


def test_a_file_is_asked_for(
    qtbot: QtBot, make_desk: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[Any] = [None, bundled_model()]
    ask = "digitpad.gui.model_dialogs.ask_for_model"
    monkeypatch.setattr(ask, lambda *_: answers.pop(0))
    desk = make_desk()
    action(desk.window, "&Open a model…").trigger()
    assert desk.desk.opener is None
    action(desk.window, "&Open a model…").trigger()
    qtbot.waitUntil(lambda: desk.used == [bundled_model()])


def test_the_model_in_use_is_saved(
    qtbot: QtBot, make_desk: Make, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = home / "copy.keras"
    asked: list[str] = []

    def ask(_window: object, name: str) -> Path:
        asked.append(name)
        return target

    monkeypatch.setattr("digitpad.gui.model_dialogs.ask_where_to_save", ask)
    desk = make_desk()
    save = action(desk.window, "&Save the model as…")
    with qtbot.waitSignal(desk.desk.changed):
        save.trigger()
    assert asked == ["digitpad"]
    assert read_card(target).name == "copy"
    assert str(target) in desk.notice
    target = bundled_model()
    save.trigger()
    assert "program's own folder" in desk.notice


def test_the_library_is_opened_and_follows(
    qtbot: QtBot, make_desk: Make, home: Path
) -> None:
    mine = copy_model(bundled_model(), saved_models() / "mine.keras")
    desk = make_desk(SILENT)
    action(desk.window, "&Library…").trigger()
    library = desk.desk.library
    assert library
    qtbot.waitExposed(library)
    qtbot.waitUntil(lambda: len(library.view.shown) == 2)
    library.view.select(mine)
    library.buttons.use.click()
    assert desk.used == [mine]
    assert library.keeper.in_use == mine
    desk.window.theme_changed.emit(DARK)
    library.opening.open(foreign(home))
    qtbot.waitUntil(library.strip.isVisible)
    library.strip.cancel.click()
    assert not library.strip.isVisible()
    action(desk.window, "&Library…").trigger()
    assert desk.desk.library is library
