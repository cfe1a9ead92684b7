"""Many workspaces install the app: only those that may, each by a code of Slack's, and its token stays sealed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientResponse, ClientSession
from pydantic import SecretStr

from bot.slack.incoming import Somebody
from bot.slack.kept import ChannelSetting
from bot.slack.manifest import SCOPES
from tests.bot.slack import requests as sent
from tests.bot.slack.running import PAGE, Running, Template, running, slack_settings
from tests.bot.slack.web_api import FakeSlack
from tests.bot.web.fakes import FakeAssistant, MemoryFeedback
from tests.bot.web.reporting import FakeOffice

COOKIE = "conduct-slack-install"
SECOND = sent.small_workspace("2", name="Ferry <b>Desk</b>")
STAMP = "1700000000.000100"
STRANGER = sent.small_workspace("9")


@dataclass(slots=True)
class Browser:
    """Whoever installs the app, in their browser.

    Attributes:
        cookies: Of the service.
    """

    address: str
    http: ClientSession
    cookies: dict[str, str] = field(default_factory=dict)

    async def begin(self) -> dict[str, str]:
        """Begin, and return what Slack is asked for."""
        response = await self.get("/slack/install")
        asked = urlsplit(response.headers["Location"])
        return {name: values[0] for name, values in parse_qs(asked.query).items()}

    async def back(self, **query: str) -> tuple[int, str]:
        """Come back from Slack; return the status of the page and what it says."""
        response = await self.get("/slack/oauth_redirect", **query)
        return response.status, await response.text()

    async def installs(self, code: str) -> tuple[int, str]:
        """Begin, be let through at Slack with a code, and come back."""
        return await self.back(code=code, state=(await self.begin())["state"])

    async def get(self, path: str, **query: str) -> ClientResponse:
        """Open a page."""
        response = await self.http.get(
            f"{self.address.rstrip('/')}{path}", params=query, cookies=self.cookies, allow_redirects=False
        )
        self.cookies |= {name: one.value for name, one in response.cookies.items()}
        return response


@pytest.fixture
def many(assisting: FakeAssistant, slack: FakeSlack) -> FakeAssistant:
    """What answers in a deployment for two workspaces, of which the app is in none yet."""
    settings = slack_settings(
        slack,
        slack_bot_token=None,
        slack_client_id=slack.client_id,
        slack_client_secret=SecretStr(slack.client_secret),
        slack_organisations={slack.workspace.team_id: "bc", SECOND.team_id: "ns"},
    )
    return replace(assisting, settings=settings)


@asynccontextmanager
async def served(door: Running) -> AsyncIterator[Browser]:
    """Open a browser."""
    async with ClientSession() as http:
        yield Browser(address=door.address, http=http)


@pytest.fixture
async def here(
    *,
    slack: FakeSlack,
    many: FakeAssistant,
    office: FakeOffice,
    store: MemoryFeedback,
    template: Template,
    tmp_path: Path,
) -> AsyncIterator[Running]:
    """The door as it runs for many workspaces."""
    async with running(slack, many, office, store, template.copy(tmp_path), clock=office.clock) as door:
        yield door


@pytest.fixture
async def browser(here: Running) -> AsyncIterator[Browser]:
    """Somebody who installs the app."""
    async with served(here) as one:
        yield one


async def test_slack_is_asked_for_what_the_manifest_has(browser: Browser, slack: FakeSlack) -> None:
    """With the way back, and something that only this browser has."""
    response = await browser.get("/slack/install")
    asked = parse_qs(urlsplit(response.headers["Location"]).query)
    assert response.status == 303
    assert response.headers["Location"].startswith(f"{slack.url}/oauth/v2/authorize?")
    assert asked["scope"] == [",".join(SCOPES)]
    assert asked["redirect_uri"] == [f"{PAGE}/slack/oauth_redirect"]
    assert asked["client_id"] == [slack.client_id]
    cookie = response.cookies[COOKIE]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, True, "Lax", "600")
    assert asked["state"][0] not in cookie.value


async def test_a_workspace_is_served_from_when_the_app_is_installed_in_it(here: Running, browser: Browser) -> None:
    """Before it, nothing of it is taken; afterwards, its people are answered with its own token."""
    before = await here.says("Can I use LinkedIn?")
    here.slack.offer("code-1", here.workspace)
    status, page = await browser.installs("code-1")
    after = await here.says("Can I use LinkedIn?")
    assert (before.status, status, after.status) == (403, 200, 200)
    assert "The conduct assistant is installed in Town of Alder Creek." in page
    assert len(here.messages()) == 1
    assert here.slack.calls[-1].token == here.workspace.bot_token


async def test_each_workspace_is_answered_with_its_own_token(here: Running, browser: Browser) -> None:
    """In the organisation that the settings give for it; a name is shown as it is written."""
    ferry = here.slack.offer("code-2", SECOND)
    here.slack.offer("code-1", here.workspace)
    pages = [await browser.installs(code) for code in ("code-1", "code-2")]
    await here.send(sent.message(ferry, ferry.user("ben"), "Can I use LinkedIn?"))
    assert "Ferry &lt;b&gt;Desk&lt;/b&gt;" in pages[1][1]
    assert here.slack.calls[-1].token == ferry.bot_token
    assert (await here.parts.workspaces.only()) is None
    assert await here.parts.workspaces.find(here.workspace.team_id) is not None


async def test_tokens_stay_through_a_restart_and_are_sealed(
    *, here: Running, browser: Browser, many: FakeAssistant, store: MemoryFeedback
) -> None:
    """In the database alone, where nobody reads them without the keys."""
    here.slack.offer("code-1", here.workspace)
    await browser.installs("code-1")
    async with running(here.slack, many, here.office, store, here.folder, clock=here.office.clock) as again:
        only = await again.parts.workspaces.only()
    assert only is not None
    assert (only.team, only.token) == (here.workspace.team_id, here.workspace.bot_token)
    assert here.workspace.bot_token not in repr(only)
    kept = b"".join(one.read_bytes() for one in here.folder.glob("conduct.sqlite3*"))
    assert here.workspace.bot_token.encode() not in kept
    assert here.workspace.team_id.encode() not in kept


async def test_installing_again_replaces_the_token(here: Running, browser: Browser) -> None:
    """Slack may have made another one."""
    here.slack.offer("code-1", here.workspace)
    await browser.installs("code-1")
    moved = here.slack.offer("code-2", replace(here.workspace, bot_user="U0ANOTHER00"))
    await browser.installs("code-2")
    found = await here.parts.workspaces.find(moved.team_id)
    assert found is not None
    assert found.user == "U0ANOTHER00"


async def test_another_workspace_gets_nothing_and_its_token_is_given_back(here: Running, browser: Browser) -> None:
    """Whoever finds the page may not make this service their own."""
    stranger = here.slack.offer("code-9", STRANGER)
    status, page = await browser.installs("code-9")
    assert status == 403
    assert f"The workspace {stranger.team_id} is not one of those" in page
    assert "CONDUCT_SLACK_ORGANISATIONS" in page
    assert stranger.bot_token in here.slack.revoked
    assert (await here.send(sent.message(stranger, stranger.user("ana"), "Hello"))).status == 403


async def test_a_whole_organisation_is_refused(here: Running, browser: Browser) -> None:
    """Slack names no workspace then."""
    here.slack.offer("code-1", here.workspace)
    here.slack.granted = {"is_enterprise_install": True, "team": None, "enterprise": {"id": "E1", "name": "E"}}
    status, page = await browser.installs("code-1")
    assert status == 403
    assert "whole Enterprise organisation" in page
    assert here.workspace.bot_token in here.slack.revoked
    here.slack.revoked.clear()


async def test_a_token_that_expires_is_refused(here: Running, browser: Browser) -> None:
    """With token rotation it would be worth nothing tomorrow."""
    here.slack.offer("code-1", here.workspace)
    here.slack.granted = {"expires_in": 43200, "refresh_token": "xoxe-1-hunter2"}
    status, page = await browser.installs("code-1")
    assert status == 400
    assert "Turn token rotation off" in page
    assert await here.parts.workspaces.only() is None


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"error": "access_denied"}, "It was not allowed in Slack"),
        ({"error": "bad_redirect_uri"}, "Slack did not go on (bad_redirect_uri)"),
        ({"error": "<script>"}, "Slack did not go on (unknown)"),
        ({"code": "code-1", "state": "another"}, "This took longer than ten minutes, or was begun in another browser."),
        ({"code": "code-1"}, "This took longer than ten minutes, or was begun in another browser."),
    ],
)
async def test_what_slack_or_the_person_stopped_is_told(browser: Browser, query: dict[str, str], told: str) -> None:
    """In a sentence, with the way to begin again; nothing that came with the request is repeated."""
    await browser.begin()
    status, page = await browser.back(**query)
    assert status == 400
    assert told in page
    assert "<script>" not in page
    assert 'href="/slack/install"' in page


async def test_another_browser_cannot_end_what_one_began(here: Running, browser: Browser) -> None:
    """Else somebody could have another person install what they chose."""
    here.slack.offer("code-1", here.workspace)
    state = (await browser.begin())["state"]
    async with served(here) as other:
        without = await other.back(code="code-1", state=state)
        await other.begin()
        with_own = await other.back(code="code-1", state=state)
    assert (without[0], with_own[0]) == (400, 400)
    assert (await browser.back(code="code-1", state=state))[0] == 200


async def test_an_attempt_is_good_for_ten_minutes_and_one_return(here: Running, browser: Browser) -> None:
    """Then it is begun anew."""
    here.slack.offer("code-1", here.workspace)
    state = (await browser.begin())["state"]
    here.office.clock.forward(minutes=10)
    assert (await browser.back(code="code-1", state=state))[0] == 400
    assert (await browser.installs("code-1"))[0] == 200
    assert browser.cookies[COOKIE] == ""


async def test_a_code_is_good_once(here: Running, browser: Browser) -> None:
    """As Slack has it."""
    here.slack.offer("code-1", here.workspace)
    await browser.installs("code-1")
    status, page = await browser.installs("code-1")
    assert status == 400
    assert "was used already" in page
    assert await here.parts.workspaces.only() is not None


@pytest.mark.parametrize("method", ["oauth.v2.access", "auth.test"])
async def test_slack_away_is_told(here: Running, browser: Browser, method: str) -> None:
    """Nothing is kept of it."""
    here.slack.offer("code-1", here.workspace)
    here.slack.fail(method, status=500)
    status, page = await browser.installs("code-1")
    assert status == 503
    assert "Slack could not be reached" in page
    assert await here.parts.workspaces.only() is None


async def test_a_wrong_secret_is_told_to_the_administrator(here: Running, browser: Browser) -> None:
    """By the code that Slack gives, which tells no secret."""
    here.slack.offer("code-1", here.workspace)
    here.slack.client_secret = "another"
    status, page = await browser.installs("code-1")
    assert status == 500
    assert "(bad_client_secret)" in page


async def test_taking_the_app_out_forgets_the_token_and_what_the_door_kept(here: Running, browser: Browser) -> None:
    """Of the two events that tell of it, the second changes nothing, and Slack need not send it again."""
    here.slack.offer("code-1", here.workspace)
    await browser.installs("code-1")
    who = await _known(here)
    gone = await here.send(_later(here, sent.app_uninstalled(here.workspace)))
    again = await here.send(_later(here, sent.tokens_revoked(here.workspace)))
    assert (gone.status, again.status) == (200, 200)
    assert await _kept(here, who) == (None, None, False, ())
    assert (await here.says("Can I use LinkedIn?")).status == 403


async def test_a_token_of_the_app_that_is_revoked_is_as_if_it_were_taken_out(here: Running, browser: Browser) -> None:
    """That of a person, who never gave the app one, means nothing."""
    here.slack.offer("code-1", here.workspace)
    await browser.installs("code-1")
    who = await _known(here)
    theirs = sent.event(here.workspace, {"type": "tokens_revoked", "tokens": {"oauth": [here.user()], "bot": []}})
    await here.send(_later(here, theirs))
    assert await _kept(here, who) == (here.workspace.team_id, "bc", True, ("Can I use LinkedIn?",))
    await here.send(_later(here, sent.tokens_revoked(here.workspace)))
    assert await _kept(here, who) == (None, None, False, ())


async def test_what_was_installed_anew_is_not_forgotten_for_what_came_before(here: Running, browser: Browser) -> None:
    """Slack sends events again for an hour."""
    here.slack.offer("code-1", here.workspace)
    await browser.installs("code-1")
    await here.send(_later(here, sent.app_uninstalled(here.workspace), seconds=-60))
    assert await here.parts.workspaces.only() is not None


async def test_what_is_kept_of_another_workspace_stays(here: Running, browser: Browser) -> None:
    """Only that from which the app was taken out is forgotten."""
    here.slack.offer("code-1", here.workspace)
    ferry = here.slack.offer("code-2", SECOND)
    for code in ("code-1", "code-2"):
        await browser.installs(code)
    who = await _known(here)
    await here.send(_later(here, sent.app_uninstalled(ferry)))
    assert await _kept(here, who) == (here.workspace.team_id, "bc", True, ("Can I use LinkedIn?",))


async def _known(here: Running) -> Somebody:
    """Have somebody ask, and say what they and a channel prefer; return who."""
    workspace = await here.parts.workspaces.find(here.workspace.team_id)
    assert workspace is not None
    who = Somebody(workspace=workspace, id=here.user())
    await here.says("Can I use LinkedIn?", ts=STAMP)
    await here.parts.kept.prefer(who, org="bc")
    await here.parts.kept.set_channel(workspace.team, here.workspace.channel("general"), ChannelSetting(openly=True))
    return who


async def _kept(here: Running, who: Somebody) -> tuple[str | None, str | None, bool, tuple[str, ...]]:
    """Return the workspace, what somebody and a channel prefer, and what they asked."""
    kept, team = here.parts.kept, who.workspace.team
    found = await here.parts.workspaces.find(team)
    channel = await kept.channel(team, here.workspace.channel("general"))
    history = await kept.history(who, here.workspace.im("ana"), STAMP)
    return found.team if found else None, (await kept.preferences(who)).org, channel.openly, history


def _later(here: Running, request: sent.Sent, *, seconds: float = 60) -> sent.Sent:
    """Return an event as it happened so long after now."""
    at = int(here.office.clock().timestamp() + seconds)
    return replace(request, payload={**request.payload, "event_time": at})
