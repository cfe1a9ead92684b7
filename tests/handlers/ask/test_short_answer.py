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
    "  - Point {n} of a list in a list. Rather {n}b leans on it.",
    "Notes {n}:",
    "For example, rule {n} holds.",
)
_ANSWERS = ("It is so.", "Yes.", "No. It is not so.", "Key points:")
_GAP = " … "


@st.composite
def _passages(draw: st.DrawFn) -> str:
    shapes = draw(st.lists(st.sampled_from(_SHAPES), min_size=1, max_size=12))
    lines = [shape.format(n=number) for number, shape in enumerate(shapes)]
    beginning = draw(st.sampled_from([(), ("References",), *(("Q: Is it so?", f"A: {a}") for a in _ANSWERS)]))
    return "\n".join([*beginning, *lines])


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
    start = 1 if whole[0] == "References" else start
    stating = [n for n in range(start, len(whole)) if not whole[n].endswith((":", "?")) and whole[n] != "A: Yes."]
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


def _on_one_line(answer: str) -> str:
    return answer.replace("\n", " ")


def test_what_stands_on_lines_of_its_own_stays_so() -> None:
    """Items that are no sentences would otherwise run into each other."""
    text = "Staff must:\n- Never criticize policies\n- Always stay polite. Be kind."
    assert (
        short_answer(text, [0.1, 0.9, 0.9, 0.9])
        == "Staff must:\nNever criticize policies\nAlways stay polite. Be kind."
    )


def best_of(text: str, words: str) -> str:
    """Return the short answer where the sentence with these words is the one most like the question."""
    return _on_one_line(short_answer(text, [0.9 if words in sentence else 0.1 for sentence in sentences(text)]))


NESTED = "Staff must:\n- Meet one rule. It is strict.\n  - Consider A. Take care.\n  - Consider B.\n- Give notice."


@pytest.mark.parametrize(
    ("text", "words", "answer"),
    [
        (
            "Things to avoid:\n- Rows.\n- Politics. Employees must stay impartial.",
            "impartial",
            "Things to avoid: … Politics. Employees must stay impartial.",
        ),
        (NESTED, "strict", "Staff must: Meet one rule. It is strict."),
        (NESTED, "Consider B", "Staff must: Meet one rule. … Consider B."),
        (NESTED, "Take care", "Staff must: Meet one rule. … Consider A. Take care."),
        (NESTED, "Give notice", "Staff must: … Give notice."),
        (
            "Staff must:\n- Keep records. Options for them include:\n  - Copies.\n  - Notes.",
            "Notes",
            "Staff must: Keep records. Options for them include: … Notes.",
        ),
        ("Staff must:\n- Keep records.\n  That means all.", "all", "Staff must: Keep records. That means all."),
    ],
    ids=["later sentence", "of a parent", "nested", "nested and later", "next item", "parent ends in colon", "goes on"],
)
def test_what_stands_in_a_list_comes_with_all_that_introduces_it(text: str, words: str, answer: str) -> None:
    """Item, parent item, list: without them a rule may turn into its opposite, or advice into a duty."""
    assert best_of(text, words) == answer


@pytest.mark.parametrize(
    ("text", "words", "answer"),
    [
        ("References\n- Act A\n- Act B", "Act B", "References … Act B"),
        ("References\n- Act A\n- Act B", "References", "References Act A Act B"),
        ("Enquiries\nThe Director, 555-0142", "Director", "Enquiries The Director, 555-0142"),
        ("Sources\n300 Common Manual\n- 4.1 Records", "4.1", "Sources 300 Common Manual 4.1 Records"),
    ],
    ids=["item", "the heading itself", "paragraph", "heading below a heading"],
)
def test_a_bare_heading_introduces_and_is_no_answer(text: str, words: str, answer: str) -> None:
    """It says what the lines below are."""
    assert best_of(text, words) == answer


def test_where_no_sentence_answers_the_whole_passage_does() -> None:
    """A lead-in by itself would dangle."""
    text = "Is it one of these:\nIs it a photo? Is it an opinion?"
    assert best_of(text, "opinion") == "Is it one of these: Is it a photo? Is it an opinion?"
    assert _on_one_line(short_answer("References\n- Act A\n- Act B", [])) == "References Act A Act B"
    assert short_answer("Q: May I?\nA: You may. Ask first.", []) == "You may. Ask first."


def test_of_a_long_passage_without_such_a_sentence_the_beginning_answers() -> None:
    """What introduces comes with what follows, however long that is."""
    short, long = "Is it a photo?", f"Is it {'really ' * 80}so?"
    assert _on_one_line(short_answer(f"Ask yourself:\n{long}\n{short}", [])) == f"Ask yourself: {long}"
    many = short_answer("\n".join(["Ask yourself:", *[short] * 50]), [])
    assert many.startswith("Ask yourself:\nIs it a photo?")
    assert len(many) <= MAX_CHARACTERS


def test_a_short_lead_in_takes_the_sentence_before_it_along() -> None:
    """Of what these are examples would stay open; and that sentence may lean on another."""
    text = "Some use is punished. This is true at home.\nExamples include:\n- Rows.\n- Threats."
    assert best_of(text, "Threats") == ("Some use is punished. This is true at home. Examples include: … Threats.")


@pytest.mark.parametrize(
    "words",
    [
        *("To do so,", "In doing so,", "Doing so", "For example,", "Rather", "So", "Beyond that,", "As a result,"),
        *("In these instances,", "In other cases,", "The same", "If there is one,", "In such cases,"),
    ],
)
@pytest.mark.parametrize("between", [" ", "\n"], ids=["same paragraph", "next paragraph"])
def test_a_sentence_that_begins_like_this_leans_back(words: str, between: str) -> None:
    """What it goes on from comes along."""
    text = f"Nobody may post.{between}{words} ask first."
    assert best_of(text, "ask first") == f"Nobody may post. {words} ask first."


def test_what_only_looks_like_leaning_stands_alone() -> None:
    """Nor does the beginning of an item lean on the item before."""
    assert best_of("You may. In addition to this, ask.", "ask") == "In addition to this, ask."
    assert best_of("Do:\n- Ask.\n- For example, write.", "write") == "Do: … For example, write."


def test_yes_or_no_is_kept() -> None:
    """Whatever else of the answer is given."""
    text = "Q: May I?\nA: Yes. You may post. Nobody minds."
    assert best_of(text, "minds") == "Yes. … Nobody minds."
    assert best_of(text, "Yes") == "Yes. You may post. Nobody minds."
    assert short_answer("Q: May I?\nA: No.", [0.1, 0.9]) == "No."


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


def test_a_passage_of_one_lead_in_gives_it() -> None:
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
        gap = next(sign for sign in (_GAP, " ", "\n", "") if rest.startswith(sign))
        assert gap or not rest
        assert not places or (place == places[-1] + 1) != was_gap
        was_gap, rest = gap == _GAP, rest.removeprefix(gap)
        places.append(place)
    return places


def _is_made_of(answer: str, whole: list[str]) -> bool:
    """Tell whether an answer is sentences in their order, by way of a pattern in which each may stand or not."""
    pattern = "".join(f"(?:(?: |\n|{_GAP})?{re.escape(sentence)})?" for sentence in whole)
    return re.fullmatch(pattern, answer) is not None
