"""Whoever turns out to be involved after a case was filed sees no more of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.cases.case import Case, State
from handlers.cases.links import NoEntry
from handlers.cases.people import ALTERNATE, INTAKE, Involved, Person, Way
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.recipients import Answers, Chosen
from handlers.cases.reporter_desk import ReporterDesk
from handlers.cases.watch import Watch
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON, channel, mail, person
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import WORDS, enter, file, token

PRESS = "public_affairs"
FRONT, OTHER = person("Hana Yamamoto", INTAKE), person("Jun Takahashi", ALTERNATE)
DINA = person("Dina Vuković", PRESS, detail="full")
EMIL = person("Emil Sørby", PRESS, ways=(channel(), mail("emil@gov.example")))
LOUD = person("Farah Qureshi", PRESS, ways=(mail("miso@gov.example", shared=True),))
ADA = person("Ada Nygaard", "supervisor", person("Ben Castellano", "supervisor"))
CHOSEN = Answers(chosen={0: Chosen(contact="supervisor", person=ADA)})
DAY = timedelta(days=1)


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with an intake and an independent one."""
    return office(library, reports, staffed(FRONT, OTHER))


async def test_their_link_opens_it_no_more_and_the_independent_intake_has_it(here: Office) -> None:
    """Even where they had entered before; nobody is left who has it, so somebody else is told."""
    case = (await file(here)).case
    link, claim = token(here, FRONT.key), await enter(here, FRONT.key)
    await ReporterDesk(here.work).keep_out(case.id, Involved(names=("Hana Yamamoto",)))
    desk = RecipientDesk(here.work)
    for attempt in (desk.knock(link), desk.send_code(link), desk.renew(link)):
        with pytest.raises(NoEntry):
            await attempt
    with pytest.raises(NoEntry):
        await desk.read(claim)
    assert [to for to, _ in here.store.sent()] == [OTHER.key]
    assert here.store.actions(case.id)[-4:] == [
        ("kept_out", "reporter"),
        ("escalated", "assistant"),
        ("delivery_withdrawn", "assistant"),
        ("delivery_withdrawn", "assistant"),
    ]
    await ReporterDesk(here.work).add(case.id, "One more thing.")
    assert [to for to, _ in here.store.sent()] == [OTHER.key]


async def test_somebody_who_does_not_have_it_is_kept_out_silently(here: Office) -> None:
    """Nobody is told, and they cannot be passed it."""
    case = (await file(here)).case
    here.store.sent()
    after = await ReporterDesk(here.work).keep_out(case.id, Involved(names=("Jun Takahashi",)))
    assert here.store.sent() == []
    assert RecipientDesk(here.work).colleagues(after) == ()


async def test_where_nobody_is_left_the_reporter_is_told_to_call(here: Office) -> None:
    """Both are involved."""
    case = (await file(here)).case
    after = await ReporterDesk(here.work).keep_out(case.id, Involved(names=("Hana Yamamoto", "Jun Takahashi")))
    assert after.nobody_left
    assert here.store.sent() == []


@pytest.mark.parametrize("nobody", [Involved(), Involved(names=("", " ?! "))])
async def test_nobody_is_nobody(here: Office, nobody: Involved) -> None:
    """An empty list is a slip, and so is what is no name."""
    case = (await file(here)).case
    with pytest.raises(BadRequest, match="Say who is involved"):
        await ReporterDesk(here.work).keep_out(case.id, nobody)


@pytest.mark.parametrize(
    "wrong", [Involved(roles=("mayor",)), Involved(names=("x" * 121,)), Involved(names=("A",) * 11)]
)
async def test_whom_nobody_would_be_kept_out_by_is_refused(here: Office, wrong: Involved) -> None:
    """As at filing: an unknown role, too long a name, too many."""
    case = (await file(here)).case
    with pytest.raises(BadRequest, match=r"nobody's role|Name at most"):
        await ReporterDesk(here.work).keep_out(case.id, wrong)
    assert await here.store.get(case.id) == case


# --- what is on its way


@pytest.fixture
def press(library: Library, reports: Reports) -> Office:
    """An office with three people for the press: told all, in a channel first, or where several read alone."""
    return office(library, reports, staffed(DINA, EMIL, LOUD, FRONT, OTHER), acknowledge_within=2 * DAY)


async def reported(here: Office) -> Case:
    """Return a case of which nothing is private, so far."""
    case = (await file(here, "media_request", role="supervisor")).case
    assert case.private is False
    return case


async def keep_out(here: Office, case: Case, *names: str) -> Case:
    """Keep these people out."""
    return await ReporterDesk(here.work).keep_out(case.id, Involved(names=names))


def waiting(here: Office) -> dict[str | None, tuple[Way, str]]:
    """Return to whom which notice is on its way, where to, and what it says."""
    return {one.notice.to: (one.notice.way, one.notice.text) for one in here.store.outbox}


async def test_what_is_on_its_way_to_them_is_withdrawn(press: Office) -> None:
    """It may hold all that was reported; whom it was for is noted nowhere."""
    case = await reported(press)
    assert WORDS in waiting(press)[DINA.key][1]
    await keep_out(press, case, "Dina Vuković")
    assert DINA.key not in waiting(press)
    noted = [one async for one in press.store.history(case.id) if one.action == "delivery_withdrawn"]
    assert noted
    assert not any("Dina" in f"{one.who} {one.details}" for one in noted)


async def test_what_is_private_from_now_on_is_sent_as_such(press: Office) -> None:
    """Nothing in full, nothing where several read; who can be told nowhere else is not told any more."""
    case = await reported(press)
    after = await keep_out(press, case, "Zoe Ek")
    assert after.private
    on_its_way = waiting(press)
    assert set(on_its_way) == {DINA.key, EMIL.key}
    assert on_its_way[EMIL.key][0] == EMIL.ways[1]
    assert not any(WORDS in text or way.shared for way, text in on_its_way.values())
    for key in (DINA.key, EMIL.key):
        assert (await RecipientDesk(press.work).knock(token(press, key))).id == case.id
    before = list(press.store.outbox)
    await keep_out(press, case, "Yan Li")
    assert press.store.outbox == before


async def test_what_may_be_sent_as_it_is_stays_as_it_is(here: Office) -> None:
    """Of a case that was private already; the reporter's own notices too."""
    case = (await file(here)).case
    await RecipientDesk(here.work).answer(await enter(here, FRONT.key), "Tell me more.")
    before = list(here.store.outbox)
    assert len(before) == 3
    await keep_out(here, case, "Zoe Ek")
    assert here.store.outbox == before


async def test_a_try_that_comes_too_late_is_not_made(press: Office) -> None:
    """Whoever had a notice in hand asks first; what may not be sent leaves the outbox."""
    case, watch = await reported(press), Watch(press.work)
    in_hand = {one.notice.to: one.notice for one in press.store.outbox}
    assert all([await watch.may_be_sent(case.id, one) for one in in_hand.values()])
    kept = list(press.store.outbox)
    await keep_out(press, case, "Dina Vuković")
    for notice in in_hand.values():
        assert not await watch.may_be_sent(case.id, notice)
    assert all([await watch.may_be_sent(case.id, one.notice) for one in press.store.outbox])
    press.store.outbox.extend(kept)
    assert not await watch.may_be_sent(case.id, in_hand[DINA.key])
    assert DINA.key not in waiting(press)
    assert not await watch.may_be_sent("no case", in_hand[DINA.key])


async def test_a_notice_whose_link_is_void_is_not_sent(here: Office) -> None:
    """Its number is an earlier one; a link of which nobody can tell is not held back."""
    case = (await file(here)).case
    [first] = [one.notice for one in here.store.outbox]
    here.store.put(replace(case, assignments=(replace(case.assignments[0], link=1),)))
    assert await Watch(here.work).may_be_sent(case.id, replace(first, link="/case/elsewhere"))
    assert not await Watch(here.work).may_be_sent(case.id, first)
    assert waiting(here) == {}


# --- what they did


async def test_that_somebody_had_it_who_is_out_does_not_count(library: Library, reports: Reports) -> None:
    """The other one can be told only where several read: the intake is, and is reminded, and then the next."""
    here = office(library, reports, staffed(DINA, LOUD, FRONT, OTHER), acknowledge_within=2 * DAY)
    case = await reported(here)
    await RecipientDesk(here.work).acknowledge(await enter(here, DINA.key))
    here.store.sent()
    after = await keep_out(here, case, "Dina Vuković")
    assert after.state == "received"
    assert here.store.sent() == [(FRONT.key, "case")]
    assert after.next_at == NOON + 1.5 * DAY
    here.clock.forward(days=1.5)
    await Watch(here.work).look_after()
    assert here.store.sent() == [(FRONT.key, "reminder")]
    here.clock.forward(days=1)
    await Watch(here.work).look_after()
    assert here.store.sent() == [(OTHER.key, "case")]


async def test_whoever_is_left_is_asked_anew(library: Library, reports: Reports) -> None:
    """Nobody waited for them as long as somebody else had it; their time begins now."""
    here = office(library, reports, staffed(DINA, EMIL, FRONT, OTHER), acknowledge_within=2 * DAY)
    case = await reported(here)
    await RecipientDesk(here.work).acknowledge(await enter(here, DINA.key))
    here.clock.forward(days=9)
    here.store.sent()
    after = await keep_out(here, case, "Dina Vuković")
    assert here.store.sent() == [(EMIL.key, "reminder")]
    assert after.next_at == NOON + 10.5 * DAY
    assert [one.person.name for one in after.recipients] == ["Emil Sørby"]


async def test_whoever_was_passed_over_is_asked_again(library: Library, reports: Reports) -> None:
    """They did not answer, and somebody else was told, who is out now: no time would run."""
    here = office(library, reports, staffed(EMIL, FRONT, OTHER), acknowledge_within=2 * DAY)
    case = await reported(here)
    here.clock.forward(days=2)
    await Watch(here.work).look_after()
    here.store.sent()
    after = await keep_out(here, case, "Hana Yamamoto")
    assert here.store.sent() == [(EMIL.key, "reminder")]
    assert after.next_at == NOON + 3.5 * DAY
    here.clock.forward(days=2)
    await Watch(here.work).look_after()
    assert here.store.sent() == [(OTHER.key, "case")]


@pytest.mark.parametrize("state", ["in_progress", "closed"])
async def test_what_they_made_of_a_report_is_taken_back(here: Office, state: State) -> None:
    """Whoever is told instead finds it open, and is waited for."""
    case = (await file(here)).case
    desk, claim = RecipientDesk(here.work), await enter(here, FRONT.key)
    await (desk.start(claim) if state == "in_progress" else desk.close(claim, "resolved", "Nothing in it."))
    here.store.sent()
    after = await keep_out(here, case, "Hana Yamamoto")
    assert (after.state, after.outcome, after.ended_at) == ("received", None, None)
    assert after.next_at is not None
    assert ("set_back", "assistant") in here.store.actions(case.id)
    noted = [one.details async for one in here.store.history(case.id) if one.action == "set_back"]
    assert noted == [f"{state} -> received"]
    await desk.acknowledge(await enter(here, OTHER.key))


async def test_what_others_made_of_it_stands(library: Library, reports: Reports) -> None:
    """Whoever is out had it as well; somebody else closed it."""
    here = office(library, reports, staffed(DINA, EMIL, FRONT, OTHER))
    case, desk = await reported(here), RecipientDesk(here.work)
    await desk.start(await enter(here, DINA.key))
    await desk.close(await enter(here, EMIL.key), "resolved", "Done.")
    here.store.sent()
    after = await keep_out(here, case, "Dina Vuković")
    assert (after.state, after.outcome) == ("closed", "resolved")
    assert here.store.sent() == []


async def test_what_one_who_is_out_closed_is_open_for_those_who_have_it(library: Library, reports: Reports) -> None:
    """They said so before: it is as they left it."""
    here = office(library, reports, staffed(DINA, EMIL, FRONT, OTHER))
    case, desk = await reported(here), RecipientDesk(here.work)
    await desk.acknowledge(await enter(here, EMIL.key))
    await desk.close(await enter(here, DINA.key), "resolved", "Done.")
    after = await keep_out(here, case, "Dina Vuković")
    assert (after.state, after.outcome, after.is_open) == ("acknowledged", None, True)


async def test_a_disclosure_that_they_decided_waits_for_a_decision(here: Office) -> None:
    """Whatever came of it by then."""
    here.staff.entries["bc", None, "supervisor"] = (ADA,)
    case = (await file(here, "conflict_of_interest", CHOSEN)).case
    await RecipientDesk(here.work).decide(await enter(here, ADA.key), "no conflict", "")
    await ReporterDesk(here.work).accept(case.id)
    after = await keep_out(here, case, "Ada Nygaard")
    assert (after.state, after.outcome, after.review_at) == ("disclosed", None, None)
    assert after.assignments[-1].person == FRONT


async def test_a_case_from_before_it_was_noted_who_moved_it(here: Office) -> None:
    """It is taken back where nobody is left who had it."""
    case = (await file(here)).case
    done = replace(case.assignments[0], acknowledged_at=NOON)
    here.store.put(replace(case, state="closed", ended_at=NOON, outcome="resolved", assignments=(done,), private=None))
    assert (await keep_out(here, case, "Zoe Ek")).state == "closed"
    assert (await keep_out(here, case, "Hana Yamamoto")).state == "received"


# --- by role


async def test_the_cases_own_people_are_kept_out_by_their_role(here: Office) -> None:
    """The reporter named their supervisor, whom nobody else knows: by every address, with deputies."""
    ada = replace(ADA, deputies=(person("Ben Castellano", "hr", ways=(mail("ben@hr.example"),)),))
    case = (await file(here, "conduct_concern", Answers(chosen={0: Chosen(contact="supervisor", person=ada)}))).case
    known_elsewhere = person("A. N.", INTAKE, ways=(mail("office@gov.example"), *ADA.ways))
    here.staff.entries["bc", None, "miso"] = (person("Ben C.", "miso", ways=(mail("ben@hr.example"),)),)
    here.staff.entries["bc", None, INTAKE] = (known_elsewhere,)
    after = await ReporterDesk(here.work).keep_out(case.id, Involved(roles=("supervisor",)))
    assert [one.person.name for one in after.recipients] == ["Jun Takahashi"]
    assert names_of(RecipientDesk(here.work).colleagues(after)) == []


def names_of(people: tuple[Person, ...]) -> list[str]:
    """Return their names."""
    return [one.name for one in people]
