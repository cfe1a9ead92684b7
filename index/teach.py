"""Everything that is learned when an index is built.

A question teaches as if its own entry were not in the index, and, where the encoder came with an adapter, only if the
adapter has not seen it: otherwise every question would look easier than an employee's is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import answerability, bayes, judgement
from index.corpus import Corpus
from index.judgement import Judgement, JudgementScorer
from index.linear import Linear, learn_choice, learn_classes, learn_yes, sigmoid, softmax
from index.model import Learned
from index.ranking import rank
from index.shelf import Classes, Classifier, Parts, Shelf
from knowledge.questions import Teaching

FEWEST = 40
"""Fewer questions teach nothing that holds up."""

_MOST = 1200
"""So many questions teach; more change the figures in the third digit and take time."""

_FOLDS = 2
_SOUNDS_SO = 6
"""A message that only sounds like danger counts so often beside the many ordinary questions that do not even that."""

_THREAD_WEIGHTS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8)

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classroom:
    """What there is to teach with.

    Attributes:
        corpora: By organisation.
        parts: By organisation.
        teaching: The questions.
        vector: Text as it was encoded -> its vector.
        spell: Question and organisation -> the question as it is encoded.
        expand: Such a question and organisation -> what is searched for in it word by word.
        unseen: Tells whether the encoder's adapter was learned without a question.
    """

    corpora: Mapping[str, Corpus]
    parts: Mapping[str, Parts]
    teaching: Teaching
    vector: Callable[[str], Array]
    spell: Callable[[str, str | None], str]
    expand: Callable[[str, str | None], str]
    unseen: Callable[[str], bool]

    def look(self, text: str, organisation: str) -> tuple[Array, str]:
        """Return a question as the search looks at it: its vector and its words."""
        spelled = self.spell(text, organisation)
        return self.vector(spelled), self.expand(spelled, organisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Example:
    """A question with what speaks for each passage of one organisation; `right` is None where none answers."""

    features: Array
    open_likeness: Array
    vector: Array
    words: str
    right: int | None


def learn_passages(
    corpus: Corpus, vectors: Array, texts: Sequence[str], left_out: NDArray[np.int64] | None = None
) -> Classes | None:
    """Learn to tell from a question which passage answers it; None where there are too few questions.

    Args:
        corpus: Its questions are learned from.
        vectors: Of these questions.
        texts: These questions as they are searched for word by word.
        left_out: Positions of questions not to learn from.
    """
    kept = np.setdiff1d(np.arange(len(vectors)), left_out if left_out is not None else [])
    if len(kept) < FEWEST:
        return None
    owners, passages = corpus.question_owners[kept], len(corpus.passages)
    return Classes(
        by_vector=learn_classes(vectors[kept], owners, passages),
        by_words=bayes.learn([texts[number] for number in kept], owners, passages),
    )


def learn(room: Classroom) -> Learned:
    """Learn ranking, answerability, threads and danger, each where there is enough to learn it from."""
    shelves = {organisation: Shelf(parts) for organisation, parts in room.parts.items()}
    answered = list(_answered(room, shelves))
    opened = list(_opened(room, shelves))
    ranking = None
    if len(answered) >= FEWEST:
        ranking = learn_choice([one.features for one in answered], [one.right or 0 for one in answered])
    subject, answering, threshold = None, None, 0.5
    if len(answered) >= FEWEST and len(opened) >= FEWEST:
        subject = _subject(answered + opened)
        answering, threshold = _answering(ranking, answered, opened)
    return Learned(
        ranking=ranking,
        answering=answering,
        threshold=threshold,
        danger=_danger(room),
        subject=subject,
        thread_weight=_thread_weight(room, shelves, ranking),
    )


def _answered(room: Classroom, shelves: Mapping[str, Shelf]) -> Iterator[_Example]:
    for organisation, corpus in room.corpora.items():
        parts = room.parts[organisation]
        usable = np.array([n for n, text in enumerate(corpus.questions) if room.unseen(text)], np.int64)
        if len(usable) < FEWEST:
            usable = np.arange(len(corpus.questions))
        every = max(1, len(usable) * len(room.corpora) // _MOST)
        shelf = shelves[organisation]
        words = [room.look(text, organisation)[1] for text in corpus.questions]
        for fold in range(_FOLDS):
            left_out = usable[fold::_FOLDS]
            classes = Classifier(learn_passages(corpus, parts.questions, words, left_out), len(corpus.passages))
            for number in map(int, left_out[::every]):
                vector, text = parts.questions[number], words[number]
                features, _ = shelf.features(vector, text, without=number, classes=classes)
                yield _Example(
                    features=features,
                    open_likeness=shelf.open_likeness(vector),
                    vector=vector,
                    words=text,
                    right=int(corpus.question_owners[number]),
                )


def _opened(room: Classroom, shelves: Mapping[str, Shelf]) -> Iterator[_Example]:
    texts = [
        (text, [one for one in subject.organisations if one in shelves] or list(shelves))
        for subject in room.teaching.unanswered
        if not subject.organisations or shelves.keys() & subject.organisations
        for text in subject.questions
    ]
    unseen = [one for one in texts if room.unseen(one[0])]
    for number, (text, organisations) in enumerate(unseen if len(unseen) >= FEWEST else texts):
        organisation = organisations[number % len(organisations)]
        shelf, (vector, words) = shelves[organisation], room.look(text, organisation)
        features, _ = shelf.features(vector, words)
        likeness = shelf.open_likeness(vector, itself=True)
        yield _Example(features=features, open_likeness=likeness, vector=vector, words=words, right=None)


def _subject(examples: Sequence[_Example]) -> Judgement:
    vectors = np.stack([one.vector for one in examples])
    answered = np.array([one.right is not None for one in examples])
    return judgement.learn(vectors, [one.words for one in examples], answered)


def _answering(ranking: Linear | None, answered: list[_Example], opened: list[_Example]) -> tuple[Linear, float]:
    """Learn the probability of an answer, each half seeing the subject as the other half teaches it."""
    examples = answered + opened
    yes = np.array([one.right is not None for one in examples])
    found = np.zeros((len(examples), len(answerability.EVIDENCE)), np.float32)
    for fold in range(_FOLDS):
        subject = JudgementScorer(_subject([one for number, one in enumerate(examples) if number % _FOLDS != fold]))
        for number in range(fold, len(examples), _FOLDS):
            one = examples[number]
            scores, likely = rank(ranking, one.features), subject.scores(one.vector, one.words)
            found[number] = answerability.evidence(scores, one.features, one.open_likeness, likely)
    answering = learn_yes(found, yes)
    chance = sigmoid(answering(found))[:, 0]
    return answering, answerability.threshold(chance[yes], chance[~yes])


def _thread_weight(room: Classroom, shelves: Mapping[str, Shelf], ranking: Linear | None) -> float:
    """Return the weight of the thread under which the right passages of follow-ups are likeliest."""
    if len(room.teaching.threads) < FEWEST:
        return 0.5
    likely = np.zeros(len(_THREAD_WEIGHTS))
    for organisation, parts in room.parts.items():
        shelf, position = shelves[organisation], {one: number for number, one in enumerate(parts.passages)}
        for thread in room.teaching.threads:
            if thread.passage in position:
                alone, joined = (shelf.features(*room.look(view, organisation))[0] for view in thread.views())
                for number, weight in enumerate(_THREAD_WEIGHTS):
                    chance = softmax(rank(ranking, (1 - weight) * alone + weight * joined))
                    likely[number] += np.log(chance[position[thread.passage]] + 1e-6)
    return _THREAD_WEIGHTS[int(np.argmax(likely))]


def _danger(room: Classroom) -> Judgement | None:
    if room.teaching.danger is None:
        return None
    danger, no_danger = room.teaching.danger_messages()
    texts = [*danger, *no_danger, *room.teaching.danger.no_danger * (_SOUNDS_SO - 1)]
    vectors = np.stack([room.vector(text) for text in texts])
    return judgement.learn(vectors, texts, np.arange(len(texts)) < len(danger))
