"""Reports and disclosures as a person makes them in Slack: places by their names, and whole ways from first to last."""

from collections.abc import Mapping
from typing import Any

from bot.slack import ids
from tests.bot.slack import requests as sent
from tests.bot.slack.running import Running
from tests.bot.slack.web_api import OpenView

WORDS = "He read out my diagnosis before the whole team."
DESCRIBED = {"f/danger": "no", "f/what": WORDS}


def place(view: OpenView, name: str) -> str:
    """Return the id of the place of this name, whatever there is to choose."""
    (found,) = (one["block_id"] for one in view.blocks if one["block_id"].partition("#")[0] == name)
    return str(found)


def names(view: OpenView) -> list[str]:
    """Return the names of the places in which something can be entered, in order."""
    return [one["block_id"].partition("#")[0] for one in view.blocks if one["type"] == "input"]


def element(view: OpenView, name: str) -> dict[str, Any]:
    """Return the element of a place."""
    found: dict[str, Any] = view.block(place(view, name))["element"]
    return found


def initial(view: OpenView, name: str) -> Any:
    """Return what stands in a place."""
    entered = sent.fill(view.view, {}, is_complete=False)[place(view, name)]
    (element_,) = entered.values()
    value = next(value for key, value in element_.items() if key != "type")
    if isinstance(value, list):
        return [one["value"] for one in value]
    return value["value"] if isinstance(value, dict) else value


def places_of(view: OpenView, name: str) -> dict[str, str]:
    """Return what can be chosen in a place: how it is called -> its value."""
    found = element(view, name)
    options = found.get("options") or [one for group in found["option_groups"] for one in group["options"]]
    return {one["text"]["text"]: one["value"] for one in options}


def shown(here: Running, name: str = "ana") -> str:
    """Return what somebody reads in the modal that they have open."""
    return "\n".join(here.slack.texts_of(form(here, name).view))


def form(here: Running, name: str = "ana") -> OpenView:
    """Return the modal that somebody has open."""
    return here.slack.last_view(here.user(name))


def placed(view: OpenView, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is entered, by the ids of places."""
    return {place(view, name): value for name, value in values.items()}


async def submits(here: Running, values: Mapping[str, Any] | None = None, *, name: str = "ana") -> sent.Answer:
    """Have somebody fill in the modal that they have open, by the names of its places, and send it."""
    return await here.submits(placed(form(here, name), values or {}), name=name)


async def chooses(
    here: Running, at: str, value: Any, values: Mapping[str, Any] | None = None, *, name: str = "ana"
) -> None:
    """Have somebody choose something on which it hangs what else is asked; `values` stand in other places then."""
    view = form(here, name)
    known = placed(view, {**(values or {}), at: value})
    await here.presses(view, ids.REPORT_CHANGED, name=name, chosen=value, block_id=place(view, at), values=known)


async def goes_back(here: Running, values: Mapping[str, Any] | None = None) -> None:
    """Have somebody go back a step."""
    view = form(here)
    await here.presses(view, ids.REPORT_BACK, values=placed(view, values or {}))


async def to_about(here: Running, text: str = WORDS, **more: Any) -> None:
    """Have somebody describe what happened."""
    await here.commands("/report", text)
    await submits(here, {"f/danger": "no", **more})


async def to_people(here: Running, type_: str = "harassment", text: str = WORDS, **more: Any) -> None:
    """Have somebody say what it is about."""
    await to_about(here, text)
    await chooses(here, "type", type_)
    await submits(here, more)


async def to_seen(here: Running, type_: str = "harassment", text: str = WORDS, **more: Any) -> None:
    """Have somebody say who is involved, and who they are."""
    await to_people(here, type_, text)
    await submits(here, {"name": "Rae Okoro", **more})
