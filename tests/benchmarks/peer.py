"""What digitpad's start is compared with: a window that reads with Keras itself.

The least that such a program does: load the model, open a window, read one frame
with `model.predict`, show the answer, and here: close.
"""

import sys
from pathlib import Path

import keras
import numpy as np
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel


def main() -> int:
    model = keras.saving.load_model(Path(sys.argv[1]), compile=False)
    application = QApplication(["peer"])
    window = QLabel("?")
    window.resize(1280, 720)
    window.show()

    def read() -> None:
        frame = np.zeros((1, 28, 28), dtype=np.float32)
        frame[0, 4:24, 13:15] = 1
        window.setText(str(model.predict(frame, verbose=0).argmax()))
        window.repaint()
        print(window.text())
        application.quit()

    QTimer.singleShot(0, read)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
