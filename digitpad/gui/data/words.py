"""What the data window says."""

from typing import Final

SIMPLE: Final = (
    "People wrote these digits by hand. A network learns from the training images; the "
    "test images show whether it can read new ones."
)
EXACT: Final = (
    "MNIST: 60,000 training and 10,000 test images of 28 × 28 pixels, each a grey "
    "value from 0 (paper) to 255 (ink); nobody wrote for both parts. Y. LeCun, "
    "C. Cortes, C. Burges; CC BY-SA 3.0. Under each image: its label → the model's "
    "best guess where that is another digit, and ? where its probability is below the "
    "model's threshold. The images most like another are those at the smallest "
    "Euclidean distance from it: the root of the sum of the squared differences of "
    "all 784 values."
)
OPENING: Final = "Opening the images…"
UNREADABLE: Final = "The images cannot be shown."


def why_none(is_complete: bool, is_reading: bool) -> str:
    """Say why no mistake is shown: there is none, or none was found yet."""
    if is_complete:
        return "No image here is read wrongly."
    if is_reading:
        return "No mistake so far. The model is still reading."
    return "No mistake so far. The model has not read all images yet."
