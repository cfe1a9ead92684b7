"""A deployment's own numbers: a file, checked against the texts."""

from pathlib import Path

import pytest

from bot.deployment import FileDeployment
from handlers.contacts import Directory, Reach
from knowledge.errors import KnowledgeError
from knowledge.library import Library

GOOD = """\
- {organisation: bc, contact: service_desk, phone: 7-7000}
- {organisation: bc, unit: forests, contact: service_desk, phone: 7-7001, name: Forests Help Desk}
- {organisation: ns, contact: supervisor, email: boss@novascotia.example}
"""


def deployment(tmp_path: Path, library: Library, text: str) -> FileDeployment:
    """Return the deployment that a file with this text makes."""
    path = tmp_path / "contacts.yaml"
    path.write_text(text, encoding="utf-8")
    return FileDeployment(path, library)


def test_a_unit_has_its_own_numbers_and_others_the_organisations(tmp_path: Path, library: Library) -> None:
    """The unit's entry comes first, then the organisation's, then nothing."""
    made = deployment(tmp_path, library, GOOD)
    assert made.reach("bc", "forests", "service_desk") == Reach(phone="7-7001", name="Forests Help Desk")
    assert made.reach("bc", "health", "service_desk") == Reach(phone="7-7000")
    assert made.reach("bc", None, "service_desk") == Reach(phone="7-7000")
    assert made.reach("ns", None, "service_desk") is None
    assert made.reach("bc", None, "supervisor") is None


def test_the_files_values_come_before_the_texts(tmp_path: Path, library: Library) -> None:
    """What an employee is told is the deployment's number."""
    directory = Directory(library, deployment(tmp_path, library, GOOD))
    supervisor = next(card for card in directory.when_unsure("ns", None) if card.id == "supervisor")
    assert supervisor.email == "boss@novascotia.example"


def test_an_empty_file_changes_nothing(tmp_path: Path, library: Library) -> None:
    """No entries, no numbers."""
    assert deployment(tmp_path, library, "\n").reach("bc", None, "service_desk") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- {organisation: bc, contact: nobody}", "0.contact: 'nobody' is no contact of 'bc'"),
        ("- {organisation: mars, contact: service_desk}", "0.contact: 'service_desk' is no contact of 'mars'"),
        (GOOD + "- {organisation: bc, contact: service_desk, phone: '1'}", "3.contact: 'service_desk' of 'bc' stands"),
        (
            GOOD + "- {organisation: bc, unit: forests, contact: service_desk}",
            "3.contact: 'service_desk' of 'bc', unit 'forests' stands there twice",
        ),
        ("- {organisation: bc, contact: service_desk, fone: 1}", "0.fone"),
        ("- {organisation: bc}", "0.contact"),
        ("- {organisation: bc, contact: service_desk, phone: ''}", "0.phone"),
        ("- [", "is not valid YAML"),
        ("bc: service_desk", "contacts.yaml:1"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, library: Library, text: str, told: str) -> None:
    """File and field are named."""
    with pytest.raises(KnowledgeError) as refused:
        deployment(tmp_path, library, text)
    assert "contacts.yaml" in str(refused.value)
    assert told in str(refused.value)


@pytest.mark.parametrize("content", [None, b"- {organisation: \xff}"], ids=["missing", "not UTF-8"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, library: Library, content: bytes | None) -> None:
    """One line, with the file."""
    path = tmp_path / "contacts.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KnowledgeError, match=r"contacts\.yaml: (cannot be read|is not UTF-8)"):
        FileDeployment(path, library)
