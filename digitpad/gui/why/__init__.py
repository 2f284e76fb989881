"""Which ink speaks for the answer, and which against it."""
