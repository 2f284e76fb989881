"""Digitpad: draw a digit and watch a Keras network read it."""

__version__ = "0.1.0"
APP_ID = "io.github.digitpad.Digitpad"
"""What desktops know the program by."""
