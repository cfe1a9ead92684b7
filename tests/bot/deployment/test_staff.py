"""Who fills the roles: as the contacts file says, or a stand-in in local use."""

from pathlib import Path

import pytest

from bot.deployment.contacts_file import FileDeployment
from bot.deployment.staff import LOCAL_INTAKE, LocalStaff, Roster, staff_for
from handlers.cases.people import ALTERNATE, INTAKE, Person, Staff, Way
from handlers.contacts import Deployment, Reach
from knowledge.errors import KnowledgeError
from knowledge.library import Library

GOOD = """\
- organisation: bc
  contact: miso
  phone: 555-0100
  people:
    - slack: U02LEE
      name: Lee Wong
      mail: {address: Lee.Wong@gov.example, shared: true}
      detail: full
      deputies:
        - {name: Sam Roy, mail: sam@gov.example}
        - {name: Pat Doe, webhook: {address: "https://desk.example/in", shared: false}, codes: pat@gov.example}
- {organisation: bc, unit: forests, contact: miso, people: [{name: Kim Haida, teams: kim@gov.example}]}
- {organisation: bc, unit: parks, contact: miso, phone: 555-0101}
- {organisation: bc, contact: intake, people: [{name: Lee Wong, slack: U02LEE}]}
"""


def deployment(tmp_path: Path, library: Library, text: str) -> FileDeployment:
    """Return the deployment that a file with this text makes."""
    path = tmp_path / "contacts.yaml"
    path.write_text(text, encoding="utf-8")
    return FileDeployment(path, library)


def only(tmp_path: Path, library: Library, person: str) -> Person:
    """Return the one person of a file with this one."""
    text = f"- {{organisation: bc, contact: miso, people: [{person}]}}\n"
    (found,) = deployment(tmp_path, library, text).people("bc", None, "miso")
    return found


def mail(address: str, *, shared: bool = False) -> Way:
    """Return a mailbox."""
    return Way(kind="mail", address=address, shared=shared)


def test_a_unit_has_its_own_people_and_others_the_organisations(tmp_path: Path, library: Library) -> None:
    """The unit's come first, then the organisation's, then nobody; an entry without people says nothing of them."""
    staff: Staff = deployment(tmp_path, library, GOOD)
    found = {unit: [one.name for one in staff.people("bc", unit, "miso")] for unit in ("forests", "parks", "x", None)}
    assert found == {"forests": ["Kim Haida"], "parks": ["Lee Wong"], "x": ["Lee Wong"], None: ["Lee Wong"]}
    assert staff.people("bc", None, "records_officer") == ()
    assert staff.people("ns", None, INTAKE) == ()


def test_a_person_is_as_the_file_says(tmp_path: Path, library: Library) -> None:
    """Ways in the order written, codes to what is theirs alone, deputies in the same role."""
    lee = deployment(tmp_path, library, GOOD).people("bc", None, "miso")[0]
    slack = Way(kind="slack", address="U02LEE")
    assert (lee.name, lee.role, lee.detail, lee.codes) == ("Lee Wong", "miso", "full", slack)
    assert lee.ways == (slack, mail("Lee.Wong@gov.example", shared=True))
    sam, pat = lee.deputies
    assert (sam.role, sam.detail, sam.codes, sam.deputies) == ("miso", "notice", mail("sam@gov.example"), ())
    assert pat.ways == (Way(kind="webhook", address="https://desk.example/in"),)
    assert pat.codes == mail("pat@gov.example")


def test_everybody_is_there_in_every_role_with_deputies(tmp_path: Path, library: Library) -> None:
    """One person in two roles is one key."""
    everybody = deployment(tmp_path, library, GOOD).everybody("bc")
    assert [one.name for one in everybody] == ["Lee Wong", "Sam Roy", "Pat Doe", "Kim Haida", "Lee Wong"]
    assert everybody[0].key == everybody[-1].key
    assert deployment(tmp_path, library, GOOD).everybody("ns") == ()


def test_units_are_those_of_the_file(tmp_path: Path, library: Library) -> None:
    """Those with numbers alone, too."""
    made = deployment(tmp_path, library, GOOD)
    assert (made.units("bc"), made.units("ns")) == (("forests", "parks"), ())


def test_people_of_a_unit_leave_the_organisations_numbers(tmp_path: Path, library: Library) -> None:
    """An entry that is there for its people alone says nothing of how employees reach the contact."""
    made: Deployment = deployment(tmp_path, library, GOOD)
    assert made.reach("bc", "forests", "miso") == made.reach("bc", None, "miso") == Reach(phone="555-0100")
    assert made.reach("bc", "parks", "miso") == Reach(phone="555-0101")
    assert made.reach("bc", None, INTAKE) is None


@pytest.mark.parametrize(
    ("person", "codes"),
    [
        ("{name: A, slack: U1, mail: a@b}", mail("a@b")),
        ("{name: A, slack: U1, mail: a@b, codes: c@d}", mail("c@d")),
        ("{name: A, webhook: 'https://a.example', teams: a}", Way(kind="teams", address="a")),
        ("{name: A, mail: {address: a@b, shared: true}}", mail("a@b", shared=True)),
        ("{name: A, slack: C1, mail: {address: a@b, shared: true}}", mail("a@b", shared=True)),
        ("{name: A, mail: {address: a@b, shared: true}, teams: a}", Way(kind="teams", address="a")),
        ("{name: A, webhook: 'https://a.example', mail: {address: a@b, shared: true}}", mail("a@b", shared=True)),
        ("{name: A, mail: {address: a@b, shared: true}, codes: A@b}", mail("A@b", shared=True)),
        ("{name: A, mail: {address: a@b, shared: true}, teams: a, codes: a@b}", Way(kind="teams", address="a")),
        ("{name: A, mail: {address: a@b, shared: true}, codes: c@d}", mail("c@d")),
    ],
)
def test_codes_go_where_nobody_else_reads_as_far_as_can_be(
    tmp_path: Path, library: Library, person: str, codes: Way
) -> None:
    """Never into a webhook."""
    assert only(tmp_path, library, person).codes == codes


@pytest.mark.parametrize(
    ("way", "shared"),
    [
        ("slack: U1", False),
        ("slack: C1", True),
        ("slack: G1", True),
        ("slack: {address: C1}", True),
        ("slack: {address: C1, shared: false}", False),
        ("slack: {address: U1, shared: true}", True),
        ("slack: T0123/U1", False),
        ("slack: T0123/W1", False),
        ("slack: T0123/C1", True),
        ("teams: '19:abc@thread.tacv2'", True),
        ("teams: jo@gov.example", False),
        ("mail: cab@gov.example", False),
        ("codes: a@b, webhook: 'https://a.example'", True),
        ("codes: a@b, webhook: {address: 'https://a.example'}", True),
        ("codes: a@b, webhook: {address: 'https://a.example', shared: false}", False),
    ],
)
def test_a_channel_is_shared_unless_the_file_says_that_it_is_not(
    tmp_path: Path,
    library: Library,
    way: str,
    shared: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """Who forgets to say so gives nothing about a person away."""
    assert only(tmp_path, library, f"{{name: A, {way}}}").ways[0].shared is shared


def test_an_office_names_who_acts_in_its_channel(tmp_path: Path, library: Library) -> None:
    """Each with a way of their own; none of theirs is the office's."""
    members = "[{name: Bo Lind, slack: U0BO}, {name: Cyra Haddad, slack: T0123/U0CY}]"
    office = only(tmp_path, library, f"{{name: Office, slack: {{address: C0123, members: {members}}}, codes: a@b}}")
    assert [(one.name, one.role, one.ways) for one in office.members] == [
        ("Bo Lind", "miso", (Way(kind="slack", address="U0BO"),)),
        ("Cyra Haddad", "miso", (Way(kind="slack", address="T0123/U0CY"),)),
    ]
    assert office.ways == (Way(kind="slack", address="C0123", shared=True),)
    assert list(office.addresses()) == ["a@b"]


def test_a_deputy_may_be_an_office_too(tmp_path: Path, library: Library) -> None:
    """It has the same fields."""
    office = "{name: Office, slack: {address: C1, members: [{name: Bo Lind, slack: U1}]}}"
    jo = only(tmp_path, library, f"{{name: Jo, mail: a@b, deputies: [{office}]}}")
    assert [one.name for one in jo.deputies[0].members] == ["Bo Lind"]


@pytest.mark.parametrize(
    ("person", "told"),
    [
        ("{name: A}", "entry 1, people 1: cannot be reached; add 'mail', 'webhook', 'slack' or 'teams'"),
        ("{name: A, mail: }", "entry 1, people 1: cannot be reached"),
        ("{mail: a@b}", "entry 1, people 1, name: is missing"),
        ("{name: A, mail: a}", "entry 1, people 1, mail.address: must be one mail address"),
        ("{name: A, mail: 'a@b,c@d'}", "entry 1, people 1, mail.address: must be one mail address"),
        ('{name: A, mail: "a@b\\nBcc: c@d"}', "entry 1, people 1, mail.address: must be one mail address"),
        ("{name: A, mail: 1}", "entry 1, people 1, mail.address: must be text"),
        ("{name: A, mail: {shared: true}}", "entry 1, people 1, mail.address: is missing"),
        ("{name: A, mail: {address: a@b, share: true}}", "entry 1, people 1, mail.share: is no field here"),
        (
            "{name: A, webhook: 'http://a.example', codes: a@b}",
            "entry 1, people 1, webhook.address: must be an address that",
        ),
        ("{name: A, webhook: 'https://a.example'}", "entry 1, people 1: gets no one-time codes"),
        (
            "{name: A, webhook: {address: 'https://a.example', shared: false}, mail: {address: a@b, shared: true}}",
            "entry 1, people 1: gets no one-time codes, for there is no mailbox of theirs; add 'codes' with a mail",
        ),
        ("{name: A, slack: '# general'}", "entry 1, people 1, slack.address: must be the id of a channel or person"),
        ("{name: A, slack: u1}", "entry 1, people 1, slack.address: must be the id of a channel or person"),
        ("{name: A, slack: D1}", "entry 1, people 1, slack.address: must be the id of a channel or person"),
        ("{name: A, slack: T1/T2/U1}", "entry 1, people 1, slack.address: must be the id of a channel or person"),
        (
            "{name: A, slack: {address: U1, members: [{name: B, slack: U2}]}}",
            "entry 1, people 1, slack: has 'members', which only a channel has; take them out",
        ),
        (
            "{name: A, slack: {address: C1, members: [{name: B, slack: C2}]}}",
            "entry 1, people 1, slack.members 1, slack: must be the id of a person, such as U0123ABCD",
        ),
        (
            "{name: A, slack: {address: C1, members: [{name: B}]}}",
            "entry 1, people 1, slack.members 1, slack: is missing",
        ),
        (
            "{name: A, slack: {address: C1, members: [{name: B, slack: U1}, {name: C, slack: U1}]}}",
            "entry 1, people 1, slack: names one person of Slack twice among its 'members'",
        ),
        ("{name: A, teams: {address: a, members: []}}", "entry 1, people 1, teams.members: is no field here"),
        ("{name: A, slack: U1, codes: U1}", "entry 1, people 1, codes: must be one mail address"),
        ("{name: A, mail: a@b, detail: all}", "entry 1, people 1, detail"),
        ('{name: "A\\nB", mail: a@b}', "entry 1, people 1, name: must be one line"),
        ("{name: A, mail: a@b, written: [mail]}", "entry 1, people 1, written: is no field here"),
        ("{name: A, mail: a@b, deputies: [{name: B}]}", "entry 1, people 1, deputies 1: cannot be reached"),
        (
            "{name: A, mail: a@b, deputies: [{name: B, mail: b@b, deputies: []}]}",
            "entry 1, people 1, deputies 1, deputies: is no field here",
        ),
        ("Jo Smith", "entry 1, people 1: must be fields with their values"),
    ],
)
def test_a_broken_person_is_refused_with_their_place(tmp_path: Path, library: Library, person: str, told: str) -> None:
    """File, line and field are named."""
    text = f"- organisation: bc\n  contact: miso\n  people:\n    - {person}\n"
    with pytest.raises(KnowledgeError) as refused:
        deployment(tmp_path, library, text)
    assert str(refused.value).startswith(f"{tmp_path / 'contacts.yaml'}:4: {told}")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("{organisation: bc, contact: intake}", "entry 1, people: is missing; say who fills 'intake'"),
        ("{organisation: bc, contact: urgent, people: []}", "entry 1, people: is missing; say who fills 'urgent'"),
        (
            "{organisation: mars, contact: intake, people: [{name: A, mail: a@b}]}",
            "entry 1, organisation: 'mars' is no",
        ),
        (
            "{organisation: bc, contact: myhr, people: [{name: A, mail: a@b}]}",
            "entry 1, people: nothing is sent to 'myhr'",
        ),
        ("{organisation: bc, contact: miso, people: {name: A, mail: a@b}}", "entry 1, people: must be a list"),
    ],
)
def test_people_must_have_a_role_and_a_role_people(tmp_path: Path, library: Library, entry: str, told: str) -> None:
    """Nobody stands in the file for nothing, and no role of the deployment without anybody."""
    with pytest.raises(KnowledgeError) as refused:
        deployment(tmp_path, library, f"- {entry}\n")
    assert told in str(refused.value)


def test_in_local_use_somebody_takes_everything(tmp_path: Path, library: Library) -> None:
    """As long as no people are named: a newcomer can try reports, and nobody is notified."""
    numbers = deployment(tmp_path, library, "- {organisation: bc, contact: miso, phone: 555-0100}\n")
    for given in (None, numbers):
        staff = staff_for(given, library.organisations, is_local=True)
        assert isinstance(staff, LocalStaff)
        assert staff.people("ns", "forests", INTAKE) == staff.everybody("ns") == (LOCAL_INTAKE,)
        assert staff.people("ns", None, ALTERNATE) == staff.people("ns", None, "supervisor") == ()
        assert staff.units("ns") == ()
    assert [way.kind for way in LOCAL_INTAKE.ways] == ["here"]


def test_people_of_the_file_come_before_the_stand_in(tmp_path: Path, library: Library) -> None:
    """In local use as elsewhere."""
    made = deployment(tmp_path, library, GOOD)
    assert staff_for(made, library.organisations, is_local=True) is made
    assert staff_for(made, library.organisations, is_local=False) is made


def test_where_others_reach_it_nobody_stands_in(tmp_path: Path, library: Library) -> None:
    """A report must not end with who happens to run the service."""
    numbers = deployment(tmp_path, library, "- {organisation: bc, unit: forests, contact: miso, phone: 555-0100}\n")
    assert staff_for(numbers, library.organisations, is_local=False) is numbers
    assert numbers.people("bc", None, INTAKE) == ()
    assert staff_for(None, library.organisations, is_local=False).everybody("bc") == ()


def test_a_place_without_people_is_none(library: Library) -> None:
    """What is filled is what somebody fills."""
    roster = Roster({("bc", None, INTAKE): (LOCAL_INTAKE,), ("bc", None, "miso"): ()})
    assert roster.places == (("bc", None, INTAKE),)
