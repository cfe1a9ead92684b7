"""What people prefer, and how the app behaves in a channel."""

from dataclasses import replace

from tests.bot.slack import requests as sent
from tests.bot.slack.own import read
from tests.bot.slack.running import Running
from tests.bot.web.fakes import FakeSearch

QUESTION = "Can I post about my job on LinkedIn?"


async def opens(here: Running, name: str = "ana") -> None:
    """Have somebody open their preferences from their home tab."""
    await here.send(sent.home_opened(here.workspace, here.user(name)))
    await here.presses(here.slack.homes[here.user(name)], "preferences", name=name)


async def test_the_organisation_changes_the_next_answer(here: Running, search: FakeSearch) -> None:
    """What changes is said; the home tab says it too."""
    await here.says(QUESTION)
    await opens(here)
    await here.submits({"org": "ns", "capacity": "personal"})
    await here.says(QUESTION)
    assert [(one.organisation, one.capacity) for one in search.asked] == [("bc", None), ("ns", "personal")]
    assert "those of Government of Nova Scotia" in read(here.slack.last_view(here.user()))
    home = read(here.slack.homes[here.user()])
    assert "Government of Nova Scotia" in home
    assert "personal use" in home


async def test_what_is_preferred_is_shown_again_and_can_be_taken_back(here: Running, search: FakeSearch) -> None:
    """Not said is said by a choice; then the workspace decides."""
    await opens(here)
    await here.submits({"org": "ns", "capacity": "official"})
    await opens(here)
    shown = here.slack.last_view(here.user())
    assert shown.block("org")["element"]["initial_option"]["value"] == "ns"
    assert shown.block("capacity")["element"]["initial_option"]["value"] == "official"
    await here.submits({"org": "-", "capacity": "-"})
    await here.says(QUESTION)
    assert [(one.organisation, one.capacity) for one in search.asked] == [("bc", None)]


async def test_preferences_of_another_are_refused(here: Running, search: FakeSearch) -> None:
    """A modal that was made for somebody else changes nothing for whoever sends it."""
    await opens(here)
    view = here.slack.last_view(here.user("ana"))
    values = {"org": "ns", "capacity": "-"}
    answer = await here.send(sent.view_submission(here.workspace, here.user("ben"), view, values))
    assert "This belongs to somebody else" in str(answer.body)
    await here.says(QUESTION, "ben")
    assert search.asked[0].organisation == "bc"


async def test_the_command_alone_says_what_there_is(here: Running) -> None:
    """For whoever typed it; with buttons."""
    await here.commands("/conduct")
    said = here.slack.last_message(here.workspace.channel("general"))
    assert said.ephemeral_for == here.user()
    assert said.text.startswith("If someone may be in danger now, call 911 first.")
    await here.presses(said, "preferences")
    assert here.slack.last_view(here.user()).view["callback_id"] == "preferences"


async def test_in_a_conversation_the_command_opens_preferences(here: Running) -> None:
    """There is no channel to set."""
    await here.commands("/conduct", "settings", channel=here.workspace.im("ana"))
    assert here.slack.last_view(here.user()).view["callback_id"] == "preferences"


async def test_who_made_a_channel_sets_how_answers_are_shown(here: Running, search: FakeSearch) -> None:
    """In the thread for everybody, by the rules of the channel's organisation."""
    await here.commands("/conduct", "settings")
    await here.submits({"openly": "thread", "org": "ns"})
    assert "for everybody" in read(here.slack.last_view(here.user()))
    await here.mentions("May I answer a journalist on LinkedIn?", "ben", ts="1700000000.000100")
    said = here.slack.last_message(here.workspace.channel("general"))
    assert said.ephemeral_for is None
    assert said.thread_ts == "1700000000.000100"
    assert search.asked[0].organisation == "ns"


async def test_who_neither_made_a_channel_nor_runs_the_workspace_cannot(here: Running) -> None:
    """They read who can."""
    await here.commands("/conduct", "settings", "ben")
    shown = here.slack.last_view(here.user("ben"))
    assert "Only those who run this workspace" in read(shown)
    assert "submit" not in shown.view


async def test_an_admin_sets_any_channel(here: Running) -> None:
    """Also a private one that the app is not in, of which Slack does not tell who made it; they need no name."""
    workspace = here.slack.workspaces[0]
    nameless = replace(workspace.people["dana"], is_admin=True, real_name="", display_name="")
    here.slack.workspaces[0] = replace(workspace, people={**workspace.people, "dana": nameless})
    await here.commands("/conduct", "settings", "dana", channel="C0UNSEEN001")
    assert here.slack.last_view(here.user("dana")).view["callback_id"] == "channel"


async def test_where_slack_does_not_say_who_may_nothing_is_changed(here: Running) -> None:
    """The modal says so, and does not wait for ever."""
    here.slack.fail("users.info", error="missing_scope")
    await here.commands("/conduct", "settings")
    assert "nothing is changed" in read(here.slack.last_view(here.user()))
