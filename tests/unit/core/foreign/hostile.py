"""Files that mean no good, or are none of what they claim, and what is said of each."""

from tests.unit.core.foreign.hostile_configs import CODE, SIZES, Make
from tests.unit.core.foreign.hostile_files import ARCHIVES, WEIGHTS

HOSTILE: dict[str, tuple[str, Make, str]] = {**CODE, **SIZES, **ARCHIVES, **WEIGHTS}
"""By a name: the suffix, what makes the file, and what is said of it."""
