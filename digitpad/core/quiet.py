"""Keeping the messages of C++ libraries off the user's terminal."""

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

_one_at_a_time: Final = threading.RLock()
"""Two threads that change the descriptor in turns would put the wrong one back."""


@contextmanager
def quiet() -> Iterator[None]:
    """Hold back what is written to the process's standard error.

    TensorFlow and LiteRT write to the descriptor itself, so nothing in Python can
    filter them. If the block raises, what was held back is shown after all: it may
    say why. Another thread's block waits for the end of this one.
    """
    if sys.stderr is None:  # a program without a console has nothing to spare
        yield
        return
    sys.stderr.flush()
    with _one_at_a_time, _buffer() as held:
        terminal = os.dup(2)
        os.dup2(held.fileno(), 2)
        try:
            yield
        except BaseException:
            sys.stderr.flush()
            held.seek(0)
            os.write(terminal, held.read())
            raise
        finally:
            sys.stderr.flush()
            os.dup2(terminal, 2)
            os.close(terminal)


def _buffer() -> IO[bytes]:
    """Return a file to hold messages; on a full disk they are lost."""
    try:
        return tempfile.TemporaryFile()
    except OSError:
        return open(os.devnull, "w+b")  # noqa: PTH123 (a Path would say no more)
