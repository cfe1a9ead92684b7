"""Drafts in Slack: checked for whoever wrote them, shown to nobody else, and kept nowhere."""

import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import ids
from bot.slack.checking import Checking
from bot.slack.going import Going
from bot.slack.guard import Guard
from bot.slack.incoming import Somebody
from handlers.check.messages import MAX_DRAFT
from index.errors import IndexUnusable
from knowledge.library import Library
from knowledge.screening import Screening
from tests.bot.slack import requests as sent
from tests.bot.slack.running import Running, slack_settings
from tests.bot.slack.web_api import Message, OpenView
from tests.bot.web.fakes import BrokenDetector, WordDetector, checker

DRAFT = "Alex Moss called my office. The parade begins at noon on Monday."
SHORTER = "The parade begins at noon on Monday."
STOP = "Should not go out like this"
NO_COPY = "The assistant keeps no copy of your draft"


def whispers(here: Running, name: str = "ana") -> list[Message]:
    """Return what one person alone sees in the channel; everybody sees nothing there."""
    all_ = here.slack.messages.get(here.workspace.channel("general"), [])
    assert all(one.ephemeral_for for one in all_)
    return [one for one in all_ if one.ephemeral_for == here.user(name)]


def read(here: Running, shown: Iterable[Message] | Message | OpenView) -> str:
    """Return what somebody reads there."""
    parts = [shown] if isinstance(shown, Message | OpenView) else shown
    return "\n".join(text for one in parts for text in here.slack.texts_of(one.blocks))


def opened(here: Running, name: str = "ana") -> str:
    """Return what somebody reads in the modal that they have open."""
    return read(here, here.slack.last_view(here.user(name)))


def field(here: Running) -> dict[str, Any]:
    """Return the field for the draft of the modal that is open."""
    block = here.slack.last_view(here.user()).block(ids.DRAFT)
    element: dict[str, Any] = block["element"]
    return element


async def checks_message(here: Running, text: str, *, author: str = "ana", name: str = "ana", **more: Any) -> None:
    """Have a person use the shortcut on a message that somebody wrote in the channel."""
    channel = here.workspace.channel("general")
    written = sent.written(here.workspace, here.user(author), text, channel=channel) | more
    await here.send(sent.message_shortcut(here.workspace, here.user(name), ids.CHECK_MESSAGE, written))


async def prefers(here: Running, **what: object) -> None:
    """Keep what a person prefers."""
    await here.parts.kept.prefer(await somebody(here), **what)


async def somebody(here: Running, name: str = "ana") -> Somebody:
    """Return a person as the door knows them."""
    workspace = await here.parts.workspaces.only()
    assert workspace is not None
    return Somebody(workspace=workspace, id=here.user(name))


def without_organisation(here: Running) -> None:
    """Let the deployment be of no organisation."""
    here.parts.assistant.settings = slack_settings(here.slack, org=None)  # type: ignore[misc]


async def test_a_command_is_answered_to_whoever_typed_it(here: Running) -> None:
    """With the verdict, the marked words, the rule, what would help, and whom to ask."""
    await prefers(here, capacity="official")
    await here.commands("/check", DRAFT)
    shown = read(here, whispers(here))
    for words in (STOP, "Your draft, marked", "Alex Moss", "(violation)", "What to do:", "Open the section", SHORTER):
        assert words in shown
    assert "Whom to ask" in shown
    assert STOP in whispers(here)[0].text


async def test_both_capacities_are_checked_where_none_is_preferred(here: Running) -> None:
    """Under headings; the preferred one alone otherwise."""
    await here.commands("/check", DRAFT)
    shown = read(here, whispers(here))
    assert "If you post it for yourself" in shown
    assert "If you post it for your organisation" in shown
    await prefers(here, capacity="personal")
    await here.commands("/check", DRAFT)
    assert "If you post it" not in read(here, whispers(here)[-1])


async def test_what_becomes_of_drafts_is_said_the_first_time(here: Running) -> None:
    """Above the result, and never again; another person is told too."""
    await here.commands("/check", DRAFT)
    assert NO_COPY in here.slack.texts_of(whispers(here)[0].blocks)[0]
    await here.commands("/check", DRAFT)
    assert read(here, whispers(here)).count(NO_COPY) == 1
    await here.commands("/check", DRAFT, name="ben")
    assert NO_COPY in read(here, whispers(here, "ben"))


async def test_above_the_field_it_is_always_said(here: Running) -> None:
    """Whoever has read it there is not told again with a result."""
    for _ in range(2):
        await here.commands("/check")
        assert NO_COPY in opened(here)
    await here.commands("/check", DRAFT)
    assert NO_COPY not in read(here, whispers(here))


async def test_a_draft_is_written_into_a_modal_and_the_result_takes_its_place(here: Running) -> None:
    """With the capacity that was chosen there; the channel sees nothing."""
    await prefers(here, capacity="official")
    await here.commands("/check")
    assert field(here)["max_length"] == 3000
    await here.submits({ids.DRAFT: DRAFT, ids.DRAFT_CAPACITY: "personal"})
    assert STOP in opened(here)
    assert "If you post it" not in opened(here)
    assert not whispers(here)


@pytest.mark.parametrize(("prefers_", "chosen"), [("official", "official"), ("personal", "personal"), (None, "-")])
async def test_the_preferred_capacity_is_chosen_already(here: Running, prefers_: str | None, chosen: str) -> None:
    """Both are checked where the person prefers none."""
    await prefers(here, capacity=prefers_)
    await here.commands("/check")
    element = here.slack.last_view(here.user()).block(ids.DRAFT_CAPACITY)["element"]
    assert element["initial_option"]["value"] == chosen


async def test_a_shortcut_opens_the_modal(here: Running) -> None:
    """From everywhere in Slack."""
    await here.send(sent.shortcut(here.workspace, here.user(), ids.CHECK_DRAFT))
    assert field(here)["multiline"] is True


async def test_the_button_of_an_answer_opens_the_modal(here: Running) -> None:
    """For whoever presses it, whoever asked."""
    await here.says("Can I post about my job on LinkedIn?")
    await here.presses(here.messages()[0], ids.CHECK, name="ben")
    assert NO_COPY in opened(here, "ben")


async def test_a_draft_without_words_is_said_at_the_field(here: Running) -> None:
    """What was typed stays in it."""
    await here.commands("/check")
    answer = await here.submits({ids.DRAFT: " ?! "})
    assert answer.body["response_action"] == "errors"
    assert "There are no words in this draft" in answer.body["errors"][ids.DRAFT]
    assert "view" not in answer.body
    assert field(here)["multiline"] is True


async def test_another_draft_begins_with_an_empty_field(here: Running) -> None:
    """In the same modal, after a result."""
    await here.commands("/check")
    await here.submits({ids.DRAFT: DRAFT})
    view = here.slack.last_view(here.user())
    await here.presses(view, ids.CHECK)
    assert here.slack.last_view(here.user()).id == view.id
    assert "initial_value" not in field(here)
    await here.submits({ids.DRAFT: "A quiet day."})
    assert "Nothing found" in opened(here)


async def test_after_a_command_another_draft_has_a_modal(here: Running) -> None:
    """The message stays."""
    await here.commands("/check", DRAFT)
    await here.presses(whispers(here)[0], ids.CHECK)
    assert "initial_value" not in field(here)


async def test_a_suggestion_is_copied_from_a_field(here: Running) -> None:
    """From a result in a message as from one in a modal, where it lies above; from there it can be checked again."""
    await prefers(here, capacity="official")
    await here.commands("/check", DRAFT)
    await here.presses(whispers(here)[0], ids.COPY_SUGGESTION)
    assert field(here)["initial_value"] == SHORTER
    assert SHORTER in opened(here)
    await here.submits()
    assert "Nothing found" in opened(here)


async def test_in_a_modal_the_suggestion_lies_above_the_result(here: Running) -> None:
    """Three lie above each other at most; then it takes the place of the last."""
    await prefers(here, capacity="official")
    await here.commands("/check")
    await here.submits({ids.DRAFT: DRAFT})
    for _ in range(3):
        await here.presses(here.slack.last_view(here.user()), ids.COPY_SUGGESTION)
        assert field(here)["initial_value"] == SHORTER
        await here.submits({ids.DRAFT: DRAFT, ids.DRAFT_CAPACITY: "official"})
        assert STOP in opened(here)
    assert len(here.slack.views) == 3
    here.slack.refused.clear()  # the fourth, which Slack does not open


async def test_the_suggestion_of_each_capacity_is_copied_as_such(here: Running) -> None:
    """Where they differ."""
    await here.commands("/check", f"I think so. {DRAFT}")
    buttons = [block["elements"] for one in whispers(here) for block in one.blocks if block["type"] == "actions"]
    values = [one["value"] for row in buttons for one in row if one["action_id"] == ids.COPY_SUGGESTION]
    assert len(set(values)) == 2
    await here.presses(whispers(here)[0], ids.COPY_SUGGESTION, chosen=values[1])
    assert (
        here.slack.last_view(here.user()).block(ids.DRAFT_CAPACITY)["element"]["initial_option"]["value"] == "personal"
    )


async def test_a_suggestion_that_no_button_can_carry_is_shown_without_one(here: Running) -> None:
    """It is copied by hand."""
    unlike = " ".join(f"It is {sha256(bytes([n])).hexdigest()}." for n in range(40))
    await prefers(here, capacity="official")
    await here.commands("/check", f"{DRAFT} {unlike}")
    shown = read(here, whispers(here))
    assert "A smaller change that helps" in shown
    assert "Copy the suggestion" not in shown


async def test_nobody_copies_what_was_suggested_to_somebody_else(here: Running) -> None:
    """The button is sealed for one person."""
    await prefers(here, capacity="official")
    await here.commands("/check", DRAFT)
    await here.presses(whispers(here)[0], ids.COPY_SUGGESTION, name="ben")
    assert not here.slack.views
    assert "belongs to somebody else" in whispers(here, "ben")[0].text


@pytest.mark.parametrize(("name", "metadata"), [("ben", None), ("ana", "x" * 40), ("ana", "")])
async def test_nobody_sends_the_modal_of_somebody_else(here: Running, name: str, metadata: str | None) -> None:
    """Nor one whose facts were changed."""
    await here.commands("/check")
    view = here.slack.last_view(here.user())
    forged = view if metadata is None else replace(view, view={**view.view, "private_metadata": metadata})
    answer = await here.send(sent.view_submission(here.workspace, here.user(name), forged, {ids.DRAFT: DRAFT}))
    assert "belongs to somebody else" in str(answer.body)
    assert STOP not in str(answer.body)


async def test_without_an_organisation_it_is_chosen_with_the_draft_and_remembered(
    here: Running, detector: WordDetector
) -> None:
    """What was typed stands in the field already."""
    without_organisation(here)
    await here.commands("/check", DRAFT)
    assert field(here)["initial_value"] == DRAFT
    assert not whispers(here)
    await here.submits({ids.DRAFT_ORGANISATION: "ns"})
    assert {org for org, _ in detector.asked} == {"ns"}
    await here.commands("/check", DRAFT)
    assert {org for org, _ in detector.asked} == {"ns"}
    assert STOP in read(here, whispers(here))


async def test_a_long_draft_without_an_organisation_waits_until_one_is_chosen(here: Running) -> None:
    """It does not fit into the field, and is kept nowhere meanwhile."""
    without_organisation(here)
    await here.commands("/check", DRAFT * 60)
    assert not here.slack.views
    assert "Choose my organisation" in read(here, whispers(here))
    await checks_message(here, DRAFT * 60)
    assert "Alex Moss" not in read(here, whispers(here))
    assert len(whispers(here)) == 2


async def test_an_organisation_must_be_chosen(here: Running) -> None:
    """It is said at its field; Slack's own client lets nobody forget it."""
    without_organisation(here)
    await here.commands("/check")
    request = sent.view_submission(
        here.workspace,
        here.user(),
        here.slack.last_view(here.user()),
        {ids.DRAFT: DRAFT, ids.DRAFT_ORGANISATION: "bc"},
    )
    request.payload["view"]["state"]["values"][ids.DRAFT_ORGANISATION][ids.DRAFT_ORGANISATION]["selected_option"] = None
    answer = await here.send(request)
    assert "choose yours" in answer.body["errors"][ids.DRAFT_ORGANISATION]


async def test_an_own_message_is_checked_in_a_modal(here: Running) -> None:
    """As it was typed, also where the app is not in the channel."""
    await checks_message(here, DRAFT)
    assert STOP in opened(here)
    assert NO_COPY in opened(here)
    await checks_message(here, DRAFT)
    assert NO_COPY not in opened(here)
    assert not whispers(here)


async def test_an_own_message_of_somebody_without_an_organisation(here: Running) -> None:
    """It stands in the form, where they choose it."""
    without_organisation(here)
    await checks_message(here, DRAFT)
    assert field(here)["initial_value"] == DRAFT


@pytest.mark.parametrize(
    "of",
    [{"author": "ben"}, {"bot_id": "B0LBCJ7DRGX"}, {"user": None, "subtype": "bot_message"}],
    ids=["colleague", "program", "nobody"],
)
async def test_nobody_screens_what_somebody_else_wrote(
    here: Running, detector: WordDetector, of: dict[str, Any]
) -> None:
    """Whoever tries is told so, alone."""
    await checks_message(here, DRAFT, **of)
    assert not here.slack.views
    assert not detector.asked
    assert "nobody screens what a colleague wrote" in whispers(here)[0].text


async def test_a_message_of_files_says_that_text_alone_is_read(here: Running) -> None:
    """To whoever used it alone."""
    await checks_message(here, "", files=[{"id": "F1"}])
    assert "only files" in whispers(here)[0].text
    assert not here.slack.views


async def test_a_message_without_words_says_so_in_the_modal(here: Running) -> None:
    """The sentence that every door says."""
    await checks_message(here, ":-)")
    assert "There are no words in this draft" in opened(here)


async def test_danger_comes_first(here: Running) -> None:
    """Before what becomes of drafts, in a message and in a modal."""
    await here.commands("/check", "he has a knife")
    await checks_message(here, "he has a knife", name="ben", author="ben")
    for first in (here.slack.texts_of(whispers(here)[0].blocks)[0], opened(here, "ben").splitlines()[0]):
        assert "call 911 first" in first
    assert "This matters more than a post" in read(here, whispers(here))


SHARP = "Alex Moss <!channel> <@U0BEN000000> <https://evil.example|here> *bold* &amp;"


async def test_what_people_write_notifies_nobody(here: Running) -> None:
    """In the result, in the field, and in the suggestion."""
    await here.commands("/check", f"{SHARP} my office. {SHARP}")
    await checks_message(here, f"{SHARP} my office.")
    shown = [one.blocks for one in whispers(here)] + [one.view for one in here.slack.views.values()]
    assert not [*sent.unescaped_controls(shown)]
    assert "<!channel>" in read(here, whispers(here))


async def test_the_longest_draft_is_answered(here: Running) -> None:
    """In no more messages than Slack takes; the last says what else there is to do."""
    await here.commands("/check", ("Alex Moss called. " + "The parade begins. " * 30) * 68)
    assert STOP in read(here, whispers(here))
    assert "Check another" in read(here, whispers(here)[-1])


@pytest.mark.parametrize(
    ("draft", "said"),
    [("x" * (MAX_DRAFT + 1), "has 40,001 characters; at most 40,000"), ("?!", "There are no words in this draft")],
    ids=["too long", "no words"],
)
async def test_a_draft_that_cannot_be_checked_is_a_sentence(here: Running, draft: str, said: str) -> None:
    """To whoever typed it alone."""
    await here.commands("/check", draft)
    assert said in whispers(here)[0].text


async def test_where_nothing_was_learned_it_says_so_at_once(here: Running, caplog: pytest.LogCaptureFixture) -> None:
    """Before somebody writes a draft for nothing; the log has the token, and which command mends it."""
    cause = IndexUnusable("nothing was learned for drafts; run 'conduct tune drafts'")
    here.parts.assistant.checks = cause  # type: ignore[attr-defined]
    await here.commands("/check")
    assert "Drafts cannot be checked here" in opened(here)
    token = opened(here).rpartition("incident ")[2].rstrip(".")
    assert f"incident {token}: {cause}" in caplog.text
    await here.commands("/check", DRAFT)
    assert "Drafts cannot be checked here" in whispers(here)[0].text
    await checks_message(here, DRAFT)
    assert "Drafts cannot be checked here" in opened(here)


async def test_a_modal_that_was_closed_meanwhile_is_no_fault(here: Running) -> None:
    """What was found is gone with it."""
    here.slack.fail("views.update", error="not_found")
    await checks_message(here, DRAFT)
    assert not whispers(here)
    assert not here.messages()


async def submits_late(here: Running, draft: str, *, closes: bool = False) -> None:
    """Have a person send the modal, and perhaps close it; the check takes longer than Slack waits for an answer."""
    view = sent.view_submission(here.workspace, here.user(), here.slack.last_view(here.user()), {ids.DRAFT: draft})
    if closes:
        here.slack.views.clear()
    late = Guard(here.parts.speaker, Going(), in_time=0).submission(Checking(here.parts).submitted)
    ack = AsyncAck()  # type: ignore[no-untyped-call]
    await late(view.payload, ack, {"workspace": (await somebody(here)).workspace})
    assert ack.response is not None
    assert "One moment" in ack.response.body


async def test_a_check_that_takes_long_is_shown_afterwards(here: Running) -> None:
    """In the modal that was acknowledged meanwhile."""
    await here.commands("/check")
    await submits_late(here, DRAFT)
    assert STOP in opened(here)


async def test_a_fault_that_is_found_late_loses_no_draft(here: Running) -> None:
    """The form comes back with what was typed, and with what is wrong."""
    await here.commands("/check")
    await submits_late(here, "?!")
    assert "There are no words in this draft" in opened(here)
    assert field(here)["initial_value"] == "?!"


async def test_whoever_closed_the_modal_too_soon_is_told_that_nothing_was_kept(here: Running) -> None:
    """In their conversation with the app, without a word of what was found."""
    await here.commands("/check")
    await submits_late(here, DRAFT, closes=True)
    (message,) = here.messages()
    assert "Nothing of it is kept" in message.text
    assert "Alex" not in read(here, message)


SENTINEL = "zq7sentinel"


async def test_no_draft_stays_anywhere(
    here: Running,
    library: Library,
    screening: Screening,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Checked, refused, or broken on the way: it is in no log, in no channel, and not among what is kept."""
    caplog.set_level(logging.DEBUG)
    draft = f"{SENTINEL}: {DRAFT}"
    for handler in (here.parts.assistant.check, checker(library, screening, BrokenDetector())):
        here.parts.assistant.checks = handler  # type: ignore[attr-defined]
        await here.commands("/check", draft)
        await here.commands("/check", f"{SENTINEL} " + "x" * MAX_DRAFT)
        await here.commands("/check")
        await here.submits({ids.DRAFT: draft})
        await checks_message(here, draft)
        await checks_message(here, draft, author="ben")
    printed = capfd.readouterr()
    assert "RuntimeError at fakes.py" in caplog.text
    assert SENTINEL not in caplog.text + printed.out + printed.err
    assert not [one for one in caplog.records if SENTINEL in str(vars(one))]
    assert not here.messages()
    assert all(one.ephemeral_for for all_ in here.slack.messages.values() for one in all_)
    with sqlite3.connect(here.folder / "conduct.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM inbox").fetchone() == (0,)
        assert database.execute("SELECT kind, count(*) FROM notes GROUP BY kind").fetchall() == [("slack person", 1)]
    kept = await here.parts.kept.preferences(await somebody(here))
    assert (kept.org, kept.capacity, kept.told) == (None, None, True)
