"""What is understood of a report, as the JSON contract of the command line and of the page's interface."""

from dataclasses import asdict
from typing import Any

from bot.json_reply import ask_reply, citation, contact
from handlers.report.messages import Guess, RouteStep, Understood


def report_reply(reply: Understood, *, base_url: str | None, latency_ms: float) -> dict[str, Any]:
    """Return the fields of what is understood of a report."""
    return {
        "type": reply.guess.type.id,
        "variant": reply.guess.variant,
        "guess": _guess(reply.guess),
        "alternatives": [_guess(one) for one in reply.alternatives],
        "emergency": reply.emergency,
        "number": reply.number,
        "route": [step_fields(one, base_url) for one in reply.route],
        "contacts": [contact(one) for one in reply.contacts],
        "deadline": reply.deadline,
        "steps": [asdict(one) for one in reply.steps],
        "citations": [citation(one, base_url) for one in reply.citations],
        "answer": reply.answer and ask_reply(reply.answer, base_url=base_url, latency_ms=0),
        "latency_ms": round(latency_ms, 1),
    }


def _guess(guess: Guess) -> dict[str, Any]:
    return {
        "type": guess.type.id,
        "name": guess.type.name,
        "covers": guess.type.covers,
        "handling": guess.type.handling,
        "variant": guess.variant,
        "chance": round(guess.chance, 4),
    }


def step_fields(step: RouteStep, base_url: str | None) -> dict[str, Any]:
    """Return the fields of a step of a route; the address of its citation is null without a base address."""
    return {
        "any_of": [one.id for one in step.any_of],
        "when": step.when,
        "deadline": step.deadline,
        "from": step.counted_from,
        "basis": step.basis,
        "citation": citation(step.citation, base_url),
        "note": step.note,
        "number": step.number,
    }
