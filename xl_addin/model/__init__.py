"""The plain model: frozen dataclasses and pure functions, no input or output."""
