"""docs/slack.md says what is there: every setting, the log's own words, commands, scopes."""

import re
from pathlib import Path

from bot.settings import Settings
from bot.slack.manifest import SCOPES, manifest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "slack.md").read_text("utf-8")


def test_every_setting_of_slack_is_explained() -> None:
    """By the name of its variable."""
    names = [f"CONDUCT_{name.upper()}" for name in Settings.model_fields if name.startswith("slack_")]
    assert [name for name in names if name not in PAGE] == []


def test_what_the_log_is_said_to_say_it_says() -> None:
    """Whoever looks for a line of the table finds it."""
    table = PAGE.partition("\n## Where something does not work\n")[2].partition("\n## ")[0]
    rows = [line.split(" | ") for line in table.splitlines() if line.startswith("| ")][2:]
    said = [words for row in rows for words in re.findall(r"`([^`]+)`", row[1]) if not words.startswith("conduct ")]
    source = "".join(path.read_text("utf-8") for path in (ROOT / "bot" / "slack").rglob("*.py"))
    assert len(said) >= 10
    assert [words for words in said if f'"{words}"' not in source] == []


def test_commands_and_scopes_are_named() -> None:
    """An administrator learns what the app may do, and why."""
    made = manifest(url=None, prompts=[])
    commands = [one["command"] for one in made["features"]["slash_commands"]]
    assert [one for one in (*commands, *SCOPES) if f"`{one}" not in PAGE] == []


def test_its_own_links_lead_somewhere() -> None:
    """Each heading that is linked is there."""
    headings = [re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in re.findall(r"^## (.+)$", PAGE, re.M)]
    assert [one for one in re.findall(r"\]\(#([^)]+)\)", PAGE) if one not in headings] == []
