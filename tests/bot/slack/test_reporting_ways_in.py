"""The ways into a report in Slack: danger first, what was begun before, and where to report without a name."""

import pytest

from bot.slack import ids
from bot.slack.reporting import ways_in
from knowledge.errors import KnowledgeError
from tests.bot.slack import requests as sent
from tests.bot.slack.reporting import WORDS, form, initial, names, shown, submits, to_about, to_seen
from tests.bot.slack.running import Running, slack_settings
from tests.bot.slack.web_api import Message
from tests.bot.web.fakes import FakeAssistant
from tests.bot.web.reporting import FakeOffice, only_case

KNIFE = "He stands at my desk with a knife."
ANONYMOUS = "https://conduct.gov.example/anonymous"


def told(here: Running) -> Message:
    """Return what somebody was told last in the channel; nobody else sees it."""
    message = here.slack.last_message(here.workspace.channel("general"))
    assert message.ephemeral_for == here.user()
    return message


def read(here: Running, message: Message) -> str:
    """Return what stands in a message."""
    return "\n".join(here.slack.texts_of(message.blocks))


async def test_an_emergency_is_answered_before_the_form(here: Running) -> None:
    """With whom to call; the form opens from there, with what was typed."""
    await here.commands("/report", KNIFE)
    assert not here.slack.views
    message = told(here)
    assert message.text.startswith("If someone may be in danger now, call 911 first. Call first.")
    assert KNIFE not in read(here, message)
    await here.presses(message, ids.REPORT_GO_ON)
    assert initial(form(here), "f/what") == KNIFE
    assert "Call first." in shown(here).splitlines()[2]


async def test_nobody_else_goes_on_from_there(here: Running) -> None:
    """What was typed is opened to whoever typed it alone."""
    await here.commands("/report", KNIFE)
    await here.presses(told(here), ids.REPORT_GO_ON, name="ben")
    assert not here.slack.views


async def test_words_that_take_long_to_read_open_the_form_at_once(
    here: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack opens none after three seconds."""
    monkeypatch.setattr(ways_in, "PATIENCE", 0.0)
    await here.commands("/report", KNIFE)
    assert initial(form(here), "f/what") == KNIFE


async def test_what_was_typed_stands_in_the_form(here: Running) -> None:
    """Also where it is longer than one place, or nothing that can be read."""
    await here.commands("/report", "?!")
    assert initial(form(here), "f/what") == "?!"
    await here.commands("/disclose", "a bakery " * 500, name="ben")
    view = form(here, "ben")
    assert names(view)[-2:] == ["f/interest", "f/interest/2"]
    await submits(here, name="ben")
    await submits(here, {"f/duties": "x", "f/aware_since": "2026-11-01"}, name="ben")
    await submits(here, {"name": "Ben", "choice/0": "nobody"}, name="ben")
    await submits(here, name="ben")
    assert str(only_case(here.office).content["interest"]).split() == ["a", "bakery"] * 500


@pytest.mark.parametrize(("callback", "title"), [("report", "Report what happened"), ("disclose", "Disclose")])
async def test_shortcuts_and_buttons_open_it_too(here: Running, callback: str, title: str) -> None:
    """From everywhere in Slack, and from an answer."""
    await here.send(sent.shortcut(here.workspace, here.user(), callback))
    assert form(here).view["title"]["text"] == title
    await here.says("Can I post about my job on LinkedIn?", "ben")
    await here.presses(here.messages("ben")[-1], callback, name="ben")
    assert form(here, "ben").view["title"]["text"] == title


@pytest.mark.parametrize("text", ["anonymous", "anonymously", "Anonymously: my boss drinks"])
async def test_an_anonymous_report_is_never_taken_in_slack(here: Running, text: str) -> None:
    """It says why, and hands out the page's address, the same for everybody; nothing of it is kept."""
    await here.commands("/report", text)
    message = told(here)
    said = read(here, message)
    assert "Slack knows who writes here" in message.text
    assert f"<{ANONYMOUS}|{ANONYMOUS}>" in said
    assert ANONYMOUS in message.text
    assert not here.slack.views
    assert ("my boss drinks" in said) == ("boss" in text)  # to be copied: it is read nowhere else
    identity = f"slack:{here.workspace.team_id}/{here.user()}"
    assert not await here.notes.of_owner("slack report", identity, at=here.office.clock())


async def test_the_form_says_where_to_report_without_a_name(here: Running) -> None:
    """Above what is filled in, which stays."""
    await here.commands("/report", WORDS)
    below = form(here)
    await here.presses(below, ids.ANONYMOUS)
    assert ANONYMOUS in shown(here)
    assert form(here).view["previous_view_id"] == below.id
    assert "submit" not in form(here).view


async def test_without_a_page_it_says_whom_to_ask(here: Running, assisting: FakeAssistant) -> None:
    """Nothing is taken without a name here."""
    assisting.settings = slack_settings(here.slack, base_url=None)
    await here.commands("/report", "anonymous")
    assert "Nothing is taken without a name here" in told(here).text
    assert "supervisor" in read(here, told(here))


async def test_what_was_begun_is_offered_for_a_day(here: Running) -> None:
    """At the step where it was left, with everything in it."""
    await to_seen(here)
    await here.commands("/report")
    assert "Continue where you stopped?" in shown(here)
    await here.presses(form(here), ids.REPORT_CONTINUE)
    assert "Step 4 of 4" in shown(here)
    assert WORDS in shown(here)
    await submits(here)
    assert only_case(here.office).content["what"] == WORDS
    await here.commands("/report")
    assert "Step 1 of 4" in shown(here)  # what was sent is no more to be continued


async def test_what_stands_in_a_modal_that_is_closed_is_kept(here: Running) -> None:
    """As far as Slack tells it; what it does not tell stays as it was."""
    await here.commands("/report")
    closed = sent.view_closed(here.workspace, here.user(), form(here))
    closed.payload["view"]["state"]["values"] = sent.fill(form(here).view, {"f/what": WORDS}, is_complete=False)
    await here.send(closed)
    await here.commands("/report")
    await here.presses(form(here), ids.REPORT_CONTINUE)
    assert initial(form(here), "f/what") == WORDS
    await here.send(sent.view_closed(here.workspace, here.user(), form(here)))
    await here.commands("/report")
    await here.presses(form(here), ids.REPORT_CONTINUE)
    assert initial(form(here), "f/what") == WORDS
    assert not here.messages()


async def test_what_was_begun_can_be_discarded(here: Running) -> None:
    """Then what was typed just now stands in the form."""
    await to_about(here)
    await here.commands("/report", "Somebody lost a laptop.")
    assert "What you typed just now is kept too" in shown(here)
    await here.presses(form(here), ids.REPORT_DISCARD)
    assert initial(form(here), "f/what") == "Somebody lost a laptop."
    await submits(here, {"f/danger": "no"})
    await here.commands("/report")
    await here.presses(form(here), ids.REPORT_CONTINUE)
    assert "Step 2 of 4" in shown(here)


async def test_it_is_forgotten_after_a_day_and_is_nobody_elses(here: Running) -> None:
    """Whoever has the modal open still is told so; a disclosure is no report."""
    await to_about(here)
    await here.commands("/disclose", name="ana")
    assert "Step 1 of 4" in shown(here)
    await here.commands("/report", name="ben")
    assert "Step 1 of 4" in shown(here, "ben")
    here.office.clock.forward(hours=25)
    await here.commands("/report")
    assert "Step 1 of 4" in shown(here)


async def test_where_nothing_is_taken_it_says_so_and_what_was_typed_is_kept(here: Running, office: FakeOffice) -> None:
    """With whom to call; once it is mended, the form goes on with it."""
    office.failing = KnowledgeError(here.folder, "is broken")
    await here.commands("/report", WORDS)
    assert "Reports and disclosures are not taken here" in told(here).text
    assert "call 911 first" in told(here).text
    office.failing = None
    await here.commands("/report")
    await here.presses(form(here), ids.REPORT_CONTINUE)
    assert initial(form(here), "f/what") == WORDS
