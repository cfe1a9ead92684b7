"""Cards show their case as it is by now, whatever door it was changed by; whoever may not see it, sees nothing."""

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from bot.slack.cases.book import Book
from bot.slack.core.web import Web
from bot.slack.core.workspaces import Away
from bot.slack.door import SlackDoor
from handlers.cases.people import Involved
from tests.bot.slack.cases.world import ANA, CLERKS, OFFICE, PRESS, World, buttons, shown
from tests.handlers.cases.filings import WORDS

NOTHING_MORE = "You see nothing more of this case."


def edits(there: World) -> int:
    """Return how many messages were edited so far."""
    return sum(call.method == "chat.update" for call in there.slack.calls)


async def test_what_happened_on_the_page_shows(there: World) -> None:
    """Within half a minute, on every card; where nothing happened, Slack is not asked."""
    case = await there.file()
    await there.here.door.refresh()
    assert edits(there) == 0
    await there.answer_elsewhere(case, "We look into it.")
    assert await there.here.door.refresh() == 1
    for card in (there.cards("ana")[0], there.cards(CLERKS)[0]):
        assert "Who has it: Press Office." in shown(card)
    assert edits(there) == 2
    assert await there.here.door.refresh() == 0
    assert edits(there) == 2


async def test_the_door_looks_for_it_by_itself(there: World) -> None:
    """Every half minute; no fault of it ends the door."""
    case, looked = await there.file(), list[float]()
    await there.answer_elsewhere(case, "We look into it.")
    there.slack.fail("chat.update", status=503)

    async def pause(seconds: float) -> None:
        if seconds > 300:
            await asyncio.Event().wait()
        looked.append(seconds)
        if len(looked) == 2:
            raise asyncio.CancelledError

    calls = Web(there.slack.api)
    door = SlackDoor(there.here.parts, there.here.inbox, calls, pause=pause)
    with pytest.raises(asyncio.CancelledError):
        await door.run()
    assert looked == [30, 30]
    assert "Who has it: Press Office." in shown(there.cards("ana")[0])


async def test_reading_changes_no_card(there: World) -> None:
    """It is noted in the history, and nothing else."""
    await there.file()
    await there.press(there.cards("ana")[0], "read", "ana")
    await there.here.door.refresh()
    assert edits(there) == 0


async def test_whoever_is_kept_out_later_sees_nothing_more(there: World) -> None:
    """Not a word of it is left on their card, nor on that of the channel: the case is private by now."""
    case = await there.file()
    await there.desks.reporter.keep_out(case.id, Involved(names=(ANA.name,)))
    await there.deliver()
    await there.here.door.refresh()
    for card in (there.cards("ana")[0], there.cards(CLERKS)[0]):
        assert shown(card) == card.text == NOTHING_MORE
        assert buttons(card) == []
    assert "I have it" in buttons(there.cards("dana")[0])  # the intake has it in their place


async def test_whose_office_has_somebody_kept_out_sees_nothing_more(there: World) -> None:
    """What the office gets, each of its people reads; others keep their card, without what was reported."""
    case = await there.file()
    await there.desks.reporter.keep_out(case.id, Involved(names=("Ben Okafor",)))
    await there.here.door.refresh()
    assert shown(there.cards(CLERKS)[0]) == NOTHING_MORE
    own = there.cards("ana")[0]
    assert case.number in shown(own)
    assert WORDS not in shown(own) + own.text


async def test_whose_links_were_made_void_sees_nothing_more(there: World) -> None:
    """Until they are given the case again: then their card shows it."""
    case = await there.file()
    await there.desks.records.revoke(case.id, ANA.key)
    await there.here.door.refresh()
    assert shown(there.cards("ana")[0]) == NOTHING_MORE
    await there.desks.records.resend(case.id, ANA.key)
    await there.deliver()
    await there.here.door.refresh()
    assert all("I have it" in buttons(card) for card in there.cards("ana"))


async def test_a_case_that_was_closed_elsewhere(there: World) -> None:
    """The cards say so, and are left alone from then on."""
    case = await there.file()
    await there.close_elsewhere(case)
    await there.here.door.refresh()
    assert "It is closed." in shown(there.cards("ana")[0])
    assert WORDS not in shown(there.cards("ana")[0])
    assert await Book(there.here.notes, there.here.office.clock).of_case(case.id) == []
    assert await there.here.door.refresh() == 0


async def test_what_a_reporter_adds_after_the_end_comes_as_a_card(there: World) -> None:
    """It says that there is something new, and how the case ended."""
    case = await there.file()
    await there.close_elsewhere(case)
    await there.here.door.refresh()
    await there.desks.reporter.add(case.id, "One more thing.")
    await there.deliver()
    news = there.cards("ana")[-1]
    assert "There is something new in a case of yours." in shown(news)
    assert "It is closed." in shown(news)
    await there.here.door.refresh()
    assert "There is something new in a case of yours." in shown(there.cards("ana")[-1])


async def test_what_a_reminder_said_stays(there: World) -> None:
    """Of a decision that is due for another look, also after it was looked at."""
    case = await there.file("conflict_of_interest")
    await there.press(there.cards("dana")[0], "decide", "dana")
    await there.submit("dana", outcome=_first_outcome(there))
    for days in (40, 330):  # first, what was left to the employee is late
        there.here.office.clock.forward(days=days)
        await there.desks.watch.look_after()
        await there.deliver()
    reminder = there.cards("dana")[-1]
    assert reminder.text.startswith("Case ")
    assert "a case of yours is due for another look" in reminder.text
    await there.press(reminder, "decide", "dana")
    await there.submit("dana", outcome=_first_outcome(there))
    assert (await there.case(case)).state == "decided"
    assert "A case of yours is due for another look." in shown(there.cards("dana")[-1])
    assert "It is decided" in shown(there.cards("dana")[-1])


def _first_outcome(there: World) -> str:
    return str(there.modal("dana").block("outcome")["element"]["options"][0]["value"])


async def test_a_case_that_was_disposed_of(there: World) -> None:
    """Nothing of it stays in Slack."""
    case = await there.file()
    await there.desks.work.store.dispose(case.id, record="gone", at=there.here.office.clock.now)
    await there.here.door.refresh()
    for card in (there.cards("ana")[0], there.cards(CLERKS)[0]):
        assert shown(card) == "This case was disposed of; nothing of it is kept here any more."
    assert await there.here.door.refresh() == 0


async def test_what_the_passing_of_time_does_shows(there: World) -> None:
    """Somebody else was told, and has it now."""
    there.fills(PRESS, OFFICE)
    await there.file()
    there.here.office.clock.forward(days=3)
    await there.desks.watch.look_after()
    await there.deliver()
    await there.press(there.cards("dana")[0], "acknowledge", "dana")
    assert "Who has it: Dana Mbeki." in shown(there.cards(CLERKS)[0])


async def test_where_slack_is_away_it_is_left_for_the_next_time(there: World) -> None:
    """Nothing is lost."""
    case = await there.file()
    await there.answer_elsewhere(case, "We look into it.")
    there.slack.fail("chat.update", status=503)
    with pytest.raises(Away):
        await there.here.door.refresh()
    await there.here.door.refresh()
    assert "Who has it: Press Office." in shown(there.cards("ana")[0])
    assert "Who has it: Press Office." in shown(there.cards(CLERKS)[0])


async def test_a_case_that_cannot_be_read_holds_up_no_other(there: World) -> None:
    """Whoever may not see another one any more sees nothing more of it."""
    unreadable, other = sorted([await there.file(), await there.file()], key=lambda one: one.id)
    for case in (unreadable, other):
        await there.desks.reporter.keep_out(case.id, Involved(names=(ANA.name,)))
    with closing(sqlite3.connect(there.here.folder / "conduct.sqlite3")) as database, database:
        database.execute("UPDATE cases SET sealed = x'00' WHERE id = ?", [unreadable.id])
    await there.here.door.refresh()
    assert [shown(card) for card in there.cards("ana")].count(NOTHING_MORE) == 1


async def test_a_card_that_was_deleted_is_forgotten(there: World) -> None:
    """The others are edited all the same."""
    case = await there.file()
    await there.answer_elsewhere(case, "We look into it.")
    there.slack.fail("chat.update", error="message_not_found")
    await there.here.door.refresh()
    assert sum("Who has it" in shown(card) for card in (there.cards("ana")[0], there.cards(CLERKS)[0])) == 1
    assert len(await Book(there.here.notes, there.here.office.clock).of_case(case.id)) == 1


async def test_nothing_that_was_reported_is_kept_with_a_card(there: World) -> None:
    """Only where it is, whose it is, and what it shows as a digest."""
    case = await there.file()
    found = await there.here.notes.of_owner("slack card", case.id, at=there.here.office.clock.now)
    assert len(found) == 2
    assert not any(WORDS in one.text or case.number in one.text for one in found)


async def test_an_office_that_moved_keeps_its_card(there: World) -> None:
    """Whoever acts there is as the contacts file has it by now."""
    case = await there.file()
    there.fills(PRESS, ANA, replace(OFFICE, members=()))
    await there.answer_elsewhere(case, "We look into it.")
    await there.here.door.refresh()
    assert "I have it" not in buttons(there.cards(CLERKS)[0])
