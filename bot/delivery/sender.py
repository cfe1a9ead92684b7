"""What takes a notice to where it goes, and what it says where it could not."""

from datetime import datetime, timedelta
from typing import Literal, Protocol

from handlers.cases.store import Pending

Reason = Literal[
    "refused", "deferred", "throttled", "unreachable", "timeout", "unknown", "untrusted", "login", "not offered",
    "bad address", "no way set up", "fault",
]  # fmt: skip
"""Why a notice was not taken. A closed list: nothing that a service answered, and nothing of a notice, is among it.

The service said no (refused), not now (deferred), or not so much (throttled); it could not be connected to
(unreachable), did not answer in time (timeout), or was cut off when it may have had everything (unknown); its
certificate is wrong (untrusted), it did not accept our sign-in (login), or has no STARTTLS or no sign-in (not offered);
nothing can be sent to such an address; nothing is set up for the way; something broke here (fault)."""

AWAY: frozenset[Reason] = frozenset({"deferred", "unreachable", "timeout", "unknown"})
"""Reasons that are the service's rather than the notice's; any other may be either, and is given the benefit once."""


class NotTaken(Exception):
    """A service has not taken a notice, or it is not known whether it has; it is to be tried again.

    Attributes:
        reason: Why.
        retry_after: The service asks not to be tried sooner.
    """

    def __init__(self, reason: Reason, *, retry_after: timedelta | None = None) -> None:
        """Keep the reason, which is all that the message says."""
        super().__init__(reason)
        self.reason: Reason = reason
        self.retry_after = retry_after


class Sender(Protocol):
    """Takes notices to where they go, by one kind of way."""

    async def send(self, pending: Pending, at: datetime) -> None:
        """Send a notice; once this returns, the receiving service has taken it.

        Every try carries the same id, so that a service which can tell takes it once.

        Args:
            pending: What to send, and where to.
            at: The time.

        Raises:
            NotTaken: It was not taken, or nobody knows.
        """
        ...
