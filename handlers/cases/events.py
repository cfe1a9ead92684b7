"""What happens to a case, and what is sent because of it."""

from dataclasses import dataclass, field
from typing import Literal

from handlers.cases.people import Way

Actor = Literal["reporter", "recipient", "operator", "assistant"]

Action = Literal[
    "received", "delivered", "delivery_failed", "delivery_withdrawn", "read", "acknowledged", "started", "answered",
    "added", "passed_on", "escalated", "reminded", "late", "ticked_off", "decided", "accepted", "due_for_review",
    "closed", "retired", "code_asked_for", "code_sent", "link_sent", "link_revoked", "given_again", "kept_out",
    "set_back", "held", "released", "filed_as_record", "exported", "disposed",
]  # fmt: skip

NoticeKind = Literal["case", "message", "reminder", "late", "code", "to_reporter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An entry of the history: who did what. When, and after what, the store knows.

    Attributes:
        who: Name of whoever did it, or None where there is none to give; it is kept encrypted.
        details: What else there is to say, kept encrypted; after disposal only its digest is left.
    """

    action: Action
    actor: Actor
    who: str | None = field(default=None, repr=False)
    details: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something to be brought to somebody. It is kept in the same step as what it speaks of, and sent after that.

    Attributes:
        way: How it is brought.
        to: Key of the person whom it is for; None for the reporter.
        kind: What it is about.
        urgency: The lowest first.
        subject: One line.
        text: Plain text.
        link: Path on the service that opens the case for this person, or None. It is a secret.
        private: Whether it says nothing of what was reported and goes where one person alone reads; of notices from
            before this was kept, nobody knows.
    """

    way: Way
    to: str | None = field(repr=False)
    kind: NoticeKind
    urgency: int
    subject: str = field(repr=False)
    text: str = field(repr=False)
    link: str | None = field(default=None, repr=False)
    private: bool = False
