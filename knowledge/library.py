"""A folder of knowledge, loaded and cross-checked."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from knowledge import yaml_file
from knowledge.document import Document, Passage
from knowledge.errors import KnowledgeError
from knowledge.front_matter import read_document
from knowledge.quotes import QuoteFinder
from knowledge.records import Contact, Organisation, Reference, Source, Term

Record = TypeVar("Record")

DEFAULT_FOLDER = Path(__file__).parent
"""The guideline texts that come with the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What the texts say, and whom and what they name. Everything in it points to something that exists.

    Attributes:
        folder: Where it was loaded from.
        documents: By id, in the order of their ids.
        passages: By id, in the order of the texts.
        organisations: By id.
        contacts: Of every organisation; (organisation, id) is unique.
        contacts_of: Passage id -> its contacts with the mention that stands in it, in the order of the data.
        references_of: Passage id -> the documents outside this folder that it refers to.
        vocabulary: Abbreviations, old names and slang.
    """

    folder: Path
    documents: Mapping[str, Document]
    passages: Mapping[str, Passage]
    organisations: Mapping[str, Organisation]
    contacts: tuple[Contact, ...]
    contacts_of: Mapping[str, tuple[Contact, ...]]
    references_of: Mapping[str, tuple[Reference, ...]]
    vocabulary: tuple[Term, ...]

    def organisation_of(self, passage: Passage) -> str:
        """Return the id of the organisation whose rule a passage is."""
        return self.documents[passage.document].organisation

    def contact(self, organisation: str, contact_id: str) -> Contact | None:
        """Return one contact of an organisation, or None."""
        found = (one for one in self.contacts if (one.organisation, one.id) == (organisation, contact_id))
        return next(found, None)


def load(folder: Path = DEFAULT_FOLDER) -> Library:
    """Load a knowledge folder: `documents/*.md`, and the optional YAML files beside it.

    Raises:
        KnowledgeError: Something is missing, broken, doubled or points nowhere.
    """
    documents = _documents(folder)
    finder = QuoteFinder(documents.values())
    organisations = _organisations(folder, documents.values())
    contacts = _records(folder / "contacts.yaml", Contact)
    _check_contacts(folder, contacts, organisations)
    references = _records(folder / "references.yaml", Reference)
    contact_places = ((one, (Source(document=m.document, quote=m.quote) for m in one.mentions)) for one in contacts)
    reference_places = ((one, iter(one.mentions)) for one in references)
    return Library(
        folder=folder,
        documents=documents,
        passages={passage.id: passage for document in documents.values() for passage in document.passages},
        organisations=organisations,
        contacts=contacts,
        contacts_of=finder.locate_all(contact_places, folder / "contacts.yaml"),
        references_of=finder.locate_all(reference_places, folder / "references.yaml"),
        vocabulary=_records(folder / "vocabulary.yaml", Term),
    )


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 (hex) over all files of a knowledge folder that an index depends on."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("documents/*.md"), *folder.glob("*.yaml"), *folder.glob("questions/*.yaml")]):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _documents(folder: Path) -> dict[str, Document]:
    if not folder.is_dir():
        raise KnowledgeError(folder, "is not a folder; name one that holds documents/*.md")
    paths = sorted((folder / "documents").glob("*.md"))
    if not paths:
        raise KnowledgeError(folder / "documents", "holds no *.md file; put the guideline texts there")
    documents: dict[str, Document] = {}
    for path in paths:
        document = read_document(path)
        if document.id in documents:
            raise KnowledgeError(path, f"'{document.id}' is the id of another document too", field="id")
        documents[document.id] = document
    return documents


def _organisations(folder: Path, documents: Iterable[Document]) -> dict[str, Organisation]:
    """Read the organisations; one that only a document names goes by its publisher's name."""
    path = folder / "organisations.yaml"
    found: dict[str, Organisation] = {}
    for number, one in enumerate(_records(path, Organisation)):
        if one.id in found:
            raise KnowledgeError(path, f"'{one.id}' stands there twice", field=f"{number}.id")
        found[one.id] = one
    for document in documents:
        default = Organisation(id=document.organisation, name=document.publisher)
        found.setdefault(document.organisation, default)
    return found


def _records(path: Path, record: type[Record]) -> tuple[Record, ...]:
    return yaml_file.load_all(path, record) if path.exists() else ()


def _check_contacts(folder: Path, contacts: tuple[Contact, ...], organisations: Mapping[str, Organisation]) -> None:
    path = folder / "contacts.yaml"
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(contacts):
        if one.organisation not in organisations:
            reason = f"'{one.organisation}' is no organisation of this folder; known: {', '.join(organisations)}"
            raise KnowledgeError(path, reason, field=f"{number}.organisation")
        if (one.organisation, one.id) in seen:
            raise KnowledgeError(path, f"'{one.id}' stands twice for '{one.organisation}'", field=f"{number}.id")
        seen.add((one.organisation, one.id))
    for organisation in organisations.values():
        for contact in organisation.ask:
            if (organisation.id, contact) not in seen:
                reason = f"'{contact}' is no contact of '{organisation.id}'; add it to contacts.yaml"
                raise KnowledgeError(folder / "organisations.yaml", reason, field="ask")
