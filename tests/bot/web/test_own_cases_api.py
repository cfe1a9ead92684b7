"""Own cases and half-filled forms of people who are signed in."""

from pathlib import Path
from typing import Any

import pytest

from bot.storage import keys
from bot.storage.database import Database, file_url
from bot.storage.form_drafts import SqlFormDrafts
from bot.storage.keys import Keyring
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import PROXY, settings
from tests.bot.web.reporting import FakeOffice, a_report, decide, disclosed, file, named, only_case, press

RAE: dict[str, Any] = {"headers": {"X-Person": "rae"}}
KIM: dict[str, Any] = {"headers": {"X-Person": "kim"}}
ADDED = {"text": "x", "submission": "5eed" * 8}
DRAFT = {"what": "He read out ", "evidence": ["link"], "own.org": "bc"}


@pytest.fixture
async def client(serve: Serve) -> Client:
    """The page behind a proxy that signs people in."""
    return await serve(settings(**PROXY, org="bc"))


async def test_somebody_sees_their_own_cases_alone(client: Client, office: FakeOffice) -> None:
    """The newest first; nothing of others, and nothing anonymous."""
    first = await file(client, named(), **RAE)
    office.clock.forward(hours=1)
    second = await file(client, disclosed(), **RAE)
    await file(client, named(), **KIM)
    await file(client, a_report(), "/api/anonymous", **RAE)
    own = await (await client.get("/api/cases", **RAE)).json()
    assert [one["number"] for one in own] == [second["number"], first["number"]]
    assert own[0]["id"] == second["id"]
    assert (await client.get("/api/cases")).status == 401


async def test_own_cases_are_followed_up(client: Client, office: FakeOffice) -> None:
    """Added to, ticked off, and somebody kept out."""
    at = f"/api/cases/{(await file(client, named(), **RAE))['id']}"
    woken = office.courier.woken
    body = {"text": "More.", "submission": press()}
    added = await (await client.post(f"{at}/add", json=body, **RAE)).json()
    assert [one["text"] for one in added["messages"]] == ["More."]
    assert office.courier.woken == woken + 1
    ticked = await (await client.post(f"{at}/tick", json={"duty": "myhr"}, **RAE)).json()
    assert ticked["duties"][0]["done_at"] == "2026-11-20T12:00:00+00:00"
    kept_out = await (await client.post(f"{at}/keep-out", json={"names": ["Ina Take"]}, **RAE)).json()
    assert "Alba Lone" in [one["name"] for one in kept_out["recipients"]]
    case = only_case(office)
    assert case.messages[0].name == "Rae Okoro"


async def test_a_decision_is_accepted(client: Client, office: FakeOffice) -> None:
    """By whom it is about."""
    at = f"/api/cases/{(await file(client, disclosed(), **RAE))['id']}"
    assert (await client.post(f"{at}/accept", json={}, **RAE)).status == 400
    await decide(office, only_case(office), "no conflict", "Go on.")
    accepted = await (await client.post(f"{at}/accept", json={}, **RAE)).json()
    assert (accepted["outcome"], accepted["may_accept"]) == ("no conflict", False)


@pytest.mark.parametrize("act", ["add", "tick", "accept", "keep-out"])
async def test_nobody_acts_on_a_case_of_somebody_else(client: Client, office: FakeOffice, act: str) -> None:
    """Whose id they have learned: it is as if there were none."""
    body = {"add": ADDED, "tick": {"duty": "myhr"}, "keep-out": {"names": ["Ina Take"]}}.get(act, {})
    theirs = (await file(client, named(), **RAE))["id"]
    await file(client, a_report(), "/api/anonymous")
    before = await office.store.get(theirs)
    for id_ in (theirs, "0" * 32, *(one.id for one in await office.store.summaries() if one.anonymous)):
        refused = await client.post(f"/api/cases/{id_}/{act}", json=body, **KIM)
        assert refused.status == 404
        assert await refused.json() == {"error": "This opens nothing here, or not any more."}
    assert await office.store.get(theirs) == before


async def test_a_half_filled_form_survives_an_interruption(client: Client) -> None:
    """For whoever began it, and for nobody else; each form for itself; until it is discarded."""
    assert (await client.post("/api/drafts", json={"form": "report", "answers": DRAFT}, **RAE)).status == 204
    assert await (await client.get("/api/drafts/report", **RAE)).json() == {"answers": DRAFT}
    assert await (await client.get("/api/drafts/report", **KIM)).json() == {"answers": None}
    assert await (await client.get("/api/drafts/disclosure", **RAE)).json() == {"answers": None}
    assert (await client.delete("/api/drafts/report", **RAE)).status == 204
    assert await (await client.get("/api/drafts/report", **RAE)).json() == {"answers": None}
    assert (await client.get("/api/drafts/report")).status == 401


async def test_it_is_gone_after_a_day_or_once_it_was_sent(client: Client, office: FakeOffice) -> None:
    """Whichever is first."""
    await client.post("/api/drafts", json={"form": "report", "answers": DRAFT}, **RAE)
    office.clock.forward(hours=25)
    assert await (await client.get("/api/drafts/report", **RAE)).json() == {"answers": None}
    for form, sent in (("report", named()), ("disclosure", disclosed())):
        await client.post("/api/drafts", json={"form": form, "answers": DRAFT}, **RAE)
        await file(client, sent, **RAE)
        assert await (await client.get(f"/api/drafts/{form}", **RAE)).json() == {"answers": None}


async def test_a_case_is_kept_even_where_the_draft_cannot_be_dropped(client: Client, office: FakeOffice) -> None:
    """It is forgotten within a day."""
    office.form_drafts.broken = True
    await file(client, named(), **RAE)
    assert only_case(office)


async def test_what_cannot_be_kept_is_told(
    client: Client, office: FakeOffice, caplog: pytest.LogCaptureFixture
) -> None:
    """In a sentence with a token; the reason is in the log."""
    office.form_drafts.broken = True
    for refused in (
        await client.post("/api/drafts", json={"form": "report", "answers": DRAFT}, **RAE),
        await client.get("/api/drafts/report", **RAE),
    ):
        told = (await refused.json())["error"]
        assert refused.status == 503
        assert "try again in a few minutes" in told
        assert f"incident {told.rpartition('incident ')[2].rstrip('.')}: cannot use the test's drafts" in caplog.text


@pytest.mark.parametrize(
    "body",
    [
        {"form": "anonymous", "answers": {}},
        {"form": "report", "answers": {"x": 7}},
        {"form": "report", "answers": {"x" * 65: "y"}},
        {"form": "report", "answers": {str(number): "x" for number in range(61)}},
        {"form": "report", "answers": {"x": ["y"] * 51}},
        {"form": "report", "answers": {}, "owner": "web:kim"},
    ],
)
async def test_what_is_no_form_is_refused(client: Client, office: FakeOffice, body: dict[str, object]) -> None:
    """And kept nowhere."""
    assert (await client.post("/api/drafts", json=body, **RAE)).status == 400
    assert not office.form_drafts.kept
    assert (await client.get("/api/drafts/anonymous", **RAE)).status == 404


async def test_drafts_are_kept_in_the_real_storage(client: Client, office: FakeOffice, tmp_path: Path) -> None:
    """Sealed, with half characters left out."""
    keys.new_file(tmp_path / "keys.json")
    database = Database(file_url(tmp_path / "drafts.sqlite3"))
    office.form_drafts = SqlFormDrafts(database, Keyring(tmp_path / "keys.json"))  # type: ignore[assignment]
    kept = {"what": "He \ud83d read out", "evidence": ["link", "witness"]}
    assert (await client.post("/api/drafts", json={"form": "report", "answers": kept}, **RAE)).status == 204
    found = await (await client.get("/api/drafts/report", **RAE)).json()
    assert found == {"answers": {"what": "He  read out", "evidence": ["link", "witness"]}}
    assert b"read out" not in (tmp_path / "drafts.sqlite3").read_bytes()
    office.clock.forward(hours=25)
    assert await (await client.get("/api/drafts/report", **RAE)).json() == {"answers": None}
    await database.close()
