"""The pages, and the highlighting of passages in whole texts."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web import server
from bot.web.document_page import document_page
from bot.web.rendering import render
from bot.web.server import application, start
from knowledge.document import Passage
from knowledge.front_matter import read_document
from knowledge.library import Library
from knowledge.library import load as load_library
from knowledge.text import letters_and_digits
from tests.bot.web.conftest import Client
from tests.bot.web.fakes import FakeSearch, MemoryFeedback, assistant
from tests.bot.web.reporting import FakeOffice

STATIC = Path(server.__file__).parent / "static"
PASSAGES = [pytest.param(one, id=one.id) for one in load_library().passages.values()]


def _marked(html: str) -> str:
    parts = re.findall(r"<mark[^>]*>(.*?)</mark>", html, flags=re.S)
    return unescape(re.sub(r"<[^>]+>", "", " ".join(parts)))


async def test_the_start_page_offers_a_chat(client: Client) -> None:
    """It names its language, its script and its style sheet, and no inline code."""
    page = await (await client.get("/")).text()
    assert '<html lang="en">' in page
    assert 'src="/static/ask/ask.js"' in page
    assert "<style" not in page
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=", page)
    assert "Sign out" not in page


async def test_every_file_is_served_and_no_file_is_left_over(client: Client) -> None:
    """Each view's folder, and what is shared: all that a page loads is there, and all that is there some page loads."""
    seen, waiting = set[str](), {"/static/case/case.js", "/static/case/gone.js", "/static/case/case.css"}
    for page in ("/", "/check", "/report", "/receipt", "/cases"):
        waiting |= set(re.findall(r'(?:src|href)="(/static/[^"]+)"', await (await client.get(page)).text()))
    while waiting:
        path = waiting.pop()
        response = await client.get(path)
        assert response.status == 200, path
        assert response.headers["Cache-Control"] == "no-cache"
        seen.add(path)
        text = await response.text()
        loaded = [*re.findall(r'from "(\.[^"]+)"', text), *re.findall(r'call\("(/static/[^"]+)"', text)]
        waiting |= {urljoin(path, one) for one in loaded} - seen
    assert seen == {f"/static/{one.relative_to(STATIC).as_posix()}" for one in STATIC.rglob("*.*")}


async def test_nothing_but_the_files_is_served(client: Client) -> None:
    """Not what lies beside their folder; the icon is found by its old name."""
    assert (await client.get("/static/../server.py")).status == 404
    icon = await client.get("/favicon.ico")
    assert (icon.status, icon.content_type) == (200, "image/svg+xml")


async def test_the_texts_are_listed_with_their_dates(client: Client, library: Library) -> None:
    """Each once, with its age."""
    page = await (await client.get("/documents")).text()
    for document in library.documents.values():
        assert page.count(f'href="/documents/{document.id}"') == 1
    assert "5 July 2019" in page
    assert "Superseded" in page


async def test_texts_that_are_replaced_are_shown_without_a_restart(library: Library, office: FakeOffice) -> None:
    """What the assistant takes up, the pages show."""
    running = assistant(library, FakeSearch())
    async with TestClient(TestServer(application(running, MemoryFeedback(), office.now))) as client:
        assert (await client.get("/documents/bc-2019-qa")).status == 200
        running.library = replace(library, documents={})
        assert (await client.get("/documents/bc-2019-qa")).status == 404


async def test_health_answers(client: Client) -> None:
    """In plain text."""
    assert await (await client.get("/health")).text() == "ok"


@pytest.mark.parametrize("path", ["/nothing", "/documents/nothing", "/documents/<script>"])
async def test_an_unknown_address_gets_a_helpful_page(client: Client, path: str) -> None:
    """It says so, and leads on."""
    response = await client.get(path)
    page = await response.text()
    assert response.status == 404
    assert "nothing at this address" in page
    assert 'href="/documents"' in page
    assert "<script>" not in page


async def test_a_citations_address_opens_its_passage(client: Client, library: Library) -> None:
    """From the answer to the highlighted words."""
    asked = await client.post("/api/ask", json={"question": "linkedin", "org": "bc"})
    cited = (await asked.json())["citations"][0]
    path, _, fragment = cited["url"].partition("#")
    page = await (await client.get(path)).text()
    assert letters_and_digits(_marked(page)) == letters_and_digits(cited["quote"])
    assert f'<mark id="{fragment}">' in page


@pytest.mark.parametrize("passage", PASSAGES)
def test_each_passage_is_highlighted_whole(library: Library, passage: Passage) -> None:
    """The highlighted letters are the passage's own; where a long paragraph was cut, they hold it."""
    html, _ = render(library.documents[passage.document], passage)
    marked, wanted = letters_and_digits(_marked(html)), letters_and_digits(passage.text)
    assert wanted in marked
    assert len(marked) <= len(wanted) * 1.2
    assert html.count(f'id="{passage.anchor}"') == 1


@pytest.mark.parametrize("passage", PASSAGES)
def test_each_section_can_be_opened(library: Library, passage: Passage) -> None:
    """Without highlighting, the anchor of each passage is the id of its heading."""
    html, outline = render(library.documents[passage.document], None)
    assert passage.anchor == "top" or re.search(rf'<h\d id="{re.escape(passage.anchor)}">', html)
    assert passage.anchor == "top" or passage.anchor in {entry.anchor for entry in outline}
    assert "<mark" not in html


def test_ids_are_unique(library: Library) -> None:
    """In every text."""
    for document in library.documents.values():
        ids = re.findall(r'\sid="([^"]+)"', document_page(document, "x", None))
        assert len(ids) == len(set(ids))


def test_a_text_says_whose_it_is_and_how_old(library: Library) -> None:
    """Title, organisation, publisher, date, status and rights stand above the words."""
    document = library.documents["bc-2010-guidelines"]
    page = unescape(document_page(document, "The Organisation", None))
    for expected in (document.title, "The Organisation", document.publisher, "2010", "Superseded", document.rights):
        assert expected in page
    assert document.status_note
    assert document.status_note in page


def test_a_passage_that_is_gone_is_named_as_such(library: Library) -> None:
    """An old link opens the text and says so, and repeats nothing from the address."""
    page = document_page(library.documents["bc-2019-qa"], "x", "<b>gone")
    assert "the text may have changed" in page
    assert "<b>gone" not in page


HOSTILE = """---
id: hostile
title: A <b>title</b> & more
publisher: P <script>
organisation: x
capacity: both
date: null
status: undated
rights: None.
---

{onclick="alert(1)" style="color:red" capacity=personal}
# Head <img src=x onerror=alert(1)>

::: furniture Cover "quoted"

Cover words.

:::

Some <script>alert(1)</script> [link](javascript:alert(1)) and [lost](#) and ![picture](http://elsewhere.example/p.png).

<iframe src="https://elsewhere.example"></iframe>

| a | b |
| :-- | --: |
| 1 | 2 |

# Head <img src=x onerror=alert(1)>

Some words twice.

# Other

Some words twice.
"""


def test_a_text_cannot_bring_code_along(tmp_path: Path) -> None:
    """Tags, handlers, styles, scripts and pictures of a text never reach the browser."""
    path = tmp_path / "hostile.md"
    path.write_text(HOSTILE, "utf-8")
    document = read_document(path)
    page = document_page(document, "x <i>", None)
    for forbidden in (
        "<script",
        "<img",
        "<iframe",
        "onclick",
        "onerror",
        "style=",
        'javascript:alert(1)"',
        "<b>",
        "<i>",
    ):
        assert forbidden not in page
    assert "picture" in page
    assert "<span>lost</span>" in page
    assert "Not part of the rules: Cover &quot;quoted&quot;" in page
    assert page.count('id="head"') == 1
    assert "Personal use" in page


def test_a_repeated_passage_is_highlighted_in_its_own_place(tmp_path: Path) -> None:
    """The second of two equal passages is the second, not the first."""
    path = tmp_path / "hostile.md"
    path.write_text(HOSTILE, "utf-8")
    document = read_document(path)
    second = next(one for one in document.passages if one.id.endswith("-2"))
    html, _ = render(document, second)
    assert html.index("<mark") > html.index("Other")
    assert html.count("<mark") == 1


async def test_the_server_takes_a_free_port_and_gives_it_back(client: Client) -> None:
    """Port 0 takes any, and says which."""
    runner, port = await start(web.Application(), "127.0.0.1", 0)
    with pytest.raises(OSError, match="in use"):
        await start(web.Application(), "127.0.0.1", port)
    await runner.cleanup()
    assert port > 0
