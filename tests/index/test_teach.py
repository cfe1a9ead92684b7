"""What a build learns from the questions, and what it leaves unlearned where there are too few."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
import yaml

from index.corpus import gather
from index.model import IndexModel, Learned
from index.result import Query
from index.search import IndexSearch
from index.shelf import Classifier
from index.teach import FEWEST, learn_passages
from knowledge import library as knowledge_library
from knowledge import questions
from knowledge.library import Library
from tests.index import invented
from tests.index.conftest import PassageOf
from tests.index.fakes import HashingEncoder, model_of


def test_with_enough_questions_every_part_is_learned(model: IndexModel) -> None:
    """Ranking, answerability, subject, danger, and classes of both organisations."""
    learned = model.learned
    assert all(one is not None for one in (learned.ranking, learned.answering, learned.subject, learned.danger))
    assert all(parts.classes is not None for parts in model.shelves.values())
    assert 0 < learned.threshold < 1
    assert 0 < learned.thread_weight <= 1


def test_without_questions_nothing_is_learned(untaught_model: IndexModel) -> None:
    """The plain values stand in."""
    learned = Learned(ranking=None, answering=None, threshold=0.5, danger=None, subject=None, thread_weight=0.5)
    assert untaught_model.learned == learned
    assert all(parts.classes is None for parts in untaught_model.shelves.values())


def test_what_is_learned_is_the_same_every_time(library: Library, model: IndexModel) -> None:
    """The same texts and questions make the same index."""
    again = model_of(library, HashingEncoder())
    assert again.learned.threshold == model.learned.threshold
    assert model.learned.subject
    assert again.learned.subject
    pairs = [(getattr(model.learned, name), getattr(again.learned, name)) for name in ("ranking", "answering")]
    for first, second in [*pairs, (model.learned.subject.by_vector, again.learned.subject.by_vector)]:
        for part in fields(first):
            assert np.array_equal(getattr(first, part.name), getattr(second, part.name))


def test_teaching_finds_what_likeness_alone_does_not(
    library: Library, model: IndexModel, untaught_model: IndexModel, passage_of: PassageOf
) -> None:
    """A phrase that shares no word with its passage leads there, once questions of its kind were taught."""
    query = Query(text="would they let me film things from above", organisation="ferry")
    eager = replace(untaught_model, learned=replace(untaught_model.learned, threshold=0.0))
    taught = IndexSearch(model, HashingEncoder(), library).search(query)
    untaught = IndexSearch(eager, HashingEncoder(), library).search(query)
    assert taught.hits[0].passage == passage_of("Aerial pictures")
    assert untaught.hits[0].score < taught.hits[0].score


def test_a_few_questions_teach_no_classes_and_no_declining(tmp_path: Path) -> None:
    """Fewer than hold up: the search works with what it has."""
    folder = invented.write(tmp_path, taught=False)
    (folder / "questions").mkdir()
    source = {"document": "ferry-conduct", "quote": "Aerial pictures taken with a drone"}
    entries = [{"source": source, "questions": ["can i film from above", "flying cameras?", "use a quadcopter"]}]
    (folder / "questions" / "ferry.yaml").write_text(yaml.safe_dump(entries), encoding="utf-8")
    library = knowledge_library.load(folder)
    model = model_of(library, HashingEncoder())
    assert model.shelves["ferry"].classes is None
    assert (model.learned.answering, model.learned.threshold) == (None, 0.5)
    found = IndexSearch(model, HashingEncoder(), library).search(
        Query(text="aerial pictures taken with a drone", organisation="ferry")
    )
    assert "drone" in library.passages[found.hits[0].passage].text


def test_classes_are_learned_without_what_is_left_out(library: Library) -> None:
    """A passage whose questions are all left out is the least likely; with too few left, nothing is learned."""
    corpus = gather(library, questions.load(library))["ferry"]
    vectors = HashingEncoder().encode(corpus.questions)
    own = np.flatnonzero(corpus.question_owners == 1)
    whole, without = (learn_passages(corpus, vectors, corpus.questions, left_out) for left_out in (None, own))
    for number in own:
        by_vector, _ = Classifier(whole, len(corpus.passages)).scores(vectors[number], corpus.questions[number])
        left_out, _ = Classifier(without, len(corpus.passages)).scores(vectors[number], corpus.questions[number])
        assert np.argmax(by_vector) == 1
        assert np.argmin(left_out) == 1
    assert learn_passages(corpus, vectors, corpus.questions, np.arange(FEWEST - 1, len(vectors))) is None


@pytest.mark.parametrize("text", ["he has a knife and wants to kill me", "she says she will hurt herself tonight"])
def test_signs_of_danger_outweigh_what_only_sounds_so(model: IndexModel, library: Library, text: str) -> None:
    """Messages like the taught signs are likelier than messages like the taught harmless ones."""
    search = IndexSearch(model, HashingEncoder(), library)
    harmless = search.search(Query(text="that deadline kills me and my phone is dying", organisation="ferry"))
    assert search.search(Query(text=text, organisation="ferry")).danger > harmless.danger
