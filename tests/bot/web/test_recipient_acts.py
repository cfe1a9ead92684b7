"""What a recipient sees and does of a case that they have open, alone and beside others."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from handlers.cases.acting import MAX_MESSAGE, NOT_TO_THEM
from handlers.cases.case import Duty
from handlers.cases.kept_out import kept_out
from handlers.cases.people import ALTERNATE, INTAKE, Involved
from handlers.cases.recipients import Answers
from handlers.cases.reporter_desk import ReporterDesk
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.web.fakes import settings
from tests.bot.web.recipient_fakes import Desk, Door, error, id_of, opened, served
from tests.bot.web.reporting import press
from tests.handlers.cases.builders import NOON, channel, person
from tests.handlers.cases.fakes import Office, office, staffed, tag
from tests.handlers.cases.filings import WORDS

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


# --- what is seen


async def test_a_case_is_shown_as_alleged(desk: Desk, here: Office) -> None:
    """With everything that its recipient needs, and whose session it is."""
    view = desk.view
    assert view["alleged"] == "Alleged: Bullying, harassment or threats"
    assert (view["kind"], view["unit"], view["role"], view["you"]) == ("report", None, "employee", "Hana Yamamoto")
    assert (view["reporter"], view["anonymous"], view["reach"]) == ("Rae Okoro", False, "after six")
    assert view["filed_at"] == NOON.isoformat()
    assert view["acknowledge_by"] == "2026-11-22T12:00:00+00:00"
    assert {"label": "What happened?", "text": WORDS} in view["content"]
    assert (view["state"], view["ended"]) == ("Nobody has said yet that they have it.", False)
    assert view["acts"] == ["acknowledge", "start", "answer", "pass_on", "close"]
    assert (view["outcomes"], view["limit"], view["left"]) == (["settled", "dropped"], MAX_MESSAGE, 1800)
    assert (view["messages"], view["others"], view["danger"]) == ([], [], None)


async def test_nothing_of_how_people_are_reached_is_shown(desk: Desk) -> None:
    """Colleagues are told apart by tags; no address leaves the service, nor a case's id."""
    said = str(desk.view)
    assert "@" not in said
    assert id_of(desk.door.here) not in said


async def test_an_anonymous_case_names_nobody(door: Door, here: Office) -> None:
    """It says so."""
    view = (await opened(door, FRONT, reporter=None)).view
    assert (view["reporter"], view["anonymous"], view["reach"]) == ("anonymous", True, None)


async def test_danger_comes_with_the_number(here: Office, library: Library, reports: Reports) -> None:
    """The organisation's, or the deployment's own."""
    for given, number in (({}, "911"), ({"emergency_numbers": {"bc": "5555"}}, "5555")):
        async with served(here, library, settings(**given)) as door:
            here.clock.forward(hours=1)
            view = (await opened(door, FRONT, danger=True)).view
            assert view["acknowledge_by"] == (here.clock.now + timedelta(hours=1)).isoformat()
            assert view["danger"]["number"] == number
            assert f"call {number} first" in view["danger"]["text"]


async def test_what_is_left_to_the_reporter_is_shown(desk: Desk, here: Office) -> None:
    """With its ticks."""
    case = await here.store.get(id_of(here))
    done = Duty(id="desk", text="Call.", due=NOON, done_at=NOON)
    here.store.put(replace(case, duties=(Duty(id="gilr", text="File it.", due=NOON), done)))
    assert (await desk.read())["duties"] == [
        {"text": "File it.", "due": NOON.isoformat(), "done_at": None, "late": True},
        {"text": "Call.", "due": NOON.isoformat(), "done_at": NOON.isoformat(), "late": False},
    ]


async def test_each_reading_is_noted(desk: Desk, here: Office) -> None:
    """And nothing is read by doing something: that is noted itself."""
    for _ in range(2):
        await desk.read()
    await desk.act("acknowledge")
    assert [action for action, _ in here.store.actions(id_of(here))] == [
        "received", "code_asked_for", "read", "read", "read", "acknowledged",
    ]  # fmt: skip


# --- what is done


async def test_a_report_from_the_link_to_its_end(desk: Desk, here: Office) -> None:
    """Had, worked on, asked about, closed; the reporter is told, and each answer is the case as it is then."""
    view = await desk.act("acknowledge")
    assert (view["state"], view["acknowledge_by"]) == ("Somebody has said that they have it.", None)
    assert view["acts"] == ["start", "answer", "pass_on", "close"]
    view = await desk.act("start")
    assert (view["state"], view["acts"]) == ("Somebody is working on it.", ["answer", "pass_on", "close"])
    here.clock.forward(minutes=1)
    view = await desk.act("answer", text=" When was that?\n")
    (message,) = view["messages"]
    assert (message["who"], message["text"], message["own"]) == ("You", "When was that?", True)
    assert message["at"] == here.clock.now.isoformat()
    await ReporterDesk(here.work).add(id_of(here), "On Monday.")
    view = await desk.read()
    assert [(one["who"], one["text"]) for one in view["messages"][1:]] == [("Rae Okoro", "On Monday.")]
    view = await desk.act("close", outcome="settled", text="We talked.")
    assert (view["ended"], view["outcome"], view["acts"]) == (True, "settled", [])
    assert [one["text"] for one in view["messages"]] == ["When was that?", "On Monday.", "We talked."]
    assert here.store.sent() == [(None, "to_reporter"), (FRONT.key, "message"), (None, "to_reporter")]
    assert desk.door.office.courier.woken == 4


async def test_a_disclosure_is_decided_again_and_ended(door: Door, here: Office) -> None:
    """It is shown as disclosed; each decision is told."""
    desk = await opened(door, FRONT, "conflict_of_interest")
    assert desk.view["alleged"].startswith("Disclosed: ")
    assert desk.view["acts"] == ["acknowledge", "answer", "pass_on", "decide", "retire"]
    view = await desk.act("decide", decision="fine", text="Keep out of permits.")
    assert (view["outcome"], view["review_at"]) == ("fine", "2027-11-20T12:00:00+00:00")
    view = await desk.act("decide", decision="not fine", text="")
    assert (view["outcome"], [one["text"] for one in view["messages"]]) == ("not fine", ["Keep out of permits."])
    view = await desk.act("retire", text="You sold it.")
    assert (view["ended"], view["acts"]) == (True, [])


@pytest.mark.parametrize(
    ("act", "body", "told"),
    [
        ("answer", {"text": " \n"}, "nothing in this message"),
        ("answer", {"text": "x" * (MAX_MESSAGE + 1)}, "10,000"),
        ("close", {"outcome": "buried", "text": ""}, "Choose one of: settled, dropped"),
        ("close", {"outcome": "settled", "text": "x" * (MAX_MESSAGE + 1)}, "10,000"),
        ("decide", {"decision": "fine", "text": ""}, "close this report instead"),
        ("retire", {"text": ""}, "close this report instead"),
        ("pass-on", {"to": "nobody"}, NOT_TO_THEM),
        ("start", {"more": 1}, "not known here"),
    ],
)
async def test_what_cannot_be_done_is_said(desk: Desk, here: Office, act: str, body: dict[str, str], told: str) -> None:
    """In a sentence, and nothing is changed."""
    before = await here.store.get(id_of(here))
    response = await desk.post(act, **body)
    assert response.status == 400
    assert told in await error(response)
    assert await here.store.get(id_of(here)) == before


@pytest.mark.parametrize(
    ("act", "body", "state"),
    [
        ("answer", {}, "Somebody has said that they have it."),
        ("close", {"outcome": "settled"}, "It is closed."),
    ],
)
async def test_the_same_press_is_taken_once(
    desk: Desk, here: Office, act: str, body: dict[str, str], state: str
) -> None:
    """Its answer got lost, and it is sent again as the case was seen before: it is done, said and told once."""
    same = {"text": "We talked.", "submission": press(), **body}
    first = await (await desk.post(act, **same)).json()
    actions, told = here.store.actions(id_of(here)), len(here.store.outbox)
    again = await desk.post(act, **same)
    assert again.status == 200
    second = await again.json()
    assert (second["state"], second["messages"]) == (state, first["messages"])
    assert [one["text"] for one in second["messages"]] == ["We talked."]
    assert (here.store.actions(id_of(here)), len(here.store.outbox)) == (actions, told)
    assert (await desk.post(act, **{**same, "submission": press()})).status == 409


async def test_a_decision_by_the_same_press_is_made_once(door: Door, here: Office) -> None:
    """With its words, and so is the end of a disclosure."""
    desk = await opened(door, FRONT, "conflict_of_interest")
    for act, more in (("decide", {"decision": "fine"}), ("retire", {})):
        same = {"text": f"Words to {act}.", "submission": press(), **more}
        seen = desk.view["seen"]
        for _ in range(2):
            await desk.act(act, **same, seen=seen)
    case = await here.store.get(id_of(here))
    assert [one.text for one in case.messages] == ["Words to decide.", "Words to retire."]
    assert [action for action, _ in here.store.actions(case.id)].count("decided") == 1


async def test_the_longest_message_is_taken(desk: Desk) -> None:
    """However many bytes it has; one of several times that is not even read."""
    view = await desk.act("answer", text="😀" * MAX_MESSAGE)
    assert len(view["messages"][0]["text"]) == MAX_MESSAGE
    response = await desk.post("answer", text="😀" * MAX_MESSAGE * 3)
    assert response.status == 413
    assert "10,000" in await error(response)


async def test_what_cannot_be_kept_is_said(desk: Desk, here: Office) -> None:
    """And can be tried again."""
    here.store.broken = True
    response = await desk.post("acknowledge")
    assert response.status == 503
    assert "could not be kept" in await error(response)
    here.store.broken = False
    await desk.act("acknowledge")


# --- passing on


async def test_a_case_is_passed_on_to_somebody_of_the_list(desk: Desk, here: Office) -> None:
    """By name and role; they are told, can open it, and are not offered again."""
    assert [(one["name"], one["role"]) for one in desk.view["colleagues"]] == [
        ("Dina Vuković", "Ministry Information Security Officer (MISO)"),
        ("Emil Sørby", "Ministry Information Security Officer (MISO)"),
        ("Jun Takahashi", "Independent intake"),
    ]
    view = await desk.act("pass-on", to=desk.view["colleagues"][0]["tag"])
    assert [(one["name"], one["has_it"]) for one in view["others"]] == [("Dina Vuković", False)]
    assert [one["name"] for one in view["colleagues"]] == ["Emil Sørby", "Jun Takahashi"]
    other = await desk.door.enter(MISO.key)
    assert [one["name"] for one in other.view["others"]] == ["Hana Yamamoto"]
    assert other.session != desk.session


async def test_nobody_who_must_not_see_it_is_offered_or_taken(door: Door, here: Office) -> None:
    """Nor their deputies, nor where several read; who it is that is refused, and why, is not said."""
    answers = Answers(involved=Involved(names=("Dina Vuković",)))
    desk = await opened(door, FRONT, answers=answers)
    assert [one["name"] for one in desk.view["colleagues"]] == ["Jun Takahashi"]
    refused = [await desk.post("pass-on", to=tag(one)) for one in (MISO, MISO.deputies[0], LOUD, FRONT)]
    refused += [await desk.post("pass-on", to=one) for one in ("", "\0", MISO.key)]
    assert {(one.status, await error(one)) for one in refused} == {(400, NOT_TO_THEM)}
    assert len((await here.store.get(id_of(here))).assignments) == 1


async def test_whoever_was_found_to_be_involved_meanwhile_is_refused(desk: Desk, here: Office) -> None:
    """They are on the list that is still shown."""
    case = await here.store.get(id_of(here))
    here.store.put(replace(case, out=kept_out(Involved(names=("Dina Vuković",)), [MISO])))
    response = await desk.post("pass-on", to=tag(MISO))
    assert (response.status, await error(response)) == (400, NOT_TO_THEM)
