"""Incidents: faults that nobody foresaw, written to the log so that they can be found, without anybody's words."""

import logging
import secrets
from pathlib import Path
from traceback import extract_tb

_log = logging.getLogger(__name__)


def log_incident(error: Exception) -> str:
    """Log the type of an exception and where it broke; return the token that finds it in the log.

    Neither its message nor a traceback is logged: they may quote what a person wrote.
    """
    token = secrets.token_hex(4)
    frames = extract_tb(error.__traceback__)  # none where it was never raised
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "nowhere"
    _log.error("incident %s: %s at %s", token, type(error).__name__, place)
    return token
