"""Strokes, frames, recogniser, data and files: no Qt, no Keras."""
