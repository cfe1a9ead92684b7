"""Incidents: what the log holds of a fault."""

import logging

import pytest

from bot.incidents import log_incident


def test_type_and_place_are_logged_under_the_token_and_no_words(caplog: pytest.LogCaptureFixture) -> None:
    """The message may quote a person; a traceback would hold it."""
    try:
        raise RuntimeError("cannot encode 'is Kim fired'")
    except RuntimeError as error:
        token = log_incident(error)
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.exc_info is None
    assert record.getMessage().startswith(f"incident {token}: RuntimeError at test_incidents.py:")
    assert "Kim" not in caplog.text


def test_every_incident_has_a_token_of_its_own() -> None:
    """So that one is found among many."""
    tokens = set()
    for _ in range(3):
        try:
            raise ValueError
        except ValueError as error:
            tokens.add(log_incident(error))
    assert len(tokens) == 3
