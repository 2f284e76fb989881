"""Measures how well digits in pictures are read.

    python tests/benchmarks/pictures.py STROKES... [--each N] [--seed N] [--folder F]
                                        [--kinds NAME...]

Makes pictures of drawn digits (`picture_set.py`), by default 40: two of each kind, each
digit four times, from the drawings of the given files in turn. Each goes through what
`digitpad predict` does with a file. Beside it, as baseline, the grey picture resized to
28x28, light paper turned dark.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from digitpad.core.errors import DigitpadError
from digitpad.core.paths import bundled_model
from digitpad.core.picture_file import open_picture
from digitpad.core.picture_reading import read_picture
from digitpad.core.prediction import DIGITS
from digitpad.core.recognizer import Recognizer
from digitpad.core.strokes import Drawing, Frame
from digitpad.core.strokes_file import read_drawings
from tests.benchmarks.picture_set import KINDS, suffix_of


def drawings_of(paths: Sequence[Path]) -> list[list[list[Drawing]]]:
    """Return the drawings of each file, by digit."""
    files = []
    for path in paths:
        by_digit: list[list[Drawing]] = [[] for _ in range(DIGITS)]
        for drawing, label in read_drawings(path):
            if isinstance(label, int) and 0 <= label < DIGITS:
                by_digit[label].append(drawing)
        files.append(by_digit)
    return files


def resized(path: Path) -> Frame:
    """Return the baseline's frame: the whole picture, 28x28, bright on dark."""
    with Image.open(path) as image:
        upright = ImageOps.exif_transpose(image).convert("L")
        small = np.asarray(upright.resize((28, 28)), np.float32) / np.float32(255)
    return 1 - small if float(small.mean()) > 0.5 else small


def percent(right: int, count: int) -> str:
    return f"{right:3} of {count:3}"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("strokes", nargs="+", type=Path)
    parser.add_argument("--each", type=int, default=2, help="pictures of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--folder", type=Path, help="where the pictures are left")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    options = parser.parse_args(arguments)
    files = drawings_of(options.strokes)
    recognizer = Recognizer.load(bundled_model())
    rng = np.random.default_rng(options.seed)
    count = options.each * len(options.kinds)
    digits = rng.permutation(np.arange(count) % DIGITS)
    right: Counter[str] = Counter()
    sure: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    failed = []
    seconds = []
    with tempfile.TemporaryDirectory() as folder:
        place = options.folder or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        for number, digit in enumerate(digits.tolist()):
            kind = options.kinds[number % len(options.kinds)]
            these = files[(number // len(options.kinds)) % len(files)][digit]
            data = KINDS[kind](these[int(rng.integers(len(these)))], rng)
            path = place / f"{number:03}_{digit}_{kind}{suffix_of(data)}"
            path.write_bytes(data)
            started = time.perf_counter()
            try:
                read = recognizer.predict(read_picture(open_picture(path)).frame)
            except DigitpadError as error:
                failed.append(f"{path.name}: {error}")
            else:
                right[kind] += read.best == digit
                sure[kind] += read.verdict == digit
                if read.verdict != digit:
                    said = "not sure, " if read.verdict is None else ""
                    failed.append(f"{path.name}: {said}{read.best}")
            seconds.append(time.perf_counter() - started)
            plain[kind] += recognizer.predict(resized(path)).best == digit
    print(f"{count} pictures, seed {options.seed}\n")
    print(f"{'':26}  best guess   answered   resized only")
    for kind in options.kinds:
        each = [percent(c[kind], options.each) for c in (right, sure, plain)]
        print(f"{kind:26}{each[0]:>12}{each[1]:>12}{each[2]:>12}")
    each = [percent(c.total(), count) for c in (right, sure, plain)]
    print(f"{'all':26}{each[0]:>12}{each[1]:>12}{each[2]:>12}")
    print(f"median of a picture: {np.median(seconds) * 1e3:.0f} ms")
    print("\nwrong or not sure:")
    for line in failed:
        print(f"  {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
