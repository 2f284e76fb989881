"""What the tests of the Keras side share."""

from pathlib import Path

import numpy as np
import pytest

from digitpad.core.datasets import Mnist, Sample, load_mnist
from digitpad.core.quiet import quiet

with quiet():  # TensorFlow greets at import
    import keras  # noqa: F401

_FOLDER = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Keras turn its variables into arrays the way NumPy 2 deprecates."""
    ignored = pytest.mark.filterwarnings(
        "ignore:__array__ implementation doesn't accept:DeprecationWarning"
    )
    for item in items:
        if _FOLDER in item.path.parents:
            item.add_marker(ignored)


@pytest.fixture(scope="session")
def mnist() -> Mnist:
    return load_mnist()


@pytest.fixture(scope="session")
def digits(mnist: Mnist) -> Sample:
    """Six hundred training digits."""
    return mnist.train.take(slice(600))


@pytest.fixture(scope="session")
def small_dataset(mnist: Mnist, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive like MNIST's with a thousand digits."""
    path = tmp_path_factory.mktemp("data") / "small.npz"
    np.savez(
        path,
        x_train=(mnist.train.frames[:1100] * 255).round().astype(np.uint8),
        y_train=mnist.train.labels[:1100],
        x_test=(mnist.test.frames[:100] * 255).round().astype(np.uint8),
        y_test=mnist.test.labels[:100],
    )
    return path
