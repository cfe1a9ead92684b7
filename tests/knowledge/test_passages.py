"""Blocks of a text, put together and taken apart into what can be quoted."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.document import Passage
from knowledge.markdown import Block, blocks
from knowledge.passages import anchor, split
from knowledge.text import collapse, letters_and_digits
from tests.knowledge.generated import ANY_MARKDOWN, PROSE, WELL_FORMED, WORD, modest


def passages(body: str) -> tuple[Passage, ...]:
    """Split a body of a document named `doc`."""
    return split("doc", body, "official")


def texts(body: str) -> list[str]:
    """Return the text of every passage of a body."""
    return [one.text for one in passages(body)]


@modest
@given(ANY_MARKDOWN)
def test_a_passage_is_never_blank_nor_longer_than_1500_characters(body: str) -> None:
    """Whatever the text: what is quoted can be shown whole."""
    for one in passages(body):
        assert one.text.strip()
        assert len(one.text) <= 1500


@modest
@given(ANY_MARKDOWN)
def test_passages_are_pieces_of_the_visible_text_in_its_order(body: str) -> None:
    """Each is contiguous there, furniture aside; none overlaps the one before, and none has a letter of its own."""
    parts = (part.lines if isinstance(part, Block) else (part.text,) for part in blocks(body))
    visible, cursor = letters_and_digits(" ".join(line for lines in parts for line in lines)), 0
    for one in passages(body):
        letters = letters_and_digits(one.text)
        at = visible.find(letters, cursor)
        assert at >= cursor, one.text
        cursor = at + len(letters)


@modest
@given(ANY_MARKDOWN)
def test_no_block_is_lost(body: str) -> None:
    """Everything that is neither heading nor furniture can be quoted, in its order."""
    quoted, cursor = letters_and_digits(" ".join(texts(body))), 0
    for part in blocks(body):
        if isinstance(part, Block):
            letters = letters_and_digits(" ".join(part.lines))
            at = quoted.find(letters, cursor)
            assert at >= cursor, part
            cursor = at + len(letters)


@modest
@given(ANY_MARKDOWN)
def test_an_id_stands_for_one_passage_and_its_words(body: str) -> None:
    """No two passages share one, and the same words get the same beginning."""
    found = passages(body)
    assert len({one.id for one in found}) == len(found)
    beginnings = {collapse(one.text): one.id[: len("doc#") + 12] for one in found}
    assert all(beginnings[collapse(one.text)] == one.id[: len("doc#") + 12] for one in found)
    assert len(set(beginnings.values())) == len(beginnings)


def test_an_id_is_the_document_and_a_hash_of_the_collapsed_words() -> None:
    """As the design fixes it, with -2, -3 for repeats."""
    found = passages("May I\n  post *that*?\n\nYes.\n\nMay I post that?\n\nMay I post that?")
    digest = hashlib.sha256(b"May I post that?").hexdigest()[:12]
    assert [found[0].id, found[2].id, found[3].id] == [f"doc#{digest}", f"doc#{digest}-2", f"doc#{digest}-3"]


@modest
@given(WELL_FORMED, PROSE)
def test_what_is_added_below_changes_no_id_above(body: str, added: str) -> None:
    """A new section at the end leaves every passage before it as it was."""
    before = passages(body)
    assert passages(f"{body}\n\n# A new section\n\n{added}")[: len(before)] == before


@modest
@given(st.lists(PROSE, min_size=2, max_size=6, unique_by=collapse), st.data())
def test_an_edit_elsewhere_changes_no_id(paragraphs: list[str], data: st.DataObject) -> None:
    """Of the passages in the other sections, every one keeps its id."""
    place = data.draw(st.integers(0, len(paragraphs) - 1))
    edited = [*paragraphs]
    edited[place] = "Entirely other words, of which no paragraph has heard."
    before, after = (
        [(one.section, one.id) for one in passages("\n\n".join(f"# Part {n}\n\n{one}" for n, one in enumerate(body)))]
        for body in (paragraphs, edited)
    )
    changed = (f"Part {place}",)
    assert [one for one in before if one[0] != changed] == [one for one in after if one[0] != changed]


@modest
@given(st.lists(WORD, min_size=1, max_size=200))
def test_broken_lines_change_no_id(parts: list[str]) -> None:
    """The same words, wrapped anew, are the same passages."""
    paragraph = "Thus " + " ".join(parts)
    assert passages(paragraph.replace(" ", "\nand ")) == passages(paragraph.replace(" ", " and "))


def test_a_list_stays_with_the_sentence_that_introduces_it() -> None:
    """Items that only mean something under it are quoted with it, and nothing else is."""
    body = "Before.\n\nOn the quay, avoid:\n\n- naming a captain\n- guessing\n\nAfter."
    assert texts(body) == ["Before.", "On the quay, avoid:\n- naming a captain\n- guessing", "After."]


def test_a_list_stays_with_the_heading_that_introduces_it() -> None:
    """A heading that ends in a colon or a question mark, or stands over bare phrases, is part of the passage."""
    assert texts("# Things to avoid:\n\n- Guess.\n- Name.") == ["Things to avoid:\n- Guess.\n- Name."]
    assert texts("# What is a quay?\n\nA place to land.") == ["What is a quay?\nA place to land."]
    assert texts("# Resources\n\n- Tide table\n- Pilot book") == ["Resources\n- Tide table\n- Pilot book"]
    assert texts("# Key Contacts\n\n| Who | Call |\n| --- | --- |\n| Desk | 5. |") == [
        "Key Contacts\nWho Call\nDesk 5."
    ]
    assert texts("# Pilots\n\n| On call. |\n| --- |\n| Ann. |") == ["Pilots\nOn call.\nAnn."]


def test_a_short_lead_in_stays_with_the_paragraph_before_it() -> None:
    """`Examples include:` says of nothing what it exemplifies."""
    body = "Some posts lead to dismissal.\n\nExamples include:\n\n- threats\n- lies"
    assert texts(body) == ["Some posts lead to dismissal.\nExamples include:\n- threats\n- lies"]


def test_whole_sentences_in_a_list_are_passages_of_their_own() -> None:
    """Nothing introduces them; a nested item stays with its own."""
    body = "# Directives\n\n- Be polite.\n- Be brief.\n  - Two lines will do.\n- Be gone."
    assert texts(body) == ["- Be polite.", "- Be brief.\n  - Two lines will do.", "- Be gone."]


def test_a_question_stays_with_its_answer() -> None:
    """All paragraphs and lists below a heading that asks are one passage."""
    body = "# Q: May I?\n\nA: Yes.\n\n- On Monday.\n- On Friday.\n\nElse no.\n\n# Q: Must I?\n\nA: No."
    assert texts(body) == ["Q: May I?\nA: Yes.\n- On Monday.\n- On Friday.\nElse no.", "Q: Must I?\nA: No."]


@modest
@given(st.lists(PROSE, min_size=2, max_size=30))
def test_every_later_piece_of_a_long_answer_knows_its_question(paragraphs: list[str]) -> None:
    """The first piece begins with the question; each other one carries it beside its text."""
    body = "# Q: May I?\n\n" + "\n\n".join(f"Thus {one} it is." for one in paragraphs)
    first, *later = passages(body)
    assert first.text.startswith("Q: May I?\n")
    assert first.lead_in is None
    assert all(one.lead_in == "Q: May I?" and not one.text.startswith("Q: May I?") for one in later)


def test_a_long_list_is_cut_between_its_items() -> None:
    """No item is torn that fits, and the pieces know the sentence that introduces them."""
    items = [f"- item {number} {'word ' * 40}end;" for number in range(20)]
    found = passages("Things to avoid:\n\n" + "\n".join(items))
    assert len(found) > 1
    assert [line for one in found for line in one.text.splitlines()] == ["Things to avoid:", *items]
    assert [one.lead_in for one in found] == [None, *["Things to avoid:"] * (len(found) - 1)]


def test_a_long_paragraph_is_cut_between_its_sentences() -> None:
    """Each piece ends where a sentence ends."""
    sentence = "Forty words about the quay " + "and again " * 15 + "come to an end."
    found = texts(" ".join([sentence] * 30))
    assert len(found) > 1
    assert all(one.endswith("come to an end.") for one in found)
    assert " ".join(found) == " ".join([sentence] * 30)


@pytest.mark.parametrize(("length", "pieces"), [(1499, 1), (1500, 1), (1501, 2), (3000, 2), (7501, 6)])
def test_a_word_without_end_is_cut_where_it_must_be(length: int, pieces: int) -> None:
    """Into as few pieces as can hold it, and no letter is lost."""
    found = texts("x" * length)
    assert "".join(found) == "x" * length
    assert len(found) == pieces


def test_a_section_is_its_path_of_headings() -> None:
    """Deeper headings are added, and end with the next one of their level or above."""
    body = "Zero.\n\n# A\n\nOne.\n\n### Deep\n\nTwo.\n\n## Less deep\n\nThree.\n\n# B\n\nFour."
    assert [(one.text, one.section) for one in passages(body)] == [
        ("Zero.", ()),
        ("One.", ("A",)),
        ("Two.", ("A", "Deep")),
        ("Three.", ("A", "Less deep")),
        ("Four.", ("B",)),
    ]


def test_a_section_states_for_whom_it_is_and_hands_it_down() -> None:
    """Capacity and role hold for the sections inside, which may state another; beside it the document's own holds."""
    body = (
        "{capacity=personal}\n# A\n\nOne.\n\n{role=supervisor}\n## AA\n\nTwo.\n\n"
        "{capacity=both}\n## AB\n\nThree.\n\n# B\n\nFour."
    )
    assert [(one.capacity, one.role) for one in passages(body)] == [
        ("personal", "all"),
        ("personal", "supervisor"),
        ("both", "all"),
        ("official", "all"),
    ]


def test_furniture_is_never_quoted() -> None:
    """Neither alone nor as a part of what stands around it."""
    body = "Before:\n\n::: furniture Table\n\n- Somebody Private\n\n:::\n\n- first\n- last"
    assert texts(body) == ["Before:\n- first\n- last"]


@modest
@given(st.lists(st.text(max_size=20), max_size=4))
def test_an_anchor_can_stand_in_a_link(path: list[str]) -> None:
    """It is never empty, and has nothing that an address would have to escape."""
    found = anchor(path)
    assert found
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert found == anchor(one.upper() for one in path) or not "".join(path).isascii()


def test_a_passage_carries_the_anchor_of_its_section() -> None:
    """It is made of the whole path, so that two sections of one name under two others differ."""
    found = passages("# Ships\n\n## Rules\n\nOne.\n\n# Tides\n\n## Rules\n\nTwo.")
    assert [one.anchor for one in found] == ["ships-rules", "tides-rules"]
