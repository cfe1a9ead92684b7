"""An office whose people are named: each of them reads what it gets, so it gets nothing that one must not see."""

from dataclasses import replace

import pytest

from handlers.cases.kept_out import is_out, kept_out, widened
from handlers.cases.links import NoEntry
from handlers.cases.mentions import Mentions
from handlers.cases.on_behalf import on_behalf, spoke_for
from handlers.cases.people import ALTERNATE, INTAKE, Involved, Person, Way, is_same_person
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.recipients import Answers
from handlers.cases.reporter_desk import ReporterDesk
from handlers.report.concerned import Somebody, in_line
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import channel, mail, person, reporter
from tests.handlers.cases.fakes import office, staffed
from tests.handlers.cases.filings import enter, file


def in_slack(name: str, id_: str, role: str = INTAKE) -> Person:
    """Return somebody who is reached in Slack alone."""
    return Person(name=name, role=role, ways=(Way(kind="slack", address=id_),))


BO, CY = in_slack("Bo Lind", "U0BO"), in_slack("Cyra Haddad", "U0CY")
STAND_IN = person("Dov Adler", INTAKE)
OFFICE = person("Conduct Office", INTAKE, STAND_IN, ways=(channel(), mail("office@gov.example")), members=(BO, CY))
OTHER = person("Jun Takahashi", ALTERNATE)


@pytest.mark.parametrize("name", ["Bo Lind", "Lind, Bo", "B. Lind", "Lind"])
def test_an_office_is_out_where_one_of_its_people_is(name: str) -> None:
    """However they are written; with whoever stands in for it, but not its other people in roles of their own."""
    out = kept_out(Involved(names=(name,)), [OFFICE, STAND_IN])
    assert is_out(OFFICE, out)
    assert is_out(BO, out)
    assert is_out(STAND_IN, out)
    assert not is_out(CY, out)
    assert not is_out(replace(CY, role="manager"), out)


def test_a_member_is_known_elsewhere_by_their_address() -> None:
    """Under another name, in another role."""
    out = kept_out(Involved(names=("Bo Lind",)), [OFFICE])
    assert is_out(in_slack("Robert Lind-Moe", "U0BO", "manager"), out)


def test_an_office_is_out_in_every_role() -> None:
    """Also where its people are not named."""
    elsewhere = replace(OFFICE, role="miso", members=(), ways=(channel(),), codes=None)
    for out in (kept_out(Involved(names=("Bo Lind",)), [OFFICE]), kept_out(Involved(), [OFFICE], reporter="Bo Lind")):
        assert is_out(elsewhere, out)


def test_whoever_joined_the_office_since_keeps_it_out_too() -> None:
    """The marks were made before."""
    out = kept_out(Involved(names=("Eve Sand",)), [OFFICE])
    assert not is_out(OFFICE, out)
    assert is_out(replace(OFFICE, members=(in_slack("Eve Sand", "U0EVE"),)), out)


def test_an_office_that_is_involved_keeps_its_people_out() -> None:
    """By its name, and by its role."""
    for involved in (Involved(names=("Conduct Office",)), Involved(roles=(INTAKE,))):
        out = kept_out(involved, [OFFICE], [OFFICE])
        assert all(is_out(one, out) for one in (OFFICE, BO, CY, replace(CY, role="manager")))


def test_what_its_people_report_is_for_somebody_else() -> None:
    """Each of them would read what becomes of it."""
    out = kept_out(Involved(), [OFFICE, OTHER], reporter="Bo Lind")
    assert is_out(OFFICE, out)
    assert not is_out(OTHER, out)
    assert not is_out(CY, out)


def test_marks_of_a_member_stay_the_same_when_they_are_widened_again() -> None:
    """Nothing is found the second time."""
    out = kept_out(Involved(names=("Bo Lind",)), [OFFICE, OTHER])
    assert widened(out, [OFFICE, OTHER]) == out


def test_a_member_is_not_their_office() -> None:
    """They may receive a case themselves, in another role."""
    assert not is_same_person(OFFICE, BO)


async def test_the_independent_intake_has_what_is_about_one_of_them(library: Library, reports: Reports) -> None:
    """Not even by the office's own mailbox."""
    here = office(library, reports, staffed(OFFICE, OTHER))
    case = (await file(here, "harassment", Answers(involved=Involved(names=("Bo Lind",))))).case
    assert [one.person.name for one in case.assignments] == ["Jun Takahashi"]
    assert [one.notice.to for one in here.store.outbox] == [OTHER.key]


async def test_where_one_of_them_is_kept_out_later_the_office_sees_no_more(library: Library, reports: Reports) -> None:
    """Its links open nothing, and somebody else is told."""
    here = office(library, reports, staffed(OFFICE, OTHER))
    case = (await file(here, "harassment")).case
    claim = await enter(here, OFFICE.key)
    after = await ReporterDesk(here.work).keep_out(case.id, Involved(names=("Cyra Haddad",)))
    with pytest.raises(NoEntry):
        await RecipientDesk(here.work).read(claim)
    assert [one.person.name for one in after.recipients] == ["Jun Takahashi"]


async def test_nothing_that_is_private_goes_into_its_channel(library: Library, reports: Reports) -> None:
    """Its own mailbox is told instead."""
    here = office(library, reports, staffed(OFFICE, OTHER))
    await file(here, "harassment")
    assert [one.notice.way for one in here.store.outbox] == [mail("office@gov.example")]


async def test_the_name_of_a_member_is_known(library: Library, reports: Reports) -> None:
    """To whoever is asked who is involved, and to what reads a report."""
    here = office(library, reports, staffed(OFFICE))
    case = (await file(here, "harassment")).case
    assert ReporterDesk(here.work).unknown(case, Involved(names=("Cyra Haddad", "Zoe Fern"))) == ("Zoe Fern",)
    assert Mentions(library, here.staff).found("Bo Lind shouted at me", "bc").names == ("Bo Lind",)


def test_members_are_shown_among_those_who_may_be_involved() -> None:
    """With the office that they act for."""
    assert [*in_line([OFFICE], [], {INTAKE: "Intake"})] == [Somebody(name="Conduct Office", who="Intake")]
    assert [*in_line([BO], [OFFICE], {INTAKE: "Intake"})] == [Somebody(name="Bo Lind", who="acts for Conduct Office")]


async def test_the_history_says_who_acted_for_the_office(library: Library, reports: Reports) -> None:
    """The case is the office's all the same."""
    here = office(library, reports, staffed(OFFICE))
    case = (await file(here, "harassment", reporter=reporter(way=None))).case
    claim = await enter(here, OFFICE.key)
    acted, one = await RecipientDesk(on_behalf(here.work, "Bo Lind")).answer(claim, "When was it?")
    assert acted.messages[-1].name == "Conduct Office"
    entries = [(entry.action, entry.who) async for entry in here.store.history(case.id)]
    assert entries[-2:] == [("acknowledged", "Conduct Office, by Bo Lind"), ("answered", "Conduct Office, by Bo Lind")]
    assert await spoke_for(here.store.history(case.id), [one]) == {OFFICE.key: "Bo Lind"}


async def test_whoever_acts_for_themselves_is_noted_as_ever(library: Library, reports: Reports) -> None:
    """By their name alone."""
    here = office(library, reports, staffed(OTHER, replace(STAND_IN, role=INTAKE)))
    assert on_behalf(here.work, None) is here.work
    case = (await file(here, "harassment")).case
    claim = await enter(here, STAND_IN.key)
    _, one = await RecipientDesk(here.work).acknowledge(claim)
    assert await spoke_for(here.store.history(case.id), [one]) == {}
