"""A case as one of its recipients sees it, in a modal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from itertools import islice

from slack_sdk.models.blocks import Block

from bot.slack import ids, limits
from bot.slack.rendering.blocks import actions, line, listed, noted, said, small, words
from bot.slack.rendering.cases.card import act_buttons
from bot.slack.rendering.cases.talk import talk
from bot.slack.rendering.text import bold, escaped
from bot.slack.rendering.views import View, modal
from bot.slack.rendering.whom import urgent
from bot.wording import cases
from bot.wording.cases import clock_time
from handlers.cases.case import Kind
from handlers.cases.showing import ANONYMOUS, CaseView
from handlers.cases.wording import DANGER

_NO_FINDING: Mapping[Kind, str] = {
    "report": "This is what the reporter says. It is no finding: people decide what to make of it.",
    "disclosure": "This is what the employee says of their own affairs. People decide what comes of it.",
}
_UNNAMED = "Anonymous. They can be asked in a message here, which they read with a code of their own."
_MOST_WRITTEN = 50
"""Blocks of what was reported; what is longer is on the page."""
_CUT = "There is more of this than fits here: open the case on the page."


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A case that a recipient has before them.

    Attributes:
        view: What they see of it.
        zone: In which they read times.
        number: Whom to call in danger.
        token: Secret part of the link by which they see it.
        done: What was done just now, or why not; empty where nothing was.
    """

    view: CaseView = field(repr=False)
    zone: tzinfo
    number: str
    token: str = field(repr=False)
    done: str = field(default="", repr=False)


def received_case(shown: Received) -> View:
    """Return all of a case that its recipient sees; of a long talk, the newest that there is room for."""
    view = shown.view
    before = [*danger(shown), *noted(shown.done), *_about(view), *_facts(shown)]
    before += [*actions([*act_buttons(view.acts, shown.token, view.number)]), *_written(view)]
    after = [*_others(shown), *_duties(shown)]
    said_ = talk(view.messages, shown.zone, limits.VIEW_BLOCKS - len(before) - len(after))
    return modal(f"Case {view.number}", [*before, *said_, *after], callback=ids.RECEIVED, metadata="", close="Close")


def danger(shown: Received) -> Iterator[Block]:
    """Yield whom to call, before all else, where somebody may be in danger."""
    if shown.view.danger:
        yield urgent(DANGER.format(number=shown.number))


def _about(view: CaseView) -> Iterator[Block]:
    yield said(bold(view.alleged))
    yield small(_NO_FINDING[view.kind])


def _facts(shown: Received) -> Iterator[Block]:
    view, zone = shown.view, shown.zone
    is_report = view.kind == "report"
    facts = [
        ("State", view.state),
        ("Say that you have it by", clock_time(view.acknowledge_by, zone) if view.acknowledge_by else None),
        ("Outcome" if is_report else "Decision", view.outcome),
        ("To be looked at again", clock_time(view.review_at, zone) if view.review_at else None),
        ("Filed" if is_report else "Disclosed on", clock_time(view.filed_at, zone)),
        ("From", ", ".join(filter(None, (f"{'A' if view.role == 'supervisor' else 'An'} {view.role}", view.unit)))),
        ("Reporter" if is_report else "Employee", _UNNAMED if view.reporter == ANONYMOUS else view.reporter),
        ("How to reach them", view.reach),
    ]
    yield from words("\n".join(f"{name}: {fact}" for name, fact in facts if fact))


def _written(view: CaseView) -> Iterator[Block]:
    yield line()
    yield said(bold("What was reported" if view.kind == "report" else "What was disclosed"))
    blocks = [block for one in view.content for block in words(f"{one.label}\n{one.text}")]
    yield from islice(blocks, _MOST_WRITTEN)
    yield from [small(_CUT)] if len(blocks) > _MOST_WRITTEN else []


def _others(shown: Received) -> Iterator[Block]:
    others = [cases.receiver_line(one, shown.zone) for one in shown.view.others]
    yield from listed("Who else received it", others or ["Nobody but you."])


def _duties(shown: Received) -> Iterator[Block]:
    yield from listed("Left to the reporter", [cases.task_line(one, shown.zone) for one in shown.view.duties])


def state_line(view: CaseView) -> str:
    """Return how a case stands, as formatted text."""
    return f"{bold(f'Case {view.number}')}\n{escaped(view.state)}"
