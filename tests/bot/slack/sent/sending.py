"""Sending what Slack sends: signed over HTTP, or through the socket; both say what came back and how long it took."""

import json
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from aiohttp import ClientSession, ClientTimeout
from slack_sdk.signature import SignatureVerifier

from tests.bot.slack.fake.workspace import Clock
from tests.bot.slack.sent.envelope import Payload, Sent
from tests.bot.slack.web_api import FakeSlack

Signature = Literal["right", "wrong", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the app acknowledged with: the status, the JSON (None for none), the text, and the seconds it took."""

    status: int
    body: Any
    text: str
    seconds: float


class Way(Protocol):
    """A way from Slack to the app."""

    async def send(self, sent: Sent, *, retry: int | None = None) -> Answer:
        """Send it, for the `retry`th time again where that is given."""
        ...


class Signed:
    """Sends signed requests, as Slack does.

    `slack` is told what the app answered, so that a view that an answer changes is changed; it may be left out.
    """

    def __init__(
        self,
        base_url: str,
        secret: str,
        slack: FakeSlack | None = None,
        *,
        path: str = "/slack/events",
        clock: Clock = time.time,
    ) -> None:
        """Send to this address with this signing secret."""
        self._url = f"{base_url.rstrip('/')}{path}"
        self._verifier = SignatureVerifier(secret)
        self._slack = slack
        self._clock = clock
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connections."""
        self._session = ClientSession(timeout=ClientTimeout(total=30))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close them."""
        if self._session is not None:
            await self._session.close()

    async def send(
        self,
        sent: Sent,
        *,
        retry: int | None = None,
        reason: str = "http_timeout",
        signature: Signature = "right",
        age: float = 0,
    ) -> Answer:
        """Send a request.

        Args:
            sent: What.
            retry: Which retry it is, where it is one.
            reason: Why Slack tries again.
            signature: Whether it is signed rightly.
            age: How many seconds ago it was signed.
        """
        assert self._session is not None
        headers = self._headers(sent, signature, str(int(self._clock() - age)))
        if retry is not None:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": reason}
        start = time.perf_counter()
        async with self._session.post(self._url, data=sent.body.encode(), headers=headers) as response:
            text = await response.text()
        seconds = time.perf_counter() - start
        answer = Answer(status=response.status, body=_parsed(text), text=text, seconds=seconds)
        if self._slack is not None and answer.status == 200:
            self._slack.take_answer(sent.payload, answer.body if isinstance(answer.body, dict) else text)
        return answer

    def _headers(self, sent: Sent, signature: Signature, stamp: str) -> dict[str, str]:
        right = self._verifier.generate_signature(timestamp=stamp, body=sent.body) or ""
        headers = {
            "Content-Type": sent.content_type,
            "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
            "X-Slack-Request-Timestamp": stamp,
        }
        wrong = f"v0={'0' * 64}"
        signed = {} if signature == "missing" else {"X-Slack-Signature": right if signature == "right" else wrong}
        return headers | signed


@dataclass(frozen=True, slots=True)
class Linked:
    """Sends the same requests through Socket Mode, without a signature."""

    slack: FakeSlack

    async def send(self, sent: Sent, *, retry: int | None = None, reason: str = "timeout") -> Answer:
        """Hand an envelope out and wait until it is acknowledged."""
        start = time.perf_counter()
        body: Payload | None = await self.slack.socket.send(
            sent.socket_kind, sent.payload, attempt=retry or 0, reason=reason if retry else ""
        )
        self.slack.take_answer(sent.payload, body)
        return Answer(status=200, body=body, text=json.dumps(body), seconds=time.perf_counter() - start)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
