"""The bundled model: its data, how its networks learn, and how they become one file.

`python -m digitpad.ml.bundled DATA FOLDER` makes it.
"""
