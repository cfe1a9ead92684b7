"""Which organisation a question names: "what does BC say", "over in Nova Scotia"."""

import re
from collections.abc import Mapping

from rapidfuzz.distance import OSA

from knowledge.records import Organisation

_SHORT = 3
"""Names of at most so many letters count only in capitals: `bc` may well mean `because`."""

_FUZZY = 8
"""Names of at least so many letters are found with a slip in them."""

_SLIPS = ((5, 1), (10, 2))
"""A word of at least so many letters may have so many slips; a shorter one none: `ask folks` names no `Sask folks`."""


class Naming:
    """Finds the organisations that a question names, and takes their names out of it."""

    def __init__(self, organisations: Mapping[str, Organisation]) -> None:
        """Prepare the patterns of names and aliases."""
        self._patterns = {id_: _patterns(one) for id_, one in organisations.items()}
        self._long = [
            (alias.lower().split(), id_)
            for id_, one in organisations.items()
            for alias in _names(one)
            if len(alias) >= _FUZZY and not _is_address(alias)
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
        """Find long names with a slip in a word; whole words are compared, or `question` would hold a name."""
        said = [word.strip("?!.,;:()\"'“”‘’") for word in text.lower().split()]
        return tuple(dict.fromkeys(id_ for name, id_ in self._long if _stands_in(name, said)))


def _names(organisation: Organisation) -> tuple[str, ...]:
    return (organisation.name, *organisation.aliases)


def _is_address(name: str) -> bool:
    """Tell a name that is a web address: what is a slip away from one is a part of another."""
    return any(not word.replace("'", "").isalpha() for word in name.split())


def _stands_in(name: list[str], said: list[str]) -> bool:
    starts = range(len(said) - len(name) + 1)
    return any(all(map(_is_meant, name, said[start : start + len(name)])) for start in starts)


def _is_meant(word: str, typed: str) -> bool:
    slips = max((slips for length, slips in _SLIPS if len(word) >= length), default=0)
    return word == typed or (slips > 0 and OSA.distance(word, typed, score_cutoff=slips) <= slips)


def _patterns(organisation: Organisation) -> list[re.Pattern[str]]:
    """Return one pattern for short names, one for the others; the longest alternative is tried first."""
    names = sorted(_names(organisation), key=len, reverse=True)
    short = [name for name in names if sum(map(str.isalpha, name)) <= _SHORT]
    long = [name for name in names if name not in short]
    made = ((short, re.NOFLAG), (long, re.IGNORECASE))
    return [_pattern(group, flag) for group, flag in made if group]


def _pattern(names: list[str], flag: re.RegexFlag) -> re.Pattern[str]:
    joined = "|".join(r"\s*".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<![\w@.])(?:{joined})(?!\w|[@.]\w)", flag)
