"""Finds words and phrases of a list in a text, however they are spaced and, where that is safe, typed."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz

_FEWEST_WORDS, _FEWEST_LETTERS = 3, 12
"""Shorter phrases must stand there letter for letter: among them a typing error makes another word."""

_NEARLY = 92.0
"""Least likeness (0 to 100) of a longer phrase with a typing error in it."""

_MOST = 2000
"""Beyond so many characters only letter-for-letter matches are looked for."""


class Phrases:
    """A list of phrases to be found in texts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Prepare the list; single words with a capital inside (`PSA`) keep their case."""
        listed = sorted(set(phrases), key=len, reverse=True)
        self._plain = _pattern([one for one in listed if not _is_capital(one)], re.IGNORECASE)
        self._capital = _pattern([one for one in listed if _is_capital(one)], re.NOFLAG)
        self._long = [one for one in listed if len(one.split()) >= _FEWEST_WORDS and len(one) >= _FEWEST_LETTERS]

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where phrases stand, letter for letter but for case and white space."""
        for pattern in (self._plain, self._capital):
            if pattern:
                yield from (found.span() for found in pattern.finditer(text))

    def find_nearly(self, text: str) -> tuple[int, int] | None:
        """Return where one of the longer phrases stands with a typing error in it, or None."""
        if len(text) > _MOST:
            return None
        lowered = "".join(char.lower()[0] for char in text)  # one for one: `İ` has two small letters
        for phrase in self._long:
            found = fuzz.partial_ratio_alignment(phrase.lower(), lowered, score_cutoff=_NEARLY)
            if found and found.dest_end - found.dest_start >= len(phrase) - 2:
                return found.dest_start, found.dest_end
        return None


def _is_capital(phrase: str) -> bool:
    """Tell an abbreviation or a name written in capitals: without them it would be another word (`it`, `psa`)."""
    letters = phrase.lstrip("#@")
    return " " not in phrase and letters[1:] != letters[1:].lower()


def _pattern(phrases: list[str], flags: re.RegexFlag) -> re.Pattern[str] | None:
    if not phrases:
        return None
    options = "|".join(r"\s{1,3}".join(map(_word, phrase.split())) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{options})(?!\w)", flags)


def _word(word: str) -> str:
    return re.escape(word).replace("'", "['’]")
