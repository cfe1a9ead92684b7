"""An answer in words."""

from typing import Any

from bot.wording.answers import before, contact_line, foreign, notes, origin, place, quoted, short_answer, urgent
from handlers.ask.messages import AskReply
from handlers.reply import NextStep
from tests.fakes import card, citation

CALL = NextStep(kind="emergency", text="Call 911 first.", target="911")
ELSEWHERE = NextStep(kind="elsewhere", text="Mill Valley has a rule.", target="mill-valley")
HANDBOOK = NextStep(kind="reference", text="The Handbook is not included here.")


def reply(*steps: NextStep, **changes: Any) -> AskReply:
    """Return an answer of which only what a test is about need be named."""
    plain: dict[str, Any] = {"answered": True, "answer": "You may.", "emergency": False, "clarify": None}
    return AskReply(**{**plain, "citations": (citation(),), "contacts": (), "next_steps": steps, **changes})


def test_a_contact_is_one_line_with_every_way_to_reach_it() -> None:
    """Name, number with its note, address, reason and deadline."""
    full = card(phone="555-0142", phone_note="Option 3", email="c@t.example", address="1 Main", url="t.example")
    assert (
        contact_line(full) == "Town Clerk – 555-0142 (Option 3), c@t.example, 1 Main, t.example: to ask about records"
    )
    assert contact_line(card(deadline="P30D")) == "Town Clerk: within 30 days, to ask about records"
    assert contact_line(card(phone_note="Option 3")) == "Town Clerk: to ask about records"


def test_what_is_urgent_is_said_apart() -> None:
    """The answer goes on after it; one that is nothing else is empty."""
    found = reply(CALL, answer="Call 911 first. Then tell the Clerk.")
    assert (urgent(found), short_answer(found)) == ("Call 911 first.", "Then tell the Clerk.")
    assert short_answer(reply(CALL, answer="Call 911 first.")) == ""
    assert (urgent(reply()), short_answer(reply())) == (None, "You may.")


def test_another_organisations_rule_is_said_before_an_answer_and_after_none() -> None:
    """What is not included here is said last in any case."""
    answered, not_answered = reply(HANDBOOK, ELSEWHERE), reply(HANDBOOK, ELSEWHERE, answered=False)
    assert ([*before(answered)], [*notes(answered)]) == (
        ["Mill Valley has a rule."],
        ["Note: The Handbook is not included here."],
    )
    assert ([*before(not_answered)], [*notes(not_answered)]) == (
        [],
        ["Note: The Handbook is not included here.", "Note: Mill Valley has a rule."],
    )


def test_a_passage_says_whose_it_is_where_it_stands_and_how_old_it_is() -> None:
    """And of which use it speaks; of a rule of one's own, the title comes first."""
    one = citation(
        title="The Rules",
        organisation_name="Alder Creek",
        section=("Posting", "Pictures"),
        date="2019",
        capacity="both",
        quote="- Ask\n  first.",
    )
    assert origin(one) == "Alder Creek · Posting › Pictures · 2019 · official and personal use"
    assert place(one) == "The Rules · Posting › Pictures · 2019"
    assert place(citation(title="The Rules", section=(), date=None)) == "The Rules · undated"
    assert foreign(one) == "Rule of Alder Creek, not your own"
    assert quoted(one) == "“- Ask first.”"
