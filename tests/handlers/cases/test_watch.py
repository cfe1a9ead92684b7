"""What the passing of time and the success of deliveries do, by way of the store."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from handlers.cases.case import Case, State
from handlers.cases.events import NoticeKind
from handlers.cases.people import ALTERNATE, INTAKE, Involved
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.recipients import Answers, Chosen
from handlers.cases.records_desk import RecordsDesk
from handlers.cases.reporter_desk import ReporterDesk
from handlers.cases.store import Change, Gone
from handlers.cases.watch import Watch
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON, channel, person
from tests.handlers.cases.fakes import FakeStore, Office, office, staffed
from tests.handlers.cases.filings import CONTENT, code, enter, file, token

BEN = person("Ben Castellano", "supervisor")
ADA = person("Ada Nygaard", "supervisor", BEN)
MANAGER = person("Gus Lindqvist", "manager")
EMIL = person("Emil Sørby", "miso")
MISO = person("Dina Vuković", "miso", EMIL)
FRONT, OTHER = person("Hana Yamamoto", INTAKE), person("Jun Takahashi", ALTERNATE)
ASKED = Answers(chosen={0: Chosen(contact="supervisor", person=ADA)})
DAY = timedelta(days=1)


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office in which two days are left to say that somebody has a case."""
    staff, time = staffed(ADA, MANAGER, MISO, FRONT, OTHER), 2 * DAY
    return office(library, reports, staff, acknowledge_within=time, acknowledge_at_once_within=time)


def names(case: Case) -> list[tuple[str, str]]:
    """Return who received a case, and why."""
    return [(one.person.name, one.because) for one in case.assignments]


async def days(here: Office, count: int) -> None:
    """Let days pass, looking after the cases four times a day."""
    for _ in range(4 * count):
        here.clock.forward(hours=6)
        await Watch(here.work).look_after()


async def test_a_report_that_nobody_takes_goes_on_to_the_next(here: Office) -> None:
    """The deputy, the next in the route, the intake, the independent one; never the manager, whom nobody chose."""
    filed = (await file(here, "information_incident", ASKED, role="supervisor")).case
    claim = await enter(here, MISO.key)
    await RecipientDesk(here.work).acknowledge(claim)
    await days(here, 12)
    case = await here.store.get(filed.id)
    assert names(case) == [
        ("Ada Nygaard", "route"),
        ("Dina Vuković", "route"),
        ("Ben Castellano", "escalated"),
        ("Hana Yamamoto", "escalated"),
        ("Jun Takahashi", "escalated"),
    ]
    assert [one.at for one in case.assignments[2:]] == [NOON + 2 * DAY, NOON + 4 * DAY, NOON + 6 * DAY]
    assert case.next_at is None
    assert not case.nobody_left
    assert here.store.actions(case.id).count(("escalated", "assistant")) == 3


async def test_what_is_to_be_told_at_once_goes_on_within_hours(library: Library, reports: Reports) -> None:
    """What is not, waits for days."""
    here = office(library, reports, staffed(ADA, FRONT))
    at_once = (await file(here, "information_incident", ASKED)).case
    other = (await file(here, "conduct_concern", ASKED)).case
    here.clock.forward(hours=4)
    await Watch(here.work).look_after()
    assert names(await here.store.get(at_once.id)) == [("Ada Nygaard", "route"), ("Ben Castellano", "escalated")]
    assert names(await here.store.get(other.id)) == [("Ada Nygaard", "route")]


async def test_whoever_is_involved_is_passed_over_silently(here: Office) -> None:
    """In the route, among the deputies and at the intake; when nobody is left the reporter is told, once."""
    who = Involved(names=("Vuković", "Ben Castellano", "Hana Yamamoto"))
    filed = (await file(here, "information_incident", replace(ASKED, involved=who), role="supervisor")).case
    await days(here, 9)
    case = await here.store.get(filed.id)
    assert names(case) == [("Ada Nygaard", "route"), ("Jun Takahashi", "intake")]
    assert case.nobody_left
    told = {one.notice.to for one in here.store.outbox}
    assert told == {ADA.key, OTHER.key, None}
    late = [details async for details in history(here, case.id, "late")]
    assert late.count("nobody else is left to tell") == 2


async def history(here: Office, id_: str, action: str) -> AsyncIterator[str | None]:
    """Yield the details of what happened to a case."""
    async for one in here.store.history(id_):
        if one.action == action:
            yield one.details


async def test_whoever_joins_the_staff_is_kept_out_where_they_are_involved(here: Office) -> None:
    """Somebody named then, who has come to the intake since."""
    filed = (await file(here, "conduct_concern", replace(ASKED, involved=Involved(names=("Zoe Ek",))))).case
    here.staff.entries["bc", None, INTAKE] = (person("Zoë Ek", INTAKE, person("Kit Lam", INTAKE)),)
    await days(here, 5)
    assert names(await here.store.get(filed.id)) == [
        ("Ada Nygaard", "route"),
        ("Ben Castellano", "escalated"),
        ("Jun Takahashi", "escalated"),
    ]


async def test_what_is_private_is_not_told_where_others_read(here: Office) -> None:
    """Whoever has only such a way is passed over; their deputy stands in."""
    loud = replace(FRONT, ways=(channel(),), deputies=(person("Ivo Petrov", INTAKE),))
    here.staff.entries["bc", None, INTAKE] = (loud,)
    filed = (await file(here, "conduct_concern", ASKED)).case
    await days(here, 5)
    assert names(await here.store.get(filed.id))[-1] == ("Ivo Petrov", "escalated")
    assert not any(one.notice.way.shared for one in here.store.outbox)


async def test_a_reminder_comes_before_and_stops_when_somebody_has_it(here: Office) -> None:
    """Then nothing more happens."""
    filed = (await file(here)).case
    here.store.sent()
    await days(here, 1)
    assert here.store.sent() == []
    here.clock.forward(hours=12)
    assert await Watch(here.work).look_after() == 1
    assert here.store.sent() == [(FRONT.key, "reminder")]
    claim = here.work.links.claim(here.work.links.token(filed.id, FRONT.key, 0, NOON), NOON)
    await RecipientDesk(here.work).acknowledge(claim)
    await days(here, 9)
    assert here.store.sent() == []


async def test_nothing_happens_twice_at_one_time(here: Office) -> None:
    """Two watches, or one that looks again, do what is due once; after that nothing is due."""
    await file(here)
    await file(here, "conduct_concern", ASKED)
    here.store.sent()
    here.clock.forward(days=2)
    assert await Watch(here.work).look_after() == 2
    assert sorted(here.store.sent(), key=str) == [(BEN.key, "case"), (OTHER.key, "case")]
    assert await Watch(here.work).look_after() == 0
    assert here.store.sent() == []


async def test_duties_are_reminded_of_and_then_late(here: Office) -> None:
    """The reporter before, the recipients when it was not ticked off in time."""
    content = {**CONTENT["report"], "when": "2026-11-20T12:00"}
    filed = (await file(here, "information_incident", ASKED, content=content)).case
    claim = await enter(here, ADA.key)
    await RecipientDesk(here.work).acknowledge(claim)
    here.store.sent()
    here.clock.forward(hours=18)
    await Watch(here.work).look_after()
    assert here.store.sent() == [(None, "to_reporter")]
    here.clock.forward(hours=6)
    await Watch(here.work).look_after()
    assert here.store.sent() == [(ADA.key, "late"), (None, "to_reporter")]
    assert (await here.store.get(filed.id)).next_at is None


async def test_duties_that_are_ticked_off_are_nobodys_business(here: Office) -> None:
    """No reminder comes, and nobody is told."""
    filed = (await file(here, "information_incident", ASKED)).case
    await ReporterDesk(here.work).tick_off(filed.id, "gilr")
    claim = await enter(here, ADA.key)
    await RecipientDesk(here.work).acknowledge(claim)
    here.store.sent()
    await days(here, 3)
    assert here.store.sent() == []


async def test_a_decision_is_due_for_another_look(here: Office) -> None:
    """After a year, whoever decided is told, and the employee; deciding again starts the year anew."""
    filed = (await file(here, "conflict_of_interest", ASKED)).case
    desk, claim = RecipientDesk(here.work), await enter(here, ADA.key)
    await ReporterDesk(here.work).tick_off(filed.id, "supervisor")
    await desk.decide(claim, "no conflict", "")
    here.store.sent()
    here.clock.forward(days=365)
    await Watch(here.work).look_after()
    assert (await here.store.get(filed.id)).state == "due_for_review"
    assert here.store.sent() == [(ADA.key, "reminder"), (None, "to_reporter")]
    case, _ = await desk.decide(claim, "no conflict", "")
    assert (case.state, case.next_at) == ("decided", NOON + 730 * DAY)


@dataclass(slots=True)
class BadStore(FakeStore):
    """A store in which one case cannot be read."""

    bad: str = ""
    gone: str = ""

    async def change(self, id_: str, change: Change, *, at: datetime) -> Case:
        """Fail for that one."""
        if id_ == self.bad:
            raise RuntimeError("cannot be opened")
        if id_ == self.gone:
            raise Gone
        return await FakeStore.change(self, id_, change, at=at)


async def test_one_case_that_cannot_be_looked_after_stops_no_other(here: Office) -> None:
    """All others are looked after, and the fault is told; one that was disposed of just now is no fault."""
    first, second, third = [(await file(here)).case for _ in range(3)]
    store = BadStore(bad=first.id, gone=second.id)
    for case in (first, second, third):
        store.put(case)
    here.clock.forward(days=2)
    with pytest.raises(ExceptionGroup) as faults:
        await Watch(replace(here.work, store=store)).look_after()
    assert [str(one) for one in faults.value.exceptions] == ["cannot be opened"]
    assert [one.notice.to for one in store.outbox] == [OTHER.key]


# --- deliveries


async def test_the_first_delivery_counts_once(here: Office) -> None:
    """A service took the notice of the case; those of other kinds, or of nobody, say nothing."""
    filed, watch = (await file(here)).case, Watch(here.work)
    others: list[tuple[str | None, NoticeKind]] = [(FRONT.key, "reminder"), (None, "to_reporter"), ("nobody", "case")]
    for to, kind in others:
        await watch.was_delivered(filed.id, to, kind)
    assert await here.store.get(filed.id) == filed
    here.clock.forward(hours=1)
    for _ in range(2):
        await watch.was_delivered(filed.id, FRONT.key, "case")
    case = await here.store.get(filed.id)
    assert (case.state, case.assignments[0].delivered_at) == ("delivered", here.clock.now)
    assert here.store.actions(case.id).count(("delivered", "assistant")) == 1


@pytest.mark.parametrize("state", ["acknowledged", "in_progress", "closed"])
async def test_a_delivery_takes_nothing_back(here: Office, state: State) -> None:
    """Somebody who was faster than the mail, or a disclosure, stays where it is."""
    filed = (await file(here)).case
    here.store.put(replace(filed, state=state))
    await Watch(here.work).was_delivered(filed.id, FRONT.key, "case")
    assert (await here.store.get(filed.id)).state == state


async def test_a_disclosure_stays_disclosed_when_it_is_delivered(here: Office) -> None:
    """That is its first state."""
    filed = (await file(here, "conflict_of_interest", ASKED)).case
    await Watch(here.work).was_delivered(filed.id, ADA.key, "case")
    assert (await here.store.get(filed.id)).state == "disclosed"


async def test_somebody_else_is_told_where_a_recipient_cannot_be_reached(here: Office) -> None:
    """Once, whatever else cannot be brought to them; their own time does not make it another one."""
    filed, watch = (await file(here, "conduct_concern", ASKED)).case, Watch(here.work)
    here.store.sent()
    await watch.was_not_delivered(filed.id, ADA.key, "case")
    await watch.was_not_delivered(filed.id, ADA.key, "case")
    assert here.store.sent() == [(BEN.key, "case")]
    case = await here.store.get(filed.id)
    assert names(case) == [("Ada Nygaard", "route"), ("Ben Castellano", "escalated")]
    assert here.store.actions(case.id)[1:] == [
        ("delivery_failed", "assistant"),
        ("escalated", "assistant"),
        ("delivery_failed", "assistant"),
    ]
    here.clock.forward(hours=40)
    await Watch(here.work).look_after()
    assert here.store.sent() == [(BEN.key, "reminder")]
    for key, told in ((BEN.key, [(FRONT.key, "case")]), (FRONT.key, [(OTHER.key, "case")]), (ADA.key, [])):
        await watch.was_not_delivered(filed.id, key, "case")
        assert here.store.sent() == told


@pytest.mark.parametrize("kind", ["message", "reminder", "late"])
async def test_nobody_else_is_told_of_what_somebody_has_already(here: Office, kind: NoticeKind) -> None:
    """That there is something new cannot be brought to them: it is noted, and their first notice was enough."""
    filed, watch = (await file(here)).case, Watch(here.work)
    await RecipientDesk(here.work).acknowledge(await enter(here, FRONT.key))
    here.store.sent()
    for each in (kind, "case"):
        await watch.was_not_delivered(filed.id, FRONT.key, each)
    assert here.store.sent() == []
    assert here.store.actions(filed.id)[-2:] == [("delivery_failed", "assistant")] * 2
    assert names(await here.store.get(filed.id)) == [("Hana Yamamoto", "intake")]


async def test_where_others_work_on_it_only_a_first_notice_counts(here: Office) -> None:
    """Whoever has not got the case has not got it; that a later word is not brought hands it to nobody else."""
    filed, watch = (await file(here, "information_incident", ASKED, role="supervisor")).case, Watch(here.work)
    await RecipientDesk(here.work).start(await enter(here, MISO.key))
    here.store.sent()
    await watch.was_not_delivered(filed.id, ADA.key, "message")
    assert here.store.sent() == []
    await watch.was_not_delivered(filed.id, ADA.key, "case")
    assert here.store.sent() == [(BEN.key, "case")]


async def test_a_message_that_is_not_brought_to_somebody_who_is_waited_for_alarms(here: Office) -> None:
    """Perhaps they cannot be reached at all."""
    filed = (await file(here, "conduct_concern", ASKED)).case
    here.store.sent()
    await Watch(here.work).was_not_delivered(filed.id, ADA.key, "message")
    assert here.store.sent() == [(BEN.key, "case")]


async def test_nobody_else_is_told_because_somebody_who_is_out_cannot_be_reached(here: Office) -> None:
    """Their place was taken already."""
    filed = (await file(here, "conduct_concern", ASKED)).case
    await ReporterDesk(here.work).keep_out(filed.id, Involved(names=("Ada Nygaard",)))
    assert (FRONT.key, "case") in here.store.sent()
    await Watch(here.work).was_not_delivered(filed.id, ADA.key, "case")
    await Watch(here.work).was_delivered(filed.id, ADA.key, "case")
    assert here.store.sent() == []
    assert (await here.store.get(filed.id)).state == "received"


async def test_where_nobody_can_be_reached_it_is_noted(here: Office) -> None:
    """And the reporter told that there is something new, once."""
    here.staff.entries.clear()
    here.staff.entries["bc", None, INTAKE] = (FRONT,)
    filed, watch = (await file(here)).case, Watch(here.work)
    here.store.sent()
    await watch.was_not_delivered(filed.id, FRONT.key, "case")
    await watch.was_not_delivered(filed.id, FRONT.key, "case")
    case = await here.store.get(filed.id)
    assert case.nobody_left
    assert case.next_at is None
    assert here.store.sent() == [(None, "to_reporter")]
    actions = [action for action, _ in here.store.actions(case.id)]
    assert actions == ["received", "delivery_failed", "late", "delivery_failed"]


async def test_a_failed_delivery_to_nobody_we_know_changes_nothing(here: Office) -> None:
    """A notice to the reporter, or to somebody who is no recipient."""
    filed, watch = (await file(here)).case, Watch(here.work)
    for to in (None, "nobody@gov.example"):
        await watch.was_not_delivered(filed.id, to, "case")
    assert await here.store.get(filed.id) == filed


async def test_nobody_else_is_told_of_what_has_ended(here: Office) -> None:
    """It is only noted that a last word could not be brought."""
    filed = (await file(here)).case
    here.store.put(replace(filed, state="closed", ended_at=NOON))
    here.store.sent()
    await Watch(here.work).was_not_delivered(filed.id, FRONT.key, "case")
    assert here.store.sent() == []
    assert here.store.actions(filed.id)[-1] == ("delivery_failed", "assistant")


async def test_whoever_must_not_see_it_is_not_told_because_a_delivery_failed(here: Office) -> None:
    """The deputy is involved: the intake is told."""
    answers = replace(ASKED, involved=Involved(names=("Castellano",)))
    filed = (await file(here, "conduct_concern", answers)).case
    here.store.sent()
    await Watch(here.work).was_not_delivered(filed.id, ADA.key, "case")
    assert here.store.sent() == [(FRONT.key, "case")]


async def test_a_case_whose_type_is_known_no_more_still_reaches_the_intake(here: Office) -> None:
    """Its route is gone, its recipients are not left alone with it."""
    filed = (await file(here, "conduct_concern", ASKED)).case
    here.store.put(replace(filed, type="old_type", assignments=(replace(filed.assignments[0], person=MANAGER),)))
    here.store.sent()
    await days(here, 2)
    assert (FRONT.key, "case") in here.store.sent()


async def test_that_a_code_was_sent_is_noted_once_a_service_has_taken_it(here: Office) -> None:
    """Once, however often that is told; a code that is used has arrived anyway."""
    filed, watch = (await file(here)).case, Watch(here.work)
    desk, link = RecipientDesk(here.work), token(here, FRONT.key)
    await desk.send_code(link)
    assert here.store.actions(filed.id)[1:] == [("code_asked_for", "assistant")]
    for _ in range(2):
        await watch.was_delivered(filed.id, FRONT.key, "code")
    assert here.store.actions(filed.id)[1:] == [("code_asked_for", "assistant"), ("code_sent", "assistant")]
    assert await desk.enter(link, code(here, FRONT.key))
    await watch.was_delivered(filed.id, FRONT.key, "code")
    assert here.store.actions(filed.id)[-1] == ("code_sent", "assistant")
    assert (await here.store.get(filed.id)).state == "received"


def last(here: Office) -> str:
    """Return the text of the last notice."""
    return here.store.outbox[-1].notice.text


async def test_whoever_is_told_instead_reads_why(here: Office) -> None:
    """As a deputy, of whom; or as the next, without anybody's name."""
    filed, watch = (await file(here, "information_incident", ASKED, role="supervisor")).case, Watch(here.work)
    await watch.was_not_delivered(filed.id, MISO.key, "case")
    why = "You stand in for Dina Vuković, who did not answer in time, or could not be reached."
    assert why in last(here).splitlines()
    await watch.was_not_delivered(filed.id, EMIL.key, "case")
    assert here.store.outbox[-1].notice.to == FRONT.key
    next_ = "You are told next: whoever was told before you did not answer in time, or could not be reached."
    assert next_ in last(here).splitlines()
    assert "Vuković" not in last(here)


async def test_a_deputy_who_is_told_at_once_reads_why(here: Office) -> None:
    """What is private reaches nobody where others read: the deputy is told from the beginning."""
    here.staff.entries["bc", None, INTAKE] = (
        replace(FRONT, ways=(channel(),), deputies=(person("Ivo Petrov", INTAKE),)),
    )
    await file(here)
    assert "You stand in for Hana Yamamoto, whom nothing reaches that nobody else reads." in last(here).splitlines()


async def test_whoever_had_a_case_taken_away_is_not_named(here: Office) -> None:
    """Nor whoever is kept out; that they come next is said without a name."""
    here.staff.entries["bc", None, "miso"] = (MISO, replace(EMIL, deputies=()))
    filed, watch = (await file(here, "information_incident", ASKED, role="supervisor")).case, Watch(here.work)
    await RecordsDesk(here.work).revoke(filed.id, MISO.key)
    await watch.was_not_delivered(filed.id, EMIL.key, "case")
    assert "You are told next" in last(here)
    assert "Vuković" not in last(here)
