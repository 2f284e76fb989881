"""What the window of own drawings says."""

from datetime import datetime
from typing import Final

from digitpad.core.own_drawing import OwnDrawing
from digitpad.gui.bars import percent
from digitpad.gui.gallery.reading import Answer

SIMPLE: Final = (
    "The drawings that you have kept. A network can learn them, too: Model > Train."
)
EXACT: Final = (
    "Under each drawing: its label → the model's best guess where that is another "
    "digit, and ? where the model is not sure; then the day. What is no digit is read "
    "rightly where the model is not sure. Keys: 0 to 9 and - give what is selected "
    "another label, Del deletes it, Ctrl+Z takes that back, Enter puts a drawing on "
    "the pad, Ctrl+A selects all. The drawings lie in one file of strokes, which "
    "digitpad evaluate and digitpad train --drawings read."
)
OPENING: Final = "Opening your drawings…"
UNREADABLE: Final = "Your drawings cannot be shown."
EMPTY: Final = (
    "You have not kept a drawing yet.\n\n"
    "Draw on the pad, and press Ctrl with the digit that it is: Ctrl+7 for a 7.\n"
    "Or bring some along: drop a file of strokes (.jsonl.gz) here."
)


def caption(drawing: OwnDrawing, answer: Answer | None) -> str:
    """Write a label and what was read, short: "7", "7 → 1", "none → 3", "7 ?"."""
    label = short(drawing)
    if answer is None:
        return label
    if drawing.digit is None:
        return f"{label} → {answer.best}" if answer.is_sure else label
    read = label if answer.best == drawing.digit else f"{label} → {answer.best}"
    return read if answer.is_sure else f"{read} ?"


def short(drawing: OwnDrawing) -> str:
    """Write a label in a few letters."""
    return "none" if drawing.digit is None else str(drawing.digit)


def day(date: str) -> str:
    """Write a date short: "25 Nov", with the year if that is another; or nothing."""
    if not date:
        return ""
    moment = datetime.fromisoformat(date).astimezone()
    year = "" if moment.year == datetime.now().year else f" {moment.year}"
    return f"{moment.day} {moment:%b}{year}"


def sentence(drawing: OwnDrawing, answer: Answer | None) -> str:
    """Say what a drawing is, when it was drawn, and what was read in it."""
    label = "No digit" if drawing.digit is None else f"A {drawing.digit}"
    if drawing.digit is None and drawing.label != "no digit":
        label += f" ({drawing.label})"
    said = [label]
    if drawing.date:
        moment = datetime.fromisoformat(drawing.date).astimezone()
        said.append(f"{moment.day} {moment:%b %Y, %H:%M}")
    if answer is not None:
        share = percent(answer.probability)
        doubt = "" if answer.is_sure else ", but not sure"
        said.append(f"read as {answer.best} ({share}){doubt}")
    return ", ".join(said)


def drawings(count: int) -> str:
    """Write a number of drawings."""
    return f"{count:,} drawing" if count == 1 else f"{count:,} drawings"


def imported(added: int, found: int) -> str:
    """Say how many drawings came, and how many were there already."""
    if not found:
        return "There is no drawing in that file."
    there = found - added
    if not there:
        return f"{drawings(added)} came."
    known = "1 was there already" if there == 1 else f"{there:,} were there already"
    return f"{drawings(added)} came, {known}."


def why_none(
    digit_chosen: str, only_wrong: bool, is_reading: bool, is_complete: bool
) -> str:
    """Say why no drawing is shown although there are some."""
    if not only_wrong:
        return f"None of your drawings is {digit_chosen}."
    if is_complete:
        return "The model reads all of these rightly."
    if is_reading:
        return "No mistake so far. The model is still reading."
    return "The model has not read these yet."
