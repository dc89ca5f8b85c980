"""The Excel door."""
