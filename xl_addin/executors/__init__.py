"""How many documents are made at once: one contract (`base`), one module a kind."""
