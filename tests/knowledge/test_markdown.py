"""A text in Markdown, as headings and blocks of visible text."""

import pytest
from hypothesis import given

from knowledge.markdown import Block, Heading, blocks, visible_text
from knowledge.text import letters_and_digits
from tests.knowledge.generated import ANY_MARKDOWN, modest, rendered_text


def shown(body: str) -> list[tuple[str, ...]]:
    """Return the lines of every block."""
    return [part.lines for part in blocks(body) if isinstance(part, Block)]


@modest
@given(ANY_MARKDOWN)
def test_visible_text_is_what_a_reader_of_the_rendered_page_sees(body: str) -> None:
    """Letter for letter and in the same order as in the HTML of the same text."""
    assert letters_and_digits(visible_text(body)) == letters_and_digits(rendered_text(body))


@modest
@given(ANY_MARKDOWN)
def test_every_block_shows_something(body: str) -> None:
    """There is no block without lines, no blank line, and white space only as single spaces."""
    for lines in shown(body):
        assert lines
        assert all(line.strip() and line.split() == line.strip().split(" ") for line in lines)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("See [the **code**](https://example.org/a) *now*.", "See the code now."),
        ("Write to <desk@example.org>.", "Write to desk@example.org."),
        ("One<br>two <b>three</b> &amp; four", "Onetwo three & four"),
        ("broken\nover  lines\\\nthree times", "broken over lines three times"),
        ("![A chart of tides](tide.png)", "A chart of tides"),
        ("a `code span` here", "a code span here"),
        ("    an indented line", "an indented line"),
        ("```text\na fenced\nline\n```", "a fenced line"),
        ("> a quotation", "a quotation"),
    ],
)
def test_links_tags_and_breaks_are_resolved(body: str, line: str) -> None:
    """What is left is the words that a reader sees, on one line."""
    assert shown(body) == [(line,)]


@pytest.mark.parametrize("body", ["", " \n", "---", "![](nothing.png)", "- ", "&nbsp;", "<!-- a note -->", "[a]: /b"])
def test_what_shows_no_text_is_no_block(body: str) -> None:
    """A rule, a picture without words, an empty item, a comment: nothing of them can be quoted."""
    assert list(blocks(body)) == []
    assert visible_text(body) == ""


def test_list_items_have_lines_of_their_own() -> None:
    """Nested items are indented, and what follows a nested list stays behind it."""
    body = "- one\n  goes on\n\n  - inner\n\n  after the inner\n- two\n\n  > quoted\n  >\n  > twice"
    assert shown(body) == [("- one goes on", "  - inner", "  after the inner", "- two quoted twice")]


def test_a_table_has_a_line_for_each_row() -> None:
    """Cells are set apart by a space, empty ones leave none."""
    assert shown("| Who | Where |\n| --- | --- |\n| Desk | Pier 1 |\n|  | Pier 2 |") == [
        ("Who Where", "Desk Pier 1", "Pier 2")
    ]


def test_a_heading_brings_what_it_states() -> None:
    """Its level, its line, and the attributes written above it."""
    found = list(blocks("Before.\n\n{capacity=personal role=supervisor}\n## The *heads*\n\nBelow."))
    assert found[1] == Heading(
        text="The heads", level=2, line=3, attributes={"capacity": "personal", "role": "supervisor"}
    )


def test_a_heading_inside_a_quotation_opens_no_section() -> None:
    """It is text like the rest of the quotation."""
    assert shown("> # Loud\n> words") == [("Loud",), ("words",)]
    assert not any(isinstance(part, Heading) for part in blocks("> # Loud\n> words"))


def test_furniture_is_visible_but_comes_only_when_asked_for() -> None:
    """It stands among the visible text, and not among the blocks that are quoted."""
    body = "Above.\n\n::: furniture Letterhead\n\n# Office\n\nPage 3\n\n:::\n\nBelow."
    assert shown(body) == [("Above.",), ("Below.",)]
    assert visible_text(body).splitlines() == ["Above.", "Office", "Page 3", "Below."]
