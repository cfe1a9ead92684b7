"""views.open, views.push, views.update, views.publish, and what an answer to a submission does to a view."""

import json
from copy import deepcopy

from tests.bot.slack.block_kit import view_problems
from tests.bot.slack.fake.state import Kept, OpenView, Payload, Refused, required
from tests.bot.slack.fake.workspace import Workspace

MOST_BYTES = 250_000
MOST_PUSHED = 3


def open_view(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Open a modal for whoever the trigger belongs to."""
    required(arguments, "view", "trigger_id")
    user = _exchange(kept, workspace, arguments["trigger_id"])
    check_view(kept, arguments["view"], "modal")
    opened = _stored(kept, workspace, user, arguments["view"])
    kept.views[opened.id] = opened
    return {"view": deepcopy(opened.view)}


def push_view(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Put a modal on top of the one that is open."""
    required(arguments, "view", "trigger_id")
    user = _exchange(kept, workspace, arguments["trigger_id"])
    stack = [one for one in kept.views.values() if one.user == user]
    if not stack:
        raise Refused("not_found")
    check_view(kept, arguments["view"], "modal")
    return {"view": deepcopy(put_on_top(kept, workspace, stack[-1], arguments["view"]).view)}


def update_view(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Change a modal, or a Home tab, that is there."""
    required(arguments, "view")
    current = _current(kept, arguments)
    _check_hash(current, arguments)
    check_view(kept, arguments["view"], current.view["type"], current)
    replace(kept, workspace, current, arguments["view"])
    return {"view": deepcopy(current.view)}


def publish_view(kept: Kept, workspace: Workspace, arguments: Payload) -> Payload:
    """Show somebody's Home tab."""
    required(arguments, "view", "user_id")
    user = arguments["user_id"]
    if user not in {one.id for one in workspace.people.values()}:
        raise Refused("user_not_found")
    shown = kept.homes.get(user)
    if shown is not None:
        _check_hash(shown, arguments)
    check_view(kept, arguments["view"], "home", shown)
    kept.homes[user] = _stored(kept, workspace, user, arguments["view"], shown)
    return {"view": deepcopy(kept.homes[user].view)}


def check_view(kept: Kept, view: object, kind: str, current: OpenView | None = None) -> None:
    """Refuse a view as Slack would, with Slack's code."""
    if len(json.dumps(view).encode()) > MOST_BYTES:
        raise Refused("view_too_large")
    found = view_problems(view)
    if not found and isinstance(view, dict) and view["type"] != kind:
        found = [f"must be of type {kind} [json-pointer:/view/type]"]
    if found:
        raise Refused("invalid_arguments", found)
    name = view.get("external_id") if isinstance(view, dict) else None
    others = (one for one in (*kept.views.values(), *kept.homes.values()) if one is not current)
    if name and any(one.view["external_id"] == name for one in others):
        raise Refused("duplicate_external_id")


def replace(kept: Kept, workspace: Workspace, current: OpenView, view: Payload) -> None:
    """Put other contents into a view; it keeps its id and gets another hash."""
    current.view = _stored(kept, workspace, current.user, view, current).view


def put_on_top(kept: Kept, workspace: Workspace, below: OpenView, view: Payload) -> OpenView:
    """Open a view on top of another."""
    root = below.root or below.id
    if sum((one.root or one.id) == root for one in kept.views.values()) >= MOST_PUSHED:
        raise Refused("push_limit_reached")
    pushed = _stored(kept, workspace, below.user, view)
    pushed.root = root
    pushed.view |= {"root_view_id": root, "previous_view_id": below.id}
    kept.views[pushed.id] = pushed
    return pushed


def _exchange(kept: Kept, workspace: Workspace, trigger: object) -> str:
    """Return the person of a trigger, which serves once."""
    try:
        _, _, letters = str(trigger).split(".")
        user = bytes.fromhex(letters).decode()
    except ValueError:
        raise Refused("invalid_trigger_id") from None
    if user not in {one.id for one in workspace.people.values()}:
        raise Refused("invalid_trigger_id")
    if trigger in kept.expired:
        raise Refused("expired_trigger_id")
    if trigger in kept.used_triggers:
        raise Refused("exchanged_trigger_id")
    kept.used_triggers.add(str(trigger))
    return user


def _current(kept: Kept, arguments: Payload) -> OpenView:
    asked, name = arguments.get("view_id"), arguments.get("external_id")
    for one in (*kept.views.values(), *kept.homes.values()):
        if one.id == asked or (name and one.view["external_id"] == name):
            return one
    raise Refused("not_found")


def _check_hash(current: OpenView, arguments: Payload) -> None:
    if arguments.get("hash") and arguments["hash"] != current.view["hash"]:
        raise Refused("hash_conflict")


def _stored(kept: Kept, workspace: Workspace, user: str, view: Payload, current: OpenView | None = None) -> OpenView:
    """Return a view as Slack keeps it: with an id and a hash, and ids for every block and element without one."""
    number = next(kept.numbers)
    full = deepcopy(view) | {
        "id": current.id if current else f"V{number:0>10}",
        "team_id": workspace.team_id,
        "app_id": workspace.app_id,
        "bot_id": workspace.bot_id,
        "hash": f"{int(kept.clock())}.{number:08d}",
        "root_view_id": current.view["root_view_id"] if current else f"V{number:0>10}",
        "previous_view_id": current.view["previous_view_id"] if current else None,
        "state": {"values": {}},
    }
    for name in ("private_metadata", "callback_id", "external_id"):
        full.setdefault(name, "")
    for place, block in enumerate(full["blocks"]):
        _name_parts(block, f"{number}-{place}")
    return OpenView(user=user, team=workspace.team_id, view=full, root=current.root if current else None)


def _name_parts(block: Payload, unique: str) -> None:
    block.setdefault("block_id", f"b{unique}")
    inner = [block.get("element"), block.get("accessory"), *block.get("elements", [])]
    for nth, element in enumerate(inner):
        if isinstance(element, dict) and block["type"] not in ("context", "rich_text"):
            element.setdefault("action_id", f"a{unique}-{nth}")
