"""Long texts in pieces."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.check.detectors.personal.pieces import legible, pieces

WORDS = st.lists(
    st.sampled_from(["word", "x" * 700, "9", "A sentence.", "\n", "\n\n", "((", "250-555-0142"]), max_size=3000
)


@given(words=WORDS)
def test_pieces_make_up_the_text(words: list[str]) -> None:
    """In order, without gap or overlap but for white space at the end, none longer than two thousand characters."""
    text = " ".join(words)
    cut = list(pieces(text))
    assert all(0 < end - start <= 2000 for start, end in cut)
    assert "".join(text[start:end] for start, end in cut).rstrip() == text.rstrip()


@given(count=st.integers(200, 600))
def test_a_number_is_not_cut(count: int) -> None:
    """Where there are words around it."""
    text = "some words here 250 555 0142 and " * count
    assert all(text[start:end].count("250") == text[start:end].count("0142") for start, end in pieces(text))


@given(text=st.text(alphabet=st.characters(), max_size=300))
def test_a_legible_text_has_the_same_length(text: str) -> None:
    """So that offsets stay; letters, digits and white space stay, and it can be encoded."""
    after = legible(text + "(" * 60)
    assert len(after) == len(text) + 60
    assert all(new in (old, " ") for old, new in zip(text, after, strict=False))
    assert after.encode()
