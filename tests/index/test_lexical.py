"""BM25 over texts."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.lexical import Lexical, build

TEXTS = [
    "Crew must not post photographs of passengers.",
    "Photographs taken with a drone need permission. Photographs!",
    "Paintings are lent by contract.",
    "",
]


@pytest.fixture(scope="module")
def lexical() -> Lexical:
    """Four texts, one of them empty."""
    return Lexical(build(TEXTS), len(TEXTS))


def test_texts_that_share_words_score_and_others_do_not(lexical: Lexical) -> None:
    """Exactly 0 without a shared word, more than 0 with one."""
    scores = lexical.scores("paintings of photographs")
    assert scores.dtype == np.float32
    assert (scores > 0).tolist() == [True, True, True, False]
    assert lexical.scores("submarines").tolist() == [0, 0, 0, 0]


def test_rarer_words_and_more_of_them_score_higher(lexical: Lexical) -> None:
    """A word of one text tells more than a word of two; two words tell more than one."""
    scores = lexical.scores("photographs of passengers")
    assert scores[0] > scores[1] > 0
    assert lexical.scores("drone permission")[1] > lexical.scores("drone")[1]


@pytest.mark.parametrize("query", ["photographing", "PHOTOGRAPH", "photographs’", '"photographs"', "photographs*"])
def test_forms_of_a_word_are_one_word(lexical: Lexical, query: str) -> None:
    """Endings, capitals and punctuation do not matter."""
    assert (lexical.scores(query) > 0).tolist() == [True, True, False, False]


@pytest.mark.parametrize("query", ["", " ", "may I", "of the with", "?!", "🙂"])
def test_stop_words_find_nothing(lexical: Lexical, query: str) -> None:
    """What stands everywhere says nothing."""
    assert not lexical.scores(query).any()


@pytest.mark.parametrize(
    "query", ["drone AND crew", "drone NOT drone", "body:drone", "drone NEAR crew", "-drone", "(drone"]
)
def test_a_query_is_words_and_never_syntax(lexical: Lexical, query: str) -> None:
    """Operators of the search engine are words like any other."""
    assert lexical.scores(query)[1] > 0


@given(query=st.text() | st.text(alphabet="\"'*^:()-_{}+ ANDORTNEAR²½ªǆ\0١"))
@settings(deadline=None)
def test_no_query_breaks_it(lexical: Lexical, query: str) -> None:
    """Any characters give one score for each text, none below 0."""
    scores = lexical.scores(query)
    assert scores.shape == (len(TEXTS),)
    assert (scores >= 0).all()


@given(texts=st.lists(st.text(), max_size=5))
@settings(deadline=None, max_examples=50)
def test_any_texts_can_be_indexed(texts: list[str]) -> None:
    """Also none at all; a text with letters of its own finds itself."""
    texts = [*texts, "zeppelin"]
    scores = Lexical(build(texts), len(texts)).scores("zeppelin")
    assert scores[-1] > 0


def test_no_texts_have_no_scores() -> None:
    """An organisation without typical questions searches none."""
    assert Lexical(build([]), 0).scores("drone").shape == (0,)


def test_threads_can_search_at_once(lexical: Lexical) -> None:
    """Many at a time find what one at a time finds."""
    queries = ["drone", "photographs", "paintings contract", "crew"] * 25
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lexical.scores, queries))
    assert all(np.array_equal(one, lexical.scores(query)) for one, query in zip(found, queries, strict=True))
