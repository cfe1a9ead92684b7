"""Questions in Slack."""

from tests.bot.slack.running import Running


async def test_a_direct_message_is_answered_in_its_thread(here: Running) -> None:
    """The answer stands in the thread of the question, where what follows is asked too."""
    answer = await here.says("Can I post about my job on LinkedIn?", ts="1700000000.000100")
    (message,) = here.messages()
    assert answer.status == 200
    assert message.thread_ts == "1700000000.000100"
    assert "special considerations for public service employees" in message.text
