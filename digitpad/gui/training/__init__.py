"""The training window's parts."""
