"""A question as typed -> words that can be searched for: shorthand and typing errors mended, synonyms added."""

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
        self._spellings = _Terms([one for one in terms if one.kind == "spelling"])
        self._synonyms = _Terms([one for one in terms if one.kind == "synonym"])
        self._subject_words = [word for word in subject_words if len(word) >= _SHORTEST]
        self._known = frozenset(subject_words)
        self._is_ordinary = is_ordinary

    def spell(self, text: str, organisation: str | None) -> str:
        """Return the text with shorthand and abbreviations written out and typing errors mended."""
        written_out = self._spellings.replace(text, organisation)
        return _WORD.sub(lambda found: self._mend(found[0]), written_out)

    def expand(self, text: str, organisation: str | None) -> str:
        """Return the text followed by what the texts call the things that it names, for lexical search."""
        return " ".join([text, *self._synonyms.meanings(text, organisation)])

    def _mend(self, word: str) -> str:
        lower = word.lower()
        if len(lower) < _SHORTEST or lower in self._known or self._is_ordinary(lower) or lower in self._synonyms:
            return word
        found = process.extractOne(lower, self._subject_words, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS)
        return found[0] if found else word


class _Terms:
    """Terms of one kind, found in a text in any case; the longest that fits counts."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._meanings = {(one.term.lower(), one.organisation): one.means for one in terms}
        self._known = {term for term, _ in self._meanings}
        joined = "|".join(re.escape(term) for term in sorted(self._known, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w@./])(?:{joined or '(?!)'})(?![\w@]|\.\w)", re.IGNORECASE)

    def __contains__(self, word: str) -> bool:
        return word in self._known

    def replace(self, text: str, organisation: str | None) -> str:
        return self._pattern.sub(lambda found: self._meaning(found[0], organisation) or found[0], text)

    def meanings(self, text: str, organisation: str | None) -> list[str]:
        found = (self._meaning(term, organisation) for term in self._pattern.findall(text))
        return list(dict.fromkeys(filter(None, found)))

    def _meaning(self, term: str, organisation: str | None) -> str | None:
        key = term.lower()
        return self._meanings.get((key, organisation)) or self._meanings.get((key, None))
