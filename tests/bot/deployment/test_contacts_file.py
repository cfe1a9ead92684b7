"""A deployment's own numbers: a file, checked against the texts."""

from datetime import date
from pathlib import Path

import pytest

from bot.deployment.contacts_file import EmergencyDeployment, FileDeployment
from handlers.contacts import Directory, Reach
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.records import EMERGENCY
from tests.fakes import FakeDeployment, passage

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
        ("- {organisation: bc, contact: nobody}", "entry 1, contact: 'nobody' is no contact of 'bc'"),
        ("- {organisation: mars, contact: service_desk}", "entry 1, contact: 'service_desk' is no contact of 'mars'"),
        (
            GOOD + "- {organisation: bc, contact: service_desk, phone: '1'}",
            "entry 4, contact: 'service_desk' of 'bc' stands",
        ),
        (
            GOOD + "- {organisation: bc, unit: forests, contact: service_desk}",
            "entry 4, contact: 'service_desk' of 'bc', unit 'forests' stands there twice",
        ),
        ("- {organisation: bc, contact: service_desk, fone: 1}", "entry 1, fone"),
        ("- {organisation: bc}", "entry 1, contact"),
        ("- {organisation: bc, contact: service_desk, phone: ''}", "entry 1, phone"),
        ("- {organisation: bc, contact: service_desk, verified: lately}", "entry 1, verified"),
        (
            "- {organisation: bc, contact: emergency_911, phone: '7-911'}",
            "entry 1, phone: set it in CONDUCT_EMERGENCY_NUMBERS instead",
        ),
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


def test_an_entry_may_say_when_it_was_verified(tmp_path: Path, library: Library) -> None:
    """A number of the deployment is dated, as the texts' numbers are."""
    text = "- {organisation: bc, contact: service_desk, phone: 7-7000, verified: 2026-11-20}\n"
    made = deployment(tmp_path, library, text)
    assert made.reach("bc", None, "service_desk") == Reach(phone="7-7000", verified=date(2026, 11, 20))


def test_the_emergency_contact_has_the_number_to_call(library: Library) -> None:
    """On its card neither the texts' number nor a name that repeats it is left; other contacts stay as they are."""
    made = EmergencyDeployment({"bc": "7-911"}, library, None)
    place = passage(library, "call 911 and see Urgent Support")
    cards = {one.id: one for one in Directory(library, made).of_passages([place], None, emergency=True)}
    assert (cards[EMERGENCY].name, cards[EMERGENCY].phone) == ("7-911", "7-911")
    assert made.reach("bc", None, "service_desk") is None


def test_a_name_and_address_of_the_emergency_contact_stay(library: Library) -> None:
    """The setting replaces the number alone."""
    desk = Reach(name="Campus Security", address="Gate 2")
    others = FakeDeployment({("bc", "campus", EMERGENCY): desk})
    made = EmergencyDeployment({"bc": "7-911"}, library, others)
    found = made.reach("bc", "campus", EMERGENCY)
    assert found == Reach(name="Campus Security", address="Gate 2", phone="7-911")


def test_without_a_number_of_its_own_the_texts_card_stands(library: Library) -> None:
    """Nothing is replaced."""
    assert EmergencyDeployment({"ns": "999"}, library, None).reach("bc", None, EMERGENCY) is None
