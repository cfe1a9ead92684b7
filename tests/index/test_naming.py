"""Which organisation a question names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.naming import Naming
from index.wording import Wording
from knowledge import library as knowledge_library
from knowledge.records import Organisation

ORGANISATIONS = {
    "bc": Organisation(
        id="bc", name="Government of British Columbia", aliases=("British Columbia", "B.C.", "BC", "gov.bc.ca")
    ),
    "ns": Organisation(id="ns", name="Government of Nova Scotia", aliases=("Nova Scotia", "NS", "NS employees")),
    "sk": Organisation(id="sk", name="Privacy Commissioner", aliases=("Saskatchewan", "Sask folks", "SK")),
}


@pytest.fixture(scope="module")
def naming() -> Naming:
    """The names of three provinces."""
    return Naming(ORGANISATIONS)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what does BC say about retweets", ("bc",)),
        ("and B.C.?", ("bc",)),
        ("the rule in british  columbia", ("bc",)),
        ("over in NOVA SCOTIA", ("ns",)),
        ("novascotia rules", ("ns",)),
        ("is NS stricter than BC", ("bc", "ns")),
        ("the policy on gov.bc.ca", ("bc",)),
        ("i deleted it bc it was rude", ()),
        ("may I post on LinkedIn", ()),
        ("ABC news", ()),
        ("write to jo@gov.bc.ca", ()),
        ("my @gov.bc.ca address", ()),
        ("BC@example.org", ()),
        ("", ()),
    ],
)
def test_names_are_found_as_people_write_them(naming: Naming, text: str, named: tuple[str, ...]) -> None:
    """Long names in any case, short ones in capitals, none inside words or addresses; in the order of the data."""
    assert naming.named(text) == named


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what does british colombia say", ("bc",)),
        ("nova scottia?", ("ns",)),
        ("nova scoita rules", ("ns",)),
        ("(saskatchewn)", ("sk",)),
        ("the british are coming", ()),
        ("british bulldogs", ()),
    ],
)
def test_names_are_found_with_a_slip_once_the_words_are_spelled_right(
    naming: Naming, text: str, named: tuple[str, ...]
) -> None:
    """The wording mends the slip, as the words of names are among the words of the subject."""
    ordinary = {"what", "does", "british", "nova", "rules", "coming"}
    wording = Wording((), ["columbia", "scotia", "saskatchewan"], ordinary.__contains__)
    assert naming.named(wording.spell(text, None)) == named


@pytest.mark.parametrize(
    "text",
    [
        "What obligations employees have online?",
        "as employees, may we post",
        "is employees' privacy protected",
        "should I ask folks first",
        "the government of us all",
        "in government",
    ],
)
def test_ordinary_words_name_nobody(naming: Naming, text: str) -> None:
    """Words that only hold the letters of a name, or are near an abbreviation, would send people to foreign rules."""
    assert naming.named(text) == ()


def test_the_names_of_the_product_stand_in_no_ordinary_word() -> None:
    """The same holds for the organisations that come with the product."""
    naming = Naming(knowledge_library.load().organisations)
    texts = (
        "which questions employees ask",
        "can government monitor public servants",
        "does the regional office decide",
    )
    assert [naming.named(text) for text in texts] == [()] * 3


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("what does BC say", "what does say"),
        ("Nova Scotia", ""),
        ("in the Government of British Columbia?", "in the ?"),
        ("bc it was rude", "bc it was rude"),
    ],
)
def test_names_are_taken_out(naming: Naming, text: str, left: str) -> None:
    """The longest name goes as a whole; what is left is what is searched for."""
    assert naming.without_names(text) == left


@given(text=st.text())
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    """Any characters: known organisations, and never more text than there was."""
    naming = Naming(ORGANISATIONS)
    assert set(naming.named(text)) <= set(ORGANISATIONS)
    assert len(naming.without_names(text)) <= len(text)


@given(
    before=st.text(alphabet="abz ,?"), name=st.sampled_from(["Nova Scotia", "nova scotia", "NS"]), after=st.text(" ?!")
)
def test_a_name_is_found_wherever_it_stands(before: str, name: str, after: str) -> None:
    """Among any other words, and it is gone afterwards."""
    naming = Naming(ORGANISATIONS)
    text = f"{before} {name} {after}"
    assert naming.named(text) == ("ns",)
    assert name not in naming.without_names(text)


def test_without_organisations_nobody_is_named() -> None:
    """A library may come without any names."""
    assert Naming({}).named("Government of Nova Scotia") == ()
