"""How cases come to recipients in Slack: as cards, where one person alone reads, or in the channel of an office."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.cases.people import Involved, Way
from tests.bot.slack.cases.world import ANA, CLERKS, DANA, OFFICE, PRESS, SLACK, World, buttons, shown
from tests.handlers.cases.builders import NOON
from tests.handlers.cases.filings import WORDS

ACTS = ["I have it", "I am working on it", "Write to the reporter", "Pass it on", "Close the case"]


async def test_a_case_comes_as_a_card(there: World) -> None:
    """With what was reported where the contact's setting says so, with its number and a link where it does not."""
    case = await there.file()
    (own,), (channel,) = there.cards("ana"), there.cards(CLERKS)
    assert case.number in own.text
    assert case.number in channel.text
    assert WORDS in shown(own)
    assert "Asked about: A request from the media" in shown(own)
    assert WORDS not in shown(channel) + channel.text
    assert "Nobody has said yet that they have it." in shown(channel)
    assert buttons(own) == buttons(channel) == [*ACTS, "Read it here", "Open the case"]
    assert own.blocks[-1]["elements"][-1]["url"].startswith("https://conduct.gov.example/case/")


async def test_that_it_was_brought_is_noted(there: World) -> None:
    """As with every other way."""
    case = await there.file()
    assert [one.delivered_at is not None for one in (await there.case(case)).assignments] == [True, True]
    assert await there.outbox.next_at() is None


async def test_what_is_about_a_person_goes_where_they_alone_read(there: World) -> None:
    """It says no more than its number, whatever the contact's setting is."""
    there.fills("intake", replace(DANA, detail="full"))
    await there.file("harassment")
    (card,) = there.cards("dana")
    assert WORDS not in shown(card) + card.text
    assert there.cards(CLERKS) == []


async def test_where_nobody_acts_in_a_channel_its_card_only_opens_the_case(there: World) -> None:
    """Buttons that refuse everybody would be of no use."""
    there.fills(PRESS, replace(OFFICE, members=()))
    await there.file()
    (card,) = there.cards(CLERKS)
    assert buttons(card) == ["Open the case"]


async def test_words_of_people_forge_nothing(there: World) -> None:
    """No mention, no link, no formatting: they stand in text in which nothing is obeyed."""
    trick = "<!channel> *Urgent* <https://evil.example|Open the case> <@U0BEN000000>"
    await there.file(content={"danger": "no", "what": trick})
    (card,) = there.cards("ana")
    words = [block["text"] for block in card.blocks if trick in str(block.get("text", {}).get("text", ""))]
    assert [one["type"] for one in words] == ["plain_text"]
    assert "<!channel>" not in card.text
    assert "&lt;!channel&gt;" in card.text


async def test_a_long_report_is_one_card(there: World) -> None:
    """It is edited as a whole; the rest of it is read by opening it."""
    await there.file(content={"danger": "no", "what": f"It began so: {'and then, ' * 1000}"})
    (card,) = there.cards("ana")
    assert "…" in shown(card)
    assert "Open the case" in buttons(card)


async def test_a_reminder_makes_sense_on_its_own(there: World) -> None:
    """It answers the first card, and stands outside of that thread too: nobody is told of a reply."""
    case = await there.file("harassment")
    there.here.office.clock.forward(hours=40)
    await there.desks.watch.look_after()
    await there.deliver()
    first, reminder = there.cards("dana")
    assert reminder.thread_ts == first.ts
    assert case.number in reminder.text
    assert "waiting for you to say that you have it" in shown(reminder)
    assert "I have it" in buttons(reminder)
    posted = [call.arguments for call in there.slack.calls if call.method == "chat.postMessage"]
    assert [one.get("reply_broadcast", False) for one in posted] == [False, True]


async def test_where_the_first_card_is_gone_the_next_stands_alone(there: World) -> None:
    """Whoever deleted it is told all the same."""
    case = await there.file("harassment")
    there.slack.fail("chat.postMessage", error="thread_not_found")
    await there.desks.reporter.add(case.id, "One more thing.")
    await there.deliver()
    assert there.cards("dana")[1].thread_ts is None


async def test_slack_is_not_tried_sooner_than_it_asks(there: World) -> None:
    """The courier waits, not the sender."""
    there.slack.fail("chat.postMessage", retry_after=600)
    await there.file("harassment")
    assert there.cards("dana") == []
    next_at = await there.outbox.next_at()
    assert next_at is not None
    assert next_at - there.here.office.clock.now >= timedelta(seconds=600)
    there.here.office.clock.forward(seconds=601)
    await there.deliver()
    assert len(there.cards("dana")) == 1


@pytest.mark.parametrize("channel", ["C0NOWHERE", SLACK.channel("elsewhere")])
async def test_where_a_channel_takes_nothing_somebody_else_is_told(there: World, channel: str) -> None:
    """One that there is not, or that the app is not in."""
    way = Way(kind="slack", address=channel, shared=True)
    there.fills(PRESS, replace(OFFICE, ways=(way,)))
    await there.file(danger=True)
    for _try in range(2):
        there.here.office.clock.forward(minutes=2)
        await there.deliver()
    (card,) = there.cards("dana")
    assert card.blocks[0]["text"]["text"].startswith("Urgent: case")


async def test_a_notice_that_is_sent_again_is_there_once(there: World) -> None:
    """Where the process was killed before it was noted that Slack has it."""
    await there.file("harassment", deliver=False)
    (waiting,) = await there.outbox.claim(there.here.office.clock.now, most=9, lease=timedelta(1))
    await there.sender.send(waiting, NOON)
    await there.sender.send(waiting, NOON)
    assert len(there.cards("dana")) == 1


async def test_whoever_may_not_have_it_any_more_is_sent_nothing(there: World) -> None:
    """Kept out while the notice waits for Slack."""
    there.slack.fail("chat.postMessage", status=503)
    there.fills(PRESS, ANA)
    case = await there.file()
    await there.desks.reporter.keep_out(case.id, Involved(names=(ANA.name,)))
    there.here.office.clock.forward(hours=1)
    await there.deliver()
    assert there.cards("ana") == []
