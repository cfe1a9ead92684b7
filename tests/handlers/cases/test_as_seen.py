"""Acting on a case as it was seen: nobody decides over what they do not know of."""

import asyncio
from dataclasses import replace

import pytest

from handlers.cases.as_seen import Moved, as_seen, stamp
from handlers.cases.case import Message
from handlers.cases.links import Claim
from handlers.cases.people import INTAKE
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.reporter_desk import ReporterDesk
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON, a_case, assigned, person
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import enter, file

FRONT, MISO = person("Hana Yamamoto", INTAKE), person("Dina Vuković", "miso")
ADA = assigned(person("Ada Nygaard", "supervisor"))


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with an intake and a security officer."""
    return office(library, reports, staffed(FRONT, MISO), outcomes=("settled", "dropped"))


async def opened(here: Office) -> tuple[Claim, str]:
    """Return what the intake acts with in a new case, and its stamp as they saw it."""
    await file(here)
    claim = await enter(here, FRONT.key)
    return claim, stamp(await here.store.get(claim.case))


def desk(here: Office, seen: str, submission: str | None = None) -> RecipientDesk:
    """Return a desk at which a case is changed as it was seen alone."""
    return RecipientDesk(as_seen(here.work, seen, submission))


async def test_a_case_is_changed_as_it_was_seen(here: Office) -> None:
    """Nothing happened in between."""
    claim, seen = await opened(here)
    case, _ = await desk(here, seen).close(claim, "settled", "We talked.")
    assert case.outcome == "settled"
    assert stamp(case) != seen


async def test_a_case_that_moved_is_not_changed(here: Office) -> None:
    """The reporter added something that nobody has read yet."""
    claim, seen = await opened(here)
    before = await ReporterDesk(here.work).add(claim.case, "There is more.")
    with pytest.raises(Moved):
        await desk(here, seen).close(claim, "dropped", "")
    assert await here.store.get(claim.case) == before
    assert (await desk(here, stamp(before)).close(claim, "dropped", ""))[0].outcome == "dropped"


async def test_of_two_who_act_at_once_the_second_is_told(here: Office) -> None:
    """The check is part of the change."""
    claim, seen = await opened(here)
    closing = (desk(here, seen).close(claim, outcome, "") for outcome in ("settled", "dropped"))
    found = await asyncio.gather(*closing, return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["Moved", "tuple"]
    assert [action for action, _ in here.store.actions(claim.case)].count("closed") == 1


async def test_what_the_same_press_has_said_is_no_news(here: Office) -> None:
    """It is taken a second time, and said once; another press is told."""
    claim, seen = await opened(here)
    for _ in range(2):
        case, _ = await desk(here, seen, "press").answer(claim, "When was that?", submission="press")
    assert [one.text for one in case.messages] == ["When was that?"]
    with pytest.raises(Moved):
        await desk(here, seen, "another").answer(claim, "When was that?", submission="another")


def test_a_stamp_changes_with_what_a_recipient_should_know() -> None:
    """A state that reads otherwise, a decision, a message, another recipient."""
    case = a_case(ADA, state="acknowledged")
    said = Message(at=NOON, author="reporter", name=None, text="More.")
    changed = [
        replace(case, state="in_progress"),
        replace(case, outcome="settled"),
        replace(case, messages=(said,)),
        replace(case, assignments=(ADA, assigned(MISO))),
    ]
    assert len({stamp(one) for one in (case, *changed)}) == 5


def test_a_stamp_stays_while_a_recipient_learns_nothing_new() -> None:
    """A delivery, a legal hold."""
    case = a_case(ADA, state="received")
    same = [
        replace(case, state="delivered"),
        replace(case, on_hold=True),
        replace(case, assignments=(replace(ADA, delivered_at=NOON),)),
    ]
    assert {stamp(one) for one in same} == {stamp(case)}
