"""Request and reply of check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from handlers.reply import Citation, ContactCard, NextStep
from handlers.request import Capacity

Severity = Literal["note", "warning", "violation"]
Verdict = Literal["clear", "review", "stop"]

MAX_DRAFT = 40_000
"""Longest draft that is read, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRequest:
    """A draft, whose it is, and in which capacity it would be posted. Its representation leaves the draft out.

    Attributes:
        draft: As typed, at most `MAX_DRAFT` characters.
        org: Id of the writer's organisation.
        unit: Part of the organisation, or None.
        capacity: None where it is not known: then both are checked.
    """

    draft: str = field(repr=False)
    org: str
    unit: str | None = None
    capacity: Capacity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something in a draft, or missing from it, that a rule speaks to.

    Attributes:
        category: Id of the category.
        name: Its name, for people.
        severity: `violation` should not go out, `warning` wants a second look, `note` is to be kept in mind.
        start, end: Code points of the draft as given.
        span: The draft from `start` to `end`.
        why: Why it matters, in plain words.
        advice: What to do instead.
        citations: The rule; none for a note on which the organisation's texts say nothing.
    """

    category: str
    name: str
    severity: Severity
    start: int
    end: int
    span: str = field(repr=False)
    why: str
    advice: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorApproval:
    """What the organisation's text asks for before such a post goes out.

    Attributes:
        when: To which posts it applies, in a phrase.
        text: What is asked for.
        citation: Where the text says so.
        contacts: Whose approval or advice it is.
    """

    when: str
    text: str
    citation: Citation
    contacts: tuple[ContactCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """The smallest change that helps.

    Attributes:
        text: The draft with the change, or None where no edit can save it.
        changes: What was changed, in plain sentences.
        remaining: Names of the categories that the text would still be found to touch.
        note: What to know about it, or what to do in its place.
    """

    text: str | None = field(repr=False)
    changes: tuple[str, ...]
    remaining: tuple[str, ...]
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """What was found in a draft that is posted in one capacity.

    Attributes:
        verdict: `stop` with any violation, else `review` with any warning, else `clear`; notes change nothing.
        findings: The weightiest first.
        prior_approvals: What to have before such a post.
        suggestion: None where nothing above a note was found.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    prior_approvals: tuple[PriorApproval, ...]
    suggestion: Suggestion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReply:
    """What a check owes the writer of a draft.

    Attributes:
        screened: In the capacity that was given; where none was, the stricter of both.
        by_capacity: What would hold in each capacity where none was given, else None.
        not_checked: What a person still has to look at.
        contacts: Whom to ask.
        emergency: Whether someone may be in danger; then the first next step is the emergency number.
        next_steps: In the order in which to take them.
    """

    screened: Screened
    by_capacity: Mapping[Capacity, Screened] | None
    not_checked: tuple[str, ...]
    contacts: tuple[ContactCard, ...]
    emergency: bool
    next_steps: tuple[NextStep, ...]
