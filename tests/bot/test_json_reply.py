"""The JSON contract of an answer and a checked draft: fields and types, which evaluations and the page rely on."""

import json
from typing import Any

import pytest

from bot.json_reply import ask_reply, check_reply, section_path
from handlers.ask.messages import AskReply
from handlers.check.messages import CheckReply, Finding, PriorApproval, Screened, Suggestion
from handlers.reply import NextStep
from tests.fakes import card, citation

Types = set[type]

TEXT: type = str
FLAG: type = bool
NUMBER: type = float
LIST: type = list
NONE: type = type(None)

ANSWER: dict[str, Types] = {
    "answered": {FLAG},
    "answer": {TEXT},
    "citations": {LIST},
    "contacts": {LIST},
    "clarify": {NONE, TEXT},
    "emergency": {FLAG},
    "next_steps": {LIST},
    "latency_ms": {NUMBER},
}
CITATION: dict[str, Types] = {
    "doc": {TEXT},
    "title": {TEXT},
    "section": {TEXT},
    "quote": {TEXT},
    "passage_id": {TEXT},
    "org": {TEXT},
    "capacity": {TEXT},
    "date": {NONE, TEXT},
    "status": {TEXT},
    "url": {NONE, TEXT},
    "score": {NUMBER},
}
CONTACT: dict[str, Types] = {
    name: {NONE, TEXT} for name in ("phone", "email", "address", "url", "deadline", "verified", "text_date")
} | {name: {TEXT} for name in ("id", "name", "kind", "why")}

SCREENED: dict[str, Types] = {
    "verdict": {TEXT},
    "findings": {LIST},
    "prior_approvals": {LIST},
    "suggestion": {NONE, TEXT},
    "suggestion_changes": {LIST},
    "suggestion_remaining": {LIST},
    "suggestion_note": {NONE, TEXT},
}
CHECKED: dict[str, Types] = {
    **SCREENED,
    "by_capacity": {NONE, dict},
    "not_checked": {LIST},
    "contacts": {LIST},
    "emergency": {FLAG},
    "next_steps": {LIST},
    "latency_ms": {NUMBER},
}
FINDING: dict[str, Types] = {
    **{name: {TEXT} for name in ("category", "name", "severity", "span", "why", "advice")},
    **{name: {int} for name in ("start", "end")},
    "citations": {LIST},
}
APPROVAL: dict[str, Types] = {"when": {TEXT}, "text": {TEXT}, "citation": {dict}, "contacts": {LIST}}


def reply(**changes: object) -> AskReply:
    """Return a reply with everything in it."""
    plain: dict[str, object] = {
        "answered": True,
        "answer": "You may name the Town as your employer.",
        "citations": (citation(), citation(date=None, status="undated", section=("Rules", "Personal accounts"))),
        "contacts": (card(phone="555-0142", deadline="PT24H"), card(id="office")),
        "clarify": "capacity",
        "emergency": False,
        "next_steps": (NextStep(kind="contact", text="Town Clerk", target="town_clerk"),),
    }
    return AskReply(**{**plain, **changes})  # type: ignore[arg-type]


def as_json(given: AskReply, base_url: str | None = None) -> dict[str, object]:
    """Return the reply as whoever reads the JSON gets it."""
    read: dict[str, object] = json.loads(json.dumps(ask_reply(given, base_url=base_url, latency_ms=12.3456)))
    return read


def check(record: object, fields: dict[str, Types]) -> None:
    """Check that a record has these fields with these types; it may have more."""
    assert isinstance(record, dict)
    assert {name: type(record[name]) in types for name, types in fields.items()} == dict.fromkeys(fields, True)


@pytest.mark.parametrize("given", [reply(), reply(answered=False, citations=(), clarify=None)], ids=["answer", "no"])
def test_the_fields_and_their_types_are_those_of_the_contract(given: AskReply) -> None:
    """DESIGN.md fixes them; fields may be added, none may go or change."""
    read = as_json(given, "https://conduct.example")
    check(read, ANSWER)
    citations, contacts = read["citations"], read["contacts"]
    assert isinstance(citations, list)
    assert isinstance(contacts, list)
    assert (len(citations), len(contacts)) == (len(given.citations), 2)
    for one in citations:
        check(one, CITATION)
    for one in contacts:
        check(one, CONTACT)


def test_values_arrive_as_they_are() -> None:
    """The quote letter for letter, the section as a path, the score rounded, the deadline in its code."""
    read = as_json(reply(citations=(citation(quote="  “Don’t.”\n- é", section=("Rules", "At work")),)))
    citations, contacts = read["citations"], read["contacts"]
    assert isinstance(citations, list)
    assert isinstance(contacts, list)
    assert citations[0]["quote"] == "  “Don’t.”\n- é"
    assert citations[0]["section"] == "Rules › At work"
    assert citations[0]["score"] == 0.8765
    assert contacts[0]["deadline"] == "PT24H"
    assert read["latency_ms"] == 12.3
    assert read["next_steps"] == [{"kind": "contact", "text": "Town Clerk", "target": "town_clerk"}]


def test_the_address_is_null_without_a_base() -> None:
    """No address is made up; with a base it opens the section with the passage."""
    path = "/documents/alder-creek-social-media?passage=0123456789ab#personal-accounts"
    urls = [as_json(reply(citations=(citation(),)), base)["citations"] for base in (None, "", "https://c.example")]
    assert [one[0]["url"] for one in urls if isinstance(one, list)] == [None, path, f"https://c.example{path}"]
    assert section_path(citation()) == path


FOUND = Screened(
    verdict="stop",
    findings=(
        Finding(
            category="harassment",
            name="Attack on a person",
            severity="violation",
            start=3,
            end=8,
            span="😀 é\n!",
            why="It hurts.",
            advice="Take it out.",
            citations=(citation(score=0.91239),),
        ),
    ),
    prior_approvals=(
        PriorApproval(when="it goes out", text="Ask the Clerk.", citation=citation(score=1.0), contacts=(card(),)),
    ),
    suggestion=Suggestion(text="Fine.", changes=("Taken out: it.",), remaining=("Tone",), note="Or ask."),
)
CLEAR = Screened(verdict="clear", findings=(), prior_approvals=(), suggestion=None)


def checked(**changes: object) -> CheckReply:
    """Return a reply with everything in it."""
    plain: dict[str, object] = {
        "screened": FOUND,
        "by_capacity": {"official": FOUND, "personal": CLEAR},
        "not_checked": ("Pictures.",),
        "contacts": (card(),),
        "emergency": True,
        "next_steps": (NextStep(kind="emergency", text="Call 911 first.", target="911"),),
    }
    return CheckReply(**{**plain, **changes})  # type: ignore[arg-type]


def checked_as_json(given: CheckReply, base_url: str | None = None) -> dict[str, Any]:
    """Return the reply as whoever reads the JSON gets it."""
    read: dict[str, Any] = json.loads(json.dumps(check_reply(given, base_url=base_url, latency_ms=12.3456)))
    return read


@pytest.mark.parametrize(
    "given", [checked(), checked(screened=CLEAR, by_capacity=None, contacts=(), next_steps=())], ids=["found", "clear"]
)
def test_the_fields_of_a_checked_draft_are_those_of_the_contract(given: CheckReply) -> None:
    """On top, in each capacity, in each finding and approval, down to citations and contacts."""
    read = checked_as_json(given, "https://conduct.example")
    check(read, CHECKED)
    screened = [read, *(read["by_capacity"] or {}).values()]
    for one in screened:
        check(one, SCREENED)
    for finding in (finding for one in screened for finding in one["findings"]):
        check(finding, FINDING)
        check(finding["citations"][0], CITATION)
    for approval in (approval for one in screened for approval in one["prior_approvals"]):
        check(approval, APPROVAL)
        check(approval["citation"], CITATION)
        check(approval["contacts"][0], CONTACT)
    for contact in read["contacts"]:
        check(contact, CONTACT)


def test_a_finding_arrives_as_it_is() -> None:
    """Offsets as numbers, the span letter by letter, the score rounded, the rule with a way to open it."""
    read = checked_as_json(checked(), "https://c.example")
    (finding,) = read["findings"]
    assert (finding["start"], finding["end"], finding["span"]) == (3, 8, "😀 é\n!")
    assert finding["citations"][0]["score"] == 0.9124
    assert finding["citations"][0]["url"].startswith("https://c.example/documents/alder-creek-social-media?passage=")
    assert read["latency_ms"] == 12.3
    assert read["next_steps"][0]["target"] == "911"
    assert [read[f"suggestion{part}"] for part in ("", "_changes", "_remaining", "_note")] == [
        "Fine.",
        ["Taken out: it."],
        ["Tone"],
        "Or ask.",
    ]


def test_both_capacities_are_told_where_both_were_checked() -> None:
    """What each holds is its own; with one capacity there is nothing to tell apart."""
    by_capacity = checked_as_json(checked())["by_capacity"]
    assert {name: one["verdict"] for name, one in by_capacity.items()} == {"official": "stop", "personal": "clear"}
    assert (by_capacity["personal"]["findings"], by_capacity["personal"]["suggestion"]) == ([], None)
    assert checked_as_json(checked(by_capacity=None))["by_capacity"] is None
