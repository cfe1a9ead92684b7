"""The check of drafts in the interface, and that no draft stays anywhere."""

import asyncio
import json
import logging
from dataclasses import replace

import pytest

from handlers.check.handler import CheckHandler
from handlers.check.messages import MAX_DRAFT
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError
from knowledge.library import DEFAULT_FOLDER, Library
from knowledge.screening import Screening
from tests.bot.web.conftest import Client, Serve
from tests.bot.web.fakes import PROXY, BrokenDetector, SlowDetector, WordDetector, checker, settings

DRAFT = "😤 Alex Moss called my office. The weather is fine here today."
JSON = {"Content-Type": "application/json"}


async def test_a_checked_draft_follows_the_contract(client: Client) -> None:
    """The fields are those of the command line; offsets are code points, and rules open on this site."""
    response = await client.post("/api/check", json={"draft": DRAFT, "org": "bc", "capacity": "official"})
    reply = await response.json()
    assert response.status == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert (reply["verdict"], reply["by_capacity"], reply["emergency"]) == ("stop", None, False)
    assert {"prior_approvals", "not_checked", "contacts", "latency_ms"} <= reply.keys()
    finding = reply["findings"][0]
    assert (finding["category"], finding["severity"]) == ("personal_information", "violation")
    assert DRAFT[finding["start"] : finding["end"]] == finding["span"] == "Alex Moss"
    assert finding["citations"][0]["url"].startswith("/documents/bc-2010-guidelines?passage=")
    assert reply["suggestion"] == "The weather is fine here today."


async def test_without_a_capacity_both_are_checked(client: Client, detector: WordDetector) -> None:
    """The top level is the stricter of the two."""
    response = await client.post("/api/check", json={"draft": "I think my office is fine as it is.", "org": "bc"})
    reply = await response.json()
    assert {name: one["verdict"] for name, one in reply["by_capacity"].items()} == {
        "official": "clear",
        "personal": "review",
    }
    assert reply["verdict"] == "review"
    assert {("bc", "official"), ("bc", "personal")} == set(detector.asked)


async def test_half_an_emoji_counts_as_a_character(client: Client) -> None:
    """As it does where the page cuts the draft at the offsets."""
    sent = {"draft": "\ud83d Alex Moss called.", "org": "bc", "capacity": "official"}
    finding = (await (await client.post("/api/check", json=sent)).json())["findings"][0]
    assert (finding["start"], finding["span"]) == (2, "Alex Moss")


async def test_danger_comes_with_a_number(client: Client) -> None:
    """The first step is to call it."""
    response = await client.post("/api/check", json={"draft": "he has a knife", "org": "bc", "capacity": "personal"})
    reply = await response.json()
    assert reply["emergency"] is True
    assert (reply["next_steps"][0]["kind"], reply["next_steps"][0]["target"]) == ("emergency", "911")


@pytest.mark.parametrize("sent", [{}, {"org": None}])
async def test_without_an_organisation_the_deployments_own_counts(
    serve: Serve, detector: WordDetector, sent: dict[str, object]
) -> None:
    """A draft is never checked by all of them at once."""
    client = await serve(settings(org="ns"))
    assert (await client.post("/api/check", json={"draft": "x y", "capacity": "official", **sent})).status == 200
    assert set(detector.asked) == {("ns", "official")}


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{", "not valid JSON"),
        ("[" * 20_000, "not valid JSON"),
        ("[]", "must be a JSON object"),
        ("{}", "'draft' is missing"),
        ('{"draft": 7}', "'draft'"),
        ('{"draft": "x", "capacity": "private"}', "'capacity'"),
        ('{"draft": "x", "secret_words": 1}', "it takes: draft, org, capacity"),
        ('{"draft": "x"}', "choose yours"),
        ('{"draft": "x", "org": ""}', "choose one of"),
        ('{"draft": "x", "org": "mars"}', "choose one of"),
        ('{"draft": " \\n ", "org": "bc"}', "There are no words in this draft"),
        (json.dumps({"draft": "x" * (MAX_DRAFT + 1), "org": "bc"}), "has 40,001 characters; at most 40,000"),
        (json.dumps({"draft": "😀" * (MAX_DRAFT + 1), "org": "bc"}), "has 40,001 characters; at most 40,000"),
    ],
)
async def test_a_bad_draft_is_refused_in_a_sentence(client: Client, body: str, told: str) -> None:
    """Status 400, and the sentence says what is wrong without repeating unknown fields."""
    response = await client.post("/api/check", data=body.encode(), headers=JSON)
    error = (await response.json())["error"]
    assert response.status == 400
    assert told in error
    assert "secret_words" not in error


async def test_a_draft_of_another_site_cannot_be_taken_for_json(client: Client) -> None:
    """Only a body declared as JSON is read: browsers send others across sites without asking."""
    response = await client.post("/api/check", data='{"draft":"x","org":"bc"}', headers={"Content-Type": "text/plain"})
    assert response.status == 400


@pytest.mark.parametrize(
    "draft", ["😀" * (MAX_DRAFT - 1) + "x", "\x01" * (MAX_DRAFT - 1) + "x"], ids=["emoji", "control"]
)
async def test_the_longest_draft_is_read_however_it_is_escaped(client: Client, draft: str) -> None:
    """Twelve bytes for each emoji are the most that JSON makes of a character."""
    body = json.dumps({"draft": draft, "org": "bc", "capacity": "personal"}).encode()
    response = await client.post("/api/check", data=body, headers=JSON)
    assert response.status == 200
    assert (await response.json())["verdict"] == "clear"


async def test_more_than_that_is_refused_in_a_sentence(client: Client) -> None:
    """Status 413; other routes take no more than before."""
    body = json.dumps({"draft": "😀" * (MAX_DRAFT + 400), "org": "bc"}).encode()
    response = await client.post("/api/check", data=body, headers=JSON)
    assert response.status == 413
    assert "40,000 characters" in (await response.json())["error"]
    asked = await client.post("/api/ask", json={"question": "x" * 70_000})
    assert asked.status == 413
    assert "64 KiB" in (await asked.json())["error"]


@pytest.mark.parametrize(
    "cause",
    [
        KnowledgeError(DEFAULT_FOLDER / "screening", "holds no categories.yaml; without it no draft is checked"),
        IndexUnusable("nothing was learned for drafts; run 'conduct tune drafts', then 'conduct index'"),
    ],
    ids=["knowledge", "index"],
)
async def test_what_was_not_prepared_is_said_to_the_person_and_told_to_the_administrator(
    serve: Serve, caplog: pytest.LogCaptureFixture, cause: Exception
) -> None:
    """Status 503 and a sentence with a token; the log has the token, and which command mends it."""
    client = await serve(check=cause)
    response = await client.post("/api/check", json={"draft": "my private trouble", "org": "bc"})
    error = (await response.json())["error"]
    token = error.rpartition("incident ")[2].rstrip(".")
    assert response.status == 503
    assert "Drafts cannot be checked here" in error
    assert str(cause) not in error
    assert f"incident {token}: {cause}" in caplog.text
    assert "private trouble" not in caplog.text
    assert "Traceback" not in caplog.text + error
    assert (await client.post("/api/ask", json={"question": "linkedin", "org": "bc"})).status == 200


async def test_an_organisation_without_rules_for_drafts_is_named(
    serve: Serve, library: Library, screening: Screening
) -> None:
    """With those that have some."""
    ours = {
        name: replace(one, rules=tuple(rule for rule in one.rules if rule.organisation != "ns"))
        for name, one in screening.categories.items()
    }
    client = await serve(check=checker(library, replace(screening, categories=ours)))
    response = await client.post("/api/check", json={"draft": "x", "org": "ns"})
    assert response.status == 400
    assert "no rules for drafts of 'ns'" in (await response.json())["error"]


async def test_the_page_answers_while_a_draft_is_checked(serve: Serve, library: Library, screening: Screening) -> None:
    """What screens runs beside the loop, which serves others meanwhile."""
    slow = SlowDetector()
    client = await serve(check=checker(library, screening, slow))
    checking = asyncio.create_task(client.post("/api/check", json={"draft": "anything", "org": "bc"}))
    await asyncio.to_thread(slow.begun.wait, 5)
    assert (await client.get("/health")).status == 200
    assert not checking.done()
    slow.go_on.set()
    assert (await checking).status == 200


SENTINEL = "zq7sentinel"


async def _send(client: Client, draft: str, **fields: object) -> str:
    response = await client.post("/api/check", json={"draft": draft, "org": "bc", **fields})
    return await response.text() if response.status != 200 else ""


async def test_no_draft_reaches_a_log_or_an_error(
    serve: Serve,
    library: Library,
    screening: Screening,
    checks: CheckHandler,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Checked, refused, too long, broken on the way or unprepared: its words are in no log, output or error."""
    caplog.set_level(logging.DEBUG)
    said = []
    for given in (checks, checker(library, screening, BrokenDetector()), IndexUnusable("missing; run 'conduct index'")):
        client = await serve(check=given)
        said += [
            await _send(client, f"Alex Moss {SENTINEL} called my office."),
            await _send(client, SENTINEL, org="mars"),
            await _send(client, SENTINEL, capacity="neither"),
            await _send(client, SENTINEL * MAX_DRAFT),
            await _send(client, f"{SENTINEL} " + "x" * MAX_DRAFT),
            await (await client.post("/api/check", data=f'{{"draft": "{SENTINEL}', headers=JSON)).text(),
            await (await client.post("/api/check", json={SENTINEL: 1})).text(),
            await (await client.post("/api/check", json={"draft": [SENTINEL]})).text(),
        ]
    assert "RuntimeError at fakes.py" in caplog.text
    printed = capfd.readouterr()
    assert SENTINEL not in caplog.text + "".join(said) + printed.out + printed.err
    assert not [one for one in caplog.records if SENTINEL in str(vars(one))]


async def test_the_page_says_first_that_it_keeps_nothing(client: Client) -> None:
    """Before the form; it is not kept by the browser, holds no code of its own, and says how long a draft may be."""
    response = await client.get("/check")
    page = await response.text()
    assert response.headers["Cache-Control"] == "no-store"
    assert page.index("keeps no copy of your draft, and nothing is posted") < page.index("<form")
    assert f'data-most="{MAX_DRAFT}"' in page
    assert "<style" not in page
    assert "All organisations" not in page
    assert 'href="/check" aria-current="page"><span>Check<span' in page


async def test_behind_a_signin_nobody_checks_without_one(serve: Serve, detector: WordDetector) -> None:
    """Neither the page nor the interface answers."""
    client = await serve(settings(**PROXY))
    assert (await client.get("/check")).status == 401
    assert (await client.post("/api/check", json={"draft": DRAFT, "org": "bc"})).status == 401
    assert not detector.asked


async def test_every_page_leads_to_the_check(client: Client) -> None:
    """By its header; the chat by its introduction as well."""
    for path in ("/", "/documents", "/documents/bc-2019-qa", "/nothing"):
        assert 'href="/check"><span>Check<span' in await (await client.get(path)).text(), path
    assert "Have you written it already?" in await (await client.get("/")).text()
