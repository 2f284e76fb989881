"""The one error that a user is meant to read."""


class DigitpadError(Exception):
    """Something the user can understand and act on.

    Its text is one sentence or two: what is wrong, and what to do. The cause is
    chained for the log.
    """
