"""Which organisation a question names: "what does BC say", "over in Nova Scotia"."""

import re
from collections.abc import Mapping

from rapidfuzz import fuzz, process

from knowledge.records import Organisation

_SHORT = 3
"""Names of at most so many letters count only in capitals: `bc` may well mean `because`."""

_FUZZY = 8
"""Names of at least so many letters are found with a slip in them."""

_LIKENESS = 90.0


class Naming:
    """Finds the organisations that a question names, and takes their names out of it."""

    def __init__(self, organisations: Mapping[str, Organisation]) -> None:
        """Prepare the patterns of names and aliases."""
        self._patterns = {id_: _patterns(one) for id_, one in organisations.items()}
        self._long = [
            (alias.lower(), id_) for id_, one in organisations.items() for alias in _names(one) if len(alias) >= _FUZZY
        ]

    def named(self, text: str) -> tuple[str, ...]:
        """Return the organisations that a text names, in the order of the data."""
        exact = [id_ for id_, patterns in self._patterns.items() if any(one.search(text) for one in patterns)]
        return tuple(exact) or self._fuzzy(text)

    def without_names(self, text: str) -> str:
        """Return the text without the names: they tell where to search, not what for."""
        for patterns in self._patterns.values():
            for pattern in patterns:
                text = pattern.sub(" ", text)
        return " ".join(text.split())

    def _fuzzy(self, text: str) -> tuple[str, ...]:
        """Find a long name with a slip in it; a question shorter than the name cannot hold it."""
        lower = text.lower()
        names = [name if len(name) <= len(lower) else None for name, _ in self._long]
        found = process.extractOne(lower, names, scorer=fuzz.partial_ratio, score_cutoff=_LIKENESS)
        return (self._long[found[2]][1],) if found else ()


def _names(organisation: Organisation) -> tuple[str, ...]:
    return (organisation.name, *organisation.aliases)


def _patterns(organisation: Organisation) -> list[re.Pattern[str]]:
    """Return one pattern for short names, one for the others; the longest alternative is tried first."""
    names = sorted(_names(organisation), key=len, reverse=True)
    short = [name for name in names if sum(map(str.isalpha, name)) <= _SHORT]
    long = [name for name in names if name not in short]
    made = ((short, re.NOFLAG), (long, re.IGNORECASE))
    return [_pattern(group, flag) for group, flag in made if group]


def _pattern(names: list[str], flag: re.RegexFlag) -> re.Pattern[str]:
    joined = "|".join(re.escape(name) for name in names)
    return re.compile(rf"(?<![\w@.])(?:{joined})(?!\w|[@.]\w)", flag)
