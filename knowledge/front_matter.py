"""The front matter of a guideline text: what every document must say of itself."""

import datetime
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict
from pydantic.dataclasses import dataclass

from knowledge import passages, yaml_file
from knowledge.document import Difference, Document, Provenance
from knowledge.errors import KnowledgeError
from knowledge.records import Id, Text

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_FENCE = "---"


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class _FrontMatter:
    id: Id
    title: Text
    publisher: Text
    organisation: Id
    capacity: Literal["official", "personal", "both"] = "both"
    date: datetime.date | str | None = None
    status: Literal["current", "dated", "undated", "superseded"] = "current"
    status_note: str | None = None
    rights: Text
    provenance: Provenance | None = None
    differences: tuple[Difference, ...] = ()


def read_document(path: Path) -> Document:
    """Read one guideline text.

    Raises:
        KnowledgeError: The file cannot be read, or its front matter is missing, broken or incomplete.
    """
    meta, body = _parse(path)
    found = passages.split(meta.id, body, meta.capacity)
    if not found:
        raise KnowledgeError(path, "has no text below its front matter; add the guideline's words")
    return Document(
        id=meta.id,
        title=meta.title,
        publisher=meta.publisher,
        organisation=meta.organisation,
        capacity=meta.capacity,
        date=str(meta.date) if meta.date else None,
        status=meta.status,
        status_note=meta.status_note,
        rights=meta.rights,
        provenance=meta.provenance,
        differences=meta.differences,
        markdown=body,
        passages=found,
    )


def _parse(path: Path) -> tuple[_FrontMatter, str]:
    lines = yaml_file.read_text(path).splitlines(keepends=True)
    if not lines or lines[0].strip() != _FENCE:
        raise KnowledgeError(path, "has no front matter; begin it with a line '---', then id, title, ...", line=1)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if end is None:
        raise KnowledgeError(path, "the front matter does not end; close it with a line '---'", line=1)
    meta = yaml_file.parse("".join(lines[1:end]), path, _FrontMatter, first_line=2)
    return meta, "".join(lines[end + 1 :])
