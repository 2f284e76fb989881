"""How long each preset takes from Start to its result, in the window.

    training.py [--presets NAME...] [--seeds N...]

Prints a line for each training. With `cnn-32-64-dropout` and `digitpad-quick` among
the presets, as by default, it ends with their ratio for each seed: the time of the
first to its end by that of the second to 99 % of the MNIST test images.

A time is from pressing Start, when TensorFlow is imported already, until the result
is shown: training, measuring both models on the 10,000 test images, compiling the
twin and saving.
"""

import argparse
import statistics
import time
from dataclasses import replace

from tests.benchmarks.bench import display_of_this_process

_BASELINE = "cnn-32-64-dropout"
_QUICK = "digitpad-quick"
_GOAL = 0.99


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presets", nargs="+", default=[_BASELINE, _QUICK])
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    options = parser.parse_args()
    with display_of_this_process():
        measure(options.presets, options.seeds)


def measure(presets: list[str], seeds: list[int]) -> None:
    from digitpad.core.presets import preset_named
    from tests.benchmarks.training_window import open_training, train

    times: dict[tuple[str, int], float] = {}
    with open_training() as program:
        print(f"{'preset':20} {'seed':>4} {'epochs':>6} {'accuracy':>9} {'seconds':>8}")
        for seed in seeds:
            for name in presets:
                config = replace(preset_named(name).defaults, seed=seed)
                started = time.perf_counter()
                accuracy = train(program, config).score.accuracy
                seconds = time.perf_counter() - started
                times[name, seed] = seconds
                print(
                    f"{name:20} {seed:4} {config.epochs:6} {accuracy:9.2%} "
                    f"{seconds:8.1f}",
                    flush=True,
                )
                if name == _QUICK and accuracy < _GOAL:
                    raise SystemExit(f"{name} did not reach {_GOAL:.0%}")
    if {_BASELINE, _QUICK} <= set(presets):
        ratios = [times[_BASELINE, seed] / times[_QUICK, seed] for seed in seeds]
        print(f"{_BASELINE} takes as many times as long as {_QUICK}:", end=" ")
        print(*(f"{ratio:.1f}" for ratio in ratios), end=", ")
        print(f"median {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main()
