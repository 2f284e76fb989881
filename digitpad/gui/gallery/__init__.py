"""The window of the user's own drawings."""
