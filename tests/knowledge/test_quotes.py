"""Quotes, and the passages in which they stand."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import KnowledgeError
from knowledge.front_matter import read_document
from knowledge.library import Library
from knowledge.passages import split
from knowledge.quotes import QuoteFinder, stands_in
from knowledge.records import Source
from knowledge.text import collapse
from tests.knowledge.folders import told
from tests.knowledge.generated import SPACES, modest

FILE = Path("contacts.yaml")
BODY = "Ask first.\n\nAsk first, then post.\n\nNever post at sea."


@modest
@given(data=st.data(), space=SPACES)
def test_any_piece_of_a_passage_is_found_if_it_stands_in_no_other(
    library: Library, data: st.DataObject, space: str
) -> None:
    """Forty characters or more of a real text lead to their passage, however the white space is written."""
    finder = QuoteFinder(library.documents.values())
    long_enough = [one for one in library.passages.values() if len(collapse(one.text)) >= 40]
    passage = data.draw(st.sampled_from(long_enough))
    words = collapse(passage.text)
    start = data.draw(st.integers(0, len(words) - 40))
    piece = words[start : data.draw(st.integers(start + 40, len(words)))]
    others = (one for one in library.documents[passage.document].passages if one is not passage)
    source = Source(document=passage.document, quote=piece.replace(" ", space))
    if not any(collapse(piece) in collapse(one.text) for one in others):
        assert finder.locate(source, FILE, "0") is passage
        assert stands_in(passage.document, source.quote, passage)
    elif piece != words:
        with pytest.raises(KnowledgeError, match="quote more of it"):
            finder.locate(source, FILE, "0")


def test_every_passage_is_found_by_its_own_text(library: Library) -> None:
    """Unless the same words are a passage twice, which none of the real texts' are."""
    finder = QuoteFinder(library.documents.values())
    for passage in library.passages.values():
        assert finder.locate(Source(document=passage.document, quote=passage.text), FILE, "0") is passage


def test_a_passage_that_is_the_quote_comes_before_one_that_contains_it(texts_only: Path) -> None:
    """Otherwise a short passage could not be pointed to at all."""
    finder = finder_of(texts_only, BODY)
    found = finder.locate(Source(document="harbour-rules", quote="Ask first."), FILE, "0")
    assert found.text == "Ask first."


@pytest.mark.parametrize(
    ("document", "quote", "reason"),
    [
        (
            "harbour-rules",
            "Ask twice.",
            "'Ask twice.' stands in no passage of harbour-rules; quote it letter for letter",
        ),
        ("harbour-rules", "ask first, then", "stands in no passage"),
        ("harbour-rules", "Ask first", "stands in 2 passages of harbour-rules; quote more of it"),
        ("harbour-rules", "then post. Never post", "stands in no passage"),
        ("sea-rules", "Ask first", "'sea-rules' is no document here; known: harbour-rules"),
        (
            "harbour-rules",
            "Much too long\nto be shown whole " * 9,
            "Much too long to be shown whole Much too long to be shown wh...",
        ),
    ],
)
def test_a_quote_without_its_one_passage_is_refused(texts_only: Path, document: str, quote: str, reason: str) -> None:
    """In no passage, in several, or of no document: the message says so, by file and field, on one line."""
    finder = finder_of(texts_only, BODY)
    with pytest.raises(KnowledgeError) as caught:
        finder.locate(Source(document=document, quote=quote), FILE, "3.source")
    assert (caught.value.path, caught.value.field) == (FILE, "3.source")
    assert reason in told(caught)


def test_records_stand_at_their_passages_in_their_order(texts_only: Path) -> None:
    """Each once a passage, even if two of its quotes lead there."""
    finder = finder_of(texts_only, BODY)
    ask, sea, then = (
        Source(document="harbour-rules", quote=quote) for quote in ("Ask first, then", "at sea", "then post.")
    )
    found = finder.locate_all([("first", iter([ask, sea, then])), ("second", iter([ask]))], FILE)
    both, alone = (finder.locate(one, FILE, "0").id for one in (ask, sea))
    assert found == {both: ("first", "second"), alone: ("first",)}


def test_of_many_records_the_one_that_points_nowhere_is_named(texts_only: Path) -> None:
    """By its place and that of its mention, counted from 0."""
    finder = finder_of(texts_only, BODY)
    good, bad = (Source(document="harbour-rules", quote=quote) for quote in ("at sea", "ashore"))
    with pytest.raises(KnowledgeError) as caught:
        finder.locate_all([("first", iter([good])), ("second", iter([good, bad]))], FILE)
    assert caught.value.field == "1.mentions.1"


def test_a_quote_stands_in_a_passage_of_its_own_document_only() -> None:
    """The same words in another document are another rule."""
    (passage,) = split("harbour-rules", "Ask *first*,\nthen post.", "both")
    assert stands_in("harbour-rules", "first,  then", passage)
    assert not stands_in("sea-rules", "first, then", passage)
    assert not stands_in("harbour-rules", "first then", passage)


def finder_of(folder: Path, body: str) -> QuoteFinder:
    """Return a finder over one document with a body of three passages."""
    path = folder / "documents" / "rules.md"
    fields = path.read_text(encoding="utf-8").split("---\n")[1]
    path.write_text(f"---\n{fields}---\n{body}", encoding="utf-8")
    return QuoteFinder([read_document(path)])
