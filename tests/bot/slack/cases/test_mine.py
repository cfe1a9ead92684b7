"""The cases that somebody has to see to, as their home tab lists them."""

from bot.slack.cases.mine import OpenCase, open_cases
from bot.slack.core.incoming import Somebody
from handlers.cases.people import Involved
from tests.bot.slack.cases.world import ANA, World


async def mine(there: World, name: str) -> list[OpenCase]:
    """Return somebody's."""
    workspace = await there.here.parts.workspaces.only()
    assert workspace is not None
    return [*await open_cases(there.here.parts, Somebody(workspace=workspace, id=there.here.user(name)))]


async def test_those_that_came_to_them_or_to_their_office(there: World) -> None:
    """And nobody else's. What it is about is told as the contact's setting has it."""
    case = await there.file()
    (own,), (office,) = await mine(there, "ana"), await mine(there, "ben")
    assert (own.number, own.about) == (case.number, "Asked about: A request from the media")
    assert (office.number, office.about) == (case.number, "Nobody has said yet that they have it.")
    assert await mine(there, "dana") == []


async def test_the_most_pressing_come_first(there: World) -> None:
    """Where somebody may be in danger, then by when they should say that they have it."""
    late = await there.file()
    there.here.office.clock.forward(hours=1)
    danger, later = await there.file(danger=True), await there.file()
    found = await mine(there, "ana")
    assert [one.number for one in found] == [danger.number, late.number, later.number]
    assert [one.urgent for one in found] == [True, False, False]


async def test_its_token_opens_it(there: World) -> None:
    """By the button of the home tab."""
    await there.file()
    (own,) = await mine(there, "ana")
    card = there.cards("ana")[0]
    card.blocks[-1]["elements"][-2]["value"] = own.token
    await there.press(card, "read", "ana")
    assert own.number in str(there.modal("ana").view["title"])


async def test_what_has_ended_or_is_kept_from_them_is_not_among_them(there: World) -> None:
    """Nor what has become private, of an office."""
    kept_out, closed = await there.file(), await there.file()
    await there.close_elsewhere(closed)
    await there.desks.reporter.keep_out(kept_out.id, Involved(names=(ANA.name,)))
    assert await mine(there, "ana") == await mine(there, "ben") == []
