"""Logging: one line of JSON an event on standard error. Callers log no message text."""

import logging
import sys

import structlog


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
