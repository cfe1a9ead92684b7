"""Two recipients of one case at once, and how long whoever opened it may act."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.web.recipient.sessions import LASTS
from handlers.cases.kept_out import kept_out
from handlers.cases.people import ALTERNATE, INTAKE, Involved
from handlers.cases.records_desk import RecordsDesk
from handlers.cases.reporter_desk import ReporterDesk
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.web.recipient_fakes import Desk, Door, error, id_of, opened, served
from tests.handlers.cases.builders import NOON, channel, person
from tests.handlers.cases.fakes import Office, office, staffed, tag
from tests.handlers.cases.filings import file

FRONT, OTHER = person("Hana Yamamoto", INTAKE), person("Jun Takahashi", ALTERNATE)
MISO = person("Dina Vuković", "miso", person("Emil Sørby", "miso"))
LOUD = person("Farah Qureshi", "public_affairs", ways=(channel(),))


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office with two intakes, a security officer with a deputy, and a press office that reads in a channel."""
    staff = staffed(FRONT, OTHER, MISO, LOUD)
    return office(library, reports, staff, outcomes=("settled", "dropped"), decisions=("fine", "not fine"))


@pytest.fixture
async def door(here: Office, library: Library) -> AsyncIterator[Door]:
    """The recipients' pages."""
    async with served(here, library) as made:
        yield made


@pytest.fixture
async def desk(door: Door, here: Office) -> Desk:
    """A report of harassment, opened by the intake; nothing is on its way."""
    return await opened(door, FRONT)


async def two(door: Door, here: Office) -> tuple[Desk, Desk]:
    """Return one case as the intake and the security officer have it open, each in a browser of their own."""
    await file(here, "information_incident", role="supervisor")
    return await door.enter(FRONT.key), await door.enter(MISO.key)


# --- two at once


async def test_of_two_who_close_at_once_the_second_is_told(door: Door, here: Office) -> None:
    """With the case as it is by then, and that nothing of theirs was done."""
    one, other = await two(door, here)
    await one.read()
    answers = await asyncio.gather(
        one.post("close", outcome="settled", text="Done."), other.post("close", outcome="dropped", text="No.")
    )
    first, second = sorted(answers, key=lambda answer: answer.status)
    assert (first.status, second.status) == (200, 409)
    late = await second.json()
    assert "Nothing was done just now" in late["error"]
    assert (late["case"]["ended"], late["case"]["acts"]) == (True, [])
    assert late["case"]["outcome"] == (await first.json())["outcome"]
    actions = [action for action, _ in here.store.actions(id_of(here))]
    assert actions.count("closed") == 1
    assert actions[-1] == "read"  # they were shown it


async def test_nobody_decides_over_a_decision_unawares(door: Door, here: Office) -> None:
    """Having seen it, they may."""
    desk = await opened(door, FRONT, "conflict_of_interest")
    case = await here.store.get(id_of(here))
    other = replace(desk, view=desk.view)
    await other.act("decide", decision="not fine", text="")
    response = await desk.post("decide", decision="fine", text="")
    assert response.status == 409
    assert (await here.store.get(case.id)).outcome == "not fine"
    desk.view = (await response.json())["case"]
    assert desk.view["outcome"] == "not fine"
    assert (await desk.act("decide", decision="fine", text=""))["outcome"] == "fine"


async def test_a_message_that_is_sent_twice_is_kept_once(desk: Desk, here: Office) -> None:
    """A double click, or one more try after an answer that got lost."""
    found = await asyncio.gather(*(desk.post("answer", text="When was that?") for _ in range(3)))
    assert sorted(one.status for one in found) == [200, 409, 409]
    late = await desk.post("answer", text="When was that?")
    assert late.status == 409
    assert [one["text"] for one in (await late.json())["case"]["messages"]] == ["When was that?"]
    assert here.store.sent() == [(None, "to_reporter")]


async def test_what_the_reporter_added_is_read_first(desk: Desk, here: Office) -> None:
    """Before the case is closed over it."""
    await ReporterDesk(here.work).add(id_of(here), "There is more.")
    response = await desk.post("close", outcome="dropped", text="")
    assert response.status == 409
    assert not (await here.store.get(id_of(here))).ended_at


async def test_a_delivery_meanwhile_stands_in_nobodys_way(desk: Desk, here: Office) -> None:
    """It says nothing to a recipient."""
    here.store.put(replace(await here.store.get(id_of(here)), state="delivered"))
    await desk.act("close", outcome="dropped", text="")


async def test_all_of_them_can_say_at_once_that_they_have_it(door: Door, here: Office) -> None:
    """And each once, however often they press."""
    one, other = await two(door, here)
    found = await asyncio.gather(*(desk.post("acknowledge") for desk in (one, other, one, other)))
    assert [answer.status for answer in found] == [200] * 4
    assert [action for action, _ in here.store.actions(id_of(here))].count("acknowledged") == 2


async def test_a_case_that_has_ended_meanwhile_is_shown(door: Door, here: Office) -> None:
    """To whoever says only then that they have it."""
    one, other = await two(door, here)
    await one.read()
    await one.act("close", outcome="settled", text="")
    response = await other.post("acknowledge")
    assert response.status == 409
    answer = await response.json()
    assert "has ended" in answer["error"]
    assert answer["case"]["state"] == "It is closed."


# --- the session


async def test_without_a_session_nothing_is_opened(desk: Desk, here: Office) -> None:
    """By every act; what is told is the same for a session that never was."""
    desk.door.client.session.cookie_jar.clear()
    bodies = {"answer": {"text": ""}, "pass-on": {"to": ""}, "close": {"outcome": "", "text": ""},
              "decide": {"decision": "", "text": ""}, "retire": {"text": ""}}  # fmt: skip
    acts = ("read", "acknowledge", "start", *bodies)
    found = [await desk.post(act, **bodies.get(act, {})) for act in acts]
    found.append(await desk.door.post("0123456789abcdef/read"))
    answers = {(one.status, await one.text()) for one in found}
    assert len(answers) == 1
    assert found[0].status == 401
    assert "open the link in your message again" in await error(found[0])
    assert [action for action, _ in here.store.actions(id_of(here))][-1] == "read"


async def test_a_cookie_that_was_tampered_with_opens_nothing(desk: Desk) -> None:
    """Changed anywhere, cut, or no cookie of this service."""
    right = desk.cookie
    middle = len(right) // 2
    wrong = [right[:middle] + ("A" if right[middle] != "A" else "B") + right[middle + 1 :], right[:-4], "", "x", "ü"]
    desk.door.client.session.cookie_jar.clear()
    for cookie in wrong:
        response = await desk.door.post(f"{desk.session}/read", headers={"Cookie": f"case={cookie}"})
        assert response.status == 401, cookie
    response = await desk.door.post(f"{desk.session}/read", headers={"Cookie": f"case={right}"})
    assert response.status == 200


async def test_a_cookie_of_one_case_opens_no_other(door: Door, here: Office) -> None:
    """Nor the same case as somebody else; several can be open at a time, and each act goes to its own."""
    one = await opened(door, FRONT)
    here.clock.forward(minutes=1)
    await file(here, "information_incident", role="supervisor")
    other, third = await door.enter(FRONT.key), await door.enter(MISO.key)
    assert len({one.session, other.session, third.session}) == 3
    assert other.view["number"] == third.view["number"] != one.view["number"]
    await one.act("close", outcome="settled", text="")
    assert (await other.read())["ended"] is False
    cookies = {desk.session: desk.cookie for desk in (one, other, third)}
    door.client.session.cookie_jar.clear()
    for session in cookies:
        for owner, cookie in cookies.items():
            response = await door.post(f"{session}/read", headers={"Cookie": f"case={cookie}"})
            assert response.status == (200 if owner == session else 401)


async def test_a_session_ends_after_half_an_hour(desk: Desk, here: Office) -> None:
    """Whatever is done meanwhile; then the link and a new code open it again."""
    cookie = {"Cookie": f"case={desk.cookie}"}
    here.clock.forward(seconds=LASTS.total_seconds() - 1)
    view = await desk.act("acknowledge")
    assert view["left"] == 1
    here.clock.forward(seconds=1)
    assert (await desk.door.post(f"{desk.session}/read", headers=cookie)).status == 401
    link = here.work.links.token(id_of(here), FRONT.key, 0, here.clock.now)
    again = await desk.door.enter(FRONT.key, link)
    assert again.session == desk.session


async def test_a_link_that_is_made_void_ends_its_session(desk: Desk, here: Office) -> None:
    """At once, with the sentence of a link that opens nothing."""
    await RecordsDesk(here.work).revoke(id_of(here), FRONT.key)
    for act in ("read", "acknowledge", "start"):
        response = await desk.post(act)
        assert (response.status, await error(response)) == (404, "This opens nothing here, or not any more.")


async def test_whoever_must_not_see_it_any_more_is_out(desk: Desk, here: Office) -> None:
    """As is everybody once the case was disposed of."""
    case = await here.store.get(id_of(here))
    here.store.put(replace(case, out=kept_out(Involved(names=("H. Yamamoto",)), [FRONT])))
    assert (await desk.post("pass-on", to=tag(MISO))).status == 404
    here.store.put(case)
    await here.store.dispose(case.id, record="", at=NOON)
    for act, body in {"read": {}, "answer": {"text": "Hello"}, "pass-on": {"to": tag(MISO)}}.items():
        assert (await desk.post(act, **body)).status == 404


async def test_leaving_takes_the_cookie_back(desk: Desk, here: Office) -> None:
    """Of this case alone; twice does no harm."""
    await file(here, "information_incident", role="supervisor")
    other = await desk.door.enter(MISO.key)
    for _ in range(2):
        response = await desk.post("leave")
        assert response.status == 204
        assert response.cookies["case"]["path"] == f"/api/case/{desk.session}"
        assert response.cookies["case"]["max-age"] == "0"
    assert (await desk.post("read")).status == 401
    assert (await other.post("read")).status == 200
