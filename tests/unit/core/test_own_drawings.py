"""Kept drawings stay, whatever happens to the program or to their file."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.core.blocks import LINES
from digitpad.core.datasets import load_dataset
from digitpad.core.errors import DigitpadError
from digitpad.core.own_drawing import (
    NO_DIGIT,
    OwnDrawing,
    drawings_in,
    drawn_now,
    on_canvas,
    readable,
    write_drawings,
)
from digitpad.core.own_drawings import OwnDrawings
from digitpad.core.strokes import Drawing
from digitpad.core.strokes_file import Label, read_drawings
from tests.unit.core.strategies import drawings

CURVE: Drawing = (np.array([[0.25, 0.5], [0.5, 0.125]]), np.array([[0.1, 0.2]]))


def some(count: int, label: Label = 7) -> list[OwnDrawing]:
    """Return drawings that differ."""
    return [
        drawn_now((np.array([[0.1, 0.2], [number / 7, 0.5]]),), label)
        for number in range(count)
    ]


def labels(found: Sequence[OwnDrawing]) -> list[Label]:
    return [drawing.label for drawing in found]


def ids(found: Sequence[OwnDrawing]) -> list[str]:
    return [drawing.id for drawing in found]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "drawings.jsonl.gz"


@pytest.fixture
def own(path: Path) -> OwnDrawings:
    return OwnDrawings(path)


def test_nothing_is_there_at_first_and_nothing_is_made_by_looking(
    own: OwnDrawings, path: Path
) -> None:
    assert own.read() == ()
    assert own.count == 0
    assert not path.parent.exists()


def test_what_is_kept_is_read_by_all_that_reads_strokes(
    own: OwnDrawings, path: Path
) -> None:
    own.add([drawn_now(CURVE, 7)])
    own.add([drawn_now(CURVE, NO_DIGIT)])
    assert own.count == 2
    (drawing, label), (_, other) = read_drawings(path)
    assert (label, other) == (7, NO_DIGIT)
    for stroke, expected in zip(drawing, CURVE, strict=True):
        np.testing.assert_array_equal(stroke, expected)
    assert load_dataset(str(path)).labels == (7, NO_DIGIT)
    record = json.loads(gzip.decompress(path.read_bytes()).splitlines()[0])
    assert record.keys() == {"label", "writer", "strokes", "date", "id"}
    assert record["date"].endswith("+00:00")


def test_another_program_reads_the_same(own: OwnDrawings, path: Path) -> None:
    own.add(some(LINES + 3))
    assert ids(OwnDrawings(path).read()) == ids(own.read())


def test_relabelling_and_deleting_leave_the_others_alone(
    own: OwnDrawings, path: Path
) -> None:
    kept = some(3 * LINES)
    own.add(kept)
    own.relabel([kept[1].id, kept[-1].id], 4)
    own.delete([kept[0].id, kept[LINES].id, "nobody's"])
    expected = [one.id for index, one in enumerate(kept) if index not in (0, LINES)]
    for found in (own.read(), OwnDrawings(path).read()):
        assert ids(found) == expected
        assert labels(found)[0] == labels(found)[-1] == 4
        assert labels(found).count(7) == len(found) - 2


def test_what_else_a_line_says_survives_a_new_label(
    own: OwnDrawings, path: Path
) -> None:
    path.parent.mkdir()
    record = {"label": 1, "strokes": [[[0, 0], [1, 2]]], "id": "x", "pen": "blue"}
    path.write_bytes(gzip.compress(json.dumps(record).encode()))
    own.relabel(["x"], 2)
    written = json.loads(gzip.decompress(path.read_bytes()))
    assert written == record | {"label": 2}


def test_lines_without_an_id_and_copied_lines_get_one(
    own: OwnDrawings, path: Path
) -> None:
    path.parent.mkdir()
    line = b'{"label":3,"strokes":[[[1,2],[3,4]]]}\n'
    path.write_bytes(gzip.compress(line * 3))
    found = own.read()
    assert len(set(ids(found))) == 3
    assert [one.date for one in found] == ["", "", ""]
    own.delete([found[1].id])
    own.relabel([found[2].id], 5)
    assert labels(OwnDrawings(path).read()) == [3, 5]


def test_two_programs_keep_what_the_other_has_added(path: Path) -> None:
    one, other = OwnDrawings(path), OwnDrawings(path)
    one.add(some(2))
    other.add(some(3, 1))
    one.add(some(1, 4))
    first = other.read()[0]
    one.delete([first.id])
    other.relabel([first.id], 9)
    assert labels(one.read()) == labels(other.read()) == [7, 1, 1, 1, 4]


def test_many_at_once_lose_none(path: Path) -> None:
    def add(label: int) -> None:
        own = OwnDrawings(path)
        for one in some(20, label):
            own.add([one])

    threads = [threading.Thread(target=add, args=(label,)) for label in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = labels(OwnDrawings(path).read())
    assert [found.count(label) for label in range(4)] == [20] * 4


def test_what_is_there_already_is_not_added_again(own: OwnDrawings) -> None:
    kept = some(5)
    own.add(kept[:3])
    # The same strokes under another id and label; one twice among the new ones.
    again = [drawn_now(one.drawing, 1) for one in kept]
    assert own.add([*again, again[4]], once=True) == again[3:]
    assert labels(own.read()) == [7, 7, 7, 1, 1]
    own.delete([kept[0].id])
    assert own.add([kept[0], kept[1]], once=True) == kept[:1]


def test_a_damaged_file_is_put_aside_and_what_can_be_read_stays(
    own: OwnDrawings, path: Path
) -> None:
    kept = some(3 * LINES)
    own.add(kept)
    damaged = path.read_bytes()[:-50]
    path.write_bytes(damaged)
    fresh = OwnDrawings(path)
    found = fresh.read()
    assert ids(found)[: 2 * LINES] == ids(kept)[: 2 * LINES]
    notice = fresh.take_notice()
    aside = path.with_name("drawings.damaged.jsonl.gz")
    assert str(aside) in notice
    assert aside.read_bytes() == damaged
    assert fresh.take_notice() == ""
    assert len(list(read_drawings(path))) == len(found)
    path.write_bytes(damaged)
    again = OwnDrawings(path)
    again.add(some(1))  # which must not end up behind the damage
    assert len(again.read()) == len(found) + 1
    assert path.with_name("drawings.damaged-2.jsonl.gz").read_bytes() == damaged


@pytest.mark.parametrize(
    "line", [b"no JSON", b"[]", b'{"label":3}', b'{"label":3,"strokes":[[[1,null]]]}']
)
def test_a_line_that_is_no_drawing_costs_no_other(
    own: OwnDrawings, path: Path, line: bytes
) -> None:
    path.parent.mkdir()
    good = [one.to_line() for one in some(2)]
    data = gzip.compress(b"\n".join([good[0], line, good[1]]))
    path.write_bytes(data)
    assert len(own.read()) == 2
    assert "2 of them" in own.take_notice()
    assert path.with_name("drawings.damaged.jsonl.gz").read_bytes() == data
    assert len(readable(path)) == 2


def test_a_file_of_something_else_is_kept_aside(own: OwnDrawings, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"a letter to somebody")
    assert own.read() == ()
    own.add(some(1))
    aside = path.with_name("drawings.damaged.jsonl.gz")
    assert aside.read_bytes() == b"a letter to somebody"
    assert len(own.read()) == 1


def test_what_cannot_be_read_is_told(own: OwnDrawings, path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(DigitpadError, match="cannot be read: it is a folder"):
        own.read()
    with pytest.raises(DigitpadError, match="cannot be changed: it is a folder"):
        own.add(some(1))


def test_a_full_disk_leaves_the_old_drawings(
    own: OwnDrawings, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.add(some(3))
    before = path.read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(DigitpadError, match="No space left"):
            own.add(some(1))
        path.write_bytes(before[:-8])
        assert len(own.read()) == 3, "only the checksum is cut off"
        assert "could not be put aside" in own.take_notice()
    assert path.read_bytes() == before[:-8]
    path.write_bytes(before)
    assert len(own.read()) == 3
    own.add(some(1))
    assert own.count == 4


KEEP = """
import sys
from pathlib import Path
import numpy as np
from digitpad.core.own_drawing import drawn_now
from digitpad.core.own_drawings import OwnDrawings
own = OwnDrawings(Path(sys.argv[1]))
while True:
    own.add([drawn_now((np.random.rand(400, 2),), 7)])
    print(own.count, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_killed_at_any_moment_the_file_is_whole(path: Path) -> None:
    random = Random(1)
    told = 0
    for _ in range(3):  # many more times in tests/e2e/test_kills.py
        command = [sys.executable, "-c", KEEP, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for _ in range(random.randint(1, 12)):
                told = int(process.stdout.readline())
            threading.Event().wait(random.uniform(0, 0.01))
            process.kill()
        # One more may have been written than was told.
        assert len(list(read_drawings(path))) >= told
        assert not OwnDrawings(path).take_notice()
    assert not list(path.parent.glob("*damaged*"))


digits = st.one_of(st.integers(0, 9), st.just(NO_DIGIT), st.text(max_size=5))


@given(st.lists(st.tuples(drawings, digits), max_size=20))
def test_an_export_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    given_drawings: list[tuple[Drawing, Label]],
) -> None:
    file = tmp_path_factory.mktemp("export") / "some.jsonl.gz"
    kept = [drawn_now(drawing, label) for drawing, label in given_drawings]
    write_drawings(file, kept)
    back = drawings_in(file)
    assert [one.to_line() for one in back] == [one.to_line() for one in kept]
    assert [one.to_line() for one in readable(file)] == [one.to_line() for one in kept]


def test_a_scribble_of_an_hour_is_kept(own: OwnDrawings, path: Path) -> None:
    scribble = (np.random.default_rng(0).random((300_000, 2)), np.array([[0.5, 0.5]]))
    own.add([drawn_now(scribble, NO_DIGIT)])
    (one,) = OwnDrawings(path).read()
    assert sum(map(len, one.drawing)) <= 20_001
    np.testing.assert_allclose(one.drawing[0][-1], scribble[0][-1], atol=1e-5)
    assert not own.take_notice()


def test_what_is_on_the_canvas_stays_there_and_the_rest_comes_to_it() -> None:
    assert on_canvas(CURVE) is CURVE
    far = tuple(stroke * 900 for stroke in CURVE)
    placed = np.concatenate(on_canvas(far))
    assert np.ptp(placed, axis=0).max() == pytest.approx(0.7)
    np.testing.assert_allclose((placed.min(0) + placed.max(0)) / 2, [0.5, 0.5])
    np.testing.assert_allclose(on_canvas((np.array([[70.0, 80.0]]),))[0], [[0.5, 0.5]])


def test_what_comes_without_a_date_came_now(tmp_path: Path) -> None:
    file = tmp_path / "foreign.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"label":3,"writer":4,"strokes":[[[1,2]]]}'))
    (one,) = drawings_in(file)
    assert one.date
    assert one.writer is None
    assert one.digit == 3


def test_reading_says_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(DigitpadError, match="There is no file"):
        readable(tmp_path / "none.jsonl.gz")
    with pytest.raises(DigitpadError, match="it is a folder"):
        readable(tmp_path)
    with pytest.raises(DigitpadError, match="cannot be saved"):
        write_drawings(tmp_path, [])
