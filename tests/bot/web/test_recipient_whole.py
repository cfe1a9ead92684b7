"""The recipients' pages before the real office: its database, its keys, its outbox, and another process after it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from aiohttp import CookieJar, web
from aiohttp.test_utils import TestClient, TestServer

from bot.office import Office
from bot.storage import keys, rotation
from bot.web import faults
from bot.web.limits import Limits
from bot.web.recipient.api import recipient_routes
from bot.wiring import Assistant
from handlers.cases.case import Case, Reporter
from handlers.cases.events import Notice, NoticeKind
from handlers.report.dialog import Submission
from knowledge.library import Library
from tests.bot.web.conftest import Client
from tests.bot.web.fakes import FakeSearch, assistant, settings
from tests.bot.web.reporting import press

TEXT = "He read out my diagnosis."


@asynccontextmanager
async def served(library: Library, var: Path, jar: CookieJar | None = None) -> AsyncIterator[tuple[Office, Client]]:
    """Serve the recipients' pages as a process does that has this folder."""
    given = settings(var=var)
    office = Office(cast(Assistant, assistant(library, FakeSearch(), given)))  # it is asked for settings and texts
    app = web.Application(middlewares=[faults.answer_faults])
    app.add_routes(recipient_routes(lambda: office, Limits(given), given))
    server = TestServer(app)
    try:
        async with TestClient(server, cookie_jar=jar or CookieJar(unsafe=True)) as client:
            yield office, client
    finally:
        await office.close()


async def filed(office: Office) -> Case:
    """File a report, as a door does."""
    submission = Submission(
        kind="report",
        org="bc",
        unit=None,
        role="employee",
        type="harassment",
        answers={"danger": "no", "what": TEXT},
        reporter=Reporter(name="Rae Okoro"),
    )
    filing = office.desks.dialog.filing(submission)
    return (await office.desks.reporter.file(filing, submission="press")).case


async def sent(office: Office, kind: NoticeKind) -> Notice:
    """Return the notice of this kind that waits to be brought."""
    waiting = await office.outbox.claim(office.clock(), most=10, lease=timedelta(0))
    return next(one.notice for one in waiting if one.notice.kind == kind)


async def test_a_case_is_opened_and_closed_once(library: Library, tmp_path: Path) -> None:
    """Of two who close it at the same time one does, and the other is shown that; another process knows the session."""
    async with served(library, tmp_path) as (office, client):
        case = await filed(office)
        link = (await sent(office, "case")).link
        assert case.number in await (await client.get(f"/case/{link}")).text()
        await client.post("/api/case/code", json={"token": link})
        code = (await sent(office, "code")).text.split()[0]
        entered = await client.post("/api/case/enter", json={"token": link, "code": code})
        own = f"/api/case/{(await entered.json())['session']}"
        view: dict[str, Any] = await (await client.post(f"{own}/read", json={})).json()
        assert TEXT in [line["text"] for line in view["content"]]
        close = {"seen": view["seen"], "text": "We talked."}
        bodies = [{**close, "outcome": view["outcomes"][at], "submission": press()} for at in (0, 1)]
        found = await asyncio.gather(*(client.post(f"{own}/close", json=body) for body in bodies))
        assert sorted(one.status for one in found) == [200, 409]
        assert {(await _view(one))["outcome"] for one in found} == {(await office.store.get(case.id)).outcome}
        actions = [entry.action async for entry in office.store.history(case.id)]
        assert actions == ["received", "code_asked_for", "read", "acknowledged", "answered", "closed", "read"]
        jar = client.session.cookie_jar
        assert isinstance(jar, CookieJar)
    async with served(library, tmp_path, jar) as (_, client):
        assert (await _view(await client.post(f"{own}/read", json={})))["ended"] is True


async def test_what_keys_made_that_were_changed_opens_nothing(library: Library, tmp_path: Path) -> None:
    """Neither link nor session, at once and in every process; another link is sent, and the receipt works on."""
    async with served(library, tmp_path) as (office, client):
        case = await filed(office)
        receipt = office.desks.work.links.receipt("press")
        link = (await sent(office, "case")).link
        await client.post("/api/case/code", json={"token": link})
        code = (await sent(office, "code")).text.split()[0]
        entered = await client.post("/api/case/enter", json={"token": link, "code": code})
        own = f"/api/case/{(await entered.json())['session']}"
        keys.add_key(office.keyring.path)
        assert (await client.post(f"{own}/read", json={})).status == 200
        assert (await client.get(f"/case/{link}")).status == 200
        await rotation.rotate(office.database, office.keyring)
        await rotation.finish(office.database, office.keyring)
        assert (await client.post(f"{own}/read", json={})).status == 401
        assert (await client.get(f"/case/{link}")).status == 404
        assert (await client.post("/api/case/code", json={"token": link})).status == 204
        await client.post("/api/case/renew", json={"token": link})
        renewed = (await sent(office, "message")).link
        assert case.number in await (await client.get(f"/case/{renewed}")).text()
        assert office.desks.work.links.receipt("press") == receipt
        found = await office.store.by_receipt(receipt)
        assert found
        assert found.id == case.id
        actions = [entry.action async for entry in office.store.history(case.id)]
        assert actions == ["received", "code_asked_for", "read", "link_sent"]


async def _view(response: Any) -> dict[str, Any]:
    """Return the case of an answer, done or not."""
    answer = await response.json()
    found: dict[str, Any] = answer.get("case", answer)
    return found
