"""The web server itself: what it takes, and what it writes of what it cannot read."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.web import server

SECRET = "eyJhbGciOi-a-link-token"


async def _answer(_: web.Request) -> web.Response:
    return web.Response(text="here")


async def _read(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(text="read")


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """Where a page is served as the service serves it."""
    app = web.Application()
    app.router.add_get("/anonymous", _answer)
    app.router.add_post("/anonymous", _read)
    runner, port = await server.start(app, "127.0.0.1", 0)
    yield port
    await runner.cleanup()


async def sent(port: int, request: bytes) -> bytes:
    """Return what comes back for what is sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer


@pytest.mark.parametrize(
    "request_",
    [
        f"GET /case/{SECRET} and more HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET /case/{SECRET}\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        f"GET /anonymous HTTP/1.1\r\nHost: a\r\nCookie conduct={SECRET}\r\n\r\n",
        f"GET /anonymous HTTP/1.1\r\nHost: a\r\nCookie: conduct={SECRET * 4000}\r\n\r\n",
        f"POST /anonymous HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n{SECRET}\r\n\r\n",
        f"POST /anonymous HTTP/1.1\r\nHost: a\r\nContent-Length: {SECRET}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc{SECRET} {SECRET}\r\n\r\n",
    ],
    ids=["line", "zero byte", "header", "very long cookie", "chunk", "length", "after a request"],
)
async def test_of_what_cannot_be_read_only_that_it_came_is_logged(
    port: int, request_: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """No address, and nothing of what was sent: a link, a cookie, the body."""
    with caplog.at_level(logging.DEBUG):
        answer = await sent(port, request_.encode("latin-1"))
    assert b" 400 " in answer
    assert "a request could not be read or answered: " in caplog.text
    written = "\n".join([caplog.text, *capfd.readouterr(), *(str(vars(one)) for one in caplog.records)])
    for said in (SECRET, SECRET[:8], "127.0.0.1", "Traceback"):
        assert said not in written


async def test_long_cookies_of_a_sign_on_are_in_nobodys_way(port: int) -> None:
    """Browsers send them to every page, those without a name too."""
    cookies = "\r\n".join(f"Cookie: sso{number}={'x' * 30_000}" for number in range(2))
    answer = await sent(port, f"GET /anonymous HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{cookies}\r\n\r\n".encode())
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert answer.endswith(b"here")
