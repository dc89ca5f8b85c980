"""Finished documents as pages: made into PDF, and read back as they were laid out."""
