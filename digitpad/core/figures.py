"""How figures are written, in the windows and by the commands."""


def percentage(share: float) -> str:
    """Write a share in [0, 1] as a percentage with two decimals: "98.93 %".

    What is not all is never rounded up to 100 %.
    """
    percent = share * 100
    if share < 1:
        percent = min(percent, 99.99)
    return f"{percent:.2f} %"
