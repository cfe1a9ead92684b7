"""What a recipient is asked before they do something with a case: words, a colleague, an outcome."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from slack_sdk.models.blocks import Block

from bot.slack import ids
from bot.slack.rendering import inputs
from bot.slack.rendering.blocks import noted, option, said, small, words
from bot.slack.rendering.cases.received import Received, danger, state_line
from bot.slack.rendering.inputs import Input
from bot.slack.rendering.text import escaped
from bot.slack.rendering.views import View, modal
from handlers.cases.acting import MAX_MESSAGE
from handlers.cases.case import Kind
from handlers.cases.colleagues import Colleague
from handlers.cases.showing import Act

TEXT, OUTCOME, TO = "text", "outcome", "to"
"""Names of inputs."""
_MOST_COLLEAGUES = 1000
"""Of more, the modal would be larger than Slack takes."""
_MORE = "There are more colleagues than can be listed here: open the case on the page to choose among all."
_NOBODY = "There is nobody here to whom this case can be passed on."
_FINAL = "This cannot be undone."

_TO_THEM: Mapping[Kind, str] = {"report": "the reporter", "disclosure": "the employee"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """How an act is asked about; `{whom}` stands for whoever wrote the case.

    Attributes:
        title: Above the modal.
        about: What to know before.
        submit: On the button that does it.
        words: Label of the field for words, and whether it may stay empty; None where there is none.
        outcome: Label of the field for the outcome, or None.
    """

    title: str
    about: str
    submit: str
    words: tuple[str, bool] | None = None
    outcome: str | None = None


_ASKING: Mapping[Act, _Asking] = {
    "start": _Asking(
        title="Working on it",
        about="{whom} sees that somebody is working on it.",
        submit="I am working on it",
    ),
    "answer": _Asking(
        title="Write to {whom}",
        about="They read it where they follow up the case, and are told of it if they asked to be.",
        submit="Send the message",
        words=("Message to {whom}", False),
    ),
    "pass_on": _Asking(
        title="Pass it on",
        about=(
            "Whoever you choose will see all of this case: what was written in it, who wrote it, and every message. "
            "They are told now. You and everybody else who has it keep it."
        ),
        submit="Pass it on",
    ),
    "close": _Asking(
        title="Close the case",
        about=(
            "{whom} sees how it ended. Nobody can do anything more in it; {whom} can still add something. " + _FINAL
        ),
        submit="Close the case",
        words=("Words to {whom}", True),
        outcome="How did it end?",
    ),
    "decide": _Asking(
        title="Decide",
        about=(
            "{whom} sees it, and is asked to say that they read it. A later decision can take its place; that this one "
            "was made stays in the history."
        ),
        submit="Decide",
        words=("Conditions or reasons, for {whom}", True),
        outcome="What is decided?",
    ),
    "retire": _Asking(
        title="End the disclosure",
        about=(
            "That is for when the interest, or the duty that it touched, is no more. {whom} sees that it has ended. "
            + _FINAL
        ),
        submit="End the disclosure",
        words=("Words to {whom}", True),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An act that a recipient is asked about.

    Attributes:
        case: The case as they see it.
        colleagues: Whom it can be passed on to.
        metadata: What travels with the modal, sealed.
    """

    act: Act
    case: Received
    colleagues: Sequence[Colleague] = field(default=(), repr=False)
    metadata: str = field(repr=False)


def asking(asked: Asked) -> View:
    """Return the modal of an act; what was done or not just now stands above."""
    view, text = asked.case.view, _ASKING[asked.act]
    whom = _TO_THEM[view.kind]
    blocks = [*danger(asked.case), *noted(asked.case.done), said(state_line(view))]
    blocks += [small(escaped(_sentence(text.about.format(whom=whom)))), *_fields(asked, text, whom)]
    can = asked.act != "pass_on" or bool(asked.colleagues)
    return modal(
        text.title.format(whom=whom),
        blocks,
        callback=f"{ids.CASE}{asked.act}",
        metadata=asked.metadata,
        submit=text.submit if can else "",
        close="Cancel",
    )


def fields_of(act: Act) -> tuple[str, ...]:
    """Return the names of the fields of an act, those for words first: what is wrong is said there."""
    text = _ASKING[act]
    shown = (TEXT if text.words else "", OUTCOME if text.outcome else "", TO if act == "pass_on" else "")
    return tuple(filter(None, shown))


def outcome_key(outcome: str) -> str:
    """Return by what an outcome is chosen: it may be longer than Slack takes."""
    return sha256(outcome.encode("utf-8", "replace")).hexdigest()[:16]


def _fields(asked: Asked, text: _Asking, whom: str) -> Iterator[Block]:
    if text.outcome:
        options = [option(outcome_key(one), one) for one in asked.case.view.outcomes]
        yield inputs.one(Input(name=OUTCOME, label=text.outcome, required=True), options)
    if text.words:
        label, may_be_empty = text.words
        said_ = Input(name=TEXT, label=label.format(whom=whom), required=not may_be_empty)
        yield inputs.text(said_, limit=MAX_MESSAGE, many=True)
    if asked.act == "pass_on":
        yield from _colleagues(asked.colleagues)


def _colleagues(known: Sequence[Colleague]) -> Iterator[Block]:
    if not known:
        yield from words(_NOBODY)
        return
    options = [option(one.tag, f"{one.name} ({one.role})") for one in known[:_MOST_COLLEAGUES]]
    to = Input(name=TO, label="To whom", required=True, placeholder="Choose a colleague")
    yield inputs.one(to, options, unfolds=True)
    yield from [small(_MORE)] if len(known) > _MOST_COLLEAGUES else []


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
