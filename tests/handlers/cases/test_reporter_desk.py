"""What a reporter does: file, and follow up."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.cases.case import Case
from handlers.cases.filing import OTHER_WAYS, filed
from handlers.cases.kept_out import is_out
from handlers.cases.people import ALTERNATE, INTAKE, URGENT, Involved
from handlers.cases.recipients import Answers, Chosen, Left
from handlers.cases.reporter_desk import ReporterDesk
from handlers.cases.store import Gone, NotKept
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.fakes import card
from tests.handlers.cases.builders import NOON, channel, person, reporter
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import BC_TIME, CARDS, CONTENT, WORDS, enter, file, filing

ADA = person("Ada Nygaard", "supervisor", person("Ben Castellano", "supervisor"))
FRONT, OTHER = person("Hana Yamamoto", INTAKE), person("Jun Takahashi", ALTERNATE)
MISO = person("Dina Vuković", "miso")
ASKED = Answers(chosen={0: Chosen(contact="supervisor", person=ADA)})
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with a supervisor, a security officer and two intakes."""
    return office(library, reports, staffed(ADA, FRONT, OTHER, MISO))


async def test_what_is_filed_is_kept_and_its_recipients_are_told(here: Office) -> None:
    """In one step; the first entry of its history says that it was received."""
    done = await file(here)
    case = done.case
    assert await here.store.get(case.id) == case
    assert (case.state, case.filed_at, case.type, case.content["what"]) == ("received", NOON, "harassment", WORDS)
    assert [(one.person.name, one.because) for one in case.assignments] == [("Hana Yamamoto", "intake")]
    assert here.store.actions(case.id) == [("received", "reporter")]
    assert here.store.sent() == [(FRONT.key, "case")]
    assert case.next_at == NOON + 36 * HOUR
    assert case.number.startswith("C-")


async def test_a_receipt_opens_the_case_however_it_is_typed(here: Office) -> None:
    """And no other; a number is no receipt."""
    done, other = await file(here), await file(here)
    desk = ReporterDesk(here.work)
    assert done.receipt
    assert other.receipt != done.receipt
    for typed in (done.receipt, done.receipt.lower(), done.receipt.replace("-", " "), f" {done.receipt} "):
        assert await desk.by_receipt(typed) == done.case
    for wrong in (done.receipt[:-1], done.case.number, ""):
        assert await desk.by_receipt(wrong) is None


async def test_one_press_of_the_button_files_once(here: Office) -> None:
    """However often it arrives, at the same time too; the receipt is the same, in case an answer was lost."""
    desk, one = ReporterDesk(here.work), filing(here)
    found = await asyncio.gather(*(desk.file(one, submission="press") for _ in range(5)))
    assert len({done.case.id for done in found}) == 1
    (receipt,) = {done.receipt for done in found}
    assert sorted(done.again for done in found) == [False, True, True, True, True]
    assert await desk.by_receipt(receipt) == found[0].case
    assert here.store.sent() == [(FRONT.key, "case")]
    assert here.store.actions(found[0].case.id) == [("received", "reporter")]
    second = await desk.file(one, submission="another press")
    assert not second.again
    assert second.case.id != found[0].case.id


async def test_what_cannot_be_kept_is_not_said_to_be(here: Office) -> None:
    """Nothing is sent, and the same press of the button works once it can."""
    here.store.broken = True
    desk, one = ReporterDesk(here.work), filing(here)
    with pytest.raises(NotKept):
        await desk.file(one, submission="press")
    assert here.store.outbox == []
    here.store.broken = False
    done = await desk.file(one, submission="press")
    assert not done.again
    assert here.store.sent() == [(FRONT.key, "case")]


async def test_whoever_is_involved_is_kept_out_of_what_is_filed(here: Office) -> None:
    """The case remembers them; they are told nothing, nor are their deputies."""
    done = await file(here, "information_incident", Answers(involved=Involved(names=("Vuković",))), role="supervisor")
    assert [one.person.name for one in done.case.assignments] == ["Hana Yamamoto"]
    assert is_out(MISO, done.case.out)
    assert here.store.sent() == [(FRONT.key, "case")]


async def test_where_nobody_is_left_nothing_is_sent_and_the_reporter_told_whom_to_call(here: Office) -> None:
    """With the number, where the texts give one; nothing is kept."""
    nobody = Answers(involved=Involved(roles=(INTAKE, ALTERNATE)))
    with pytest.raises(BadRequest, match=r"nothing was sent or kept\. .*MyHR \(1 877 277-0772\)"):
        await file(here, "harassment", nobody)
    with pytest.raises(BadRequest, match="call somebody whom you trust"):
        await file(here, "respectful_workplace", nobody)
    assert here.store.outbox == []
    assert await here.store.summaries() == []


async def test_a_plan_for_another_case_is_a_fault_and_keeps_nothing(here: Office) -> None:
    """It would tell somebody who must not see the case, or a channel of a report without a name."""
    fits = filing(here, "information_incident", role="supervisor")
    other = filing(here, "harassment", Answers(involved=Involved(names=("Dina Vuković",))))
    wrong = replace(fits, plan=replace(fits.plan, out=other.plan.out))
    with pytest.raises(ValueError, match="cannot be told of this case"):
        await ReporterDesk(here.work).file(wrong, submission="press")
    here.staff.entries["bc", None, "miso"] = (replace(MISO, ways=(channel(),)),)
    named = filing(here, "information_incident", role="supervisor")
    with pytest.raises(ValueError, match="cannot be told of this case"):
        await ReporterDesk(here.work).file(replace(named, reporter=None), submission="press")
    assert await here.store.summaries() == []


async def test_an_anonymous_case_holds_nobody(here: Office) -> None:
    """Neither in it nor in its history."""
    done = await file(here, reporter=None)
    entries = [one async for one in here.store.history(done.case.id)]
    assert done.case.anonymous
    assert [(one.actor, one.who) for one in entries] == [("reporter", None)]
    await ReporterDesk(here.work).add(done.case.id, "It happened again.")
    entries = [one async for one in here.store.history(done.case.id)]
    assert [one.who for one in entries] == [None, None]


async def test_danger_comes_first(here: Office) -> None:
    """Whatever the type, and in what is sent later too."""
    done = await file(here, danger=True, content={**CONTENT["report"], "danger": "yes"})
    assert [one.notice.urgency for one in here.store.outbox] == [0]
    await ReporterDesk(here.work).add(done.case.id, "He is back.")
    assert [one.notice.urgency for one in here.store.outbox] == [0, 0]
    here.staff.entries["bc", None, URGENT] = (MISO,)
    unsaid = await file(here, danger=True)
    await ReporterDesk(here.work).add(unsaid.case.id, "Somebody told them so.")
    assert [one.notice.urgency for one in here.store.outbox[2:]] == [0] * 4
    here.store.sent()
    calm = await file(here)
    await ReporterDesk(here.work).add(calm.case.id, "He is gone.")
    assert [one.notice.urgency for one in here.store.outbox] == [2, 2]


# --- what is left to the reporter


def duties(case: Case) -> list[tuple[str, datetime | None, bool]]:
    """Return what is left, until when, and whether it was late from the beginning."""
    return [(one.id, one.due, one.late_at is not None) for one in case.duties]


async def test_what_the_report_does_not_do_is_left_to_the_reporter(here: Office) -> None:
    """What is due at once first, then by its time limit, which counts from the incident."""
    content = {**CONTENT["report"], "when": "2026-11-20T03:00"}
    done = await file(here, "information_incident", content=content)
    assert duties(done.case) == [
        ("supervisor", None, False),
        ("service_desk", None, False),
        ("gilr", datetime(2026, 11, 21, 3, tzinfo=BC_TIME), False),
        ("other_ways", None, False),
    ]
    texts = [one.text for one in done.case.duties]
    assert texts[0] == "Nobody has told your supervisor or your manager of this: immediately, to report it."
    assert texts[1] == "Service Desk (250 387-7000; select Option 3): immediately, to notify it."
    assert texts[3] == OTHER_WAYS.text


async def test_nobody_is_late_who_may_be_in_time(here: Office) -> None:
    """The day alone, where it was yesterday in British Columbia: some of its hours lie less than a day back."""
    content = {**CONTENT["report"], "when": "2026-11-19"}
    done = await file(here, "information_incident", ASKED, content=content)
    (gilr,) = (one for one in done.case.duties if one.id == "gilr")
    day = datetime(2026, 11, 19, tzinfo=BC_TIME).astimezone(UTC)
    assert (gilr.due, gilr.late_from, gilr.late_at) == (day + DAY, day + 2 * DAY, None)
    assert day + DAY < NOON < day + 2 * DAY


async def test_an_incident_counts_from_when_it_was_noticed_where_nobody_saw_it_happen(here: Office) -> None:
    """And from when it happened, where that is known."""
    noticed = {**CONTENT["report"], "noticed": "2026-11-20T03:00"}
    for content, hour in ((noticed, 3), ({**noticed, "when": "2026-11-20T02:00"}, 2)):
        done = await file(here, "information_incident", content=content)
        (gilr,) = (one for one in done.case.duties if one.id == "gilr")
        assert gilr.due == datetime(2026, 11, 21, hour, tzinfo=BC_TIME)


async def test_whoever_gets_it_is_to_be_spoken_with_all_the_same(here: Office) -> None:
    """The talk that the text asks for is not the case that they are sent."""
    done = await file(here, "information_incident", ASKED)
    texts = [one.text for one in done.case.duties]
    assert texts[0] == "Ada Nygaard gets what you wrote. Speak with them too: immediately, to report it."
    standing_in = (person("Ben Cole", "supervisor"), person("Cy Roe", "supervisor"))
    deputies = replace(ADA, ways=(channel(),), deputies=standing_in)
    instead = Answers(chosen={0: Chosen(contact="supervisor", person=deputies)})
    here.staff.entries["bc", None, "supervisor"] = (deputies,)
    done = await file(here, "conduct_concern", instead)
    assert done.case.duties[0].text == (
        "Ben Cole and Cy Roe get what you wrote. Speak with them too: immediately, to report it."
    )


async def test_a_step_that_reaches_nobody_is_said_to(here: Office) -> None:
    """With how they are reached, where that is known."""
    here.staff.entries["bc", None, "miso"] = ()
    cards = {**CARDS, "miso": card(id="miso", name="Security Officer", phone="555-0100", why="for advice")}
    done = await file(here, "information_incident", ASKED, role="supervisor", cards=cards)
    (miso,) = (one for one in done.case.duties if one.id == "miso")
    assert miso.text == "Nobody has told Security Officer (555-0100) of this: for advice."
    case = await ReporterDesk(here.work).tick_off(done.case.id, "miso")
    assert [one.id for one in case.duties if one.done_at] == ["miso"]


async def test_in_danger_the_call_comes_before_all_else(here: Office) -> None:
    """Nobody makes it for them; the number is their organisation's."""
    done = await file(here, "information_incident", danger=True, number="7-911")
    assert done.case.duties[0].text == (
        "Nobody has called 7-911 for you, and nobody reads this at once. If somebody may be in danger, call now."
    )
    cards = {"emergency_911": card(id="emergency_911", name="911", phone="911", kind="referral", deadline="immediate")}
    done = await file(here, "emergency", danger=True, number="7-911", cards=cards)
    assert [one.id for one in done.case.duties] == ["call", "emergency_911", "other_ways"]
    assert done.case.duties[1].text == "Call 7-911 now, if you have not."


async def test_what_is_to_be_told_at_once_is_marked(here: Office) -> None:
    """By the first step of its route."""
    assert (await file(here, "information_incident", ASKED)).case.at_once
    assert not (await file(here)).case.at_once


async def test_a_late_report_is_taken_all_the_same(here: Office) -> None:
    """What was due before is late from the beginning, and nobody is told so once more."""
    content = {**CONTENT["report"], "when": "2026-11-01"}
    done = await file(here, "information_incident", ASKED, content=content)
    day_later = datetime(2026, 11, 1, tzinfo=BC_TIME).astimezone(UTC) + DAY
    assert duties(done.case)[0] == ("gilr", day_later, True)
    assert done.case.next_at == NOON + 3 * HOUR
    assert here.store.sent() == [(ADA.key, "case")]


async def test_the_thirty_days_count_from_awareness_and_in_bc_alone(here: Office) -> None:
    """Elsewhere the talk has no time limit."""
    done = await file(here, "conflict_of_interest", ASKED)
    assert (done.case.kind, done.case.state) == ("disclosure", "disclosed")
    assert duties(done.case)[0] == ("supervisor", datetime(2026, 12, 10, 23, 59, 59, tzinfo=BC_TIME), False)
    here.staff.entries["ns", None, INTAKE] = (FRONT,)
    elsewhere = await file(here, "conflict_of_interest", org="ns")
    assert [due for _, due, _ in duties(elsewhere.case)] == [None, None]


async def test_the_same_contact_in_two_steps_is_two_duties(here: Office) -> None:
    """Each can be ticked off."""
    one = filing(here, "conduct_concern")
    twice = replace(
        one,
        route=replace(one.route, steps=one.route.steps * 2),
        plan=replace(one.plan, duties=tuple(Left(step=step, contacts=("supervisor",), told=()) for step in (0, 1))),
    )
    work = here.work
    rules = here.practice.here
    case = filed(twice, at=NOON, rules=rules, links=work.links, naming=work.naming, staff=here.staff).case
    assert [duty.id for duty in case.duties] == ["supervisor", "supervisor-1", "other_ways"]


async def test_what_is_done_is_ticked_off_once(here: Office) -> None:
    """And is waited for no more; something else cannot be."""
    desk, done = ReporterDesk(here.work), await file(here, "information_incident", ASKED)
    here.store.put(replace(done.case, state="in_progress"))
    here.clock.forward(hours=1)
    case = await desk.tick_off(done.case.id, "gilr")
    assert next(one.done_at for one in case.duties if one.id == "gilr") == NOON + HOUR
    assert case.next_at is None
    here.clock.forward(hours=1)
    assert await desk.tick_off(done.case.id, "gilr") == case
    assert here.store.actions(case.id) == [("received", "reporter"), ("ticked_off", "reporter")]
    with pytest.raises(BadRequest, match="nothing of this name"):
        await desk.tick_off(done.case.id, "ombudsperson")


# --- following up


async def test_what_is_added_is_brought_to_all_recipients(here: Office) -> None:
    """Also after the case has ended; control characters are not kept."""
    done = await file(here, "information_incident", ASKED, role="supervisor")
    assert here.store.sent() == [(ADA.key, "case"), (MISO.key, "case")]
    case = await ReporterDesk(here.work).add(done.case.id, " It was Monday.\x00\n ")
    assert [(one.author, one.name, one.text) for one in case.messages] == [("reporter", "Rae Okoro", "It was Monday.")]
    assert here.store.sent() == [(ADA.key, "message"), (MISO.key, "message")]
    ended = here.store.put(replace(case, state="closed", ended_at=NOON))
    assert len((await ReporterDesk(here.work).add(ended.id, "And Tuesday.")).messages) == 2
    assert here.store.sent() == [(ADA.key, "message"), (MISO.key, "message")]


@pytest.mark.parametrize(("text", "problem"), [(" \x00\n", "nothing in this message"), ("x" * 10_001, "10,000")])
async def test_a_message_that_cannot_be_taken(here: Office, text: str, problem: str) -> None:
    """Nothing is kept of it."""
    done = await file(here)
    with pytest.raises(BadRequest, match=problem):
        await ReporterDesk(here.work).add(done.case.id, text)
    assert await here.store.get(done.case.id) == done.case


async def test_reporters_who_are_signed_in_see_their_own_cases(here: Office) -> None:
    """The newest first, and nobody else's."""
    first = await file(here)
    here.clock.forward(days=1)
    second = await file(here)
    await file(here, reporter=reporter(identity="web:zed"))
    await file(here, reporter=None)
    desk = ReporterDesk(here.work)
    assert [one.id for one in await desk.of_reporter("web:rae")] == [second.case.id, first.case.id]
    assert await desk.of_reporter("web:nobody") == []


async def test_a_decision_is_accepted_once(here: Office) -> None:
    """And not before there is one."""
    desk, done = ReporterDesk(here.work), await file(here, "conflict_of_interest", ASKED)
    with pytest.raises(BadRequest, match="no decision"):
        await desk.accept(done.case.id)
    here.store.put(replace(done.case, state="decided", outcome="no conflict", review_at=NOON + DAY))
    case = await desk.accept(done.case.id)
    assert case.state == "acknowledged_by_employee"
    assert case.next_at == NOON + DAY
    assert await desk.accept(done.case.id) == case
    assert here.store.actions(case.id).count(("accepted", "reporter")) == 1


async def test_a_case_that_is_gone_is_gone(here: Office) -> None:
    """Whatever its reporter does."""
    desk = ReporterDesk(here.work)
    with pytest.raises(Gone):
        await desk.add("no such case", "Hello?")
    with pytest.raises(Gone):
        await desk.accept("no such case")


async def test_two_things_at_once_are_both_kept(here: Office) -> None:
    """The second sees what the first has done."""
    done = await file(here)
    desk, claim = ReporterDesk(here.work), await enter(here, FRONT.key)
    assert claim.case == done.case.id
    await asyncio.gather(*(desk.add(done.case.id, f"{number}") for number in range(8)))
    case = await here.store.get(done.case.id)
    assert sorted(one.text for one in case.messages) == [f"{number}" for number in range(8)]


async def test_nothing_of_a_filing_reaches_a_log(here: Office) -> None:
    """Neither what was written, nor by whom, nor the receipt."""
    one, done = filing(here), await file(here)
    shown = repr((one, done))
    assert done.receipt
    assert not any(word in shown for word in (WORDS, "Rae", "rae", "Hana", done.receipt))
