"""Typing in a hurry."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from index.noise import thumb_typed

QUESTION = "What should I do about photographs of passengers, taken by the government's people before work?"


@given(text=st.text(), seed=st.integers(0, 1000))
def test_the_same_seed_makes_the_same_slips(text: str, seed: int) -> None:
    """So that what is learned from them is learned again."""
    assert thumb_typed(text, Random(seed)) == thumb_typed(text, Random(seed))


@given(seed=st.integers())
def test_words_stay_in_their_order(seed: int) -> None:
    """Lower case, without punctuation, as many words as before, each beginning with the same letter or in shorthand."""
    typed = thumb_typed(QUESTION, Random(seed))
    assert not set(typed) & set("?,'")
    assert typed == typed.lower()
    plain = QUESTION.lower().translate(str.maketrans("", "", "?,'")).split()
    pairs = list(zip(plain, typed.split(), strict=True))
    assert all(after[0] == before[0] or len(after) < len(before) for before, after in pairs)


def test_about_a_quarter_of_the_words_slip() -> None:
    """Over many readings; words of fewer than four letters have hardly any."""
    word = "photographs"
    typed = thumb_typed(" ".join([word] * 2000), Random(1)).split()
    assert 0.2 < sum(one != word for one in typed) / 2000 < 0.3
    assert thumb_typed("xyz " * 100, Random(1)).split() == ["xyz"] * 100


def test_seeds_differ() -> None:
    """Another seed slips elsewhere."""
    assert len({thumb_typed(QUESTION, Random(seed)) for seed in range(20)}) > 10
