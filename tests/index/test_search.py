"""The search on two invented organisations, with the fake encoder: whose rule is found, and which comes first."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.model import IndexModel
from index.result import Found, Query
from index.search import MAX_HITS, IndexSearch
from knowledge.library import Library
from tests.index.conftest import PassageOf
from tests.index.fakes import HashingEncoder

FERRY_PHOTOGRAPHS = "Crew must not post photographs"
MUSEUM_PHOTOGRAPHS = "Guides must not post photographs"
LOANS = "Paintings are lent"
LOAN_QUESTION = "are paintings lent to other galleries by contract"
Capacity = Literal["official", "personal"]
QUESTIONS = [
    "may I post photographs of people",
    "what does the museum say about photographs",
    LOAN_QUESTION,
    "can i get a pension",
    "may I post photographs of passengers and who approves a new account?",
]


@pytest.mark.parametrize(("organisation", "words"), [("ferry", FERRY_PHOTOGRAPHS), ("museum", MUSEUM_PHOTOGRAPHS)])
def test_the_askers_own_rule_comes_first(
    search: IndexSearch, passage_of: PassageOf, organisation: str, words: str
) -> None:
    """Of two organisations that speak of the same, each asker gets their own, and no hit of the other."""
    found = search.search(Query(text="may I post photographs of people", organisation=organisation))
    assert found.answered
    assert found.hits[0].passage == passage_of(words)
    assert {hit.passage.split("-")[0] for hit in found.hits} == {organisation}
    assert found.named is None


def test_another_organisation_is_searched_when_it_is_named(search: IndexSearch, passage_of: PassageOf) -> None:
    """Its rule comes first, marked as that of the organisation that was named."""
    found = search.search(Query(text="may I post photographs of people at the museum", organisation="ferry"))
    assert found.hits[0].passage == passage_of(MUSEUM_PHOTOGRAPHS)
    assert found.named == "museum"


def test_naming_the_own_organisation_changes_nothing(search: IndexSearch, passage_of: PassageOf) -> None:
    """It is no other organisation, and is not marked as one."""
    found = search.search(Query(text="may the museum post photographs of people", organisation="museum"))
    assert found.hits[0].passage == passage_of(MUSEUM_PHOTOGRAPHS)
    assert found.named is None


def test_a_named_organisation_is_not_replaced_by_the_own(untaught_model: IndexModel, untaught_library: Library) -> None:
    """Where its texts are silent, the answer is that they are, not a rule of somebody else."""
    search = IndexSearch(untaught_model, HashingEncoder(), untaught_library)
    found = search.search(Query(text="does the museum say who approves a new account", organisation="ferry"))
    assert (found.answered, found.hits, found.elsewhere) == (False, (), None)
    assert found.named == "museum"


@pytest.mark.parametrize(
    ("text", "margin", "answered", "elsewhere"),
    [
        ("paintings are lent to other galleries only by contract", 0.05, True, None),
        ("paintings lent for a summer to some galleries", 0.05, False, "museum"),
        ("paintings lent for a summer to some galleries", -0.01, False, None),
    ],
)
def test_what_the_own_texts_leave_open(
    untaught_model: IndexModel,
    untaught_library: Library,
    passage_of: PassageOf,
    text: str,
    margin: float,
    *,
    answered: bool,
    elsewhere: str | None,
) -> None:
    """Very sure texts of another organisation answer; less sure ones are only pointed to; unsure ones are not."""
    query = Query(text=text, organisation="museum")
    sure = _threshold(untaught_model, untaught_library, 0.5).search(query).answerable
    found = _threshold(untaught_model, untaught_library, sure - margin).search(replace(query, organisation="ferry"))
    assert (found.answered, found.elsewhere, found.named) == (answered, elsewhere, None)
    assert [hit.passage for hit in found.hits[:1]] == ([passage_of(LOANS)] if answered else [])


@pytest.mark.parametrize("organisation", [None, "garden", "mars"])
def test_without_own_texts_all_are_searched(
    search: IndexSearch, passage_of: PassageOf, organisation: str | None
) -> None:
    """No organisation, one without documents and one that nobody knows: whatever answers best is found."""
    for words, question in ((LOANS, "may we borrow a canvas"), ("A new account", "may we open a facebook page")):
        found = search.search(Query(text=question, organisation=organisation))
        assert found.answered
        assert found.hits[0].passage == passage_of(words)


@pytest.mark.parametrize(
    ("capacity", "words"), [("official", "Every official post"), ("personal", "Every private post")]
)
def test_a_known_capacity_prefers_its_passages(
    untaught_model: IndexModel, untaught_library: Library, passage_of: PassageOf, capacity: Capacity, words: str
) -> None:
    """Two rules that answer equally well: the one for the asker's capacity comes first."""
    search = IndexSearch(untaught_model, HashingEncoder(), untaught_library)
    query = Query(text="what signature does every post bear", organisation="ferry")
    found = search.search(replace(query, capacity=capacity))
    assert found.hits[0].passage == passage_of(words)
    assert found.hits[0].score > _score(search.search(query), passage_of(words))


def test_supervisors_get_what_speaks_to_supervisors(
    untaught_model: IndexModel, untaught_library: Library, passage_of: PassageOf
) -> None:
    """The same question finds the employee's duty for employees and the supervisor's for supervisors."""
    search = IndexSearch(untaught_model, HashingEncoder(), untaught_library)
    query = Query(text="who hears a complaint about a colleague", organisation="ferry")
    assert search.search(query).hits[0].passage == passage_of("tells the purser")
    assert search.search(replace(query, role="supervisor")).hits[0].passage == passage_of("calms them")


def test_a_follow_up_is_understood_by_its_thread(search: IndexSearch, passage_of: PassageOf) -> None:
    """The same few words mean another passage after another question."""
    query = Query(text="and at night?", organisation="ferry")
    drone = search.search(replace(query, history=("can i fly a quadcopter",)))
    account = search.search(replace(query, history=("can i open a facebook page",)))
    assert drone.hits[0].passage == passage_of("Aerial pictures")
    assert account.hits[0].passage == passage_of("A new account")


@pytest.mark.parametrize(
    ("first", "answers"),
    [
        ("may I post photographs of passengers", [FERRY_PHOTOGRAPHS]),
        (
            "does every official post and every private post bear a signature",
            ["Every official post", "Every private post"],
        ),
    ],
)
def test_two_questions_in_one_both_get_their_passage(
    search: IndexSearch, passage_of: PassageOf, first: str, answers: list[str]
) -> None:
    """The best passage of each comes first, also where two speak for the first question."""
    found = search.search(Query(text=f"{first} and who approves a new account?", organisation="ferry"))
    best = {hit.passage for hit in found.hits[:2]}
    assert passage_of("A new account") in best
    assert best & {passage_of(one) for one in answers}
    assert len({hit.passage for hit in found.hits}) == len(found.hits)


def test_what_the_texts_leave_open_is_declined(search: IndexSearch) -> None:
    """A question like those that were taught as unanswered has no hits."""
    found = search.search(Query(text="am i allowed to get a pension", organisation="ferry"))
    assert (found.answered, found.hits) == (False, ())


def test_danger_is_told_from_ordinary_talk(search: IndexSearch) -> None:
    """What sounds like the taught signs of danger is likely one; a question about photographs is not."""
    threat = search.search(Query(text="he says he will kill me with a knife", organisation="ferry"))
    harmless = search.search(Query(text="may I post photographs of people", organisation="ferry"))
    assert threat.danger > 0.5 > harmless.danger


def test_abbreviations_of_an_organisation_are_read_as_the_words_of_its_texts(
    search: IndexSearch, passage_of: PassageOf
) -> None:
    """What the vocabulary explains and typing errors that it does not lead to the same passage."""
    for text in ("can i fly a uav with permission", "can i fly a drome with permision"):
        found = search.search(Query(text=text, organisation="ferry"))
        assert found.hits[0].passage == passage_of("Aerial pictures")


def test_a_library_without_questions_works(
    untaught_model: IndexModel, untaught_library: Library, passage_of: PassageOf
) -> None:
    """Nothing was taught: likeness and words alone find the passage, and decline what has none."""
    search = IndexSearch(untaught_model, HashingEncoder(), untaught_library)
    found = search.search(Query(text=LOAN_QUESTION, organisation="museum"))
    assert found.hits[0].passage == passage_of(LOANS)
    assert found.danger == 0
    assert not search.search(Query(text="can i get a pension", organisation="museum")).answered


@pytest.mark.parametrize("text", QUESTIONS)
def test_scores_are_probabilities_best_first(
    untaught_model: IndexModel, untaught_library: Library, search: IndexSearch, text: str
) -> None:
    """Within 0 and 1, at most so many, each passage once, and falling where one question is asked."""
    eager = _threshold(untaught_model, untaught_library, 0.0)
    for one in (search, eager):
        found = one.search(Query(text=text, organisation=None))
        scores = [hit.score for hit in found.hits]
        assert all(0 <= value <= 1 for value in (*scores, found.answerable, found.danger))
        assert len(scores) <= MAX_HITS
        assert " and " in text or scores == sorted(scores, reverse=True)


def test_every_sentence_of_a_hit_has_its_likeness(search: IndexSearch, library: Library, passage_of: PassageOf) -> None:
    """One number for each sentence, the most fitting one the highest."""
    found = search.search(Query(text="permission to fly a drone from the harbour captain", organisation="ferry"))
    (drone,) = (hit for hit in found.hits if hit.passage == passage_of("Aerial pictures"))
    assert "The captain answers" in library.passages[drone.passage].text
    assert len(drone.sentences) == 2
    assert 1 >= drone.sentences[0] > drone.sentences[1] >= -1


def test_threads_of_the_service_can_search_at_once(search: IndexSearch) -> None:
    """Many at a time find what one at a time finds."""
    queries = [Query(text=text, organisation=one) for text in QUESTIONS for one in ("ferry", "museum", None)] * 4
    alone = [search.search(query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(search.search, queries)) == alone


@given(text=st.text(max_size=80), earlier=st.lists(st.text(max_size=20), max_size=3))
@settings(max_examples=150, deadline=None)
def test_no_question_breaks_the_search(model: IndexModel, library: Library, text: str, earlier: list[str]) -> None:
    """Whatever is typed, there is a finding, and its hits are there exactly if it is answered."""
    search = IndexSearch(model, HashingEncoder(), library)
    found = search.search(Query(text=text, organisation="ferry", history=tuple(earlier)))
    assert bool(found.hits) is found.answered
    assert 0 <= found.answerable <= 1


def _threshold(model: IndexModel, library: Library, threshold: float) -> IndexSearch:
    learned = replace(model.learned, threshold=threshold)
    return IndexSearch(replace(model, learned=learned), HashingEncoder(), library)


def _score(found: Found, passage: str) -> float:
    return next(hit.score for hit in found.hits if hit.passage == passage)
