"""The records of the screening data: categories with their rules, approvals, disclaimers, words, examples."""

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from knowledge.records import STRICT, Id, Source, Text

Capacity = Literal["personal", "official"]
Scope = Literal["personal", "official", "both"]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Rule:
    """What one organisation's text says about a category.

    Attributes:
        capacity: Of the posts that it speaks to.
        severity: The most that a finding may be: `violation` where the text forbids, `warning` where it advises.
        verb: The words of the quote that say how binding it is, such as `must not`.
        source: The passage; of one of the organisation's own documents.
        without_work_tie: Whether it also holds for a personal post that shows nothing of the work.
        advice: What to do instead where that differs from the category's advice.
        ask: Contacts (ids) of the organisation, first choice first.
    """

    organisation: Id
    capacity: Scope
    severity: Literal["warning", "violation"]
    verb: Text
    source: Source
    without_work_tie: bool = False
    advice: Text | None = None
    ask: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Category:
    """A sort of problem that a draft can have.

    Attributes:
        name: As a person reads it.
        covers: What belongs to it, and what does not.
        why: Why it matters, in plain words to the writer of a draft.
        advice: What to do instead.
        lawful: What to keep in mind where the rules leave such words alone, for speech that is everybody's right; None
            where there is nothing to say then.
        yields_to: More specific categories (ids): where one of them is found in the same words, this one is not told.
        unless: Circumstance that explains the same words better: they are not this then.
        absence: What is missing from the draft, where the problem is something that is not there.
        rules: By organisation and capacity; where there is none, a finding is a note at most.
    """

    id: Id
    name: Text
    covers: Text
    why: Text
    advice: Text
    lawful: Text | None = None
    yields_to: tuple[Id, ...] = ()
    unless: Literal["workplace_contact"] | None = None
    absence: Literal["disclaimer", "identification"] | None = None
    rules: Annotated[tuple[Rule, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Approval:
    """What an organisation's text asks for before a post goes out, whatever is in it.

    Attributes:
        capacity: Of the posts that it speaks to.
        when: To which posts it applies, in a phrase that completes "Before ...".
        text: What is asked for, in a plain sentence.
        categories: Only for drafts with a finding of one of these categories; empty for every work-related draft.
        ask: Contacts (ids) of the organisation.
    """

    organisation: Id
    capacity: Scope
    when: Text
    text: Text
    categories: tuple[Id, ...] = ()
    source: Source
    ask: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Disclaimer:
    """The sentence that makes clear for whom a personal post speaks.

    Attributes:
        wording: In the guideline's own words, as a sentence to be added to a draft that names the employer; None where
            the text offers none.
        neutral: The same without naming the employer, for a draft that conceals it; None where the text offers none.
        instead: What the text recommends in place of a disclaimer, or beside it; None where it says no more.
        identification: A sentence by which an official post says who is speaking; None where the text asks for none.
    """

    organisation: Id
    wording: Text | None = None
    neutral: Text | None = None
    instead: Text | None = None
    identification: Text | None = None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Words:
    """Words and names of one kind that detectors look for.

    Attributes:
        kind: `organisation`: its names; `email_domain`: of its staff; `own_view`: wordings of a disclaimer; `party`:
            parties, whose names people hide behind stars; `profanity`.
        organisation: Where they mean this, or None for everywhere.
    """

    kind: Literal["organisation", "email_domain", "own_view", "profanity", "party"]
    organisation: Id | None = None
    words: Annotated[tuple[Text, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Mark:
    """A category that an example carries, and the words that carry it; no span stands for the whole draft."""

    category: Id
    span: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Example:
    """A draft to learn from.

    Attributes:
        draft: The text.
        organisation, capacity: Whose draft it is, and in which capacity it would be posted.
        tie: `none` where nothing shows the work; `passing` where the post shows it without being about it; `close`
            where it is about the work or its capacity is unclear. Official drafts are `close`.
        findings: What the rules find.
        lawful: What is there in the words and the rules leave alone here, such as private party politics.
        danger: Whether someone may be in danger now; of an attack that does not say so it is not known.
        why: Why a draft is fine though it may look otherwise.
    """

    draft: Text
    organisation: Id
    capacity: Capacity
    tie: Literal["none", "passing", "close"]
    findings: tuple[Mark, ...] = ()
    lawful: tuple[Mark, ...] = ()
    danger: bool = False
    why: Text | None = None
