"""Of every file that means no good it is said what is wrong, in one sentence."""

from pathlib import Path
from time import perf_counter

import pytest

from digitpad.core.errors import DigitpadError
from digitpad.core.foreign.network import read_foreign
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
