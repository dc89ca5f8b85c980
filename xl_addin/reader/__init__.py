"""From a `RawBook` to a `DutyBook` and the problems of its cells.

Takes what a source delivered, gives the model everything else works on: `book.read_book`.
Knows no Excel library.
"""
