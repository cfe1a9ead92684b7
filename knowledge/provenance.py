"""The verbatim check: a document's visible text against the original file, letter by letter."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.document import Difference, Document
from knowledge.markdown import visible_text
from knowledge.text import letters_and_digits

_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\([^)]*\)")
_TAG = re.compile(r"<(?!https?:)[^>]*>")
_ENTITY = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}


def problems(document: Document, originals: Path) -> Iterator[str]:
    """Yield what is wrong between a document and its original, in sentences; nothing when all is well.

    Args:
        document: As loaded.
        originals: The folder that holds the original files.
    """
    if document.provenance is None:
        yield f"{document.id} names no original (front matter: provenance)"
        return
    path = originals / document.provenance.file
    if not path.is_file():
        yield f"{document.id}: the original {path.name} is not in {originals}"
        return
    try:
        content = path.read_bytes()
        original = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        yield f"{document.id}: the original {path.name} cannot be read as UTF-8 text: {error}"
        return
    if hashlib.sha256(content).hexdigest() != document.provenance.sha256:
        yield f"{document.id}: {path.name} is not the file that the document was made from (its sha256 differs)"
        return
    yield from _differences(document, original)


def _differences(document: Document, original: str) -> Iterator[str]:
    expected = letters_and_digits(_visible(original))
    for difference in document.differences:
        before, after = _letters(difference)
        if expected.count(before) != 1:
            yield f"{document.id}: the listed difference '{difference.original[:40]}' is not once in the original"
            return
        expected = expected.replace(before, after)
    found = letters_and_digits(visible_text(document.markdown))
    if found != expected:
        place = next((i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), len(expected))
        window = slice(max(0, place - 20), place + 30)
        yield f"{document.id}: differs from the original: '{found[window]}' stands for '{expected[window]}'"


def _letters(difference: Difference) -> tuple[str, str]:
    return letters_and_digits(difference.original), letters_and_digits(difference.document)


def _visible(original: str) -> str:
    """Resolve the links, tags and entities that the conversion to text left in the original."""
    text = _TAG.sub("", _LINK.sub(r"\1", original))
    for entity, char in _ENTITY.items():
        text = text.replace(entity, char)
    return text
