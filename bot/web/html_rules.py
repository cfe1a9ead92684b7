"""How the parts of a guideline text are written in HTML, where the library's own way does not fit."""

from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from bot.web import layout
from knowledge.markdown import FURNITURE, parser


def dialect() -> MarkdownIt:
    """Return the Markdown dialect of the texts, rendered safely: tags are left out, as the passages leave them out."""
    found = parser()
    rules = {
        "html_inline": _nothing,
        "html_block": _nothing,
        "image": _alternative,
        "heading_close": _heading_close,
        "table_open": _table_open,
        "table_close": _table_close,
        f"container_{FURNITURE}_open": _furniture_open,
        f"container_{FURNITURE}_close": _furniture_close,
    }
    for name, rule in rules.items():
        found.add_render_rule(name, rule)
    return found


def _nothing(_self: object, _tokens: Sequence[Token], _index: int, _options: object, _env: object) -> str:
    return ""


def _alternative(_self: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    return escape(tokens[index].content)


def _heading_close(_self: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    """Close a heading; what it says of its section by attribute is shown below it."""
    stated = tokens[index - 2].meta
    labels = []
    if stated.get("capacity") in layout.CAPACITIES:
        labels.append(layout.label(layout.CAPACITIES[stated["capacity"]]))
    if stated.get("role") == "supervisor":
        labels.append(layout.label("For supervisors"))
    below = f'<p class="labels">{"".join(labels)}</p>' if labels else ""
    return f"</{tokens[index].tag}>{below}\n"


def _table_open(_self: object, _tokens: Sequence[Token], _index: int, _options: object, _env: object) -> str:
    return '<div class="scroll" role="region" aria-label="Table" tabindex="0"><table>\n'


def _table_close(_self: object, _tokens: Sequence[Token], _index: int, _options: object, _env: object) -> str:
    return "</table></div>\n"


def _furniture_open(_self: object, tokens: Sequence[Token], index: int, _options: object, _env: object) -> str:
    why = escape(tokens[index].info.strip().removeprefix(FURNITURE).strip())
    name = f"Not part of the rules: {why}" if why else "Not part of the rules"
    return f'<aside class="furniture" aria-label="{name}"><p class="why">{name}</p>\n'


def _furniture_close(_self: object, _tokens: Sequence[Token], _index: int, _options: object, _env: object) -> str:
    return "</aside>\n"
