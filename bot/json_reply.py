"""A reply as the JSON contract of the command line and of the page's interface."""

from dataclasses import asdict
from typing import Any

from handlers.ask.messages import AskReply
from handlers.check.messages import CheckReply, Finding, PriorApproval, Screened
from handlers.reply import Citation, ContactCard


def ask_reply(reply: AskReply, *, base_url: str | None, latency_ms: float) -> dict[str, Any]:
    """Return the fields of an answer; `url` of a citation is null without a base address."""
    return {
        "answered": reply.answered,
        "answer": reply.answer,
        "citations": [citation(one, base_url) for one in reply.citations],
        "contacts": [contact(one) for one in reply.contacts],
        "clarify": reply.clarify,
        "emergency": reply.emergency,
        "next_steps": [asdict(step) for step in reply.next_steps],
        "latency_ms": round(latency_ms, 1),
    }


def check_reply(reply: CheckReply, *, base_url: str | None, latency_ms: float) -> dict[str, Any]:
    """Return the fields of a checked draft; offsets are code points of the draft as given."""
    by_capacity = reply.by_capacity
    return {
        **_screened(reply.screened, base_url),
        "by_capacity": by_capacity and {name: _screened(one, base_url) for name, one in by_capacity.items()},
        "not_checked": list(reply.not_checked),
        "contacts": [contact(one) for one in reply.contacts],
        "emergency": reply.emergency,
        "next_steps": [asdict(step) for step in reply.next_steps],
        "latency_ms": round(latency_ms, 1),
    }


def _screened(screened: Screened, base_url: str | None) -> dict[str, Any]:
    suggestion = screened.suggestion
    return {
        "verdict": screened.verdict,
        "findings": [_finding(one, base_url) for one in screened.findings],
        "prior_approvals": [_approval(one, base_url) for one in screened.prior_approvals],
        "suggestion": suggestion and suggestion.text,
        "suggestion_changes": list(suggestion.changes) if suggestion else [],
        "suggestion_remaining": list(suggestion.remaining) if suggestion else [],
        "suggestion_note": suggestion and suggestion.note,
    }


def _finding(finding: Finding, base_url: str | None) -> dict[str, Any]:
    return {
        "category": finding.category,
        "name": finding.name,
        "severity": finding.severity,
        "start": finding.start,
        "end": finding.end,
        "span": finding.span,
        "why": finding.why,
        "advice": finding.advice,
        "citations": [citation(one, base_url) for one in finding.citations],
    }


def _approval(approval: PriorApproval, base_url: str | None) -> dict[str, Any]:
    return {
        "when": approval.when,
        "text": approval.text,
        "citation": citation(approval.citation, base_url),
        "contacts": [contact(one) for one in approval.contacts],
    }


def section_path(citation: Citation) -> str:
    """Return where on the page a citation's section stands: a path that opens it, highlighted."""
    return f"/documents/{citation.document}?passage={citation.passage_id.rpartition('#')[2]}#{citation.anchor}"


def citation(one: Citation, base_url: str | None) -> dict[str, Any]:
    """Return the fields of a citation; `url` is null without a base address."""
    return {
        "doc": one.document,
        "title": one.title,
        "section": " › ".join(one.section),
        "lead_in": one.lead_in,
        "quote": one.quote,
        "passage_id": one.passage_id,
        "org": one.organisation,
        "org_name": one.organisation_name,
        "foreign": one.foreign,
        "capacity": one.capacity,
        "date": one.date,
        "status": one.status,
        "status_note": one.status_note,
        "not_included": list(one.not_included),
        "url": base_url + section_path(one) if base_url is not None else None,
        "score": round(one.score, 4),
    }


def contact(one: ContactCard) -> dict[str, Any]:
    """Return the fields of a contact."""
    return asdict(one)
