"""Reports before anybody has confirmed anything: what is asked, and what is understood."""

import asyncio
from threading import Event

import pytest

from bot.settings import SettingsError
from bot.web.reporter.bodies import TEXT_LIMIT
from handlers.cases.acting import MAX_MESSAGE
from handlers.cases.involved import MAX_NAME, MOST_INVOLVED
from handlers.cases.rules import Rules
from handlers.forms.report import MAX_WHAT
from index.reports.reading import ReportReading
from knowledge.report_records import Role
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import NOT_READ, settings
from tests.bot.web.reporting import (
    Body,
    FakeOffice,
    WordReader,
    named,
)


@pytest.fixture
async def client(serve: Serve) -> Client:
    """The page of British Columbia's employees, who may name people at gov.example."""
    return await serve(settings(org="bc", staff_domains="gov.example"))


async def test_the_setting_says_what_is_asked_and_where_it_is_taken(client: Client) -> None:
    """Forms with their limits and conditions, types of every role, units, numbers, and whom to tell elsewhere."""
    given = await (await client.get("/api/report")).json()
    here, elsewhere = given["organisations"][:2]
    assert (here["id"], here["default"], here["taken"], here["number"]) == ("bc", True, True, "911")
    assert here["units"] == ["Parks", "Forests"]
    assert here["variants"] == {"intellectual_property": ["copyright", "marks"]}
    assert (elsewhere["id"], elsewhere["taken"]) == ("ns", False)
    assert "Your manager" in [one["name"] for one in elsewhere["contacts"]]
    fields = {one["id"]: one for one in given["forms"]["report"]["fields"]}
    assert (fields["what"]["limit"], fields["what"]["required"], fields["what"]["kind"]) == (MAX_WHAT, True, "long")
    assert [given["forms"][one]["opening"] for one in ("report", "disclosure")] == ["what", "interest"]
    assert here["collection"]["authority"] == "section 26 of the Act"
    assert given["limits"] == {"message": MAX_MESSAGE, "name": MAX_NAME, "mail": 254, "involved": MOST_INVOLVED}
    assert {"field": "type", "among": ["information_incident"]} in fields["information"]["only"]
    assert {one["role"] for one in given["types"]} == {None, "supervisor"}
    assert given["domains"] == ["gov.example"]
    assert fields["danger"]["help"] == "If so, or if you are not sure, call 911 before you go on."


async def test_what_is_collected_and_why_is_told_before_anything_is_written(client: Client, office: FakeOffice) -> None:
    """Of each organisation; in local use there is no notice."""
    given = await (await client.get("/api/anonymous")).json()
    assert given["organisations"][0]["collection"] == {
        "authority": "section 26 of the Act", "purpose": "to look into it", "contact": "privacy@gov.example",
    }  # fmt: skip
    office.practice.here = Rules()
    given = await (await client.get("/api/report")).json()
    assert given["organisations"][0]["collection"] is None


async def test_a_number_of_the_deployment_comes_before_the_texts(serve: Serve) -> None:
    """On every form."""
    client = await serve(settings(org="bc", emergency_numbers={"bc": "2222"}))
    given = await (await client.get("/api/report")).json()
    assert given["organisations"][0]["number"] == "2222"
    assert "call the emergency number before" in given["forms"]["report"]["fields"][0]["help"]  # it is 911 elsewhere
    assert 'href="tel:2222"' in await (await client.get("/report")).text()


async def test_what_is_understood_follows_the_contract(client: Client) -> None:
    """The likeliest type, the next plausible ones, the steps with contacts, and sections that open on this site."""
    sent = {"text": "a laptop with files is gone", "org": "bc"}
    reply = await (await client.post("/api/report/understand", json=sent)).json()
    assert (reply["type"], reply["emergency"], reply["number"]) == ("information_incident", False, "911")
    assert [one["type"] for one in reply["alternatives"]] == ["harassment"]
    assert reply["route"][0] | {"citation": {}} == {
        "any_of": ["supervisor", "manager"], "when": None, "deadline": "immediate", "from": "filing",
        "basis": "text", "citation": {}, "note": None, "number": 0,
    }  # fmt: skip
    assert reply["citations"][0]["url"].startswith("/documents/bc-2010-guidelines?passage=")


async def test_a_confirmed_type_comes_first(client: Client) -> None:
    """With its variant, and what the texts say of the matter itself."""
    sent = {"text": "our logo", "org": "bc", "type": "intellectual_property", "variant": "copyright"}
    reply = await (await client.post("/api/report/understand", json=sent)).json()
    assert (reply["type"], reply["variant"], reply["guess"]["chance"]) == ("intellectual_property", "copyright", 1.0)
    assert reply["answer"]["citations"] == []


async def test_danger_comes_first(client: Client) -> None:
    """The first step is to call; the type for it is the first guess."""
    sent = {"text": "he has a knife", "org": "bc"}
    reply = await (await client.post("/api/report/understand", json=sent)).json()
    assert (reply["emergency"], reply["type"]) == (True, "emergency")
    assert reply["steps"][0] == {
        "kind": "emergency", "text": "If someone may be in danger now, call 911 first.", "target": "911",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "status", "told"),
    [
        ({"text": "  ?! ", "org": "bc"}, 400, "no words"),
        ({"text": "x" * (MAX_WHAT + 1), "org": "bc"}, 400, "At most 20,000"),
        ({"text": "x" * TEXT_LIMIT.most, "org": "bc"}, 413, "at most 20,000"),
        ({"text": "gone", "org": "mars"}, 400, "choose one of"),
        ({"text": "gone"}, 400, "'org' is missing"),
        ({"text": "gone", "org": "bc", "type": "supervisor_concern"}, 400, "no type that an employee reports"),
        ({"text": "gone", "org": "bc", "name": "Rae Okoro"}, 400, "it takes: text, org"),
        ({"text": "\ud83d", "org": "bc"}, 400, "no words"),
    ],
)
async def test_what_cannot_be_understood_is_told_in_a_sentence(
    client: Client, sent: Body, status: int, told: str
) -> None:
    """And nothing that was sent is repeated."""
    response = await client.post("/api/report/understand", json=sent)
    error = (await response.json())["error"]
    assert (response.status, "Rae" in error) == (status, False)
    assert told in error


async def test_the_page_answers_while_a_report_is_read(serve: Serve, reader: WordReader) -> None:
    """It is read in a thread of its own."""
    begun, go_on = Event(), Event()
    plain = reader.read

    def slow(text: str, role: Role) -> ReportReading:
        begun.set()
        go_on.wait(10)
        return plain(text, role)

    client = await serve()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WordReader, "read", lambda _, text, role: slow(text, role))
        asking = asyncio.create_task(client.post("/api/report/understand", json={"text": "gone", "org": "bc"}))
        await asyncio.to_thread(begun.wait, 5)
        assert (await client.get("/health")).status == 200
        assert not asking.done()
        go_on.set()
        assert (await asking).status == 200


async def test_where_no_report_can_be_read_none_is_begun(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    """The page says so before anybody has written anything; what was sent before can be followed up."""
    client = await serve(settings(org="bc"), reading=NOT_READ)
    refused = await client.get("/api/report")
    told = (await refused.json())["error"]
    assert refused.status == 503
    assert "not taken here" in told
    assert "call 911 first" in told
    assert "conduct tune reports" in caplog.text
    assert "conduct tune reports" not in told
    assert (await client.get("/api/cases")).status == 200
    assert (await client.post("/api/ask", json={"question": "linkedin", "org": "bc"})).status == 200


async def test_what_reports_need_may_come_while_the_page_is_served(client: Client, office: FakeOffice) -> None:
    """They are taken from then on."""
    office.failing = SettingsError("CONDUCT_CONTACTS: nobody is named")
    assert (await client.post("/api/report/preview", json=named())).status == 503
    assert (await client.get("/report")).status == 503
    office.failing = None
    assert (await client.get("/report")).status == 200
