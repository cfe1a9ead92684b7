"""What was found -> what the writer of a draft is told: findings with their rules, approvals, whom to ask."""

import re
from collections.abc import Iterable

from handlers.check.messages import CheckRequest, Finding, PriorApproval, Screened, Suggestion, Verdict
from handlers.check.policy import Judged, has_work_tie, is_about_work, weight
from handlers.check.screen import Looked
from handlers.citations import cite
from handlers.contacts import Directory
from handlers.language import has_foreign_part
from handlers.reply import Citation, ContactCard
from handlers.request import Capacity
from knowledge.library import Library
from knowledge.records import Source
from knowledge.screening import Screening
from knowledge.screening_records import Approval

_MOST_CONTACTS = 3
_STRICTNESS: dict[Verdict, int] = {"stop": 0, "review": 1, "clear": 2}
_LINK = re.compile(
    r"https?://|www\.|(?<![@\w.-])(?:[\w-]+\.)+(?:(?:ca|com|org|net|info|gov|edu|news)\b|[a-z]{2,6}/\S)", re.IGNORECASE
)

_PICTURES = "Pictures, video and sound that go with the text."
_LINKS = "What the links lead to."
_FOREIGN = "What is not in English: it cannot be read here."
_OTHER_RULES = (
    "Policies of your ministry, department or office, and other rules that are not among the guidelines here."
)

_LEFT_ALONE = "The rules leave this to you."
_NOT_TIED = "Nothing here ties it to your work, and the rules leave it to you."
_ASK_FIRST = "to ask before you post"
_APPROVES = "whose approval or advice is asked for before such a post"


def stricter(screened: Iterable[Screened]) -> Screened:
    """Return the strictest; among equals the one with more findings."""
    return min(screened, key=lambda one: (_STRICTNESS[one.verdict], -len(one.findings)))


class Replies:
    """Puts findings into words."""

    def __init__(self, library: Library, screening: Screening, directory: Directory) -> None:
        """Keep what they are made of."""
        self._library = library
        self._screening = screening
        self._directory = directory

    def screened(
        self, request: CheckRequest, capacity: Capacity, looked: Looked, suggestion: Suggestion | None
    ) -> Screened:
        """Return what was found in one capacity."""
        return Screened(
            verdict=_verdict(looked),
            findings=tuple(self._finding(one, request, looked) for one in looked.judged),
            prior_approvals=tuple(self._approval(one, request) for one in self._approvals(request, capacity, looked)),
            suggestion=suggestion,
        )

    def not_checked(self, draft: str) -> tuple[str, ...]:
        """Return what a person still has to look at in a draft as meant."""
        links = [_LINKS] if _LINK.search(draft) else []
        foreign = [_FOREIGN] if has_foreign_part(draft) else []
        return (_PICTURES, *links, *foreign, _OTHER_RULES)

    def contacts(self, looked: Iterable[Looked], request: CheckRequest, *, in_danger: bool) -> tuple[ContactCard, ...]:
        """Return whom to ask, as the rules that were found say; those of the weightiest finding first."""
        if in_danger:
            return self._directory.in_danger(request.org, request.unit)
        found = sorted((one for seen in looked for one in seen.above_note), key=weight)
        ids = [contact for one in found if one.rule for contact in one.rule.ask]
        named = self._directory.named(request.org, request.unit, ids, _ASK_FIRST)[:_MOST_CONTACTS]
        return named or self._directory.when_unsure(request.org, request.unit, answered=True)

    def _finding(self, one: Judged, request: CheckRequest, looked: Looked) -> Finding:
        absent = one.category.absence is not None and (one.start, one.end) == (0, len(looked.meant.text))
        start, end = (0, len(request.draft)) if absent else looked.meant.place(one.start, one.end)
        lawful = one.category.lawful if one.severity == "note" else None
        return Finding(
            category=one.category.id,
            name=one.category.name,
            severity=one.severity,
            start=start,
            end=end,
            span=request.draft[start:end],
            why=_why(one, looked),
            advice=lawful or (one.rule and one.rule.advice) or one.category.advice,
            citations=(self._cite(one.rule.source, request, one.score),) if one.rule else (),
        )

    def _approvals(self, request: CheckRequest, capacity: Capacity, looked: Looked) -> list[Approval]:
        """Return what applies: to every work-related post, or to one with such a finding."""
        touched = {one.category.id for one in looked.above_note}
        related = is_about_work(looked.draft, looked.evidence)
        return [
            one
            for one in self._screening.approvals
            if one.organisation == request.org
            and one.capacity in (capacity, "both")
            and (touched & set(one.categories) if one.categories else related)
        ]

    def _approval(self, one: Approval, request: CheckRequest) -> PriorApproval:
        return PriorApproval(
            when=one.when,
            text=one.text,
            citation=self._cite(one.source, request, 1.0),
            contacts=self._directory.named(request.org, request.unit, one.ask, _APPROVES),
        )

    def _cite(self, source: Source, request: CheckRequest, score: float) -> Citation:
        passage = self._library.passages[self._screening.passages[source]]
        return cite(passage, self._library, request.org, score=score, quote=source.quote)


def _why(one: Judged, looked: Looked) -> str:
    if one.severity == "note" and one.category.lawful:
        return _LEFT_ALONE if has_work_tie(looked.draft, looked.evidence) else _NOT_TIED
    seen = f"Seen here: {one.detail}. " if one.detail else ""
    return f"{seen}{one.category.why}"


def _verdict(looked: Looked) -> Verdict:
    severities = {one.severity for one in looked.judged}
    if "violation" in severities:
        return "stop"
    return "review" if "warning" in severities else "clear"
