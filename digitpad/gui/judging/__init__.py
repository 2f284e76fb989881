"""The window in which models are judged, one or two side by side."""
