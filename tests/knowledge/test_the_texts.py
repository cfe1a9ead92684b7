"""The five guideline texts of the product: what the conversion to text broke is mended."""

from collections import Counter

import pytest

from knowledge.document import Passage
from knowledge.library import Library
from knowledge.markdown import Block, blocks
from knowledge.text import collapse, letters_and_digits, sentences


def passage_with(library: Library, document: str, words: str) -> Passage:
    """Return the one passage of a document that contains the words."""
    (found,) = (one for one in library.documents[document].passages if words in collapse(one.text))
    return found


def furniture(library: Library, document: str) -> list[str]:
    """Return the lines of a document that are shown and not quoted."""
    body = library.documents[document].markdown
    lines = [
        Counter(line for part in blocks(body, furniture=shown) if isinstance(part, Block) for line in part.lines)
        for shown in (True, False)
    ]
    return list((lines[0] - lines[1]).elements())


def private_names(library: Library) -> list[str]:
    """Return the people of the stray table, read from the table itself."""
    rows = furniture(library, "bc-2010-guidelines")
    head = rows.index("Name Title")
    return [" ".join(row.split()[:2]) for row in rows[head + 1 :]]


def everything_said(library: Library) -> str:
    """Return all texts of passages and contacts, in small letters."""
    said = [f"{one.text} {one.lead_in} {one.section}" for one in library.passages.values()]
    return " ".join([*said, *map(str, library.contacts), *map(str, library.references_of.values())]).casefold()


def test_every_passage_can_be_quoted_whole(library: Library) -> None:
    """Each of at most 1,500 characters, from the first to the last."""
    assert len(library.passages) > 150
    assert max(len(one.text) for one in library.passages.values()) <= 1500


def test_every_passage_has_an_id_of_its_own_document(library: Library) -> None:
    """And stands in the document under that id."""
    assert all(one.id.startswith(f"{one.document}#") for one in library.passages.values())
    assert sum(len(one.passages) for one in library.documents.values()) == len(library.passages)


def test_private_individuals_are_nowhere_quoted(library: Library) -> None:
    """The three people of the stray table are in no passage, no contact and no reference."""
    names = private_names(library)
    said = everything_said(library)
    assert len(names) == 3
    assert [part for name in names for part in name.casefold().split() if part in said.split()] == []
    assert "@bctradeinvest" not in said


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("bc-2010-guidelines", "Manager, International Marketing"),
        ("bc-2010-guidelines", "authorized to access the @BCTradeInvest Twitter account"),
        ("bc-2019-qa", "Questions about Employee Conduct 6"),
        ("sk-ipc-2-07", "HUMAN RESOURCES POLICY"),
    ],
)
def test_page_furniture_is_shown_and_not_quoted(library: Library, document: str, words: str) -> None:
    """Stray tables, tables of contents and letterheads stay in the document, outside its passages."""
    assert any(words in line for line in furniture(library, document))
    assert not any(words in collapse(one.text) for one in library.documents[document].passages)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("bc-2010-guidelines", "you should evaluate the use of social media tools and the required approvals"),
        ("bc-2010-guidelines", "draft legislation; and 3) material about third parties (i.e., information about"),
    ],
)
def test_sentences_that_a_page_break_cut_are_whole_again(library: Library, document: str, sentence: str) -> None:
    """They stand in one passage, as one sentence."""
    found = passage_with(library, document, sentence)
    assert any(sentence in one for one in sentences(found.text))


def test_no_passage_begins_in_the_middle_of_a_sentence(library: Library) -> None:
    """Each begins with a capital, a digit, a quotation or a list mark: nothing that a page break cut is left."""
    found = [one.text for one in library.passages.values() if one.text.lstrip("-–“\"'‘( ")[:1].islower()]
    assert found == []


@pytest.mark.parametrize(
    ("document", "item", "lead_in"),
    [
        ("bc-policy-summary-33", "- Engaging in political activities at work.", "Things to avoid:"),
        ("bc-policy-summary-33", "- Instil confidence and trust", "Things to do:"),
        ("bc-policy-summary-33", "- File a General Incident or Loss Report (GILR)", "Things to report:"),
        ("bc-policy-summary-33", "- When and how personnel use social media.", "Things to be aware of:"),
        ("bc-policy-summary-33", "- Ensure records management practices", "Things to pay attention to:"),
        ("bc-2010-guidelines", "- Loyalty:", "Important sections of the Standards of Conduct to note are those"),
        ("bc-2010-guidelines", '- "Does this content have a direct connection', "two good tests for judging content"),
        ("bc-2010-guidelines", "- If online interactions are transitory", "Key points:"),
        ("ns-policy-6-9", "- Never criticize policies of the government", "Employees who engage in social media must:"),
        ("ns-policy-6-9", "- Breaking the law (e.g., the Criminal Code)", "Some types of personal use can result in"),
        ("ns-policy-6-9", "- Don't share government material", "Consider the following when using social media for"),
        ("sk-ipc-2-07", "- Never make partisan or political comments.", "At all times IPC employees must:"),
        ("sk-ipc-2-07", "- Any social media identities", "in a personal capacity, be guided by the following:"),
    ],
)
def test_a_list_item_stands_under_the_words_that_give_it_its_meaning(
    library: Library, document: str, item: str, lead_in: str
) -> None:
    """In the same passage, above it."""
    found = passage_with(library, document, item).text
    assert lead_in in found
    assert found.index(lead_in) < found.index(item)


def test_no_list_hangs_in_the_air(library: Library) -> None:
    """A passage that begins with a list item has whole sentences in it, or carries its lead-in beside it."""
    bare = [one for one in library.passages.values() if one.text.startswith("- ") and not one.lead_in]
    assert bare
    for one in bare:
        assert all(line.rstrip("\"”’')").endswith((".", "?", "!")) for line in one.text.splitlines()), one.text


def test_every_question_stands_with_its_answer(library: Library) -> None:
    """In the questions and answers, a passage begins with the question and goes on to the answer, or carries it."""
    asked = [
        one for one in library.documents["bc-2019-qa"].passages if one.section[-1:][:1] and "Q:" in one.section[-1]
    ]
    assert len({one.section for one in asked}) >= 25
    for one in asked:
        if one.text.startswith("Q: "):
            assert one.lead_in is None
            assert "\nA: " in one.text
        else:
            assert (one.lead_in or "").startswith("Q: ")
            assert "\nA: " not in one.text


def test_sections_for_supervisors_are_marked(library: Library) -> None:
    """Those, and no others."""
    found = {(one.document, one.section[0 if one.document != "ns-policy-6-9" else -1])
             for one in library.passages.values() if one.role == "supervisor"}  # fmt: skip
    assert found == {
        ("bc-2019-qa", "Questions for Supervisors"),
        ("bc-policy-summary-33", "Responsibilities of Management"),
        ("ns-policy-6-9", "MANAGEMENT"),
    }
    marked = {one.section for one in library.passages.values() if one.role == "supervisor"}
    assert not any(one.role == "all" for one in library.passages.values() if one.section in marked)


@pytest.mark.parametrize(
    ("document", "heading", "capacity"),
    [
        ("bc-2010-guidelines", "Being Professional", "official"),
        ("bc-2010-guidelines", "Managing Professional and Personal Use of Social Media", "both"),
        ("bc-2010-guidelines", "Records Management", "official"),
        ("bc-2019-qa", "Questions about Conflict of Interest", "personal"),
        ("bc-policy-summary-33", "Things to avoid:", "both"),
        ("ns-policy-6-9", "Policy Directives", "both"),
        ("ns-policy-6-9", "OFFICIAL USE", "official"),
        ("ns-policy-6-9", "PERSONAL USE", "personal"),
        ("ns-policy-6-9", "Official Use of Social Media", "official"),
        ("ns-policy-6-9", "Personal Use of Social Media", "personal"),
        ("ns-policy-6-9", "AUTHORIZATION", "official"),
        ("sk-ipc-2-07", "Participating as Official IPC Spokesperson", "official"),
        ("sk-ipc-2-07", "Participating Personally", "personal"),
        ("sk-ipc-2-07", "Employee Conduct on Social Media", "both"),
    ],
)
def test_a_section_says_of_which_use_it_speaks(library: Library, document: str, heading: str, capacity: str) -> None:
    """Official, personal or both, where the text says so."""
    found = {one.capacity for one in library.documents[document].passages if heading in one.section}
    assert found == {capacity}


def test_headings_are_headings(library: Library) -> None:
    """Every passage but an opening stands under one, and no heading is quoted alone."""
    outside = [one.document for one in library.passages.values() if not one.section]
    assert outside == ["bc-2019-qa"]
    headings = {letters_and_digits(heading) for one in library.passages.values() for heading in one.section}
    assert not any(letters_and_digits(one.text) in headings for one in library.passages.values())


def test_contact_blocks_can_be_quoted(library: Library) -> None:
    """Numbers and addresses stand in passages."""
    assert "(902) 722-1370" in passage_with(library, "ns-policy-6-9", "Director, Policy and Corporate Services").text
    assert "MISO.page" in passage_with(library, "bc-policy-summary-33", "Key Contacts").text
    assert "387-7000" in passage_with(library, "bc-policy-summary-33", "Information Incident Reporting").text


def test_texts_that_are_old_say_so(library: Library) -> None:
    """Whatever is not current has a note for the reader, and the 2010 text names its successor."""
    for document in library.documents.values():
        assert document.status == "current" or document.status_note, document.id
        assert (document.date is None) == (document.status == "undated"), document.id
    old = library.documents["bc-2010-guidelines"]
    assert (old.status, old.date) == ("superseded", "2010")
    assert "refreshed version exists and is not included" in (old.status_note or "")
    assert "companion" in (library.documents["bc-2019-qa"].status_note or "")
