"""Markdown of a guideline text -> HTML: safe, with anchors, and one passage highlighted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from bot.web.highlight import blocks_of, visible
from bot.web.html_rules import dialect
from knowledge.document import Document, Passage
from knowledge.markdown import FURNITURE
from knowledge.passages import anchor

_KEPT_ATTRIBUTES = {"a": ("href", "title"), "ol": ("start",), "mark": ("id",)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A heading in the table of contents; `level` counts from 1."""

    text: str
    anchor: str
    level: int


def render(document: Document, cited: Passage | None) -> tuple[str, tuple[Entry, ...]]:
    """Return the HTML of a text, and its headings.

    Every heading's id is the anchor of the passages below it. With a passage highlighted, its section's id moves to its
    first words, so that the link of a citation scrolls there without a script.
    """
    markdown = dialect()
    tokens = markdown.parse(document.markdown)
    outline = _anchor_headings(tokens)
    if cited:
        _highlight(tokens, document.passages, cited)
    for token in tokens:
        _clean(token)
        _unlink(token.children or [])
    return markdown.renderer.render(tokens, markdown.options, {}), outline


def _anchor_headings(tokens: list[Token]) -> tuple[Entry, ...]:
    path: list[tuple[int, str]] = []
    found: dict[str, Entry] = {}
    for token, inline in _headings(tokens):
        level = int(token.tag[1])
        path = [*(above for above in path if above[0] < level), (level, visible(inline))]
        name = anchor(text for _, text in path)
        if name not in found:
            token.meta["anchor"] = name
            found[name] = Entry(text=visible(inline), anchor=name, level=level)
    return tuple(found.values())


def _headings(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
    """Yield the headings that open a section: as for the passages, none inside furniture, a list or a quote."""
    inside = 0
    for number, token in enumerate(tokens):
        if token.type.startswith(f"container_{FURNITURE}"):
            inside += token.nesting
        if token.type == "heading_open" and token.level == 0 and not inside:
            yield token, tokens[number + 1]


def _highlight(tokens: list[Token], passages: Sequence[Passage], cited: Passage) -> None:
    marked = blocks_of(tokens, passages, cited)
    for token in tokens if marked else ():
        if token.meta.get("anchor") == cited.anchor:
            del token.meta["anchor"]
    for number, inline in enumerate(marked):
        opening = Token("mark_open", "mark", 1, attrs={"id": cited.anchor} if number == 0 else {})
        inline.children = [opening, *(inline.children or []), Token("mark_close", "mark", -1)]


def _clean(token: Token) -> None:
    """Keep what the page needs of the attributes: a text may bring any, and inline styles are refused."""
    allowed = _KEPT_ATTRIBUTES.get(token.tag, ())
    if token.type == "heading_open":
        token.meta |= token.attrs
    token.attrs = {name: value for name, value in token.attrs.items() if name in allowed}
    if "anchor" in token.meta:
        token.attrs["id"] = token.meta["anchor"]
    if token.type.startswith("heading_"):
        # The page's own title is the first level.
        token.tag = f"h{min(int(token.tag[1]) + 1, 6)}"
    for child in token.children or ():
        _clean(child)


def _unlink(tokens: list[Token]) -> None:
    """Show a link whose address the original lost (`#`) as the plain words that it now is."""
    lost = False
    for token in tokens:
        if token.type == "link_open":
            lost = token.attrs.get("href") == "#"
        if lost and token.type in ("link_open", "link_close"):
            token.tag, token.attrs = "span", {}
