"""Lines lie in small gzipped parts; what is not damaged of them is found again."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digitpad.core.blocks import LINES, TooLargeError, joined, pack, unpack

LINES_OF_ALL = [f"line {number}".encode() * 9 for number in range(3 * LINES)]
MOST = 1 << 20

texts = st.lists(
    st.binary(min_size=1).filter(lambda line: b"\n" not in line and line.strip()),
    max_size=200,
)


def lines(data: bytes) -> list[bytes]:
    return [line for block in unpack(data, MOST)[0] for line in block.lines]


@given(texts)
def test_lines_come_back_by_any_program_too(some: list[bytes]) -> None:
    data = joined(pack(some))
    assert lines(data) == some
    assert unpack(data, MOST)[1]
    assert joined(unpack(data, MOST)[0]) == data
    assert gzip.decompress(data).split(b"\n")[:-1] == some


def test_a_file_of_one_part_and_without_a_last_newline_is_read() -> None:
    data = gzip.compress(b"one\n\ntwo")
    assert lines(data) == [b"one", b"two"]


@given(st.integers(1, len(joined(pack(LINES_OF_ALL))) - 1))
def test_of_a_file_that_was_cut_off_the_beginning_is_found(length: int) -> None:
    found = lines(joined(pack(LINES_OF_ALL))[:length])
    assert found == LINES_OF_ALL[: len(found)]
    assert len(found) >= LINES * unpack_whole(length)


def unpack_whole(length: int) -> int:
    """Return how many whole blocks lie in so many bytes."""
    ends = [len(joined(pack(LINES_OF_ALL)[:count])) for count in range(4)]
    return sum(end <= length for end in ends) - 1


def test_behind_a_damaged_part_the_next_is_found() -> None:
    first, middle, last = pack(LINES_OF_ALL)
    broken = bytearray(middle.packed)
    broken[len(broken) // 2] ^= 0xFF
    blocks, whole = unpack(first.packed + broken + last.packed, MOST)
    assert not whole
    found = [line for block in blocks for line in block.lines]
    assert found[:LINES] == LINES_OF_ALL[:LINES]
    assert found[-LINES:] == LINES_OF_ALL[-LINES:]


@pytest.mark.parametrize("data", [b"not gzipped", b"\x1f\x8b\x08", b"\x1f\x8b\x08" * 9])
def test_what_is_no_such_file_has_no_line(data: bytes) -> None:
    assert unpack(data, MOST) == ([], False)


def test_a_bomb_is_given_up() -> None:
    with pytest.raises(TooLargeError):
        unpack(gzip.compress(bytes(MOST + 1)), MOST)
