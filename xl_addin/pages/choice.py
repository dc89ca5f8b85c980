"""Which program lays documents out on this machine."""

from __future__ import annotations

from xl_addin.pages.base import PdfMaker
from xl_addin.pages.libreoffice import LibreOfficePdf
from xl_addin.pages.word import WordPdf, word_is_here


def pdf_maker() -> PdfMaker:
    """Word where it is installed, else LibreOffice.

    Raises:
        EnvironmentFault: Neither is there.
    """
    return WordPdf() if word_is_here() else LibreOfficePdf()
