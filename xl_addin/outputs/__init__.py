"""Finished documents delivered: one contract (`base`), one module a kind of output."""
