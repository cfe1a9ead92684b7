"""One request of Slack, before it is written as JSON or as a form, and before it is signed."""

import json
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from tests.bot.slack.fake.socket import Kind

Payload = dict[str, Any]

VERIFICATION = "a token that Slack no longer uses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request: `form` is a slash command or a check of Slack's own."""

    kind: Literal["event", "interaction", "form"]
    payload: Payload

    @property
    def body(self) -> str:
        """What is sent over HTTP."""
        if self.kind == "event":
            return json.dumps(self.payload)
        fields = {"payload": json.dumps(self.payload)} if self.kind == "interaction" else self.payload
        return urlencode(fields)

    @property
    def content_type(self) -> str:
        """What the body is."""
        return "application/json" if self.kind == "event" else "application/x-www-form-urlencoded"

    @property
    def socket_kind(self) -> Kind:
        """What Socket Mode calls it."""
        return {"event": "events_api", "interaction": "interactive", "form": "slash_commands"}[self.kind]  # type: ignore[return-value]


def escaped(text: str) -> str:
    """Return what somebody typed as Slack hands it on in messages and commands."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def url_verification(challenge: str = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P") -> Sent:
    """Return what Slack sends once when an address is entered for events; it wants the challenge back."""
    fields = {"token": VERIFICATION, "challenge": challenge, "type": "url_verification"}
    return Sent(kind="event", payload=fields)


def ssl_check() -> Sent:
    """Return what Slack sends from time to time to see whether a command's address is there."""
    return Sent(kind="form", payload={"token": VERIFICATION, "ssl_check": "1"})
