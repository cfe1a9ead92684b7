"""A guideline text in Markdown -> its blocks, each as visible text under its path of headings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.container import container_plugin

FURNITURE = "furniture"
"""Name of the container (`::: furniture why`) around page furniture, which is shown but never quoted."""

_LISTS = ("bullet_list", "ordered_list")
_KINDS = {
    "paragraph": "paragraph",
    "heading": "paragraph",  # inside a quote, where it opens no section
    "fence": "paragraph",
    "code_block": "paragraph",
    "bullet_list": "list",
    "ordered_list": "list",
    "table": "table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with its attributes, as written on the line before it: `{capacity=personal role=supervisor}`.

    Attributes:
        line: Where it begins in the Markdown text, counted from 0.
    """

    text: str
    level: int
    line: int
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, list or table in visible text: links and tags resolved, white space collapsed.

    Attributes:
        kind: `paragraph`, `list` or `table`; `heading` for one that belongs to the text below it.
        lines: One line for a paragraph, one for each list item (`- ` before it, nested ones indented) or row.
        line: Where it begins in the Markdown text, counted from 0.
    """

    kind: str
    lines: tuple[str, ...]
    line: int


def parser() -> MarkdownIt:
    """Return the Markdown dialect of the guideline texts: CommonMark, tables, attributes, furniture."""
    dialect = MarkdownIt("commonmark").enable("table").use(attrs_block_plugin)
    return dialect.use(container_plugin, name=FURNITURE)


def blocks(markdown: str, *, furniture: bool = False) -> Iterator[Heading | Block]:
    """Yield headings and blocks in the order of the text.

    Args:
        markdown: The body of a document, without front matter.
        furniture: Whether blocks inside a furniture container are yielded as well.
    """
    for node in SyntaxTreeNode(parser().parse(markdown)).children:
        if node.type != f"container_{FURNITURE}":
            yield from _convert(node)
        elif furniture:
            for child in node.children:
                yield from _convert(child)


def visible_text(markdown: str) -> str:
    """Return everything that a reader of the rendered document sees, furniture included, block by block."""
    parts = blocks(markdown, furniture=True)
    return "\n".join(part.text if isinstance(part, Heading) else "\n".join(part.lines) for part in parts)


def _convert(node: SyntaxTreeNode) -> Iterator[Heading | Block]:
    if node.type == "heading":
        attributes = {str(key): str(value) for key, value in node.attrs.items()}
        yield Heading(text=_inline(node), level=int(node.tag[1]), line=_line(node), attributes=attributes)
    else:
        yield from _quotable(node)


def _quotable(node: SyntaxTreeNode) -> Iterator[Block]:
    """Yield a node's block, or those inside a quote; nothing for one that shows no text."""
    if node.type == "blockquote":
        for child in node.children:
            yield from _quotable(child)
    elif node.type in _KINDS:
        lines = tuple(_lines(node))
        if lines:
            yield Block(kind=_KINDS[node.type], lines=lines, line=_line(node))


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] if node.map else 0


def _lines(node: SyntaxTreeNode) -> Iterator[str]:
    if node.type in _LISTS:
        yield from _items(node, depth=0)
    else:
        rows = [row for row in node.walk() if row.type == "tr"] if node.type == "table" else [node]
        yield from filter(None, map(_inline, rows))


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[str]:
    """Yield a list's items in the order of the text; what follows a nested list goes on below it, without a marker."""
    for item in node.children:
        marker = "- "
        for nested, parts in groupby(item.children, key=lambda part: part.type in _LISTS):
            if nested:
                for part in parts:
                    yield from _items(part, depth + 1)
            elif words := " ".join(filter(None, map(_inline, parts))):
                yield "  " * depth + marker + words
                marker = "  "


def _inline(node: SyntaxTreeNode) -> str:
    """Join the text of all inline content and code of a node, a space between any two."""
    found = (_text(one) for one in node.walk() if one.type in ("inline", "fence", "code_block"))
    return " ".join(filter(None, found))


def _text(node: SyntaxTreeNode) -> str:
    """Join the leaves of inline content: breaks are spaces, links and emphasis their text, tags nothing."""
    breaks = {"softbreak": " ", "hardbreak": " "}
    leaves = (leaf for leaf in node.walk() if not leaf.children)
    text = "".join(breaks.get(leaf.type) or (leaf.content if leaf.type != "html_inline" else "") for leaf in leaves)
    return " ".join(text.split())
