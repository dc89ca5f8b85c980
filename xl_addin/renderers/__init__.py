"""Templates filled with contexts: one contract (`base`), one module a kind of renderer."""
