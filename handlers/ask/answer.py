"""What was found -> the reply: citations, short answer, contacts, next steps; or an honest decline."""

from collections.abc import Iterator
from typing import Literal

from handlers.ask.messages import AskReply, AskRequest
from handlers.ask.question import is_foreign_language
from handlers.ask.short_answer import short_answer
from handlers.contacts import Directory
from handlers.reply import Citation, ContactCard, NextStep
from index.result import Found, Hit
from knowledge.document import Passage
from knowledge.library import Library

MAX_CITATIONS = 3

_RIVAL = 0.35
"""A citation counts beside the best one when its score is at least this share of that one's."""

_DEADLINES = {"immediate": "immediately", "PT24H": "within 24 hours", "P30D": "within 30 days"}


def reply_with(
    found: Found, request: AskRequest, library: Library, directory: Directory, emergency: str | None
) -> AskReply:
    """Build the reply to a question that the texts answer."""
    hits = found.hits[:MAX_CITATIONS]
    passages = [library.passages[hit.passage] for hit in hits]
    citations = tuple(_citation(hit, request, library) for hit in hits)
    close = [
        passage
        for passage, one in zip(passages, citations, strict=True)
        if not one.foreign and one.score >= _RIVAL * citations[0].score
    ]
    contacts = directory.of_passages(close, request.unit) or directory.when_unsure(request.org, request.unit)
    clarify: Literal["capacity"] | None = None
    if request.capacity is None and _both_capacities(citations):
        clarify = "capacity"
    return AskReply(
        answered=True,
        answer=short_answer(passages[0].text, hits[0].sentences),
        citations=citations,
        contacts=contacts,
        clarify=clarify,
        emergency=emergency is not None,
        next_steps=(
            *_emergency_step(emergency),
            *(_capacity_steps() if clarify else ()),
            *_contact_steps(contacts),
            *_reference_steps(citations[0]),
        ),
    )


def decline(
    found: Found, request: AskRequest, question: str, library: Library, directory: Directory, emergency: str | None
) -> AskReply:
    """Build the reply to a question that the texts leave open: say so, and say whom to ask."""
    contacts = directory.when_unsure(request.org, request.unit)
    return AskReply(
        answered=False,
        answer=_silence(request, question, library, emergency),
        citations=(),
        contacts=contacts,
        clarify=None,
        emergency=emergency is not None,
        next_steps=(
            *_emergency_step(emergency),
            *_elsewhere_step(found, library),
            *_contact_steps(contacts),
        ),
    )


def _citation(hit: Hit, request: AskRequest, library: Library) -> Citation:
    passage: Passage = library.passages[hit.passage]
    document = library.documents[passage.document]
    return Citation(
        document=document.id,
        title=document.title,
        section=passage.section,
        anchor=passage.anchor,
        passage_id=passage.id,
        quote=passage.text,
        lead_in=passage.lead_in,
        organisation=document.organisation,
        organisation_name=library.organisations[document.organisation].name,
        foreign=request.org not in (None, document.organisation),
        capacity=passage.capacity,
        date=document.date,
        status=document.status,
        status_note=document.status_note,
        not_included=tuple(reference.name for reference in library.references_of.get(passage.id, ())),
        score=hit.score,
    )


def _both_capacities(citations: tuple[Citation, ...]) -> bool:
    """Tell whether the answer hangs on the capacity: the best citation has one, and a close rival the other."""
    best = citations[0]
    other = {"official": "personal", "personal": "official"}.get(best.capacity)
    return any(one.capacity == other and one.score >= _RIVAL * best.score for one in citations[1:])


def _silence(request: AskRequest, question: str, library: Library, emergency: str | None) -> str:
    if emergency:
        return f"If someone may be in danger now, call {emergency} first. Then tell the people named below."
    if is_foreign_language(question):
        return "I can only read questions in English. Please ask again in English."
    organisation = library.organisations.get(request.org or "")
    whose = f"your guidelines ({organisation.name})" if organisation else "the guidelines"
    return f"I found no answer to this in {whose}. Please ask a person rather than rely on a guess."


def _emergency_step(number: str | None) -> Iterator[NextStep]:
    if number:
        text = f"If someone may be in danger now, call {number} first."
        yield NextStep(kind="emergency", text=text, target=number)


def _capacity_steps() -> Iterator[NextStep]:
    yield NextStep(kind="capacity", text="I post for my organisation (official use)", target="official")
    yield NextStep(kind="capacity", text="I post for myself (personal use)", target="personal")


def _contact_steps(contacts: tuple[ContactCard, ...]) -> Iterator[NextStep]:
    for contact in contacts:
        by_when = f", {_DEADLINES[contact.deadline]}" if contact.deadline else ""
        yield NextStep(kind="contact", text=f"{contact.name}: {contact.why}{by_when}.", target=contact.id)


def _reference_steps(citation: Citation) -> Iterator[NextStep]:
    for name in citation.not_included:
        yield NextStep(kind="reference", text=f"The passage refers to “{name}”, which is not included here.")


def _elsewhere_step(found: Found, library: Library) -> Iterator[NextStep]:
    if found.elsewhere:
        name = library.organisations[found.elsewhere].name
        text = f"{name} has a rule on this. It does not bind you, but you can read it."
        yield NextStep(kind="elsewhere", text=text, target=found.elsewhere)
