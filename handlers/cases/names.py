"""Names of people: how they are compared, however somebody writes them."""

import re
import unicodedata

from rapidfuzz import fuzz

_SAME_NAME = 90
"""Likeness of two names, 0 to 100, from which on they are taken for one person's: rather one too many is kept out."""

TITLES = frozenset("mr mrs ms miss mx mme dr prof sir madam".split())

_UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters of which no mark can be taken off, as whoever has no such key writes them."""


def folded(text: str) -> str:
    """Return a name or address as it is compared: without case, marks and needless spaces."""
    plain = text if text.isascii() else _without_marks(text)
    return " ".join(re.sub(r"[^\w@.+-]", " ", plain).casefold().split())


def _without_marks(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: order, marks, titles, initials and a typing error aside.

    Rather one too many is taken for the same: `J. Smith` may be Jane Smith. A short form of a first name, such as Bob,
    is another name.
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    likeness = fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second)))
    if max(likeness, fuzz.ratio("".join(first), "".join(second))) >= _SAME_NAME:
        return True
    shorter, longer = sorted((first, second), key=lambda words: (len(words), words))
    return len(shorter) > 1 and _is_within(shorter, longer)


def may_mean(said: str, name: str) -> bool:
    """Tell whether what somebody wrote may mean a person: their name, or a part of it that stands alone."""
    match _words(said):
        case [word] if len(word) > 1 and any(fuzz.ratio(word, one) >= _SAME_NAME for one in _words(name)):
            return True
    return is_same_name(said, name)


def _words(name: str) -> list[str]:
    """Return the words of a name as they are compared; of a mail address, those before the @."""
    plain = folded(name).partition("@")[0].translate(_UNMARKED)
    words = re.sub(r"[._+-]", " ", plain).split()
    return [one for one in words if one not in TITLES] or words


def in_order(name: str) -> str:
    """Return a name so that `Smith, Jane` and `Jane Smith` are one."""
    return " ".join(sorted(_words(name)))


def _is_within(shorter: list[str], longer: list[str]) -> bool:
    """Tell whether each word has one of its own in a longer name: the same, or one of which either is the initial."""
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        fits = [one for one in left if _fits(word, one)]
        if not fits:
            return False
        left.remove(max(fits, key=lambda one: fuzz.ratio(word, one)))
    return True


def _fits(one: str, other: str) -> bool:
    is_initial = 1 in (len(one), len(other)) and one[0] == other[0]
    return is_initial or fuzz.ratio(one, other) >= _SAME_NAME
