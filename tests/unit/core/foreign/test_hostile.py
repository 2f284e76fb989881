"""Of every file that means no good it is said what is wrong, in one sentence."""

import threading
from pathlib import Path
from time import perf_counter

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.files import read_file
from digitpad.core.foreign.network import read_foreign
from digitpad.core.opened import LARGEST
from tests.unit.core.foreign.files import archive, legacy
from tests.unit.core.foreign.hostile import HOSTILE


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_in_a_sentence_of_its_own(name: str, tmp_path: Path) -> None:
    suffix, make, said = HOSTILE[name]
    data = make(tmp_path)
    before = set(tmp_path.iterdir())
    began = perf_counter()
    with pytest.raises(DigitpadError) as refused:
        read_foreign(Path(f"mine{suffix}"), data)
    sentence = str(refused.value)
    assert said in sentence
    assert sentence.startswith(f"mine{suffix} cannot be opened: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 250
    assert perf_counter() - began < 5
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("name", "data"), [("good.keras", archive()), ("good.h5", legacy())]
)
def test_what_they_were_made_of_is_read(name: str, data: bytes) -> None:
    network = read_foreign(Path(name), data)
    assert [layer.kind for layer in network.layers] == ["Flatten", "Dense"]
    assert network.parameters == 7850


def test_a_file_that_changes_meanwhile_is_refused_or_read(
    tmp_path: Path,
) -> None:
    good = archive()
    path = tmp_path / "mine.keras"
    path.write_bytes(good)
    states = (good, good[:9000], good[::-1], good + good, b"")
    over = threading.Event()

    def change() -> None:
        while not over.is_set():
            for state in states:
                with path.open("r+b") as file:  # in its place, piece by piece
                    for start in range(0, len(state), 4096):
                        file.seek(start)
                        file.write(state[start : start + 4096])
                    file.truncate(len(state))

    changing = threading.Thread(target=change)
    changing.start()
    try:
        said = {read(path) for _ in range(300)}
    finally:
        over.set()
        changing.join()
    start = "mine.keras cannot be opened: "
    assert all(sentence.startswith(start) for sentence in said - {""})


def read(path: Path) -> str:
    """Return what is said of a file; "" if it is the good one."""
    try:
        network = read_foreign(path, read_file(path, LARGEST))
    except DigitpadError as error:
        return str(error)
    assert network.parameters == 7850
    return ""
