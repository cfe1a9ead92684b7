"""Reports and disclosures in Slack from the first word to the receipt, and what is sent a second time."""

import asyncio
from datetime import timedelta

from bot.slack import ids
from handlers.cases.people import Way
from tests.bot.slack import requests as sent
from tests.bot.slack.reporting import (
    DESCRIBED,
    WORDS,
    chooses,
    form,
    initial,
    names,
    places_of,
    shown,
    submits,
    to_about,
    to_seen,
)
from tests.bot.slack.running import Running, running
from tests.bot.slack.web_api import unescaped_controls
from tests.bot.web.fakes import FakeAssistant
from tests.bot.web.reporting import only_case

FIRST = "If someone may be in danger now, call 911 first."


async def test_a_whole_report(here: Running) -> None:
    """Said, sorted, seen, sent: kept with everything, and its recipients told."""
    await here.commands("/report")
    await submits(here, {"unit/bc": "Parks", **DESCRIBED})
    await chooses(here, "type", "harassment")
    await submits(here, {"f/when": "2026-11-18", "f/when/time": "14:30", "f/evidence": ["message"], "f/again": "once"})
    await submits(here, {"name": "Rae Okoro", "reach": "after six"})
    await submits(here)
    case = only_case(here.office)
    assert (case.kind, case.org, case.unit, case.role, case.type) == ("report", "bc", "Parks", "employee", "harassment")
    assert case.content == {
        "danger": "no", "what": WORDS, "when": "2026-11-18T14:30", "evidence": ("message",), "again": "once",
    }  # fmt: skip
    assert case.reporter is not None
    assert (case.reporter.name, case.reporter.reach) == ("Rae Okoro", "after six")
    place = f"{here.workspace.team_id}/{here.user()}"
    assert (case.reporter.identity, case.reporter.way) == (f"slack:{place}", Way(kind="slack", address=place))
    assert here.office.courier.woken == 1


async def test_whom_to_call_stands_first_in_every_step(here: Running) -> None:
    """And who collects what, before anybody has written a word."""
    await here.commands("/report")
    steps = [shown(here)]
    for values in (DESCRIBED, {"type": "harassment"}, {"name": "Rae Okoro"}, {}):
        await submits(here, values)
        steps.append(shown(here))
    assert all(FIRST in one.splitlines()[2] for one in steps)
    assert len(steps) == 5
    assert "Under what authority: section 26 of the Act." in steps[0]


async def test_the_receipt_says_what_comes_next(here: Running) -> None:
    """In the modal with the code, and in a message without it: the code opens the case to anybody."""
    await to_seen(here)
    await submits(here)
    case, said = only_case(here.office), shown(here)
    (message,) = here.messages()
    told = "\n".join(here.slack.texts_of(message.blocks))
    code = said.split("*Your code*\n")[1].splitlines()[0]
    assert await here.office.store.by_receipt(code) == case
    for text in (said, told, message.text):
        assert case.number in text
        assert "by then somebody is to say that they have it" in text
        assert "This is no grievance" in text
        assert "In danger: 911" in text
        assert (code in text) == (text == said)
    pressed = [one for block in form(here).blocks for one in block.get("elements", []) if one["type"] == "button"]
    assert [(one["action_id"], one["value"]) for one in pressed] == [(ids.OWN_CASE, case.id)]


async def test_a_whole_disclosure(here: Running) -> None:
    """Its type is known, and it goes to whom its author chooses."""
    await here.commands("/disclose", "I run a bakery that wants a permit from us.")
    await submits(here)
    assert names(form(here))[:2] == ["f/duties", "f/aware_since"]
    assert "within 30 days" in shown(here)
    await submits(here, {"f/duties": "Permits.", "f/aware_since": "2026-11-01"})
    sam = places_of(form(here), "choice/0")["Sam Visor (Your supervisor)"]
    await chooses(here, "choice/0", sam, {"name": "Rae Okoro"})
    await submits(here)
    assert "Sam Visor (Your supervisor): is sent its number" in shown(here)
    await submits(here)
    case = only_case(here.office)
    assert (case.kind, case.type, case.state) == ("disclosure", "conflict_of_interest", "disclosed")
    assert case.content["interest"] == "I run a bakery that wants a permit from us."
    assert [one.person.name for one in case.assignments] == ["Sam Visor"]


async def test_a_report_of_ones_own_interest_goes_on_as_a_disclosure(here: Running) -> None:
    """What was written answers its first question, and can be changed there."""
    await to_about(here, "My sister owns the bakery that we inspect.")
    await chooses(here, "type", "conflict_of_interest")
    assert "f/when" not in names(form(here))
    assert form(here).view["submit"]["text"] == "Go on to the disclosure"
    await submits(here)
    assert "is disclosed, not reported" in shown(here)
    assert initial(form(here), "f/interest") == "My sister owns the bakery that we inspect."
    await submits(here)
    await submits(here, {"f/duties": "Inspections.", "f/aware_since": "2026-11-01"})
    await submits(here, {"name": "Rae Okoro", "choice/0": "nobody"})
    await submits(here)
    assert only_case(here.office).kind == "disclosure"


async def test_what_people_write_notifies_nobody(here: Running) -> None:
    """Wherever it is shown: in the modal, in the message, to those who receive it."""
    evil = "My diagnosis <!channel> <@U0ANA000000> *bold* <https://evil.example|here>"
    await to_about(here, evil)
    await chooses(here, "type", "harassment")
    await submits(here, {"f/where": evil})
    await submits(here, {"name": evil, "reach": evil, "others": f"{evil}\nKim Lee"})
    assert evil in shown(here)
    assert [*unescaped_controls(form(here).view)] == []
    await submits(here)
    (message,) = here.messages()
    told = {"text": message.text, "blocks": message.blocks}
    assert [*unescaped_controls(told), *unescaped_controls(form(here).view)] == []
    assert only_case(here.office).content["what"] == evil


async def test_sent_twice_it_is_one_case(here: Running) -> None:
    """At once or one after the other: the same number and the same code; one message."""
    await to_seen(here)
    press = sent.view_submission(here.workspace, here.user(), form(here))
    await asyncio.gather(here.send(press), here.send(press))
    first = shown(here)
    answer = await here.send(press)
    case = only_case(here.office)
    assert case.number in first
    assert "had arrived before" in shown(here)
    assert first.split("*Your code*")[1].splitlines()[1] in str(answer.body)
    assert len(here.messages()) == 1


async def test_sent_twice_across_a_restart_it_is_one_case(here: Running, assisting: FakeAssistant) -> None:
    """Another process knows the dialog and what was shown."""
    await to_seen(here)
    press = sent.view_submission(here.workspace, here.user(), form(here))
    clock = here.office.clock
    async with running(here.slack, assisting, here.office, here.feedback, here.folder, clock=clock) as other:
        await other.send(press)
        case = only_case(here.office)
        assert case.number in shown(here)
    await here.send(press)
    assert only_case(here.office) == case
    assert case.number in shown(here)


async def test_a_step_can_be_sent_after_a_restart(here: Running, assisting: FakeAssistant) -> None:
    """Nothing of what was filled in is in a process alone."""
    await to_about(here)
    clock = here.office.clock
    async with running(here.slack, assisting, here.office, here.feedback, here.folder, clock=clock) as other:
        await chooses(other, "type", "harassment")
        await submits(other, {"f/where": "In the kitchen"})
    await submits(here, {"name": "Rae Okoro"})
    await submits(here)
    case = only_case(here.office)
    assert (case.content["what"], case.content["where"]) == (WORDS, "In the kitchen")


async def test_what_was_filled_in_is_not_kept_once_it_is_sent(here: Running) -> None:
    """The case has it; a second press still gets its answer, and a day later nothing is left."""
    await to_seen(here)
    press = sent.view_submission(here.workspace, here.user(), form(here))
    await here.send(press)
    notes = await here.notes.of_owner("slack report", f"slack:T024BE7LD01/{here.user()}", at=here.office.clock())
    assert WORDS not in str([one.text for one in notes])
    here.office.clock.forward(hours=25)
    await here.send(press)
    assert "not kept any more" in shown(here)
    assert only_case(here.office).filed_at < here.office.clock() - timedelta(hours=24)
