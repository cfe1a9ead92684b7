"""Following up a case with its receipt code."""

import pytest

from tests.bot.web.conftest import Client, Pauses
from tests.bot.web.reporting import Body, FakeOffice, a_report, decide, disclosed, file, only_case, press

HERE = "/api/receipt"
ADDED: Body = {"text": "x", "submission": "5eed" * 8}


@pytest.fixture
async def code(client: Client) -> str:
    """The code of an anonymous report."""
    return str((await file(client, a_report(), "/api/anonymous"))["receipt"])


async def _post(client: Client, act: str, code: str, **more: object) -> Body:
    response = await client.post(f"{HERE}/{act}", json={"receipt": code, **more})
    assert response.status == 200, await response.text()
    found: Body = await response.json()
    return found


async def test_a_code_opens_its_case_however_it_is_typed(client: Client, office: FakeOffice, code: str) -> None:
    """In small letters, with spaces, without hyphens; the answer holds no id that opens anything else."""
    number = only_case(office).number
    for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('-', '')} "):
        view = await _post(client, "open", typed)
        assert view["number"] == number
    assert "id" not in view
    assert view["state"].startswith("It is kept")
    assert [one["name"] for one in view["recipients"]] == ["Ina Take"]


async def test_what_was_done_is_ticked_off(client: Client, office: FakeOffice, code: str) -> None:
    """A second time changes nothing; what is not there cannot be."""
    for _ in range(2):
        view = await _post(client, "tick", code, duty="myhr")
    assert {one["id"]: bool(one["done_at"]) for one in view["duties"]} == {"myhr": True, "other_ways": False}
    refused = await client.post(f"{HERE}/tick", json={"receipt": code, "duty": "nothing"})
    assert refused.status == 400


async def test_something_is_added_and_brought(client: Client, office: FakeOffice, code: str) -> None:
    """By whoever has the code, without a name."""
    woken = office.courier.woken
    view = await _post(client, "add", code, text="One more thing.", submission=press())
    assert [(one["who"], one["text"], one["own"]) for one in view["messages"]] == [("You", "One more thing.", True)]
    assert office.courier.woken == woken + 1
    assert only_case(office).messages[0].name is None
    refused = await client.post(f"{HERE}/add", json={"receipt": code, "text": " \n", "submission": press()})
    assert refused.status == 400


async def test_the_same_press_adds_once(client: Client, office: FakeOffice, code: str) -> None:
    """Its answer got lost, and it is sent again: it is there once, and nobody is told twice; of another it is anew."""
    pressed = press()
    for _ in range(2):
        view = await _post(client, "add", code, text="One more thing.", submission=pressed)
        assert [one["text"] for one in view["messages"]] == ["One more thing."]
    told = [one.notice.kind for one in office.store.outbox]
    assert told.count("message") == 1
    view = await _post(client, "add", code, text="One more thing.", submission=press())
    assert len(view["messages"]) == 2
    assert not any(pressed in str(one) for one in view["messages"])


@pytest.mark.parametrize("pressed", [None, "", "x" * 32, "5eed"])
async def test_without_a_press_of_its_own_nothing_is_added(
    client: Client, office: FakeOffice, code: str, pressed: str | None
) -> None:
    """What could be taken twice is refused."""
    body = {"receipt": code, "text": "More."} | ({"submission": pressed} if pressed is not None else {})
    assert (await client.post(f"{HERE}/add", json=body)).status == 400
    assert not only_case(office).messages


async def test_somebody_who_turns_out_to_be_involved_is_kept_out(client: Client, office: FakeOffice, code: str) -> None:
    """Somebody else is told instead; the names must be some, and not too many."""
    view = await _post(client, "keep-out", code, names=["Ina Take"])
    assert "Alba Lone" in [one["name"] for one in view["recipients"]]
    for names in ([], ["x" * 121], ["Kim Lee"] * 11):
        refused = await client.post(f"{HERE}/keep-out", json={"receipt": code, "names": names})
        assert refused.status == 400


async def test_a_decision_is_accepted(client: Client, office: FakeOffice) -> None:
    """With the code that a disclosure got too."""
    filed = await file(client, disclosed())
    refused = await client.post(f"{HERE}/accept", json={"receipt": filed["receipt"]})
    assert refused.status == 400
    await decide(office, only_case(office), "no conflict", "")
    view = await _post(client, "open", filed["receipt"])
    assert (view["outcome"], view["may_accept"]) == ("no conflict", True)
    view = await _post(client, "accept", filed["receipt"])
    assert not view["may_accept"]


@pytest.mark.parametrize("wrong", ["", "wrong", "2222-2222-2222-2222-2222", "'; drop table cases", "É" * 100])
async def test_a_wrong_code_opens_nothing(
    client: Client, pauses: Pauses, office: FakeOffice, code: str, wrong: str
) -> None:
    """One sentence whatever the reason, a moment later, on every route; nothing is changed."""
    before = only_case(office)
    acts: dict[str, Body] = {"open": {}, "add": ADDED, "tick": {"duty": "myhr"}, "accept": {}}
    for act, more in acts.items():
        refused = await client.post(f"{HERE}/{act}", json={"receipt": wrong, **more})
        assert refused.status == 400
        assert (await refused.json())["error"].startswith("This code opens nothing here.")
    assert pauses.slept == [1.0] * 4
    assert only_case(office) == before


async def test_ten_wrong_codes_and_nothing_opens_for_a_while(client: Client, pauses: Pauses, code: str) -> None:
    """Not even the right one; but right ones do not count."""
    for _ in range(12):
        await _post(client, "open", code)
    for number in range(10):
        assert (await client.post(f"{HERE}/open", json={"receipt": f"wrong {number}"})).status == 400
    acts: dict[str, Body] = {"tick": {"duty": "myhr"}, "add": ADDED, "keep-out": {"names": ["x"]}}
    for act, more in (acts | {"open": {}, "accept": {}}).items():
        assert (await client.post(f"{HERE}/{act}", json={"receipt": code, **more})).status == 429
    pauses.seconds += 601
    await _post(client, "open", code)


async def test_additions_are_not_without_end(client: Client, code: str) -> None:
    """Thirty in ten minutes."""
    for _ in range(30):
        await _post(client, "add", code, text="x", submission=press())
    assert (await client.post(f"{HERE}/add", json={"receipt": code, **ADDED})).status == 429


async def test_a_code_is_never_in_an_address(client: Client, code: str) -> None:
    """It is taken from bodies alone."""
    assert (await client.get(f"{HERE}/open", params={"receipt": code})).status == 405
    refused = await client.post(f"{HERE}/open?receipt={code}", json={})
    assert refused.status == 400
    assert code not in await refused.text()


async def test_whoever_is_kept_out_is_shown_to_their_reporter_as_they_said(client: Client, office: FakeOffice) -> None:
    """The names of those who are involved are told to whoever gave them, and stand nowhere else in the answer."""
    filed = await file(client, a_report(involved={"names": ["Paula Affair"]}), "/api/anonymous")
    shown = await _post(client, "open", filed["receipt"])
    assert shown.pop("kept_out") == filed["case"].pop("kept_out") == ["Paula Affair"]
    assert "Paula" not in str((filed, shown))
