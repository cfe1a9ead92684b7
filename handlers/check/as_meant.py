"""A draft as given -> a draft as meant: disguises undone, and every character still knows where it came from."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from confusable_homoglyphs import confusables

from handlers.language import is_latin, is_latin_letter

_VARIATION_SELECTORS = range(0xFE00, 0xFE10)
_MAX_MARKS = 2
"""So many combining marks on one letter belong to writing; more are there to hide it."""

_SPACED = re.compile(r"(?<!\w)[^\W\d_](?P<gap>[ .\-_*]{1,3})[^\W\d_](?:(?P=gap)[^\W\d_]){1,40}(?!\w)")
"""At least three single letters with the same between them: `f u c k`, `N.D.P.`."""

_WORDS_OF_ONE_LETTER = "aAI"

_VEILED = re.compile(r"(?<!\w)(?:[^\W\d_]|[@$])[\w@$*#!]{2,23}")
_LEAST_SHOWN = 2
"""A veiled word shows so many letters and half of them: `B****` may be anybody's name."""
_CODE = re.compile(r"[A-Z]{1,4}[0-9]{2,}")
"""Capitals with a number, such as a road: no word in disguise."""

_STANDS_FOR = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"}
_ANY_LETTER = "*#"
_AFTER_A_WORD = "!*#"

_NUMBER = re.compile(r"(?<!\w)\(?[\dOoIl]{3}\)?[-. ]{0,2}[\dOoIl]{3}[-. ]?[\dOoIl]{3,4}(?!\w)")
"""A telephone number or another of nine or ten digits, letters that look like digits among them."""
_LEAST_DIGITS = 6
_DIGITS = {"O": "0", "o": "0", "I": "1", "l": "1"}

_SMALL_CAPITAL = "LATIN LETTER SMALL CAPITAL "
_TAKEN_FOR_SMALL_CAPITALS = {"ғ": "f", "ǫ": "q"}

Piece = tuple[str, int, int]
"""A character as meant, and the code points of the draft as given that it stands for."""


@dataclass(frozen=True, slots=True)
class Meant:
    """A draft as meant. Its repr leaves the words out.

    Attributes:
        text: As meant.
        starts, ends: For each character of `text`, the code points of the draft as given that it stands for.
    """

    text: str = field(repr=False)
    starts: tuple[int, ...] = field(repr=False)
    ends: tuple[int, ...] = field(repr=False)

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where a part of `text` stands in the draft as given; the part must not be empty."""
        return self.starts[start], self.ends[end - 1]


def as_meant(draft: str, veiled: Iterable[str] = ()) -> Meant:
    """Undo disguises: invisible characters, look-alike and fancy letters, spaced or starred words.

    Args:
        draft: As given; any code points.
        veiled: Words that people hide behind stars and digits, lower-cased; only these are looked for there.
    """
    pieces = _joined(_unmasked(list(_visible(draft))))
    pieces = _numbered(_unveiled(pieces, _by_length(veiled)))
    return Meant("".join(p[0] for p in pieces), tuple(p[1] for p in pieces), tuple(p[2] for p in pieces))


def _visible(draft: str) -> Iterator[Piece]:
    """Yield letters with their marks, fancy ones made plain; nothing that cannot be seen."""
    letter, start, end, marks = "", 0, 0, 0
    for position, char in enumerate(draft):
        if _is_invisible(char):
            continue
        if letter and _is_mark(char):
            marks += 1
            if marks <= _MAX_MARKS:
                letter = _marked(letter, char)
            end = position + 1
            continue
        if letter:
            yield from _pieces(letter, start, end)
        letter, start, end, marks = _plain(char), position, position + 1, 0
    if letter:
        yield from _pieces(letter, start, end)


def _is_mark(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char) in ("Mn", "Me", "Mc")


def _marked(letter: str, mark: str) -> str:
    """Return a letter with its mark; without one that only strikes through or boxes a Latin letter or a digit."""
    whole = unicodedata.normalize("NFC", letter + mark)
    ours = all(map(is_latin_letter, letter)) or not letter.isalpha()
    return letter if ours and len(whole) > len(letter) else whole


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    yield from ((char, start, end) for char in text)


def _is_invisible(char: str) -> bool:
    if char.isspace():
        return False
    return unicodedata.category(char) in ("Cf", "Cc", "Cs", "Cn", "Co") or ord(char) in _VARIATION_SELECTORS


def _plain(char: str) -> str:
    """Return the plain letter or digit that a fancy one stands for; anything else as it is."""
    if char.isascii():
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain.isascii() and plain.isalnum() else _plain_latin(char)


@lru_cache(maxsize=4096)
def _plain_latin(char: str) -> str:
    """Return the plain letter that a rare Latin one looks like, such as a small capital; one with an accent stays."""
    name = unicodedata.name(char, "").removeprefix(_SMALL_CAPITAL)
    if len(name) == 1 or char in _TAKEN_FOR_SMALL_CAPITALS:
        return _TAKEN_FOR_SMALL_CAPITALS.get(char, name.lower())
    rare = char.isalpha() and is_latin_letter(char) and len(unicodedata.normalize("NFD", char)) == 1
    return (_look_alike(char) if rare else None) or char


def _unmasked(pieces: list[Piece]) -> list[Piece]:
    """Make letters of other scripts Latin in words where they only pretend to be: all of them are look-alikes."""
    latin = is_latin("".join(piece[0] for piece in pieces))
    out: list[Piece] = []
    for is_word, group in groupby(pieces, key=lambda piece: piece[0].isalpha()):
        word = list(group)
        if is_word and not all(is_latin_letter(char) for char, _, _ in word):
            word = _latin_word(word, latin=latin)
        out += word
    return out


def _latin_word(word: list[Piece], *, latin: bool) -> list[Piece]:
    plain = [char if is_latin_letter(char) else _look_alike(char) for char, _, _ in word]
    mixed = any(is_latin_letter(char) for char, _, _ in word)
    if None in plain or not (mixed or latin):
        return word
    return [(char or "", start, end) for char, (_, start, end) in zip(plain, word, strict=True)]


@lru_cache(maxsize=4096)
def _look_alike(char: str) -> str | None:
    found = confusables.is_confusable(char, greedy=False, preferred_aliases=[])
    options = (one["c"] for entry in found or [] for one in entry["homoglyphs"])
    return next((one for one in options if len(one) == 1 and one.isascii() and one.isalpha()), None)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Take out what stands between the letters of a spaced word."""
    text = "".join(piece[0] for piece in pieces)
    out = {position for found in _SPACED.finditer(text) for position in _gaps(found, text)}
    return [piece for position, piece in enumerate(pieces) if position not in out] if out else pieces


def _gaps(found: re.Match[str], text: str) -> Iterator[int]:
    """Yield what stands between the letters; a word of one letter before them (`a f u c k`) stays apart."""
    letters = [position for position in range(*found.span()) if text[position].isalpha()]
    apart = text[letters[0]] in _WORDS_OF_ONE_LETTER and text[letters[0] + 1] == " " and len(letters) > 3
    start = letters[1] if apart else letters[0]
    yield from (position for position in range(start, found.end()) if not text[position].isalpha())


def _by_length(words: Iterable[str]) -> dict[int, list[str]]:
    """Sort words by their length, for the longest are looked for as they are."""
    return {size: list(group) for size, group in groupby(sorted(words, key=len), key=len)}


def _unveiled(pieces: list[Piece], words: dict[int, list[str]]) -> list[Piece]:
    """Put in the words that stars, digits and accents veil."""
    text = "".join(piece[0] for piece in pieces)
    out = list(pieces)
    for found in _VEILED.finditer(text) if words else ():
        for offset, char in enumerate(_meant_word(found.group(), words)):
            place = found.start() + offset
            out[place] = (char, *pieces[place][1:])
    return out


def _meant_word(word: str, words: dict[int, list[str]]) -> str:
    """Return the only word that one in disguise can be; with or without what may follow a word; else nothing."""
    if (word.isalpha() and word.isascii()) or _CODE.fullmatch(word):
        return ""
    for shown in (word, word.rstrip(_AFTER_A_WORD)):
        hidden = sum(char in _ANY_LETTER for char in shown)
        fitting = [one for one in words.get(len(shown), ()) if _fits(shown.lower(), one)]
        if len(fitting) == 1 and len(shown) - hidden >= max(_LEAST_SHOWN, hidden):
            return fitting[0]
    return ""


def _fits(word: str, meant: str) -> bool:
    return len(word) == len(meant) and all(
        shown == letter
        or shown in _ANY_LETTER
        or letter in _STANDS_FOR.get(shown, "")
        or unicodedata.normalize("NFD", shown)[0] == letter
        for shown, letter in zip(word, meant, strict=True)
    )


def _numbered(pieces: list[Piece]) -> list[Piece]:
    """Make digits of letters that look like them in a long number."""
    text = "".join(piece[0] for piece in pieces)
    out = list(pieces)
    for found in _NUMBER.finditer(text):
        if sum(map(str.isdigit, found.group())) >= _LEAST_DIGITS:
            for place in range(*found.span()):
                out[place] = (_DIGITS.get(text[place], text[place]), *pieces[place][1:])
    return out
