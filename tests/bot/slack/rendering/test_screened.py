"""How a checked draft looks in Slack: everything that it owes, the right words marked, within what Slack takes."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.rendering.checking.draft_form import DraftForm, draft_form, looking_view, suggestion_form
from bot.slack.rendering.checking.marks import marked_draft, pieces
from bot.slack.rendering.checking.screened import Checked, checked_message, checked_view
from handlers.check.messages import CheckReply, PriorApproval, Suggestion
from handlers.reply import NextStep
from tests.bot.checked import DRAFT, finding, replies, reply, screened
from tests.bot.slack.block_kit import message_problems, problems, view_problems
from tests.bot.slack.golden import check_golden, message_of
from tests.bot.slack.requests import unescaped_controls
from tests.bot.slack.web_api import texts_of
from tests.fakes import card, citation

PAGE = "https://conduct.gov.example"
SHORTER = "Lovely week. Back on Monday."
APPROVAL = PriorApproval(
    when="it goes out", text="Follow the procedure.", citation=citation(), contacts=(card(), card(name="Mayor"))
)
CHANGE = Suggestion(
    text=SHORTER,
    changes=("Taken out: personal information.",),
    remaining=("Tone towards the public",),
    note="Or ask your supervisor.",
)
BEYOND = Suggestion(text=None, changes=(), remaining=("Personal information",), note="No small edit makes this fit.")
CALL = NextStep(kind="emergency", text="If someone may be in danger now, call 911 first.", target="911")
TONE: dict[str, Any] = {
    "category": "tone",
    "name": "Tone",
    "why": "The Town speaks to everybody.",
    "advice": "Say it kindly.",
}
CLERK = card(phone="555 0100")

CLEAR = reply(screened(), contacts=(CLERK,))
NOTES = reply(screened(finding("Lovely", "note", citations=(), **TONE)))
REVIEW = reply(
    screened(
        finding("her biopsy", "warning", citations=(citation(date=None, status_note="Superseded in 2025."),)),
        finding("Marg", "warning"),
        finding("Lovely", "note", **TONE),
        prior_approvals=(APPROVAL,),
        suggestion=BEYOND,
    )
)
STOP = reply(
    screened(
        finding("her biopsy"),
        finding(DRAFT, "warning", category="views", name="Whose views these are", advice="Say whose views they are."),
        suggestion=CHANGE,
    ),
    contacts=(CLERK,),
)
BOTH = replace(STOP, by_capacity={"official": STOP.screened, "personal": CLEAR.screened})
DANGER = reply(REVIEW.screened, emergency=True, next_steps=(CALL,), contacts=(CLERK,))
DANGER_STOP = replace(BOTH, emergency=True, next_steps=(CALL,))
REPLIES = {
    "clear": CLEAR,
    "notes": NOTES,
    "review": REVIEW,
    "stop": STOP,
    "both": BOTH,
    "danger": DANGER,
    "danger_stop": DANGER_STOP,
}
"""What was found, by the name of how it looks."""


def checked(found: CheckReply, draft: str = DRAFT, **more: Any) -> Checked:
    """Return a checked draft, of which only what a test is about need be named."""
    return Checked(reply=found, draft=draft, **{"page": PAGE, "copies": {SHORTER: "sealed"}, **more})


def shown(found: CheckReply, draft: str = DRAFT, **more: Any) -> list[str]:
    """Return what is read in a message, in its order."""
    return texts_of(message_of(checked_message(checked(found, draft, **more))).get("blocks", []))


def together(found: CheckReply, draft: str = DRAFT, **more: Any) -> str:
    """Return what is read in a message, as one text."""
    return "\n".join(shown(found, draft, **more))


@pytest.mark.parametrize("name", REPLIES)
def test_it_looks_as_it_did_when_somebody_looked(name: str) -> None:
    """And Slack takes it, as a message and as a modal."""
    one = checked(REPLIES[name], is_first=name in ("stop", "danger_stop"))
    message = message_of(checked_message(one))
    assert message_problems({"channel": "C1", **message}) == []
    assert view_problems(checked_view(one, "sealed")) == []
    check_golden(f"check_{name}", message)


def test_forms_look_as_they_did_when_somebody_looked() -> None:
    """Empty, and without an organisation; and with a suggestion in it."""
    empty = draft_form(DraftForm(metadata="sealed", capacity="official"))
    unknown = {"elm": "Town of Elm", "ash": "Town of Ash"}
    again = draft_form(DraftForm(metadata="sealed", organisations=unknown, draft="Hm", page=PAGE))
    offered = suggestion_form(DraftForm(metadata="sealed", draft=SHORTER, page=PAGE))
    forms = {"empty": empty, "again": again, "suggestion": offered, "looking": looking_view()}
    assert [problem for form in forms.values() for problem in view_problems(form)] == []
    check_golden("check_forms", forms)


@pytest.mark.parametrize("found", [DANGER, DANGER_STOP])
def test_whom_to_call_stands_first(found: CheckReply) -> None:
    """Before everything else, also where somebody is told for the first time what becomes of drafts."""
    message = checked_message(checked(found, is_first=True))
    assert message.text.startswith("If someone may be in danger now, call 911 first.")
    assert "call 911 first" in shown(found, is_first=True)[0]


def test_in_danger_nobody_reads_of_rules() -> None:
    """Whoever despairs is neither told that the words are fine nor that they want a second look."""
    screen = together(DANGER)
    assert "This matters more than a post" in screen
    assert "Whom to talk to" in screen
    assert "555 0100" in screen
    for words in ("second look", "Personal information", "Not checked", "Lovely"):
        assert words not in screen
        assert words not in checked_message(checked(DANGER)).text


def test_severity_is_in_words() -> None:
    """No colour and no picture alone tells how much something weighs."""
    assert "1. Personal information (violation)" in together(STOP)
    assert "Should not go out like this: personal information" in together(STOP)
    assert "2. Tone (note)" in together(REVIEW)


def test_the_telephone_reads_what_matters_and_nothing_of_the_draft() -> None:
    """What a small screen shows may lie on a table."""
    text = checked_message(checked(STOP)).text
    assert "Should not go out like this: personal information." in text
    assert "What to do: Take it out." in text
    assert "Town Clerk – 555 0100" in text
    assert "biopsy" not in text
    assert "If you post it for yourself: Nothing found." in checked_message(checked(BOTH)).text


def test_findings_that_say_the_same_are_said_once() -> None:
    """With the words of each; those of a finding on the whole draft are not named."""
    screen = together(REVIEW)
    assert "In your draft: “Marg”, “her biopsy”" in screen
    assert screen.count("Take it out.") == 1
    assert "This is about the draft as a whole." in together(STOP)


def test_many_places_are_counted_and_long_ones_cut() -> None:
    """As on the page."""
    draft = f"{'Marg ' * 20}{'was ill ' * 40}"
    many = [replace(finding("Marg", draft=draft), start=5 * n, end=5 * n + 4) for n in range(20)]
    long = finding("was ill " * 40, draft=draft)
    screen = together(reply(screened(*many)), draft)
    assert "“Marg” and in 8 more places" in screen
    assert f"“{('was ill ' * 40)[:90].rstrip()}…”" in together(reply(screened(long)), draft)


def test_without_a_page_no_section_is_opened() -> None:
    """There is nothing to open it with."""
    assert "Open the section" not in together(STOP, page=None)
    assert "Open the section" in together(STOP)


def test_a_suggestion_that_no_button_carries_is_shown_all_the_same() -> None:
    """It is copied by hand."""
    assert "Copy the suggestion" in together(STOP)
    assert "Copy the suggestion" not in together(STOP, copies={})
    assert SHORTER in together(STOP, copies={})


SHARP = "<!channel> <@U1> <#C1> <https://evil.example|here> *bold* &amp;"


def test_a_draft_that_looks_like_a_command_of_slack_is_only_a_text() -> None:
    """It notifies nobody and forges nothing, wherever its words are shown; nor do texts that are maintained."""
    cited = (citation(quote=SHARP, title=SHARP, section=(SHARP,), status_note=SHARP),)
    one = finding(SHARP, draft=f"Say: {SHARP}", name=SHARP, why=SHARP, advice=SHARP, citations=cited)
    suggestion = Suggestion(text=SHARP, changes=(SHARP,), remaining=(SHARP,), note=SHARP)
    approval = PriorApproval(when=SHARP, text=SHARP, citation=cited[0], contacts=(card(name=SHARP),))
    found = screened(one, suggestion=suggestion, prior_approvals=(approval,))
    sharp = reply(found, not_checked=(SHARP,), contacts=(card(name=SHARP, why=SHARP),))
    both = replace(sharp, by_capacity={"official": found, "personal": found})
    form = DraftForm(metadata="x", organisations={"a": SHARP}, draft=SHARP)
    for payload in (
        message_of(checked_message(checked(sharp, f"Say: {SHARP}", copies={SHARP: "x"}))),
        checked_view(checked(both, f"Say: {SHARP}"), "x"),
        draft_form(form),
        suggestion_form(form),
    ):
        assert not [*unescaped_controls(payload)]


def test_the_longest_draft_with_the_most_findings_is_within_what_slack_takes() -> None:
    """At most five messages answer a command; what is left out is on the page, and what must be seen is there."""
    draft = "Marg fell ill, " * 2_666
    names = [f"Category {n}" for n in range(40)]
    found = [finding("Marg", draft=draft, category=one, name=one, why="w " * 500, advice="a " * 400) for one in names]
    one = screened(*found, suggestion=Suggestion(text=draft, changes=("x",), remaining=(), note=None))
    long = reply(one, by_capacity={"official": one, "personal": replace(one, verdict="review")}, contacts=(CLERK,))
    messages = [*checked_message(checked(long, draft)).pieces()]
    assert len(messages) <= 5
    assert [problem for piece in messages for problem in message_problems({"channel": "C1", **piece})] == []
    assert view_problems(checked_view(checked(long, draft), "x")) == []
    screen = "\n".join(text for piece in messages for text in texts_of(piece["blocks"]))
    for words in ("If you post it for your organisation", "If you post it for yourself", "Not checked", "555 0100"):
        assert words in screen
    assert f"<{PAGE}/check|the page>" in screen
    assert "Check the draft in parts" in together(long, draft, page=None)
    assert "too long to be shown here" in screen


@pytest.mark.parametrize("length", [2_999, 3_001, 6_000])
def test_a_draft_of_some_pages_is_shown_whole(length: int) -> None:
    """In blocks that are short enough, and its suggestion too."""
    draft = ("Marg " * 1_300)[:length]
    found = [replace(finding("Marg", draft=draft), start=5 * n, end=5 * n + 4) for n in range(0, length // 5, 2)]
    blocks = [one.to_dict() for one in marked_draft(draft, found)]
    assert "".join(piece["text"] for block in blocks for piece in block["elements"][0]["elements"]) == draft
    assert problems(blocks, "modal") == []


@given(given_=replies(), is_first=st.booleans())
@settings(max_examples=60)
def test_slack_takes_any_reply(given_: tuple[CheckReply, str], *, is_first: bool) -> None:
    """Whatever is in the draft, and wherever something was found in it."""
    found, draft = given_
    one = checked(found, draft, is_first=is_first)
    messages = [*checked_message(one).pieces()]
    assert [problem for piece in messages for problem in message_problems({"channel": "C1", **piece})] == []
    assert view_problems(checked_view(one, "x")) == []
    assert not [*unescaped_controls(messages)]


@given(replies())
def test_the_pieces_of_a_draft_are_the_draft(given_: tuple[CheckReply, str]) -> None:
    """Put together; and what is marked is what was found, unless it is all of the draft."""
    found, draft = given_
    cut = [*pieces(draft, found.screened.findings)]
    assert "".join(text for text, _ in cut) == draft
    at = 0
    for text, is_found in cut:
        for place in range(at, at + len(text)):
            covering = [one for one in found.screened.findings if one.start <= place < one.end]
            assert is_found == any((one.start, one.end) != (0, len(draft)) for one in covering)
        at += len(text)
