"""Measures what a few own drawings teach: a 1 that networks of MNIST read as a 4.

    own_drawings.py [--presets NAME...] [--drawings N...] [--seeds N...]

Prints, for each training, how many of 300 other such ones and how many of the MNIST
test images the network reads. The drawings are made up, each a little different, as by
one hand.
"""

import argparse
import os
from dataclasses import replace

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np

from digitpad.core.datasets import load_mnist
from digitpad.core.presets import preset_named
from digitpad.ml.control import Control
from digitpad.ml.own_drawings import weighted
from digitpad.ml.pen import PenDrawings
from digitpad.ml.predicting import predict
from digitpad.ml.training import train
from tests.unit.ml.own_style import frames_of, wide_one

OTHERS = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presets", nargs="+", default=["digitpad-quick"])
    parser.add_argument("--drawings", nargs="+", type=int, default=[0, 5, 20])
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    options = parser.parse_args()
    mnist = load_mnist()
    rng = np.random.default_rng(0)
    mine = [(wide_one(rng), 1) for _ in range(max(options.drawings))]
    others = frames_of(OTHERS, rng)
    print(f"{'preset':20} {'drawings':>8} {'seed':>4} {'such ones':>10} {'MNIST':>8}")
    for preset in options.presets:
        for count in options.drawings:
            for seed in options.seeds:
                config = replace(preset_named(preset).defaults, seed=seed)
                pen = None
                if count:
                    pen = weighted(PenDrawings.of(mine[:count]), config.images)
                trained = train(
                    mnist.train, config, lambda _record: None, Control(), pen=pen
                )
                such = predict(trained.model, others).argmax(axis=1) == 1
                test = predict(trained.model, mnist.test.frames).argmax(axis=1)
                print(
                    f"{preset:20} {count:8} {seed:4} {such.mean():10.1%} "
                    f"{(test == mnist.test.labels).mean():8.2%}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
