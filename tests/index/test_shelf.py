"""What speaks for each passage, on vectors small enough to work out by hand."""

import numpy as np
import pytest

from index import bayes, lexical
from index.linear import Linear
from index.shelf import FEATURES, Array, Classes, Classifier, Parts, Shelf

NORTH, EAST, BETWEEN = [1.0, 0.0], [0.0, 1.0], [0.6, 0.8]


def _vectors(*rows: list[float]) -> Array:
    return np.array(rows, np.float32).reshape(-1, 2)


def _parts(*, questions: bool = True, opened: tuple[list[float], ...] = ()) -> Parts:
    """Return two passages: the first with one sentence, the second with two, and three questions of the first."""
    asked = ["drone permission", "fly a drone", "may we film"] if questions else []
    return Parts(
        passages=("doc#1", "doc#2"),
        texts=_vectors(NORTH, EAST),
        contexts=_vectors(BETWEEN, EAST),
        sentences=_vectors(NORTH, EAST, BETWEEN),
        sentence_owners=np.array([0, 1, 1]),
        questions=_vectors(NORTH, BETWEEN, EAST) if questions else _vectors(),
        question_owners=np.zeros(len(asked), np.int64),
        open_questions=_vectors(*opened),
        lexical_texts=lexical.build(["a rule about drones", "a rule about paintings"]),
        lexical_questions=lexical.build(asked),
        classes=None,
    )


def _column(features: Array, name: str) -> list[float]:
    column: list[float] = features[:, FEATURES.index(name)].tolist()
    return column


def test_features_are_what_they_are_called() -> None:
    """Cosines, worked out by hand; BM25 above 0 where a word is shared."""
    features, sentences = Shelf(_parts()).features(_vectors(NORTH)[0], "drone")
    assert features.shape == (2, len(FEATURES))
    assert _column(features, "passage") == [1, 0]
    assert _column(features, "context") == pytest.approx([0.6, 0])
    assert _column(features, "sentence") == pytest.approx([1, 0.6])
    assert _column(features, "question") == pytest.approx([1, 0])
    assert _column(features, "3 questions")[0] == pytest.approx((1 + 0.6 + 0) / 3)
    assert sentences == pytest.approx([1, 0, 0.6])
    words, asked = _column(features, "words"), _column(features, "question words")
    assert words[0] > words[1] == 0
    assert asked[0] > asked[1] == 0


def test_a_question_can_be_left_out() -> None:
    """For teaching with it: neither its likeness nor its words count."""
    shelf = Shelf(_parts())
    features, _ = shelf.features(_vectors(NORTH)[0], "permission", without=0)
    assert _column(features, "question") == pytest.approx([0.6, 0])
    assert _column(features, "question words") == [0, 0]
    assert _column(shelf.features(_vectors(NORTH)[0], "permission")[0], "question") == pytest.approx([1, 0])


def test_classes_speak_by_the_vector_and_by_the_words() -> None:
    """Log-probabilities by the one, log-likelihoods by the other; both 0 where there is nothing to learn them from."""
    one, chance = np.ones(2, np.float32), np.log(np.array([0.25, 0.75], np.float32))
    by_vector = Linear(mean=one * 0, scale=one, weights=np.zeros((2, 2), np.float32), bias=chance)
    by_words = bayes.learn(["fly a drone", "lend a painting"], np.array([0, 1]), 2)
    given = Classifier(Classes(by_vector=by_vector, by_words=by_words), 2)
    features, _ = Shelf(_parts()).features(_vectors(NORTH)[0], "painting", classes=given)
    assert _column(features, "class") == pytest.approx(chance, rel=1e-4)
    words = _column(features, "word class")
    assert words[0] < words[1]
    plain, _ = Shelf(_parts()).features(_vectors(NORTH)[0], "painting")
    assert _column(plain, "class") == _column(plain, "word class") == [0, 0]


def test_without_questions_none_is_near() -> None:
    """All of what questions would tell is 0."""
    features, _ = Shelf(_parts(questions=False)).features(_vectors(NORTH)[0], "drone")
    for name in ("question", "3 questions", "8 questions", "question words"):
        assert _column(features, name) == [0, 0]


def test_open_questions_come_nearest_first() -> None:
    """At most three, without the question itself where it is one of them; none where there are none."""
    shelf = Shelf(_parts(opened=(EAST, NORTH, BETWEEN, [0.8, 0.6], [-1.0, 0.0])))
    north = _vectors(NORTH)[0]
    assert shelf.open_likeness(north) == pytest.approx([1, 0.8, 0.6])
    assert shelf.open_likeness(north, itself=True) == pytest.approx([0.8, 0.6, 0])
    assert Shelf(_parts()).open_likeness(north).shape == (0,)


def test_likeness_of_sentences_is_told_apart_by_passage() -> None:
    """The first has one sentence, the second two."""
    shelf = Shelf(_parts())
    likeness = np.array([0.25, 0.5, 0.75], np.float32)
    assert (shelf.sentences_of(0, likeness), shelf.sentences_of(1, likeness)) == ((0.25,), (0.5, 0.75))
