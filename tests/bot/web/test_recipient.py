"""The way in to a case: the link, the one-time code, the limits, and what nobody is told."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.web.security import CONTENT_SECURITY_POLICY
from handlers.cases.case import Case
from handlers.cases.kept_out import kept_out
from handlers.cases.links import CODE_LIFETIME, LINK_LIFETIME, MOST_TRIES, Links
from handlers.cases.people import INTAKE, Involved
from handlers.cases.records_desk import RecordsDesk
from handlers.cases.store import HistoryEntry
from handlers.cases.wording import NO_CODE
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.web.fakes import PROXY, settings
from tests.bot.web.recipient_fakes import Door, error, served
from tests.handlers.cases.builders import NOON, person
from tests.handlers.cases.fakes import Office, office, staffed
from tests.handlers.cases.filings import WORDS, code, file, token

FRONT = person("Hana Yamamoto", INTAKE)
MISO = person("Dina Vuković", "miso")


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with an intake and a security officer."""
    return office(library, reports, staffed(FRONT, MISO))


@pytest.fixture
async def door(here: Office, library: Library) -> AsyncIterator[Door]:
    """The recipients' pages."""
    async with served(here, library) as made:
        yield made


async def everything(here: Office, id_: str) -> tuple[Case, list[HistoryEntry], int]:
    """Return all that is known of a case."""
    return await here.store.get(id_), [one async for one in here.store.history(id_)], len(here.store.outbox)


# --- the link


async def test_opening_a_link_changes_nothing(door: Door, here: Office) -> None:
    """Machines open links too, several times: neither case, history nor outbox is other than before."""
    case = (await file(here)).case
    before = await everything(here, case.id)
    for method in ("GET", "HEAD", "GET"):
        response = await door.client.request(method, f"/case/{token(here, FRONT.key)}")
        assert response.status == 200
    assert await everything(here, case.id) == before
    assert door.office.courier.woken == 0
    assert not response.cookies


async def test_a_link_shows_the_number_and_nothing_else_of_the_case(door: Door, here: Office) -> None:
    """Neither what it is about nor who is in it; nor the link itself, which nothing may carry away."""
    case = (await file(here)).case
    link = token(here, FRONT.key)
    response = await door.client.get(f"/case/{link}")
    page = await response.text()
    assert f'<h1 tabindex="-1">Case {case.number}</h1>' in page
    assert "Send me a code" in page
    assert NO_CODE in page
    for word in ("harassment", "Alleged", WORDS, "Okoro", "Yamamoto", FRONT.key, case.id, link, link.split(".")[0]):
        assert word not in page
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "http" not in page.replace('content="width', "")


def wrong_links(here: Office, case: Case) -> dict[str, str]:
    """Return links that open nothing, for each reason."""
    link, links = token(here, FRONT.key), here.work.links
    return {
        "nonsense": "x.y",
        "cut": link[:-1],
        "changed": link.swapcase(),
        "another key": Links(b"another key").token(case.id, FRONT.key, 0, NOON),
        "no such case": links.token("no such case", FRONT.key, 0, NOON),
        "nobody's": links.token(case.id, "nobody@gov.example", 0, NOON),
        "of another case": links.token("case1", FRONT.key, 0, NOON),
        "another number": links.token(case.id, FRONT.key, 1, NOON),
        "expired": links.token(case.id, FRONT.key, 0, NOON - LINK_LIFETIME),
        "letters of elsewhere": "ü.ß",
    }


async def test_links_that_open_nothing_are_refused_alike(door: Door, here: Office) -> None:
    """The same status and the same page to the letter, whatever the reason."""
    case = (await file(here)).case
    found = set()
    for link in wrong_links(here, case).values():
        response = await door.client.get(f"/case/{link}")
        found.add((response.status, await response.text()))
    link = token(here, FRONT.key)
    await RecordsDesk(here.work).revoke(case.id, FRONT.key)
    found.add(await told(door, link))
    here.store.put(replace(case, out=kept_out(Involved(names=("H. Yamamoto",)), [FRONT])))
    found.add(await told(door, link))
    await here.store.dispose(case.id, record="", at=NOON)
    found.add(await told(door, link))
    ((status, page),) = found
    assert status == 404
    assert "This opens nothing here, or not any more." in page


async def test_a_link_that_is_too_old_brings_another(door: Door, here: Office) -> None:
    """To whom it was made for; the answer is the same for every other link, for which nothing is sent."""
    case = (await file(here)).case
    old = token(here, FRONT.key)
    here.clock.forward(days=31)
    wrong = wrong_links(here, case)
    here.store.sent()
    for link in (old, old, *wrong.values()):
        response = await door.post("renew", {"token": link})
        assert (response.status, await response.text()) == (204, "")
        here.clock.forward(minutes=4)
    assert here.store.sent() == [(FRONT.key, "message")]


async def told(door: Door, link: str) -> tuple[int, str]:
    """Return how a link is answered."""
    response = await door.client.get(f"/case/{link}")
    return response.status, await response.text()


async def test_the_page_of_an_open_case_holds_nothing_of_it(door: Door, here: Office) -> None:
    """Whoever asks gets the same empty page; what is in the case comes with the cookie."""
    await file(here)
    desk = await door.enter(FRONT.key)
    first = await door.client.get(f"/case/{desk.session}")
    second = await door.client.get("/case/0123456789abcdef")
    assert (first.status, await first.text()) == (second.status, await second.text())
    assert desk.view["number"] not in await first.text()


async def test_the_way_in_is_open_without_a_signin(here: Office, library: Library) -> None:
    """Recipients have the link and the code; the rest of a page that asks for a sign-in is none of theirs."""
    given = settings(**PROXY | {"trusted_proxies": "10.0.0.0/8"})
    await file(here)
    async with served(here, library, given) as door:
        assert (await door.client.get(f"/case/{token(here, FRONT.key)}")).status == 200
        assert (await door.enter(FRONT.key)).view["you"] == "Hana Yamamoto"
        assert (await door.client.get("/api/other")).status == 401


# --- the code


async def test_a_code_goes_the_recipients_own_way_at_once(door: Door, here: Office) -> None:
    """It is kept to be brought, the courier is woken, and the history notes that it was asked for, not that it came."""
    case = (await file(here)).case
    response = await door.post("code", {"token": token(here, FRONT.key)})
    assert (response.status, await response.text()) == (204, "")
    assert door.office.courier.woken == 1
    (sent,) = [one.notice for one in here.store.outbox if one.notice.kind == "code"]
    assert (sent.to, sent.way.address) == (FRONT.key, "hana.yamamoto@gov.example")
    assert here.store.actions(case.id)[-1] == ("code_asked_for", "assistant")


async def test_a_code_is_asked_for_with_the_same_answer_always(door: Door, here: Office) -> None:
    """Whether the link is good, whether one was sent just now; for a wrong link nothing is sent."""
    case = (await file(here)).case
    good, wrong = token(here, FRONT.key), list(wrong_links(here, case).values())
    for link in (good, good, *wrong):
        response = await door.post("code", {"token": link})
        assert (response.status, await response.text(), dict(response.cookies)) == (204, "", {})
        here.clock.forward(minutes=0 if link == good else 4)  # the limit of an address counts for itself
    assert [one.notice.kind for one in here.store.outbox].count("code") == 1


async def test_a_right_code_opens_one_case_for_half_an_hour(door: Door, here: Office) -> None:
    """By a cookie that scripts do not see, that no other site sends, and that goes to this session alone."""
    await file(here)
    link = token(here, FRONT.key)
    await door.post("code", {"token": link})
    typed = f" {code(here, FRONT.key)[:4].lower()}-{code(here, FRONT.key)[4:]} "
    response = await door.post("enter", {"token": link, "code": typed})
    session = (await response.json())["session"]
    set_cookie = response.headers["Set-Cookie"]
    assert {one.strip() for one in set_cookie.split(";")[1:]} == {
        "HttpOnly",
        "Max-Age=1800",
        f"Path=/api/case/{session}",
        "SameSite=Strict",
    }
    assert response.cookies["case"].value.startswith("gAAAAA")
    for word in ("case", FRONT.key, link):
        assert word not in response.cookies["case"].value


async def test_where_people_use_https_the_cookie_never_leaves_it(here: Office, library: Library) -> None:
    """It is Secure."""
    await file(here)
    async with served(here, library, settings(base_url="https://conduct.example")) as door:
        link = token(here, FRONT.key)
        await door.post("code", {"token": link})
        response = await door.post("enter", {"token": link, "code": code(here, FRONT.key)})
        assert response.cookies["case"]["secure"] is True


async def test_whatever_is_wrong_with_a_code_is_said_in_one_sentence(door: Door, here: Office) -> None:
    """Wrong, none sent, of another recipient, used, expired, or the link is wrong: nobody is told which."""
    case = (await file(here, "information_incident", role="supervisor")).case
    front, miso = token(here, FRONT.key), token(here, MISO.key)
    found = [await door.post("enter", {"token": front, "code": "7QK4M2XD"})]
    await door.post("code", {"token": front})
    right = code(here, FRONT.key)
    found.append(await door.post("enter", {"token": front, "code": "7QK4M2XD"}))
    found.append(await door.post("enter", {"token": front, "code": ""}))
    found.append(await door.post("enter", {"token": miso, "code": right}))
    found += [await door.post("enter", {"token": one, "code": right}) for one in wrong_links(here, case).values()]
    assert (await door.post("enter", {"token": front, "code": right})).status == 200
    found.append(await door.post("enter", {"token": front, "code": right}))
    await door.post("code", {"token": miso})
    here.clock.forward(seconds=CODE_LIFETIME.total_seconds())
    found.append(await door.post("enter", {"token": miso, "code": code(here, MISO.key)}))
    answers = {(one.status, await one.text()) for one in found}
    assert len(answers) == 1
    assert not any(one.cookies for one in found)
    assert found[0].status == 404
    assert "did not open the case" in await error(found[0])


async def test_a_code_used_twice_at_once_opens_once(door: Door, here: Office) -> None:
    """A nervous finger gets one session."""
    await file(here)
    link = token(here, FRONT.key)
    await door.post("code", {"token": link})
    body = {"token": link, "code": code(here, FRONT.key)}
    found = await asyncio.gather(*(door.post("enter", body) for _ in range(3)))
    assert sorted(one.status for one in found) == [200, 404, 404]


async def test_a_code_is_tried_a_few_times(door: Door, here: Office) -> None:
    """Then the right one is wrong too, until another is sent."""
    await file(here)
    link = token(here, FRONT.key)
    await door.post("code", {"token": link})
    for _ in range(MOST_TRIES):
        assert (await door.post("enter", {"token": link, "code": "WRONGWRO"})).status == 404
    assert (await door.post("enter", {"token": link, "code": code(here, FRONT.key)})).status == 404
    here.clock.forward(seconds=31)
    assert await door.enter(FRONT.key)


# --- who may ask, and how often


async def test_one_link_asks_for_five_codes_in_ten_minutes(door: Door, here: Office) -> None:
    """Then whoever has it waits, with every link to this case that they were sent."""
    case = (await file(here)).case
    first, second = token(here, FRONT.key), here.work.links.token(case.id, FRONT.key, 0, NOON.replace(hour=11))
    assert first != second
    statuses = [(await door.post("code", {"token": one})).status for one in (first, second, *[first] * 4)]
    assert statuses == [204] * 5 + [429]
    assert "too often with this link. Wait" in await error(await door.post("code", {"token": second}))
    here.clock.forward(minutes=10)
    assert (await door.post("code", {"token": second})).status == 204


@pytest.mark.parametrize(("path", "most"), [("code", 5), ("enter", 20), ("renew", 5)])
async def test_nobody_waits_because_of_somebody_else_at_the_same_address(
    door: Door, here: Office, path: str, most: int
) -> None:
    """Of the same case, of another, or with a link that is none: whoever has another link gets in."""
    await file(here, "information_incident", role="supervisor")
    mine, others = token(here, MISO.key), [token(here, FRONT.key)]
    await file(here)
    others.append(token(here, FRONT.key))
    more = {"code": "7QK4M2XD"} if path == "enter" else {}
    for link, tries in [*((one, most) for one in others), ("x.y", 60)]:
        for _ in range(tries):
            assert (await door.post(path, {"token": link, **more})).status in (204, 404)
        assert (await door.post(path, {"token": link, **more})).status == 429
    assert await door.enter(MISO.key, mine)
    assert (await door.post(path, {"token": mine, **more})).status in (204, 404)


async def test_who_has_a_void_link_keeps_nobody_out(door: Door, here: Office) -> None:
    """It counts apart from the one that was sent in its place."""
    case = (await file(here)).case
    void = token(here, FRONT.key)
    here.store.put(replace(case, assignments=tuple(replace(one, link=1) for one in case.assignments)))
    for _ in range(6):
        await door.post("code", {"token": void})
    assert await door.enter(FRONT.key, here.work.links.token(case.id, FRONT.key, 1, NOON))


async def test_one_address_guesses_sixty_links_in_ten_minutes(door: Door) -> None:
    """Then it waits, whatever it guesses; asking for codes and typing them count apart."""
    for number in range(60):
        assert (await door.post("code", {"token": f"x{number}.y"})).status == 204
    assert "too often from here. Wait" in await error(await door.post("code", {"token": "z.y"}))
    assert (await door.post("enter", {"token": "z.y", "code": "7QK4M2XD"})).status == 404


async def test_one_link_types_twenty_codes_in_ten_minutes(door: Door, here: Office) -> None:
    """Then it waits, with a right one too; asking for codes counts apart."""
    await file(here)
    link = token(here, FRONT.key)
    for _ in range(20):
        assert (await door.post("enter", {"token": link, "code": "7QK4M2XD"})).status == 404
    await door.post("code", {"token": link})
    body = {"token": link, "code": code(here, FRONT.key)}
    assert (await door.post("enter", body)).status == 429
    here.clock.forward(minutes=9, seconds=59)
    assert (await door.post("enter", body)).status == 429
    here.clock.forward(seconds=1)
    assert (await door.post("enter", body)).status == 404  # by now the code has expired as well


@pytest.mark.parametrize("path", ["code", "enter", "0123456789abcdef/read", "0123456789abcdef/leave"])
async def test_what_another_site_sends_is_refused(door: Door, path: str) -> None:
    """By the origin, by what the browser says of it, or because a form can send no JSON."""
    body = {"token": "x.y", "code": "7QK4M2XD"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert (await door.post(path, body, headers=headers)).status == 403
    response = await door.client.post(f"/api/case/{path}", data={"token": "x.y", "code": "7QK4M2XD"})
    assert response.status == 400


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("code", {}, 400),
        ("code", {"token": 7}, 400),
        ("code", {"token": "x.y", "code": "SECRETWORD"}, 400),
        ("enter", {"token": "x.y"}, 400),
        ("enter", {"token": "x.y", "code": "SECRETWORD" * 1000}, 413),
        ("enter", ["SECRETWORD"], 400),
        ("0123456789abcdef/read", {"SECRETWORD": 1}, 400),
    ],
)
async def test_a_bad_body_is_refused_in_a_sentence(door: Door, path: str, body: object, status: int) -> None:
    """Which repeats nothing of it."""
    response = await door.post(path, body)
    assert response.status == status
    assert "SECRETWORD" not in await error(response)


async def test_what_cannot_be_kept_is_said(door: Door, here: Office) -> None:
    """No code was sent then, and nobody was let in."""
    await file(here)
    link = token(here, FRONT.key)
    here.store.broken = True
    assert (await door.post("code", {"token": link})).status == 503
    here.store.broken = False
    await door.post("code", {"token": link})
    here.store.broken = True
    response = await door.post("enter", {"token": link, "code": code(here, FRONT.key)})
    assert response.status == 503
    assert "could not be kept" in await error(response)
    assert not response.cookies
    here.store.broken = False
    assert (await door.post("enter", {"token": link, "code": code(here, FRONT.key)})).status == 200
