"""Opening somebody's model in this process."""

from pathlib import Path

from digitpad.core.cards import Card
from digitpad.core.datasets import Mnist
from digitpad.core.recognizer import read_card
from digitpad.core.records import Convert
from digitpad.core.training_config import TrainingConfig
from digitpad.ml.control import Control
from digitpad.ml.conversion import convert
from tests.unit.ml.trainings import Records


def opened(
    path: Path, folder: Path, mnist: Mnist, config: TrainingConfig | None = None
) -> tuple[Path, Card]:
    order = Convert(1, str(path), str(folder), config)
    model = Path(convert(order, mnist, Records(), Control()).model)
    return model, read_card(model)
