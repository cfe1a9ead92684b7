"""White space, letters, words and sentences."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import collapse, letters_and_digits, sentences, words
from tests.knowledge.generated import PROSE, SPACES, modest


@modest
@given(st.text())
def test_collapsing_twice_is_collapsing_once(text: str) -> None:
    """What is collapsed stays as it is: composed, with single spaces and none at its ends."""
    once = collapse(text)
    assert collapse(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert once.split() == once.split(" ") or once == ""


@modest
@given(st.lists(PROSE, min_size=1, max_size=4), st.lists(SPACES, min_size=6, max_size=6))
def test_white_space_makes_no_difference(parts: list[str], spaces: list[str]) -> None:
    """However the words are set apart and surrounded, they collapse to the same text."""
    spread = spaces[4] + "".join(space + part for space, part in zip(spaces, parts, strict=False)) + spaces[5]
    assert collapse(spread) == collapse(" ".join(parts))


def test_two_ways_to_write_an_accent_are_one() -> None:
    """A letter with a combining accent equals the composed letter, in collapsed text and in its letters."""
    assert collapse("cafe\u0301") == collapse("caf\u00e9")
    assert letters_and_digits("Cafe\u0301 1") == "caf\u00e91"


@modest
@given(st.text())
def test_letters_and_digits_are_nothing_else(text: str) -> None:
    """Only letters and digits are left, and white space between them counts for nothing."""
    found = letters_and_digits(text)
    assert found == "" or found.isalnum() or all(char.isalnum() for char in found)
    assert letters_and_digits(collapse(text)) == found


@modest
@given(st.one_of(st.text(), PROSE, st.lists(PROSE, max_size=5).map("\n- ".join)))
def test_sentences_cover_all_letters_in_order(text: str) -> None:
    """No letter is lost, doubled or moved, no sentence is blank or has white space around it or two lines."""
    found = sentences(text)
    assert letters_and_digits(" ".join(found)) == letters_and_digits(text)
    assert all(one and one == one.strip() and len(one.splitlines()) == 1 for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("One thing. Another thing! A third?", ["One thing.", "Another thing!", "A third?"]),
        ("Use tools (e.g. Twitter) with care. Ask first.", ["Use tools (e.g. Twitter) with care.", "Ask first."]),
        ("The B.C. Public Service trusts you.", ["The B.C. Public Service trusts you."]),
        ("Write to J. Doe. Then wait.", ["Write to J. Doe.", "Then wait."]),
        ("See Policy Summary No. 33 first.", ["See Policy Summary No. 33 first."]),
        ("They said “Stop.” Then it ended.", ["They said “Stop.”", "Then it ended."]),
        ("Call 1-866-660-0811. Select Option 3.", ["Call 1-866-660-0811.", "Select Option 3."]),
        ("See www.example.org for more", ["See www.example.org for more"]),
        ("Things to avoid:\n- Guessing\n  - Naming names", ["Things to avoid:", "Guessing", "Naming names"]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, expected: list[str]) -> None:
    """An abbreviation, a number or an address goes on; a mark, a quotation's end and a line's end do not."""
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't RETWEET!", ["don't", "retweet"]),
        ("it’s the employees' 2nd post", ["it's", "the", "employees", "2nd", "post"]),
        ("... !?", []),
    ],
)
def test_words_are_lower_case_and_keep_inner_apostrophes(text: str, expected: list[str]) -> None:
    """Both apostrophes are one, and belong to a word only inside it."""
    assert words(text) == expected
