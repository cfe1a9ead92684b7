"""A yes or no about a text, by its vector and by its words."""

import numpy as np
import pytest

from index.judgement import Judgement, JudgementScorer, learn

ANSWERED = ["may I post photographs", "may I post about the ferry", "who answers reporters"]
OPEN = ["when is pay day", "how much leave do I get", "where do I park"]
VECTORS = np.array([[1, 0], [0.9, 0.1], [0.8, 0], [0, 1], [0.1, 0.9], [0, 0.8]], np.float32)


@pytest.fixture(scope="module")
def judgement() -> Judgement:
    """Three questions of each sort."""
    return learn(VECTORS, ANSWERED + OPEN, np.arange(6) < 3)


@pytest.mark.parametrize(
    ("vector", "text", "sign"), [([1, 0], "may I post a photograph", 1), ([0, 1], "when do I get my pay", -1)]
)
def test_vector_and_words_each_tell(judgement: Judgement, vector: list[float], text: str, sign: int) -> None:
    """Both are above zero for what the texts answer, and below it for what they leave open."""
    scores = JudgementScorer(judgement).scores(np.array(vector, np.float32), text)
    assert all(sign * score > 0 for score in scores)


def test_words_that_nobody_used_tell_nothing(judgement: Judgement) -> None:
    """The vector still may."""
    assert JudgementScorer(judgement).scores(np.array([1, 0], np.float32), "xyzzy")[1] == 0


def test_untaught_it_tells_nothing() -> None:
    """A library need not hold questions."""
    assert JudgementScorer(None).scores(np.ones(2, np.float32), "may I post") == (0, 0)
