"""An answer in words: what is said of it, whose rule it is and where it stands, whom to talk to."""

from collections.abc import Iterator

from handlers.ask.messages import AskReply
from handlers.reply import Citation, ContactCard, purpose

TALK_TO, ASK = "Whom to talk to", "Whom to ask"
DEPENDS = (
    "This depends on whether you post for your organisation (official use) or for yourself (personal use): both are "
    "below, labelled."
)
_CAPACITIES = {"official": "official use", "personal": "personal use", "both": "official and personal use"}


def urgent(reply: AskReply) -> str | None:
    """Return what to do before anything else where somebody may be in danger, or None."""
    return next((step.text for step in reply.next_steps if step.kind == "emergency"), None)


def short_answer(reply: AskReply) -> str:
    """Return the answer without what is urgent, which is said above it; it may be empty."""
    said = urgent(reply)
    return reply.answer if said is None else reply.answer.removeprefix(said).strip()


def before(reply: AskReply) -> Iterator[str]:
    """Yield what is said above a short answer that is another organisation's."""
    yield from (step.text for step in reply.next_steps if step.kind == "elsewhere" and reply.answered)


def notes(reply: AskReply) -> Iterator[str]:
    """Yield what is said after all else: what is not included here, and who else has a rule where this one has none."""
    for step in reply.next_steps:
        if step.kind == "reference" or (step.kind == "elsewhere" and not reply.answered):
            yield f"Note: {step.text}"


def foreign(citation: Citation) -> str:
    """Return whose rule it is, of one that is another organisation's than the asker's."""
    return f"Rule of {citation.organisation_name}, not your own"


def origin(citation: Citation) -> str:
    """Return whose passage it is, where it stands, how old it is, and of which use it speaks, on one line."""
    return _joined(citation.organisation_name, _section(citation), _date(citation), _CAPACITIES[citation.capacity])


def place(citation: Citation) -> str:
    """Return where a rule of one's own organisation stands, with the document's title, and how old it is."""
    return _joined(citation.title, _section(citation), _date(citation))


def quoted(citation: Citation) -> str:
    """Return a quote on one line, between quotation marks."""
    return f"“{' '.join(citation.quote.split())}”"


def contact_line(contact: ContactCard) -> str:
    """Return a contact with everything that reaches it and by when, on one line."""
    phone = f"{contact.phone} ({contact.phone_note})" if contact.phone and contact.phone_note else contact.phone
    ways = ", ".join(filter(None, (phone, contact.email, contact.address, contact.url)))
    return f"{contact.name}{f' – {ways}' if ways else ''}: {purpose(contact)}"


def _section(citation: Citation) -> str:
    return " › ".join(citation.section)


def _date(citation: Citation) -> str:
    return citation.date or "undated"


def _joined(*facts: str) -> str:
    return " · ".join(filter(None, facts))
