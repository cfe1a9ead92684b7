"""Words and phrases in texts: letter for letter but for case and spacing, and, where that is safe, with a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.check.detectors.phrases import Phrases

LISTED = (
    "views are my own",
    "all views are my own",
    "views are mine",
    "views are mine alone",
    "not those of my employer",
    "rates",
    "PSA",
    "#BCGov",
    "BC Parks",
    "premier's office",
    "RT ≠ endorsement",
    "f*ck",
    "câlice",
)


def found(text: str, *listed: str) -> list[str]:
    """Return the words that are found in a text, in its order."""
    return [text[start:end] for start, end in sorted(Phrases(listed or LISTED).find(text))]


def nearly(text: str) -> str | None:
    """Return the words that nearly are a listed phrase."""
    place = Phrases(LISTED).find_nearly(text)
    return text[place[0] : place[1]] if place else None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("These views are my own.", ["views are my own"]),
        ("VIEWS ARE MY OWN", ["VIEWS ARE MY OWN"]),
        ("(All views are my own!)", ["All views are my own"]),
        ("views are mine alone", ["views are mine alone"]),
        ("views  are my\nown", ["views  are my\nown"]),
        ("The Premier's Office, the premier’s office", ["Premier's Office", "premier’s office"]),
        ("the PSA, #BCGov and bc parks", ["PSA", "#BCGov", "bc parks"]),
        ("RT ≠ endorsement", ["RT ≠ endorsement"]),
        ("f*ck, CÂLICE", ["f*ck", "CÂLICE"]),
        ("rates and rates", ["rates", "rates"]),
    ],
)
def test_a_phrase_is_found_however_it_is_cased_and_spaced(text: str, words: list[str]) -> None:
    """Signs around it, line breaks in it, either apostrophe; of two that overlap the longer is told."""
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "my review's scope: views",
        "overviews are my own",
        "views are my ownership",
        "the pirates celebrates",
        "a psa is a message",
        "#bcgov",
        "views are, my own",
        "views are my    own",
        "premiers office",
        "fsck",
        "",
        " \n ",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    """Parts of words, abbreviations in small letters, words with signs or much white space between them."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The veiws are my own", "veiws are my own"),
        ("viewss are my own", "viewss are my ow"),
        ("views are my owwn", "views are my ow"),
        ("VIEWS AER MY OWN!", "VIEWS AER MY OWN"),
        ("they are not those of my emploier", "not those of my emploier"),
        ("not thoze of my employer", "not thoze of my employer"),
    ],
)
def test_a_longer_phrase_is_found_with_a_slip_in_it(text: str, words: str) -> None:
    """A letter swapped, doubled or mistaken: where it stands, to two letters at the ends."""
    assert nearly(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "views are not my own",
        "these views are hardly my own",
        "the views from my own porch",
        "view my own",
        "those of my employer",
        "rate",
        "PSB",
        "B.C. Park",
        "",
    ],
)
def test_another_phrase_is_no_slip(text: str) -> None:
    """A "not" more or less turns the sense; and among short words a slip makes another word."""
    assert nearly(text) is None


def test_in_long_texts_no_slips_are_looked_for() -> None:
    """It would take too long; letter for letter they are found."""
    long = "Snow fell on the hills again. " * 70
    assert nearly(f"{long}The veiws are my own") is None
    assert found(f"{long}The views are my own") == ["views are my own"]


def test_without_phrases_nothing_is_found() -> None:
    """An organisation may have no list of a kind."""
    assert list(Phrases([]).find("views are my own")) == []
    assert Phrases([]).find_nearly("views are my own") is None


@given(st.text(max_size=40), st.sampled_from(LISTED), st.text(max_size=40))
def test_a_phrase_is_found_between_any_words(before: str, phrase: str, after: str) -> None:
    """As long as it stands apart; its place is that of the text, and no two places overlap."""
    text = f"{before} {phrase} {after}"
    places = sorted(Phrases(LISTED).find(text))
    assert any(start <= len(before) + 1 and len(before) + 1 + len(phrase) <= end for start, end in places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.text(max_size=60), st.integers(0, 15), st.text(max_size=60))
def test_a_slip_is_found_in_its_place(before: str, place: int, after: str) -> None:
    """Wherever the slip is and whatever stands around, letters with two small forms included."""
    phrase = "views are my own"
    slipped = f"{phrase[:place]}~{phrase[place + 1 :]}"
    text = f"{before} {slipped} {after}"
    where = Phrases([phrase]).find_nearly(text)
    assert where
    start, end = where
    assert abs(start - len(before) - 1) <= 2 or phrase in text.lower()
    assert 0 <= start < end <= len(text)


def test_letters_with_two_small_forms_move_nothing() -> None:
    """The Turkish capital is one letter, and two in small."""
    assert nearly("İİİİ veiws are my own") == "veiws are my own"
