"""The library of models: the bundled one, saved, opened and trained ones."""
