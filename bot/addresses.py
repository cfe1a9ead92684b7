"""Addresses as people write them into settings and files: what passes for one, and how one is shown to others."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

from handlers.cases.people import Way

_SLACK = re.compile(r"(?:(T[A-Z0-9]+)/)?([UWCG][A-Z0-9]+)")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_MOST = 254
"""Longest mail domain, in characters."""


def is_one_line(text: str) -> bool:
    """Tell whether a text has no line break and nothing else that is not to be seen: it stands in headings of mail."""
    return text.isprintable()


def is_domain(text: str) -> bool:
    """Tell whether a text has the shape of a mail domain, in small letters."""
    return len(text) <= _MOST and _DOMAIN.fullmatch(text) is not None


def is_webhook(text: str) -> bool:
    """Tell whether a text is an address to which reports may be posted: encrypted, or on this machine."""
    if not is_one_line(text) or " " in text:
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port  # a port that is none is an error
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))


def is_slack(text: str) -> bool:
    """Tell whether a text is the id of a channel or person of Slack, perhaps after that of their workspace."""
    return _SLACK.fullmatch(text) is not None


def slack_parts(text: str) -> tuple[str | None, str]:
    """Return the workspace of an address of Slack, None where it names none, and the channel or person.

    Raises:
        ValueError: It is none.
    """
    found = _SLACK.fullmatch(text)
    if found is None:
        raise ValueError("must be the id of a channel or person of Slack")
    return found[1], found[2]


def is_slack_channel(text: str) -> bool:
    """Tell whether an address of Slack is a channel's; a person's, and what is none, is not."""
    found = _SLACK.fullmatch(text)
    return found is not None and found[2][0] in "CG"


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine, reached from itself alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def network_address(text: str) -> IPv4Address | IPv6Address | None:
    """Return an address of the network as proxies write it, with or without a port, or None where it is none.

    An IPv4 address that is written as IPv6 is that IPv4 address.
    """
    plain = text.strip()
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        found = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found


def shown(way: Way) -> str:
    """Return a way without its address in full: enough to know it again, too little to use or to leak."""
    if way.kind == "here":
        return "here"
    return f"{way.kind} {_shortened(way)}{' (shared)' if way.shared else ''}"


def _shortened(way: Way) -> str:
    if way.kind == "mail":
        name, _, domain = way.address.partition("@")
        return f"{name[:1]}…@{domain}"
    if way.kind == "webhook":
        return f"{urlsplit(way.address).hostname}/…"
    return f"{way.address.rpartition('/')[2][:2]}…"
