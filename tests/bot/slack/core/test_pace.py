"""How fast the app writes: as fast as Slack takes it, and no sooner than it asks."""

import asyncio

from bot.slack.core.web import Web
from tests.bot.slack.running import Running


async def test_a_channel_takes_one_message_at_a_time() -> None:
    """The next one waits its turn; another channel is free meanwhile."""
    web = Web("http://127.0.0.1:1/api/", a_second=0.001)
    await web.turn("C1")
    again = asyncio.create_task(web.turn("C1"))
    await web.turn("C2")
    assert not again.done()
    again.cancel()
    await asyncio.gather(again, return_exceptions=True)


async def test_where_slack_asks_to_wait_it_is_posted_after_that(here: Running) -> None:
    """Once, and nobody has to ask again."""
    here.slack.fail("chat.postMessage", retry_after=0)
    await here.says("Can I post about my job on LinkedIn?")
    assert len(here.messages()) == 1
    assert [one.answer for one in here.slack.calls if one.method == "chat.postMessage"] == ["http 429", "ok"]
