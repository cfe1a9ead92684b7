"""How an answer looks in Slack."""

from dataclasses import replace

import pytest

from bot.slack.rendering.answer import answer
from handlers.ask.messages import AskReply
from handlers.reply import NextStep
from tests.bot.slack.block_kit import message_problems
from tests.bot.slack.golden import check_golden, message_of
from tests.bot.slack.requests import unescaped_controls
from tests.fakes import card, citation

PAGE = "https://conduct.gov.example"
ANSWERED = AskReply(
    answered=True,
    answer="You may name the Town as your employer.",
    citations=(citation(),),
    contacts=(card(phone="555 0100", deadline="immediate"),),
    clarify=None,
    emergency=False,
    next_steps=(),
)
BOTH = replace(
    ANSWERED,
    citations=(citation(), citation(capacity="official", lead_in="Who may post:", status_note="Of 2010.")),
    clarify="capacity",
    next_steps=(NextStep(kind="capacity", text="Say which of the two it is."),),
)
FOREIGN = replace(
    ANSWERED,
    citations=(citation(foreign=True),),
    next_steps=(NextStep(kind="elsewhere", text="Your own guidelines say nothing of it."),),
)
NOTHING = replace(
    ANSWERED,
    answered=False,
    answer="The guidelines do not cover this.",
    citations=(),
    next_steps=(NextStep(kind="elsewhere", text="The Town of Elm has a rule on it: ask by its name.", target="elm"),),
)
CALL = "If someone may be in danger now, call 911 first."
DANGER = replace(
    ANSWERED,
    answer=f"{CALL} You may name the Town as your employer.",
    emergency=True,
    next_steps=(
        NextStep(kind="emergency", text=CALL, target="911"),
        NextStep(kind="reference", text="The passage refers to “MyTown”, which is not included here."),
    ),
)


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("answer", ANSWERED),
        ("answer_both", BOTH),
        ("answer_foreign", FOREIGN),
        ("answer_nothing", NOTHING),
        ("answer_danger", DANGER),
    ],
)
def test_it_looks_as_it_did_when_somebody_looked(name: str, reply: AskReply) -> None:
    """And Slack takes it."""
    shown = message_of(answer(reply, id_="0123456789abcdef", page=PAGE))
    assert message_problems({"channel": "C1", **shown}) == []
    check_golden(name, shown)


def test_without_a_page_nothing_is_opened() -> None:
    """And where the organisation is not known, it is asked for."""
    shown = message_of(answer(ANSWERED, id_="0123456789abcdef", page=None, org_known=False))
    check_golden("answer_no_page", shown)


def test_a_text_that_looks_like_a_command_of_slack_is_only_a_text() -> None:
    """Not every text that is maintained is by somebody who knows Slack."""
    sharp = "<!channel> <@U1> <https://evil.example|here> *bold*"
    reply = replace(
        BOTH,
        answer=sharp,
        citations=(citation(quote=sharp, title=sharp, section=(sharp,), lead_in=sharp, status_note=sharp),),
        contacts=(card(name=sharp, why=sharp, phone=sharp),),
        next_steps=(NextStep(kind="reference", text=sharp),),
    )
    assert not [*unescaped_controls(message_of(answer(reply, id_="0", page=PAGE)))]


def test_many_long_quotes_are_within_what_slack_takes() -> None:
    """What does not fit goes into a second message, and is not lost."""
    long = citation(quote="A rule, " * 180, section=("A section " * 20,) * 3)
    reply = replace(ANSWERED, citations=(long,) * 12)
    pieces = [*answer(reply, id_="0", page=PAGE).pieces()]
    assert len(pieces) > 1
    assert all(message_problems({"channel": "C1", **piece}) == [] for piece in pieces)
    assert str(pieces).count("rich_text_quote") == 12
