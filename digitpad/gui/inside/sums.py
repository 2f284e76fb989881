"""How a number of the network comes about, as lines of text."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from digitpad.core.arithmetic import Numbers, Product

_FUNCTIONS: Final = {
    "relu": "Below 0 becomes 0 (relu)",
    "softmax": "As a share of all (softmax)",
    "sigmoid": "Squeezed between 0 and 1 (sigmoid)",
    "tanh": "Squeezed between −1 and 1 (tanh)",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A number and what it is; the last of a sum stands below a rule."""

    text: str
    number: float
    is_result: bool = False


def shares_of(product: Product) -> Numbers:
    """Return what each input map, or each input of a dense layer, adds: (n,)."""
    products = product.products
    return products.sum(axis=(0, 1)) if products.ndim == 3 else products


def strongest(product: Product) -> int:
    """Return the input map, or the input, that changes the sum most."""
    return int(np.abs(shares_of(product)).argmax())


def lines_of(product: Product, channel: int, value: float) -> list[Line]:
    """Return the sum line by line, from the products to the number that is shown."""
    shares = shares_of(product)
    count = len(shares)
    lines = []
    if product.window.ndim == 1:
        lines.append(Line(f"{count} inputs times their weights", float(shares.sum())))
    elif count == 1:
        lines.append(Line("Sum of the products", float(shares[0])))
    else:
        rest = float(shares.sum() - shares[channel])
        lines.append(Line(f"Products of input map {channel + 1}", shares[channel]))
        lines.append(Line(f"Those of the other {count - 1} maps", rest))
    if product.bias:
        lines.append(Line("Bias", product.bias))
    if len(lines) > 1:
        lines.append(Line("Sum", product.total, is_result=True))
    if product.normalized is not None:
        lines.append(Line("Centred and scaled (normalised)", product.normalized))
    if product.activation != "linear":
        name = product.activation
        lines.append(Line(_FUNCTIONS.get(name, f"Bent by “{name}”"), value))
    lines[-1] = Line(lines[-1].text, lines[-1].number, is_result=True)
    return lines


def written(number: float) -> str:
    """Write a number with two decimals, if they matter, and a true minus."""
    size = abs(number)
    text = f"{number:.0f}" if size >= 100 else f"{number:.2f}"
    # Nothing is a little less than nothing.
    return "0.00" if text == "-0.00" else text.replace("-", "−")


def html_of(lines: list[Line], rule: str) -> str:
    """Return lines as a table; `rule` is the colour of the rules above results."""
    rows = []
    for line in lines:
        number = written(line.number)
        text, shown = (
            (f"<b>{line.text}</b>", f"<b>{number}</b>")
            if line.is_result
            else (line.text, number)
        )
        style = f"border-top: 1px solid {rule};" if line.is_result else ""
        rows.append(
            f"<tr><td style='padding: 3px 0; {style}'>{text}</td>"
            f"<td align='right' style='padding: 3px 0; {style}'>{shown}</td></tr>"
        )
    return f"<table width='100%' cellspacing='0'>{''.join(rows)}</table>"
