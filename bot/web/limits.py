"""How often one address, or one link, may try something. It is kept in memory alone, for minutes, and never logged."""

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_network

from aiohttp import web

from bot.addresses import network_address
from bot.settings import Settings

_MOST_ADDRESSES = 20_000
"""So many addresses and links are remembered; then those that were not seen for longest are forgotten."""
_OWN_NETWORK = 64
"""Bits of an IPv6 address that one household shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many tries in so many seconds."""

    tries: int
    seconds: float


class TooOften(Exception):
    """Something was tried too often; the message tells the person to wait."""


class Limits:
    """Counts tries by address, or by what is tried, each sort for itself."""

    def __init__(
        self, settings: Settings, *, now: Callable[[], float] = time.monotonic, most: int = _MOST_ADDRESSES
    ) -> None:
        """Keep which proxies are trusted, the clock, and how many addresses are remembered for each sort."""
        self._trusted = settings.trusted_proxies
        self._now = now
        self._most = most
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
        self._count((sort, self._address(request)), limit, "from here")

    def check_link(self, link: str, sort: str, limit: Limit) -> None:
        """Count a try of a link, wherever it comes from: whoever has another one does not wait because of it.

        Args:
            link: What stands for it; nothing that opens anything.
            sort: Of what is tried.
            limit: How often.

        Raises:
            TooOften: As `check`.
        """
        self._count((f"{sort}, by link", link), limit, "with this link")

    def forgive(self, request: web.Request, sort: str) -> None:
        """Take back the last try of an address: what it tried was right."""
        tries = self._seen.get((sort, self._address(request)))
        if tries:
            tries.pop()

    def _count(self, key: tuple[str, str], limit: Limit, whence: str) -> None:
        now = self._now()
        tries = self._seen.pop(key, deque())
        self._seen[key] = tries  # what was seen last comes last
        while tries and tries[0] <= now - limit.seconds:
            tries.popleft()
        if len(tries) >= limit.tries:
            wait = max(1, round(tries[0] + limit.seconds - now))
            raise TooOften(f"This was tried too often {whence}. Wait {wait} seconds, then try again.")
        tries.append(now)
        while len(self._seen) > self._most:
            del self._seen[next(iter(self._seen))]

    def _address(self, request: web.Request) -> str:
        """Return where a request comes from: behind trusted proxies, the last address that is none of theirs.

        What they do not write as an address tells nobody apart, and counts as the nearest proxy's own.
        """
        peer = _peer(request)
        if peer is None:
            return "unknown"
        found = peer if not self._is_trusted(peer) else next(self._behind(request), None)
        return _network(found or peer)

    def _behind(self, request: web.Request) -> Iterator[IPv4Address | IPv6Address | None]:
        """Yield from where trusted proxies say that a request came, the nearest first; None for what is no address."""
        # A proxy may add a line of its own: all of them are one list.
        said = ",".join(request.headers.getall("X-Forwarded-For", [])).split(",")
        found = (network_address(one) for one in reversed(said) if one.strip())
        return (one for one in found if one is None or not self._is_trusted(one))

    def _is_trusted(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._trusted)


def _peer(request: web.Request) -> IPv4Address | IPv6Address | None:
    peer = request.transport.get_extra_info("peername") if request.transport else None
    return network_address(str(peer[0])) if peer else None


def _network(address: IPv4Address | IPv6Address) -> str:
    return str(ip_network((address, _OWN_NETWORK), strict=False)) if address.version == 6 else str(address)
