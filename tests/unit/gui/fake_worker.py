"""Workers that are a few lines of Python: what they say is the test's."""

import sys
from pathlib import Path

_START = """
import json, os, signal, sys, time

def say(record, **values):
    print(json.dumps({"record": record, **values}), flush=True)

def hear():
    line = sys.stdin.readline()
    if not line:
        sys.exit()
    return json.loads(line)

def fit(run):
    say("phase", run=run, name="fitting", share=None)
    batch(run)

def batch(run, step=1):
    say("batch", run=run, epoch=1, epochs=2, step=step, steps=1000, loss=1.0,
        accuracy=0.5, seconds=1.0)

def epoch(run, number=1):
    say("epoch", run=run, epoch=number, epochs=2, loss=1.0, accuracy=0.5,
        validation_loss=None, validation_accuracy=None, seconds=1.0, best=True)

def succeed(run, stages=(1, 2)):
    score = {"accuracy": 0.5, "loss": 1.0, "confusion": [[1] * 10] * 10}
    say("succeeded", run=run, model="model.keras", epoch=2, stages=list(stages),
        score=score, in_use=None, seconds=1.0, stopped=False)

def probed(command, run=None):
    say("probed", run=run or command["run"], number=command["number"],
        stage=command["stage"], probabilities=[0.1] * 10)
"""


def fake_worker(folder: Path, body: str) -> tuple[str, ...]:
    """Return the command of a worker that runs `body`."""
    program = folder / "fake_worker.py"
    program.write_text(_START + body)
    return sys.executable, "-I", "-S", str(program)
