"""Imports go one way: core <- ml, core <- gui, app and cli see all."""

import ast
import gc
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import digitpad
from tests.e2e.programs import python

PACKAGE = Path(digitpad.__file__).parent

ALLOWED = {
    "core": {"numpy", "PIL", "ai_edge_litert", "platformdirs", "digitpad.core"},
    # A report names the version that noticed the crash, a file the program's id.
    "core/crash.py": {"digitpad", "digitpad.core"},
    "core/desktop.py": {"digitpad", "digitpad.core"},
    "core/network_file.py": {"numpy", "h5py", "digitpad.core"},
    "core/foreign/tree.py": {"numpy", "h5py", "digitpad.core"},
    "gui": {"numpy", "PySide6", "digitpad", "digitpad.core", "digitpad.gui"},
    "ml": {"numpy", "keras", "tensorflow", "ai_edge_litert"}
    | {"digitpad.core", "digitpad.ml"},
    "gui/training/curves.py": {"numpy", "PySide6", "pyqtgraph"}
    | {"digitpad.core", "digitpad.gui"},
    "program.py": {"numpy", "PySide6", "digitpad.core", "digitpad.gui"},
    "app.py": {"PySide6", "digitpad.core", "digitpad.gui", "digitpad.program"},
    "cli.py": {"digitpad", "digitpad.app", "digitpad.core", "digitpad.display"}
    | {"digitpad.conversion", "digitpad.desktop_command", "digitpad.ml"}
    | {"digitpad.training_command"},
    "conversion.py": {"rich", "digitpad.core"},
    "desktop_command.py": {"digitpad.core"},
    "training_command.py": {"rich", "digitpad.core", "digitpad.ml"},
    "display.py": {"digitpad.core"},
    "__init__.py": set(),
    "__main__.py": {"digitpad.cli"},
}
"""What each part may import beside the standard library; a module's own line counts
before its part's."""

HEAVY = {"PySide6", "ai_edge_litert", "keras", "numpy", "tensorflow", "PIL"} | {
    *("h5py", "rich", "pyqtgraph", "digitpad.gui.training", "digitpad.ml"),
    *("digitpad.gui.gallery", "digitpad.core.own_drawings"),
}


def modules() -> Iterator[Path]:
    return (path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the garbage collector off.

    On Python 3.11 a parsing fails if another one happens amid it, as it can when
    something that is collected has a traceback written (CPython issue 106905).
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def imports(source: str) -> Iterator[str]:
    """Yield what a module imports, wherever in it: "numpy", "digitpad.core"."""
    with without_collection():
        tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            module = node.module or ""
            # `from digitpad import app` is an import of digitpad.app.
            names = (
                [f"{module}.{alias.name}" for alias in node.names]
                if module == "digitpad"
                else [module]
            )
        else:
            continue
        for name in names:
            parts = name.split(".")
            yield ".".join(parts[:2]) if parts[0] == "digitpad" else parts[0]


def loaded(code: str, env: dict[str, str]) -> set[str]:
    """Run code in a fresh interpreter; return the heavy packages it has loaded."""
    ending = (
        f"import json, sys; print(json.dumps([*set({HEAVY!r}) & set(sys.modules)]))"
    )
    return set(json.loads(python(f"{code}\n{ending}", env).splitlines()[-1]))


@pytest.mark.parametrize("module", sorted(modules()), ids=str)
def test_a_module_imports_only_what_its_layer_may(module: Path) -> None:
    source = (PACKAGE / module).read_text(encoding="utf-8")
    foreign = set(imports(source)) - set(sys.stdlib_module_names)
    name = module.as_posix()
    assert foreign <= ALLOWED[name if name in ALLOWED else module.parts[0]]


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_nothing_heavy(option: str, env: dict[str, str]) -> None:
    code = f"""
from digitpad.cli import main
try:
    main([{option!r}])
except SystemExit as done:
    assert done.code == 0
"""
    assert loaded(code, env) == set()


def test_the_window_loads_neither_keras_nor_what_trains(
    config: Path, env: dict[str, str]
) -> None:
    code = f"""
from digitpad.cli import main
assert main(["--config", {str(config)!r}, "--measure-startup"]) == 0
"""
    env |= {"QT_QPA_PLATFORM": "offscreen"}
    assert loaded(code, env) == {"PySide6", "ai_edge_litert", "numpy"}


@pytest.mark.parametrize("option", ["--help", "--epochs=0"])
def test_the_training_s_options_load_no_keras(option: str, env: dict[str, str]) -> None:
    code = f"""
from digitpad.cli import main
try:
    main(["train", {option!r}])
except SystemExit:
    pass
"""
    assert loaded(code, env) == {"numpy"}


def test_predict_loads_neither_qt_nor_keras(
    tmp_path: Path, env: dict[str, str]
) -> None:
    code = f"""
from digitpad.cli import main
main(["predict", {str(tmp_path / "missing.png")!r}])
"""
    assert loaded(code, env) == {"ai_edge_litert", "numpy"}


def test_the_networks_part_loads_no_qt(env: dict[str, str]) -> None:
    names = sorted(
        path.stem for path in (PACKAGE / "ml").glob("*.py") if path.stem != "__init__"
    )
    code = "\n".join(f"import digitpad.ml.{name}" for name in names)
    assert "PySide6" not in loaded(code, env)


def test_the_window_s_part_loads_no_keras(env: dict[str, str]) -> None:
    names = sorted(
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in (PACKAGE / "gui").rglob("*.py")
        if path.stem != "__init__"
    )
    code = "\n".join(f"import digitpad.{name}" for name in names)
    assert loaded(code, env) == {
        *("PySide6", "numpy", "pyqtgraph"),
        *("digitpad.gui.gallery", "digitpad.gui.training"),
    }
