"""Questions as typed, in the words of the texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.wording import Wording
from knowledge.records import Term

SUBJECT_WORDS = ["photographs", "guidelines", "passengers", "facebook", "harbour", "post"]
TERMS = [
    Term(term="fb", means="Facebook", kind="spelling"),
    Term(term="HC", means="harbour captain", organisation="ferry", kind="spelling"),
    Term(term="HC", means="head curator", organisation="museum", kind="spelling"),
    Term(term="direct message", means="private message", kind="spelling"),
    Term(term="message", means="note", kind="spelling"),
    Term(term="c++", means="a language", kind="spelling"),
    Term(term="snap", means="photographs"),
    Term(term="selfie", means="photographs"),
    Term(term="skipper", means="harbour captain", organisation="ferry"),
    Term(term="pots", means="pans"),
]
ORDINARY = frozenset({"gazelle", "hello", "postal"})


KNOWN = st.sampled_from([*SUBJECT_WORDS, *ORDINARY, "a", "may", "the", "we", "?", "!", "-", "2019"])
SLIP_WORDS = st.from_regex(r"[a-z]{1,9}", fullmatch=True)


def _wording(terms: list[Term] | None = None) -> Wording:
    return Wording(TERMS if terms is None else terms, SUBJECT_WORDS, ORDINARY.__contains__)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("the guidlines", "the guidelines"),
        ("PHOTOGRPAHS of pasengers", "photographs of passengers"),
        ("facebok?", "facebook?"),
        ("gazelle", "gazelle"),
        ("postal", "postal"),
        ("xylophonist", "xylophonist"),
        ("hbr", "hbr"),
        ("it's the guidelinez'", "it's the guidelinez'"),
    ],
)
def test_typing_errors_are_mended(typed: str, read: str) -> None:
    """Only in long words that are neither ordinary nor too far from every word of the texts."""
    assert _wording().spell(typed, "ferry") == read


@pytest.mark.parametrize(
    ("typed", "organisation", "read"),
    [
        ("on FB?", "ferry", "on Facebook?"),
        ("ask the hc", "ferry", "ask the harbour captain"),
        ("ask the hc", "museum", "ask the head curator"),
        ("ask the hc", "garden", "ask the hc"),
        ("ask the hc", None, "ask the hc"),
        ("a direct message", None, "a private message"),
        ("a message", None, "a note"),
        ("fbi", None, "fbi"),
        ("(c++)", None, "(a language)"),
    ],
)
def test_terms_are_read_as_what_they_stand_for(typed: str, organisation: str | None, read: str) -> None:
    """In any case, the longest first, in whole words, and only as the asker's own organisation uses them."""
    assert _wording().spell(typed, organisation) == read


@pytest.mark.parametrize(
    ("typed", "organisation", "searched"),
    [
        ("a snap", None, "a snap photographs"),
        ("a snap, a selfie", None, "a snap, a selfie photographs"),
        ("the Skipper", "ferry", "the Skipper harbour captain"),
        ("the skipper", "museum", "the skipper"),
        ("snapper", None, "snapper"),
        ("fb", None, "fb"),
    ],
)
def test_synonyms_are_searched_for_as_well(typed: str, organisation: str | None, searched: str) -> None:
    """The text stands first, as it was; each meaning follows once."""
    assert _wording().expand(typed, organisation) == searched


def test_a_word_of_the_vocabulary_is_no_typing_error() -> None:
    """It is not mended into a word that happens to be near."""
    assert _wording().spell("the pots", None) == "the pots"


@given(text=st.text(), organisation=st.sampled_from(["ferry", "mars", None]))
def test_nothing_that_is_typed_breaks_it(text: str, organisation: str | None) -> None:
    """Any characters give a text."""
    assert isinstance(_wording().spell(text, organisation), str)
    assert _wording().expand(text, organisation).startswith(text)


@given(words=st.lists(KNOWN, max_size=12))
def test_known_words_are_left_alone(words: list[str]) -> None:
    """Words of the texts, ordinary and short words stand as typed."""
    text = " ".join(words)
    assert _wording().spell(text, "ferry") == text


@given(
    local=st.lists(SLIP_WORDS, min_size=1, max_size=3).map(".".join),
    domain=st.sampled_from(["gov.bc.ca", "fb.com", "facebok.example", "guidlines.gov.bc.ca"]),
)
def test_addresses_are_left_alone(local: str, domain: str) -> None:
    """No part of an e-mail address or a web address is mended or explained."""
    for address in (f"{local}@{domain}", f"https://{domain}/{local}", f"www.{domain}"):
        assert _wording().spell(f"may we {address} now", "ferry") == f"may we {address} now"


def test_without_vocabulary_and_words_a_question_stands_as_typed() -> None:
    """A library may have neither."""
    assert Wording([], [], lambda word: False).spell("Guidlines on FB?", None) == "Guidlines on FB?"
