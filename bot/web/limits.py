"""How often one address may try something. It is kept in memory alone, for minutes, and never logged."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from aiohttp import web

from bot.settings import Settings

_MOST_ADDRESSES = 20_000
"""So many addresses are remembered; then those that were not seen for longest are forgotten."""
_OWN_NETWORK = 64
"""Bits of an IPv6 address that one household shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many tries in so many seconds."""

    tries: int
    seconds: float


class TooOften(Exception):
    """An address tried something too often; the message tells the person to wait."""


class Limits:
    """Counts tries by address, each sort for itself."""

    def __init__(self, settings: Settings, *, now: Callable[[], float] = time.monotonic) -> None:
        """Keep which proxies are trusted, and the clock."""
        self._trusted = settings.trusted_proxies
        self._now = now
        self._seen: dict[tuple[str, str], deque[float]] = {}

    def check(self, request: web.Request, sort: str, limit: Limit) -> None:
        """Count a try.

        Args:
            request: Its address counts.
            sort: Of what is tried; each has a count of its own.
            limit: How often.

        Raises:
            TooOften: It was tried too often; this try does not count.
        """
        key, now = (sort, self._address(request)), self._now()
        tries = self._seen.pop(key, deque())
        self._seen[key] = tries  # what was seen last comes last
        while tries and tries[0] <= now - limit.seconds:
            tries.popleft()
        if len(tries) >= limit.tries:
            wait = max(1, round(tries[0] + limit.seconds - now))
            raise TooOften(f"This was tried too often from here. Wait {wait} seconds, then try again.")
        tries.append(now)
        while len(self._seen) > _MOST_ADDRESSES:
            del self._seen[next(iter(self._seen))]

    def forgive(self, request: web.Request, sort: str) -> None:
        """Take back the last try of an address: what it tried was right."""
        tries = self._seen.get((sort, self._address(request)))
        if tries:
            tries.pop()

    def _address(self, request: web.Request) -> str:
        """Return where a request comes from: behind trusted proxies, the last address that is none of theirs."""
        peer = request.transport.get_extra_info("peername") if request.transport else None
        hops = [str(peer[0])] if peer else []
        if hops and self._is_trusted(hops[0]):
            hops += [one.strip() for one in reversed(request.headers.get("X-Forwarded-For", "").split(","))]
        return _network(next((one for one in hops if one and not self._is_trusted(one)), hops[0] if hops else ""))

    def _is_trusted(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return any(found in network for network in self._trusted)


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    return str(ip_network((found, _OWN_NETWORK), strict=False)) if found.version == 6 else address
