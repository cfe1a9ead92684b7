"""What is indexed of a library."""

from index.corpus import gather, subject_words
from knowledge import questions
from knowledge.library import Library
from knowledge.text import sentences


def test_each_organisation_with_documents_has_its_own_texts(library: Library) -> None:
    """No passage is missing, none stands with another organisation; one without documents has none."""
    corpora = gather(library, questions.load(library))
    assert set(corpora) == {"ferry", "museum"}
    assert [one for corpus in corpora.values() for one in corpus.passages] == list(library.passages)
    for organisation, corpus in corpora.items():
        assert {library.organisation_of(library.passages[one]) for one in corpus.passages} == {organisation}


def test_texts_lead_back_to_their_passage(library: Library) -> None:
    """Sentences by position, in order; questions as the data says."""
    teaching = questions.load(library)
    expected = {one.text: one.passage for one in teaching.typical}
    for corpus in gather(library, teaching).values():
        for number, passage in enumerate(corpus.passages):
            text = library.passages[passage].text
            own = [one for one, owner in zip(corpus.sentences, corpus.sentence_owners, strict=True) if owner == number]
            assert (corpus.texts[number], own) == (text, sentences(text))
        for question, owner in zip(corpus.questions, corpus.question_owners, strict=True):
            assert expected[question] == corpus.passages[owner]


def test_the_context_tells_what_stands_above(library: Library) -> None:
    """Title of the document and headings, then the text itself."""
    corpus = gather(library, questions.load(library))["museum"]
    assert corpus.contexts[1].splitlines() == ["Conduct of Guides – Loans", corpus.texts[1]]


def test_subject_words_are_those_of_the_texts_most_frequent_first(library: Library) -> None:
    """Words that only questions use count if they are used a few times, numbers never."""
    words = subject_words(library, questions.load(library))
    assert words.index("the") < words.index("permission")
    assert "captain" in words
    assert "quadcopter" in words
    assert all(word.isalpha() for word in words)
    assert len(words) == len(set(words))


def test_without_questions_there_are_only_the_texts(untaught_library: Library) -> None:
    """Empty, and of the same shape."""
    teaching = questions.load(untaught_library)
    corpus = gather(untaught_library, teaching)["ferry"]
    assert (corpus.questions, len(corpus.question_owners)) == ((), 0)
    assert "quadcopter" not in subject_words(untaught_library, teaching)
