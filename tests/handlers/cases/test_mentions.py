"""Whom a text seems to speak of."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.cases.mentions import Mentions
from knowledge.library import Library
from tests.handlers.cases.builders import person
from tests.handlers.cases.fakes import FakeStaff, staffed

STAFF = staffed(
    person("Jane Smith", "miso", person("Anne-Marie Tremblay", "miso")),
    person("Will May", "intake"),
    person("Mary Ann Lee", "alternate_intake"),
    person("Conan O'Brien", "urgent"),
    person("J. Brown", "public_affairs"),
    person("Mark Johnson", "records_officer"),
    person("José Núñez", "citizen_engagement"),
    person("Sand, Emil", "executive"),
    person("Desk", "treasury_board"),
)


@pytest.fixture(scope="module")
def mentions(library: Library) -> Mentions:
    """Finds people of the staff above and the contacts of the product."""
    return Mentions(library, STAFF)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jane Smith shouted at me.", ["Jane Smith"]),
        ("jane smith shouted at me", ["Jane Smith"]),
        ("JANE SMITH'S POST", ["Jane Smith"]),
        ("It was Jane Smith’s post", ["Jane Smith"]),
        ("Smith, Jane", ["Jane Smith"]),
        ("Jane B. Smith", ["Jane Smith"]),
        ("I saw J. Smith there", ["Jane Smith"]),
        ("Jane Smyth", ["Jane Smith"]),
        ("Ms. Smith said so", ["Jane Smith"]),
        ("dr smith said so", ["Jane Smith"]),
        ("Anne Marie Tremblay, his deputy", ["Anne-Marie Tremblay"]),
        ("Ann Lee or Mary Lee", ["Mary Ann Lee"]),
        ("conan obrien", ["Conan O'Brien"]),
        ("Jim Brown", ["J. Brown"]),
        ("mark johnson", ["Mark Johnson"]),
        ("jose nunez and Jane Smith", ["José Núñez", "Jane Smith"]),
        ("Emil Sand", ["Sand, Emil"]),
        ("Will May laughed", ["Will May"]),
        ("Mr May laughed", ["Will May"]),
        ("Will may have laughed", []),
        ("I will, may I?", []),
        ("they will may be", []),
        ("that will May 3 decide", []),
        ("In May, Will went away", []),
        ("mr may know", []),
        ("I will not mark it as brown", []),
        ("Smith said so", []),
        ("Jane said so", []),
        ("the desk was open", []),
        ("", []),
    ],
)
def test_staff_are_found_by_name(mentions: Mentions, text: str, names: list[str]) -> None:
    """First and last name, or a title and the last name; plain words are no names, and one name alone is none."""
    assert list(mentions.found(text, "bc").names) == names


def test_only_those_who_fill_roles_are_found(library: Library) -> None:
    """In the writer's organisation; whoever fills none is nobody's business."""
    found = Mentions(library, STAFF).found("Jane Smith and Rae Okoro", "bc")
    assert found.names == ("Jane Smith",)
    assert Mentions(library, STAFF).found("Jane Smith", "ns").names == ()
    assert Mentions(library, FakeStaff()).found("Jane Smith", "bc").names == ()


@pytest.mark.parametrize(
    ("org", "text", "roles"),
    [
        ("bc", "my boss yelled at me", ["supervisor", "manager"]),
        ("bc", "My supervisor's post", ["supervisor"]),
        ("bc", "our two supervisors", ["supervisor"]),
        ("bc", "my direct manager", ["manager"]),
        ("bc", "my team lead", ["supervisor"]),
        ("bc", "Our team-lead", ["supervisor"]),
        ("bc", "the ethics advisor knows", ["ethics_advisor"]),
        ("bc", "Ethics adviser", ["ethics_advisor"]),
        ("bc", "our director", ["manager", "executive"]),
        ("bc", "Ann's boss", ["supervisor", "manager"]),
        ("bc", "the Records Officer", ["records_officer"]),
        ("bc", "my manager and my supervisor", ["manager", "supervisor"]),
        ("bc", "the manager app", ["manager"]),
        ("bc", "supervisor mode", []),
        ("bc", "I supervise and manage", []),
        ("bc", "we direct the traffic", []),
        ("ns", "my boss", ["manager", "supervisor"]),
        ("ns", "our director", ["manager", "communications_director"]),
        ("ns", "the Communications Director", ["communications_director"]),
        ("sk-ipc", "the commissioner", ["commissioner"]),
        ("sk-ipc", "my boss", ["commissioner"]),
        ("sk-ipc", "the IT department", ["it_staff"]),
        ("mars", "my boss", []),
    ],
)
def test_roles_are_found_by_what_people_call_them(mentions: Mentions, org: str, text: str, roles: list[str]) -> None:
    """With whose they are, or in several words; a contact that the organisation does not have is not asked about."""
    assert list(mentions.found(text, org).roles) == roles


def test_every_alias_of_somebody_who_can_be_told_is_found(library: Library, mentions: Mentions) -> None:
    """As `the ...`."""
    missed = [
        (one.organisation, one.id, alias)
        for one in library.contacts
        if one.kind == "recipient"
        for alias in one.aliases
        if one.id not in mentions.found(f"I wrote to the {alias.removeprefix('my ')}.", one.organisation).roles
    ]
    assert missed == []


PIECES = st.lists(st.sampled_from(["my", "boss", "Jane", "Smith", "may", "Will", ",", ".", "'s"])).map(" ".join)


@given(text=st.text(max_size=60) | PIECES)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_read(*, mentions: Mentions, text: str) -> None:
    """Whom it names is of the staff, each once; and nobody's name reaches a log."""
    found = mentions.found(text, "bc")
    assert set(found.names) <= {one.name for one in STAFF.everybody("bc")}
    assert len(set(found.names)) == len(found.names)
    assert "Smith" not in repr(found)
