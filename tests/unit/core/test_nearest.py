"""The nearest images are those of a plain computation, in its order."""

import numpy as np
import pytest
from numpy.typing import NDArray

from digitpad.core.datasets import Pixels, load_mnist_pixels
from digitpad.core.nearest import nearest


@pytest.fixture(scope="module")
def images() -> Pixels:
    return load_mnist_pixels().train.pixels[:2500]


def distances(image: Pixels, images: Pixels) -> NDArray[np.float64]:
    squares = ((images.astype(np.int64) - image) ** 2).sum(axis=(1, 2))
    roots: NDArray[np.float64] = np.sqrt(squares)
    return roots


@pytest.mark.parametrize("place", [0, 999, 1000, 2499])
def test_they_are_those_of_a_plain_computation(images: Pixels, place: int) -> None:
    expected = distances(images[place], images)
    order = [n for n in np.argsort(expected, kind="stable") if n != place][:6]
    found = nearest(images[place], images, 6, exclude=place)
    assert found.index.tolist() == order
    np.testing.assert_array_equal(found.distances, expected[order])


def test_an_image_of_another_set_is_compared_with_all(images: Pixels) -> None:
    found = nearest(images[7], images, 3)
    assert found.index[0] == 7
    assert found.distances[0] == 0


def test_of_two_as_near_the_first_comes_first(images: Pixels) -> None:
    twice = np.concatenate([images[5:8], images[:1500], images[:8]])
    found = nearest(images[6], twice, 3)
    assert found.index.tolist() == [1, 9, 1509]


def test_distances_that_float32_cannot_tell_apart_are_told_apart() -> None:
    dark = np.zeros((28, 28), np.uint8)
    images = np.full((3, 28, 28), 255, np.uint8)
    images[1, 0, 0] -= 1
    images[2, 0, 0] -= 2
    assert nearest(dark, images, 3).index.tolist() == [2, 1, 0]


def test_there_are_no_more_than_there_are_images(images: Pixels) -> None:
    assert nearest(images[0], images[:3], 6, exclude=0).index.size == 2
    assert nearest(images[0], images[:1], 6, exclude=0).index.size == 0


def test_it_can_be_ended(images: Pixels) -> None:
    shares: list[float] = []
    nearest(images[0], images, 6, report=shares.append)
    assert shares == [1000 / 2500, 2000 / 2500, 1]

    def refuse(share: float) -> None:
        raise KeyError(share)

    with pytest.raises(KeyError):
        nearest(images[0], images, 6, report=refuse)
