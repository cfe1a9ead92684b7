"""An answer from the guidelines, as a message."""

from collections.abc import Iterator

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ContextActionsBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
)

from bot.slack import ids
from bot.slack.rendering.blocks import actions, button, quote, said, small, small_words, words
from bot.slack.rendering.home.guide import next_steps
from bot.slack.rendering.home.preferences import choose_organisation
from bot.slack.rendering.messages import Message
from bot.slack.rendering.sections import section_button
from bot.slack.rendering.text import bold, escaped
from bot.slack.rendering.whom import contacts, urgent
from bot.wording import answers
from handlers.ask.messages import AskReply
from handlers.reply import Citation

_WHICH = "Which of the two is it?"
_WHERE_FROM = "Rules differ between organisations. Say once which one is yours:"
_MAINTAINERS = "Your question is kept in your words, without your name, for those who maintain the texts."


def answer(
    reply: AskReply, *, id_: str, page: str | None, org_known: bool = True, question: str | None = None
) -> Message:
    """Return an answer.

    Args:
        reply: What was found.
        id_: Of the answer, for its buttons.
        page: Address of the page, where sections are opened; None where people do not reach it.
        org_known: Whether the asker's organisation is known; otherwise it is asked for.
        question: As it was asked, where it stands nowhere else; then it stands above the answer.
    """
    blocks = [*_urgent(reply), *([small_words(f"You asked: {question}")] if question else [])]
    blocks += [*_short(reply), *_capacity(reply, id_), *_rest(reply, page)]
    blocks += [*([] if org_known else _organisation()), *_next(reply, id_)]
    return Message(text=plain_text(reply), blocks=blocks)


def facts(reply: AskReply, page: str | None) -> list[Block]:
    """Return what an answer says, without what to do at once and without what is asked of the person.

    Args:
        reply: What was found.
        page: As `answer` takes it.
    """
    return [*_short(reply), *_rest(reply, page)]


def plain_text(reply: AskReply) -> str:
    """Return an answer as a telephone shows it and a screen reader reads it; also its text is formatted text."""
    facts = [answers.urgent(reply), answers.short_answer(reply)]
    facts += [f"({answers.place(one)})" for one in reply.citations[:1]]
    facts += [f"{answers.TALK_TO}: {answers.contact_line(one)}." for one in reply.contacts[:1]]
    return escaped(" ".join(filter(None, facts)))


def _urgent(reply: AskReply) -> Iterator[Block]:
    first = answers.urgent(reply)
    yield from [urgent(first)] if first else []


def _short(reply: AskReply) -> Iterator[Block]:
    yield from (small(escaped(one)) for one in answers.before(reply))
    if reply.citations and reply.citations[0].foreign:
        yield said(bold(f"{answers.foreign(reply.citations[0])}:"))
    yield from words(answers.short_answer(reply))
    if reply.clarify:
        yield said(escaped(answers.DEPENDS))


def _rest(reply: AskReply, page: str | None) -> Iterator[Block]:
    """Yield what an answer rests on, whom to talk to, and what else to know."""
    yield from _cited(reply, page)
    yield from contacts(answers.TALK_TO, reply.contacts)
    notes = [escaped(one) for one in answers.notes(reply)]
    yield from [small("\n".join(notes))] if notes else []


def _cited(reply: AskReply, page: str | None) -> Iterator[Block]:
    for number, one in enumerate(reply.citations):
        if one.foreign and number:  # of the first one, it is said above the short answer
            yield said(bold(f"{answers.foreign(one)}:"))
        yield _where(one, page, number)
        yield from [small(escaped(f"({' '.join(one.lead_in.split())})"))] if one.lead_in else []
        yield quote(one.quote)
        yield from [small(escaped(one.status_note))] if one.status_note else []


def _where(one: Citation, page: str | None, number: int) -> Block:
    """Return where a quote stands, with what opens it there."""
    text = f"{bold(one.title)}\n{escaped(answers.origin(one))}"
    return said(text, accessory=section_button(one, page, number))


def _capacity(reply: AskReply, id_: str) -> Iterator[Block]:
    if reply.clarify:
        yield said(bold(_WHICH))
        for_organisation = button("For my organisation", f"{ids.CAPACITY}official", id_, spoken="It is official use")
        for_myself = button("For myself", f"{ids.CAPACITY}personal", id_, spoken="It is personal use")
        yield from actions([for_organisation, for_myself])


def _organisation() -> Iterator[Block]:
    yield said(_WHERE_FROM)
    yield from actions([choose_organisation()])


def _next(reply: AskReply, id_: str) -> Iterator[Block]:
    yield from actions(
        [
            *next_steps(),
            *([] if reply.answered else [_unanswered(id_)]),
        ]
    )
    if reply.answered:
        yield _feedback(id_)


def _unanswered(id_: str) -> ButtonElement:
    return button("Send this question to the maintainers", ids.UNANSWERED, id_, sure=_MAINTAINERS)


def _feedback(id_: str) -> Block:
    helpful = FeedbackButtonObject(text="Helpful", value=f"yes {id_}", accessibility_label="This answer helped")
    not_helpful = FeedbackButtonObject(
        text="Not helpful", value=f"no {id_}", accessibility_label="This answer did not help"
    )
    both = FeedbackButtonsElement(action_id=ids.FEEDBACK, positive_button=helpful, negative_button=not_helpful)
    return ContextActionsBlock(elements=[both])
