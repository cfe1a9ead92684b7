"""A folder of knowledge, loaded and cross-checked: any organisation's, by data alone."""

import os
import shutil
from pathlib import Path

import pytest

from knowledge import library as knowledge_library
from knowledge import questions
from knowledge.errors import KnowledgeError
from knowledge.library import fingerprint
from tests.knowledge.folders import EVERYTHING, rewrite, told


def test_a_folder_of_documents_alone_is_enough(texts_only: Path) -> None:
    """Passages in the order of the texts, an organisation that goes by its publisher's name, and nothing to teach."""
    library = knowledge_library.load(texts_only)
    assert list(library.documents) == ["harbour-private", "harbour-rules"]
    assert [one.document for one in library.passages.values()] == ["harbour-private"] + ["harbour-rules"] * 3
    assert {one.id: one.name for one in library.organisations.values()} == {"harbour": "Harbour Board of Port Example"}
    assert library.organisations["harbour"].emergency_number == "911"
    assert library.zone("harbour").key == library.zone("airport").key == "UTC"
    assert (library.contacts, library.contacts_of, library.references_of, library.vocabulary) == ((), {}, {}, ())
    assert {library.organisation_of(one) for one in library.passages.values()} == {"harbour"}
    assert questions.load(library).typical == ()


def test_contacts_and_references_stand_at_the_passages_that_name_them(harbour: Path) -> None:
    """What the optional files add is found by passage and by id."""
    library = knowledge_library.load(harbour)
    by_words = {one.text: one.id for one in library.passages.values()}
    asked = next(passage for text, passage in by_words.items() if "Harbour Master" in text)
    photo = next(passage for text, passage in by_words.items() if "Photo Code" in text)
    assert {passage: [one.id for one in found] for passage, found in library.contacts_of.items()} == {
        asked: ["harbour_master"]
    }
    assert {passage: [one.name for one in found] for passage, found in library.references_of.items()} == {
        photo: ["Port Photo Code"]
    }
    assert library.organisations["harbour"].emergency_number == "112"
    assert [one.term for one in library.vocabulary] == ["HM", "pic"]


def test_an_organisation_has_a_time_zone(harbour: Path) -> None:
    """Any that the world knows; what is none is refused with the line and an example."""
    rewrite(harbour / "organisations.yaml", "  ask:", "  time_zone: America/St_Johns\n  ask:")
    assert knowledge_library.load(harbour).zone("harbour").key == "America/St_Johns"
    for wrong in ("America/Atlantis", "America", "../etc/passwd", "+04:00", '""'):
        before = (harbour / "organisations.yaml").read_text("utf-8")
        (harbour / "organisations.yaml").write_text(before.replace("America/St_Johns", wrong), "utf-8")
        with pytest.raises(KnowledgeError) as caught:
            knowledge_library.load(harbour)
        (harbour / "organisations.yaml").write_text(before, "utf-8")
        assert (caught.value.path, caught.value.field) == (harbour / "organisations.yaml", "0.time_zone")
        assert wrong == '""' or "a time zone, such as America/Vancouver" in told(caught)


def test_a_contact_is_found_by_organisation_and_id(harbour: Path) -> None:
    """And only by both."""
    library = knowledge_library.load(harbour)
    found = library.contact("harbour", "harbour_master")
    assert found is not None
    assert found.phone == "555 0100"
    assert library.contact("harbour", "pilot") is None
    assert library.contact("airport", "harbour_master") is None


def test_a_contact_named_twice_in_a_passage_stands_there_once(harbour: Path) -> None:
    """However many of its quotes lead to the same passage."""
    rewrite(
        harbour / "contacts.yaml",
        "  mentions:\n",
        "  mentions:\n    - {document: harbour-rules, quote: the Harbour Master when, why: to ask}\n",
    )
    assert [len(found) for found in knowledge_library.load(harbour).contacts_of.values()] == [1]


def test_a_folder_loads_the_same_twice(harbour: Path) -> None:
    """Ids and order do not depend on the run."""
    first, second = knowledge_library.load(harbour), knowledge_library.load(harbour)
    assert list(first.passages.values()) == list(second.passages.values())


@pytest.mark.parametrize(
    ("file", "before", "after", "field", "reason"),
    [
        ("documents/rules.md", "id: harbour-rules", "id: harbour-private", "id", "is the id of another document"),
        ("organisations.yaml", "ask: [harbour_master]", "ask: [pilot]", "0.ask.0", "add it to contacts.yaml"),
        ("organisations.yaml", "quote: Ask the", "quote: Call the", "0.sources.0", "stands in no passage"),
        ("contacts.yaml", "organisation: harbour\n", "organisation: airport\n", "0.organisation", "known: harbour"),
        ("contacts.yaml", "quote: Ask the", "quote: Ask a", "0.mentions.0", "stands in no passage of harbour-rules"),
        ("contacts.yaml", "quote: Ask the Harbour Master when", "quote: the", "0.mentions.0", "in no passage"),
        ("contacts.yaml", "document: harbour-rules", "document: rules", "0.mentions.0", "known: harbour-private, harb"),
        ("references.yaml", "organisation: harbour", "organisation: port", "0.organisation", "known: harbour"),
        ("references.yaml", "quote: The Port", "quote: A Port", "0.mentions.0", "quote it letter for letter"),
        ("vocabulary.yaml", "organisation: harbour", "organisation: port", "0.organisation", "known: harbour"),
    ],
)
def test_what_points_nowhere_is_refused(
    harbour: Path, file: str, before: str, after: str, field: str, reason: str
) -> None:
    """The message names the file, the field, and what there is."""
    path = harbour / file
    rewrite(path, before, after)
    with pytest.raises(KnowledgeError) as caught:
        knowledge_library.load(harbour)
    assert (caught.value.path, caught.value.field) == (path, field)
    assert reason in told(caught)


def test_a_quote_that_stands_in_several_passages_is_refused(harbour: Path) -> None:
    """The message counts them and asks for more of it."""
    rewrite(harbour / "contacts.yaml", "quote: Ask the Harbour Master when the gauge is out of order", "quote: post")
    with pytest.raises(KnowledgeError) as caught:
        knowledge_library.load(harbour)
    assert "stands in 2 passages of harbour-rules; quote more of it" in told(caught)


@pytest.mark.parametrize("file", ["organisations.yaml", "contacts.yaml", "references.yaml"])
def test_an_entry_that_stands_twice_is_refused(harbour: Path, file: str) -> None:
    """The second one is named."""
    path = harbour / file
    path.write_text(EVERYTHING[file] * 2, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        knowledge_library.load(harbour)
    assert (caught.value.path, caught.value.field) == (path, "1.id")
    assert "twice" in told(caught)


@pytest.mark.parametrize("name", ["nowhere", "n" * 300, "a\0b"])
def test_a_folder_that_is_not_there_is_refused(tmp_path: Path, name: str) -> None:
    """Whatever its name, the message says what a folder must hold."""
    with pytest.raises(KnowledgeError) as caught:
        knowledge_library.load(tmp_path / name)
    assert caught.value.path == tmp_path / name
    assert "is not a folder; name one that holds documents/*.md" in told(caught)


def test_a_file_in_place_of_the_folder_is_refused(harbour: Path) -> None:
    """A path to one document is no folder."""
    with pytest.raises(KnowledgeError) as caught:
        knowledge_library.load(harbour / "documents" / "rules.md")
    assert "is not a folder" in told(caught)


@pytest.mark.parametrize("inside", ["", "documents", "documents/notes.txt"])
def test_a_folder_without_documents_is_refused(tmp_path: Path, inside: str) -> None:
    """Empty, or with nothing that ends in .md: the message says where to put the texts."""
    (tmp_path / inside).mkdir(parents=True, exist_ok=True)
    with pytest.raises(KnowledgeError) as caught:
        knowledge_library.load(tmp_path)
    assert caught.value.path == tmp_path / "documents"
    assert "put the guideline texts there" in told(caught)


@pytest.mark.parametrize("kind", ["folder", "dangling link"])
@pytest.mark.parametrize("file", ["documents/rules.md", "documents/more.md", "contacts.yaml", "vocabulary.yaml"])
def test_a_file_that_cannot_be_read_is_refused(harbour: Path, file: str, kind: str) -> None:
    """A folder stands in its place, or a link to nowhere."""
    path = harbour / file
    path.unlink(missing_ok=True)
    if kind == "folder":
        path.mkdir()
    else:
        path.symlink_to("nowhere")
    with pytest.raises(KnowledgeError) as caught:
        knowledge_library.load(harbour)
    assert caught.value.path == path
    assert "cannot be read" in told(caught)


@pytest.mark.parametrize("file", ["documents/rules.md", "contacts.yaml", "organisations.yaml", "references.yaml"])
def test_a_file_that_is_not_utf_8_is_refused(harbour: Path, file: str) -> None:
    """By its name."""
    (harbour / file).write_bytes((harbour / file).read_bytes() + b"# caf\xe9\n")
    with pytest.raises(KnowledgeError) as caught:
        knowledge_library.load(harbour)
    assert caught.value.path == harbour / file
    assert "save it as UTF-8" in told(caught)


@pytest.mark.parametrize("file", EVERYTHING)
def test_the_fingerprint_changes_with_every_file(harbour: Path, file: str) -> None:
    """A letter added anywhere, or a file taken away, is another folder; put back, it is the same one."""
    before = fingerprint(harbour)
    content = (harbour / file).read_bytes()
    (harbour / file).write_bytes(content + b" ")
    edited = fingerprint(harbour)
    (harbour / file).unlink()
    gone = fingerprint(harbour)
    (harbour / file).write_bytes(content)
    assert len({before, edited, gone}) == 3
    assert fingerprint(harbour) == before


def test_the_fingerprint_changes_with_a_name_and_a_swap(harbour: Path) -> None:
    """It is over names and contents together."""
    before = fingerprint(harbour)
    rules, private = harbour / "documents" / "rules.md", harbour / "documents" / "private.md"
    rules.rename(harbour / "kept")
    private.rename(rules)
    (harbour / "kept").rename(private)
    swapped = fingerprint(harbour)
    private.rename(harbour / "documents" / "quay.md")
    assert len({before, swapped, fingerprint(harbour)}) == 3


def test_the_fingerprint_does_not_change_otherwise(harbour: Path, tmp_path: Path) -> None:
    """Neither with the time of a file, nor with files that nothing reads, nor with where the folder stands."""
    before = fingerprint(harbour)
    os.utime(harbour / "contacts.yaml", (0, 0))
    (harbour / "notes.txt").write_text("to do", encoding="utf-8")
    (harbour / "originals").mkdir()
    (harbour / "originals" / "rules.txt").write_text("the original", encoding="utf-8")
    assert fingerprint(harbour) == before
    copy = shutil.copytree(harbour, tmp_path / "elsewhere")
    assert fingerprint(copy) == before
