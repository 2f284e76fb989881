"""Telling how far a slow step is, not more often than anybody can see."""

from collections.abc import Callable
from time import perf_counter
from typing import Final

_TELL_SECONDS: Final = 0.1


def paced(
    tell: Callable[[float], None], check: Callable[[], None]
) -> Callable[[float], None]:
    """Return what a step calls with the share that is done, in [0, 1].

    Parameters
    ----------
    tell
        Called with the share ten times a second at most, and with 1 at the end.
    check
        Called each time; what it raises ends the step.
    """
    told = perf_counter()

    def on_share(share: float) -> None:
        nonlocal told
        check()
        now = perf_counter()
        if share >= 1 or now >= told + _TELL_SECONDS:
            told = now
            tell(share)

    return on_share
