"""The window: Qt, no Keras."""
