"""The front matter of a guideline text: what every document must say of itself."""

import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict
from pydantic.dataclasses import dataclass

from knowledge import markdown, passages, yaml_file
from knowledge.document import Difference, Document, Provenance
from knowledge.errors import KnowledgeError
from knowledge.records import Id, Text

_STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_FENCE = "---"
_STATED = {"capacity": ("official", "personal", "both"), "role": ("all", "supervisor")}
"""What a heading may say of its section, as attributes."""


def _as_text(value: object) -> object:
    return str(value) if isinstance(value, datetime.date) else value


@dataclass(frozen=True, kw_only=True, config=_STRICT)
class _FrontMatter:
    id: Id
    title: Text
    publisher: Text
    organisation: Id
    capacity: Literal["official", "personal", "both"] = "both"
    date: Annotated[Text | None, BeforeValidator(_as_text)] = None
    status: Literal["current", "dated", "undated", "superseded"] = "current"
    status_note: str | None = None
    rights: Text
    provenance: Provenance | None = None
    differences: tuple[Difference, ...] = ()


def read_document(path: Path) -> Document:
    """Read one guideline text.

    Raises:
        KnowledgeError: The file cannot be read, its front matter is missing, broken or incomplete, or a heading states
            what there is not.
    """
    meta, body, first_line = _parse(path)
    _check_headings(body, path, first_line)
    found = passages.split(meta.id, body, meta.capacity)
    if not found:
        raise KnowledgeError(path, "has no text below its front matter; add the guideline's words")
    return Document(
        id=meta.id,
        title=meta.title,
        publisher=meta.publisher,
        organisation=meta.organisation,
        capacity=meta.capacity,
        date=meta.date,
        status=meta.status,
        status_note=meta.status_note,
        rights=meta.rights,
        provenance=meta.provenance,
        differences=meta.differences,
        markdown=body,
        passages=found,
    )


def _parse(path: Path) -> tuple[_FrontMatter, str, int]:
    """Return the front matter, the body, and the line of the file (counted from 1) on which the body begins."""
    lines = yaml_file.read_text(path).splitlines(keepends=True)
    if not lines or lines[0].strip() != _FENCE:
        raise KnowledgeError(path, "has no front matter; begin it with a line '---', then id, title, ...", line=1)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == _FENCE), None)
    if end is None:
        raise KnowledgeError(path, "the front matter does not end; close it with a line '---'", line=1)
    meta = yaml_file.parse("".join(lines[1:end]), path, _FrontMatter, first_line=2)
    return meta, "".join(lines[end + 1 :]), end + 2


def _check_headings(body: str, path: Path, first_line: int) -> None:
    for part in markdown.blocks(body):
        for name, value in part.attributes.items() if isinstance(part, markdown.Heading) else ():
            if value not in _STATED.get(name, (value,)):
                reason = f"'{value}' is none of: {', '.join(_STATED[name])}"
                raise KnowledgeError(path, reason, line=first_line + part.line, field=name)
