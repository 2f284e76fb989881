"""Images with what two models read in them."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from digitpad.core.answers import Answers
from digitpad.core.prediction import Prediction
from digitpad.gui.data.grid import ImageGrid
from digitpad.gui.data.parts import Part, describe_answer
from digitpad.gui.data.tiles import Tile


class ComparedGrid(ImageGrid):
    """Shows under each image what A reads, and B, where there is one: "9 | 4?"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._other: Answers | None = None

    def set_both(self, of_a: Answers | None, of_b: Answers | None) -> None:
        """Show what A and B have read."""
        self._other = of_b
        self.set_answers(of_a)

    def sentence(self, place: int) -> str:
        """Say what an image is and what was read in it."""
        if self._sample is None:
            return ""
        label = int(self._sample.labels[place])
        said = [f"{Part.TEST.title(place)}: a {label}"]
        for letter, answers in (("A", self._answers), ("B", self._other)):
            read = answers.prediction(place) if answers else None
            if read is not None:
                said.append(f"{letter} reads {describe_answer(label, read)}")
        return ". ".join(said)

    def _sentence(self, place: int) -> str:
        return self.sentence(place)

    def _tile_at(self, position: int) -> Tile:
        tile = super()._tile_at(position)
        if self._other is None or self._answers is None:
            return tile
        place = int(self._shown[position])
        both = self._answers.prediction(place), self._other.prediction(place)
        text = " | ".join(_short(read) for read in both if read is not None)
        # Whose mistake it is, a mark could not say.
        return replace(tile, caption=text, is_wrong=False, is_unsure=False)


def _short(read: Prediction) -> str:
    return f"{read.best}" if read.verdict is not None else f"{read.best}?"
