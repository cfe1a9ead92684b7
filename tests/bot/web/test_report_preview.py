"""Reports before they are sent: who will see them, and what cannot be taken."""

import json

import pytest

from bot.web.reporter.bodies import FORM_LIMIT
from tests.bot.web.conftest import Client, Pauses, Serve
from tests.bot.web.fakes import settings
from tests.bot.web.reporting import (
    WORDS,
    Body,
    FakeOffice,
    a_report,
    disclosed,
    named,
    press,
    previewed,
)


@pytest.fixture
async def client(serve: Serve) -> Client:
    """The page of British Columbia's employees, who may name people at gov.example."""
    return await serve(settings(org="bc", staff_domains="gov.example"))


async def test_who_will_see_it_is_shown_before_it_is_sent(client: Client) -> None:
    """By name and role, why, and what goes with it; nobody is chosen for the reporter."""
    answers = {"danger": "no", "what": "Sam Visor lost my laptop", "information_out": "yes"}
    shown = await previewed(client, named(type="information_incident", answers=answers))
    (recipient,) = shown["recipients"]
    assert recipient == {"name": "Ina Take", "role": "Intake", "because": "intake", "full": False, "here": False}
    (choice,) = shown["choices"]
    assert [(one["name"], one["role"]) for one in choice["people"]] == [
        ("Sam Visor", "Your supervisor"),
        ("Mona Ager", "Your manager"),
    ]
    assert choice["may_name"] == {"supervisor": "Your supervisor", "manager": "Your manager"}
    assert shown["concerned"]["said"] == [{"name": "Sam Visor", "who": "Your supervisor"}]
    assert [(one["name"], one["who"]) for one in shown["concerned"]["others"]] == [
        ("Mona Ager", "Your manager"),
        ("Ina Take", "Intake"),
        ("Dee Puty", "stands in for Ina Take"),
        ("Alba Lone", "Independent intake"),
    ]
    assert shown["concerned"]["other_roles"] == {"supervisor": "Your supervisor", "manager": "Your manager"}
    assert [(one["name"], one["who"]) for one in shown["line"]] == [
        ("Dee Puty", "stands in for Ina Take"),
        ("Alba Lone", "Independent intake"),
    ]
    assert "gov.example" not in json.dumps(choice)
    assert shown["collection"] == {
        "authority": "section 26 of the Act", "purpose": "to look into it", "contact": "privacy@gov.example",
    }  # fmt: skip
    assert (shown["anonymous"], shown["call"]) == (None, None)
    assert "alleged" in shown["alleged"]
    assert any("Service Desk" in one for one in shown["remains"])


async def test_whoever_is_involved_is_not_among_them(client: Client) -> None:
    """Neither to choose from nor as a recipient; nor is somebody who stands in for them."""
    sent = named(type="respectful_workplace", involved={"roles": ["supervisor"]})
    shown = await previewed(client, sent)
    assert [one["name"] for one in shown["recipients"]] == ["Ina Take"]
    assert not shown["choices"]
    shown = await previewed(client, named(involved={"names": ["Ina Take"]}))
    assert [one["name"] for one in shown["recipients"]] == ["Alba Lone"]


async def test_a_choice_is_told_by_its_tag_and_a_condition_by_its_step(client: Client) -> None:
    """Both change who will see it."""
    answers = {"danger": "no", "what": "a page for our office"}
    sent = named(type="account_approval", answers=answers)
    first = await previewed(client, sent)
    (choice,) = first["choices"]
    assert [one["step"] for one in first["conditions"]] == [1, 2]
    sam = choice["people"][0]
    chosen = {"step": choice["step"], "contact": sam["contact"], "tag": sam["tag"]}
    second = await previewed(client, sent | {"chosen": [chosen], "applies": [1]})
    assert [one["name"] for one in second["recipients"]] == ["Sam Visor", "Paula Affair"]
    assert first["seen"] != second["seen"]


async def test_somebody_whose_name_is_not_there_is_named_with_a_work_address(client: Client) -> None:
    """At a domain of the settings, and nowhere else."""
    somebody = {"step": 0, "contact": "supervisor", "name": "Noa Stern", "mail": "noa@gov.example"}
    sent = named(type="respectful_workplace", chosen=[somebody])
    assert [one["name"] for one in (await previewed(client, sent))["recipients"]] == ["Noa Stern"]
    sent["chosen"] = [somebody | {"mail": "noa@elsewhere.example"}]
    refused = await client.post("/api/report/preview", json=sent)
    assert refused.status == 400
    assert "@gov.example" in (await refused.json())["error"]


async def test_without_staff_domains_nobody_can_be_named(serve: Serve) -> None:
    """What cannot be chosen is not offered."""
    client = await serve(settings(org="bc"))
    shown = await previewed(client, named(type="own_conduct"))
    assert [one["may_name"] for one in shown["choices"]] == [{}]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"type": None}, "Say first what it is about"),
        ({"type": "conflict_of_interest"}, "use the disclosure"),
        ({"type": "intellectual_property"}, "Say first which of these it is"),
        ({"org": "ns"}, "not taken here"),
        ({"unit": "Mars"}, "not known here"),
        ({"chosen": [{"step": 99, "contact": "supervisor", "tag": "x"}]}, "none of the route's"),
        ({"chosen": [{"step": -1, "contact": "myhr", "tag": "x"}]}, "none of the route's"),
        ({"type": "respectful_workplace", "chosen": [{"step": 0, "contact": "manager", "tag": "x"}]}, "none of the"),
        ({"type": "respectful_workplace", "chosen": [{"step": 0, "contact": "supervisor", "tag": "x"}]}, "any more"),
        ({"chosen": [{"step": "0", "contact": "myhr"}]}, "'chosen.0.step'"),
        ({"applies": ["1"]}, "'applies.0'"),
        ({"involved": {"names": ["Kim Lee"] * 12}}, "'involved.names'"),
        ({"involved": {"names": ["x" * 121]}}, "120 characters"),
        ({"answers": {"danger": 7}}, "'answers.danger"),
        ({"kind": "rumour"}, "'kind'"),
        ({"reporter": "web:somebody"}, "not known here"),
    ],
)
async def test_what_was_tampered_with_is_refused(client: Client, changes: Body, told: str) -> None:
    """In a sentence, and nothing is kept."""
    for path in ("preview", "file"):
        pressed = {"submission": press(), "seen": press()} if path == "file" else {}
        response = await client.post(f"/api/report/{path}", json=named(**changes) | pressed)
        assert response.status == 400
        assert told in (await response.json())["error"]


async def test_answers_that_cannot_be_taken_are_told_by_field(client: Client) -> None:
    """Each in a sentence; the name as well."""
    answers = {"what": "x", "when": "2031-01-01", "where": "x" * 301, "nonsense": "x"}
    response = await client.post("/api/report/preview", json=named(answers=answers))
    told = await response.json()
    assert response.status == 400
    assert told["problems"].keys() == {"danger", "when", "where", "nonsense"}
    response = await client.post("/api/report/preview", json=a_report(name=" "))
    assert (await response.json())["problems"].keys() == {"name"}


async def test_what_was_understood_as_danger_is_urgent(client: Client, office: FakeOffice) -> None:
    """Somebody is told at once, where the reporter does not say that there is none."""
    shown = await previewed(client, named(answers={"danger": "unsure", "what": WORDS}))
    assert [one["because"] for one in shown["recipients"]] == ["urgent", "intake"]
    sent = disclosed(danger=True)
    assert [one["because"] for one in (await previewed(client, sent))["recipients"]] == ["urgent", "intake"]


async def test_too_long_a_form_is_refused(client: Client) -> None:
    """With status 413 and a sentence."""
    sent = named(answers={"what": "x" * FORM_LIMIT.most})
    response = await client.post("/api/report/preview", json=sent)
    assert response.status == 413
    assert "shorten" in (await response.json())["error"]


async def test_people_who_are_known_are_not_slowed_down(client: Client, pauses: Pauses) -> None:
    """Only what is open to everybody counts tries."""
    for _ in range(70):
        assert (await client.post("/api/report/preview", json=named())).status == 200
    assert not pauses.slept
