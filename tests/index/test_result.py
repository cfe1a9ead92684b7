"""What the search is asked."""

from index.result import Query


def test_the_words_of_a_query_are_not_in_its_repr() -> None:
    """A query that reaches a log or an error gives no question away."""
    query = Query(text="is Kim fired", organisation="bc", history=("does Kim drink",))
    assert "Kim" not in f"{query} {query!r}"
    assert "organisation='bc'" in repr(query)
