"""Putting the buttons where Excel and LibreOffice find them; used by `addin install`."""
