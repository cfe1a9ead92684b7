"""Hypothesis strategies: white space, Markdown as people write it, and Markdown as nobody should."""

import string
from html.parser import HTMLParser

from hypothesis import settings
from hypothesis import strategies as st

from knowledge import markdown

modest = settings(max_examples=25, deadline=None, derandomize=True, database=None)
"""Enough examples to find what breaks, few enough for every run; the same ones each time."""

SPACES = st.text(" \t\n\r\u00a0\u2003\u3000", min_size=1, max_size=4)

WORD = st.text(string.ascii_letters + string.digits + "éÉßøЖ中’'-", min_size=1, max_size=12)
SENTENCE = st.builds(
    lambda words, end: " ".join(words) + end,
    st.lists(WORD, min_size=1, max_size=25),
    st.sampled_from([".", "?", "!", ":", ";", "", ". (See B.C. law, e.g. No. 7.)", ".”"]),
)
PROSE = st.lists(SENTENCE, min_size=1, max_size=12).map(" ".join)
"""A paragraph's words, on one line; at most some 4,000 characters."""

_LINE = st.one_of(SENTENCE, PROSE, WORD.map("**{}**".format), WORD.map("[{}](https://example.org/a_(b))".format))


def _prefixed(first: str, rest: str) -> st.SearchStrategy[str]:
    lines = st.lists(_LINE, min_size=1, max_size=9)
    return lines.map(lambda found: "\n".join([first + found[0], *(rest + line for line in found[1:])]))


_TABLE = st.lists(st.tuples(WORD, WORD), min_size=1, max_size=4).map(
    lambda rows: "\n".join(["| Head | Other |", "| --- | --- |", *(f"| {left} | {right} |" for left, right in rows)])
)
_HEADING = st.builds(
    lambda attributes, depth, text: f"{attributes}{'#' * depth} {text}",
    st.sampled_from(["", "", "{capacity=personal}\n", "{role=supervisor}\n"]),
    st.integers(1, 4),
    st.one_of(SENTENCE, SENTENCE.map("Q: {}?".format)),
)
_BLOCK = st.one_of(
    _LINE,
    _LINE.map("{}:".format),
    _HEADING,
    _prefixed("- ", "- "),
    _prefixed("- ", "  - "),
    _prefixed("1. ", "2. "),
    _prefixed("> ", "> "),
    _prefixed("- first\n\n  - nested\n\n  ", "- "),
    _TABLE,
    _prefixed("```\n", "").map("{}\n```".format),
    _prefixed("::: furniture Letterhead\n\n", "").map("{}\n\n:::".format),
)
WELL_FORMED = st.lists(_BLOCK, min_size=1, max_size=10).map("\n\n".join)
"""Documents of every kind of block that the dialect knows."""

# No `<`: tags are left out of a text by design, which a test of its own shows.
_NOISE = st.text(string.ascii_lowercase + "AZ09 \n\n\n\t#*_-+>|`~:[](){}!&;=\\.?é中\u0301\u2028", max_size=300)
ANY_MARKDOWN = st.one_of(WELL_FORMED, _NOISE, st.builds("{}\n\n{}".format, WELL_FORMED, _NOISE))


class _Reader(HTMLParser):
    """Reads a rendered page aloud: its text, and what stands for its pictures."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.heard: list[str] = []

    def handle_data(self, data: str) -> None:
        """Hear text."""
        self.heard.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hear of a picture."""
        if tag == "img":
            self.heard.append(dict(attrs).get("alt") or "")


def rendered_text(body: str) -> str:
    """Return the text of a Markdown body by way of its HTML: another way to it than the package's own."""
    reader = _Reader()
    reader.feed(markdown.parser().render(body))
    reader.close()
    return "".join(reader.heard)
