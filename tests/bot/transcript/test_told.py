"""What is found in words, and what is missed there: the transcript is worth what this is."""

from tests.bot.transcript.facts import FIRST, Fact, Facts, differences
from tests.bot.transcript.told import Prose

CALL, CLERK, DESK = Fact(FIRST, "Call 911 first."), Fact("contact", "Town Clerk"), Fact("contact", "Records Desk")
FINE, STOP = Fact("verdict", "Nothing found", "For yourself"), Fact("verdict", "Should not go out", "At work")
KNOWN: Facts = frozenset({CLERK, DESK, Fact("verdict", "Nothing found", "At work")})


def read(*screens: str, reference: tuple[Fact, ...]) -> list[str]:
    """Return what somebody who reads this should know and does not, and the other way round."""
    facts = frozenset(reference)
    return [*differences(Prose(screens).facts(facts, KNOWN), facts)]


def test_words_tell_a_fact_however_they_are_broken() -> None:
    """White space does not count; other words do."""
    assert read("Talk to the Town\n   Clerk today.", reference=(CLERK,)) == []
    assert read("Talk to the town clerk.", reference=(CLERK,)) == ["lacks contact: Town Clerk"]


def test_what_should_not_be_told_is_noticed() -> None:
    """But not inside another word, nor within what should be told."""
    quote = Fact("quote", "Ask the Records Desk before you post.")
    assert read("Town Clerk, Records Desk", reference=(CLERK,)) == ["tells too contact: Records Desk"]
    assert read("Town Clerk, Records Desktop", reference=(CLERK,)) == []
    assert read("Town Clerk: Ask the Records Desk before you post.", reference=(CLERK, quote)) == []


def test_what_comes_first_stands_before_all_else_on_every_screen() -> None:
    """A screen that tells nothing else need not have it."""
    told = (CALL, CLERK)
    assert read("Call 911 first. Town Clerk", "Call 911 first. Town Clerk", "Sent.", reference=told) == []
    assert read("Town Clerk. Call 911 first.", reference=told) == ["lacks comes first: Call 911 first."]
    assert read("Call 911 first. Town Clerk", "Town Clerk", reference=told) == ["lacks comes first: Call 911 first."]


def test_a_fact_holds_under_its_heading_alone() -> None:
    """What stands under another one is not told of it."""
    assert read("At work: Should not go out. For yourself: Nothing found.", reference=(FINE, STOP)) == []
    assert read("For yourself: Should not go out. At work: Nothing found.", reference=(FINE, STOP)) == [
        "lacks verdict (For yourself): Nothing found",
        "lacks verdict (At work): Should not go out",
        "tells too verdict (At work): Nothing found",
    ]
