"""Whoever turns out to be involved after a case was filed sees no more of it."""

import pytest

from handlers.cases.links import NoEntry
from handlers.cases.people import ALTERNATE, INTAKE, Involved
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.reporter_desk import ReporterDesk
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import person
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import enter, file, token

FRONT, OTHER = person("Hana Yamamoto", INTAKE), person("Jun Takahashi", ALTERNATE)


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with an intake and an independent one."""
    return office(library, reports, staffed(FRONT, OTHER))


async def test_their_link_opens_it_no_more_and_the_independent_intake_has_it(here: Office) -> None:
    """Even where they had entered before; nobody is left who has it, so somebody else is told."""
    case = (await file(here)).case
    link, claim = token(here, FRONT.key), await enter(here, FRONT.key)
    here.store.sent()
    await ReporterDesk(here.work).keep_out(case.id, Involved(names=("Hana Yamamoto",)))
    desk = RecipientDesk(here.work)
    for attempt in (desk.knock(link), desk.send_code(link), desk.renew(link)):
        with pytest.raises(NoEntry):
            await attempt
    with pytest.raises(NoEntry):
        await desk.read(claim)
    assert [to for to, _ in here.store.sent()] == [OTHER.key]
    assert here.store.actions(case.id)[-1] == ("kept_out", "reporter")
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
    here.store.sent()
    after = await ReporterDesk(here.work).keep_out(case.id, Involved(names=("Hana Yamamoto", "Jun Takahashi")))
    assert after.nobody_left
    assert here.store.sent() == []


async def test_nobody_is_nobody(here: Office) -> None:
    """An empty list is a slip."""
    case = (await file(here)).case
    here.store.sent()
    with pytest.raises(BadRequest, match="Say who is involved"):
        await ReporterDesk(here.work).keep_out(case.id, Involved())
