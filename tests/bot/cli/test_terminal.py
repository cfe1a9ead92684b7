"""An answer in a terminal: everything that it owes, and nothing that can upset it."""

import io
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.cli.terminal import show_answer
from handlers.ask.messages import AskReply
from handlers.reply import Citation, ContactCard, NextStep
from tests.fakes import card, citation

_TEXT = st.text(max_size=60)
_MAYBE = st.none() | _TEXT


def shown(reply: AskReply, width: int = 200) -> str:
    """Return what the terminal shows, without colours."""
    console = Console(file=io.StringIO(), width=width, color_system=None)
    show_answer(reply, console)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def reply(**changes: Any) -> AskReply:
    """Return an answer of which only what a test is about need be named."""
    plain: dict[str, Any] = {"citations": (citation(),), "contacts": (), "clarify": None, "next_steps": ()}
    return AskReply(**{"answered": True, "answer": "You may.", "emergency": False, **plain, **changes})


@st.composite
def _citations(draw: st.DrawFn) -> Citation:
    return citation(
        title=draw(_TEXT),
        section=tuple(draw(st.lists(_TEXT, max_size=3))),
        quote=draw(st.text(max_size=300)),
        lead_in=draw(_MAYBE),
        organisation_name=draw(_TEXT),
        foreign=draw(st.booleans()),
        capacity=draw(st.sampled_from(["official", "personal", "both"])),
        date=draw(_MAYBE),
        status_note=draw(_MAYBE),
    )


@st.composite
def _cards(draw: st.DrawFn) -> ContactCard:
    ways = {name: draw(_MAYBE) for name in ("phone", "phone_note", "email", "address", "url")}
    deadline = draw(st.sampled_from([None, "immediate", "PT24H", "P30D"]))
    return card(name=draw(_TEXT), why=draw(_TEXT), deadline=deadline, **ways)


_STEPS = st.builds(
    NextStep,
    kind=st.sampled_from(["emergency", "contact", "capacity", "elsewhere", "reference"]),
    text=_TEXT,
    target=_MAYBE,
)
_REPLIES = st.builds(
    AskReply,
    answered=st.booleans(),
    answer=_TEXT,
    citations=st.lists(_citations(), max_size=3).map(tuple),
    contacts=st.lists(_cards(), max_size=3).map(tuple),
    clarify=st.sampled_from([None, "capacity"]),
    emergency=st.booleans(),
    next_steps=st.lists(_STEPS, max_size=3).map(tuple),
)


@given(_REPLIES, st.integers(20, 200))
def test_any_reply_can_be_shown_at_any_width(given_reply: AskReply, width: int) -> None:
    """Whatever stands in it, markup and emoji codes included, the quotes' letters are all on the screen in order."""
    screen = _solid(shown(given_reply, width))
    position = 0
    for one in given_reply.citations:
        position = screen.find(_solid(one.quote), position)
        assert position >= 0


def test_markup_in_a_text_is_shown_as_it_stands() -> None:
    """A text's own brackets are neither colours nor errors."""
    screen = shown(reply(answer="[/bold] [red]:smile:", citations=(citation(quote="[link=x]see[/link] [/x]"),)))
    assert "[/bold] [red]:smile:" in screen
    assert "“[link=x]see[/link] [/x]”" in screen


def test_an_answer_shows_where_it_stands_and_how_old_it_is() -> None:
    """Title, organisation, section path, date, use, id and age, and the lead-in apart from the quote."""
    one = citation(section=("Rules", "At work"), lead_in="Never:", status="dated", status_note="Written in 1999.")
    screen = shown(reply(citations=(one, citation(date=None))))
    assert "[1] Social Media Rules" in screen
    assert (
        "Town of Alder Creek · Rules › At work · 2024-05-01 · personal use · alder-creek-social-media#0123456789ab"
        in screen
    )
    assert "(Never:)" in screen
    assert "Written in 1999." in screen
    assert "· undated ·" in screen


def test_another_organisations_rule_is_labelled_before_it_is_read() -> None:
    """Nobody reads it as their own: the first one above the short answer, a further one above its title."""
    other = citation(foreign=True, organisation_name="Mill Valley")
    first = shown(reply(citations=(other, citation())))
    assert first.index("Rule of Mill Valley, not your own") < first.index("You may.")
    assert first.count("not your own") == 1
    second = shown(reply(citations=(citation(), other)))
    assert second.index("[1]") < second.index("Rule of Mill Valley, not your own") < second.index("[2]")


def test_a_rule_that_does_not_bind_is_said_not_to_before_it_is_read() -> None:
    """Above the short answer, and once."""
    step = NextStep(kind="elsewhere", text="The rule below does not bind you.", target="mill-valley")
    screen = shown(reply(citations=(citation(foreign=True),), next_steps=(step,)))
    assert screen.index("does not bind you") < screen.index("You may.")
    assert screen.count("does not bind you") == 1


def test_the_emergency_number_is_on_top() -> None:
    """Before the answer itself."""
    steps = (NextStep(kind="contact", text="x"), NextStep(kind="emergency", text="Call 911 first.", target="911"))
    screen = shown(reply(emergency=True, next_steps=steps))
    assert screen.index("Call 911 first.") < screen.index("You may.")


def test_the_emergency_sentence_is_shown_once() -> None:
    """Of an answer that begins with it, the rest is shown."""
    steps = (NextStep(kind="emergency", text="Call 911 first.", target="911"),)
    screen = shown(
        reply(
            answered=False,
            answer="Call 911 first. Then tell the Clerk.",
            citations=(),
            emergency=True,
            next_steps=steps,
        )
    )
    assert screen.count("Call 911 first.") == 1
    assert "\nThen tell the Clerk." in screen


def test_the_missing_fact_is_asked_for_with_the_option_that_gives_it() -> None:
    """The person learns how to say which use it is."""
    assert "--capacity official or --capacity personal" in shown(reply(clarify="capacity"))
    assert "--capacity" not in shown(reply())


def test_notes_on_what_is_not_here_come_last() -> None:
    """References and other organisations' rules are told; contacts are not told twice."""
    steps = (
        NextStep(kind="contact", text="Town Clerk: to ask.", target="town_clerk"),
        NextStep(kind="reference", text="The Handbook is not included here."),
        NextStep(kind="elsewhere", text="Mill Valley has a rule.", target="mill-valley"),
    )
    screen = shown(reply(answered=False, citations=(), contacts=(card(),), next_steps=steps))
    assert "Note: The Handbook is not included here." in screen
    assert "Note: Mill Valley has a rule." in screen
    assert screen.count("Town Clerk") == 1


def _solid(text: str) -> str:
    """Return the letters and digits of a text: lines may break anywhere between them."""
    return "".join(char for char in text if char.isalnum())
