"""What Slack does with the body that the app acknowledges a request with: it is shown, or changes the view."""

from collections.abc import Callable

from tests.bot.slack.fake.chat import check_message
from tests.bot.slack.fake.modals import check_view, put_on_top, replace
from tests.bot.slack.fake.state import Kept, Message, OpenView, Payload, Refused
from tests.bot.slack.fake.workspace import Workspace
from tests.bot.slack.kit.composition import GROUP, MOST_GROUPS, MOST_OPTIONS, OPTION
from tests.bot.slack.kit.shape import array, exactly_one, record

_ANSWERED = {"text", "blocks", "response_type", "mrkdwn", "thread_ts", "unfurl_links", "unfurl_media"}
_SUGGESTED = record(
    {},
    {"options": array(OPTION, MOST_OPTIONS, least=0), "option_groups": array(GROUP, MOST_GROUPS, least=0)},
    exactly_one("options", "option_groups"),
)


def take_answer(kept: Kept, asked: Payload, body: object) -> None:
    """Do what the acknowledgement of this request says; what Slack would not take is noted in `refused`."""
    try:
        _take(kept, asked, body)
    except Refused as refused:
        kept.note("acknowledgement", refused.code, refused.messages, body)


def _take(kept: Kept, asked: Payload, body: object) -> None:
    kind = "slash_command" if "command" in asked else asked.get("type")
    given = body if isinstance(body, dict) else {"text": body} if body and isinstance(body, str) else {}
    if kind == "view_submission":
        _submitted(kept, asked, given)
    elif kind == "view_closed":
        kept.views.pop(asked["view"]["id"], None)
    elif kind == "block_suggestion":
        _check_suggestion(given)
    elif kind == "slash_command" and given:
        _command(kept, asked, given)


def _submitted(kept: Kept, asked: Payload, given: Payload) -> None:
    view = kept.views.get(asked["view"]["id"])
    workspace = kept.team(asked["team"]["id"])
    if view is None:
        return
    actions: dict[object, Callable[[], None]] = {
        None: lambda: _close(kept, view),
        "clear": lambda: _clear(kept, view),
        "errors": lambda: _check_errors(view, given),
        "update": lambda: _update(kept, workspace, view, given),
        "push": lambda: _push(kept, workspace, view, given),
    }
    action = given.get("response_action", None if not given else "none")
    if action not in actions:
        raise Refused("invalid_response_action", [f"unsupported response_action: {action}"])
    actions[action]()


def _close(kept: Kept, view: OpenView) -> None:
    del kept.views[view.id]


def _clear(kept: Kept, view: OpenView) -> None:
    root = view.root or view.id
    for one in [one for one in kept.views.values() if (one.root or one.id) == root]:
        del kept.views[one.id]


def _check_errors(view: OpenView, given: Payload) -> None:
    """Refuse errors at fields that the view does not have: Slack then says only that it had trouble connecting."""
    errors = given.get("errors")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refused("invalid_errors", ["errors must name a field"])
    strangers = [f"no input block has this block_id: {name}" for name in errors if name not in inputs]
    empty = [
        f"no error is said for: {name}" for name, words in errors.items() if not isinstance(words, str) or not words
    ]
    if strangers or empty:
        raise Refused("invalid_errors", [*strangers, *empty])


def _update(kept: Kept, workspace: Workspace, view: OpenView, given: Payload) -> None:
    check_view(kept, given.get("view"), "modal", view)
    replace(kept, workspace, view, given["view"])


def _push(kept: Kept, workspace: Workspace, view: OpenView, given: Payload) -> None:
    check_view(kept, given.get("view"), "modal")
    put_on_top(kept, workspace, view, given["view"])


def _check_suggestion(given: Payload) -> None:
    found = list(_SUGGESTED(given, ""))
    if found:
        raise Refused("invalid_options", found)


def _command(kept: Kept, asked: Payload, given: Payload) -> None:
    check_message(given, _ANSWERED)
    alone = given.get("response_type", "ephemeral") == "ephemeral"
    kept.keep(
        Message(
            channel=asked["channel_id"],
            ts=kept.timestamp(),
            text=given["text"],
            blocks=given.get("blocks", []),
            ephemeral_for=asked["user_id"] if alone else None,
        )
    )
