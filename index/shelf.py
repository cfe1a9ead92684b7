"""One organisation's passages, searchable: what speaks for each passage as the answer to a question."""

from dataclasses import dataclass

import faiss
import numpy as np
from numpy.typing import NDArray

from index.bayes import Bayes, BayesScorer
from index.corpus import Owners
from index.encoder import Vectors
from index.lexical import Lexical
from index.linear import Linear, softmax

FEATURES = (
    "passage", "context", "sentence", "question", "3 questions", "8 questions", "class", "words", "question words",
    "word class",
)  # fmt: skip
"""What the columns of `Shelf.features` are: likeness to the passage, to it with its headings, to its best sentence, to
its best typical question and the mean of its best 3 and 8; the log-probability of the passage as a class; BM25 of the
passage and of its best typical question; the log-likelihood of the question's words under the passage's questions."""

_NEAREST = 384
"""So many nearest typical questions are looked at; the rest count as no nearer than the last of them."""

_NEAREST_OPEN = 3

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """Two models that tell from a question which passage answers it: by its vector, and by its words."""

    by_vector: Linear
    by_words: Bayes


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a shelf is made of; vectors are rows, owners are positions of passages.

    Attributes:
        passages: Their ids.
        texts, contexts, sentences, questions: Vectors, as in `index.corpus.Corpus`.
        open_questions: Vectors of questions that these passages do not answer.
        lexical_texts, lexical_questions: Images that `index.lexical.Lexical` opens.
        classes: Tell from a question which passage answers it; None where there is too little to learn it from.
    """

    passages: tuple[str, ...]
    texts: Vectors
    contexts: Vectors
    sentences: Vectors
    sentence_owners: Owners
    questions: Vectors
    question_owners: Owners
    open_questions: Vectors
    lexical_texts: bytes
    lexical_questions: bytes
    classes: Classes | None


class Classifier:
    """Scores the passages of a shelf as classes of questions."""

    def __init__(self, classes: Classes | None, passages: int) -> None:
        """Without classes, every passage scores the same."""
        self._by_vector = classes.by_vector if classes else None
        self._by_words = BayesScorer(classes.by_words) if classes else None
        self._passages = passages

    def scores(self, vector: Array, text: str) -> tuple[Array, Array]:
        """Return log-probabilities by the question's vector, and log-likelihoods by its words."""
        if self._by_vector is None or self._by_words is None:
            none = np.zeros(self._passages, np.float32)
            return none, none
        by_vector: Array = np.log(softmax(self._by_vector(vector)) + np.float32(1e-7))
        return by_vector, self._by_words.scores(text)


class Shelf:
    """The passages of one organisation with everything that leads to them."""

    def __init__(self, parts: Parts) -> None:
        """Put the vectors into FAISS and open the lexical indexes."""
        faiss.omp_set_num_threads(1)  # more threads would spin against the encoder's, and double the time of both
        self.passages = parts.passages
        self._classes = Classifier(parts.classes, len(parts.passages))
        self._texts, self._contexts = _flat(parts.texts), _flat(parts.contexts)
        self._sentences, self._questions = _flat(parts.sentences), _flat(parts.questions)
        self._sentence_starts = np.searchsorted(parts.sentence_owners, np.arange(len(parts.passages)))
        self._open_questions = _flat(parts.open_questions)
        self._question_slots = _slots(parts.question_owners, len(parts.passages))
        self._lexical_texts = Lexical(parts.lexical_texts, len(parts.texts))
        self._lexical_questions = Lexical(parts.lexical_questions, len(parts.questions))

    def features(
        self, vector: Array, text: str, *, without: int | None = None, classes: Classifier | None = None
    ) -> tuple[Array, Array]:
        """Return what speaks for each passage.

        Args:
            vector: Of the question; shape (dimension,).
            text: The question, in the words of the texts.
            without: Position of a typical question that is to count as not there, for teaching with it.
            classes: Classifier to use in place of the shelf's own, for teaching.

        Returns:
            Features of shape (passages, features), and the likeness of every sentence, in the order of the passages.
        """
        sentences = _likeness(self._sentences, vector, len(self.passages) * 50)
        questions = _likeness(self._questions, vector, _NEAREST)
        asked = self._lexical_questions.scores(text)
        if without is not None:
            questions[without], asked[without] = questions.min(), 0
        by_vector, by_words = (classes or self._classes).scores(vector, text)
        columns = (
            _likeness(self._texts, vector, len(self.passages)),
            _likeness(self._contexts, vector, len(self.passages)),
            np.maximum.reduceat(sentences, self._sentence_starts),
            *self._best_questions(questions),
            by_vector,
            self._lexical_texts.scores(text),
            self._slotted(asked, 0.0).max(axis=1),
            by_words,
        )
        return np.stack(columns, axis=1).astype(np.float32), sentences

    def open_likeness(self, vector: Array, *, itself: bool = False) -> Array:
        """Return the likeness to the nearest questions that no passage answers, the nearest first.

        Args:
            vector: Of the question.
            itself: Whether the question is one of them, which then does not count.
        """
        if not self._open_questions.ntotal:
            return np.zeros(0, np.float32)
        values, _ = self._open_questions.search(vector[None], min(_NEAREST_OPEN + itself, self._open_questions.ntotal))
        likeness: Array = values[0][int(itself) :]
        return likeness

    def sentences_of(self, position: int, likeness: Array) -> tuple[float, ...]:
        """Return one passage's part of the likeness of all sentences."""
        bounds = np.append(self._sentence_starts, len(likeness))
        return tuple(map(float, likeness[bounds[position] : bounds[position + 1]]))

    def _best_questions(self, likeness: Array) -> tuple[Array, Array, Array]:
        slotted = self._slotted(likeness, float(likeness.min(initial=0)))
        best = -np.partition(-slotted, range(min(8, slotted.shape[1])), axis=1)
        return best[:, 0], best[:, :3].mean(axis=1), best[:, :8].mean(axis=1)

    def _slotted(self, values: Array, empty: float) -> Array:
        """Lay values of typical questions out by passage; shape (passages, most questions of one)."""
        padded = np.append(values, np.float32(empty))
        result: Array = padded[self._question_slots]
        return result


def _flat(vectors: Vectors) -> faiss.IndexFlatIP:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors))
    return index


def _likeness(index: faiss.IndexFlatIP, vector: Array, nearest: int) -> Array:
    """Return the likeness of every indexed vector; those beyond the nearest count as the last of these."""
    if not index.ntotal:
        return np.zeros(0, np.float32)
    values, places = index.search(vector[None], min(nearest, index.ntotal))
    likeness = np.full(index.ntotal, values[0, -1], np.float32)
    likeness[places[0]] = values[0]
    return likeness


def _slots(owners: Owners, passages: int) -> Owners:
    """Return, for each passage, the positions of its questions, filled up with the position after the last one."""
    counts = np.bincount(owners, minlength=passages)
    slots = np.full((passages, max(1, counts.max(initial=0))), len(owners), np.int64)
    for passage in range(passages):
        own = np.flatnonzero(owners == passage)
        slots[passage, : len(own)] = own
    return slots
