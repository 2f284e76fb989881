"""The drawing is read by the networks of a training."""

from digitpad.core.records import Probed
from digitpad.gui.trainer import TrainerState
from tests.unit.gui.trainers import INK, ONCE, SUCCEED, Open


def test_the_drawing_is_read_by_each_new_network(open_trainer: Open) -> None:
    session = open_trainer(
        "say('ready')\n"
        "while True:\n"
        "    command = hear()\n"
        "    if command['record'] == 'probe':\n"
        "        probed(command); say('cancelled', run=command['run'])\n"
    )
    session.trainer.probe(INK)
    for run in (1, 2):
        session.start()
        session.outcome()
        assert session.said[-1].run == run
    assert [type(record) for record in session.said] == [Probed, Probed]


def test_only_the_newest_drawing_is_on_its_way(open_trainer: Open) -> None:
    """While one is unanswered, those between it and the newest are never sent."""
    session = open_trainer(
        "say('ready'); run = hear()['run']\n"
        "first = hear(); fit(run)\n"
        "time.sleep(0.3); probed(first)\n"
        "second = hear(); probed(first); probed(second); probed(second)\n"
        "succeed(run); hear()"
    )
    session.trainer.probe(INK)
    session.start()
    session.wait_for_batch()
    for _ in range(50):
        session.trainer.probe(INK)
    session.outcome()
    numbers = [record.number for record in session.said if isinstance(record, Probed)]
    first, *others = numbers
    assert others == [first + 50] * 2


def test_an_empty_canvas_is_read_no_more(open_trainer: Open) -> None:
    session = open_trainer(
        "say('ready'); run = hear()['run']\n"
        "first = hear(); fit(run)\n"
        "assert hear()['frame'] == ''; probed(first); succeed(run); hear()"
    )
    session.trainer.probe(INK)
    session.start()
    session.wait_for_batch()
    session.trainer.probe(None)
    assert isinstance(session.outcome(), tuple)
    assert not any(isinstance(record, Probed) for record in session.said)


STAGES = (
    SUCCEED
    + """
    elif command["record"] == "probe":
        probed(command)
"""
)


def test_stages_answer_after_a_training(open_trainer: Open) -> None:
    session = open_trainer(STAGES)
    session.start()
    session.outcome()
    session.said.clear()
    for stage in (1, 2, 0):
        session.trainer.probe(INK, stage)
        session.wait_for_stage(stage)
    session.trainer.probe(INK, 9)  # there is no such stage
    session.trainer.probe(INK, 1)
    session.wait_for_stage(1)


def test_lost_stages_are_told(open_trainer: Open) -> None:
    session = open_trainer(ONCE + "succeed(run); hear(); sys.exit(1)")
    session.start()
    session.outcome()
    session.trainer.probe(INK, 1)
    session.wait_for(TrainerState.OFF)
    assert session.lost == 1
    session.trainer.probe(INK, 2)  # nobody answers
