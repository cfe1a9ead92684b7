"""What a call gave: from a JSON body, a form or the address, as slack_sdk sends one or the other."""

import json
from typing import Any

from aiohttp import web

from tests.bot.slack.fake.state import Payload, Refused

_NESTED = ("blocks", "view", "metadata", "prompts", "loading_messages")
_FLAGS = ("unfurl_links", "unfurl_media", "mrkdwn", "link_names", "reply_broadcast")
_FORMATS = {"blocks": "invalid_blocks_format"}


async def read_arguments(request: web.Request) -> Payload:
    """Return the arguments of a call, parsed."""
    given: Payload = dict(request.query)
    if request.content_type == "application/json":
        given |= await request.json()
    else:
        given |= {name: str(value) for name, value in (await request.post()).items()}
    return {name: _parsed(name, value) for name, value in given.items()}


def token_of(request: web.Request, arguments: Payload) -> str:
    """Return the token of a call, from where Slack takes it, and take it out of the arguments."""
    inside = str(arguments.pop("token", ""))
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if kind == "Bearer" else inside


def _parsed(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name in _NESTED:
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(_FORMATS.get(name, "invalid_arguments")) from None
    return value in ("1", "true", "True") if name in _FLAGS else value
