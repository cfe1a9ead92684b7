"""What whoever looks after the records does."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.cases.case import Case
from handlers.cases.kept_out import kept_out
from handlers.cases.links import NoEntry
from handlers.cases.people import ALTERNATE, INTAKE, Involved
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.records_desk import RecordsDesk
from handlers.cases.reporter_desk import ReporterDesk
from handlers.cases.rules import Schedule
from handlers.cases.store import Gone, NotKept
from handlers.cases.watch import Watch
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON, channel, mail, person
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import enter, file, token

FRONT, OTHER = person("Hana Yamamoto", INTAKE), person("Jun Takahashi", ALTERNATE)
SCHEDULE = Schedule(name="Schedule 100001", authority="the Archivist", after=timedelta(days=365))
DAY = timedelta(days=1)
KINDS = ("case", "code", "code")


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office in which cases are kept for a year."""
    return office(library, reports, staffed(FRONT), schedule=SCHEDULE)


async def ended(here: Office) -> Case:
    """Return a case that was closed at noon."""
    case = (await file(here)).case
    return here.store.put(replace(case, state="closed", outcome="resolved", ended_at=NOON, next_at=None))


async def test_what_the_keeper_of_the_keys_reads_is_noted(here: Office) -> None:
    """By whom, and whether it left the assistant; the number may be typed in any way."""
    case, desk = (await file(here)).case, RecordsDesk(here.work).of("Kim")
    assert await desk.show(case.number) == case
    assert await desk.show(f" {case.number.lower()} ", exported=True) == case
    entries = [(one.action, one.actor, one.who) async for one in here.store.history(case.id)]
    assert entries[1:] == [("read", "operator", "Kim"), ("exported", "operator", "Kim")]


async def test_a_number_that_is_no_cases(here: Office) -> None:
    """Nothing is noted of it."""
    with pytest.raises(BadRequest, match="no case of this number"):
        await RecordsDesk(here.work).show("C-XXXX-XXXX")
    assert [one async for one in here.store.history()] == []


async def test_a_case_is_disposed_of_under_the_schedule(here: Office) -> None:
    """Once it has ended, was filed, and its time is over; what is left is that it was there."""
    case, desk = await ended(here), RecordsDesk(here.work).of("Kim")
    await desk.filed_as_record(case.id, "EDRMS 77-1")
    here.clock.now = NOON + SCHEDULE.after
    record = await desk.dispose(case.id)
    assert record.sentence() == (
        "Disposed of under Schedule 100001, by the authority of the Archivist, on 2027-11-20, by Kim; filed as "
        "EDRMS 77-1."
    )
    with pytest.raises(Gone):
        await here.store.get(case.id)
    assert await here.store.by_number(case.number) is None
    entries = [one async for one in here.store.history(case.id)]
    assert [one.action for one in entries] == ["received", "filed_as_record", "disposed"]
    assert [one.who or one.details for one in entries] == [None, None, record.sentence()]
    (summary,) = await here.store.summaries()
    assert summary.disposed_at == here.clock.now
    with pytest.raises(Gone):
        await desk.dispose(case.id)


@pytest.mark.parametrize(
    ("changes", "after", "why"),
    [
        ({"on_hold": True}, 365 * DAY, "Case C-.* is under legal hold"),
        ({"ended_at": None, "state": "in_progress"}, 365 * DAY, "has not ended"),
        ({"filed_as": None}, 365 * DAY, "not confirmed as filed"),
        ({}, 365 * DAY - timedelta(seconds=1), "kept until 2027-11-20"),
    ],
)
async def test_a_case_that_may_not_be_disposed_of(
    here: Office, changes: dict[str, object], after: timedelta, why: str
) -> None:
    """Why is said; it stays as it was."""
    ready = replace(await ended(here), filed_as="EDRMS 77-1")
    case = here.store.put(replace(ready, **changes))  # type: ignore[arg-type]
    here.clock.now = NOON + after
    with pytest.raises(BadRequest, match=why):
        await RecordsDesk(here.work).dispose(case.id)
    assert await here.store.get(case.id) == case


async def test_nothing_is_disposed_of_without_a_schedule(here: Office) -> None:
    """However old it is."""
    here.practice.here = replace(here.practice.here, schedule=None)
    case = here.store.put(replace(await ended(here), filed_as="EDRMS 77-1"))
    here.clock.forward(days=9999)
    with pytest.raises(BadRequest, match="No records schedule is set for 'bc'"):
        await RecordsDesk(here.work).dispose(case.id)


async def test_a_hold_is_put_and_released_with_a_reason(here: Office) -> None:
    """Each is noted; a case can be held whatever its state."""
    case, desk = (await file(here)).case, RecordsDesk(here.work)
    assert (await desk.hold(case.id, " Court file\n12 ")).on_hold
    assert not (await desk.release(case.id, "Settled")).on_hold
    entries = [(one.action, one.details) async for one in here.store.history(case.id)]
    assert entries[1:] == [("held", "Court file 12"), ("released", "Settled")]


async def test_what_needs_a_reason_does_not_go_without(here: Office) -> None:
    """Nor with one that would be cut off."""
    case, desk = (await file(here)).case, RecordsDesk(here.work)
    for empty in (desk.hold(case.id, " \x00"), desk.release(case.id, "")):
        with pytest.raises(BadRequest, match="Say why"):
            await empty
    with pytest.raises(BadRequest, match="Say under which reference"):
        await desk.filed_as_record(case.id, " ")
    with pytest.raises(BadRequest, match="At most 300"):
        await desk.filed_as_record(case.id, "x" * 301)
    assert await here.store.get(case.id) == case


async def test_void_links_open_nothing_and_no_others_are_sent(here: Office) -> None:
    """Whoever got in by one is out, and their code is void; what is on its way to them is withdrawn."""
    case, desk = (await file(here)).case, RecordsDesk(here.work)
    old, recipients = token(here, FRONT.key), RecipientDesk(here.work)
    claim = await enter(here, FRONT.key)
    here.clock.forward(minutes=1)
    await recipients.send_code(old)
    kept = await desk.of("Kim").revoke(case.id, FRONT.key)
    noted = [(one.action, one.who, one.details) async for one in here.store.history(case.id)]
    assert noted[-4:] == [("link_revoked", "Kim", FRONT.name), *(("delivery_withdrawn", None, one) for one in KINDS)]
    assert (kept.assignments[0].link, kept.assignments[0].code) == (1, None)
    for attempt in (recipients.knock(old), recipients.read(claim)):
        with pytest.raises(NoEntry):
            await attempt
    assert here.store.sent() == [(None, "to_reporter")]
    assert kept.nobody_left
    await ReporterDesk(here.work).add(case.id, "One more thing.")
    here.clock.forward(days=30)
    await Watch(here.work).look_after()
    assert here.store.sent() == []


async def test_somebody_else_is_told_where_nobody_has_a_case_any_more(here: Office) -> None:
    """The independent intake; what was done before stands, and it may be passed on to whom it was taken from."""
    here.staff.entries["bc", None, ALTERNATE] = (OTHER,)
    case, desk = (await file(here)).case, RecipientDesk(here.work)
    await desk.start(await enter(here, FRONT.key))
    old = token(here, FRONT.key)
    here.store.sent()
    after = await RecordsDesk(here.work).of("Kim").revoke(case.id, FRONT.key)
    assert (after.state, here.store.actions(case.id)[-1]) == ("in_progress", ("escalated", "assistant"))
    assert [(one.notice.to, one.notice.kind) for one in here.store.outbox] == [(OTHER.key, "case")]
    claim = await enter(here, OTHER.key)
    assert [one.name for one in desk.colleagues(after)] == [FRONT.name]
    here.store.sent()
    again, _ = await desk.pass_on(claim, FRONT.key)
    assert [(one.notice.to, one.notice.kind) for one in here.store.outbox] == [(FRONT.key, "case")]
    assert [one.person.name for one in again.recipients] == [OTHER.name, FRONT.name]
    assert len(again.assignments) == 2
    assert (await desk.knock(token(here, FRONT.key))).id == case.id
    with pytest.raises(NoEntry):
        await desk.knock(old)


async def test_whoever_is_left_is_waited_for(here: Office) -> None:
    """They are reminded, as nobody else has it any more."""
    here.staff.entries["bc", None, INTAKE] = (FRONT, OTHER)
    case = (await file(here)).case
    await RecipientDesk(here.work).acknowledge(await enter(here, FRONT.key))
    here.clock.forward(days=9)
    here.store.sent()
    after = await RecordsDesk(here.work).revoke(case.id, FRONT.key)
    assert here.store.sent() == [(OTHER.key, "reminder")]
    assert after.next_at == here.clock.now + timedelta(days=1.5)


async def test_only_a_recipients_links_can_be_made_void(here: Office) -> None:
    """Of somebody else there are none."""
    case = (await file(here)).case
    with pytest.raises(BadRequest, match="no recipient"):
        await RecordsDesk(here.work).revoke(case.id, "nobody@gov.example")


async def test_what_cannot_be_kept_did_not_happen(here: Office) -> None:
    """A hold that is not kept is no hold: whoever put it is told."""
    case = (await file(here)).case
    here.store.broken = True
    with pytest.raises(NotKept):
        await RecordsDesk(here.work).hold(case.id, "Court file 12")
    assert not (await here.store.get(case.id)).on_hold


async def test_a_case_is_given_again_with_a_new_link(here: Office) -> None:
    """To the same person, as they are reached by now; the old link stays void, and their time begins anew."""
    case, desk = (await file(here)).case, RecordsDesk(here.work).of("Kim")
    old = token(here, FRONT.key)
    await desk.revoke(case.id, FRONT.key)
    here.clock.forward(days=1)
    moved = person("Hana Yamamoto", INTAKE, ways=(mail("hana@new.example"),))
    here.staff.entries["bc", None, INTAKE] = (moved,)
    here.store.sent()
    after = await desk.resend(case.id, FRONT.key)
    (sent,) = here.store.outbox
    assert (sent.notice.to, sent.notice.kind, sent.notice.way.address) == (moved.key, "case", "hana@new.example")
    assert {"It was passed on to you.", "Links that you were sent before open nothing any more."} <= {
        *sent.notice.text.splitlines()
    }
    noted = [(one.action, one.actor, one.who, one.details) async for one in here.store.history(case.id)][-1]
    assert noted == ("given_again", "operator", "Kim", "Hana Yamamoto")
    assert (len(after.assignments), after.nobody_left, after.next_at) == (1, False, here.clock.now + 1.5 * DAY)
    assert (await enter(here, moved.key)).case == case.id
    with pytest.raises(NoEntry):
        await RecipientDesk(here.work).knock(old)
    await Watch(here.work).was_delivered(case.id, moved.key, "case")
    assert here.store.actions(case.id)[-1] == ("delivered", "assistant")


async def test_a_case_is_given_again_to_nobody_who_must_not_see_it(here: Office) -> None:
    """Nor to whoever has it, or cannot be told: it is the same sentence for all; nothing is noted then."""
    desk = RecordsDesk(here.work)
    case = (await file(here)).case
    gone = replace(case, assignments=tuple(replace(one, revoked=True) for one in case.assignments))
    kept = kept_out(Involved(names=("Yamamoto",)), [])
    for one in (case, replace(gone, out=kept)):
        here.store.put(one)
        with pytest.raises(BadRequest, match="cannot be given to this person again"):
            await desk.resend(case.id, FRONT.key)
    here.store.put(gone)
    here.staff.entries["bc", None, INTAKE] = (replace(FRONT, ways=(channel(),)),)
    with pytest.raises(BadRequest, match="cannot be given to this person again"):
        await desk.resend(case.id, FRONT.key)
    here.store.put(replace(gone, state="closed", ended_at=NOON))
    here.staff.entries["bc", None, INTAKE] = (FRONT,)
    with pytest.raises(BadRequest, match="has ended"):
        await desk.resend(case.id, FRONT.key)
    with pytest.raises(BadRequest, match="no recipient"):
        await desk.resend(case.id, "nobody@gov.example")
    assert here.store.actions(case.id) == [("received", "reporter")]
