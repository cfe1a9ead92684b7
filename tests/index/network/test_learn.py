"""Learning: which texts are taught, in which order, and what is remembered of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.adapter import question_digest
from index.network.learn import Recipe, batches, is_taught
from index.network.weights import NetworkWeights
from index.screening.labels import Labels
from knowledge.screening_records import Example

TEXTS = [f"text number {number}" for number in range(2000)]


def test_some_examples_stay_unseen(draft_weights: NetworkWeights, draft_examples: list[Example]) -> None:
    """To calibrate with; the network remembers which it learned from."""
    seen = {question_digest(one.draft) for one in draft_examples} & draft_weights.adapter.learned_from
    assert 0 < len(seen) < len(draft_examples)


def test_a_network_tells_what_its_lesson_told(draft_weights: NetworkWeights, draft_labels: Labels) -> None:
    """In the same order, with an output for each."""
    assert (draft_weights.labels, draft_weights.placed) == (draft_labels.names, draft_labels.placed)
    assert draft_weights.heads["mean.bias"].shape == (len(draft_labels.names),)
    assert draft_weights.heads["words.bias"].shape == (len(draft_labels.placed),)


@pytest.mark.parametrize(("keep_every", "unseen"), [(2, 0.5), (10, 0.1), (100, 0.01)])
def test_every_so_many_texts_stay_unseen(keep_every: int, unseen: float) -> None:
    """About so many, by their words alone: the same ones each time."""
    left = [one for one in TEXTS if not is_taught(one, Recipe(keep_every=keep_every))]
    assert len(left) / len(TEXTS) == pytest.approx(unseen, abs=0.03)
    assert left == [one for one in TEXTS if not is_taught(one, Recipe(keep_every=keep_every, seed=7))]


def test_a_larger_share_holds_every_smaller_one() -> None:
    """So that a learning curve goes on with what it has; what stays unseen does so at every share."""
    taught = [{one for one in TEXTS if is_taught(one, Recipe(share=share))} for share in (0.0, 0.3, 0.7, 1.0)]
    assert not taught[0]
    assert taught[0] < taught[1] < taught[2] < taught[3]
    assert len(taught[1]) / len(taught[3]) == pytest.approx(0.3, abs=0.05)


@given(st.lists(st.integers(min_value=0, max_value=500).map("x".__mul__), max_size=80), st.integers(0, 5))
def test_every_text_is_in_one_batch(texts: list[str], seed: int) -> None:
    """However long they are; the same batches by the same seed."""
    found = list(batches(texts, seed))
    assert sorted(number for batch in found for number in batch) == list(range(len(texts)))
    assert all(len(batch) <= 16 for batch in found)
    assert found == list(batches(texts, seed))


def test_texts_of_a_batch_are_about_as_long() -> None:
    """Padding takes time."""
    texts = ["x" * (1 + number % 400) for number in range(800)]
    apart = [max(lengths) / min(lengths) for batch in batches(texts, 0) for lengths in [[len(texts[n]) for n in batch]]]
    assert sorted(apart)[len(apart) // 2] < 2
