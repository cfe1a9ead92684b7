"""After it was sent: the case's number, the code, what comes next; in the modal, and as a message."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block

from bot.paths import RECEIPT
from bot.slack import ids
from bot.slack.blocks import actions, button, heading, said, to_copy, words
from bot.slack.rendering.modal import modal, whom_to_call
from bot.slack.rendering.seen import part_blocks
from bot.slack.speaking import Message, View
from bot.slack.text import bold, escaped
from bot.wording.cases import WRITE_DOWN
from bot.wording.parts import Part
from handlers.cases.case import Case

_AGAIN = (
    "This had arrived before, and was not sent a second time. What you changed since then is not in it; add it to the "
    "case."
)
_HERE = "Here you need no code: the case is yours by your account, under Open my case and on the app's home tab."
_ELSEWHERE = "With the code you can follow it up without Slack too: {page}."
_NOT_IN_MESSAGES = "It is shown in this window alone."


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What somebody learns once their case is kept.

    Attributes:
        code: That opens the case to whoever has it.
        again: Whether it had been filed before.
        parts: What is next, what is left to them, whom to call.
        number: Whom to call in danger.
        page: Address of the page, or None.
    """

    case: Case
    code: str = field(repr=False)
    again: bool
    parts: Sequence[Part] = field(repr=False)
    number: str
    page: str | None


def receipt_view(receipt: Receipt) -> View:
    """Return what the modal shows."""
    blocks = [
        heading(_kept(receipt.case)),
        *words(_AGAIN if receipt.again else ""),
        said(bold("Your code")),
        to_copy(receipt.code),
        *words(" ".join(_of_the_code(receipt))),
        *_open(receipt.case),
        *part_blocks(receipt.parts),
    ]
    return modal(receipt.case.kind, blocks, first=_first(receipt))


def receipt_message(receipt: Receipt) -> Message:
    """Return what is said in the conversation with the app: all but the code, which opens the case to anybody."""
    facts = [f"{part.title}: {' '.join(part.points)}" for part in receipt.parts]
    text = escaped(" ".join([f"{_kept(receipt.case)}.", *facts]))
    blocks = [_first(receipt), heading(_kept(receipt.case)), *part_blocks(receipt.parts), *_open(receipt.case)]
    return Message(text=text, blocks=blocks)


def _first(receipt: Receipt) -> Block:
    return whom_to_call(receipt.number, loud=receipt.case.danger)


def _kept(case: Case) -> str:
    return f"It is kept: case {case.number}"


def _of_the_code(receipt: Receipt) -> list[str]:
    elsewhere = [_ELSEWHERE.format(page=f"{receipt.page}{RECEIPT}")] if receipt.page else []
    return [WRITE_DOWN, _NOT_IN_MESSAGES, *elsewhere, _HERE]


def _open(case: Case) -> list[Block]:
    return [*actions([button("Open my case", ids.OWN_CASE, case.id, spoken=f"Open my case {case.number}")])]
