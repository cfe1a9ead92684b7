"""Reports that are sent: kept once, brought, and told of to nobody else."""

import asyncio
import logging
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.storage.errors import StorageUnusable
from bot.storage.not_kept import told
from handlers.cases.acting import MAX_MESSAGE
from handlers.cases.case import Case
from handlers.forms.report import MAX_WHAT
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import PROXY, settings
from tests.bot.web.reporting import (
    WORDS,
    FakeOffice,
    a_report,
    disclosed,
    file,
    named,
    only_case,
    press,
    previewed,
)
from tests.handlers.cases.fakes import FakeStore


@pytest.fixture
async def client(serve: Serve) -> Client:
    """The page of British Columbia's employees, who may name people at gov.example."""
    return await serve(settings(org="bc", staff_domains="gov.example"))


async def test_a_report_is_kept_and_brought(client: Client, office: FakeOffice) -> None:
    """Its reporter learns its number, a code, what comes next and what is left; the courier is woken."""
    filed = await file(client, named(unit="Parks", answers={"danger": "no", "what": WORDS, "when": "2026-11-18"}))
    case = only_case(office)
    assert (filed["number"], filed["id"], filed["again"]) == (case.number, case.id, False)
    assert (case.unit, case.reporter and case.reporter.name, case.content["what"]) == ("Parks", "Rae Okoro", WORDS)
    assert filed["case"]["state"].startswith("It is kept")
    assert filed["case"]["by"] == "2026-11-22T12:00:00+00:00"
    assert [one["id"] for one in filed["case"]["duties"]] == ["myhr", "other_ways"]
    assert {"label": "What happened?", "text": WORDS} in filed["case"]["content"]
    assert filed["case"]["limits"]["message"] == MAX_MESSAGE
    assert office.courier.woken == 1
    assert (await office.store.by_receipt(filed["receipt"])) == case


async def test_a_double_press_files_one_case(client: Client, office: FakeOffice) -> None:
    """Whether both arrive at once or the first answer was lost: the number and the code are the same."""
    body = named(submission=press(), seen=(await previewed(client, named()))["seen"])
    both = await asyncio.gather(*(client.post("/api/report/file", json=body) for _ in range(2)))
    first, second = [await one.json() for one in both]
    third = await (await client.post("/api/report/file", json=body)).json()
    assert only_case(office).number == first["number"] == second["number"] == third["number"]
    assert sorted((first["again"], second["again"], third["again"])) == [False, True, True]
    assert first["receipt"] == second["receipt"] == third["receipt"]


async def test_somebody_elses_press_opens_nothing(serve: Serve) -> None:
    """Whoever learned it is told nothing of the case."""
    proxy = settings(**PROXY)
    client = await serve(proxy)
    rae, kim = {"X-Person": "rae"}, {"X-Person": "kim"}
    seen = (await (await client.post("/api/report/preview", json=named(), headers=rae)).json())["seen"]
    body = named(submission=press(), seen=seen)
    assert (await client.post("/api/report/file", json=body, headers=rae)).status == 200
    refused = await client.post("/api/report/file", json=body, headers=kim)
    assert refused.status == 404
    body = a_report(submission=body["submission"], seen=seen)
    refused = await client.post("/api/anonymous/file", json=body)
    assert (refused.status, list(await refused.json())) == (404, ["error"])


async def test_it_goes_to_nobody_who_was_not_shown(client: Client, office: FakeOffice) -> None:
    """Where that has changed since, the reporter is asked to look again."""
    shown = await previewed(client, named())
    body = named(submission=press(), seen=shown["seen"], involved={"names": ["Ina Take"]})
    refused = await client.post("/api/report/file", json=body)
    assert refused.status == 409
    assert "Look again" in (await refused.json())["error"]
    assert not await office.store.summaries()


async def test_where_nobody_is_left_nothing_is_sent(client: Client, office: FakeOffice) -> None:
    """The preview says whom to call, and filing is refused."""
    involved = {"names": ["Ina Take", "Alba Lone"]}
    shown = await previewed(client, named(involved=involved))
    assert shown["recipients"] == []
    assert "MyHR" in shown["call"] or "whom you trust" in shown["call"]
    body = named(involved=involved, submission=press(), seen=shown["seen"])
    refused = await client.post("/api/report/file", json=body)
    assert refused.status == 400
    assert "nothing was sent or kept" in (await refused.json())["error"]
    assert not await office.store.summaries()


async def test_what_could_not_be_kept_is_told(client: Client, office: FakeOffice) -> None:
    """With the sentence of the store; the same press works afterwards."""
    body = named(submission=press(), seen=(await previewed(client, named()))["seen"])
    office.store.broken = True
    refused = await client.post("/api/report/file", json=body)
    assert refused.status == 503
    assert "nothing was sent" in (await refused.json())["error"]
    assert office.courier.woken == 0
    office.store.broken = False
    assert (await client.post("/api/report/file", json=body)).status == 200


async def test_a_disclosure_is_made_under_ones_name(client: Client, office: FakeOffice) -> None:
    """No type need be given; its time limit counts from when it was known."""
    filed = await file(client, disclosed())
    case = only_case(office)
    assert (case.kind, case.type, case.state) == ("disclosure", "conflict_of_interest", "disclosed")
    assert filed["case"]["alleged"].startswith("Disclosed: ")
    end = datetime(2026, 12, 1, 23, 59, 59, tzinfo=ZoneInfo("America/Vancouver"))
    assert datetime.fromisoformat(filed["case"]["duties"][0]["due"]) == end


async def test_whoever_is_signed_in_is_the_reporter(serve: Serve, office: FakeOffice) -> None:
    """As the proxy names them; a local page knows one person."""
    client = await serve(settings(**PROXY))
    await file(client, named(), headers={"X-Person": "rae"})
    assert _identity(only_case(office)) == "web:rae"
    assert (await client.post("/api/report/preview", json=named())).status == 401
    assert (await client.get("/report")).status == 401


async def test_on_a_local_page_the_reporter_is_whoever_uses_it(client: Client, office: FakeOffice) -> None:
    """Nobody signs in there."""
    await file(client, named())
    assert _identity(only_case(office)) == "web:local"


def _identity(case: Case) -> str | None:
    assert case.reporter
    return case.reporter.identity


async def test_nothing_that_was_written_is_logged(
    client: Client, office: FakeOffice, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither what can be taken nor what cannot."""
    caplog.set_level(logging.DEBUG)
    secret = "Zanzibarbarian"
    await client.post("/api/report/understand", json={"text": secret, "org": "bc"})
    await file(client, named(answers={"danger": "no", "what": secret}, involved={"names": [secret]}))
    await client.post("/api/report/preview", json=named(answers={secret: secret}, type=secret))
    office.store.broken = True
    await client.post("/api/report/file", json=named(submission=press(), seen=press(), answers={"what": secret}))
    assert not [one for one in caplog.records if secret in str(vars(one))]


async def test_a_report_may_be_as_long_as_its_form(client: Client, office: FakeOffice) -> None:
    """Every character beyond the first 65,536 may take twelve bytes."""
    await file(client, named(answers={"danger": "no", "what": "𝔘" * MAX_WHAT}))
    assert only_case(office).content["what"] == "𝔘" * MAX_WHAT


async def test_why_something_was_not_kept_is_logged(
    client: Client, office: FakeOffice, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The person is told to try again; the administrator, what to mend."""

    async def file_(*_: object, **__: object) -> Case:
        with told():
            raise StorageUnusable("cannot use conduct.sqlite3: no room is left", "full")

    body = named(submission=press(), seen=(await previewed(client, named()))["seen"])
    monkeypatch.setattr(FakeStore, "file", file_)
    refused = await client.post("/api/report/file", json=body)
    assert refused.status == 503
    assert "there is no room left" in (await refused.json())["error"]
    assert "cannot use conduct.sqlite3: no room is left" in caplog.text
