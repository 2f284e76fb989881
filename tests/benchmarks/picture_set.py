"""Makes pictures of drawn digits as people bring them: photos, scans, screenshots.

All are made up by NumPy and Pillow from strokes; a seed gives the same pictures again.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from digitpad.core.strokes import Drawing

Floats = NDArray[np.float64]
Rng = np.random.Generator
Colour = tuple[int, int, int]

BLUE, BLACK, RED, GREEN = (36, 56, 150), (32, 32, 36), (196, 40, 44), (30, 120, 60)
WHITE, CREAM, YELLOW, PINK = (
    *((246, 246, 244), (236, 226, 204)),
    *((250, 226, 92), (244, 170, 190)),
)
_UPRIGHT: Final = 0.06
"""Of a turn: a hand that holds a phone is not quite straight."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture to be made: what is written with what on what.

    Attributes
    ----------
    size
        Width and height in pixels.
    digit
        The digit's longer side, in the picture's shorter side.
    place
        Its middle, in shares of width and height.
    pen
        The line's width, in the digit's longer side.
    strength
        How much of the paper the ink covers, 0 to 1.
    """

    size: tuple[int, int] = (1200, 900)
    digit: float = 0.5
    place: tuple[float, float] = (0.5, 0.5)
    pen: float = 0.06
    ink: Colour = BLUE
    paper: Colour = WHITE
    strength: float = 0.92


def ink_of(drawing: Drawing, sheet: Sheet, rng: Rng) -> Floats:
    """Return the share of ink in each pixel, (h, w), a little turned."""
    width, height = sheet.size
    side = sheet.digit * min(sheet.size)
    low = np.min([stroke.min(axis=0) for stroke in drawing], axis=0)
    high = np.max([stroke.max(axis=0) for stroke in drawing], axis=0)
    longer = max(float((high - low).max()), 1e-9)
    turn = rng.normal(0, _UPRIGHT)
    cos, sin = np.cos(turn), np.sin(turn)
    middle = np.array(sheet.place) * (width, height)
    finer = 1 if max(sheet.size) > 2500 else 2
    image = Image.new("L", (width * finer, height * finer))
    draw = ImageDraw.Draw(image)
    line = max(1.0, sheet.pen * side * finer)
    for stroke in drawing:
        points = (stroke - (low + high) / 2) / longer * side
        points = (points @ np.array([[cos, sin], [-sin, cos]]) + middle) * finer
        spots = [(float(x), float(y)) for x, y in points]
        draw.line(spots, fill=255, width=round(line))
        for x, y in spots:
            half = line / 2
            draw.ellipse((x - half, y - half, x + half, y + half), fill=255)
    small = image.resize(sheet.size, Image.Resampling.BOX)
    return np.asarray(small, dtype=np.float64) / 255


def cloud(size: tuple[int, int], grain: int, rng: Rng) -> Floats:
    """Return smooth noise, (h, w), of mean 0 and deviation about 1: one bump for so
    many pixels.
    """
    width, height = size
    coarse = rng.normal(0, 1, (height // grain + 2, width // grain + 2))
    image = Image.fromarray(coarse.astype(np.float32))
    return np.array(image.resize(size, Image.Resampling.BICUBIC), np.float64)


def written(drawing: Drawing, sheet: Sheet, rng: Rng) -> Floats:
    """Return ink on plain paper, (h, w, 3), 0 to 255."""
    ink = ink_of(drawing, sheet, rng) * sheet.strength
    paper, pen = np.array(sheet.paper, float), np.array(sheet.ink, float)
    picture: Floats = paper + (pen - paper) * ink[:, :, None]
    return picture


def textured(picture: Floats, rng: Rng, depth: float = 0.02) -> Floats:
    """Give paper its grain."""
    size = picture.shape[1], picture.shape[0]
    grain = 0.6 * cloud(size, 3, rng) + 0.4 * cloud(size, 40, rng)
    return picture * (1 + depth * grain[:, :, None])


def places(picture: Floats) -> tuple[Floats, Floats]:
    """Return x and y of each pixel in shares of the picture, (1, w) and (h, 1)."""
    height, width = picture.shape[:2]
    return np.linspace(0, 1, width)[None, :], np.linspace(0, 1, height)[:, None]


def shaded(picture: Floats, rng: Rng, edge: float, dark: float) -> Floats:
    """Lay a shadow over a part; `edge` is how soft it is, `dark` what it leaves."""
    x, y = places(picture)
    angle = rng.uniform(0, 2 * np.pi)
    along = (x - 0.5) * np.cos(angle) + (y - 0.5) * np.sin(angle)
    light = 1 / (1 + np.exp(-(along + rng.uniform(-0.2, 0.2)) / edge))
    darker: Floats = picture * (dark + (1 - dark) * light)[:, :, None]
    return darker


def lit(picture: Floats, rng: Rng, least: float = 0.6) -> Floats:
    """Light it from one side."""
    return shaded(picture, rng, 0.25, least)


def lined(picture: Floats, step: int, *, squares: bool) -> Floats:
    """Print rules or squares on the paper, pale blue."""
    colour = np.array((150, 175, 215), float)
    mask = np.zeros(picture.shape[:2])
    for offset in range(2):
        mask[step // 2 + offset :: step] = 0.75
        if squares:
            mask[:, step // 2 + offset :: step] = 0.75
    printed = np.minimum(picture, colour)
    on_paper: Floats = picture + (printed - picture) * mask[:, :, None]
    return on_paper


def tilted(picture: Floats, rng: Rng, desk: Colour | None = None) -> Floats:
    """Photograph it askew: its corners move inward by up to an eighth.

    What lies around is `desk`, or else paper as at the edge.
    """
    height, width = picture.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], float)
    inward = np.sign(corners.mean(axis=0) - corners) * (width, height)
    moved = corners + inward * rng.uniform(0.02, 0.125, (4, 2))
    rows = []
    for (x, y), (u, v) in zip(moved, corners, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    solved = np.linalg.solve(np.array(rows), corners.ravel())
    around = desk or tuple(round(c) for c in np.median(picture, axis=(0, 1)))
    image = as_image(picture).transform(
        (width, height),
        Image.Transform.PERSPECTIVE,
        solved.tolist(),
        Image.Resampling.BICUBIC,
        fillcolor=around,
    )
    return np.asarray(image, np.float64)


def noisy(picture: Floats, rng: Rng, sigma: float = 3.0) -> Floats:
    """Add a camera's noise."""
    return picture + rng.normal(0, sigma, picture.shape)


def blurred(picture: Floats, radius: float) -> Floats:
    """Put it out of focus."""
    image = as_image(picture).filter(ImageFilter.GaussianBlur(radius))
    return np.asarray(image, np.float64)


def as_image(picture: Floats) -> Image.Image:
    """Return pixels, (h, w, 3), as a picture of bytes."""
    return Image.fromarray(np.clip(np.rint(picture), 0, 255).astype(np.uint8))


def jpeg(picture: Floats | Image.Image, quality: int, turn: int = 1) -> bytes:
    """Return a JPEG file; `turn` is the EXIF flag, 1 for upright."""
    image = picture if isinstance(picture, Image.Image) else as_image(picture)
    exif = Image.Exif()
    exif[0x0112] = turn
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, exif=exif)
    return file.getvalue()


def png(picture: Floats | Image.Image) -> bytes:
    """Return a PNG file."""
    image = picture if isinstance(picture, Image.Image) else as_image(picture)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def photo(drawing: Drawing, sheet: Sheet, rng: Rng) -> Floats:
    """Photograph a sheet: texture, light from a side, noise."""
    return noisy(lit(textured(written(drawing, sheet, rng), rng), rng), rng)


def _quality(rng: Rng) -> int:
    return int(rng.integers(60, 91))


def _pick(rng: Rng, *colours: Colour) -> Colour:
    return colours[int(rng.integers(len(colours)))]


def _note(drawing: Drawing, rng: Rng) -> bytes:
    sheet = Sheet(paper=CREAM, ink=_pick(rng, BLUE, BLACK))
    return jpeg(photo(drawing, sheet, rng), _quality(rng))


def _soft_shadow(drawing: Drawing, rng: Rng) -> bytes:
    picture = photo(drawing, Sheet(ink=_pick(rng, BLUE, BLACK)), rng)
    return jpeg(shaded(picture, rng, 0.08, 0.45), _quality(rng))


def _hard_shadow(drawing: Drawing, rng: Rng) -> bytes:
    picture = photo(drawing, Sheet(ink=_pick(rng, BLUE, BLACK)), rng)
    return jpeg(shaded(picture, rng, 0.006, 0.5), _quality(rng))


def _askew(drawing: Drawing, rng: Rng) -> bytes:
    return jpeg(tilted(photo(drawing, Sheet(), rng), rng), _quality(rng))


def _on_a_desk(drawing: Drawing, rng: Rng) -> bytes:
    desk = _pick(rng, (112, 78, 52), (70, 72, 78), (168, 132, 96))
    sheet = written(drawing, Sheet(ink=_pick(rng, BLUE, BLACK)), rng)
    picture = tilted(textured(sheet, rng), rng, desk)
    return jpeg(noisy(lit(picture, rng, 0.7), rng), _quality(rng))


def _coloured_pen(drawing: Drawing, rng: Rng) -> bytes:
    ink = _pick(rng, RED, GREEN, (230, 110, 20), (120, 60, 170), (20, 150, 200))
    return jpeg(photo(drawing, Sheet(ink=ink), rng), _quality(rng))


def _coloured_paper(drawing: Drawing, rng: Rng) -> bytes:
    pairs = ((BLUE, YELLOW), (RED, PINK), (GREEN, (190, 228, 190)), (RED, GREEN))
    ink, paper = pairs[int(rng.integers(len(pairs)))]
    return jpeg(photo(drawing, Sheet(ink=ink, paper=paper), rng), _quality(rng))


def _ruled(drawing: Drawing, rng: Rng) -> bytes:
    sheet = written(drawing, Sheet(digit=0.4), rng)
    picture = lined(sheet, int(rng.integers(50, 90)), squares=False)
    return jpeg(noisy(lit(textured(picture, rng), rng), rng), _quality(rng))


def _squared(drawing: Drawing, rng: Rng) -> bytes:
    sheet = written(drawing, Sheet(digit=0.4), rng)
    picture = lined(sheet, int(rng.integers(36, 60)), squares=True)
    return jpeg(noisy(lit(textured(picture, rng), rng), rng), _quality(rng))


def _out_of_focus(drawing: Drawing, rng: Rng) -> bytes:
    picture = photo(drawing, Sheet(), rng)
    return jpeg(noisy(blurred(picture, rng.uniform(6, 12)), rng), _quality(rng))


def _poor_jpeg(drawing: Drawing, rng: Rng) -> bytes:
    return jpeg(photo(drawing, Sheet(size=(480, 360)), rng), 30)


def _turned(drawing: Drawing, rng: Rng) -> bytes:
    flag, turn = (
        (6, Image.Transpose.ROTATE_90),
        (8, Image.Transpose.ROTATE_270),
        (3, Image.Transpose.ROTATE_180),
    )[int(rng.integers(3))]
    image = as_image(photo(drawing, Sheet(paper=CREAM), rng)).transpose(turn)
    return jpeg(image, _quality(rng), flag)


def _dark_screen(drawing: Drawing, rng: Rng) -> bytes:
    ink = _pick(rng, (236, 238, 242), (126, 166, 255), (255, 196, 80))
    sheet = Sheet(size=(1280, 800), ink=ink, paper=(24, 27, 34), strength=1)
    return png(written(drawing, sheet, rng))


def _transparent(drawing: Drawing, rng: Rng) -> bytes:
    sheet = Sheet(size=(600, 600), digit=0.8)
    alpha = np.rint(ink_of(drawing, sheet, rng) * 255).astype(np.uint8)
    colour = _pick(rng, BLACK, BLUE, (250, 250, 250))
    pixels = np.empty((*alpha.shape, 4), np.uint8)
    pixels[:, :, :3], pixels[:, :, 3] = colour, alpha
    return png(Image.fromarray(pixels))


def _scan(drawing: Drawing, rng: Rng) -> bytes:
    sheet = written(drawing, Sheet(size=(850, 1170), digit=0.4, ink=BLACK), rng)
    picture = noisy(textured(sheet, rng, 0.01), rng, 2)
    left, bottom = int(rng.integers(12, 50)), int(rng.integers(12, 50))
    grey = rng.uniform(90, 190)
    picture[:, :left] = grey + rng.normal(0, 3, picture[:, :left].shape)
    picture[-bottom:] = grey + rng.normal(0, 3, picture[-bottom:].shape)
    return jpeg(picture, 80)


def _marker(drawing: Drawing, rng: Rng) -> bytes:
    sheet = Sheet(pen=rng.uniform(0.14, 0.19), ink=_pick(rng, BLACK, RED, BLUE))
    return jpeg(photo(drawing, sheet, rng), _quality(rng))


def _pencil(drawing: Drawing, rng: Rng) -> bytes:
    sheet = Sheet(ink=(90, 90, 94), strength=rng.uniform(0.35, 0.5), pen=0.035)
    return jpeg(photo(drawing, sheet, rng), _quality(rng))


def _small(drawing: Drawing, rng: Rng) -> bytes:
    sheet = Sheet(size=(2400, 1800), digit=rng.uniform(0.07, 0.1), pen=0.08)
    place = tuple(rng.uniform(0.25, 0.75, 2).tolist())
    sheet = replace(sheet, place=(place[0], place[1]))
    return jpeg(photo(drawing, sheet, rng), _quality(rng))


def _off_centre(drawing: Drawing, rng: Rng) -> bytes:
    sides = ((0.17, 0.2), (0.83, 0.2), (0.17, 0.8), (0.83, 0.8))
    place = sides[int(rng.integers(4))]
    sheet = Sheet(digit=0.28, place=place)
    return jpeg(photo(drawing, sheet, rng), _quality(rng))


def _phone(drawing: Drawing, rng: Rng) -> bytes:
    sheet = Sheet(size=(4000, 3000), digit=rng.uniform(0.25, 0.6), paper=CREAM)
    picture = photo(drawing, sheet, rng)
    return jpeg(shaded(picture, rng, 0.05, 0.6), 85)


KINDS: Final[dict[str, Callable[[Drawing, Rng], bytes]]] = {
    "paper note": _note,
    "soft shadow": _soft_shadow,
    "hard shadow": _hard_shadow,
    "askew": _askew,
    "note on a desk": _on_a_desk,
    "coloured pen": _coloured_pen,
    "coloured pen and paper": _coloured_paper,
    "ruled paper": _ruled,
    "squared paper": _squared,
    "out of focus": _out_of_focus,
    "small JPEG, quality 30": _poor_jpeg,
    "EXIF rotation": _turned,
    "dark mode screenshot": _dark_screen,
    "transparent PNG": _transparent,
    "scan with a grey border": _scan,
    "thick marker": _marker,
    "pencil": _pencil,
    "small in a large photo": _small,
    "off-centre": _off_centre,
    "12 megapixels": _phone,
}
"""What makes the bytes of a picture file of a drawing."""


def suffix_of(data: bytes) -> str:
    """Return what the name of such a file ends in."""
    return ".png" if data.startswith(b"\x89PNG") else ".jpg"
