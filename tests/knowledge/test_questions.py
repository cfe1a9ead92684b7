"""What the search is taught with: typical questions, threads, questions without an answer, signs of danger."""

from pathlib import Path

import pytest

from knowledge import library as knowledge_library
from knowledge import questions
from knowledge.errors import KnowledgeError
from knowledge.questions import Question, Teaching, thread_view
from tests.knowledge.folders import TYPICAL, rewrite, told


def load(folder: Path) -> Teaching:
    """Load the questions of a folder."""
    return questions.load(knowledge_library.load(folder))


def passage_with(folder: Path, words: str) -> str:
    """Return the id of the one passage that contains the words."""
    found = [one.id for one in knowledge_library.load(folder).passages.values() if words in one.text]
    assert len(found) == 1
    return found[0]


def test_questions_point_to_the_passage_that_answers_them(harbour: Path) -> None:
    """Typical questions and threads, in the order of the files."""
    photo, tides = passage_with(harbour, "public pier"), passage_with(harbour, "tide table")
    teaching = load(harbour)
    assert [(one.text, one.passage) for one in teaching.typical] == [
        ("can i take pics of boats", photo),
        ("Is snapping a freighter all right?", photo),
        ("when does the water chart go online", tides),
    ]
    assert [(one.text, one.passage) for one in teaching.threads] == [
        ("what if i only estimate", passage_with(harbour, "Guessing when"))
    ]


def test_a_follow_up_is_seen_alone_and_with_the_last_two_of_its_thread(harbour: Path) -> None:
    """An older question of the thread no longer counts."""
    teaching = load(harbour)
    told_whole = "And about cargo? And about delays? what if i only estimate"
    assert teaching.thread_views() == ["what if i only estimate", told_whole]
    assert thread_view("and then?", []) == "and then?"
    assert Question(text="q", passage="p", history=("a",)).views() == ("q", "a q")


def test_open_questions_are_an_organisations_own_and_everybodys(harbour: Path) -> None:
    """A subject without organisations is open everywhere."""
    teaching = load(harbour)
    assert teaching.open_questions("harbour") == ["When is payday?", "Who washes my jacket?", "Do I get boots?"]
    assert teaching.open_questions("airport") == ["When is payday?"]


def test_danger_is_taught_against_what_is_none(harbour: Path) -> None:
    """What is none: messages that only sound so, questions without an answer, and ordinary questions."""
    danger, no_danger = load(harbour).danger_messages()
    assert danger == ["Somebody fell off the pier!"]
    assert {"I am drowning in emails", "can i take pics of boats", "When is payday?"} <= set(no_danger)


@pytest.mark.parametrize("file", ["threads.yaml", "unanswered.yaml", "danger.yaml", "quay.yaml"])
def test_every_file_of_questions_is_optional(harbour: Path, file: str) -> None:
    """Without one, its part is empty and the rest is as before."""
    before = load(harbour)
    (harbour / "questions" / file).unlink()
    teaching = load(harbour)
    parts = {
        "quay.yaml": "typical",
        "threads.yaml": "threads",
        "unanswered.yaml": "unanswered",
        "danger.yaml": "danger",
    }
    for name, part in parts.items():
        if name == file:
            assert not getattr(teaching, part)
        else:
            assert getattr(teaching, part) == getattr(before, part)


def test_without_questions_there_is_nothing_to_teach_with(texts_only: Path) -> None:
    """Documents alone load all the same."""
    teaching = load(texts_only)
    assert teaching == Teaching(typical=(), threads=(), unanswered=(), danger=None)
    assert (teaching.open_questions("harbour"), teaching.thread_views(), teaching.danger_messages()) == (
        [],
        [],
        ([], []),
    )


def test_typical_questions_may_be_spread_over_files(harbour: Path) -> None:
    """Files are read in the order of their names."""
    more = TYPICAL.replace("can i take pics of boats", "photo of a tug?")
    (harbour / "questions" / "more.yaml").write_text(more, encoding="utf-8")
    assert load(harbour).typical[0].text == "photo of a tug?"
    assert len(load(harbour).typical) == 6


@pytest.mark.parametrize(
    ("file", "before", "after", "field", "reason"),
    [
        ("quay.yaml", "from the public pier", "from a private pier", "0.source", "stands in no passage"),
        (
            "quay.yaml",
            "quote: Publish the tide table",
            "quote: of",
            "1.source",
            "in 2 passages of harbour-rules; quote more of it",
        ),
        ("quay.yaml", "document: harbour-rules", "document: quay-rules", "1.source", "is no document here"),
        ("quay.yaml", "Is snapping a freighter all right?", "CAN I take  pics of boats", "0.questions.1", "twice"),
        (
            "quay.yaml",
            "Is snapping a freighter all right?",
            "|\n      Can i\n      take pics of boats",
            "0.questions.1",
            "twice",
        ),
        ("quay.yaml", "- when does the water chart go online", "- 7", "1.questions.0", "must be text"),
        ("quay.yaml", "  questions:\n    - when", "  question:\n    - when", "1.questions", "is missing; add it"),
        ("threads.yaml", "Guessing when", "Guess when", "0.source", "stands in no passage"),
        ("threads.yaml", "[May I post about ships?, And about cargo?, And about delays?]", "[]", "0.history", "empty"),
        ("unanswered.yaml", "[harbour]", "[airport]", "1.organisations", "known: harbour"),
        ("unanswered.yaml", "[When is payday?]", "[]", "0.questions", "must not be empty"),
        ("danger.yaml", "[I am drowning in emails]", "[]", "no_danger", "must not be empty"),
        ("danger.yaml", "no_danger", "fine", "no_danger", "is missing; add it"),
    ],
)
def test_a_broken_question_is_refused(
    harbour: Path, file: str, before: str, after: str, field: str, reason: str
) -> None:
    """What points nowhere, stands twice or has the wrong shape is named by file and field, on one line."""
    path = harbour / "questions" / file
    rewrite(path, before, after)
    with pytest.raises(KnowledgeError) as caught:
        load(harbour)
    assert (caught.value.path, caught.value.field) == (path, field)
    assert reason in told(caught)


@pytest.mark.parametrize("file", ["quay.yaml", "threads.yaml", "unanswered.yaml", "danger.yaml"])
def test_a_file_of_questions_that_is_no_yaml_is_refused_with_its_line(harbour: Path, file: str) -> None:
    """An open quotation mark in the first line is found by its line."""
    path = harbour / "questions" / file
    path.write_text('- "open\n', encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load(harbour)
    assert caught.value.path == path
    assert caught.value.line
    assert "is not valid YAML" in told(caught)
