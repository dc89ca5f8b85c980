"""The offline bundle for Windows, assembled on any system: `python -m windows_bundle --help`."""
