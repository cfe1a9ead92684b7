"""The interface in JSON."""

import asyncio
import json
import logging

import pytest

from handlers.feedback import Feedback
from knowledge.library import Library
from tests.bot.web.conftest import TODAY, Client, Serve
from tests.bot.web.fakes import BrokenSearch, FakeSearch, MemoryFeedback, SlowSearch, settings


async def test_an_answer_follows_the_contract_with_relative_addresses(client: Client) -> None:
    """The fields are those of the command line, and a citation's address is a path of this site."""
    response = await client.post("/api/ask", json={"question": "May I use LinkedIn?", "org": "bc"})
    reply = await response.json()
    assert response.status == 200
    assert reply["answered"] is True
    assert reply["clarify"] == "capacity"
    assert {"answer", "contacts", "emergency", "next_steps", "latency_ms"} <= reply.keys()
    assert reply["citations"][0]["url"].startswith("/documents/bc-2019-qa?passage=")


async def test_what_is_known_of_the_asker_reaches_the_search(client: Client, search: FakeSearch) -> None:
    """Organisation, role, capacity and the earlier questions are handed on."""
    asked = {"question": "linkedin?", "org": "ns", "role": "supervisor", "capacity": "official", "history": ["before"]}
    await client.post("/api/ask", json=asked)
    query = search.asked[0]
    assert (query.organisation, query.role, query.capacity) == ("ns", "supervisor", "official")
    assert query.history == ("before",)


async def test_without_an_organisation_the_deployments_own_counts(serve: Serve, search: FakeSearch) -> None:
    """Left out, it is the setting's; null searches all."""
    client = await serve(settings(org="ns"))
    await client.post("/api/ask", json={"question": "linkedin?"})
    await client.post("/api/ask", json={"question": "linkedin?", "org": None})
    assert [query.organisation for query in search.asked] == ["ns", None]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{", "not valid JSON"),
        ("\udcff", "not valid JSON"),
        ("[" * 20_000, "not valid JSON"),
        ("[]", "must be a JSON object"),
        ("{}", "'question' is missing"),
        ('{"question": 7}', "'question'"),
        ('{"question": "x", "role": "minister"}', "'role'"),
        ('{"question": "x", "capacity": ""}', "'capacity'"),
        ('{"question": "x", "history": "y"}', "'history'"),
        ('{"question": "x", "history": [1]}', "'history.0'"),
        (json.dumps({"question": "x", "history": ["y"] * 21}), "'history'"),
        ('{"question": "x", "secret_words": 1}', "it takes: question, org"),
        ('{"question": "  "}', "There is no question"),
        ('{"question": "?!"}', "no words"),
        (json.dumps({"question": "x" * 5000}), "at most 4,000"),
        ('{"question": "x", "org": "mars"}', "choose one of"),
    ],
)
async def test_a_bad_question_is_refused_in_a_sentence(client: Client, body: str, told: str) -> None:
    """Status 400, and the sentence says what is wrong without repeating unknown fields."""
    data = body.encode("utf-8", "surrogateescape")
    response = await client.post("/api/ask", data=data, headers={"Content-Type": "application/json"})
    error = (await response.json())["error"]
    assert response.status == 400
    assert told in error
    assert "secret_words" not in error


async def test_a_form_of_another_site_cannot_be_taken_for_json(client: Client) -> None:
    """Only a body declared as JSON is read: browsers send others across sites without asking."""
    response = await client.post("/api/ask", data='{"question":"x"}', headers={"Content-Type": "text/plain"})
    assert response.status == 400


async def test_a_body_that_is_too_large_is_refused(client: Client) -> None:
    """More than 64 KiB gets status 413 and a sentence."""
    response = await client.post("/api/ask", json={"question": "x" * 70_000})
    assert response.status == 413
    assert "too long" in (await response.json())["error"]


async def test_a_fault_shows_a_token_and_logs_no_words(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    """The answer and the log share the token; the question, which the exception quotes, is in neither."""
    caplog.set_level(logging.DEBUG)
    client = await serve(None, BrokenSearch())
    response = await client.post("/api/ask", json={"question": "my private trouble", "org": "bc"})
    error = (await response.json())["error"]
    token = error.rpartition("incident ")[2].rstrip(".")
    assert response.status == 500
    assert f"incident {token}: RuntimeError at fakes.py" in caplog.text
    assert "private trouble" not in caplog.text + error
    assert "Traceback" not in caplog.text + error


async def test_the_page_answers_while_a_question_is_computed(serve: Serve) -> None:
    """A slow search runs beside the loop, which serves others meanwhile."""
    slow = SlowSearch()
    client = await serve(None, slow)
    asking = asyncio.create_task(client.post("/api/ask", json={"question": "anything", "org": "bc"}))
    await asyncio.to_thread(slow.begun.wait, 5)
    assert (await client.get("/health")).status == 200
    assert not asking.done()
    slow.go_on.set()
    assert (await asking).status == 200


async def test_organisations_are_listed_with_the_default(serve: Serve) -> None:
    """By name, with the deployment's own marked."""
    client = await serve(settings(org="ns"))
    listed = await (await client.get("/api/organisations")).json()
    assert {one["id"] for one in listed} == {"bc", "ns", "sk-ipc"}
    assert [one["id"] for one in listed if one["default"]] == ["ns"]
    assert [one["name"] for one in listed] == sorted(one["name"] for one in listed)


async def test_questions_are_offered_by_organisation(client: Client, library: Library) -> None:
    """Each organisation's own, in its order; whoever is of none is offered one of each in turn."""
    offered = await (await client.get("/api/examples")).json()
    known = library.organisations
    assert set(offered) == {*known, ""}
    assert all(tuple(offered[org]) == known[org].examples[:6] and offered[org] for org in known)
    assert offered[""] == [one.examples[turn] for turn in range(2) for one in known.values()]


async def test_feedback_is_kept_with_the_day_and_no_name(client: Client, store: MemoryFeedback) -> None:
    """What was sent, dated, and nothing else."""
    passage = "bc-2019-qa#d16a553801c8"
    response = await client.post("/api/feedback", json={"helpful": True, "org": "bc", "passages": [passage]})
    assert response.status == 204
    assert store.kept == [Feedback(day=TODAY, org="bc", helpful=True, passages=(passage,))]


async def test_an_unanswered_question_is_kept_when_it_is_sent(client: Client, store: MemoryFeedback) -> None:
    """The words arrive as sent."""
    await client.post("/api/feedback", json={"helpful": None, "org": None, "question": "pension?"})
    assert store.kept == [Feedback(day=TODAY, org=None, helpful=None, question="pension?")]


@pytest.mark.parametrize(
    "body",
    [
        {"helpful": None},
        {"org": "bc"},
        {"helpful": "yes"},
        {"helpful": True, "org": "mars"},
        {"helpful": True, "passages": ["some words that a person wrote"]},
        {"helpful": True, "passages": [f"bc-2019-qa#{number:012x}" for number in range(11)]},
        {"helpful": None, "question": "x" * 5000},
    ],
)
async def test_bad_feedback_is_refused(client: Client, store: MemoryFeedback, body: dict[str, object]) -> None:
    """Status 400, and nothing is kept."""
    response = await client.post("/api/feedback", json=body)
    assert response.status == 400
    assert (await response.json())["error"]
    assert not store.kept


async def test_an_unknown_address_of_the_interface_answers_in_json(client: Client) -> None:
    """Programs get JSON, also for what does not exist."""
    response = await client.get("/api/nothing")
    assert response.status == 404
    assert (await response.json())["error"]
    assert (await client.get("/api/ask")).status == 405
