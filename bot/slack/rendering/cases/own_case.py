"""A case as its reporter sees it, and what they can do in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from slack_sdk.models.blocks import Block

from bot.slack import ids, limits
from bot.slack.rendering import inputs
from bot.slack.rendering.blocks import actions, button, line, listed, noted, option, said, small, words
from bot.slack.rendering.cases.talk import talk
from bot.slack.rendering.inputs import Input
from bot.slack.rendering.text import bold, escaped
from bot.slack.rendering.views import View, modal, sentence_view
from bot.slack.rendering.whom import whom_to_call
from bot.wording import cases
from handlers.cases.acting import MAX_MESSAGE
from handlers.cases.involved import MAX_NAME, MOST_INVOLVED
from handlers.cases.showing import ReporterView, Task

NAMES, ROLES = "names", "roles"
"""Names of the inputs by which somebody is kept out."""
_ADDED = "add"

_ADD = "Add something"
_ADD_HINT = (
    "An answer, something new, or something that you left out. Everybody who has the case is told that there is "
    "something new."
)
_TASKS = "What was sent here does none of this for you. Say what you have done; those who have the case see that."
_DECIDED = "Those who decided want to know that you have read it."
_OUT = "Somebody who has it is involved"
_WHO = "Who must not see it from now on?"
_WHO_HINT = (
    "One name on each line, first and last name. What they have read they have read; from now on their links open it "
    "no more, nor do those of whoever stands in for them."
)
_ROLES, _ROLES_HINT = "Or by their role", "As seen from you."


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A case as it is followed up.

    Attributes:
        view: What its reporter sees of it.
        zone: In which they read times.
        number: Whom to call in danger.
        metadata: What travels with the modal, sealed.
        added: How often something was added in this modal: after that, its input is empty again.
        done: What was done just now, or why not; empty where nothing was.
    """

    view: ReporterView = field(repr=False)
    zone: tzinfo
    number: str
    metadata: str = field(repr=False)
    added: int = 0
    done: str = field(default="", repr=False)


def own_case(shown: Followed) -> View:
    """Return a case as its reporter sees it; of a long talk, the newest that there is room for."""
    view = shown.view
    before = [whom_to_call(shown.number), *noted(shown.done), *_standing(shown), *_decision(view), *_tasks(shown)]
    after = [_writing(shown), *_receivers(shown), *_wrote(view)]
    said_ = talk(view.messages, shown.zone, limits.VIEW_BLOCKS - len(before) - len(after))
    return modal(
        f"Case {view.number}",
        [*before, *said_, *after],
        callback=ids.OWN_CASE,
        metadata=shown.metadata,
        submit="Add it",
    )


def added_name(added: int) -> str:
    """Return the name of the input for what is added: another one each time, for Slack keeps what was typed in it."""
    return f"{_ADDED}{added}"


def keeping_out(roles: Mapping[str, str], metadata: str) -> View:
    """Return the modal that asks who turns out to be involved.

    Args:
        roles: How the roles are called that somebody may have; by id.
        metadata: What travels with it, sealed.
    """
    options = [option(id_, name) for id_, name in roles.items()][: limits.OPTIONS]
    names = Input(name=NAMES, label=_WHO, hint=_WHO_HINT)
    blocks = [
        inputs.text(names, limit=MOST_INVOLVED * (MAX_NAME + 1), many=True),
        inputs.several(Input(name=ROLES, label=_ROLES, hint=_ROLES_HINT), options, unfolds=True),
    ]
    return modal("Who is involved", blocks, callback=ids.KEEP_OUT, metadata=metadata, submit="Keep out", close="Back")


def kept_out(names: Sequence[str], unknown: Sequence[str]) -> View:
    """Return who is kept out from now on; the arguments are those of `kept_out_lines`."""
    return sentence_view("Who is involved", "\n".join(cases.kept_out_lines(names, unknown)))


def _standing(shown: Followed) -> Iterator[Block]:
    view = shown.view
    yield said(f"{bold(view.alleged)}\n{escaped(cases.case_title(view, shown.zone))}")
    yield from words(view.state)
    if view.outcome:
        yield from words(f"Outcome: {view.outcome}")
    yield said(f"{bold('What happens next')}\n{escaped(cases.next_line(view, shown.zone))}")


def _decision(view: ReporterView) -> Iterator[Block]:
    if view.may_accept:
        read = button("I have read it", ids.ACCEPT, style="primary", spoken="I have read the decision")
        yield said(_DECIDED, accessory=read)


def _tasks(shown: Followed) -> Iterator[Block]:
    if shown.view.duties:
        yield said(bold(cases.LEFT_TO_YOU))
        yield small(_TASKS)
    for task in shown.view.duties:
        yield _task(task, shown.zone)


def _task(task: Task, zone: tzinfo) -> Block:
    text = escaped(cases.task_line(task, zone))
    if task.done_at:
        return said(f":white_check_mark: {text}")
    done = button("Done", ids.TICK, task.id, spoken=f"Done: {task.text}")
    return said(f":warning: {text}" if task.late else text, accessory=done)


def _writing(shown: Followed) -> Block:
    asked = Input(name=added_name(shown.added), label=_ADD, hint=_ADD_HINT, required=True)
    return inputs.text(asked, limit=MAX_MESSAGE, many=True)


def _receivers(shown: Followed) -> Iterator[Block]:
    view = shown.view
    yield line()
    yield from listed(cases.WENT_TO, [cases.receiver_line(one, shown.zone) for one in view.recipients])
    yield from listed(cases.KEPT_OUT, view.kept_out)
    if not view.ended:
        yield from actions([button(_OUT, ids.KEEP_OUT)])


def _wrote(view: ReporterView) -> Iterator[Block]:
    yield line()
    yield said(bold(cases.WROTE))
    for one in view.content:
        yield from words(f"{one.label}\n{one.text}")
