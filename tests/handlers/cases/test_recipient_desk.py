"""What a recipient does: get in by a link and a code, and act."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.cases.case import Case
from handlers.cases.kept_out import kept_out
from handlers.cases.links import CODE_LIFETIME, LINK_LIFETIME, MOST_TRIES, Claim, Links, NoEntry
from handlers.cases.people import ALTERNATE, INTAKE, Involved
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.recipients import Answers
from handlers.cases.records_desk import RecordsDesk
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import NOON, channel, person
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import code, enter, file, token

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


# --- the way in


async def test_a_link_alone_opens_nothing_and_changes_nothing(here: Office) -> None:
    """Machines open links too: knocking leaves no trace."""
    case = (await file(here)).case
    desk = RecipientDesk(here.work)
    assert await desk.knock(token(here, FRONT.key)) == case
    assert await here.store.get(case.id) == case
    assert here.store.actions(case.id) == [("received", "reporter")]


async def test_a_code_opens_the_case_once(here: Office) -> None:
    """It is sent to the recipient alone; used, it is void."""
    case, desk = (await file(here)).case, RecipientDesk(here.work)
    link = token(here, FRONT.key)
    await desk.send_code(link)
    assert here.store.actions(case.id)[-1] == ("code_asked_for", "assistant")
    typed = code(here, FRONT.key)
    assert (await desk.enter(link, typed.lower())).case == case.id
    with pytest.raises(NoEntry):
        await desk.enter(link, typed)


async def test_of_two_who_use_one_code_at_once_one_gets_in(here: Office) -> None:
    """The second comes too late."""
    await file(here)
    desk, link = RecipientDesk(here.work), token(here, FRONT.key)
    await desk.send_code(link)
    typed = code(here, FRONT.key)
    found = await asyncio.gather(*(desk.enter(link, typed) for _ in range(3)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in found) == ["Claim", "NoEntry", "NoEntry"]


async def test_no_code_was_sent_so_none_is_right(here: Office) -> None:
    """Nor is nothing."""
    await file(here)
    for typed in ("", "7QK4M2XD"):
        with pytest.raises(NoEntry):
            await RecipientDesk(here.work).enter(token(here, FRONT.key), typed)


async def test_a_code_is_tried_a_few_times(here: Office) -> None:
    """Then the right one is wrong too, until another is sent."""
    await file(here)
    desk, link = RecipientDesk(here.work), token(here, FRONT.key)
    await desk.send_code(link)
    right = code(here, FRONT.key)
    for _ in range(MOST_TRIES):
        with pytest.raises(NoEntry):
            await desk.enter(link, "WRONGWRO")
    with pytest.raises(NoEntry):
        await desk.enter(link, right)
    here.clock.forward(seconds=30)
    await desk.send_code(link)
    assert await desk.enter(link, code(here, FRONT.key))


async def test_one_wrong_code_does_no_harm(here: Office) -> None:
    """The right one still opens."""
    await file(here)
    desk, link = RecipientDesk(here.work), token(here, FRONT.key)
    await desk.send_code(link)
    with pytest.raises(NoEntry):
        await desk.enter(link, "WRONGWRO")
    assert await desk.enter(link, code(here, FRONT.key))


async def test_a_code_expires(here: Office) -> None:
    """After ten minutes."""
    await file(here)
    desk, link = RecipientDesk(here.work), token(here, FRONT.key)
    await desk.send_code(link)
    here.clock.now = NOON + CODE_LIFETIME
    with pytest.raises(NoEntry):
        await desk.enter(link, code(here, FRONT.key))


async def test_no_second_code_is_sent_at_once(here: Office) -> None:
    """A nervous finger gets one; half a minute later the new one counts and the old one does not."""
    await file(here)
    desk, link = RecipientDesk(here.work), token(here, FRONT.key)
    for _ in range(3):
        await desk.send_code(link)
        here.clock.forward(seconds=9)
    assert [kind for _, kind in here.store.sent()] == ["case", "code"]
    here.clock.forward(seconds=3)
    await desk.send_code(link)
    assert [kind for _, kind in here.store.sent()] == ["code"]


async def test_a_code_of_one_recipient_is_not_anothers(here: Office) -> None:
    """Each link asks for its own."""
    await file(here, "information_incident", role="supervisor")
    desk = RecipientDesk(here.work)
    front, miso = token(here, FRONT.key), token(here, MISO.key)
    await desk.send_code(front)
    with pytest.raises(NoEntry):
        await desk.enter(miso, code(here, FRONT.key))
    assert await desk.enter(front, code(here, FRONT.key))


async def test_links_that_open_nothing_are_all_refused_alike(here: Office) -> None:
    """Forged, of another key, of no case, expired, void, or changed: nobody is told which, and nothing is sent."""
    case, desk = (await file(here)).case, RecipientDesk(here.work)
    link, links = token(here, FRONT.key), here.work.links
    wrong = [
        "",
        "x.y",
        link[:-1],
        link.swapcase(),
        Links(b"another key").token(case.id, FRONT.key, 0, NOON),
        links.token("no such case", FRONT.key, 0, NOON),
        links.token(case.id, "nobody@gov.example", 0, NOON),
        links.token(case.id, FRONT.key, 1, NOON),
        links.token(case.id, FRONT.key, 0, NOON - LINK_LIFETIME),
    ]
    here.store.sent()
    for one in wrong:
        for attempt in (desk.knock(one), desk.send_code(one), desk.enter(one, "7QK4M2XD")):
            with pytest.raises(NoEntry, match=r"^$"):
                await attempt
    assert here.store.outbox == []
    assert await here.store.get(case.id) == case


async def test_a_void_link_ends_what_was_begun_with_it(here: Office) -> None:
    """Whoever is in has no way on; the links that are sent after that work."""
    desk, claim, case = await opened(here)
    await RecordsDesk(here.work).revoke(case.id, FRONT.key)
    with pytest.raises(NoEntry):
        await desk.read(claim)
    with pytest.raises(NoEntry):
        await desk.answer(claim, "Hello")


async def test_what_was_disposed_of_opens_for_nobody(here: Office) -> None:
    """Neither by the link nor for whoever is in."""
    case = (await file(here)).case
    link, claim, desk = token(here, FRONT.key), await enter(here, FRONT.key), RecipientDesk(here.work)
    await here.store.dispose(case.id, record="", at=NOON)
    for attempt in (desk.knock(link), desk.send_code(link), desk.enter(link, "7QK4M2XD"), desk.read(claim)):
        with pytest.raises(NoEntry):
            await attempt


async def test_nobody_who_must_not_see_it_gets_in(here: Office) -> None:
    """Even where they hold a link and a right code."""
    case = (await file(here)).case
    claim, link = await enter(here, FRONT.key), token(here, FRONT.key)
    here.store.put(replace(case, out=kept_out(Involved(names=("H. Yamamoto",)), [FRONT])))
    for attempt in (RecipientDesk(here.work).knock(link), RecipientDesk(here.work).read(claim)):
        with pytest.raises(NoEntry):
            await attempt


# --- acting


async def test_each_reading_is_noted(here: Office) -> None:
    """With whose it was; it changes nothing else."""
    desk, claim, _ = await opened(here)
    case, one = await desk.read(claim)
    await desk.read(claim)
    assert one.person == FRONT
    assert here.store.actions(case.id)[-2:] == [("read", "recipient")] * 2
    assert [entry.who async for entry in here.store.history(case.id)][-1] == "Hana Yamamoto"
    assert case.state == "received"


async def test_to_have_it_stops_the_clock_once(here: Office) -> None:
    """A second time changes nothing."""
    desk, claim, _ = await opened(here)
    case, one = await desk.acknowledge(claim)
    assert (case.state, one.acknowledged_at, case.next_at) == ("acknowledged", NOON, None)
    here.clock.forward(hours=1)
    assert (await desk.acknowledge(claim))[0] == case
    assert here.store.actions(case.id).count(("acknowledged", "recipient")) == 1


async def test_whoever_comes_late_ends_that_nobody_is_left(here: Office) -> None:
    """The reporter need not call any more."""
    desk, claim, _ = await opened(here)
    kept = await here.store.get(claim.case)
    here.store.put(replace(kept, nobody_left=True))
    case, _ = await desk.acknowledge(claim)
    assert not case.nobody_left


async def test_to_work_on_it_is_to_have_it(here: Office) -> None:
    """And whoever joins has it too."""
    desk, claim, _ = await opened(here, "information_incident", role="supervisor")
    await file(here)
    case, one = await desk.start(claim)
    assert (case.state, one.acknowledged_at) == ("in_progress", NOON)
    other = here.work.links.claim(here.work.links.token(case.id, MISO.key, 0, NOON), NOON)
    case, second = await desk.start(other)
    assert (case.state, second.acknowledged_at) == ("in_progress", NOON)
    assert here.store.actions(case.id).count(("started", "recipient")) == 1


async def test_an_answer_is_brought_to_the_reporter(here: Office) -> None:
    """Where they want to be told; it says that whoever answers has it."""
    desk, claim, _ = await opened(here)
    case, _ = await desk.answer(claim, "When was that?")
    assert [(one.author, one.name, one.text) for one in case.messages] == [
        ("recipient", "Hana Yamamoto", "When was that?")
    ]
    assert case.state == "acknowledged"
    assert here.store.sent() == [(None, "to_reporter")]


async def test_an_answer_to_somebody_who_looks_for_themselves_is_kept(here: Office) -> None:
    """Nobody is told."""
    desk, claim, _ = await opened(here, reporter=None)
    case, _ = await desk.answer(claim, "When was that?")
    assert len(case.messages) == 1
    assert here.store.sent() == []


async def test_a_report_is_closed_with_an_outcome_of_the_settings(here: Office) -> None:
    """And a word to the reporter, who is told once; after that nothing more can be done."""
    desk, claim, _ = await opened(here)
    with pytest.raises(BadRequest, match="Choose one of: settled"):
        await desk.close(claim, "buried", "Done.")
    case, _ = await desk.close(claim, "settled", "We talked.")
    assert (case.state, case.outcome, case.ended_at, case.next_at) == ("closed", "settled", NOON, None)
    assert [one.text for one in case.messages] == ["We talked."]
    assert here.store.sent() == [(None, "to_reporter")]
    for attempt in (
        desk.acknowledge(claim),
        desk.start(claim),
        desk.answer(claim, "More."),
        desk.close(claim, "settled", ""),
        desk.pass_on(claim, MISO.key),
    ):
        with pytest.raises(BadRequest, match="has ended"):
            await attempt
    assert (await desk.read(claim))[0].state == "closed"


async def test_a_report_is_closed_without_a_word_too(here: Office) -> None:
    """That it was is told all the same."""
    desk, claim, _ = await opened(here)
    case, _ = await desk.close(claim, "settled", " ")
    assert case.messages == ()
    assert here.store.sent() == [(None, "to_reporter")]


async def test_a_disclosure_is_decided_again_and_again(here: Office) -> None:
    """Each decision sets when it is looked at again; the employee is told."""
    desk, claim, _ = await opened(here, "conflict_of_interest")
    with pytest.raises(BadRequest, match="Choose one of: fine, no"):
        await desk.decide(claim, "settled", "")
    case, _ = await desk.decide(claim, "fine", "Keep out of permits.")
    assert (case.state, case.outcome, case.review_at) == ("decided", "fine", NOON + 365 * DAY)
    assert case.next_at is not None
    here.clock.forward(days=1)
    case, _ = await desk.decide(claim, "no", "")
    assert (case.outcome, case.review_at) == ("no", NOON + 366 * DAY)
    assert here.store.sent() == [(None, "to_reporter")] * 2


async def test_a_disclosure_is_retired(here: Office) -> None:
    """Then it has ended, and is not looked at again."""
    desk, claim, _ = await opened(here, "conflict_of_interest")
    await desk.decide(claim, "fine", "")
    case, _ = await desk.retire(claim, "You sold it.")
    assert (case.state, case.ended_at, case.review_at, case.next_at) == ("retired", NOON, None, None)
    with pytest.raises(BadRequest, match="has ended"):
        await desk.decide(claim, "no", "")


async def test_reports_are_closed_and_disclosures_decided(here: Office) -> None:
    """Neither the other way about."""
    desk, claim, _ = await opened(here)
    for attempt in (desk.decide(claim, "fine", ""), desk.retire(claim, "")):
        with pytest.raises(BadRequest, match="close this report instead"):
            await attempt
    desk, claim, case = await opened(here, "conflict_of_interest")
    for other in (desk.close(claim, "settled", ""), desk.start(claim)):
        with pytest.raises(BadRequest, match="A disclosure is decided"):
            await other
    assert desk.outcomes(case) == ("fine", "no")


async def test_a_message_too_long_is_refused_whole(here: Office) -> None:
    """The case stays as it was, not closed."""
    desk, claim, _ = await opened(here)
    with pytest.raises(BadRequest, match="10,000"):
        await desk.close(claim, "settled", "x" * 10_001)
    assert (await desk.read(claim))[0].state == "received"


async def test_an_expired_link_brings_another_one(here: Office) -> None:
    """To the same recipient, once an hour; a forged one brings none."""
    case, desk = (await file(here)).case, RecipientDesk(here.work)
    link = token(here, FRONT.key)
    here.store.sent()
    here.clock.now += LINK_LIFETIME
    with pytest.raises(NoEntry):
        await desk.knock(link)
    for _ in range(2):
        await desk.renew(link)
    assert [to for to, _ in here.store.sent()] == [FRONT.key]
    assert here.store.actions(case.id)[-1] == ("link_sent", "assistant")
    here.clock.now += timedelta(hours=1)
    await desk.renew(link)
    assert (await desk.knock(token(here, FRONT.key))).id == case.id
    with pytest.raises(NoEntry):
        await desk.renew(link[:-2] + "xx")
