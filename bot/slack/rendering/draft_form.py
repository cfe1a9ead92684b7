"""The modal into which a draft is written, and what it shows while the draft is looked at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    PlainTextInputElement,
    RadioButtonsElement,
    StaticSelectElement,
)

from bot.slack import ids, limits
from bot.slack.blocks import actions, button, option, plain, said, small, to_copy, words
from bot.slack.speaking import Message, View
from bot.slack.text import bold, escaped
from bot.wording import checks
from handlers.request import Capacity

TITLE = "Check a draft"
LONGEST = limits.SECTION
"""Characters that the field takes."""
_NO_COPY = "The assistant keeps no copy of your draft, and nothing is posted. Slack may keep what passes through it"
TOLD = f"{_NO_COPY}, but nothing of this window stays in the conversation."
TOLD_OF_COMMANDS = f"{_NO_COPY}. /check alone opens a window, of which nothing stays in the conversation."
EITHER = "both"
"""Value of the choice of no capacity."""

_CAPACITIES = {
    "official": ("For my organisation", "official use"),
    "personal": ("For myself", "personal use"),
    EITHER: ("Not sure", "both are checked"),
}
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
        fault: What was wrong with the draft, or nothing.
    """

    metadata: str
    organisations: Mapping[str, str] = field(default_factory=dict)
    capacity: Capacity | None = None
    draft: str = field(default="", repr=False)
    page: str | None = None
    fault: str = ""


def draft_form(form: DraftForm) -> View:
    """Return the form."""
    first = [said(bold(form.fault))] if form.fault else []
    return _modal(TITLE, [small(TOLD), *first, *_fields(form, "Your draft")], form)


def suggestion_form(form: DraftForm) -> View:
    """Return the form with a suggestion in it: to be copied, or changed and checked again."""
    blocks = [*words(_TO_COPY), *_fields(form, "Suggested text"), to_copy(form.draft)]
    return _modal(_SUGGESTION, blocks, form)


def looking_view() -> View:
    """Return what is shown while a draft is looked at."""
    return {
        "type": "modal",
        "callback_id": ids.DRAFT,
        "title": plain(TITLE, limits.TITLE).to_dict(),
        "close": plain("Close", limits.TITLE).to_dict(),
        "blocks": [one.to_dict() for one in words(checks.LOOKING)],
    }


def organisation_first() -> Message:
    """Return that an organisation has to be chosen before a draft can be checked that does not fit into the form."""
    choice = actions([button("Choose my organisation", ids.PREFERENCES)])
    return Message(text=escaped(_CHOOSE_FIRST), blocks=[*words(_CHOOSE_FIRST), *choice])


def _modal(title: str, blocks: Iterable[Block], form: DraftForm) -> View:
    return {
        "type": "modal",
        "callback_id": ids.DRAFT,
        "title": plain(title, limits.TITLE).to_dict(),
        "submit": plain("Check", limits.TITLE).to_dict(),
        "close": plain("Close", limits.TITLE).to_dict(),
        "private_metadata": form.metadata,
        "blocks": [one.to_dict() for one in blocks],
    }


def _fields(form: DraftForm, label: str) -> Iterator[Block]:
    if form.organisations:
        yield _organisation(form.organisations)
    yield _capacity(form.capacity)
    yield InputBlock(
        block_id=ids.DRAFT,
        label=plain(label, limits.LABEL),
        element=PlainTextInputElement(
            action_id=ids.DRAFT,
            multiline=True,
            max_length=LONGEST,
            initial_value=form.draft or None,
            focus_on_load=True,
        ),
        hint=plain(_longer(form.page), limits.LABEL),
    )


def _organisation(known: Mapping[str, str]) -> Block:
    options = [option(id_, name) for id_, name in sorted(known.items(), key=lambda one: one[1])]
    return InputBlock(
        block_id=ids.DRAFT_ORGANISATION,
        label=plain("Your organisation", limits.LABEL),
        element=StaticSelectElement(
            action_id=ids.DRAFT_ORGANISATION,
            placeholder=plain("Choose your organisation", limits.PLACEHOLDER),
            options=options[: limits.OPTIONS],
        ),
        hint=plain(_REMEMBERED, limits.LABEL),
    )


def _capacity(chosen: Capacity | None) -> Block:
    offered = {value: option(value, *words_) for value, words_ in _CAPACITIES.items()}
    return InputBlock(
        block_id=ids.DRAFT_CAPACITY,
        label=plain("You would post it", limits.LABEL),
        element=RadioButtonsElement(
            action_id=ids.DRAFT_CAPACITY, options=[*offered.values()], initial_option=offered[chosen or EITHER]
        ),
    )


def _longer(page: str | None) -> str:
    """Return what to do with a draft that does not fit."""
    other = f", or check it on {page}/check" if page else ""
    return f"Up to {LONGEST:,} characters. With a longer one, type /check and the draft after it{other}."
