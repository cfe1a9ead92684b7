"""No link, no code and nothing that somebody wrote reaches a log, a representation, an address or another's answer."""

import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

import pytest
from structlog.testing import capture_logs

from bot.web.recipient.bodies import AnswerBody, CloseBody, CodeBody, DecideBody, LinkBody
from handlers.cases.case import Case
from handlers.cases.people import INTAKE
from handlers.cases.store import Change
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.web.recipient_fakes import Door, error, served
from tests.handlers.cases.builders import person
from tests.handlers.cases.fakes import FakeStore, Office, office, staffed, tag
from tests.handlers.cases.filings import WORDS, code, file, token

FRONT, MISO = person("Hana Yamamoto", INTAKE), person("Dina Vuković", "miso")
SAID = "Kim was seen with the minister"


class BrokenStore(FakeStore):
    """Fails once it is told to, and quotes the whole case in its error, as a database might."""

    fails = False

    async def change(self, id_: str, change: Change, *, at: datetime) -> Case:
        """Let something happen to a case, or fail."""
        if self.fails:
            raise RuntimeError(f"cannot write {await self.get(id_)!r} {(await self.get(id_)).content} {SAID}")
        return await super().change(id_, change, at=at)


@pytest.fixture
def here(library: Library, reports: Reports) -> Office:
    """An office whose store can break."""
    plain, store = office(library, reports, staffed(FRONT, MISO)), BrokenStore()
    return replace(plain, store=store, work=replace(plain.work, store=store))


@pytest.fixture
async def door(here: Office, library: Library) -> AsyncIterator[Door]:
    """The recipients' pages."""
    async with served(here, library) as made:
        yield made


async def test_nothing_is_logged_of_what_recipients_do(
    door: Door, here: Office, caplog: pytest.LogCaptureFixture
) -> None:
    """From the link to the end, by right ways and wrong ones, and when the service breaks."""
    caplog.set_level(logging.DEBUG)
    await file(here)
    link = token(here, FRONT.key)
    with capture_logs() as structured:
        answers = [await tried(door, here, link), *await failed(door, here, link)]
    for secret in (link, link.split(".")[0], code(here, FRONT.key), "WRONGCODE", WORDS, SAID, FRONT.key, "Okoro"):
        assert secret not in caplog.text
        assert secret not in str([vars(one) for one in caplog.records])
        assert secret not in str(structured)
        assert secret not in "".join(answers)
    assert "incident" in caplog.text
    assert "Traceback" not in caplog.text


async def tried(door: Door, here: Office, link: str) -> str:
    """Follow a link and do what can be done, rightly and wrongly; return what was answered to the wrong."""
    await door.client.get(f"/case/{link}")
    wrong = await door.post("enter", {"token": link, "code": "WRONGCODE"})
    desk = await door.enter(FRONT.key)
    await desk.act("answer", text=SAID)
    refused = await desk.post("close", outcome=SAID, text=SAID)
    moved = await door.post(f"{desk.session}/start", {"seen": SAID})
    passed = await desk.act("pass-on", to=tag(MISO))
    assert (refused.status, moved.status, passed["others"][0]["name"]) == (400, 409, "Dina Vuković")
    return await error(wrong) + await error(refused) + await error(moved)


async def failed(door: Door, here: Office, link: str) -> list[str]:
    """Do what can be done while the service is broken; return what was answered."""
    assert isinstance(here.store, BrokenStore)
    here.clock.forward(minutes=1)
    desk = await door.enter(FRONT.key)
    here.store.fails = True
    found = [await door.post("code", {"token": link}), await desk.post("read"), await desk.post("answer", text=SAID)]
    found.append(await door.post("enter", {"token": link, "code": code(here, FRONT.key)}))
    assert [one.status for one in found] == [500] * 4
    here.store.fails = False
    return [await one.text() for one in found]


def test_no_representation_holds_a_secret() -> None:
    """Of a body as it was read."""
    link, typed, pressed = "dG9r.ZW4", "7QK4M2XD", "5eed" * 8
    bodies = [
        LinkBody(token=link),
        CodeBody(token=link, code=typed),
        AnswerBody(seen="s", text=SAID, submission=pressed),
        CloseBody(seen="s", text=SAID, submission=pressed, outcome="settled"),
        DecideBody(seen="s", text=SAID, submission=pressed, decision="fine"),
    ]
    for body in bodies:
        for secret in (link, typed, SAID, pressed):
            assert secret not in repr(body) + str(body)


async def test_the_cookie_says_nothing(door: Door, here: Office) -> None:
    """Neither the case nor whose it is, and it is another each time."""
    case = (await file(here)).case
    desk = await door.enter(FRONT.key)
    first = desk.cookie
    here.clock.forward(minutes=1)
    assert (await door.enter(FRONT.key)).cookie != first
    claim = here.work.links.claim(token(here, FRONT.key), here.clock.now)
    for secret in (case.id, case.number, claim.person, FRONT.key):
        assert secret not in first + desk.session


async def test_where_no_cases_are_kept_yet_it_is_said(here: Office, library: Library) -> None:
    """With an incident for the administrator; a case can be opened once there is what that needs, without a restart."""
    await file(here)
    async with served(here, library) as door:
        link = token(here, FRONT.key)
        door.office.broken = KnowledgeError(library.folder, "is broken")
        response = await door.post("code", {"token": link})
        assert response.status == 503
        assert "Cases cannot be opened here at the moment" in await error(response)
        assert (await door.client.get(f"/case/{link}")).status == 503
        door.office.broken = None
        assert (await door.client.get(f"/case/{link}")).status == 200


async def test_where_no_cases_are_kept_it_is_said_too(here: Office, library: Library) -> None:
    """To whoever follows a link, and to every act."""
    async with served(here, library) as door:
        door.office.broken = KnowledgeError(library.folder, "holds no types.yaml")
        for path in ("/case/x.y", "/case/0123456789abcdef"):
            assert "Cases cannot be opened here at the moment" in await (await door.client.get(path)).text()
        for path, body in (("code", {"token": "x.y"}), ("0123456789abcdef/read", {})):
            assert (await door.post(path, body)).status == 503
