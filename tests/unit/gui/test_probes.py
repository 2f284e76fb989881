"""One drawing is on its way: the newest, once the one before is answered."""

import numpy as np
import pytest

from digitpad.core.packing import decode_frame
from digitpad.core.records import Probe, Probed
from digitpad.gui.probes import Probes

INK = np.ones((28, 28), np.float32)


def answer(probe: Probe) -> Probed:
    return Probed(probe.run, probe.number, probe.stage, (0.1,) * 10)


def sent(probes: Probes) -> Probe:
    probe = probes.next()
    assert probe is not None
    return probe


@pytest.fixture
def probes() -> Probes:
    probes = Probes()
    probes.begin(1)
    return probes


def test_nothing_is_sent_before_something_is_drawn(probes: Probes) -> None:
    assert probes.next() is None


def test_a_drawing_is_sent_once(probes: Probes) -> None:
    probes.set(INK, 0)
    probe = sent(probes)
    assert np.array_equal(decode_frame(probe.frame), INK)
    assert probes.next() is None
    for _ in range(3):  # the network is another each time
        assert probes.take(answer(probe))
    assert probes.next() is None


def test_the_newest_waits_for_the_answer(probes: Probes) -> None:
    probes.set(INK, 0)
    first = sent(probes)
    probes.set(INK, 0)
    probes.set(np.zeros_like(INK), 0)
    assert probes.next() is None
    assert probes.take(answer(first))
    second = sent(probes)
    assert np.array_equal(decode_frame(second.frame), np.zeros_like(INK))
    assert not probes.take(answer(first))
    assert probes.take(answer(second))


def test_an_empty_canvas_is_sent_at_once_and_not_waited_for(probes: Probes) -> None:
    probes.set(INK, 0)
    first = sent(probes)
    probes.set(None, 0)
    assert sent(probes).frame == ""
    assert not probes.take(answer(first))
    probes.set(INK, 0)
    assert sent(probes).frame


def test_answers_of_another_stage_do_not_count(probes: Probes) -> None:
    probes.set(INK, 1)
    first = sent(probes)
    probes.set(INK, 2)
    assert not probes.take(answer(first))
    assert sent(probes).stage == 2


def test_a_new_training_reads_the_drawing_that_is_there(probes: Probes) -> None:
    probes.set(INK, 3)
    first = sent(probes)
    probes.begin(2)
    second = sent(probes)
    assert (second.run, second.stage) == (2, 0)
    assert not probes.take(answer(first))
    assert probes.take(answer(second))
