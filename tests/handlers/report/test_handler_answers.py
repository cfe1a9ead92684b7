"""Where what the texts say helps first, they are asked."""

import pytest

from handlers.ask.messages import MAX_QUESTION
from knowledge.library import Library
from knowledge.reports import Reports
from tests.fakes import NOTHING, FakeSearch, found, hit
from tests.handlers.report.fakes import reading
from tests.handlers.report.understanding import understood

MEDIA = "Talk to your PAB team if you want advice"


@pytest.mark.parametrize("type_", ["media_request", "intellectual_property", "records", "account_approval"])
def test_a_question_is_answered_from_the_texts(library: Library, reports: Reports, type_: str) -> None:
    """What they say helps first; the search gets the words, the organisation and the role."""
    search = FakeSearch(found(hit(library, MEDIA)))
    text = "a journalist rang, what now?"
    one = understood(library, reports, reading(type_), text, search=search, role="supervisor")
    assert one.answer
    assert MEDIA in one.answer.citations[0].quote
    (query,) = search.asked
    assert (query.text, query.organisation, query.role) == (text, "bc", "supervisor")


@pytest.mark.parametrize("type_", ["harassment", "information_incident", "conflict_of_interest", "emergency"])
def test_what_is_filed_is_not_answered(library: Library, reports: Reports, type_: str) -> None:
    """Nothing is searched for it."""
    search = FakeSearch(found(hit(library, MEDIA)))
    assert understood(library, reports, reading("media_request"), type=type_, search=search).answer is None
    assert not search.asked


def test_a_question_that_the_texts_leave_open_says_so(library: Library, reports: Reports) -> None:
    """The route stands all the same."""
    one = understood(library, reports, reading("records"), search=FakeSearch(NOTHING))
    assert one.answer
    assert not one.answer.answered
    assert [card.id for card in one.contacts] == ["records_officer"]


@pytest.mark.parametrize(
    "text",
    [
        "what do we keep? " * 1000,
        " \n" * MAX_QUESTION + "what do we keep?",
        "\u200b" * MAX_QUESTION + "what do we keep?",
        "!" * MAX_QUESTION + " what do we keep?",
    ],
    ids=["long", "blank before", "invisible before", "signs before"],
)
def test_a_long_report_is_asked_about_by_its_beginning(library: Library, reports: Reports, text: str) -> None:
    """As much as a question may have, from its first word on."""
    search = FakeSearch(NOTHING)
    assert understood(library, reports, reading("records"), text, search=search).answer
    (query,) = search.asked
    assert query.text.startswith("what do we keep?")
    assert len(query.text) <= MAX_QUESTION
