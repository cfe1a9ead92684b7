"""What every document must say of itself, and the document that is read with it."""

from pathlib import Path

import pytest

from knowledge.document import Provenance
from knowledge.errors import KnowledgeError
from knowledge.front_matter import read_document
from tests.knowledge.folders import line_of, rewrite, told


@pytest.fixture
def rules(texts_only: Path) -> Path:
    """The rules of the harbour board."""
    return texts_only / "documents" / "rules.md"


def test_a_document_is_its_front_matter_and_its_passages(rules: Path) -> None:
    """Every field is taken over, the body begins below the front matter."""
    document = read_document(rules)
    assert (document.id, document.title) == ("harbour-rules", "Rules for the Quay")
    assert (document.publisher, document.organisation) == ("Harbour Board of Port Example", "harbour")
    assert (document.capacity, document.date, document.rights) == ("official", "2021-05-06", "Invented for a test.")
    assert document.markdown.lstrip().startswith("# Tides")
    assert [one.section for one in document.passages] == [("Tides",), ("Ships",), ("For the head of a watch",)]
    assert {one.document for one in document.passages} == {"harbour-rules"}
    assert [one.role for one in document.passages] == ["all", "all", "supervisor"]


def test_what_may_be_left_out_has_a_plain_default(rules: Path) -> None:
    """A document that states neither speaks of both capacities, is current and bears no date."""
    rewrite(rules, "capacity: official\ndate: 2021-05-06\n", "")
    document = read_document(rules)
    assert (document.capacity, document.date, document.status) == ("both", None, "current")
    assert (document.status_note, document.provenance, document.differences) == (None, None, ())


@pytest.mark.parametrize(
    ("written", "date"),
    [("2019-07-05", "2019-07-05"), ('"2010"', "2010"), ("July 2010", "July 2010"), ("null", None)],
)
def test_a_date_stays_as_the_text_gives_it(rules: Path, written: str, date: str | None) -> None:
    """A day, a year or words."""
    rewrite(rules, "2021-05-06", written)
    assert read_document(rules).date == date


def test_where_the_words_come_from_is_kept(rules: Path) -> None:
    """The original's name and hash, and each difference with its reason."""
    added = (
        "provenance: {file: rules.txt, sha256: abc}\n"
        "differences:\n  - {original: teh, document: the, reason: a slip}\nrights:"
    )
    rewrite(rules, "rights:", added)
    document = read_document(rules)
    assert document.provenance == Provenance(file="rules.txt", sha256="abc")
    assert [(one.original, one.document, one.reason) for one in document.differences] == [("teh", "the", "a slip")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_it_does_not_matter_which_editor_wrote_the_file(rules: Path, encoding: str, end: str) -> None:
    """With a byte order mark or without, with either line end, the passages and their ids are the same."""
    expected = read_document(rules).passages
    content = rules.read_text(encoding="utf-8").replace("\n", end)
    rules.write_bytes(content.encode(encoding))
    assert read_document(rules).passages == expected


@pytest.mark.parametrize(
    ("before", "after", "field", "reason"),
    [
        ("id: harbour-rules\n", "", "id", "is missing"),
        ("title: Rules for the Quay\n", "", "title", "is missing"),
        ("rights: Invented for a test.\n", "", "rights", "is missing"),
        ("id: harbour-rules", "id: Harbour Rules", "id", "must be lower-case letters and digits"),
        ("capacity: official", "capacity: offical", "capacity", "'official', 'personal' or 'both'"),
        ("title: Rules for the Quay", "title: 6.9", "title", "must be text; put it in quotes"),
        ("title: Rules for the Quay", 'title: " "', "title", "must not be empty"),
        ("date: 2021-05-06", "date: [2021]", "date", "must be text; put it in quotes"),
        ("date: 2021-05-06", "status: old", "status", "'current', 'dated', 'undated' or 'superseded'"),
        ("date: 2021-05-06", "audience: all", "audience", "is no field here"),
        ("date: 2021-05-06", "provenance: {file: a.txt}", "provenance.sha256", "is missing"),
        ("date: 2021-05-06", "differences: [{original: a}]", "differences.0.document", "is missing"),
    ],
)
def test_broken_front_matter_is_refused_by_field(rules: Path, before: str, after: str, field: str, reason: str) -> None:
    """The message names the file, a line of the front matter, the field, and what to do."""
    rewrite(rules, before, after)
    with pytest.raises(KnowledgeError) as caught:
        read_document(rules)
    assert (caught.value.path, caught.value.field) == (rules, field)
    assert reason in told(caught)
    if after:
        assert caught.value.line == line_of(rules, after.split(":", maxsplit=1)[0] + ":")
    else:
        assert caught.value.line == 2


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("---\nid:", "id:", 1, "begin it with a line '---'"),
        ("rights: Invented for a test.\n---", "rights: Invented for a test.", 1, "close it with a line '---'"),
        ("title: Rules", "title: [Rules", 4, "is not valid YAML"),
        ("title: Rules", "title: Rules: all", 3, "is not valid YAML"),
        ("date: 2021-05-06", "date: 2021-02-30", 7, "day is out of range"),
        ("title: Rules for the Quay", "id: harbour-rules", 3, "'id' stands twice"),
    ],
)
def test_front_matter_that_cannot_be_read_is_refused_by_line(
    rules: Path, before: str, after: str, line: int, reason: str
) -> None:
    """A missing fence and broken YAML: the line is that of the file."""
    rewrite(rules, before, after)
    with pytest.raises(KnowledgeError) as caught:
        read_document(rules)
    assert (caught.value.path, caught.value.line) == (rules, line)
    assert reason in told(caught)


@pytest.mark.parametrize("fields", ["", "only words\n", "- a list\n"])
def test_front_matter_that_is_no_set_of_fields_is_refused(rules: Path, fields: str) -> None:
    """The message shows what a field looks like."""
    rules.write_text(f"---\n{fields}---\nText.\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_document(rules)
    assert "name: value" in told(caught)


@pytest.mark.parametrize("content", ["", " \n", "# Only a heading\n"])
def test_a_file_without_front_matter_is_refused(rules: Path, content: str) -> None:
    """The message says how to begin."""
    rules.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_document(rules)
    assert "begin it with a line '---'" in told(caught)


@pytest.mark.parametrize("body", ["", "# Only a heading\n", "![](picture.png)\n", "::: furniture\n\nwords\n\n:::\n"])
def test_a_document_without_anything_to_quote_is_refused(rules: Path, body: str) -> None:
    """The message asks for the guideline's words."""
    fields = rules.read_text(encoding="utf-8").split("---\n")[1]
    rules.write_text(f"---\n{fields}---\n{body}", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_document(rules)
    assert "add the guideline's words" in told(caught)


@pytest.mark.parametrize(
    ("attribute", "field", "known"),
    [("role=supervisr", "role", "all, supervisor"), ("capacity=privat", "capacity", "official, personal, both")],
)
def test_a_heading_that_states_what_there_is_not_is_refused(
    rules: Path, attribute: str, field: str, known: str
) -> None:
    """A slip there would show a supervisor's duty to everybody: file, line, field and what there is."""
    rewrite(rules, "role=supervisor", attribute)
    with pytest.raises(KnowledgeError) as caught:
        read_document(rules)
    assert caught.value.field == field
    assert caught.value.line == line_of(rules, "For the head of a watch")
    assert known in told(caught)


def test_a_file_that_is_not_utf_8_is_refused(rules: Path) -> None:
    """The message asks to save it as UTF-8."""
    rules.write_bytes("---\nid: café\n---\n".encode("latin-1"))
    with pytest.raises(KnowledgeError) as caught:
        read_document(rules)
    assert caught.value.path == rules
    assert "save it as UTF-8" in told(caught)
