"""The short answer: decisive sentences, letter for letter, in the order of the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.ask.short_answer import MAX_CHARACTERS, short_answer
from knowledge.document import Passage
from knowledge.library import Library
from knowledge.text import sentences
from tests.fakes import passage

_SHAPES = (
    "Rule {n} holds.",
    "- Item {n} of a list.",
    "- Item {n} comes first. This item {n}b leans on it.",
    "Avoid these {n}:",
    "Who asks {n}?",
    "Rule {n} comes first. It counts {n}b as well.",
    "  Point {n} goes on below an item.",
)
_GAP = " … "


@st.composite
def _passages(draw: st.DrawFn) -> str:
    shapes = draw(st.lists(st.sampled_from(_SHAPES), min_size=1, max_size=12))
    lines = [shape.format(n=number) for number, shape in enumerate(shapes)]
    is_question = draw(st.booleans())
    return "\n".join([*(["Q: Is it so?", "A: It is so."] if is_question else []), *lines])


@st.composite
def _questions(draw: st.DrawFn) -> tuple[str, tuple[float, ...]]:
    text = draw(_passages())
    count = len(sentences(text))
    likeness = st.floats(min_value=-1, max_value=1, allow_nan=False)
    return text, tuple(draw(st.lists(likeness, min_size=count, max_size=count)))


@given(_questions())
def test_every_sentence_is_one_of_the_passage_and_they_stand_in_its_order(asked: tuple[str, tuple[float, ...]]) -> None:
    """The answer is sentences of the passage, none changed, none twice, with a gap where some are left out."""
    text, likeness = asked
    whole = [sentence.removeprefix("A: ") for sentence in sentences(text)]
    chosen = _read(short_answer(text, likeness), whole)
    assert chosen
    assert chosen == sorted(set(chosen))


@given(_questions())
def test_the_sentence_that_is_most_like_the_question_is_in_the_answer(asked: tuple[str, tuple[float, ...]]) -> None:
    """The best sentence that states something is given, whatever else is."""
    text, likeness = asked
    whole = sentences(text)
    start = 1 if whole[0].startswith("Q:") else 0
    stating = [n for n in range(start, len(whole)) if not whole[n].endswith((":", "?"))]
    if stating:
        best = max(stating, key=lambda n: likeness[n])
        assert whole[best].removeprefix("A: ") in short_answer(text, likeness)


@given(st.data())
def test_answers_from_the_real_texts_are_verbatim(library: Library, data: st.DataObject) -> None:
    """Of every passage that comes with the product, whatever the likeness, the answer is its own sentences."""
    one = data.draw(st.sampled_from(sorted(library.passages.values(), key=lambda found: found.id)))
    whole = [sentence.removeprefix("A: ") for sentence in sentences(one.text)]
    likeness = data.draw(st.lists(st.floats(min_value=-1, max_value=1), min_size=len(whole), max_size=len(whole)))
    answer = short_answer(one.text, likeness)
    assert _is_made_of(answer, whole)


def test_an_answer_stops_growing_at_its_limit() -> None:
    """Of many sentences that are equally like the question, only so many are given."""
    text = " ".join(f"Sentence {n} of a long passage says something." for n in range(40))
    assert 200 < len(short_answer(text, [0.5] * 40)) <= MAX_CHARACTERS


def test_a_long_first_sentence_is_given_whole() -> None:
    """The decisive sentence is never cut, however long."""
    sentence = f"Employees must {'really ' * 100}not."
    assert short_answer(sentence, [0.9]) == sentence


def test_a_bullet_comes_with_the_line_that_introduces_it() -> None:
    """What stands under "Things to avoid:" means its opposite without that line."""
    text = "Things to avoid:\n- Sharing passwords.\n- Posting in anger."
    assert short_answer(text, [0.1, 0.1, 0.9]) == "Things to avoid: … Posting in anger."


def test_a_bullet_does_not_borrow_the_introduction_of_an_earlier_list() -> None:
    """A paragraph between two lists ends what the first one's line introduces."""
    text = "Never:\n- Share passwords.\nEverything else is welcome.\n- Post photos of your lunch."
    assert short_answer(text, [0.1, 0.1, 0.1, 0.9]) == "Post photos of your lunch."


def test_a_sentence_that_leans_on_the_one_before_brings_it_along() -> None:
    """A lone "This ..." would leave open what is meant."""
    text = "You may comment. This includes your own time."
    assert short_answer(text, [0.1, 0.9]) == text


def test_the_askers_words_in_a_question_with_its_answer_are_no_answer(library: Library) -> None:
    """What the sample question says of itself is not the guideline's rule."""
    one = passage(library, "I use LinkedIn for my freelance work")
    likeness = [0.95 if "I use LinkedIn" in sentence else 0.3 for sentence in sentences(one.text)]
    answer = short_answer(one.text, likeness)
    assert "I use LinkedIn" not in answer
    assert "I'm going to be volunteering" not in answer


def test_a_passage_that_only_lists_names_still_gives_its_first_line() -> None:
    """Nothing states a rule there, and an empty answer would help nobody."""
    assert short_answer("Key contacts:", [0.9]) == "Key contacts:"


@pytest.mark.parametrize("words", ["Things to avoid", "Employees who engage in social media must"])
def test_real_lists_keep_their_introduction(library: Library, words: str) -> None:
    """The product's own lists are quoted with the line above them."""
    one: Passage = passage(library, words)
    whole = sentences(one.text)
    likeness = [0.9 if n == len(whole) - 1 else 0.1 for n in range(len(whole))]
    answer = short_answer(one.text, likeness)
    assert answer.startswith(whole[0])
    assert answer.endswith(whole[-1])


def _read(answer: str, whole: list[str]) -> list[int]:
    """Return the places of the sentences that an answer is made of; their numbers make each one unlike the others."""
    rest, was_gap = answer, False
    places: list[int] = []
    while rest:
        place = next(n for n, sentence in enumerate(whole) if rest.startswith(sentence))
        rest = rest.removeprefix(whole[place])
        gap = next(sign for sign in (_GAP, " ", "") if rest.startswith(sign))
        assert gap or not rest
        assert not places or (place == places[-1] + 1) != was_gap
        was_gap, rest = gap == _GAP, rest.removeprefix(gap)
        places.append(place)
    return places


def _is_made_of(answer: str, whole: list[str]) -> bool:
    """Tell whether an answer is sentences in their order, by way of a pattern in which each may stand or not."""
    pattern = "".join(f"(?:(?: |{_GAP})?{re.escape(sentence)})?" for sentence in whole)
    return re.fullmatch(pattern, answer) is not None
