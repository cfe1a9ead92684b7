"""Webhooks: posts notices to a service of the deployment's, signed.

A service tells a second try by its `Idempotency-Key`; `bot.delivery.signature.verify` shows how it checks a request.
"""

import json
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
from pydantic import SecretStr

from bot.addresses import is_loopback
from bot.delivery.faults import why_unconnected
from bot.delivery.links import opened_at
from bot.delivery.sender import NotTaken, Reason
from bot.delivery.signature import signed
from handlers.cases.store import Pending

_TIMEOUT = 10.0
_LONGEST_WAIT = timedelta(minutes=15)
"""A service that asks for more is tried again after this."""
_CONFLICT, _THROTTLED = 409, (429, 503)


class WebhookSender:
    """Posts notices, each on a connection of its own: nothing of one request is left for the next."""

    def __init__(
        self, secret: SecretStr, *, page: str, timeout: float = _TIMEOUT, tls: ssl.SSLContext | None = None
    ) -> None:
        """Keep what requests are made with; nothing is connected yet.

        Args:
            secret: Signs the requests.
            page: Address of the page as people reach it.
            timeout: Seconds to wait for the connection, and for the answer.
            tls: Whom to trust; None for the certificates of this machine.
        """
        self._secret = secret
        self._page = page
        self._timeout = timeout
        self._tls = tls or ssl.create_default_context()

    async def send(self, pending: Pending, at: datetime) -> None:
        """Post a notice. Raises as `Sender.send`."""
        body = self._body(pending, at)
        answer = await self._post(_checked(pending.notice.way.address), body, self._headers(pending, body, at))
        if not isinstance(answer, httpx.Response):
            raise NotTaken(answer)  # outside of any handler: the fault knows the address
        reason = _reason(answer, pending.id)
        if reason:
            raise NotTaken(reason, retry_after=_retry_after(answer, at))

    async def _post(self, url: httpx.URL, body: bytes, headers: Mapping[str, str]) -> httpx.Response | Reason:
        """Post; return the head of the answer, or why there is none. What else it says is not read."""
        # What this machine's environment says of proxies counts for what leaves it.
        client = httpx.AsyncClient(
            verify=self._tls, timeout=self._timeout, follow_redirects=False, trust_env=url.scheme == "https"
        )
        try:
            async with client, client.stream("POST", url, content=body, headers=headers) as response:
                return response
        except (httpx.ConnectError, httpx.ProxyError) as error:
            return why_unconnected(error)
        except httpx.TimeoutException:
            return "timeout"
        except httpx.HTTPError:
            return "unknown"

    def _headers(self, pending: Pending, body: bytes, at: datetime) -> dict[str, str]:
        timestamp = str(int(at.timestamp()))
        return {
            "Content-Type": "application/json",
            "User-Agent": "conduct-assistant",
            "Idempotency-Key": pending.id,
            "X-Conduct-Timestamp": timestamp,
            "X-Conduct-Signature": signed(
                body, timestamp=timestamp, secret=self._secret.get_secret_value().encode("utf-8")
            ),
        }

    def _body(self, pending: Pending, at: datetime) -> bytes:
        notice = pending.notice
        said = {
            "id": pending.id,
            "kind": notice.kind,
            "urgency": notice.urgency,
            "subject": notice.subject,
            "text": notice.text,
            "url": opened_at(self._page, notice),
            "sent_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        }
        return json.dumps(said).encode()


def _checked(address: str) -> httpx.URL:
    """Return an address that may be posted to: an encrypted one, or one of this machine."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.host and (url.scheme == "https" or (url.scheme == "http" and is_loopback(url.host))):
        return url
    raise NotTaken("bad address")


def _reason(answer: httpx.Response, id_: str) -> Reason | None:
    """Return why a notice was not taken, or None where it was."""
    if answer.is_success:
        return None
    if answer.status_code == _CONFLICT and answer.headers.get("Idempotency-Key") == id_:
        return None
    if answer.status_code in _THROTTLED:
        return "throttled"
    return "deferred" if answer.is_server_error else "refused"


def _retry_after(answer: httpx.Response, at: datetime) -> timedelta | None:
    """Return how long a service asks to wait (RFC 9110, section 10.2.3), or None where it says nothing of use."""
    said = answer.headers.get("Retry-After", "").strip()
    if answer.status_code not in _THROTTLED or not said:
        return None
    try:
        asked = int(said) if said.isdecimal() else (parsedate_to_datetime(said) - at).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return timedelta(seconds=min(max(asked, 0), _LONGEST_WAIT.total_seconds()))
