"""Which of the drawings are selected."""

from collections.abc import Sequence


class Selection:
    """One, some or none of things in an order, as pointer and keys choose them.

    A position is that of a thing among those in the order, from 0.
    """

    def __init__(self) -> None:
        self._order: Sequence[str] = ()
        self._positions: dict[str, int] = {}
        self._chosen: set[str] = set()
        self._current: int | None = None
        self._anchor = 0

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of those that are selected."""
        return frozenset(self._chosen)

    @property
    def current(self) -> int | None:
        """The position that the keys go on from; None where there is nothing."""
        return self._current

    def __contains__(self, known: str) -> bool:
        return known in self._chosen

    def set_order(self, ids: Sequence[str]) -> None:
        """Take other things; what is still there stays selected.

        If nothing selected is left, what has taken the current one's place is.
        """
        before, place = None, 0
        if self._current is not None:
            before = self._order[self._current]
            still = set(ids)
            place = sum(known in still for known in self._order[: self._current])
        self._order = ids
        self._positions = {known: position for position, known in enumerate(ids)}
        had_some = bool(self._chosen)
        self._chosen &= self._positions.keys()
        if not ids:
            self._current = None
            return
        if before is not None:
            place = self._positions.get(before, place)
        self._current = self._anchor = min(place, len(ids) - 1)
        if had_some and not self._chosen:
            self._chosen = {ids[self._current]}

    def choose(self, position: int) -> None:
        """Select one alone."""
        self._chosen = {self._order[position]}
        self._current = self._anchor = position

    def toggle(self, position: int) -> None:
        """Select one too, or no more."""
        self._chosen ^= {self._order[position]}
        self._current = self._anchor = position

    def extend(self, position: int) -> None:
        """Select all from the one that was chosen last to another."""
        first, last = sorted((self._anchor, position))
        self._chosen = set(self._order[first : last + 1])
        self._current = position

    def choose_all(self) -> None:
        """Select all."""
        self._chosen = set(self._order)

    def clear(self) -> None:
        """Select none."""
        self._chosen = set()
