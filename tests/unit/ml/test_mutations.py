"""Two thousand damaged copies of good models: none does more than be refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from digitpad.core.foreign.network import read_foreign
from digitpad.core.records import Converted, Failed
from tests.unit.core.foreign import mutations
from tests.unit.core.foreign.files import archive, legacy, written
from tests.unit.ml.test_conversion_worker import Converter

SAMPLE = 97
"""Of the refused ones every so many is given to a worker, too."""
SECONDS = 120
ROOT = Path(__file__).parents[3]


def outcomes() -> list[dict[str, str]]:
    """Read all of them in processes of their own; a crash ends only one of these."""
    found: list[dict[str, str]] = []
    while len(found) < mutations.COUNT:
        command = (sys.executable, "-m", mutations.__name__, str(len(found)))
        done = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        found += map(json.loads, done.stdout.splitlines())
        if len(found) < mutations.COUNT:
            assert done.returncode < 0, done.stderr  # by a signal, from C code
            found.append({"crashed": str(done.returncode)})
    return found


@pytest.fixture(scope="module")
def found() -> list[dict[str, str]]:
    return outcomes()


def test_each_is_read_or_gets_a_sentence(found: list[dict[str, str]]) -> None:
    for number, outcome in enumerate(found):
        if "said" in outcome:
            name, _ = mutations.mutation(number)
            assert outcome["said"].startswith(f"{name} cannot be opened: ")
            assert outcome["said"].endswith(".")
            assert outcome["said"].isprintable()
    refused = sum("said" in outcome for outcome in found)
    assert refused > mutations.COUNT / 3


def test_what_gets_past_the_reader_does_no_harm_in_a_worker(
    found: list[dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {
        mutations.digest(read_foreign(Path(name), data))
        for name, data in (("good.keras", archive()), ("good.h5", legacy()))
    }
    known = set(good)
    chosen = []
    for number, outcome in enumerate(found):
        if "said" in outcome:
            if number % SAMPLE == 0:
                chosen.append(number)
        elif outcome.get("read") not in known:
            known.add(outcome.get("read", ""))
            chosen.append(number)
    assert len(chosen) > mutations.COUNT / SAMPLE / 3
    monkeypatch.chdir(tmp_path)  # where a worker would write what it should not
    converter = Converter(tmp_path)
    for number in chosen:
        name, data = mutations.mutation(number)
        told = converter.convert(written(tmp_path / name, data))
        if "said" in found[number]:
            assert told == Failed(converter.run, found[number]["said"])
        else:
            assert isinstance(told, Converted | Failed)
    converter.process.close()
    expected = {mutations.mutation(number)[0] for number in chosen}
    left = {path.name for path in tmp_path.iterdir()}
    assert left <= expected | {"opened", "worker.log"}
