"""Whom a recipient can pass a case on to."""

import pytest

from handlers.cases.acting import NOT_TO_THEM
from handlers.cases.case import Case
from handlers.cases.colleagues import Colleague, colleagues, tagged
from handlers.cases.people import ALTERNATE, INTAKE, Involved
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.recipients import Answers
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.builders import person
from tests.handlers.cases.fakes import Office, office, staffed, tag
from tests.handlers.cases.filings import enter, file

FRONT, OTHER = person("Hana Yamamoto", INTAKE), person("jun Takahashi", ALTERNATE)
MISO = person("Dina Vuković", "miso", person("Emil Sørby", "miso"))
BOSS, ODD = person("Mona Ager", "manager"), person("Zoe Ek", "old_role")


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with two intakes, a security officer with a deputy, a manager, and somebody in a role of before."""
    return office(library, reports, staffed(FRONT, OTHER, MISO, BOSS, ODD))


async def a_case(here: Office, *names: str) -> Case:
    """Return a report of harassment, which went to the intake; whoever has one of these names is involved."""
    return (await file(here, answers=Answers(involved=Involved(names=names)))).case


async def test_they_are_listed_by_name_with_their_role(here: Office, library: Library) -> None:
    """As it is called to somebody for whom it is not their own; no address is among it."""
    found = colleagues(await a_case(here), here.work, library)
    assert [(one.name, one.role) for one in found] == [
        ("Dina Vuković", "Ministry Information Security Officer (MISO)"),
        ("Emil Sørby", "Ministry Information Security Officer (MISO)"),
        ("jun Takahashi", "Independent intake"),
        ("Mona Ager", "Manager"),
        ("Zoe Ek", "Old role"),
    ]
    assert found[0] == Colleague(tag=tag(MISO), name="Dina Vuković", role=found[0].role)
    assert not any("@" in str((one.tag, one.name, one.role)) for one in found)


async def test_nobody_who_is_involved_is_listed(here: Office, library: Library) -> None:
    """Nor whoever stands in for them."""
    found = colleagues(await a_case(here, "Dina Vuković"), here.work, library)
    assert [one.name for one in found] == ["jun Takahashi", "Mona Ager", "Zoe Ek"]


async def test_whoever_has_a_tag_is_passed_the_case(here: Office, library: Library) -> None:
    """Of their organisation."""
    case = await a_case(here)
    chosen = colleagues(case, here.work, library)[3]
    claim = await enter(here, FRONT.key)
    passed, _ = await RecipientDesk(here.work).pass_on(claim, tagged(here.work, "bc", chosen.tag))
    assert passed.assignments[-1].person == BOSS


@pytest.mark.parametrize(("org", "wanted"), [("bc", ""), ("bc", "nobody"), ("bc", MISO.key), ("ns", tag(MISO))])
async def test_what_is_no_tag_is_nobodys(here: Office, org: str, wanted: str) -> None:
    """And nobody is passed a case."""
    await a_case(here)
    claim = await enter(here, FRONT.key)
    with pytest.raises(BadRequest, match=NOT_TO_THEM):
        await RecipientDesk(here.work).pass_on(claim, tagged(here.work, org, wanted))
