"""A checked draft, as an ephemeral message and as a modal."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block

from bot.slack import ids, limits
from bot.slack.blocks import actions, button, heading, line, quote, said, small, to_copy, words
from bot.slack.rendering.draft_form import TITLE, TOLD, TOLD_OF_COMMANDS
from bot.slack.rendering.marks import marked_draft, pieces
from bot.slack.rendering.sections import section_button
from bot.slack.rendering.views import modal
from bot.slack.speaking import Message, View, size
from bot.slack.text import bold, escaped, link, parts
from bot.wording import checks
from bot.wording.answers import ASK, TALK_TO, contact_line, place
from handlers.check.messages import CheckReply, Finding, PriorApproval, Screened, Suggestion
from handlers.reply import Citation

_BLOCKS, _CHARACTERS = 90, 24_000
"""The most that is shown of one draft: a modal takes 100 blocks, and a command is answered in at most five messages."""
_LONGEST = 6_000
"""Characters of a draft, or of a suggestion, that is shown whole."""

_TOO_LONG = "Your draft is too long to be shown here; its words that matter are named below."
_NO_ROOM = "The suggestion is too long to be shown here."
_MORE, _IN_PARTS = "There is more than fits here.", "Check the draft in parts to see all of it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A draft that was checked, and what it takes to show that.

    Attributes:
        reply: What was found.
        draft: As given.
        page: Address of the page, or None where people do not reach it.
        copies: A suggestion -> what its button carries, so that it can be copied; not those that are too long for it.
        is_first: Whether the person is yet to be told what becomes of drafts.
    """

    reply: CheckReply
    draft: str = field(repr=False)
    page: str | None = None
    copies: Mapping[str, str] = field(default_factory=dict, repr=False)
    is_first: bool = False


def checked_message(checked: Checked) -> Message:
    """Return a checked draft as a message, to whoever wrote it alone."""
    return Message(text=plain_text(checked.reply), blocks=_blocks(checked, TOLD_OF_COMMANDS))


def checked_view(checked: Checked, metadata: str) -> View:
    """Return a checked draft as a modal.

    Args:
        checked: The draft.
        metadata: What travels with it, sealed.
    """
    blocks = _blocks(checked, TOLD)
    return modal(TITLE, blocks, callback=ids.DRAFT, metadata=metadata, close="Close")


def plain_text(reply: CheckReply) -> str:
    """Return what was found in plain words, without any of the draft's own; also its text is formatted text."""
    facts = [step.text for step in reply.next_steps]
    if reply.emergency:
        facts += [f"{checks.MATTERS_MORE}.", checks.CALL_FIRST]
    if _is_shown(reply):
        facts += _verdicts(reply)
    title = TALK_TO if reply.emergency else ASK
    facts += [f"{title}: {contact_line(one)}." for one in reply.contacts[:1]]
    return escaped(" ".join(facts))


def _verdicts(reply: CheckReply) -> Iterator[str]:
    if reply.by_capacity is None:
        yield from _verdict(reply.screened)
    for capacity, one in (reply.by_capacity or {}).items():
        yield f"{checks.POSTED[capacity]}:"
        yield from _verdict(one)


def _verdict(screened: Screened) -> Iterator[str]:
    yield f"{checks.verdict(screened)}."
    yield from checks.meaning(screened) if screened.verdict == "clear" else [checks.advice(screened.findings[0])]


def _is_shown(reply: CheckReply) -> bool:
    """Tell whether to show what was found: in danger, whether it wants a second look can wait."""
    return not reply.emergency or reply.screened.verdict == "stop"


def _blocks(checked: Checked, told: str) -> list[Block]:
    """Return all of it, in what room there is: each capacity has its share of it."""
    head, tail = _with_told(checked, told), [*_tail(checked)]
    sections = [*_sections(checked)] if _is_shown(checked.reply) else []
    most = (_BLOCKS - len(head) - len(tail)) // max(len(sections), 1)
    room = (_CHARACTERS - sum(map(size, [*head, *tail]))) // max(len(sections), 1)
    fitting = [block for one in sections for block in _fitting(one, most, room, checked.page)]
    return [*head, *fitting, *tail]


def _with_told(checked: Checked, told: str) -> list[Block]:
    """Return what comes first, and the first time what becomes of drafts; in danger the number is before that."""
    head, first = [*_head(checked.reply)], [small(told)] if checked.is_first else []
    if not checked.reply.emergency:
        return [*first, *head]
    return [*head, *first, *([heading(checks.OF_THESE_WORDS)] if _is_shown(checked.reply) else [])]


def _fitting(blocks: Iterable[Block], most: int, room: int, page: str | None) -> Iterator[Block]:
    """Yield the first of these blocks that there is room for, and where the others are seen if there are any."""
    for number, block in enumerate(blocks, 1):
        room -= size(block)
        if room < 0 or number == most:
            yield said(f"{_MORE} {_elsewhere(page)}")
            return
        yield block


def _elsewhere(page: str | None) -> str:
    if page is None:
        return _IN_PARTS
    return f"All of it is shown on {link(f'{page}/check', 'the page')}, where nothing is kept either."


def _head(reply: CheckReply) -> Iterator[Block]:
    """Yield what comes first: whom to call, or the verdict."""
    for step in reply.next_steps:
        yield said(f":rotating_light: {bold(step.text)}")
    if reply.emergency:
        yield heading(checks.MATTERS_MORE)
        yield from words(checks.CALL_FIRST)
        yield from _contacts(reply, TALK_TO)
    elif reply.by_capacity is None:
        yield heading(checks.verdict(reply.screened))
    else:
        yield heading(checks.VERDICTS[reply.screened.verdict])
    if reply.by_capacity is not None and not reply.emergency:
        yield from words(checks.stricter(reply))


def _tail(checked: Checked) -> Iterator[Block]:
    """Yield what comes last, whatever was found."""
    reply = checked.reply
    if _is_shown(reply):
        yield said("\n".join([bold(checks.NOT_CHECKED), *(f"• {escaped(one)}" for one in reply.not_checked)]))
    if not reply.emergency:
        yield from _contacts(reply, ASK)
    yield from actions([button("Check another", ids.CHECK, spoken="Check another draft")])


def _contacts(reply: CheckReply, title: str) -> Iterator[Block]:
    if reply.contacts:
        yield said("\n".join([bold(title), *(f"• {escaped(contact_line(one))}" for one in reply.contacts)]))


def _sections(checked: Checked) -> Iterator[Iterable[Block]]:
    """Yield what was found, in each capacity that was checked."""
    reply = checked.reply
    if reply.by_capacity is None:
        above = [said(bold(checks.verdict(reply.screened)))] if reply.emergency else []
        yield [*above, *_found(checked, reply.screened)]
    for capacity, one in (reply.by_capacity or {}).items():
        title = [line(), heading(checks.POSTED[capacity]), said(bold(checks.verdict(one)))]
        yield [*title, *_found(checked, one)]


def _found(checked: Checked, screened: Screened) -> Iterator[Block]:
    """Yield what was found in one capacity: marked words, findings, what to have before, what would help."""
    for sentence in checks.meaning(screened):
        yield from words(sentence)
    yield from _marked(checked.draft, screened.findings)
    for number, alike in enumerate(checks.alike(screened.findings), 1):
        yield from _findings(number, alike, checked)
    if screened.prior_approvals:
        yield said(bold(checks.BEFORE))
    for number, one in enumerate(screened.prior_approvals):
        yield from _approval(one, checked.page, number)
    if screened.suggestion:
        yield from _suggestion(screened.suggestion, checked)


def _marked(draft: str, findings: Sequence[Finding]) -> Iterator[Block]:
    if not any(is_found for _, is_found in pieces(draft, findings)):
        return
    yield said(bold(checks.MARKED))
    if len(draft) > _LONGEST:
        yield said(_TOO_LONG)
    else:
        yield from marked_draft(draft, findings)


def _findings(number: int, alike: Sequence[Finding], checked: Checked) -> Iterator[Block]:
    """Yield findings that say the same: what it is, where, why, what to do, and which rule."""
    first = alike[0]
    yield said(bold(f"{number}. {checks.name(first)}"))
    yield from words("\n".join([checks.places(alike, checked.draft), first.why, checks.advice(first)]))
    for nth, one in enumerate(first.citations):
        yield from _rule(one, checked.page, nth)
    if not first.citations:
        yield small(escaped(checks.NO_RULE))


def _rule(cited: Citation, page: str | None, number: int) -> Iterator[Block]:
    yield quote(cited.quote)
    yield _where(cited, page, number)
    if cited.status_note:
        yield small(escaped(cited.status_note))


def _where(cited: Citation, page: str | None, number: int) -> Block:
    return said(escaped(place(cited)), accessory=section_button(cited, page, number))


def _approval(one: PriorApproval, page: str | None, number: int) -> Iterator[Block]:
    yield said(f"• {escaped(checks.approval(one))}", accessory=section_button(one.citation, page, number))
    yield small(escaped(place(one.citation)))


def _suggestion(suggestion: Suggestion, checked: Checked) -> Iterator[Block]:
    text = suggestion.text
    if text is not None and text.strip():
        yield said(bold(checks.CHANGE))
        yield from _offered(text, checked)
    told = [*(f"• {one}" for one in suggestion.changes), *checks.left(suggestion)]
    yield from words("\n".join(told))


def _offered(text: str, checked: Checked) -> Iterator[Block]:
    """Yield a suggested text, with what copies it where there is room for that."""
    if len(text) > _LONGEST:
        yield said(f"{_NO_ROOM} {_elsewhere(checked.page)}")
        return
    yield from (to_copy(part) for part in parts(text, limits.SECTION))
    if text in checked.copies:
        yield from actions([button("Copy the suggestion", ids.COPY_SUGGESTION, checked.copies[text])])
