"""The modal into which a draft is written, and what it shows while the draft is looked at."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from bot.slack import ids, limits
from bot.slack.rendering import inputs
from bot.slack.rendering.blocks import actions, option, small, to_copy, words
from bot.slack.rendering.home.preferences import CAPACITIES, ORG_LABEL, choose_organisation
from bot.slack.rendering.inputs import NOT_SAID, Input
from bot.slack.rendering.messages import Message
from bot.slack.rendering.text import escaped
from bot.slack.rendering.views import View, modal
from bot.wording import checks
from handlers.request import Capacity

TITLE = "Check a draft"
LONGEST = limits.INPUT
"""Characters that the field takes."""
_NO_COPY = "The assistant keeps no copy of your draft, and nothing is posted. Slack may keep what passes through it"
TOLD = f"{_NO_COPY}, but nothing of this window stays in the conversation."
TOLD_OF_COMMANDS = f"{_NO_COPY}. /check alone opens a window, of which nothing stays in the conversation."
_CAPACITIES: Mapping[Capacity | None, tuple[str, str]] = {**CAPACITIES, None: ("Not sure", "both are checked")}
_CAPACITY_LABEL = "You would post it"
_SUGGESTION = "The suggestion"
_TO_COPY = "In the field, select everything and copy it. You can also change it there, and check it again."
_REMEMBERED = "It is remembered; the app's home tab is where you change it."
_CHOOSE_FIRST = (
    "Drafts are checked by the rules of one organisation. Say once which one is yours, and check this draft again: "
    "nothing of it was kept."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftForm:
    """What the form is made of.

    Attributes:
        metadata: What travels with it, sealed.
        organisations: Id -> name of those to choose from; none where the person's is known.
        capacity: That is chosen already, or None.
        draft: That stands in the field already.
        page: Address of the page, or None where people do not reach it.
    """

    metadata: str
    organisations: Mapping[str, str] = dataclasses.field(default_factory=dict)
    capacity: Capacity | None = None
    draft: str = dataclasses.field(default="", repr=False)
    page: str | None = None


def draft_form(form: DraftForm) -> View:
    """Return the form."""
    return _modal(TITLE, [small(TOLD), *_fields(form, "Your draft")], form)


def suggestion_form(form: DraftForm) -> View:
    """Return the form with a suggestion in it: to be copied, or changed and checked again."""
    blocks = [*words(_TO_COPY), *_fields(form, "Suggested text"), to_copy(form.draft)]
    return _modal(_SUGGESTION, blocks, form)


def looking_view() -> View:
    """Return what is shown while a draft is looked at."""
    return modal(TITLE, words(checks.LOOKING), callback=ids.DRAFT)


def organisation_first() -> Message:
    """Return that an organisation has to be chosen before a draft can be checked that does not fit into the form."""
    choice = actions([choose_organisation()])
    return Message(text=escaped(_CHOOSE_FIRST), blocks=[*words(_CHOOSE_FIRST), *choice])


def _modal(title: str, blocks: Iterable[Block], form: DraftForm) -> View:
    return modal(title, blocks, callback=ids.DRAFT, metadata=form.metadata, submit="Check")


def _fields(form: DraftForm, label: str) -> Iterator[Block]:
    if form.organisations:
        known = [option(id_, name) for id_, name in sorted(form.organisations.items(), key=lambda one: one[1])]
        whose = Input(name=ids.DRAFT_ORGANISATION, label=ORG_LABEL, hint=_REMEMBERED, required=True)
        yield inputs.one(whose, known, unfolds=True)
    which = Input(name=ids.DRAFT_CAPACITY, label=_CAPACITY_LABEL, required=True)
    capacities = [option(one or NOT_SAID, *said_) for one, said_ in _CAPACITIES.items()]
    yield inputs.one(which, capacities, form.capacity or NOT_SAID)
    draft = Input(name=ids.DRAFT, label=label, hint=_longer(form.page), required=True)
    yield inputs.text(draft, form.draft, limit=LONGEST, many=True, first=True)


def _longer(page: str | None) -> str:
    """Return what to do with a draft that does not fit."""
    other = f", or check it on {page}/check" if page else ""
    return f"Up to {LONGEST:,} characters. With a longer one, type /check and the draft after it{other}."
