"""In which language something is written: only English can be read."""

import unicodedata
from functools import lru_cache

from knowledge.text import sentence_spans, words

_ENGLISH = frozenset(
    """
    the a an is are am was be do does did can could may might should would will what who when where why how
    which my i we they you he she it our your their this that to of in for with and or not if on at about from
    by have has
    """.split()
)
_OTHER_LANGUAGES = frozenset(
    """
    le la les un une des du et est je puis peux mon ma mes sur que qui quoi pour dans avec nous vous ils pas au
    aux el los las una y es yo puedo mi mis en por para con del que der die das ich und ist mein kann auf mit
    für nicht eine o os uma meu posso il che di sono posso mio ang sa ko mga
    """.split()
)


def is_latin(text: str) -> bool:
    """Tell whether at least half of a text's letters are Latin; a text without letters is."""
    letters = [char for char in text if char.isalpha()]
    return sum(map(is_latin_letter, letters)) >= len(letters) / 2


@lru_cache(maxsize=4096)
def is_latin_letter(char: str) -> bool:
    """Tell whether a letter is Latin, with or without marks."""
    return char.isascii() or unicodedata.name(char, "").startswith("LATIN")


def is_foreign_language(text: str) -> bool:
    """Tell a text that is clearly not English, so that declining can say why.

    It is so when most of its letters are not Latin, or when it holds common words of another language, and more of
    them than of English.
    """
    if not is_latin(text):
        return True
    found = {part for word in words(text) for part in word.split("'")}
    return len(found & _OTHER_LANGUAGES) >= max(2, len(found & _ENGLISH) + 1)


def has_foreign_part(text: str) -> bool:
    """Tell a text of which a sentence, or the whole, is clearly not English."""
    return is_foreign_language(text) or any(is_foreign_language(text[start:end]) for start, end in sentence_spans(text))
