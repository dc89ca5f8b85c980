"""What is measured: one program a file, each a process of its own.

Each is started as `PROGRAM template data folder …`, reads what it fills, then takes the time
from opening the template to the last file, and prints `{"seconds": …, "cpu": …}`.
"""
