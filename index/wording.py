"""A question as typed -> the words that the texts use: abbreviations and slang resolved, typing errors mended."""

import re
from collections.abc import Callable, Iterable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.records import Term

_SHORTEST = 4
"""Shorter words are left as typed: too many others are one slip away."""

_LIKENESS = 0.7
"""Least share of a word that must be right for it to be mended (optimal string alignment, 0 to 1)."""

_WORD = re.compile(r"(?<![\w'’@./])[^\W\d_]+(?![\w'’@/]|\.\w)")
"""Words in running text; parts of addresses and words with an apostrophe are left alone."""


class Wording:
    """Rewrites questions for the search; what the person typed is shown unchanged elsewhere."""

    def __init__(
        self, vocabulary: Iterable[Term], subject_words: Sequence[str], is_ordinary: Callable[[str], bool]
    ) -> None:
        """Prepare the rewriting.

        Args:
            vocabulary: Terms and what they stand for.
            subject_words: Words of the texts and their questions, lower-cased, the most frequent first.
            is_ordinary: Tells whether a lower-cased word is an ordinary one that needs no mending.
        """
        terms = list(vocabulary)
        self._meanings = {(one.term.lower(), one.organisation): one.means for one in terms}
        longest_first = sorted({one.term.lower() for one in terms}, key=len, reverse=True)
        joined = "|".join(re.escape(term) for term in longest_first)
        self._terms = re.compile(rf"(?<![\w@./])(?:{joined})(?![\w@]|\.\w)", re.IGNORECASE) if joined else None
        self._subject_words = [word for word in subject_words if len(word) >= _SHORTEST]
        self._known = frozenset(subject_words)
        self._is_ordinary = is_ordinary

    def resolve(self, text: str, organisation: str | None) -> str:
        """Return the text with typing errors mended and terms replaced by what they stand for."""
        mended = _WORD.sub(lambda found: self._mend(found[0]), text)
        if self._terms is None:
            return mended
        return self._terms.sub(lambda found: self._meaning(found[0], organisation), mended)

    def _meaning(self, term: str, organisation: str | None) -> str:
        key = term.lower()
        return self._meanings.get((key, organisation)) or self._meanings.get((key, None)) or term

    def _mend(self, word: str) -> str:
        lower = word.lower()
        if len(lower) < _SHORTEST or lower in self._known or self._is_ordinary(lower) or self._is_term(lower):
            return word
        found = process.extractOne(lower, self._subject_words, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS)
        return found[0] if found else word

    def _is_term(self, word: str) -> bool:
        return bool(self._terms and self._terms.fullmatch(word))
