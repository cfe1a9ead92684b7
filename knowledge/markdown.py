"""A guideline text in Markdown -> its blocks, each as visible text under its path of headings."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.container import container_plugin

FURNITURE = "furniture"
"""Name of the container (`::: furniture why`) around page furniture, which is shown but never quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading with its attributes, as written on the line before it: `{capacity=personal role=supervisor}`."""

    text: str
    level: int
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
    line = node.map[0] if node.map else 0
    if node.type == "heading":
        attributes = {str(key): str(value) for key, value in node.attrs.items()}
        yield Heading(text=_inline(node), level=int(node.tag[1]), attributes=attributes)
    elif node.type == "paragraph":
        yield Block(kind="paragraph", lines=(_inline(node),), line=line)
    elif node.type in ("bullet_list", "ordered_list"):
        yield Block(kind="list", lines=tuple(_items(node, depth=0)), line=line)
    elif node.type == "table":
        rows = [row for row in node.walk() if row.type == "tr"]
        yield Block(kind="table", lines=tuple(_row(row) for row in rows), line=line)
    elif node.type == "blockquote":
        for child in node.children:
            yield from _convert(child)


def _items(node: SyntaxTreeNode, depth: int) -> Iterator[str]:
    for item in node.children:
        own = [child for child in item.children if child.type not in ("bullet_list", "ordered_list")]
        yield "  " * depth + "- " + " ".join(_inline(child) for child in own)
        for child in item.children:
            if child not in own:
                yield from _items(child, depth + 1)


def _row(row: SyntaxTreeNode) -> str:
    return " ".join(filter(None, (_inline(cell) for cell in row.children)))


def _inline(node: SyntaxTreeNode) -> str:
    """Join the text of a node's inline content: breaks are spaces, links and emphasis their text."""
    breaks = {"softbreak": " ", "hardbreak": " "}
    leaves = (leaf for leaf in node.walk() if not leaf.children)
    text = "".join(breaks.get(leaf.type) or (leaf.content if leaf.type != "html_inline" else "") for leaf in leaves)
    return " ".join(text.split())
