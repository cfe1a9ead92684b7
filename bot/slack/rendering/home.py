"""Somebody's home tab."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo

from slack_sdk.models.blocks import Block

from bot.slack import ids
from bot.slack.blocks import actions, button, heading, line, said, words
from bot.slack.cases.mine import OpenCase
from bot.slack.rendering import views
from bot.slack.rendering.guide import guide, urgent
from bot.slack.rendering.preferences import CAPACITIES, CAPACITY_LABEL, ORG_LABEL
from bot.slack.speaking import View
from bot.slack.text import bold, escaped
from bot.wording.cases import case_title, clock_time, next_line, task_line
from handlers.cases.showing import ReporterView
from handlers.request import Capacity

MOST_CASES = 10
"""Cases that are shown, of the person's own and of those that wait for them each."""

_NOTHING = "There is nothing yet."
_NOT_SAID = "not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCase:
    """A case of the person's own.

    Attributes:
        view: What they see of it.
        zone: In which they read times.
    """

    id: str
    view: ReporterView = field(repr=False)
    zone: tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTab:
    """What a home tab shows.

    Attributes:
        number: Whom to call in danger.
        page: Address of the page, or None where people do not reach it.
        zone: In which the person reads times.
        org: What their organisation is called, or None where it is not known.
        capacity: In which they mostly post, or None.
        own: Their newest cases.
        more: How many more there are.
        received: Cases that wait for them, the most pressing first.
        not_taken: Why no cases are taken here, or None.
    """

    number: str
    page: str | None
    zone: tzinfo
    org: str | None
    capacity: Capacity | None
    own: Sequence[OwnCase] = ()
    more: int = 0
    received: Sequence[OpenCase] = ()
    not_taken: str | None = None


def home(shown: HomeTab) -> View:
    """Return somebody's home tab."""
    first = [urgent(shown.number), *_received(shown), *guide(shown.page, shown.not_taken)]
    return views.home([*first, *_own(shown), *_preferences(shown)], callback=ids.HOME)


def failed_home(number: str, sentence: str) -> View:
    """Return a home tab that only says why it shows nothing, and whom to call in danger."""
    return views.home([urgent(number), *words(sentence)], callback=ids.HOME)


def _received(shown: HomeTab) -> Iterator[Block]:
    if not shown.received:
        return
    yield heading("Cases that wait for you")
    for one in shown.received[:MOST_CASES]:
        by = f" {bold(f'By {clock_time(one.by, shown.zone)}.')}" if one.by else ""
        mark = ":rotating_light: " if one.urgent else ""
        open_ = button("Open", ids.RECEIVED, one.token, spoken=f"Open case {one.number}")
        yield said(f"{mark}{bold(f'Case {one.number}')}\n{escaped(one.about)}{by}", accessory=open_)
    yield from _others(len(shown.received) - MOST_CASES)


def _own(shown: HomeTab) -> Iterator[Block]:
    if shown.not_taken and not shown.own:
        return
    yield heading("Your cases")
    for one in shown.own:
        open_ = button("Open", ids.OWN_CASE, one.id, spoken=f"Open case {one.view.number}")
        yield said("\n".join(_case(one)), accessory=open_)
    yield from [] if shown.own else [said(_NOTHING)]
    yield from _others(shown.more)


def _case(one: OwnCase) -> Iterator[str]:
    """Yield the lines of a case: what it is, where it stands, what is late."""
    yield bold(case_title(one.view, one.zone))
    yield escaped(f"{one.view.alleged}. {one.view.state}")
    yield escaped(next_line(one.view, one.zone))
    for task in one.view.duties:
        if task.late:
            yield f":warning: {escaped(task_line(task, one.zone))}"


def _others(more: int) -> Iterator[Block]:
    if more > 0:
        yield said(f"{more} more {'is' if more == 1 else 'are'} not shown here.")


def _preferences(shown: HomeTab) -> Iterator[Block]:
    yield line()
    yield heading("Your preferences")
    organisation = f"{ORG_LABEL}: {bold(shown.org or _NOT_SAID)}"
    capacity = f"{CAPACITY_LABEL}: {bold(CAPACITIES[shown.capacity][1] or _NOT_SAID)}"
    yield said(f"{organisation}\n{capacity}")
    yield from actions([button("Change", ids.PREFERENCES, spoken="Change your preferences")])
