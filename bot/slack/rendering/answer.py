"""An answer from the guidelines, as a message."""

from collections.abc import Iterator

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextActionsBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
)

from bot.json_reply import section_path
from bot.slack import ids, limits
from bot.slack.blocks import actions, button, opens, quote, said, small, words
from bot.slack.rendering.contacts import contact_lines, numbers
from bot.slack.speaking import Message
from bot.slack.text import bold, escaped, parts
from handlers.ask.messages import AskReply
from handlers.reply import Citation

_CAPACITIES = {"official": "official use", "personal": "personal use", "both": "official and personal use"}
_WHICH = (
    "This depends on whether you post for your organisation or for yourself; both are below. Which of the two is it?"
)
_MOST_CITED = 4
_QUOTE = 1500
"""Characters of a quote: the longest that an answer has."""


def answer(reply: AskReply, *, id_: str, page: str | None, org_known: bool = True) -> Message:
    """Return an answer.

    Args:
        reply: What was found.
        id_: Of the answer, for its buttons.
        page: Address of the page, where sections are opened; None where people do not reach it.
        org_known: Whether the asker's organisation is known; otherwise it is asked for.
    """
    blocks = [*_first(reply), *facts(reply, page), *_asked(reply, id_, org_known=org_known), *_next(reply, id_)]
    return Message(text=plain_text(reply), blocks=blocks)


def facts(reply: AskReply, page: str | None) -> list[Block]:
    """Return what an answer says, without what to do at once and without what is asked of the person.

    Args:
        reply: What was found.
        page: As `answer` takes it.
    """
    return [*_short(reply), *_cited(reply, page), *_whom(reply), *_notes(reply)]


def plain_text(reply: AskReply) -> str:
    """Return an answer in plain words: what a telephone shows and a screen reader reads."""
    facts = [*(step.text for step in reply.next_steps if step.kind == "emergency"), _own_words(reply)]
    facts += [f"{one.title}, {one.organisation_name}: “{one.quote}”" for one in reply.citations[:1]]
    facts += [f"Whom to talk to: {numbers(reply.contacts)}"] if reply.contacts else []
    return escaped(" ".join(filter(None, facts)))


def _first(reply: AskReply) -> Iterator[Block]:
    """Yield what to do before anything else, where somebody may be in danger."""
    for step in reply.next_steps:
        if step.kind == "emergency":
            yield said(f":rotating_light: {bold(step.text)}")


def _own_words(reply: AskReply) -> str:
    """Return the short answer without the emergency number, which stands above it."""
    urgent = next((step.text for step in reply.next_steps if step.kind == "emergency"), "")
    return reply.answer.removeprefix(urgent).strip()


def _short(reply: AskReply) -> Iterator[Block]:
    for step in reply.next_steps:
        if step.kind == "elsewhere" and reply.answered:
            yield small(escaped(step.text))
    if reply.citations and reply.citations[0].foreign:
        yield said(bold(f"Rule of {reply.citations[0].organisation_name}, not your own:"))
    yield from words(_own_words(reply))
    if reply.clarify:
        yield said(_WHICH)


def _cited(reply: AskReply, page: str | None) -> Iterator[Block]:
    for number, one in enumerate(reply.citations[:_MOST_CITED]):
        if one.foreign and number:  # of the first one, it is said above the short answer
            yield said(bold(f"Rule of {one.organisation_name}, not your own:"))
        yield _where(one, page, number)
        if one.lead_in:
            yield small(f"_{escaped(' '.join(one.lead_in.split())).replace('_', ' ')}_")
        yield from (quote(part) for part in parts(one.quote, _QUOTE))
        if one.status_note:
            yield small(escaped(one.status_note))


def _where(one: Citation, page: str | None, number: int) -> Block:
    """Return where a quote stands, with what opens it there."""
    facts = [one.organisation_name, " › ".join(one.section), one.date or "undated", _CAPACITIES[one.capacity]]
    text = f"{bold(one.title)}\n{escaped(' · '.join(filter(None, facts)))}"
    if page is None:
        return said(text)
    address, name = f"{page}{section_path(one)}", " › ".join(one.section[-1:]) or one.title
    return said(
        text,
        accessory=opens("Open the section", address, f"{ids.OPEN}{number}", spoken=f"Open the section: {name}")
        if len(address) <= limits.URL
        else None,
    )


def _whom(reply: AskReply) -> Iterator[Block]:
    if reply.contacts:
        yield said("\n".join([bold("Whom to talk to"), *contact_lines(reply.contacts)]))


def _notes(reply: AskReply) -> Iterator[Block]:
    """Yield what to know beside it: documents that are not here, and whose answer it may be."""
    notes = [
        escaped(step.text)
        for step in reply.next_steps
        if step.kind == "reference" or (step.kind == "elsewhere" and not reply.answered)
    ]
    yield from [small(*notes)] if notes else []


def _asked(reply: AskReply, id_: str, *, org_known: bool) -> Iterator[Block]:
    """Yield what is asked of the person: which capacity, and where they work."""
    if reply.clarify:
        yield from actions(
            [
                button("For my organisation", f"{ids.CAPACITY}official", id_, spoken="It is official use"),
                button("For myself", f"{ids.CAPACITY}personal", id_, spoken="It is personal use"),
            ]
        )
    if not org_known:
        yield said("Rules differ between organisations. Say once which one is yours:")
        yield from actions([button("Choose my organisation", ids.PREFERENCES)])


def _next(reply: AskReply, id_: str) -> Iterator[Block]:
    yield from actions(
        [
            button("Check a draft", ids.CHECK, spoken="Check a draft before you post it"),
            button("Report", ids.REPORT, spoken="Report what happened"),
            button("Disclose", ids.DISCLOSE, spoken="Disclose a possible conflict of interest of your own"),
            *([] if reply.answered else [_send(id_)]),
        ]
    )
    if reply.answered:
        yield _feedback(id_)


def _send(id_: str) -> ButtonElement:
    return button(
        "Send this question to the maintainers",
        ids.UNANSWERED,
        id_,
        sure="Your question is kept in your words, without your name, for those who maintain the texts.",
    )


def _feedback(id_: str) -> Block:
    return ContextActionsBlock(
        elements=[
            FeedbackButtonsElement(
                action_id=ids.FEEDBACK,
                positive_button=FeedbackButtonObject(
                    text="Helpful", value=f"yes {id_}", accessibility_label="This answer helped"
                ),
                negative_button=FeedbackButtonObject(
                    text="Not helpful", value=f"no {id_}", accessibility_label="This answer did not help"
                ),
            )
        ]
    )
