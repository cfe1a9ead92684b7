"""What was found -> the reply: citations, short answer, contacts, next steps; or an honest decline."""

from collections.abc import Iterator
from typing import Literal

from handlers.ask.messages import AskReply, AskRequest
from handlers.ask.short_answer import short_answer
from handlers.citations import cite
from handlers.contacts import Directory
from handlers.emergency import emergency_step, emergency_text
from handlers.language import is_foreign_language
from handlers.reply import Citation, ContactCard, NextStep, purpose
from index.result import Found
from knowledge.document import Passage
from knowledge.library import Library
from knowledge.records import Reference

MAX_CITATIONS = 3

_MAX_REFERENCES = 3
"""So many documents that are not included are told of as next steps; the citation names all."""

_RIVAL = 0.35
"""A citation counts beside the best one when its score is at least this share of that one's."""


def reply_with(
    found: Found, request: AskRequest, library: Library, directory: Directory, emergency: str | None
) -> AskReply:
    """Build the reply to a question that the texts answer."""
    hits = found.hits[:MAX_CITATIONS]
    passages = [library.passages[hit.passage] for hit in hits]
    citations = tuple(
        cite(passage, library, request.org, score=hit.score) for passage, hit in zip(passages, hits, strict=True)
    )
    contacts = _contacts(passages, citations, request, directory, emergency=emergency is not None)
    clarify: Literal["capacity"] | None = None
    if request.capacity is None and _both_capacities(citations):
        clarify = "capacity"
    answer = short_answer(passages[0].text, hits[0].sentences)
    return AskReply(
        answered=True,
        answer=answer,
        citations=citations,
        contacts=contacts,
        clarify=clarify,
        emergency=emergency is not None,
        next_steps=(
            *emergency_step(emergency),
            *_foreign_step(found, citations),
            *(_capacity_steps() if clarify else ()),
            *_contact_steps(contacts),
            *_reference_steps(citations[0], answer, library),
        ),
    )


def decline(
    found: Found, request: AskRequest, question: str, library: Library, directory: Directory, emergency: str | None
) -> AskReply:
    """Build the reply to a question that the texts leave open: say so, and say whom to ask."""
    ask = directory.in_danger if emergency else directory.when_unsure
    contacts = ask(request.org, request.unit)
    if emergency:
        answer = emergency_text(emergency) + (" Then tell whoever is named below." if contacts else "")
    else:
        answer = _silence(found, request, question, library)
    return AskReply(
        answered=False,
        answer=answer,
        citations=(),
        contacts=contacts,
        clarify=None,
        emergency=emergency is not None,
        next_steps=(
            *emergency_step(emergency),
            *_elsewhere_step(found, library),
            *_contact_steps(contacts),
        ),
    )


def _contacts(
    passages: list[Passage],
    citations: tuple[Citation, ...],
    request: AskRequest,
    directory: Directory,
    *,
    emergency: bool,
) -> tuple[ContactCard, ...]:
    """Return the contacts that the own passages close to the best one name, or else whom to turn to in general.

    A cited passage with a duty that is due at once lends its contacts however far behind it is: it must not be missed.
    """
    close = [
        passage
        for passage, one in zip(passages, citations, strict=True)
        if not one.foreign and (one.score >= _RIVAL * citations[0].score or directory.is_urgent(passage))
    ]
    named = directory.of_passages(close, request.unit, emergency=emergency)
    if named:
        return named
    if emergency:
        return directory.in_danger(request.org, request.unit)
    return directory.when_unsure(request.org, request.unit, answered=True)


def _both_capacities(citations: tuple[Citation, ...]) -> bool:
    """Tell whether the answer hangs on the capacity: the best citation has one, and a close rival the other."""
    best = citations[0]
    other = {"official": "personal", "personal": "official"}.get(best.capacity)
    return any(one.capacity == other and one.score >= _RIVAL * best.score for one in citations[1:])


def _silence(found: Found, request: AskRequest, question: str, library: Library) -> str:
    if is_foreign_language(question):
        return "I can only read questions in English. Please ask again in English."
    organisation = library.organisations.get(found.named or request.org or "")
    whose = "the guidelines that you asked for" if found.named else "your guidelines"
    whose = f"{whose} ({organisation.name})" if organisation else "the guidelines"
    return f"I found no answer to this in {whose}. Please ask a person rather than rely on a guess."


def _foreign_step(found: Found, citations: tuple[Citation, ...]) -> Iterator[NextStep]:
    """Say of an answer from elsewhere, which nobody asked for, that it does not bind."""
    if found.named is None and all(one.foreign for one in citations):
        text = "Your own guidelines say nothing on this; the rule below does not bind you."
        yield NextStep(kind="elsewhere", text=text, target=citations[0].organisation)


def _capacity_steps() -> Iterator[NextStep]:
    yield NextStep(kind="capacity", text="I post for my organisation (official use)", target="official")
    yield NextStep(kind="capacity", text="I post for myself (personal use)", target="personal")


def _contact_steps(contacts: tuple[ContactCard, ...]) -> Iterator[NextStep]:
    for contact in contacts:
        yield NextStep(kind="contact", text=f"{contact.name}: {purpose(contact)}.", target=contact.id)


def _reference_steps(citation: Citation, answer: str, library: Library) -> Iterator[NextStep]:
    """Name what the passage refers to; where to find it is said of the own organisation's references alone.

    First what the answer itself names, then what few other passages name: it is about this very subject.
    """

    def rank(reference: Reference) -> tuple[bool, int]:
        is_named = any(name.lower() in answer.lower() for name in (reference.name, *reference.aliases))
        return not is_named, len(reference.mentions)

    found = sorted(library.references_of.get(citation.passage_id, ()), key=rank)
    for reference in found[:_MAX_REFERENCES]:
        where = f" {reference.note}" if reference.note and not citation.foreign else ""
        text = f"The passage refers to “{reference.name}”, which is not included here.{where}"
        yield NextStep(kind="reference", text=text)


def _elsewhere_step(found: Found, library: Library) -> Iterator[NextStep]:
    if found.elsewhere:
        name = library.organisations[found.elsewhere].name
        text = f"{name} has a rule on this. It does not bind you, but you can read it."
        yield NextStep(kind="elsewhere", text=text, target=found.elsewhere)
