"""Models of other people, read as plain records: nothing of theirs ever runs."""
