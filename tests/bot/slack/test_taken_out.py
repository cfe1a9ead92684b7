"""The app is taken out of the one workspace whose token is set, and what holds for a deployment without a sign-in."""

from dataclasses import replace
from pathlib import Path

from structlog.testing import capture_logs

from tests.bot.slack import requests as sent
from tests.bot.slack.running import Running, Template, running, slack_settings
from tests.bot.slack.web_api import FakeSlack
from tests.bot.web.fakes import FakeAssistant, MemoryFeedback
from tests.bot.web.reporting import FakeOffice


async def test_the_administrator_learns_that_the_token_is_worth_nothing(here: Running) -> None:
    """Nothing more is taken from the workspace, and what the door kept of its people is gone."""
    await here.says("Can I use LinkedIn?", ts="1700000000.000100")
    with capture_logs() as log:
        gone = await here.send(sent.app_uninstalled(here.workspace))
        again = await here.send(sent.tokens_revoked(here.workspace))
        refused = await here.says("Can I use Facebook?")
    assert (gone.status, again.status, refused.status) == (200, 200, 403)
    assert await here.parts.workspaces.only() is None
    assert [one["reason"] for one in log if one["log_level"] == "error"] == [
        "CONDUCT_SLACK_BOT_TOKEN: the app was taken out of the workspace; install it again, and copy its new bot token"
    ]


async def test_where_nobody_can_sign_in_no_button_leads_to_a_closed_page(
    *,
    slack: FakeSlack,
    assisting: FakeAssistant,
    office: FakeOffice,
    store: MemoryFeedback,
    template: Template,
    tmp_path: Path,
) -> None:
    """Where the rule stands is said all the same; with a sign-in, a button opens it there."""
    closed = slack_settings(slack, proxy_header=None)
    for settings, opens in ((closed, False), (assisting.settings, True)):
        given = replace(assisting, settings=settings)
        async with running(slack, given, office, store, template.copy(tmp_path), clock=office.clock) as here:
            await here.says("Can I post about my job on LinkedIn?")
            shown = str(here.messages()[-1].blocks)
        assert "Questions about Conflict of Interest" in shown
        assert ("/documents/" in shown) is opens
