"""Whom the reporter chooses, names, or says to be involved."""

from dataclasses import replace

import pytest

from handlers.cases.involved import MAX_NAME, MOST_INVOLVED
from handlers.cases.people import INTAKE, Involved
from handlers.report.dialog import Dialog, Named, Submission
from handlers.request import BadRequest
from knowledge.library import Library
from knowledge.reports import Reports
from tests.handlers.cases.fakes import tag
from tests.handlers.report.fakes import (
    ALBA,
    INA,
    INES,
    JO,
    KIM,
    LEE,
    NEWSROOM,
    SAM,
    Hall,
    disclosure,
    hall,
    named,
    out,
    report,
    signed,
)  # fmt: skip

INCIDENT = report("information_incident", unit="library")


def told(dialog: Dialog, submission: Submission) -> list[str]:
    """Return who receives what is submitted."""
    return [one.person.name for one in dialog.filing(submission).plan.recipients]


def test_nobody_is_told_whom_the_reporter_did_not_choose(town_hall: Hall) -> None:
    """Their supervisor is theirs to choose; until then the intake takes it."""
    assert told(town_hall.dialog, INCIDENT) == ["Ina Take"]
    chosen = replace(INCIDENT, chosen={0: Named(contact="supervisor", tag=tag(KIM))})
    assert told(town_hall.dialog, chosen) == ["Kim Haida"]


def test_a_choice_is_among_those_of_the_unit(town_hall: Hall) -> None:
    """The library has a supervisor of its own, the rest of the Town another."""
    by_tag = Named(contact="supervisor", tag=tag(LEE))
    assert told(town_hall.dialog, replace(INCIDENT, unit=None, chosen={0: by_tag})) == ["Lee Okafor"]
    with pytest.raises(BadRequest, match="not among those who can be chosen any more; choose again"):
        town_hall.dialog.filing(replace(INCIDENT, chosen={0: by_tag}))


@pytest.mark.parametrize("given", ["", "x", "0123456789abcdef", "Kim Haida", "kim.haida@gov.example"])
def test_an_unknown_tag_is_refused(town_hall: Hall, given: str) -> None:
    """Somebody may have left; a name or address is no tag."""
    with pytest.raises(BadRequest, match="not among those who can be chosen any more; choose again"):
        town_hall.dialog.filing(replace(INCIDENT, chosen={0: Named(contact="supervisor", tag=given)}))


@pytest.mark.parametrize(
    ("step", "contact"),
    [(99, "supervisor"), (4, "supervisor"), (-1, "communications_office"), (-4, "supervisor"), (0, "ethics_advisor"),
     (0, "intake"), (0, ""), (1, "supervisor")],
)  # fmt: skip
def test_a_choice_is_of_a_step_and_one_of_its_contacts(town_hall: Hall, step: int, contact: str) -> None:
    """Counted from nought."""
    for chosen in (Named(contact=contact, tag=tag(KIM)), named(contact)):
        with pytest.raises(BadRequest, match="This contact is none of the route's; choose from those that are shown"):
            town_hall.dialog.filing(replace(INCIDENT, chosen={step: chosen}))


def test_somebody_whom_the_deployment_does_not_know_is_named(town_hall: Hall) -> None:
    """By name and work mail address, where the contact is another person for everybody."""
    somebody = named("manager", " Noa\tStern ", "Noa.Stern+work@AlderCreek.Example")
    (one,) = town_hall.dialog.filing(replace(INCIDENT, chosen={0: somebody})).plan.recipients
    assert (one.person.name, one.person.role, one.step) == ("Noa Stern", "manager", 0)
    assert [(way.kind, way.address, way.shared) for way in one.person.ways] == [
        ("mail", "Noa.Stern+work@AlderCreek.Example", False)
    ]
    assert one.person.detail == "notice"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "noa",
        "noa@",
        "@aldercreek.example",
        "noa@elsewhere.example",
        "noa@mail.aldercreek.example",
        "noa@aldercreek.example.elsewhere.example",
        "noa@elsewhere.example@aldercreek.example",
        "noa stern@aldercreek.example",
        "noa@aldercreek.example, eve@elsewhere.example",
        "noa@aldercreek.example\nBcc: eve@elsewhere.example",
        "eve@elsewhere.example,noa@aldercreek.example",
        "eve,noa@aldercreek.example",
        "<noa@aldercreek.example>",
        "Noa <noa@aldercreek.example",
        '"noa"@aldercreek.example',
        ".noa@aldercreek.example",
        "noa.@aldercreek.example",
        "noa..stern@aldercreek.example",
        "noä@aldercreek.example",
        "noa@aldercreek.exampl\u0435",
        "=?utf-8?q?noa?=@aldercreek.example",
        f"{'n' * 240}@aldercreek.example",
    ],
)
def test_a_bad_mail_address_is_refused(town_hall: Hall, address: str) -> None:
    """Nothing could be sent there, or it is nobody's at work; the domains are named."""
    with pytest.raises(BadRequest) as caught:
        town_hall.dialog.filing(replace(INCIDENT, chosen={0: named(mail=address)}))
    assert str(caught.value) == "Give their work mail address; it ends with @aldercreek.example or @gov.example."


@pytest.mark.parametrize("name", ["", " \u200b ", "N" * (MAX_NAME + 1)])
def test_whoever_is_named_has_a_name(town_hall: Hall, name: str) -> None:
    """Of a length that a heading can hold."""
    with pytest.raises(BadRequest, match="Give the name of the person whom you choose, with at most 120 characters"):
        town_hall.dialog.filing(replace(INCIDENT, chosen={0: named(name=name)}))


def test_all_work_domains_are_taken(town_library: Library, town_reports: Reports) -> None:
    """However the setting writes them."""
    dialog = hall(town_library, town_reports, domains=("Town.Example", "aldercreek.example")).dialog
    for address in ("noa@town.example", "noa@ALDERCREEK.example"):
        assert told(dialog, replace(INCIDENT, chosen={0: named(mail=address)})) == ["Noa Stern"]
    with pytest.raises(BadRequest, match=r"it ends with @aldercreek\.example or @town\.example\."):
        dialog.filing(replace(INCIDENT, chosen={0: named(mail="noa@elsewhere.example")}))


def test_without_work_domains_nobody_is_named(town_library: Library, town_reports: Reports) -> None:
    """Whoever could be, could be anybody; those in the list can still be chosen."""
    dialog = hall(town_library, town_reports, domains=()).dialog
    with pytest.raises(BadRequest, match="Nobody can be named here who is not in the list; choose from it"):
        dialog.filing(replace(INCIDENT, chosen={0: named()}))
    chosen = Named(contact="supervisor", tag=tag(KIM))
    assert told(dialog, replace(INCIDENT, chosen={0: chosen})) == ["Kim Haida"]


def test_nobody_is_named_for_an_office_that_is_everybodys(town_hall: Hall) -> None:
    """It is the deployment that says who is the ethics advisor."""
    with pytest.raises(BadRequest, match="Nobody can be named here who is not in the list; choose from it"):
        town_hall.dialog.filing(disclosure(chosen={0: named("ethics_advisor")}))
    assert told(town_hall.dialog, disclosure(chosen={0: named("supervisor")})) == ["Noa Stern"]


def test_a_step_under_a_condition_belongs_to_the_route_where_it_holds(town_hall: Hall) -> None:
    """As the reporter ticks it; the intake stands in for the supervisor all the same, whom they have not chosen.

    A number that is no such step's changes nothing.
    """
    assert told(town_hall.dialog, replace(INCIDENT, applies=frozenset({3}))) == ["Newsroom", "Ina Take"]
    for numbers in ({0, 1, 2}, {4, 99, -1}):
        assert told(town_hall.dialog, replace(INCIDENT, applies=frozenset(numbers))) == ["Ina Take"]


@pytest.mark.parametrize(
    ("submission", "involved", "names"),
    [
        (report(), Involved(), [INES.name]),
        (report(), out("Ines Weber"), [INA.name]),
        (report(), out("weber"), [INA.name]),
        (report(), out("Inés  WEBER"), [INA.name]),
        (report(), out(roles=("ethics_advisor",)), [INA.name]),
        (report(), out("Jo Marsh"), [INES.name]),
        (report(), out("Ines Weber", "Ina Take"), [ALBA.name]),
        (report(), out("Ines Weber", roles=(INTAKE,)), [ALBA.name]),
        (report(), out("Ines Weber", "Ina Take", "Alba Lone"), []),
        (replace(INCIDENT, applies=frozenset({3})), out("Newsroom"), [INA.name]),
        (replace(INCIDENT, variant="privacy"), out(roles=("town_clerk",)), [INA.name]),
    ],
)
def test_whoever_is_involved_receives_nothing(
    town_hall: Hall, submission: Submission, involved: Involved, names: list[str]
) -> None:
    """By name or by role; somebody else does, as long as anybody is left."""
    given = replace(submission, involved=involved)
    assert told(town_hall.dialog, given) == names
    assert JO.name not in names


@pytest.mark.parametrize(
    "chosen",
    [
        Named(contact="supervisor", tag=tag(KIM)),
        named("supervisor", "Kim Haida"),
        named("manager", "K. Haida"),
        named("manager", "Somebody Else", "KIM.HAIDA@gov.example"),
    ],
    ids=["by tag", "by name", "by initial", "by address"],
)
def test_whoever_is_chosen_and_involved_receives_nothing(town_hall: Hall, chosen: Named) -> None:
    """In another role, or under another name, too; the intake takes it."""
    assert told(town_hall.dialog, replace(INCIDENT, chosen={0: chosen})) != ["Ina Take"]
    given = replace(INCIDENT, chosen={0: chosen}, involved=out("Kim Haida"))
    assert told(town_hall.dialog, given) == ["Ina Take"]


def test_whoever_is_involved_by_role_is_chosen_in_vain(town_hall: Hall) -> None:
    """My supervisor is whom I choose as such."""
    for chosen in (Named(contact="supervisor", tag=tag(KIM)), named("supervisor")):
        given = replace(INCIDENT, chosen={0: chosen}, involved=out(roles=("supervisor",)))
        assert told(town_hall.dialog, given) == ["Ina Take"]


def test_reporters_cannot_choose_themselves(town_hall: Hall) -> None:
    """What they report is for somebody else to look into."""
    given = replace(INCIDENT, chosen={0: named(name="Okoro, Rae")}, reporter=signed("Rae Okoro"))
    assert told(town_hall.dialog, given) == ["Ina Take"]


def test_what_names_nobody_counts_for_nothing(town_hall: Hall) -> None:
    """An empty line in the form is no person."""
    given = report(involved=out("", " \u200b", "\x00"))
    assert told(town_hall.dialog, given) == ["Ines Weber"]


@pytest.mark.parametrize(
    "names",
    [[f"Person {number}" for number in range(MOST_INVOLVED + 1)], ["N" * (MAX_NAME + 1)]],
    ids=["too many", "too long"],
)
def test_names_of_those_involved_are_few_and_short(town_hall: Hall, names: list[str]) -> None:
    """As many as a form shows; up to there all count."""
    with pytest.raises(BadRequest, match="Name at most 10 people who are involved, with 120 characters each"):
        town_hall.dialog.filing(report(involved=out(*names)))
    fewer = [one[:MAX_NAME] for one in names[:MOST_INVOLVED]]
    assert told(town_hall.dialog, report(involved=out(*fewer, *[""] * 9)))


@pytest.mark.parametrize("role", ["mayor", "", "Ethics Advisor", "commissioner"])
def test_a_role_that_nobody_has_is_refused(town_hall: Hall, role: str) -> None:
    """By it nobody would be kept out, though the reporter believes so."""
    with pytest.raises(BadRequest) as caught:
        town_hall.dialog.filing(report(involved=out(roles=("supervisor", role))))
    assert str(caught.value).startswith(
        f"'{role}' is nobody's role here; name who is involved, or one of these roles: "
    )


def test_all_roles_of_the_organisation_and_the_deployment_may_be_involved(
    town_hall: Hall, town_library: Library
) -> None:
    """Then nobody is left."""
    roles = (*(one.id for one in town_library.contacts), "intake", "alternate_intake", "urgent")
    assert told(town_hall.dialog, report(involved=out(roles=roles))) == []


def test_those_of_other_routes_are_not_told(town_hall: Hall) -> None:
    """A report of harassment is nothing for the clerk or the newsroom."""
    names = told(town_hall.dialog, report(applies=frozenset({0, 1, 2, 3})))
    assert not {SAM.name, NEWSROOM.name} & set(names)
