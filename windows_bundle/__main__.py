"""`python -m windows_bundle --python FILE --sha256 HEX [-o FOLDER]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from windows_bundle.assemble import Refused, assemble


def main() -> int:
    """Assemble the bundle and say where it is."""
    parser = argparse.ArgumentParser(prog="python -m windows_bundle", description=__doc__)
    parser.add_argument(
        "--python",
        type=Path,
        required=True,
        metavar="FILE",
        help="python-3.1x.y-embed-amd64.zip of python.org",
    )
    parser.add_argument(
        "--sha256", required=True, metavar="HEX", help="its hash, as python.org publishes it"
    )
    parser.add_argument("-o", "--output", type=Path, default=Path("build"), metavar="FOLDER")
    given = parser.parse_args()
    try:
        print(assemble(given.python, given.sha256, given.output))
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
