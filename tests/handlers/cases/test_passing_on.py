"""A recipient passes a case on: to nobody who must not see it, nor where others read what is private."""

import threading
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from handlers.cases import acting
from handlers.cases.case import Case
from handlers.cases.kept_out import kept_out
from handlers.cases.links import Claim
from handlers.cases.people import ALTERNATE, INTAKE, Involved, Person
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.recipients import Answers
from handlers.cases.store import Change
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON, a_case, assigned, channel, mail, person, reporter
from tests.handlers.cases.fakes import FakeStaff, FakeStore, Office, office, staffed
from tests.handlers.cases.filings import enter, file

FRONT, OTHER = person("Hana Yamamoto", INTAKE), person("Jun Takahashi", ALTERNATE)
MISO = person("Dina Vuković", "miso", person("Emil Sørby", "miso"))
LOUD = person("Farah Qureshi", "public_affairs", ways=(channel(),))
DAY = timedelta(days=1)


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with an intake, an independent one, a security officer, and a press office that reads in a channel."""
    return office(library, reports, staffed(FRONT, OTHER, MISO, LOUD), outcomes=("settled",), decisions=("fine", "no"))


async def opened(
    here: Office, type_: str = "harassment", answers: Answers | None = None, **changes: object
) -> tuple[RecipientDesk, Claim, Case]:
    """Return a desk at which the intake has opened a new case."""
    case = (await file(here, type_, answers, **changes)).case
    claim = await enter(here, FRONT.key)
    here.store.sent()
    return RecipientDesk(here.work), claim, case


def names(people: tuple[Person, ...]) -> list[str]:
    """Return their names."""
    return [one.name for one in people]


async def test_a_case_is_passed_on_to_a_colleague_who_is_told(here: Office) -> None:
    """Whoever passes it on has it and stays a recipient."""
    desk, claim, filed = await opened(here)
    assert names(desk.colleagues(filed)) == ["Jun Takahashi", "Dina Vuković", "Emil Sørby"]
    case, one = await desk.pass_on(claim, MISO.key)
    assert one.acknowledged_at == NOON
    assert [(a.person.name, a.because, a.step) for a in case.assignments] == [
        ("Hana Yamamoto", "intake", None),
        ("Dina Vuković", "passed_on", None),
    ]
    assert here.store.sent() == [(MISO.key, "case")]
    assert case.next_at == NOON + timedelta(hours=36)
    assert names(desk.colleagues(case)) == ["Jun Takahashi", "Emil Sørby"]
    assert here.store.actions(case.id)[-2:] == [("acknowledged", "recipient"), ("passed_on", "recipient")]


@dataclass(slots=True)
class WatchedStaff(FakeStaff):
    """Notes in which threads everybody was asked for."""

    threads: set[threading.Thread] = field(default_factory=set)

    def everybody(self, organisation: str) -> tuple[Person, ...]:
        """Return all, and note it."""
        self.threads.add(threading.current_thread())
        return FakeStaff.everybody(self, organisation)


async def test_all_names_are_compared_once_and_in_no_transaction(library: Library, reports: Reports) -> None:
    """The store changes the case where the test runs: it must hold up nobody there."""
    staff = WatchedStaff(staffed(FRONT, OTHER, MISO).entries)
    here = office(library, reports, staff)
    desk, claim, _ = await opened(here)
    staff.threads.clear()
    await desk.pass_on(claim, MISO.key)
    assert len(staff.threads) == 1
    assert threading.current_thread() not in staff.threads


@dataclass(slots=True)
class HastyStore(FakeStore):
    """A store in which something happens to a case between a look at it and a change."""

    meanwhile: Case | None = None

    async def change(self, id_: str, change: Change, *, at: datetime) -> Case:
        """Let it happen first."""
        if self.meanwhile:
            self.put(self.meanwhile)
        return await FakeStore.change(self, id_, change, at=at)


@pytest.mark.parametrize(
    "changes", [{"out": kept_out(Involved(names=("Dina Vuković",)), [MISO])}, {"private": True}], ids=["out", "private"]
)
async def test_what_happens_while_names_are_compared_counts(here: Office, changes: dict[str, object]) -> None:
    """They were kept out just then, or can be told only where several read what is private by now."""
    to = MISO if "out" in changes else LOUD
    _, claim, filed = await opened(here, "information_incident")
    case = await here.store.get(filed.id)
    store = HastyStore(meanwhile=replace(case, **changes))  # type: ignore[arg-type]
    store.put(case)
    with pytest.raises(BadRequest, match="choose another"):
        await RecipientDesk(replace(here.work, store=store)).pass_on(claim, to.key)


async def test_nobody_who_must_not_see_it_is_offered_or_taken(here: Office) -> None:
    """Nor their deputies; whoever is refused, it is in the same words as somebody who is not there."""
    answers = Answers(involved=Involved(names=("Dina Vuković",)))
    desk, claim, filed = await opened(here, answers=answers)
    assert names(desk.colleagues(filed)) == ["Jun Takahashi"]
    refusals = set()
    for key in (MISO.key, MISO.deputies[0].key, FRONT.key, LOUD.key, "nobody@gov.example"):
        with pytest.raises(BadRequest) as refusal:
            await desk.pass_on(claim, key)
        refusals.add(str(refusal.value))
    assert len(refusals) == 1
    assert len((await here.store.get(filed.id)).assignments) == 1


def test_a_case_is_not_passed_to_whom_it_is_about_nor_twice() -> None:
    """Whatever list somebody chose from."""
    case = a_case(assigned(FRONT), out=kept_out(Involved(names=("D. Vuković",)), [MISO, *MISO.deputies]))
    again = replace(FRONT, role="executive", ways=(channel(), *FRONT.ways))
    for to in (MISO, MISO.deputies[0], FRONT, again):
        with pytest.raises(BadRequest, match="cannot be passed on to this person"):
            acting.pass_on(case, case.assignments[0], to, NOON)
    assert acting.pass_on(case, case.assignments[0], OTHER, NOON).case.assignments[-1].person == OTHER


async def test_whoever_came_to_the_staff_later_is_kept_out_too(here: Office) -> None:
    """Somebody involved who fills a new role, is reached elsewhere, or has a new deputy."""
    answers = Answers(involved=Involved(names=("Dina Vuković",)))
    desk, claim, filed = await opened(here, answers=answers)
    deputy = person("Gil Roe", "records_officer")
    new = person("Vukovic, Dina", "records_officer", deputy, ways=(mail("d@x.example"),))
    here.staff.entries["bc", None, "records_officer"] = (new,)
    assert names(desk.colleagues(filed)) == ["Jun Takahashi"]
    with pytest.raises(BadRequest):
        await desk.pass_on(claim, "d@x.example")


async def test_what_is_private_is_not_passed_to_where_others_read(here: Office) -> None:
    """What is not private may be."""
    desk, _, filed = await opened(here)
    assert "Farah Qureshi" not in names(desk.colleagues(filed))
    desk, claim, filed = await opened(here, "records")
    assert "Farah Qureshi" in names(desk.colleagues(filed))
    await desk.pass_on(claim, LOUD.key)
    assert here.store.sent() == [(LOUD.key, "case")]


async def test_somebody_who_has_it_under_another_role_is_not_offered(here: Office) -> None:
    """They are one person, however they are reached there."""
    again = replace(FRONT, role="executive", ways=(channel(), *FRONT.ways))
    here.staff.entries["bc", None, "executive"] = (again,)
    desk, _, filed = await opened(here, "records")
    assert "Hana Yamamoto" not in names(desk.colleagues(filed))


async def test_a_reporter_is_no_colleague(here: Office) -> None:
    """Who disclosed something does not decide on it, whoever passes it on."""
    mine = reporter(name="Dina Vuković")
    desk, _, filed = await opened(here, "conflict_of_interest", answers=Answers(reporter=mine.name), reporter=mine)
    assert names(desk.colleagues(filed)) == ["Jun Takahashi"]


async def test_whoever_it_is_passed_on_to_reads_by_whom(here: Office) -> None:
    """By name, unless that one must not see it by now."""
    desk, claim, filed = await opened(here)
    await desk.pass_on(claim, MISO.key)
    assert "Hana Yamamoto passed it on to you." in here.store.outbox[-1].notice.text.splitlines()
    case = await here.store.get(filed.id)
    for gone in (
        replace(case, out=kept_out(Involved(names=("Hana Yamamoto",)), [FRONT])),
        replace(case, assignments=(replace(case.assignments[0], revoked=True), case.assignments[1])),
    ):
        notice = here.work.notice(gone, gone.assignments[1], "case")
        assert notice
        assert "It was passed on to you." in notice.text.splitlines()
        assert "Yamamoto" not in notice.text + notice.subject
