"""What all tests share."""

import os

from hypothesis import settings

# No test opens a window on a person's screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A busy machine is no failure: time is what the benchmarks measure.
settings.register_profile("digitpad", deadline=None)
settings.load_profile("digitpad")
