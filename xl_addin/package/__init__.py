"""OOXML packages: the gate before any parser, and the scan of what parsers hide.

Takes bytes, gives a verified `Package` (`entries`, `gate`) or a typed error; knows zip and
XML, no Excel and no Word library. Stands below every room. Nothing is imported here: most
who ask for `limits` need nothing that can read a zip.
"""
