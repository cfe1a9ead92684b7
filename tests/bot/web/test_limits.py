"""Whose tries are counted, behind proxies too, and for how long."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from multidict import CIMultiDict

from bot.web.limits import Limit, Limits, TooOften
from tests.bot.web.conftest import Pauses
from tests.bot.web.fakes import settings

ONCE = Limit(tries=1, seconds=600)
OURS = "127.0.0.0/8, 10.0.0.0/24, 2001:db8:ffff::/48"

Try = Callable[..., Awaitable[bool]]


@asynccontextmanager
async def counting(limits: Limits, limit: Limit = ONCE) -> AsyncIterator[Try]:
    """Give what tries something, with these lines of `X-Forwarded-For`, and tells whether it may."""

    async def trying(request: web.Request) -> web.Response:
        link = request.query.get("link")
        try:
            if link:
                limits.check_link(link, request.query["sort"], limit)
            else:
                limits.check(request, request.query["sort"], limit)
        except TooOften as error:
            return web.Response(status=429, text=str(error))
        if "right" in request.query:
            limits.forgive(request, request.query["sort"])
        return web.Response()

    app = web.Application()
    app.router.add_get("/", trying)
    async with TestClient(TestServer(app)) as client:

        async def tried(*lines: str, sort: str = "code", **more: str) -> bool:
            headers = CIMultiDict(("X-Forwarded-For", one) for one in lines)
            return (await client.get("/", params={"sort": sort, **more}, headers=headers)).status == 200

        yield tried


def behind(proxies: str, pauses: Pauses, most: int = 20_000) -> Limits:
    """Return what counts behind these proxies."""
    return Limits(settings(trusted_proxies=proxies), now=pauses.now, most=most)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["203.0.113.7"], ["203.0.113.7"]),
        (["203.0.113.7"], ["198.51.100.1, 203.0.113.7"]),  # whatever the caller says comes first
        (["203.0.113.7"], ["198.51.100.1", "203.0.113.7"]),  # a line of the proxy's own
        (["203.0.113.7"], ["198.51.100.1", "203.0.113.7, 10.0.0.9"]),
        (["203.0.113.7, 10.0.0.9"], ["203.0.113.7, 10.0.0.8, 10.0.0.9"]),  # several of our own
        (["203.0.113.7:50001"], ["203.0.113.7:50002"]),
        (["203.0.113.7"], [" 203.0.113.7 ,"]),
        (["203.0.113.7"], ["::ffff:203.0.113.7"]),
        (["[2001:db8::1]:50001"], ["2001:db8::1"]),
        (["2001:db8::1"], ["2001:db8::ffff:2"]),  # one household
        (["unknown"], ["_hidden"]),
        (["unknown"], []),  # what is no address counts as the proxy
        (["10.0.0.9"], []),
    ],
)
async def test_one_caller_is_one(pauses: Pauses, first: list[str], second: list[str]) -> None:
    """However the proxies write it, and whatever the caller adds."""
    async with counting(behind(OURS, pauses)) as tried:
        assert await tried(*first)
        assert not await tried(*second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (["203.0.113.7"], ["203.0.113.8"]),
        (["203.0.113.7:50001"], ["203.0.113.8:50001"]),
        (["[2001:db8::1]"], ["[2001:db8:0:1::1]"]),
        (["::ffff:203.0.113.7"], ["::ffff:203.0.113.8"]),
        (["203.0.113.7"], ["203.0.113.7, 203.0.113.8"]),
        (["203.0.113.7"], ["unknown"]),
        (["203.0.113.7, 2001:db8:ffff::1"], ["203.0.113.8, 2001:db8:ffff::1"]),
    ],
)
async def test_two_callers_do_not_stand_in_each_others_way(pauses: Pauses, first: list[str], second: list[str]) -> None:
    """Each has tries of their own."""
    async with counting(behind(OURS, pauses)) as tried:
        assert await tried(*first)
        assert await tried(*second)


@pytest.mark.parametrize("proxies", ["", "10.0.0.0/24"])
async def test_what_anybody_else_says_of_themselves_counts_for_nothing(pauses: Pauses, proxies: str) -> None:
    """Only a trusted proxy is believed."""
    async with counting(behind(proxies, pauses)) as tried:
        assert await tried("203.0.113.7")
        assert not await tried("203.0.113.8")


async def test_time_lets_one_try_again(pauses: Pauses) -> None:
    """A try is forgotten after the limit's time; each sort of try has a count of its own."""
    async with counting(behind(OURS, pauses), Limit(tries=2, seconds=600)) as tried:
        assert await tried()
        pauses.seconds += 400
        assert [await tried(), await tried(), await tried(sort="file")] == [True, False, True]
        pauses.seconds += 201
        assert [await tried(), await tried()] == [True, False]


async def test_a_link_is_counted_wherever_it_comes_from(pauses: Pauses) -> None:
    """And apart from addresses: of two at one address, neither stands in the other's way."""
    async with counting(behind(OURS, pauses)) as tried:
        assert await tried("203.0.113.1", link="one")
        assert not await tried("203.0.113.2", link="one")
        assert await tried("203.0.113.1", link="other")
        assert await tried("203.0.113.1", link="one", sort="renew")
        assert await tried("203.0.113.1")
        pauses.seconds += 600
        assert await tried("203.0.113.2", link="one")


async def test_what_was_right_is_forgiven(pauses: Pauses) -> None:
    """It takes up no try, of that sort."""
    async with counting(behind(OURS, pauses)) as tried:
        assert [await tried(right="yes") for _ in range(3)] == [True] * 3
        assert [await tried(), await tried(right="yes")] == [True, False]
        assert await tried(right="yes", sort="file")


async def test_whoever_was_not_seen_for_longest_is_forgotten_first(pauses: Pauses) -> None:
    """So many are remembered: whoever has many addresses fills no memory."""
    async with counting(behind(OURS, pauses, most=2), Limit(tries=2, seconds=600)) as tried:
        for caller in ("203.0.113.1", "203.0.113.1", "203.0.113.2", "203.0.113.2"):
            assert await tried(caller)
        assert not await tried("203.0.113.1")  # and is seen last by that
        assert await tried("203.0.113.3")
        assert not await tried("203.0.113.1")
        assert await tried("203.0.113.2")
