"""Spreadsheet programs behind xlwings that are not Excel: so far LibreOffice Calc.

`libreoffice` is the engine xlwings gets; `office` starts, reaches and ends the program;
`cells`, `book` and `app` are the objects xlwings asks for; `values` turns cell values
from one side's form to the other's. Only the Excel door uses this package.
"""
