"""What all tests share: no test opens a window on a person's screen."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"
