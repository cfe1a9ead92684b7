"""Who is who, and who must see nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.cases.kept_out import allowed, is_about_somebody, is_out, kept_out, widened
from handlers.cases.names import folded, is_same_name, may_mean
from handlers.cases.people import Involved, Person, Way, is_same_person
from tests.handlers.cases.builders import channel, mail, person

JANE = person("Jane Smith", "supervisor", person("Dov Adler", "supervisor"))
BO = person("Bo Lind", "intake")
CY = person("Cyra Haddad", "alternate_intake")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Jane Smith", "jane  SMITH", True),
        ("Smith, Jane", "Jane Smith", True),
        ("Ms. Jane Smith", "Jane Smith", True),
        ("José Núñez", "Jose Nunez", True),
        ("Søren Kjær", "Soren Kjaer", True),
        ("Łukasz Wójcik", "Lukasz Wojcik", True),
        ("Jörg Müller", "Joerg Mueller", True),
        ("Anne-Marie Tremblay", "Anne Marie Tremblay", True),
        ("Maria De Luca", "Maria DeLuca", True),
        ("Conan O’Brien", "Conan OBrien", True),
        ("王芳", "王 芳", True),
        ("J. Smith", "Jane Smith", True),
        ("J. Smith", "John Smith", True),
        ("Smith J", "Jane Smith", True),
        ("Jane S.", "Jane Smith", True),
        ("J. S.", "Jane Smith", True),
        ("Jane A. Smith", "Jane Smith", True),
        ("Jane Smith", "Jane Smith-Jones", True),
        ("Jane Smith (Forests)", "Jane Smith", True),
        ("jane.smith@gov.example", "Jane Smith", True),
        ("Jane Smyth", "Jane Smith", True),
        ("Jon Smith", "John Smith", True),
        ("John Smith", "Jane Smith", False),
        ("Jane Smith", "Jane Jones", False),
        ("A. Smith", "Jane Smith", False),
        ("J. Smith", "Jane Jones", False),
        ("Bob Smith", "Robert Smith", False),
        ("Bo Li", "Bo Lu", False),
        ("王芳", "王伟", False),
        ("Intake", "Independent Intake", False),
        ("Smith", "Jane Smith", False),
        ("Dr.", "Dr. Smith", False),
        ("", "", False),
        ("🙂", "🙂", False),
    ],
)
def test_whose_name_may_be_the_same(*, one: str, other: str, same: bool) -> None:
    """Order, marks, titles, initials and a typing error aside; whoever may be meant is rather taken for the same."""
    assert is_same_name(one, other) is same
    assert is_same_name(other, one) is same


@pytest.mark.parametrize(
    ("said", "name", "may"),
    [
        ("Smith", "Jane Smith", True),
        ("Ms Smith", "Jane Smith", True),
        ("jane", "Jane Smith", True),
        ("J. Smith", "Jane Smith", True),
        ("J", "Jane Smith", False),
        ("Smi", "Jane Smith", False),
        ("Jane Jones", "Jane Smith", False),
    ],
)
def test_what_somebody_wrote_may_mean_a_person(*, said: str, name: str, may: bool) -> None:
    """A first or a last name alone keeps out everybody of that name: rather one too many."""
    assert may_mean(said, name) is may


@given(st.text(max_size=20), st.text(max_size=20))
def test_names_are_compared_whatever_they_are(one: str, other: str) -> None:
    """It does not matter which of two comes first, and whoever has a name at all is of the same name as themselves."""
    assert is_same_name(one, other) == is_same_name(other, one)
    assert is_same_name(one, one) == bool(folded(one).partition("@")[0].strip("._+- "))


def test_people_are_told_apart_by_where_they_alone_are_reached() -> None:
    """Two who share a channel are two; one who is reached in two ways is one, whatever role they act in."""
    first = Person(name="Ann Wu", role="miso", ways=(channel(), mail("ann@gov.example")))
    second = Person(name="Raj Rao", role="miso", ways=(channel(), mail("raj@gov.example")))
    again = Person(name="A. Wu", role="intake", ways=(Way(kind="slack", address="U1"), mail("Ann@gov.example")))
    assert first.key == "ann@gov.example"
    assert not is_same_person(first, second)
    assert is_same_person(first, again)
    assert [one.name for one in allowed([first, second, again], ())] == ["Ann Wu", "Raj Rao"]


def test_whoever_is_reached_nowhere_else_goes_by_their_name() -> None:
    """Somebody for whom it stays in the assistant, or who has a shared way alone, has no address of their own."""
    assert Person(name="Ann Wu", role="miso", ways=(channel(),)).key == "ann wu"
    assert Person(name="Ann Wu", role="intake", ways=(Way(kind="here", address="here"),)).key == "ann wu"
    codes = Person(name="Ann Wu", role="miso", ways=(channel(),), codes=mail("ann@gov.example"))
    assert codes.key == "ann@gov.example"


def test_what_is_private_has_no_shared_way() -> None:
    """The first way is taken where it may be; a shared one never stands in for a private one."""
    both = Person(name="Ann Wu", role="miso", ways=(channel(), mail("ann@gov.example")))
    assert both.way(private=False) == channel()
    assert both.way(private=True) == mail("ann@gov.example")
    shared = Person(name="Ann Wu", role="miso", ways=(channel(), mail("office@gov.example", shared=True)))
    assert shared.way(private=True) is None
    assert Person(name="Ann Wu", role="miso", ways=()).way(private=False) is None


def test_whoever_is_named_is_kept_out_with_their_deputies() -> None:
    """In every role that they fill; nobody else is."""
    elsewhere = person("Jane Smith", "miso", person("Eve Ito", "miso"), ways=(Way(kind="teams", address="T1"),))
    out = kept_out(Involved(names=("J. Smith",)), [JANE, *JANE.deputies, elsewhere, BO, CY])
    assert [one.name for one in (JANE, *JANE.deputies, elsewhere, *elsewhere.deputies, BO, CY) if is_out(one, out)] == [
        "Jane Smith",
        "Dov Adler",
        "Jane Smith",
        "Eve Ito",
    ]


def test_a_deputy_who_is_named_is_kept_out_alone() -> None:
    """Their principal stays, and so does whoever has the same deputy; their own deputies do not."""
    dov = person("Dov Adler", "records_officer", person("Eve Ito", "records_officer"))
    out = kept_out(Involved(names=("Dov Adler",)), [JANE, *JANE.deputies, dov, *dov.deputies, BO])
    assert [one.name for one in (JANE, *JANE.deputies, dov, *dov.deputies, BO) if is_out(one, out)] == [
        "Dov Adler",
        "Dov Adler",
        "Eve Ito",
    ]


def test_deputies_of_deputies_in_another_role_stay() -> None:
    """Dov stands in for Jane, who is involved; whoever stands in for Dov in his own role does not stand in for her."""
    dov = person("Dov Adler", "records_officer", person("Eve Ito", "records_officer"))
    out = kept_out(Involved(names=("Jane Smith",)), [JANE, *JANE.deputies, dov, *dov.deputies])
    assert is_out(dov, out)
    assert not is_out(dov.deputies[0], out)


def test_whoever_fills_a_role_of_the_reporter_is_kept_out_in_all_their_roles() -> None:
    """Under another name too, where they are reached in the same place, and with the deputies that they have there."""
    married = person("Jane Brown", "intake", person("Eve Ito", "intake"), ways=JANE.ways)
    out = kept_out(Involved(roles=("supervisor",)), [JANE, married, BO], [JANE])
    assert all(is_out(one, out) for one in (JANE, *JANE.deputies, married, *married.deputies))
    assert not is_out(BO, out)


def test_a_role_is_kept_out_even_where_nobody_knows_who_fills_it() -> None:
    """Somebody who fills it later, or elsewhere, is not told in that role."""
    out = kept_out(Involved(roles=("supervisor",)), [BO, CY])
    assert is_out(JANE, out)
    assert not is_out(person("Jane Smith", "miso"), out)
    assert is_about_somebody(out)


def test_the_marks_hold_when_the_staff_changes() -> None:
    """Who is involved is still known when they move, are reached elsewhere, or get a deputy after it was filed."""
    out = kept_out(Involved(names=("Jane Smith",)), [JANE, *JANE.deputies])
    moved = person("Smith, Jane", "intake", person("Gil Roe", "intake"), ways=(Way(kind="slack", address="U77"),))
    renamed = person("Jane Brown", "intake", person("Ida Moe", "intake"), ways=JANE.ways)
    assert is_out(moved, out)
    assert is_out(renamed, out)
    later = widened(out, [moved, *moved.deputies, renamed, *renamed.deputies, BO])
    assert all(is_out(one, later) for one in (*moved.deputies, *renamed.deputies))
    assert not is_out(BO, later)
    assert widened(later, [moved, renamed, BO]) == later


def test_somebody_new_of_whom_only_the_name_was_known_is_kept_out() -> None:
    """Whoever was named and filled no role then."""
    out = kept_out(Involved(names=("Smith",)), [BO])
    assert is_out(JANE, out)
    assert not is_out(BO, out)


def test_the_mailbox_of_somebody_is_a_name_as_good_as_theirs() -> None:
    """Reporters give what they have."""
    odd = Person(name="Front Office", role="intake", ways=(mail("desk@gov.example"),))
    out = kept_out(Involved(names=("Desk@gov.example",)), [odd, BO])
    assert is_out(odd, out)
    assert not is_out(BO, out)


def test_reporters_receive_nothing_of_what_they_report() -> None:
    """Nor do their deputies; that alone makes a case no more private, and nobody of a name like theirs is kept out."""
    own = person("Jane Smith", "intake", person("Eve Ito", "intake"))
    like = person("J. Smith", "miso")
    out = kept_out(Involved(), [own, *own.deputies, like], reporter="Smith, Jane")
    assert is_out(own, out)
    assert is_out(own.deputies[0], out)
    assert not is_out(like, out)
    assert not is_about_somebody(out)
    assert is_about_somebody(kept_out(Involved(names=("Zed",)), [own]))


def test_nobody_involved_keeps_nobody_out() -> None:
    """Not even whoever has no name."""
    nameless = Person(name="", role="intake", ways=(mail("a@gov.example"),))
    out = kept_out(Involved(names=("", " ", "🙂")), [JANE, BO, nameless], [JANE])
    assert out == frozenset()
    assert allowed([JANE, BO, nameless], out) == (JANE, BO, nameless)


def test_no_name_or_address_is_in_what_may_reach_a_log() -> None:
    """Of a person, a way, or who is involved."""
    shown = repr((JANE, JANE.ways, Involved(names=("Jane Smith",), roles=("supervisor",))))
    assert "jane" not in shown.lower()
    assert "gov.example" not in shown
