"""Sign-in: by a trusted proxy's header, or at an OpenID provider."""

import base64
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import unused_port
from joserfc.jwk import RSAKey
from multidict import CIMultiDict
from yarl import URL

from bot.settings import Settings, SettingsError
from bot.web.signin import check_signin
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import PROXY, settings
from tests.bot.web.provider import CLIENT_ID, CLIENT_SECRET, LocalProvider

# aiohttp-session keeps its things under plain names, which aiohttp advises against.
pytestmark = pytest.mark.filterwarnings("ignore::aiohttp.web.NotAppKeyWarning")

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
OIDC: dict[str, Any] = {
    "host": "0.0.0.0",
    "oidc_issuer": "https://login.example",
    "oidc_client_id": CLIENT_ID,
    "oidc_client_secret": CLIENT_SECRET,
    "session_key": KEY,
    "base_url": "https://conduct.example",
}


SLACK = {"host": "0.0.0.0", "base_url": "https://conduct.example", "slack_bot_token": "xoxb-1"}
TRIAL = {"host": "127.0.0.1", "base_url": "http://127.0.0.1:8080"}
"""What is other than that where somebody tries out a sign-in on their own machine."""


def _but(given: dict[str, Any], **changes: object) -> Settings:
    return settings(**{name: value for name, value in (given | changes).items() if value is not None})


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (_but({}, host="0.0.0.0"), ["CONDUCT_HOST", "CONDUCT_PROXY_HEADER", "CONDUCT_OIDC_ISSUER"]),
        (_but({}, host="conduct.example"), ["CONDUCT_HOST"]),
        (_but(PROXY, trusted_proxies=None), ["CONDUCT_TRUSTED_PROXIES"]),
        (_but(PROXY, host="127.0.0.1", trusted_proxies=None), ["CONDUCT_TRUSTED_PROXIES"]),
        (_but(PROXY, base_url=None), ["CONDUCT_BASE_URL"]),
        (_but(PROXY, base_url="http://conduct.example"), ["CONDUCT_BASE_URL", "https://"]),
        (_but(PROXY, base_url="http://localhost:8080"), ["CONDUCT_BASE_URL", "https://"]),
        (_but(OIDC, base_url="http://conduct.example", host="127.0.0.1"), ["CONDUCT_BASE_URL", "https://"]),
        (_but({}, base_url="https://conduct.example"), ["CONDUCT_BASE_URL", "CONDUCT_PROXY_HEADER"]),
        (_but(SLACK, base_url=None), ["CONDUCT_BASE_URL", "https://"]),
        (_but(SLACK, base_url="http://conduct.example"), ["CONDUCT_BASE_URL", "https://"]),
        (_but(SLACK | PROXY, trusted_proxies=None), ["CONDUCT_TRUSTED_PROXIES"]),
        (_but(OIDC, session_key=None, base_url=None), ["CONDUCT_SESSION_KEY", "CONDUCT_BASE_URL"]),
        (_but(OIDC, oidc_client_id=None, oidc_client_secret=None), ["CONDUCT_OIDC_CLIENT_ID", "CLIENT_SECRET"]),
        (_but(OIDC, session_key="short"), ["CONDUCT_SESSION_KEY", "32 bytes"]),
        (_but(OIDC, session_key="ä" * 43), ["CONDUCT_SESSION_KEY"]),
    ],
)
def test_a_signin_that_is_not_set_up_is_refused(given: Settings, named: list[str]) -> None:
    """The missing variables are named; no value is repeated."""
    with pytest.raises(SettingsError) as refused:
        check_signin(given)
    assert all(name in str(refused.value) for name in named)
    assert CLIENT_SECRET not in str(refused.value)


@pytest.mark.parametrize(
    "given",
    [
        _but({}),
        _but({}, host="::1"),
        _but(PROXY),
        _but(OIDC),
        _but(OIDC, **TRIAL),
        _but(SLACK),
        _but(SLACK, **TRIAL),
        _but(SLACK | PROXY),
    ],
)
def test_what_is_set_up_is_taken(given: Settings) -> None:
    """A local page, either way, a sign-in that is tried out on this machine, and Slack with a sign-in or without."""
    check_signin(given)


async def test_the_page_refuses_to_start_without_a_signin(serve: Serve) -> None:
    """On an address that others reach."""
    with pytest.raises(SettingsError):
        await serve(_but({}, host="0.0.0.0"))


async def test_a_trusted_proxy_names_the_person(serve: Serve) -> None:
    """With the header from a trusted peer the page opens; without it, or with an empty one, it does not."""
    client = await serve(_but(PROXY))
    assert (await client.get("/", headers={"X-Person": "kim"})).status == 200
    assert (await client.get("/")).status == 401
    assert (await client.get("/", headers={"X-Person": " "})).status == 401


async def test_whoever_is_not_let_in_is_told_whom_to_call_and_where_no_signin_is_needed(serve: Serve) -> None:
    """They may have come to report something: the emergency number stands first, of the settings where it is there."""
    client = await serve(_but(PROXY, org="bc", emergency_numbers={"bc": "7-911"}))
    response = await client.get("/report")
    page = await response.text()
    assert response.status == 401
    assert page.index("If someone may be in danger now, call 7-911 first.") < page.index("organisation&#x27;s sign-in")
    assert 'href="/anonymous"' in page
    assert (await client.get("/anonymous")).status == 200


async def test_those_who_have_slack_need_no_signin(serve: Serve) -> None:
    """Then nobody gets in where others reach the page; whoever does not know their way is told where to go."""
    client = await serve(_but(SLACK, org="bc", emergency_numbers={"bc": "7-911"}))
    refused = [await client.get(path) for path in ("/", "/report", "/cases", "/documents", "/api/cases")]
    page = await refused[1].text()
    assert [one.status for one in refused] == [401] * 5
    assert page.index("call 7-911 first") < page.index("the conduct assistant is used in Slack here")
    assert "is used in Slack here" in (await refused[4].json())["error"]
    assert [(await client.get(path)).status for path in ("/anonymous", "/receipt", "/health")] == [200] * 3


async def test_with_slack_a_page_that_is_reached_from_this_machine_alone_is_open(serve: Serve) -> None:
    """As one without Slack is."""
    client = await serve(_but(SLACK, **TRIAL))
    assert (await client.get("/")).status == 200


@pytest.mark.parametrize("given", [PROXY, {"slack_bot_token": "xoxb-1", "base_url": "https://conduct.example"}])
async def test_other_doors_check_their_callers_themselves(serve: Serve, given: dict[str, Any]) -> None:
    """Their paths are open, those alone, and what comes there has the page's headers."""

    async def answer(_: web.Request) -> web.Response:
        return web.Response(text="checked")

    client = await serve(_but(given), doors=[web.post("/slack/events", answer)])
    taken = await client.post("/slack/events")
    assert (taken.status, await taken.text()) == (200, "checked")
    assert "default-src 'none'" in taken.headers["Content-Security-Policy"]
    assert (await client.post("/slack/events/more")).status == 401
    assert (await client.post("/slack/other")).status == 401


async def test_whoever_sends_the_header_beside_the_proxys_is_nobody(serve: Serve) -> None:
    """A proxy that adds its own header and lets through another makes nobody else of whoever sends it."""
    client = await serve(_but(PROXY))
    for others in ("mayor", "kim", ""):
        both = CIMultiDict([("X-Person", others), ("X-Person", "kim")])
        assert (await client.get("/", headers=both)).status == 401


async def test_the_header_of_anybody_else_counts_for_nothing(serve: Serve) -> None:
    """The peer's own address decides, whatever it says of itself."""
    client = await serve(_but(PROXY, trusted_proxies="10.0.0.0/8"))
    claims = {"X-Person": "kim", "X-Forwarded-For": "10.0.0.1", "Forwarded": "for=10.0.0.1"}
    refused = await client.get("/", headers=claims)
    assert refused.status == 401
    assert "sign-in" in await refused.text()


async def test_a_local_page_behind_a_proxy_asks_for_the_signin_too(serve: Serve) -> None:
    """Where a way is set up it is required, on loopback as well; and the public name is then taken."""
    client = await serve(_but(PROXY, host="127.0.0.1"))
    assert (await client.get("/")).status == 401
    named = {"Host": "conduct.example", "X-Person": "kim"}
    assert (await client.get("/", headers=named)).status == 200


async def test_without_a_session_nothing_personal_opens(serve: Serve) -> None:
    """The interface answers 401 in JSON, pages lead to the sign-in; health and files stay open."""
    client = await serve(_but(OIDC))
    refused = await client.post("/api/ask", json={"question": "linkedin"})
    assert refused.status == 401
    assert await refused.json() == {"error": "Please sign in."}
    page = await client.get("/documents/bc-2019-qa?passage=1&x=2", allow_redirects=False)
    assert page.status == 303
    assert URL(page.headers["Location"]).query == {"next": "/documents/bc-2019-qa?passage=1&x=2"}
    assert (await client.get("/health")).status == 200
    assert (await client.get("/static/shared/page.css")).status == 200


@pytest.mark.parametrize("cookie", ["", "x", "gAAAAABnonsense"])
async def test_a_forged_cookie_is_no_session(serve: Serve, cookie: str) -> None:
    """Only what the key encrypted counts."""
    client = await serve(_but(OIDC))
    assert (await client.get("/api/organisations", cookies={"conduct": cookie})).status == 401


@pytest.fixture
async def provider() -> AsyncIterator[LocalProvider]:
    """A provider on loopback."""
    made = LocalProvider()
    server = await made.start()
    yield made
    await server.close()


@pytest.fixture
async def client(serve: Serve, provider: LocalProvider) -> Client:
    """The page, with people signing in at that provider."""
    port = unused_port()
    return await serve(_but(OIDC | TRIAL, oidc_issuer=provider.issuer, base_url=f"http://127.0.0.1:{port}"), port=port)


async def test_a_person_signs_in_and_out(client: Client) -> None:
    """To the provider and back to the page that was asked for; after signing out it is closed again."""
    page = await client.get("/documents/bc-2019-qa")
    assert page.status == 200
    assert page.url.path == "/documents/bc-2019-qa"
    assert "Sign out" in await page.text()
    assert (await client.get("/api/organisations")).status == 200
    assert "signed out" in await (await client.post("/signout")).text()
    assert (await client.get("/api/organisations")).status == 401


async def test_the_cookie_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    """HttpOnly, SameSite, and not readable."""
    response = await client.get("/signin", allow_redirects=False)
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "nonce" not in cookie


async def test_over_tls_the_cookie_is_secure(serve: Serve, provider: LocalProvider) -> None:
    """It never travels in the clear."""
    client = await serve(_but(OIDC, oidc_issuer=provider.issuer))
    response = await client.get("/signin", allow_redirects=False)
    assert "Secure" in response.headers["Set-Cookie"]


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nb", "evil"])
async def test_the_way_back_leads_to_this_site_alone(client: Client, elsewhere: str) -> None:
    """Whatever the address of the sign-in says."""
    page = await client.get("/signin", params={"next": elsewhere})
    assert page.status == 200
    assert (page.url.host, page.url.path) == (client.host, "/")


def _refused(response: ClientResponse, page: str) -> bool:
    return response.status == 401 and "Sign-in failed" in page


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({"nonce": "another"}, id="wrong nonce"),
        pytest.param({"nonce": None}, id="no nonce"),
        pytest.param({"aud": "another-client"}, id="wrong audience"),
        pytest.param({"aud": [CLIENT_ID, "another"], "azp": "another"}, id="made for another client"),
        pytest.param({"iss": "https://evil.example"}, id="wrong issuer"),
        pytest.param({"exp": int(time.time()) - 3600}, id="expired"),
        pytest.param({"exp": None}, id="without end"),
        pytest.param({"nbf": int(time.time()) + 3600}, id="not yet"),
        pytest.param({"sub": None}, id="nobody"),
    ],
)
async def test_a_wrong_id_token_signs_nobody_in(
    client: Client, provider: LocalProvider, claims: dict[str, object]
) -> None:
    """Each claim is checked."""
    provider.claims = claims
    response = await client.get("/")
    assert _refused(response, await response.text())
    assert (await client.get("/api/organisations")).status == 401


async def test_a_token_signed_with_another_key_signs_nobody_in(client: Client, provider: LocalProvider) -> None:
    """The provider's published keys decide."""
    provider.published = RSAKey.generate_key(2048, {"kid": "k1"})
    response = await client.get("/")
    assert _refused(response, await response.text())


async def test_another_state_signs_nobody_in(client: Client, provider: LocalProvider) -> None:
    """An answer to somebody else's attempt is refused."""
    provider.state = "somebody-elses"
    response = await client.get("/")
    assert _refused(response, await response.text())


async def test_a_return_without_an_attempt_signs_nobody_in(client: Client) -> None:
    """A link that an attacker made is refused."""
    response = await client.get("/signin/callback?code=code-0&state=x")
    assert _refused(response, await response.text())


async def test_a_refusal_at_the_provider_is_said_plainly(client: Client, provider: LocalProvider) -> None:
    """The person may try again."""
    provider.denies = True
    response = await client.get("/")
    page = await response.text()
    assert _refused(response, page)
    assert 'href="/signin"' in page


async def test_a_provider_with_another_name_is_refused(client: Client, provider: LocalProvider) -> None:
    """The metadata must be the issuer's own."""
    provider.announced = "https://evil.example"
    response = await client.get("/")
    assert _refused(response, await response.text())


async def test_an_attempt_is_good_for_one_return(client: Client) -> None:
    """The same answer a second time signs nobody in."""
    begun = await client.get("/signin", allow_redirects=False)
    sent = await client.session.get(begun.headers["Location"], allow_redirects=False)
    back = sent.headers["Location"]
    assert (await client.session.get(back)).status == 200
    assert (await client.session.get(back)).status == 401


async def test_a_provider_that_is_down_is_a_fault_with_a_token(serve: Serve) -> None:
    """No stack trace, and no address."""
    client = await serve(_but(OIDC, oidc_issuer=f"http://127.0.0.1:{unused_port()}"))
    response = await client.get("/signin")
    assert response.status == 500
    assert "incident" in await response.text()
