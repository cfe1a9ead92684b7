"""A reply as the JSON contract of the command line and of the page's interface."""

from dataclasses import asdict
from typing import Any

from handlers.ask.messages import AskReply
from handlers.reply import Citation, ContactCard


def ask_reply(reply: AskReply, *, base_url: str | None, latency_ms: float) -> dict[str, Any]:
    """Return the fields of an answer; `url` of a citation is null without a base address."""
    return {
        "answered": reply.answered,
        "answer": reply.answer,
        "citations": [_citation(one, base_url) for one in reply.citations],
        "contacts": [_contact(one) for one in reply.contacts],
        "clarify": reply.clarify,
        "emergency": reply.emergency,
        "next_steps": [asdict(step) for step in reply.next_steps],
        "latency_ms": round(latency_ms, 1),
    }


def section_path(citation: Citation) -> str:
    """Return where on the page a citation's section stands: a path that opens it, highlighted."""
    return f"/documents/{citation.document}?passage={citation.passage_id.rpartition('#')[2]}#{citation.anchor}"


def _citation(citation: Citation, base_url: str | None) -> dict[str, Any]:
    return {
        "doc": citation.document,
        "title": citation.title,
        "section": " › ".join(citation.section),
        "lead_in": citation.lead_in,
        "quote": citation.quote,
        "passage_id": citation.passage_id,
        "org": citation.organisation,
        "org_name": citation.organisation_name,
        "foreign": citation.foreign,
        "capacity": citation.capacity,
        "date": citation.date,
        "status": citation.status,
        "status_note": citation.status_note,
        "not_included": list(citation.not_included),
        "url": base_url + section_path(citation) if base_url is not None else None,
        "score": round(citation.score, 4),
    }


def _contact(contact: ContactCard) -> dict[str, Any]:
    return asdict(contact)
