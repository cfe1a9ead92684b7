"""The signature of requests to webhooks, checked as a receiver does."""

import hashlib
import hmac
from datetime import timedelta

import pytest

from bot.delivery.signature import signed, verify
from tests.bot.delivery.fakes import NOW

SECRET = b"a secret of the tests"
BODY = b'{"id": "n1"}'
THEN = str(int(NOW.timestamp()))
RIGHT = signed(BODY, timestamp=THEN, secret=SECRET)


def is_right(
    body: bytes = BODY, timestamp: str = THEN, signature: str = RIGHT, secret: bytes = SECRET, late: int = 0
) -> bool:
    """Check a request of which only what a test is about is changed."""
    now = NOW + timedelta(seconds=late)
    return verify(body, timestamp=timestamp, signature=signature, secret=secret, now=now)


def test_it_is_what_is_documented() -> None:
    """Written by hand: v1= and the HMAC of timestamp, dot, body."""
    plain = hmac.new(SECRET, f"{THEN}.".encode() + BODY, hashlib.sha256).hexdigest()
    assert f"v1={plain}" == RIGHT


@pytest.mark.parametrize("late", [0, 300, -300])
def test_what_was_sent_now_is_right(late: int) -> None:
    """Within the difference of the clocks."""
    assert is_right(late=late)


def test_nothing_else_is() -> None:
    """Another body, time, secret or signature, a recording, or a header that is none."""
    assert not is_right(body=BODY + b" ")
    assert not is_right(timestamp=str(int(THEN) + 1))
    assert not is_right(secret=b"another")
    assert not is_right(late=301)
    assert not is_right(late=-301)
    assert not is_right(signature=RIGHT[3:])
    for odd in ("", "v1=", "v1=é", "\udc80", RIGHT.upper(), f"{RIGHT} "):
        assert not is_right(signature=odd)
    for odd in ("", "now", "-1", "1e9", "١٢", f"{THEN}.0"):
        assert not is_right(timestamp=odd)
