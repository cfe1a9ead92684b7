"""The pages for whoever reports."""

import re
from pathlib import Path

import pytest

from bot.settings import SettingsError
from bot.web import server
from bot.web.security import CONTENT_SECURITY_POLICY
from knowledge.errors import KnowledgeError
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import PROXY, settings
from tests.bot.web.reporting import FakeOffice

PAGES = ("/report", "/disclose", "/anonymous", "/receipt", "/cases")
STATIC = Path(server.__file__).parent / "static"


@pytest.fixture
def missing() -> KnowledgeError:
    """Why there is no office, as the service caught it."""
    try:
        raise KnowledgeError(Path("knowledge/reports"), "is missing")
    except KnowledgeError as error:
        return error


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_has_the_number_first_and_no_code_of_its_own(client: Client, path: str) -> None:
    """The emergency number stands before everything else; without scripts people are told whom to turn to."""
    response = await client.get(path)
    page = await response.text()
    assert response.status == 200
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert response.headers["Cache-Control"] == "no-store"
    main = page.partition("<main")[2]
    assert main.index('href="tel:911"') < main.index("<h1")
    assert "<noscript>" in main
    assert not re.search(r"<style|<script(?![^>]*src=)|\son\w+=|\sstyle=|\$\w", page)


async def test_every_page_leads_to_reports_and_disclosures(client: Client) -> None:
    """By its header, with one's own cases; the page that is open is marked."""
    for path in ("/", "/documents", "/report", "/nothing"):
        page = await (await client.get(path)).text()
        for door in ("/report", "/disclose", "/cases"):
            assert f'<a class="quiet button" href="{door}"' in page
    assert 'href="/disclose" aria-current="page"' in await (await client.get("/disclose")).text()


async def test_nothing_is_stored_in_the_browser() -> None:
    """No script knows of a cookie or a storage."""
    scripts = list(STATIC.rglob("*.js"))
    assert scripts
    for path in scripts:
        assert not re.search(r"localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML", path.read_text()), (
            path
        )


@pytest.mark.parametrize("path", PAGES)
async def test_where_nothing_is_taken_the_page_says_so(
    serve: Serve, path: str, missing: KnowledgeError, caplog: pytest.LogCaptureFixture
) -> None:
    """With whom to call, and what to tell the administrator; asking and checking go on."""
    client = await serve(settings(org="bc"), taking=missing)
    response = await client.get(path)
    page = await response.text()
    token = re.search(r"incident (\w+)", page)
    assert response.status == 503
    assert "not taken here" in page
    assert "call 911 first" in page
    assert token
    assert f"incident {token[1]}: knowledge/reports: is missing" in caplog.text
    assert (await client.get("/")).status == 200
    assert (await client.post("/api/ask", json={"question": "linkedin", "org": "bc"})).status == 200


async def test_where_nothing_is_taken_the_interface_says_so(serve: Serve, missing: KnowledgeError) -> None:
    """On every route, in JSON."""
    client = await serve(settings(org="bc"), taking=missing)
    for path in ("/api/report", "/api/anonymous", "/api/cases", "/api/drafts/report"):
        refused = await client.get(path)
        assert refused.status == 503
        assert "not taken here" in (await refused.json())["error"]
    refused = await client.post("/api/receipt/open", json={"receipt": "x"})
    assert refused.status == 503


async def test_behind_a_signin_the_open_pages_stay_open(serve: Serve, office: FakeOffice) -> None:
    """Reporting without a name and following up need none; the others do."""
    client = await serve(settings(**PROXY))
    for path in ("/anonymous", "/receipt", "/api/anonymous"):
        assert (await client.get(path)).status == 200, path
    for path in ("/report", "/disclose", "/cases", "/api/report", "/api/cases", "/api/drafts/report"):
        assert (await client.get(path)).status == 401, path
    office.failing = SettingsError("CONDUCT_CONTACTS: broken")
    assert (await client.get("/anonymous")).status == 503
