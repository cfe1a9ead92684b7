"""The signature of what is sent to a webhook."""

import hmac
from datetime import datetime, timedelta

_TOLERANCE = timedelta(minutes=5)


def signed(body: bytes, *, timestamp: str, secret: bytes) -> str:
    """Return the signature of a body: `v1=` and the HMAC-SHA256 of `timestamp.body` in hexadecimal digits."""
    return f"v1={hmac.digest(secret, timestamp.encode() + b'.' + body, 'sha256').hex()}"


def verify(
    body: bytes, *, timestamp: str, signature: str, secret: bytes, now: datetime, tolerance: timedelta = _TOLERANCE
) -> bool:
    """Tell whether a request to a webhook comes from this assistant, and comes now.

    For receivers, who may copy it. Check the body as it arrived, before anything parses it. A request that was seen
    before, by its `Idempotency-Key`, is a second try of the same notice: answer it with 200 again, or with 409 and the
    same `Idempotency-Key`, and do nothing else.

    Args:
        body: As it arrived.
        timestamp: Of the header `X-Conduct-Timestamp`: seconds since 1970.
        signature: Of the header `X-Conduct-Signature`.
        secret: Shared with the assistant.
        now: The time, with its zone.
        tolerance: By how much the clocks may differ; what is older may be a recording.
    """
    if not timestamp.isascii() or not timestamp.isdigit():
        return False
    right = signed(body, timestamp=timestamp, secret=secret)
    in_time = abs(now.timestamp() - int(timestamp)) <= tolerance.total_seconds()
    return hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace")) and in_time
