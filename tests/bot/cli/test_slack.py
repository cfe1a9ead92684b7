"""`conduct slack manifest`: on the screen or in a new file, for HTTP or Socket Mode."""

import json
from pathlib import Path

import pytest

from knowledge.library import DEFAULT_FOLDER, Library
from tests import alder_creek
from tests.bot.cli.conftest import Launch
from tests.conftest import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """The Town of Alder Creek, of which no index is needed."""
    (tmp_path / "var").mkdir()
    return Place(knowledge=alder_creek.write(tmp_path / "alder-creek"), var=tmp_path / "var")


def test_it_is_printed_for_the_address_that_slack_reaches(launch: Launch, place: Place) -> None:
    """For texts that come with no questions to offer, there are none."""
    done = launch("slack", "manifest", "--url", "https://conduct.example/", "--name", "  Conduct  desk ", place=place)
    made = json.loads(done.out)
    assert (done.code, done.err) == (0, "")
    assert made["settings"]["event_subscriptions"]["request_url"] == "https://conduct.example/slack/events"
    assert made["display_information"]["name"] == "Conduct desk"
    assert "suggested_prompts" not in made["features"]["agent_view"]


def test_questions_of_the_organisation_are_offered(launch: Launch, place: Place, library: Library) -> None:
    """Four of them: more Slack does not take."""
    own = Place(knowledge=DEFAULT_FOLDER, var=place.var)
    done = launch("slack", "manifest", "--socket-mode", place=own, CONDUCT_ORG="bc")
    offered = json.loads(done.out)["features"]["agent_view"]["suggested_prompts"]
    assert [one["message"] for one in offered] == [*library.organisations["bc"].examples[:4]]


def test_by_default_the_address_is_that_of_the_settings(launch: Launch, place: Place) -> None:
    """As it stands in links."""
    done = launch("slack", "manifest", place=place, CONDUCT_BASE_URL="https://conduct.example")
    assert '"request_url": "https://conduct.example/slack/events"' in done.out


def test_it_is_written_to_a_new_file(launch: Launch, place: Place) -> None:
    """And what to do with it is said; a file that is there is left alone."""
    out = place.var / "manifest.json"
    done = launch("slack", "manifest", "--socket-mode", "--out", str(out), place=place)
    made = out.read_text("utf-8")
    again = launch("slack", "manifest", "--url", "https://conduct.example", "--out", str(out), place=place)
    assert (done.code, again.code) == (0, 2)
    assert "https://api.slack.com/apps" in done.out
    assert json.loads(made)["settings"]["socket_mode_enabled"] is True
    assert out.read_text("utf-8") == made
    assert f"--out {out}: is there already" in again.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "--url: give the address at which Slack reaches the service"),
        (["--url", "http://conduct.example"], "--url: give the address"),
        (["--url", "https://[conduct"], "--url: give the address"),
        (["--url", "https://conduct.example/?a=1"], "--url: give the address"),
        (["--socket-mode", "--name", " "], "--name: Slack takes 1 to 35 characters"),
        (["--socket-mode", "--name", "x" * 36], "--name: Slack takes 1 to 35 characters"),
        (["--socket-mode", "--out", "missing/manifest.json"], "--out missing/manifest.json: cannot be written"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(launch: Launch, place: Place, arguments: list[str], told: str) -> None:
    """With what to give in its place."""
    done = launch("slack", "manifest", *arguments, place=place)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
    assert told in done.err
