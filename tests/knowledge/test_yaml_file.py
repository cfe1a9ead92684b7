"""Files that people maintain, read or refused."""

from pathlib import Path

import pytest

from knowledge import yaml_file
from knowledge.errors import KnowledgeError
from knowledge.records import Contact, Term, Unanswered
from tests.knowledge.folders import CONTACTS, rewrite, told

TERMS = """\
# Words of the quay.
- term: HM
  means: Harbour Master

- term: pic
  means: photograph
"""


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """A file of two terms."""
    path = tmp_path / "terms.yaml"
    path.write_text(TERMS, encoding="utf-8")
    return path


@pytest.fixture
def contacts(tmp_path: Path) -> Path:
    """A file of one contact."""
    path = tmp_path / "contacts.yaml"
    path.write_text(CONTACTS, encoding="utf-8")
    return path


def test_records_come_in_the_order_of_the_file(terms: Path) -> None:
    """Each is validated, and white space around its values is gone."""
    rewrite(terms, "means: photograph", 'means: " photograph "')
    assert yaml_file.load_all(terms, Term) == (
        Term(term="HM", means="Harbour Master"),
        Term(term="pic", means="photograph"),
    )


@pytest.mark.parametrize("content", ["", "\n\n", "# Nothing yet.\n", "[]", "---\n"])
def test_a_file_without_entries_holds_none(terms: Path, content: str) -> None:
    """Empty, blank, or only a comment that says how to fill it."""
    terms.write_text(content, encoding="utf-8")
    assert yaml_file.load_all(terms, Term) == ()


@pytest.mark.parametrize(
    ("before", "after", "line", "reason"),
    [
        ("means: photograph", "means: [photo", 7, "is not valid YAML"),
        ("means: photograph", "means: a: b", 6, "is not valid YAML"),
        ("- term: pic", "\tterm: pic", 5, "is not valid YAML"),
        ("means: photograph", "means: 2026-02-30", 6, "day is out of range"),
        ("\n- term: pic", "\n  term: pic", 5, "'term' stands twice in one entry; begin another with '- '"),
        ("means: photograph", "means: a\0b", None, "is not valid YAML"),
    ],
)
def test_broken_yaml_is_refused_with_its_line(
    terms: Path, before: str, after: str, line: int | None, reason: str
) -> None:
    """The parser's own words come in one line, with the place."""
    rewrite(terms, before, after)
    with pytest.raises(KnowledgeError) as caught:
        yaml_file.load_all(terms, Term)
    assert (caught.value.path, caught.value.line) == (terms, line)
    assert reason in told(caught)


@pytest.mark.parametrize(
    ("before", "after", "line", "field", "reason"),
    [
        ('phone: "555 0100"', "phone: 911", 5, "0.phone", "must be text; put it in quotes"),
        ("kind: recipient", "kind: person", 4, "0.kind", "'recipient' or 'referral'"),
        ("verified: 2026-01-02", "verified: soon", 6, "0.verified", "date"),
        ("      quote: Ask", "      quotes: Ask", 8, "0.mentions.0.quote", "is missing; add it"),
        ("organisation: harbour", "organization: harbour", 1, "0.organisation", "is missing; add it"),
        ('phone: "555 0100"', "fax: none", 5, "0.fax", "is no field here"),
        ("id: harbour_master", "id: Harbour Master", 1, "0.id", "must be lower-case letters and digits"),
        ("name: Harbour Master", 'name: ""', 3, "0.name", "must not be empty"),
        ("- id", "  id", 1, None, "must be a list; begin each entry with '- '"),
    ],
)
def test_a_wrong_value_is_refused_with_its_line_and_field(
    contacts: Path, before: str, after: str, line: int, field: str | None, reason: str
) -> None:
    """The message names both, and says what the value must be."""
    rewrite(contacts, before, after)
    if field is None:
        contacts.write_text("harbour_master: 555 0100\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        yaml_file.load_all(contacts, Contact)
    message = told(caught)
    assert reason in message
    assert (caught.value.line, caught.value.field) == (line, field), message


def test_a_list_that_must_have_entries_is_refused_without(tmp_path: Path) -> None:
    """A subject without questions teaches nothing."""
    path = tmp_path / "unanswered.yaml"
    path.write_text("- subject: pay\n  questions: []\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        yaml_file.load_all(path, Unanswered)
    assert (caught.value.line, caught.value.field) == (2, "0.questions")
    assert "must not be empty" in told(caught)


def test_a_record_of_a_later_entry_is_named_by_its_place(terms: Path) -> None:
    """Entries count from 0, lines from 1."""
    rewrite(terms, "means: photograph", "meens: photograph")
    with pytest.raises(KnowledgeError) as caught:
        yaml_file.load_all(terms, Term)
    assert (caught.value.line, caught.value.field) == (5, "1.means")


def test_text_inside_another_file_is_named_by_the_line_of_that_file() -> None:
    """What is parsed as a part counts its lines from where the part begins."""
    with pytest.raises(KnowledgeError) as caught:
        yaml_file.parse("term: HM\nmeans: 7\n", Path("rules.md"), Term, first_line=10)
    assert (caught.value.line, caught.value.field) == (11, "means")


def test_a_file_that_is_not_utf_8_is_refused(terms: Path) -> None:
    """The message says which byte, and what to do."""
    terms.write_bytes(b"- term: caf\xe9\n  means: x\n")
    with pytest.raises(KnowledgeError) as caught:
        yaml_file.load_all(terms, Term)
    message = told(caught)
    assert "byte 11" in message
    assert "save it as UTF-8" in message


def test_a_byte_order_mark_is_no_part_of_the_text(terms: Path) -> None:
    """Editors that write one do no harm."""
    terms.write_bytes(TERMS.encode("utf-8-sig"))
    assert [one.term for one in yaml_file.load_all(terms, Term)] == ["HM", "pic"]


def test_what_cannot_be_read_is_refused_with_the_systems_reason(tmp_path: Path) -> None:
    """A folder in place of a file, or no file at all."""
    with pytest.raises(KnowledgeError) as caught:
        yaml_file.read_text(tmp_path)
    assert "cannot be read: Is a directory" in told(caught)
    with pytest.raises(KnowledgeError) as caught:
        yaml_file.read_text(tmp_path / "gone.yaml")
    assert "cannot be read: No such file" in told(caught)
