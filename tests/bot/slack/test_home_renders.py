"""Home tab, own case and what asks for preferences, as they were looked at: what changes in them is looked at anew."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.slack.cases.mine import OpenCase
from bot.slack.kept import ChannelSetting, Preferences
from bot.slack.rendering.guide import help_message
from bot.slack.rendering.home import HomeTab, OwnCase, home
from bot.slack.rendering.own_case import Followed, keeping_out, own_case
from bot.slack.rendering.preferences import channel_setting, preferences
from bot.slack.speaking import View
from handlers.cases.receivers import Receiver
from handlers.cases.showing import Line, ReporterView, Said, Task
from knowledge.records import Organisation
from tests.bot.slack.block_kit import message_problems, view_problems
from tests.bot.slack.kit.texts import unescaped_controls
from tests.handlers.cases.builders import NOON

GOLDEN = Path(__file__).parent / "golden"
ZONE = ZoneInfo("America/Vancouver")
FORGED = "*<!channel>* <https://evil.example|your case> _&amp;_"
TOWNS = [Organisation(id="ac", name="Town of Alder Creek"), Organisation(id="bd", name="Baker <Dam>")]

VIEW = ReporterView(
    number="C-7QK4-M2XD",
    kind="disclosure",
    alleged="Disclosed: Your own possible conflict of interest",
    filed_at=NOON,
    state="There is a decision.",
    next="Read the decision, and say that you have.",
    by=NOON + timedelta(days=2),
    duties=(
        Task(id="late", text="Call the Service Desk.", due=NOON, done_at=None, late=True),
        Task(id="done", text="Tell your supervisor.", due=None, done_at=NOON, late=False),
    ),
    messages=(
        Said(at=NOON, who="You", text=FORGED, own=True),
        Said(at=NOON + timedelta(hours=1), who="Sam *Visor*", text="Which bakery?", own=False),
    ),
    outcome=f"No conflict {FORGED}",
    recipients=(
        Receiver(name="Sam *Visor*", role="Your supervisor", since=NOON, has_it=True, standing="has_it", at=NOON),
    ),
    kept_out=("Max <Muster>",),
    content=(Line(label="What is the interest?", text=FORGED),),
    may_accept=True,
    ended=False,
)
TAB = HomeTab(
    number="911",
    page="https://conduct.gov.example",
    zone=ZONE,
    org="Town of Alder Creek",
    capacity="personal",
    own=[OwnCase(id="c1", view=VIEW, zone=ZONE)],
    more=2,
    received=[OpenCase(number="C-2222-3333", about="Alleged: Harassment", by=NOON, urgent=True, token="sealed")],
)
FOLLOWED = Followed(view=VIEW, zone=ZONE, number="911", metadata="sealed", added=1, done="Your message was added.")


@pytest.mark.parametrize(
    ("name", "view"),
    [
        ("home", home(TAB)),
        ("own_case", own_case(FOLLOWED)),
        ("keeping_out", keeping_out({"manager": "Your manager", "intake": "Intake"}, "sealed")),
        ("preferences", preferences(Preferences(org="bd"), TOWNS, "sealed")),
        ("channel", channel_setting(ChannelSetting(openly=True), TOWNS, "sealed")),
    ],
)
def test_a_view_is_as_it_was_looked_at(name: str, view: View) -> None:
    """Slack takes it, and nothing in it that somebody wrote is obeyed."""
    assert view_problems(view) == []
    assert list(unescaped_controls(view)) == []
    assert view == json.loads((GOLDEN / f"{name}.json").read_text("utf-8"))


def test_help_is_as_it_was_looked_at() -> None:
    """The text alone says it too."""
    said = help_message("911", None, None).fields()
    assert message_problems({"channel": "C1", **said}) == []
    assert said == json.loads((GOLDEN / "help.json").read_text("utf-8"))


def test_a_case_of_any_size_is_taken() -> None:
    """The longest that people may write, in every part of it."""
    long = "word " * 2000
    view = replace(
        VIEW,
        messages=tuple(Said(at=NOON, who="You", text=long, own=True) for _ in range(50)),
        content=tuple(Line(label="What happened?", text=long) for _ in range(4)),
        outcome=long,
        kept_out=tuple("x" * 120 for _ in range(60)),
    )
    shown = own_case(replace(FOLLOWED, view=view))
    assert view_problems(shown) == []
    assert len(json.dumps(shown).encode()) < 250_000
    assert any(one["type"] == "input" for one in shown["blocks"])
