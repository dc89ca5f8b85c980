"""The one log file: what went wrong inside, never what stands in a cell."""

from __future__ import annotations

import logging
import traceback


def record(fault: BaseException) -> str:
    """Write the details of an unforeseen fault to the log file and give its path."""
    from logging.handlers import RotatingFileHandler

    from platformdirs import user_log_path

    path = user_log_path("xl_addin", appauthor=False, ensure_exists=True) / "xl_addin.log"
    handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("xl_addin")
    logger.addHandler(handler)
    # The fault's own words may quote a cell; where it happened is all that is kept.
    frames = "".join(traceback.format_tb(fault.__traceback__))
    logger.error("unforeseen %s\n%s", type(fault).__name__, frames)
    logger.removeHandler(handler)
    handler.close()
    return str(path)
