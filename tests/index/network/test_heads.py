"""Learning the layers on top of a network anew."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexUnusable
from index.network.heads import relearn
from index.network.learn import Recipe
from index.network.weights import NetworkWeights
from index.screening.labels import Labels
from index.screening.lesson import gather
from knowledge.screening_records import Example


def test_the_layers_on_top_can_be_learned_anew(
    draft_weights: NetworkWeights, draft_examples: list[Example], draft_labels: Labels, small_model: Path
) -> None:
    """Mended examples change what is told; the encoder stays as it is, and what it has seen is remembered."""
    mended = [replace(one, findings=()) for one in draft_examples]
    steps: list[tuple[int, int]] = []
    recipe = Recipe(epochs=30)
    lesson = gather(mended, None, draft_labels, recipe)
    found = relearn(draft_weights, lesson, small_model, recipe, progress=lambda done, of: steps.append((done, of)))
    assert steps == [(done, len(steps)) for done in range(1, len(steps) + 1)]
    assert found.adapter.factors.keys() == draft_weights.adapter.factors.keys()
    for name, (down, up) in draft_weights.adapter.factors.items():
        assert np.array_equal(found.adapter.factors[name][0], down)
        assert np.array_equal(found.adapter.factors[name][1], up)
    assert found.adapter.learned_from >= draft_weights.adapter.learned_from
    leak = draft_labels.names.index("confidential_information")
    before, after = (one.heads["mean.bias"][leak] + one.heads["value.bias"][leak] for one in (draft_weights, found))
    assert after < before


@pytest.mark.parametrize("part", ["labels", "placed"])
def test_a_network_of_other_categories_is_learned_in_full(
    draft_weights: NetworkWeights, draft_examples: list[Example], draft_labels: Labels, small_model: Path, part: str
) -> None:
    """Its layers would not fit."""
    other = replace(draft_weights, **{part: getattr(draft_weights, part)[1:]})
    lesson = gather(draft_examples, None, draft_labels, Recipe())
    with pytest.raises(IndexUnusable, match="tells other categories than there are now"):
        relearn(other, lesson, small_model, Recipe(), progress=lambda _done, _of: None)
