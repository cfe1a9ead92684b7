"""The people of the load, each with conversations of their own, and what stands on their screens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.bot.slack import requests as sent
from tests.bot.slack.sent.elements import elements_in, initial
from tests.bot.slack.web_api import FakeSlack, Message, OpenView

_NAME, _MAIL = "Kim Reporter", "kim.reporter@gov.example"
_LOOKED_AT = 6
"""Messages that one still sees without scrolling."""


@dataclass(slots=True, kw_only=True)
class Person:
    """Somebody.

    Attributes:
        user: Their id.
        im: Id of their conversation with the app.
        channel: Id of the channel in which they mention it. Each has another: Slack takes a message a second in a
            channel, and it is the app that is measured here, not that.
        thread: A thread of theirs in which the last question is answered, or None.
        in_modal: Whether they have a modal open.
    """

    user: str
    im: str
    channel: str
    thread: str | None = None
    in_modal: bool = False


def workspace_of(many: int) -> sent.Workspace:
    """Return a workspace of so many people, each with a channel that the app is in."""
    empty = sent.Workspace()
    names = [f"p{number:03d}" for number in range(many)]
    people = {name: sent.Person(id=f"U0{name.upper()}00000", real_name=name) for name in names}
    channels = {
        name: sent.Channel(id=f"C0{name.upper()}00000", name=name, members=frozenset({one.id, empty.bot_user}))
        for name, one in people.items()
    }
    return sent.Workspace(people=people, channels=channels)


def people_of(workspace: sent.Workspace) -> list[Person]:
    """Return the people of a workspace."""
    return [
        Person(user=workspace.user(name), im=workspace.im(name), channel=workspace.channel(name))
        for name in workspace.people
    ]


def open_view(slack: FakeSlack, person: Person) -> OpenView | None:
    """Return the view that somebody has on top, or None."""
    return next((one for one in reversed(slack.views.values()) if one.user == person.user), None)


def close_views(slack: FakeSlack, person: Person) -> None:
    """Close what somebody has open."""
    for one in [one for one in slack.views.values() if one.user == person.user]:
        del slack.views[one.id]


def with_button(slack: FakeSlack, person: Person, action: str) -> tuple[Message, dict[str, Any]] | None:
    """Return what somebody can press in what the app told them last: the message, and the element.

    Args:
        slack: Slack's side.
        person: Who.
        action: What the id of its action begins with.
    """
    for message in slack.messages.get(person.im, [])[: -_LOOKED_AT - 1 : -1]:
        for element in _elements(message):
            if str(element.get("action_id", "")).startswith(action):
                return message, element
    return None


def filled(view: OpenView, words: str) -> dict[str, Any]:
    """Return what somebody enters into a form: what must be there, with words in the large fields."""
    empty = [one for one in view.blocks if one["type"] == "input" and initial(one["element"]) is None]
    return {one["block_id"]: _entry(one, words) for one in empty if not one.get("optional")}


def _entry(block: dict[str, Any], words: str) -> Any:
    element = block["element"]
    if "options" in element:
        values = [option["value"] for option in element["options"]]
        chosen = "no" if "no" in values else values[0]  # nobody is in danger here
        return [chosen] if element["type"] == "checkboxes" else chosen
    if element["type"] == "datepicker":
        return date.today().isoformat()
    if "mail" in block["block_id"]:
        return _MAIL
    return words[: element.get("max_length", 3000)] if element.get("multiline") else _NAME


def _elements(message: Message) -> Iterator[dict[str, Any]]:
    for block in message.blocks:
        yield from elements_in(block)
