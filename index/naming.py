"""Which organisation a question names: "what does BC say", "over in Nova Scotia"."""

import re
from collections.abc import Mapping

from knowledge.records import Organisation

_SHORT = 3
"""Names of at most so many letters count only in capitals: `bc` may well mean `because`."""


class Naming:
    """Finds the organisations that a question names, and takes their names out of it."""

    def __init__(self, organisations: Mapping[str, Organisation]) -> None:
        """Prepare the patterns of names and aliases."""
        self._patterns = {id_: _patterns(one) for id_, one in organisations.items()}

    def named(self, text: str) -> tuple[str, ...]:
        """Return the organisations that a text names, in the order of the data; its words are spelled right."""
        return tuple(id_ for id_, patterns in self._patterns.items() if any(one.search(text) for one in patterns))

    def without_names(self, text: str) -> str:
        """Return the text without the names: they tell where to search, not what for."""
        for patterns in self._patterns.values():
            for pattern in patterns:
                text = pattern.sub(" ", text)
        return " ".join(text.split())


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
    joined = "|".join(r"\s*".join(map(re.escape, name.split())) for name in names)
    return re.compile(rf"(?<![\w@.])(?:{joined})(?!\w|[@.]\w)", flag)
