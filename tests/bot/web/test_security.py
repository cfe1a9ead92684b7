"""Who may call the page, and what the browser may do with it."""

import pytest

from bot.settings import SettingsError
from bot.web.security import CONTENT_SECURITY_POLICY
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import PROXY, settings


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/documents",
        "/documents/bc-2019-qa",
        "/nothing",
        "/api/organisations",
        "/static/shared/page.css",
        "/health",
    ],
)
async def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    """Pages, files, errors and the interface alike."""
    headers = (await client.get(path)).headers
    assert headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "aiohttp" not in headers["Server"]
    assert headers["Cache-Control"] == ("no-cache" if path.startswith("/static") else "no-store")


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    """Own files only, no inline code, no frames."""
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "frame-ancestors 'none'" in CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "0x7f.1", "[", ""])
async def test_another_name_on_loopback_is_refused(client: Client, host: str) -> None:
    """A name that a hostile page lets point here (DNS rebinding) gets nothing."""
    response = await client.get("/api/organisations", headers={"Host": host})
    assert response.status in (400, 421)
    assert "Government" not in await response.text()


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1", "127.0.0.1:1", "[::1]:8080", "LOCALHOST"])
async def test_the_names_of_this_machine_are_taken(client: Client, host: str) -> None:
    """Whatever the port."""
    assert (await client.get("/api/organisations", headers={"Host": host})).status == 200


async def test_without_a_signin_there_is_no_public_name(serve: Serve) -> None:
    """A proxy in front does not open a local page to everybody."""
    with pytest.raises(SettingsError, match=r"CONDUCT_BASE_URL: https://conduct\.example can be reached"):
        await serve(settings(base_url="https://conduct.example"))
    client = await serve()
    assert (await client.get("/", headers={"Host": "conduct.example"})).status == 421


async def test_behind_a_proxy_on_this_machine_the_public_name_is_taken(serve: Serve) -> None:
    """And no other, whatever a hostile page lets point here."""
    client = await serve(settings(**PROXY | {"host": "127.0.0.1"}))
    named = {"X-Person": "kim"}
    assert (await client.get("/", headers={"Host": "conduct.example", **named})).status == 200
    assert (await client.get("/", headers={"Host": "evil.example", **named})).status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "null", "Sec-Fetch-Site": "none"},
        {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_what_another_site_sends_is_refused(client: Client, headers: dict[str, str]) -> None:
    """By the origin, or by what the browser says of it."""
    response = await client.post("/api/ask", json={"question": "linkedin"}, headers=headers)
    assert response.status == 403
    assert "another site" in (await response.json())["error"]


async def test_what_the_page_itself_sends_is_taken(client: Client) -> None:
    """Own origin and own site."""
    own = {"Origin": f"http://{client.host}:{client.port}", "Sec-Fetch-Site": "same-origin"}
    assert (await client.post("/api/ask", json={"question": "linkedin", "org": "bc"}, headers=own)).status == 200


async def test_a_form_of_the_page_itself_is_taken(client: Client) -> None:
    """Its origin is "null", for the page sends no referrer; that it is the page's own, the browser says beside it."""
    own = {"Origin": "null", "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
    assert (await client.post("/api/ask", json={"question": "linkedin", "org": "bc"}, headers=own)).status == 200


async def test_https_is_kept_to(serve: Serve) -> None:
    """Where people reach the page over TLS, browsers are told to stay with it."""
    client = await serve(settings(**PROXY))
    assert "max-age" in (await client.get("/health")).headers["Strict-Transport-Security"]
