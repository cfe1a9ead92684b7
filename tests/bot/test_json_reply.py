"""The JSON contract of an answer: names and types of its fields, which evaluations and the page rely on."""

import json

import pytest

from bot.json_reply import ask_reply, section_path
from handlers.ask.messages import AskReply
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
    name: {NONE, TEXT} for name in ("phone", "email", "address", "url", "deadline", "verified")
} | {name: {TEXT} for name in ("id", "name", "kind", "why")}


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
