"""A folder of knowledge, loaded and cross-checked."""

import hashlib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from knowledge import yaml_file
from knowledge.document import Document, Passage
from knowledge.errors import KnowledgeError
from knowledge.front_matter import read_document
from knowledge.quotes import QuoteFinder
from knowledge.records import Contact, Organisation, Reference, Source, Term

Record = TypeVar("Record")

_FILES = ("documents/*.md", "*.yaml", "questions/*.yaml", "screening/**/*.yaml", "reports/**/*.yaml")
"""What an index depends on."""

DEFAULT_FOLDER = Path(__file__).parent
"""The guideline texts that come with the product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What the texts say, and whom and what they name. Everything in it points to something that exists.

    Attributes:
        folder: Where it was loaded from.
        fingerprint: What the folder held just before (`fingerprint`).
        documents: By id, in the order of their ids.
        passages: By id, in the order of the texts.
        organisations: By id.
        contacts: Of every organisation; (organisation, id) is unique.
        contacts_of: Passage id -> its contacts with the mention that stands in it, in the order of the data.
        references_of: Passage id -> the documents outside this folder that it refers to.
        vocabulary: Abbreviations, old names and slang.
    """

    folder: Path
    fingerprint: str
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

    def zone(self, organisation: str) -> ZoneInfo:
        """Return the time zone of an organisation; UTC where it is unknown here, as after its texts have gone."""
        known = self.organisations.get(organisation)
        return ZoneInfo(known.time_zone if known else "UTC")

    def contact(self, organisation: str, contact_id: str) -> Contact | None:
        """Return one contact of an organisation, or None."""
        found = (one for one in self.contacts if (one.organisation, one.id) == (organisation, contact_id))
        return next(found, None)


def load(folder: Path = DEFAULT_FOLDER) -> Library:
    """Load a knowledge folder: `documents/*.md`, and the optional YAML files beside it.

    Raises:
        KnowledgeError: Something is missing, broken, doubled or points nowhere.
    """
    if not os.path.isdir(folder):  # unlike the path's own method, it takes any name
        raise KnowledgeError(folder, "is not a folder; name one that holds documents/*.md")
    known = fingerprint(folder)  # before anything is read: an edit in between must not look as if it had been seen
    documents = _documents(folder)
    finder = QuoteFinder(documents.values())
    organisations = _organisations(folder, documents.values())
    contacts = _records(folder / "contacts.yaml", Contact)
    _check_ids(folder / "contacts.yaml", [(one.organisation, one.id) for one in contacts], organisations)
    _check_asked(folder / "organisations.yaml", organisations, contacts, finder)
    references = _records(folder / "references.yaml", Reference)
    _check_ids(folder / "references.yaml", [(one.organisation, one.id) for one in references], organisations)
    vocabulary = _records(folder / "vocabulary.yaml", Term)
    _check_organisations(folder / "vocabulary.yaml", [one.organisation for one in vocabulary], organisations)
    contact_places = ((one, (Source(document=m.document, quote=m.quote) for m in one.mentions)) for one in contacts)
    reference_places = ((one, iter(one.mentions)) for one in references)
    return Library(
        folder=folder,
        fingerprint=known,
        documents=documents,
        passages={passage.id: passage for document in documents.values() for passage in document.passages},
        organisations=organisations,
        contacts=contacts,
        contacts_of=finder.locate_all(contact_places, folder / "contacts.yaml"),
        references_of=finder.locate_all(reference_places, folder / "references.yaml"),
        vocabulary=vocabulary,
    )


def fingerprint(folder: Path) -> str:
    """Return the SHA-256 (hex) over all files of a knowledge folder that an index depends on.

    Raises:
        KnowledgeError: One of them cannot be read.
    """
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _FILES for path in folder.glob(pattern)):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(hashlib.sha256(_content(path)).digest())
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise KnowledgeError(path, f"cannot be read: {error.strerror}") from None


def _documents(folder: Path) -> dict[str, Document]:
    paths = sorted((folder / "documents").glob("*.md"))
    if not paths:
        raise KnowledgeError(folder / "documents", "holds no *.md file; put the guideline texts there")
    documents: dict[str, Document] = {}
    for path in paths:
        document = read_document(path)
        if document.id in documents:
            raise KnowledgeError(
                path, f"'{document.id}' is the id of another document too; give one of them another", field="id"
            )
        documents[document.id] = document
    return documents


def _organisations(folder: Path, documents: Iterable[Document]) -> dict[str, Organisation]:
    """Read the organisations; one that only a document names goes by its publisher's name."""
    path = folder / "organisations.yaml"
    found: dict[str, Organisation] = {}
    for number, one in enumerate(_records(path, Organisation)):
        if one.id in found:
            raise KnowledgeError(path, f"'{one.id}' stands there twice; keep one", field=f"{number}.id")
        found[one.id] = one
    for document in documents:
        default = Organisation(id=document.organisation, name=document.publisher)
        found.setdefault(document.organisation, default)
    return found


def _records(path: Path, record: type[Record]) -> tuple[Record, ...]:
    return yaml_file.load_all(path, record) if path.exists() else ()


def _check_ids(path: Path, ids: Sequence[tuple[str, str]], organisations: Mapping[str, Organisation]) -> None:
    """Check that the organisation of each record is known, and that its (organisation, id) stands there once."""
    _check_organisations(path, [organisation for organisation, _ in ids], organisations)
    seen: set[tuple[str, str]] = set()
    for number, (organisation, one) in enumerate(ids):
        if (organisation, one) in seen:
            reason = f"'{one}' stands twice for '{organisation}'; keep one"
            raise KnowledgeError(path, reason, field=f"{number}.id")
        seen.add((organisation, one))


def _check_organisations(path: Path, named: Iterable[str | None], organisations: Mapping[str, Organisation]) -> None:
    for number, one in enumerate(named):
        if one is not None and one not in organisations:
            reason = f"'{one}' is no organisation of this folder; known: {', '.join(organisations)}"
            raise KnowledgeError(path, reason, field=f"{number}.organisation")


def _check_asked(
    path: Path, organisations: Mapping[str, Organisation], contacts: Iterable[Contact], finder: QuoteFinder
) -> None:
    """Check what the organisations say of whom to ask; those that only a document names come last and say nothing."""
    known = {(one.organisation, one.id) for one in contacts}
    for number, organisation in enumerate(organisations.values()):
        for place, contact in enumerate(organisation.ask):
            if (organisation.id, contact) not in known:
                reason = f"'{contact}' is no contact of '{organisation.id}'; add it to contacts.yaml"
                raise KnowledgeError(path, reason, field=f"{number}.ask.{place}")
        for place, source in enumerate(organisation.sources):
            finder.locate(source, path, f"{number}.sources.{place}")
