"""`python -m digitpad`."""

from digitpad.cli import run

if __name__ == "__main__":
    run()
