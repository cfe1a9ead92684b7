"""Plain-text operations that every layer shares: white space, letters and digits, sentences."""

import re
import unicodedata
from collections.abc import Iterator

_SENTENCE_END = re.compile(r"[.?!][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_TYPED_END = re.compile(r"[.!?…]{1,20}[\"”’')\]]{0,5}\s+|\n\s*")
# A full stop after one of these does not end a sentence, whatever follows it.
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|No|St|Dr|Mr|Mrs|Ms|B\.C|U\.S)|\b[A-Z])\.$")


def collapse(text: str) -> str:
    """Return NFC text with every run of white space made one space, and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def letters_and_digits(text: str) -> str:
    """Return the letters and digits of a text in order, lower-cased: what a verbatim check compares."""
    return "".join(char for char in unicodedata.normalize("NFC", text).lower() if char.isalnum())


def words(text: str) -> list[str]:
    """Return the lower-cased words of a text; an apostrophe inside a word belongs to it."""
    return re.findall(r"\w+(?:[’']\w+)*", text.lower().replace("’", "'"))


def sentences(text: str) -> list[str]:
    """Split visible text into sentences; a line (a list item, a table row) always ends one.

    Args:
        text: Visible text, with blocks and list items on lines of their own.

    Returns:
        The sentences in order, without surrounding white space or list marker, none empty.
    """
    stripped = (re.sub(r"^\s*- ", "", line).strip() for line in text.splitlines())
    return [sentence for line in stripped for sentence in _sentences_of_line(line)]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text stand as people type them: capitals and full stops may be missing.

    Returns:
        Start and end of each, in code points, in order, without white space at the ends; none is empty.
    """
    starts = [
        0,
        *(
            found.end()
            for found in _TYPED_END.finditer(text)
            if not _ABBREVIATION.search(text[: found.end()].rstrip()[-12:])
        ),
    ]
    ends = [*starts[1:], len(text)]
    spans = (_stripped(text, start, end) for start, end in zip(starts, ends, strict=True))
    return [(start, end) for start, end in spans if start < end]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _sentences_of_line(line: str) -> Iterator[str]:
    start = 0
    for end in _SENTENCE_END.finditer(line):
        if _ABBREVIATION.search(line[start : end.start() + 1]):
            continue
        yield line[start : end.end()].strip()
        start = end.end()
    if line[start:].strip():
        yield line[start:].strip()
