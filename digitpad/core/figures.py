"""How figures are written, in the windows and by the commands."""


def percentage(share: float) -> str:
    """Write a share in [0, 1] as a percentage with two decimals: "98.93 %".

    What is not all is never rounded up to 100 %.
    """
    percent = share * 100
    if share < 1:
        percent = min(percent, 99.99)
    return f"{percent:.2f} %"


def duration(seconds: float) -> str:
    """Write a time: "8 s", "2 min 05 s", "1 h 12 min"."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"
