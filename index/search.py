"""The search: a query in, the passages that answer it out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import answerability
from index.encoder import Encoder
from index.fit import Fit
from index.judgement import JudgementScorer
from index.linear import sigmoid, softmax
from index.model import IndexModel
from index.naming import Naming
from index.parts import parts
from index.ranking import rank
from index.result import Found, Hit, Query
from index.shelf import Shelf
from index.wording import Wording
from knowledge.library import Library
from knowledge.questions import thread_view

MAX_HITS = 5

_ELSEWHERE = 0.9
"""Another organisation's texts must be as sure as this to answer unasked: their rule does not bind the asker."""

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class _View:
    """A wording of the question, its vector, and how much it counts beside the others."""

    text: str
    vector: Array
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One organisation's passages, scored for one question."""

    organisation: str
    shelf: Shelf
    scores: Array
    sentences: Array
    answerable: float

    def hit(self, position: int) -> Hit:
        chance = softmax(self.scores)
        sentences = self.shelf.sentences_of(position, self.sentences)
        return Hit(passage=self.shelf.passages[position], score=float(chance[position]), sentences=sentences)

    def chance(self, passage: str) -> float:
        return float(softmax(self.scores)[self.shelf.passages.index(passage)])

    def best(self, count: int) -> list[Hit]:
        return [self.hit(int(position)) for position in np.argsort(-self.scores)[:count]]


class IndexSearch:
    """Answers queries from an index. Safe to call from several threads."""

    def __init__(self, model: IndexModel, encoder: Encoder, library: Library) -> None:
        """Open every shelf."""
        self._encoder = encoder
        self._learned = model.learned
        self._subject = JudgementScorer(model.learned.subject)
        self._danger = JudgementScorer(model.learned.danger)
        self._shelves = {organisation: Shelf(one) for organisation, one in model.shelves.items()}
        self._fits = {id_: Fit(shelf.passages, library.passages) for id_, shelf in self._shelves.items()}
        self._naming = Naming(library.organisations)
        self._wording = Wording(library.vocabulary, model.subject_words, encoder.knows)

    def search(self, query: Query) -> Found:
        """Return what answers the query."""
        spelled = self._wording.spell(query.text, query.organisation)
        named = [one for one in self._naming.named(spelled) if one in self._shelves]
        asked = self._naming.without_names(spelled) or spelled
        thread = [thread_view(asked, [self._spell(one, query) for one in query.history])] if query.history else []
        several = parts(asked)
        whole = [spelled] if asked != spelled else []  # the names may matter to danger, if not to the search
        current, *others = self._encoder.encode([asked, *thread, *several, *whole])
        views = self._weighed(asked, current, thread, others)
        singles = [
            _View(text=text, vector=vector) for text, vector in zip(several, others[len(thread) :], strict=False)
        ]
        home = named or ([query.organisation] if query.organisation in self._shelves else list(self._shelves))
        best = self._best_look(home, views, query)
        danger = self._danger_in(others[-1] if whole else current, spelled)
        away = [one for one in self._shelves if one not in home]
        if best.answerable < self._learned.threshold and not named and away:
            return self._elsewhere(best, self._best_look(away, views, query), danger)
        foreign = best.organisation if named and best.organisation != query.organisation else None
        return self._found(best, self._hits(best, singles, query), danger, named=foreign)

    def _spell(self, text: str, query: Query) -> str:
        return self._wording.spell(self._naming.without_names(text) or text, query.organisation)

    def _weighed(self, asked: str, current: Array, thread: Sequence[str], others: Sequence[Array]) -> list[_View]:
        if not thread:
            return [_View(text=asked, vector=current)]
        weight = self._learned.thread_weight
        return [
            _View(text=asked, vector=current, weight=1 - weight),
            _View(text=thread[0], vector=others[0], weight=weight),
        ]

    def _best_look(self, organisations: Iterable[str], views: Sequence[_View], query: Query) -> _Look:
        return max((self._look(one, views, query) for one in organisations), key=lambda look: look.answerable)

    def _look(self, organisation: str, views: Sequence[_View], query: Query) -> _Look:
        shelf = self._shelves[organisation]
        words = [self._wording.expand(view.text, organisation) for view in views]
        seen = [(view.weight, *shelf.features(view.vector, said)) for view, said in zip(views, words, strict=True)]
        features: Array = sum(weight * found for weight, found, _ in seen)  # type: ignore[assignment]
        sentences: Array = sum(weight * found for weight, _, found in seen)  # type: ignore[assignment]
        vector: Array = sum(view.weight * view.vector for view in views)  # type: ignore[assignment]
        scores = rank(self._learned.ranking, features)
        subject = self._subject.scores(vector, words[0])
        found = answerability.evidence(scores, features, shelf.open_likeness(vector), subject)
        return _Look(
            organisation=organisation,
            shelf=shelf,
            scores=scores + self._fits[organisation].of(query.capacity, query.role),
            sentences=sentences,
            answerable=answerability.probability(self._learned.answering, found),
        )

    def _hits(self, look: _Look, singles: Sequence[_View], query: Query) -> tuple[Hit, ...]:
        """Return the best hits; where the question holds several, the best answer to each comes first."""
        hits = look.best(MAX_HITS)
        firsts = hits[:1]
        looks = [self._look(look.organisation, [view], query) for view in singles]
        # The best hit of all answers one of the parts: the one that it is likeliest for.
        looks.sort(key=lambda part: -part.chance(firsts[0].passage))
        for part in looks[1:]:
            hit = part.best(1)[0]
            if part.answerable >= self._learned.threshold and hit.passage not in {one.passage for one in firsts}:
                firsts.append(hit)
        taken = {one.passage for one in firsts}
        return tuple([*firsts, *(hit for hit in hits if hit.passage not in taken)][:MAX_HITS])

    def _elsewhere(self, own: _Look, other: _Look, danger: float) -> Found:
        """Answer from another organisation's texts where they are sure; else decline, and say that they may help."""
        if other.answerable >= max(_ELSEWHERE, self._learned.threshold):
            return self._found(other, tuple(other.best(MAX_HITS)), danger)
        elsewhere = other.organisation if other.answerable >= self._learned.threshold else None
        return Found(hits=(), answerable=own.answerable, answered=False, danger=danger, elsewhere=elsewhere)

    def _found(self, look: _Look, hits: tuple[Hit, ...], danger: float, *, named: str | None = None) -> Found:
        answered = look.answerable >= self._learned.threshold
        return Found(
            hits=hits if answered else (), answerable=look.answerable, answered=answered, danger=danger, named=named
        )

    def _danger_in(self, vector: Array, text: str) -> float:
        if self._learned.danger is None:
            return 0.0
        return float(sigmoid(np.array(sum(self._danger.scores(vector, text)), np.float32)))
