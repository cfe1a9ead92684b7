"""What tests of Slack's side ask it with."""

from dataclasses import dataclass

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.bot.slack.web_api import FakeSlack


@dataclass(slots=True)
class HeldClock:
    """A clock that a test moves; seconds since 1970."""

    now: float = 1_750_000_000.0

    def __call__(self) -> float:
        """Return the time."""
        return self.now


async def code(slack: FakeSlack, method: str, client: AsyncWebClient | None = None, /, **arguments: object) -> str:
    """Call a method as the app would; return `ok`, or the code that it is refused by."""
    try:
        await (client or slack.client()).api_call(method, json=arguments)
    except SlackApiError as refused:
        return str(refused.response["error"])
    return "ok"
