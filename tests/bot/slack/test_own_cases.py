"""Own cases in Slack."""

import asyncio
from typing import Any

from bot.slack.cases.own import OwnCases
from bot.slack.core.going import Going
from bot.slack.core.guard import Answer, Guard
from bot.slack.core.incoming import Submitted
from handlers.cases.case import Case
from tests.bot.slack import requests as sent
from tests.bot.slack.own import breaks, filed, now, read
from tests.bot.slack.running import Running
from tests.bot.slack.web_api import OpenView
from tests.bot.web.reporting import decide


async def opened(here: Running, case: Case, name: str = "ana") -> OpenView:
    """Return the modal of a case that somebody opens from their home tab."""
    await here.send(sent.home_opened(here.workspace, here.user(name)))
    await here.presses(here.slack.homes[here.user(name)], "own_case", chosen=case.id, name=name)
    return here.slack.last_view(here.user(name))


async def test_a_case_is_shown_whole(here: Running) -> None:
    """Where it stands, what is next, what is left to them, who has it, what they wrote, which forges nothing."""
    case = await filed(here)
    view = await opened(here, case)
    text = read(view)
    assert "911" in str(view.blocks[0])
    for words in (case.number, "Alleged:", "What happens next", "What is left to you", "Whom it went to", "on its way"):
        assert words in text
    written = [one["text"] for one in view.blocks if "He read out" in str(one)]
    assert [one["type"] for one in written] == ["plain_text"]


async def test_what_is_left_is_ticked_off(here: Running) -> None:
    """It is said at the duty; what was typed into the field meanwhile stays in it; the home tab knows."""
    case = await filed(here)
    here.office.clock.forward(days=40)
    view = await opened(here, case)
    field = view.blocks[-1 - [one["type"] for one in reversed(view.blocks)].index("input")]["block_id"]
    duty = case.duties[0]
    await here.presses(view, "tick", chosen=duty.id)
    assert (await now(here, case)).duties[0].done_at is not None
    assert "It is noted that you did this." in read(view)
    assert "Done on" in read(view)
    assert view.block(field)["type"] == "input"
    assert f"{duty.text} It was due" not in read(here.slack.homes[here.user()])
    assert here.office.courier.woken == 1


async def test_something_is_added_once_though_it_is_sent_twice(here: Running) -> None:
    """Then the field is empty, and something else can be added."""
    case = await filed(here)
    view = await opened(here, case)
    press = sent.view_submission(here.workspace, here.user(), view, {"add0": "He did it again."})
    await asyncio.gather(here.send(press), here.send(press, retry=1))
    assert [one.text for one in (await now(here, case)).messages] == ["He did it again."]
    assert "Your message was added." in read(view)
    await here.submits({"add1": "And again."})
    assert [one.text for one in (await now(here, case)).messages] == ["He did it again.", "And again."]
    assert here.office.courier.woken >= 2


async def test_what_cannot_be_added_stays_in_its_field(here: Running) -> None:
    """What is wrong is said there, and nothing of where."""
    case = await filed(here)
    view = await opened(here, case)
    here.office.store.broken = True
    not_kept = await here.submits({"add0": "He did it again."})
    breaks(here)
    not_found = await here.submits({"add0": "He did it again."})
    assert [one.body["response_action"] for one in (not_kept, not_found)] == ["errors", "errors"]
    assert "could not be kept" in not_kept.body["errors"]["add0"]
    assert "incident" in not_found.body["errors"]["add0"]
    assert "disk" not in not_found.body["errors"]["add0"]
    assert view.block("add0")["type"] == "input"


async def test_what_turns_out_late_not_to_be_added_is_not_lost(here: Running) -> None:
    """Slack waited no longer: the modal comes back with what was typed, and with what is wrong."""
    case = await filed(here)
    view = await opened(here, case)
    here.office.store.broken = True
    sending = sent.view_submission(here.workspace, here.user(), view, {"add0": "He did it again."})
    acknowledged = asyncio.Event()

    async def ack(**_: Any) -> None:
        acknowledged.set()

    async def added(asked: Submitted) -> Answer:
        await acknowledged.wait()
        return await OwnCases(here.parts).added(asked)

    late = Guard(here.parts.speaker, Going(), in_time=0).submission(added)
    await late(sending.payload, ack, {"workspace": await here.parts.workspaces.only()})
    assert "could not be kept" in read(view)
    assert view.block("add0")["element"]["initial_value"] == "He did it again."
    here.office.store.broken = False
    await here.submits({"add0": "He did it again."})
    assert [one.text for one in (await now(here, case)).messages] == ["He did it again."]


async def test_what_cannot_be_ticked_off_is_said_in_the_case(here: Running) -> None:
    """Which stays as it was."""
    case = await filed(here)
    view = await opened(here, case)
    here.office.store.broken = True
    await here.presses(view, "tick", chosen=case.duties[0].id)
    assert "could not be kept" in read(view)
    assert case.number in read(view)


async def test_nothing_but_spaces_is_not_added(here: Running) -> None:
    """Which is said at the field."""
    case = await filed(here)
    await opened(here, case)
    answer = await here.submits({"add0": "   "})
    assert answer.body["response_action"] == "errors"
    assert not (await now(here, case)).messages


async def test_a_decision_is_read(here: Running) -> None:
    """It is shown, and noted once it is said."""
    case = await filed(here, "disclosure")
    await decide(here.office, case, "no conflict", "Bake on.")
    view = await opened(here, case)
    assert "Outcome: no conflict" in read(view)
    assert "Bake on." in read(view)
    await here.presses(view, "accept")
    assert (await now(here, case)).state == "acknowledged_by_employee"
    assert "It is noted that you read the decision." in read(view)


async def test_what_was_done_in_a_case_that_is_closed_by_then_stands(here: Running) -> None:
    """Nobody is told of an update that nobody sees; the home tab shows it."""
    case = await filed(here)
    view = await opened(here, case)
    del here.slack.views[view.id]
    await here.presses(view, "tick", chosen=case.duties[0].id)
    assert (await now(here, case)).duties[0].done_at is not None
    assert not here.messages()
    assert here.user() in here.slack.homes


async def test_somebody_is_kept_out(here: Running) -> None:
    """By name and by role; who is unknown is said; the case below shows it."""
    case = await filed(here)
    view = await opened(here, case)
    await here.presses(view, "keep_out")
    asked = here.slack.last_view(here.user())
    assert asked.root == view.id
    await here.submits({"names": "Ina Take\n\n Max Muster ", "roles": ["manager"]})
    out = (await now(here, case)).excluded
    assert (out.names, out.roles) == (("Ina Take", "Max Muster"), ("manager",))
    assert "Nobody of this name is known here: Max Muster." in read(asked)
    assert "Who is involved, and kept out" in read(view)
    assert "Max Muster" in read(view)
    assert here.office.courier.woken == 1


async def test_nobody_is_kept_out_where_nobody_is_named(here: Running) -> None:
    """Which is said at the field."""
    case = await filed(here)
    await here.presses(await opened(here, case), "keep_out")
    answer = await here.submits({})
    assert answer.body["errors"] == {"names": "Say who is involved, by name or by role."}


async def test_of_a_long_talk_the_newest_is_shown(here: Running) -> None:
    """How much is left out stands above it."""
    case = await filed(here)
    for number in range(120):
        await here.office.desks.reporter.add(case.id, f"Message {number}. {'x' * 2500}")
    view = await opened(here, case)
    text = read(view)
    assert "Message 119." in text
    assert text.index("Message 118.") < text.index("Message 119.")
    assert "Message 3." not in text
    assert "There is no room here for 109 earlier messages." in text


async def test_the_case_of_another_is_refused(here: Running) -> None:
    """A button with its id tells no more than one with an id that nothing has."""
    case = await filed(here)
    view = await opened(here, case)
    await filed(here, name="ben")
    await here.send(sent.home_opened(here.workspace, here.user("ben")))
    pressed = sent.block_action(here.workspace, here.user("ben"), here.slack.homes[here.user()], "own_case", case.id)
    await here.send(pressed)
    assert [one.text for one in here.messages("ben")] == ["This opens nothing here, or not any more."]
    assert [one for one in here.slack.views.values() if one.user == here.user("ben")] == []
    assert case.number in read(view)


async def test_the_modal_of_another_is_refused(here: Running) -> None:
    """What travels with it was sealed for one person."""
    case = await filed(here)
    view = await opened(here, case)
    await here.send(sent.block_action(here.workspace, here.user("ben"), view, "tick", case.duties[0].id))
    await here.send(sent.view_submission(here.workspace, here.user("ben"), view, {"add0": "I was there too."}))
    kept = await now(here, case)
    assert kept.duties[0].done_at is None
    assert not kept.messages


async def test_a_changed_modal_is_refused(here: Running) -> None:
    """Whoever puts another case into it changes nothing."""
    case, other = await filed(here), await filed(here, name="ben")
    view = await opened(here, case)
    view.view["private_metadata"] = f'{{"case":"{other.id}","added":"0"}}'
    await here.submits({"add0": "I was there too."})
    assert not (await now(here, other)).messages
    assert not (await now(here, case)).messages


async def test_a_case_opens_in_a_modal_that_is_open(here: Running) -> None:
    """In its place: a press in it opens nothing above."""
    case = await filed(here)
    view = await opened(here, case)
    pressed = sent.block_action(here.workspace, here.user(), here.slack.homes[here.user()], "own_case", case.id)
    payload = {**pressed.payload, "view": {**view.view, "state": {"values": {}}}}
    await here.send(sent.Sent(kind=pressed.kind, payload=payload))
    assert len(here.slack.views) == 1
    assert len(here.slack.called("views.update")) == 1
