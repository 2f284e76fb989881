"""Asking before something is lost."""

from PySide6.QtWidgets import QMessageBox, QWidget


def agrees(
    parent: QWidget, question: str, consequence: str, yes: str, no: str = "Back"
) -> bool:
    """Ask a question, and wait for the answer.

    Parameters
    ----------
    consequence
        What is lost by agreeing.
    yes, no
        What is on the buttons: what happens then. `no` is chosen by Enter and Esc.
    """
    box = QMessageBox(QMessageBox.Icon.Question, "Digitpad", question, parent=parent)
    box.setInformativeText(consequence)
    agreed = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    back = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(back)
    box.setEscapeButton(back)
    box.exec()
    box.deleteLater()
    return box.clickedButton() is agreed
