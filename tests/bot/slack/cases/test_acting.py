"""What recipients do with a case in Slack: those alone who receive it, and all see how it stands."""

from dataclasses import replace

import pytest

from handlers.cases.people import Involved, Way
from handlers.cases.recipients import Answers
from handlers.cases.wording import MOVED
from tests.bot.slack import requests as sent
from tests.bot.slack.cases.world import (
    ANA,
    BEN,
    CLERKS,
    OFFICE,
    PRESS,
    SLACK,
    World,
    buttons,
    in_slack,
    shown,
    world,
)  # fmt: skip
from tests.bot.slack.running import Running, running
from tests.bot.slack.web_api import FakeSlack
from tests.bot.web.fakes import FakeAssistant, MemoryFeedback
from tests.bot.web.reporting import FakeOffice
from tests.handlers.cases.filings import WORDS

NO_ENTRY = "This opens nothing here, or not any more."
ENDED = "This case has ended; nothing more can be done in it."


async def test_whoever_has_it_says_so_to_all(there: World) -> None:
    """Every card of the case shows it; whoever said so is not asked again."""
    case = await there.file()
    await there.press(there.cards("ana")[0], "acknowledge", "ana")
    (own,), (channel,) = there.cards("ana"), there.cards(CLERKS)
    for card in (own, channel):
        assert "Somebody has said that they have it.\nWho has it: Ana Torvald." in shown(card)
    assert "I have it" not in buttons(own)
    assert "I have it" in buttons(channel)
    assert ("acknowledged", "Ana Torvald") in await there.history(case)


async def test_a_member_acts_for_their_office(there: World) -> None:
    """The case is the office's; the history and the cards say who it was."""
    case = await there.file()
    await there.press(there.cards(CLERKS)[0], "acknowledge", "ben")
    assert ("acknowledged", "Press Office, by Ben Okafor") in await there.history(case)
    assert "Who has it: Press Office (Ben Okafor)." in shown(there.cards("ana")[0])
    assert (await there.case(case)).assignments[1].acknowledged_at is not None


async def test_whoever_joined_the_office_since_may_act_too(there: World) -> None:
    """As the contacts file has it by now."""
    case = await there.file()
    there.fills(PRESS, ANA, replace(OFFICE, members=(in_slack("dana"),)))
    await there.press(there.cards(CLERKS)[0], "acknowledge", "dana")
    assert ("acknowledged", "Press Office, by Dana Mbeki") in await there.history(case)


async def test_an_office_of_the_same_name_elsewhere_may_not_act(there: World) -> None:
    """It is told in a channel of its own."""
    other = Way(kind="slack", address=SLACK.channel("general"), shared=True)
    case = await there.file()
    there.fills("records_officer", replace(OFFICE, role="records_officer", ways=(other,), members=(in_slack("dana"),)))
    await there.press(there.cards(CLERKS)[0], "acknowledge", "dana")
    assert there.whispers(CLERKS, "dana") == [NO_ENTRY]
    assert (await there.case(case)).assignments[1].acknowledged_at is None


@pytest.mark.parametrize("act", ["acknowledge", "read", "close"])
async def test_nobody_else_may_act(there: World, act: str) -> None:
    """Whoever sees the card without being named: they alone are told that it opens nothing for them."""
    case = await there.file()
    before = await there.history(case)
    await there.press(there.cards(CLERKS)[0], act, "dana")
    assert there.whispers(CLERKS, "dana") == [NO_ENTRY]
    assert there.slack.views == {}
    assert await there.history(case) == before


async def test_a_button_of_somebody_elses_card_opens_nothing(there: World) -> None:
    """Its token is signed, but for another recipient: a member of the office is not Ana."""
    await there.file()
    stolen = there.cards("ana")[0]
    await there.press(stolen, "acknowledge", "ben")
    assert "Nobody has said yet" in shown(there.cards("ana")[0])


async def test_a_forged_button_opens_nothing(there: World) -> None:
    """Whoever changes a token has none."""
    await there.file()
    card = there.cards("ana")[0]
    for one in card.blocks[-1]["elements"]:
        one["value"] = f"{one.get('value', '')[:-1]}A"
    await there.press(card, "acknowledge", "ana")
    assert there.whispers(SLACK.im("ana"), "ana") == [NO_ENTRY]


async def test_a_member_who_is_kept_out_may_not_act(there: World) -> None:
    """Nor may anybody in the channel: since somebody is involved, it is private, and shown there no more."""
    case = await there.file()
    await there.desks.reporter.keep_out(case.id, Involved(names=(BEN.name,)))
    for name in ("ben", "chris"):
        await there.press(there.cards(CLERKS)[0], "acknowledge", name)
        assert there.whispers(CLERKS, name) == [NO_ENTRY]
    assert [one.acknowledged_at for one in (await there.case(case)).assignments] == [None, None]


async def test_what_has_become_private_is_not_acted_on_in_a_channel(there: World) -> None:
    """Somebody else is involved: the office may see it, but nobody knows who reads in its channel."""
    case = await there.file()
    await there.desks.reporter.keep_out(case.id, Involved(names=("Zoltan Elsewhere",)))
    await there.press(there.cards(CLERKS)[0], "read", "chris")
    assert there.whispers(CLERKS, "chris") == [NO_ENTRY]


async def test_a_second_press_changes_nothing(there: World) -> None:
    """Whoever presses twice, or is slow to see that it is done."""
    case = await there.file()
    card = there.cards("ana")[0]
    first = sent.block_action(there.here.workspace, there.here.user("ana"), card, "case:acknowledge")
    await there.here.send(first)
    await there.here.send(first)
    assert [one for one, _ in await there.history(case)].count("acknowledged") == 1


async def test_a_message_to_the_reporter(there: World) -> None:
    """Said once, however often the modal arrives."""
    case = await there.file()
    await there.press(there.cards("ana")[0], "answer", "ana")
    modal = there.modal("ana")
    assert modal.view["title"]["text"] == "Write to the reporter"
    request = sent.view_submission(there.here.workspace, there.here.user("ana"), modal, {"text": "Which paper is it?"})
    for _time in range(2):
        assert (await there.here.send(request)).body == {"response_action": "clear"}
    assert [one.text for one in (await there.case(case)).messages] == ["Which paper is it?"]
    assert there.here.office.courier.woken
    assert "Who has it: Ana Torvald." in shown(there.cards(CLERKS)[0])


async def test_passing_it_on(there: World) -> None:
    """To a colleague by name; they are told, and everybody keeps it. Who has it already is not offered."""
    case = await there.file()
    await there.press(there.cards(CLERKS)[0], "pass_on", "ben")
    modal = there.modal("ben")
    options = modal.block("to")["element"]["options"]
    assert [one["text"]["text"] for one in options] == ["Alba Lone (Independent intake)", "Dana Mbeki (Intake)"]
    await there.submit("ben", to=options[1]["value"])
    await there.deliver()
    assert "Press Office passed it on to you." in shown(there.cards("dana")[0])
    assert ("passed_on", "Press Office, by Ben Okafor") in await there.history(case)


async def test_whom_it_cannot_be_passed_on_to_is_said_at_the_field(there: World) -> None:
    """They left while somebody chose."""
    await there.file()
    await there.press(there.cards("ana")[0], "pass_on", "ana")
    chosen = there.modal("ana").block("to")["element"]["options"][1]["value"]
    there.fills("intake")
    answer = await there.submit("ana", to=chosen)
    assert answer.body["errors"] == {"to": "It cannot be passed on to this person; choose another."}


async def test_closing(there: World) -> None:
    """All cards say how it ended, and what was reported leaves Slack."""
    case = await there.file()
    await there.press(there.cards("ana")[0], "close", "ana")
    outcome = there.modal("ana").block("outcome")["element"]["options"][0]
    assert outcome["text"]["text"] == "resolved"
    await there.submit("ana", outcome=outcome["value"], text="Press has answered.")
    closed = await there.case(case)
    assert (closed.state, closed.outcome) == ("closed", "resolved")
    for card in (there.cards("ana")[0], there.cards(CLERKS)[0]):
        assert "It is closed.\nWho has it: Ana Torvald.\nWhat came of it: resolved." in shown(card)
        assert buttons(card) == ["Read it here", "Open the case"]
        assert WORDS not in shown(card) + card.text


async def test_an_old_card_of_a_case_that_has_ended(there: World) -> None:
    """Whoever still sees the buttons reads that it has ended, and their card says so from then on."""
    case = await there.file()
    old = replace(there.cards(CLERKS)[0], blocks=list(there.cards(CLERKS)[0].blocks))
    await there.close_elsewhere(case)
    await there.press(old, "acknowledge", "chris")
    assert there.whispers(CLERKS, "chris") == [ENDED]
    await there.press(old, "answer", "chris")
    assert "It has ended; nothing more can be done in it." in shown(there.modal("chris"))
    assert "It is closed." in shown(there.cards(CLERKS)[0])


async def test_a_disclosure_is_decided(there: World) -> None:
    """With the reasons for the employee; it stays open, for a later decision can take its place."""
    case = await there.file("conflict_of_interest", Answers())
    card = there.cards("dana")[0]
    assert buttons(card)[:4] == ["I have it", "Write to the employee", "Pass it on", "Decide"]
    await there.press(card, "decide", "dana")
    await there.submit("dana", outcome=_option(there, "dana", "allowed with conditions"), text="Not on Mondays.")
    decided = await there.case(case)
    assert (decided.state, decided.outcome) == ("decided", "allowed with conditions")
    assert "What came of it: allowed with conditions." in shown(there.cards("dana")[0])
    await there.press(there.cards("dana")[0], "retire", "dana")
    await there.submit("dana")
    assert (await there.case(case)).state == "retired"


async def test_working_on_it(there: World) -> None:
    """The reporter sees that somebody is."""
    case = await there.file()
    await there.press(there.cards("ana")[0], "start", "ana")
    await there.submit("ana")
    assert (await there.case(case)).state == "in_progress"
    assert "Somebody is working on it." in shown(there.cards(CLERKS)[0])
    assert "I am working on it" not in buttons(there.cards(CLERKS)[0])


async def test_nobody_decides_over_what_they_have_not_seen(there: World) -> None:
    """Somebody else acted meanwhile: the case is shown as it is now, and only then is it done."""
    case = await there.file()
    await there.press(there.cards("ana")[0], "close", "ana")
    await there.answer_elsewhere(case, "We look into it.")
    answer = await there.submit("ana", outcome=_option(there, "ana", "resolved"))
    assert answer.body["response_action"] == "update"
    assert MOVED in shown(there.modal("ana"))
    assert "Somebody has said that they have it." in shown(there.modal("ana"))
    await there.submit("ana", outcome=_option(there, "ana", "resolved"))
    assert (await there.case(case)).state == "closed"


async def test_of_a_case_that_was_closed_meanwhile_it_is_said(there: World) -> None:
    """In place of the modal."""
    case = await there.file()
    await there.press(there.cards("ana")[0], "answer", "ana")
    await there.close_elsewhere(case)
    await there.submit("ana", text="Which paper is it?")
    assert shown(there.modal("ana")) == "It has ended; nothing more can be done in it."
    assert (await there.case(case)).messages == ()


async def test_what_travels_with_a_modal_is_sealed(there: World) -> None:
    """For one person, one act and one case."""
    case = await there.file()
    await there.press(there.cards("ana")[0], "answer", "ana")
    await there.press(there.cards(CLERKS)[0], "close", "ben")
    modal = there.modal("ben")
    modal.view["private_metadata"] = there.modal("ana").view["private_metadata"]
    answer = await there.submit("ben", outcome=_option(there, "ben", "resolved"))
    assert "belongs to somebody else" in str(answer.body["errors"])
    assert (await there.case(case)).is_open


async def test_reading_it_in_slack(there: World) -> None:
    """All that the page shows, in a modal for them alone; the history notes that they read it."""
    case = await there.file(danger=True)
    await there.desks.reporter.add(case.id, "It was the morning paper.")
    await there.press(there.cards(CLERKS)[0], "read", "chris")
    read = shown(there.modal("chris"))
    assert read.startswith(":rotating_light: *Somebody may be in danger")
    for said in (WORDS, "Asked about: A request from the media", "Reporter: Rae Okoro", "after six",
                 "It was the morning paper.", "Ana Torvald", "Left to the reporter", "no finding"):  # fmt: skip
        assert said in read
    assert ("read", "Press Office, by Chris Lindqvist") in await there.history(case)


async def test_acting_on_what_is_read(there: World) -> None:
    """From the modal that shows it: it shows what was done, and what is asked stands above it."""
    case = await there.file()
    await there.press(there.cards("ana")[0], "read", "ana")
    await there.press(there.modal("ana"), "acknowledge", "ana")
    assert shown(there.modal("ana")).startswith("Noted: you have it.")
    await there.press(there.modal("ana"), "answer", "ana")
    await there.submit("ana", text="Thank you.")
    assert there.slack.views == {}
    assert len((await there.case(case)).messages) == 1


async def test_a_card_works_after_a_restart(
    there: World, slack: FakeSlack, assisting: FakeAssistant, office: FakeOffice, store: MemoryFeedback
) -> None:
    """And after its link has expired: who presses it is known by Slack."""
    case = await there.file()
    office.clock.forward(days=40)
    folder = there.here.folder
    async with running(slack, assisting, office, store, folder, clock=office.clock) as again:
        await world(again).press(there.cards("ana")[0], "acknowledge", "ana")
    assert ("acknowledged", "Ana Torvald") in await there.history(case)
    assert "Who has it: Ana Torvald." in shown(there.cards(CLERKS)[0])


async def test_what_was_done_stands_where_slack_is_away(there: World) -> None:
    """The cards show it once Slack is back."""
    case = await there.file()
    there.slack.fail("chat.update", status=503)
    await there.press(there.cards("ana")[0], "acknowledge", "ana")
    assert ("acknowledged", "Ana Torvald") in await there.history(case)
    assert there.whispers(SLACK.im("ana"), "ana") == []
    await there.here.door.refresh()
    assert "Who has it: Ana Torvald." in shown(there.cards(CLERKS)[0])


async def test_links_that_were_made_void_open_nothing(there: World) -> None:
    """Nor do the buttons of the card."""
    case = await there.file()
    await there.desks.records.revoke(case.id, ANA.key)
    await there.press(there.cards("ana")[0], "acknowledge", "ana")
    assert there.whispers(SLACK.im("ana"), "ana") == [NO_ENTRY]


async def test_an_address_may_name_its_workspace(there: World) -> None:
    """As it must where the app is in many."""
    team = there.here.workspace.team_id
    there.fills(PRESS, replace(ANA, ways=(Way(kind="slack", address=f"{team}/{SLACK.user('ana')}"),)))
    case = await there.file()
    await there.press(there.cards("ana")[0], "acknowledge", "ana")
    assert ("acknowledged", "Ana Torvald") in await there.history(case)


async def test_what_cannot_be_kept_stays_in_its_field(there: World) -> None:
    """A long message to a reporter is not typed twice."""
    await there.file()
    await there.press(there.cards("ana")[0], "answer", "ana")
    (there.here.folder / "keys.json").unlink()
    answer = await there.submit("ana", text="We look into it.")
    assert "could not be kept" in answer.body["errors"]["text"]


async def test_where_cases_cannot_be_opened_it_is_said(there: World, here: Running) -> None:
    """A sentence, and what an administrator has to see to."""
    await there.file()
    here.office.failing = ValueError("the keys are gone")
    await there.press(there.cards("ana")[0], "acknowledge", "ana")
    (told,) = there.whispers(SLACK.im("ana"), "ana")
    assert "Tell your administrator: incident" in told


def _option(there: World, name: str, outcome: str) -> str:
    """Return by what an outcome is chosen in the modal that somebody has open."""
    options = there.modal(name).block("outcome")["element"]["options"]
    (found,) = [str(one["value"]) for one in options if one["text"]["text"] == outcome]
    return found
