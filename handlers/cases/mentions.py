"""Whom a text speaks of: staff by name, and people by their role. It only makes the form ask who is involved."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from handlers.cases.names import TITLES, folded
from handlers.cases.people import Staff
from knowledge.library import Library

_SAME, _ALIKE = 90, 75
"""Likeness of names, 0 to 100, from which on they are taken for one; of last names, from which on that is looked at."""

_PLAIN_WORDS = frozenset(
    "april art august baker banks bean bell best bill bishop black brook brooks brown bush butler carter case chance "
    "chase church clerk cook cross dawn day dean drew early faith farmer field fields fisher frank good grace grant "
    "gray green grey guy hill hills hope house hunter jack joy judge june king knight lake law little long love major "
    "mark marshall may miles mill mason miller moody moon page park parks pat pope porter potter power powers price "
    "ray read reason rich rivers rob rose rush sharp short stone street strong sue summer sweet swift taylor turner "
    "walker ward waters weeks wells west white wild will wise wood woods young".split()
)
"""Words that are names too: as last names they count only where they begin with a capital."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)

_COMMON: Mapping[str, tuple[str, ...]] = {
    "boss": ("supervisor", "manager"),
    "superior": ("supervisor", "manager"),
    "supervisor": ("supervisor",),
    "team lead": ("supervisor",),
    "team leader": ("supervisor",),
    "manager": ("manager",),
    "line manager": ("supervisor", "manager"),
    "director": ("manager", "executive"),
    "advisor": (),
    "adviser": (),
    "officer": (),
}
"""What people call contacts beside the aliases of the library. One word means those too whose alias ends with it; where
an organisation has none of them, whom its people ask: in a small office that is the boss."""

_WHOSE = r"(?:my|our|the|your|their|his|her|this|that|a|an|s)"
"""The `s` is what is left of `somebody's`."""
_LEADING = re.compile(rf"^{_WHOSE} ")
_BETWEEN = r"(?:\w+ ){0,2}?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """Who a text speaks of, perhaps.

    Attributes:
        names: Of staff, as the deployment writes them, in the order of the text.
        roles: Ids of contacts, as seen from the writer, in the order of the text.
    """

    names: tuple[str, ...] = field(default=(), repr=False)
    roles: tuple[str, ...] = ()


class Mentions:
    """Finds whom texts speak of."""

    def __init__(self, library: Library, staff: Staff) -> None:
        """Keep who fills the roles, and what the contacts are called."""
        self._staff = staff
        self._roles = {org: _Roles(library, org) for org in library.organisations}

    def found(self, text: str, org: str) -> Mentioned:
        """Return whom a text speaks of, among the people and the contacts of an organisation.

        A name counts with first and last name, or with a title and the last name; a role with whose it is, as in `my
        boss`, or where it takes several words, as in `ethics advisor`.
        """
        everybody = self._staff.everybody(org)
        names = dict.fromkeys(person.name for one in everybody for person in (one, *one.members))
        roles = self._roles.get(org)
        return Mentioned(names=_names(text, names), roles=roles.found(text) if roles else ())


class _Roles:
    """What the people of one organisation call its contacts."""

    def __init__(self, library: Library, org: str) -> None:
        contacts = [one for one in library.contacts if one.organisation == org and one.kind == "recipient"]
        self._terms: dict[str, dict[str, None]] = {}
        for one in contacts:
            for alias in one.aliases:
                self._add(alias, [one.id])
        known = [one.id for one in contacts]
        for term, ids in _COMMON.items():
            tails = [one for alias, of in self._terms.items() if alias.endswith(f" {term}") for one in of]
            here = [one for one in (*ids, *tails) if one in known]
            self._add(term, here or (library.organisations[org].ask if ids else ()))
        self._pattern = re.compile(self._alternatives())

    def found(self, text: str) -> tuple[str, ...]:
        """Return the contacts that a text speaks of, each once."""
        terms = (found[1] or found[2] for found in self._pattern.finditer(_plain(text)))
        return tuple(dict.fromkeys(one for term in terms for one in self._terms[term]))

    def _add(self, alias: str, ids: Iterable[str]) -> None:
        term = _LEADING.sub("", _plain(alias))
        if term:
            self._terms.setdefault(term, {}).update(dict.fromkeys(ids))

    def _alternatives(self) -> str:
        """Return what finds terms, the longest first; one word alone counts only after whose it is."""
        longest = sorted(self._terms, key=len, reverse=True)
        several, one = ([term for term in longest if (" " in term) is is_long] for is_long in (True, False))
        whose = rf"\b{_WHOSE} {_BETWEEN}"
        return rf"(?:{whose})?\b({_any(several)})s?\b|{whose}({_any(one)})s?\b"


def _any(terms: Iterable[str]) -> str:
    return "|".join(map(re.escape, terms)) or "(?!)"


def _plain(text: str) -> str:
    return re.sub(r"[^\w ]", " ", folded(text)).replace("  ", " ")


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text.

    Attributes:
        text: Its letters, as they are compared.
        capital: Whether it begins with a capital.
        gap: What stands between the word before and this one, without spaces.
    """

    text: str = field(repr=False)
    capital: bool
    gap: str = field(repr=False)


def _names(text: str, names: Iterable[str]) -> tuple[str, ...]:
    """Return those of the names that stand in a text, in its order."""
    words = list(_words(text))
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        places.setdefault(word.text, []).append(place)
    first: dict[str, int] = {}
    for name in names:
        parts = _parts(name)
        if len(parts) > 1:
            alike = process.extract(parts[-1], list(places), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=None)
            here = [place for word, *_ in alike for place in places[word] if _stands_at(words, place, parts)]
            if here:
                first[name] = min(here)
    return tuple(sorted(first, key=first.__getitem__))


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for found in _WORD.finditer(text):
        gap, end = text[end : found.start()].strip(), found.end()
        yield _Word(_letters(_POSSESSIVE.sub("", found[0])), found[0][0].isupper(), gap)


def _parts(name: str) -> list[str]:
    """Return the words of a name, the last name last, titles left out."""
    last, comma, rest = name.partition(",")
    words = _WORD.findall(f"{rest} {last}" if comma else name)
    return [letters for word in words if (letters := _letters(word)) not in TITLES]


def _letters(word: str) -> str:
    return re.sub(r"\W", "", folded(word))


def _stands_at(words: list[_Word], place: int, name: list[str]) -> bool:
    """Tell whether a name stands where a text has a word like its last name."""
    *given, last = name
    word = words[place]
    if last in _PLAIN_WORDS and not word.capital:
        return False
    is_last = fuzz.ratio(word.text, last) >= _SAME
    if place and words[place - 1].text in TITLES and is_last:
        return True
    for first in given:
        must_be_capital = {first, last} <= _PLAIN_WORDS
        for text, capital in _given(words, place, name, is_plain=must_be_capital):
            if capital or not must_be_capital:
                is_initial = is_last and 1 in (len(text), len(first)) and text[0] == first[0]
                if is_initial or fuzz.ratio(f"{text} {word.text}", f"{first} {last}") >= _SAME:
                    return True
    return False


def _given(words: list[_Word], place: int, name: list[str], *, is_plain: bool) -> Iterator[tuple[str, bool]]:
    """Yield what may be the first name to a last name, and whether it begins with a capital."""
    before = words[max(place - 2, 0) : place]
    gaps = [one.gap for one in words[max(place - 1, 1) : place + 1]]
    if before and gaps[-1] in ("", "."):
        yield before[-1].text, before[-1].capital
        if len(before) == 2 and gaps[0] in ("", "."):
            yield before[0].text + before[1].text, before[0].capital
            if before[1].text in name or len(before[1].text) == 1:
                yield before[0].text, before[0].capital
    after = words[place + 1 : place + 2]
    if after and after[0].gap == "," and not is_plain:
        yield after[0].text, after[0].capital
