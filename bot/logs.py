"""Logging: one line of JSON an event on standard error. Callers log no message text."""

import logging
import sys

import structlog


def wordless(name: str) -> logging.Logger:
    """Return a log for a library whose own words hold what people sent, and from where.

    What it logs there is noted by the type of the fault alone: no address, no bytes, no traceback.
    """
    log = logging.getLogger(f"{__name__}.{name}")
    log.addFilter(_wordless)  # the same one twice is one
    return log


def _wordless(record: logging.LogRecord) -> bool:
    fault = record.exc_info[0] if record.exc_info else None
    record.msg = "a request could not be read or answered: %s"
    record.args = (fault.__name__ if fault else "no fault",)
    record.exc_info = record.exc_text = record.stack_info = None
    return True


def configure(level: str) -> None:
    """Set the least level that is logged, for the product's own events and for libraries."""
    least = getattr(logging, level.upper())
    logging.basicConfig(
        stream=sys.stderr, level=max(least, logging.WARNING), format="%(levelname)s %(name)s: %(message)s"
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(least),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
