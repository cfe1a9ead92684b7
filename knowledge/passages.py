"""Blocks of a document -> passages: paragraphs, lists with their lead-in, questions with their answer."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from knowledge import markdown, text
from knowledge.document import Capacity, Passage, Role
from knowledge.markdown import Block, Heading

MAX_CHARACTERS = 1500
"""Longest text of a passage, in characters."""

_SHORT_LEAD_IN = 4
"""A lead-in of fewer words ("Examples include:") means nothing without the paragraph before it."""


@dataclass(slots=True, kw_only=True)
class _Section:
    path: tuple[str, ...]
    capacity: Capacity
    role: Role
    anchor: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    lines: tuple[str, ...]
    lead_in: str | None = None


def split(document: str, body: str, capacity: Capacity) -> tuple[Passage, ...]:
    """Split a document's Markdown body into passages.

    Args:
        document: Id of the document.
        body: Markdown without front matter.
        capacity: What the document speaks of where no heading says otherwise.

    Returns:
        The passages in the order of the text, each id once.
    """
    seen: Counter[str] = Counter()
    found = []
    for section in _sections(body, capacity):
        for piece in _pieces(section):
            visible = "\n".join(piece.lines)
            plain_id = f"{document}#{hashlib.sha256(text.collapse(visible).encode()).hexdigest()[:12]}"
            seen[plain_id] += 1
            repeat = f"-{seen[plain_id]}" if seen[plain_id] > 1 else ""
            found.append(
                Passage(
                    id=plain_id + repeat,
                    document=document,
                    section=section.path,
                    text=visible,
                    lead_in=piece.lead_in,
                    capacity=section.capacity,
                    role=section.role,
                    anchor=section.anchor,
                )
            )
    return tuple(found)


def anchor(path: Iterable[str]) -> str:
    """Return the id of a section in the rendered document, made of its path of headings."""
    return re.sub(r"[^a-z0-9]+", "-", " ".join(path).lower()).strip("-") or "top"


def _sections(body: str, capacity: Capacity) -> Iterator[_Section]:
    headings: list[Heading] = []
    section = _Section(path=(), capacity=capacity, role="all", anchor="top")
    for part in markdown.blocks(body):
        if isinstance(part, Block):
            section.blocks.append(part)
            continue
        yield section
        headings = [heading for heading in headings if heading.level < part.level] + [part]
        section = _section_under(headings, capacity)
    yield section


def _section_under(headings: list[Heading], capacity: Capacity) -> _Section:
    attributes: dict[str, str] = {}
    for heading in headings:
        attributes |= heading.attributes
    path = tuple(heading.text for heading in headings)
    stated = attributes.get("capacity")
    return _Section(
        path=path,
        capacity=stated if stated in ("official", "personal", "both") else capacity,  # type: ignore[arg-type]
        role="supervisor" if attributes.get("role") == "supervisor" else "all",
        anchor=anchor(path),
    )


def _pieces(section: _Section) -> Iterator[_Piece]:
    if not section.blocks:
        return
    title = section.path[-1] if section.path else ""
    found = section.blocks
    if title and (_introduces(title) or _is_fragment(found[0])):
        found = [Block(kind="heading", lines=(title,), line=0), *found]
    for group in [found] if _is_question(title) else _groups(found):
        yield from _fit(group)


def _groups(found: list[Block]) -> list[list[Block]]:
    """Put a lead-in and what it introduces together, and take independent list items apart."""
    groups: list[list[Block]] = []
    before: Block | None = None
    for block in found:
        if before and _leads_in(before, block):
            groups[-1].append(block)
        elif block.kind == "list" and not _is_fragment(block):
            groups.extend([item] for item in _top_items(block))
        else:
            groups.append([block])
        if _is_short_lead_in(block) and len(groups) > 1:
            last = groups.pop()
            groups[-1].extend(last)
        before = block
    return groups


def _fit(group: list[Block]) -> Iterator[_Piece]:
    """Yield the group whole, or, where it is too long, in contiguous pieces that know their lead-in."""
    lines = [line for block in group for line in block.lines]
    lead_in = lines[0] if len(group) > 1 else None
    piece: list[str] = []
    first = True
    for line in _short_lines(lines):
        if piece and len("\n".join([*piece, line])) > MAX_CHARACTERS:
            yield _Piece(lines=tuple(piece), lead_in=None if first else lead_in)
            piece, first = [], False
        piece.append(line)
    yield _Piece(lines=tuple(piece), lead_in=None if first else lead_in)


def _short_lines(lines: Iterable[str]) -> Iterator[str]:
    """Break a line that is by itself longer than a passage may be at the ends of its sentences, then of words."""
    for line in lines:
        if len(line) <= MAX_CHARACTERS:
            yield line
            continue
        rest = ""
        for part in (part for sentence in text.sentences(line) for part in _chunks(sentence)):
            if rest and len(rest) + 1 + len(part) > MAX_CHARACTERS:
                yield rest
                rest = ""
            rest = f"{rest} {part}".strip()
        yield rest


def _chunks(sentence: str) -> Iterator[str]:
    while len(sentence) > MAX_CHARACTERS:
        space = sentence.rfind(" ", 1, MAX_CHARACTERS)
        cut = space if space > 0 else MAX_CHARACTERS
        yield sentence[:cut]
        sentence = sentence[cut:].lstrip()
    yield sentence


def _is_question(heading: str) -> bool:
    return heading.startswith("Q:")


def _introduces(heading: str) -> bool:
    return _is_question(heading) or heading.endswith((":", "?"))


def _leads_in(block: Block, following: Block) -> bool:
    """Tell whether a block introduces what follows: a heading, a colon, the bare title of a list or table."""
    if block.kind != "paragraph":
        return block.kind == "heading"
    is_title = following.kind != "paragraph" and block.lines[0][-1:].isalnum()
    return block.lines[0].endswith(":") or is_title


def _is_short_lead_in(block: Block) -> bool:
    is_lead_in = block.kind == "paragraph" and block.lines[0].endswith(":")
    return is_lead_in and len(text.words(block.lines[0])) < _SHORT_LEAD_IN


def _is_fragment(block: Block) -> bool:
    """Tell names and phrases, which need the heading above them, from whole sentences."""
    if block.kind == "table":
        return True
    sentence_ends = (".", "?", "!", ":") if block.kind == "paragraph" else (".", "?", "!")
    return not all(line.rstrip("\"”’')").endswith(sentence_ends) for line in block.lines)


def _top_items(block: Block) -> Iterator[Block]:
    item: list[str] = []
    for line in block.lines:
        if item and line.startswith("- "):
            yield Block(kind="list", lines=tuple(item), line=block.line)
            item = []
        item.append(line)
    yield Block(kind="list", lines=tuple(item), line=block.line)
