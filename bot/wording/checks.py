"""A checked draft in words: what the verdict means, what was found, what to have before it goes out."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.check.messages import CheckReply, Finding, PriorApproval, Screened, Suggestion, Verdict
from handlers.request import Capacity

VERDICTS: Mapping[Verdict, str] = {
    "clear": "Nothing found",
    "review": "Wants a second look",
    "stop": "Should not go out like this",
}
POSTED: Mapping[Capacity, str] = {
    "personal": "If you post it for yourself",
    "official": "If you post it for your organisation",
}
MATTERS_MORE = "This matters more than a post"
CALL_FIRST = (
    "If you or somebody else may come to harm, call first, and talk to somebody. What the guidelines say of these "
    "words can wait; if nobody is in danger, check the draft without what reads like it."
)
"""Of a draft from which somebody may be in danger, in place of its verdict. What was found is told after that, under
`OF_THESE_WORDS`, and only where it should not go out at all."""
OF_THESE_WORDS = "What the guidelines say of these words"
NO_APPROVAL = "This is no approval: only the guidelines were looked at, and by a machine."
KEPT_IN_MIND = "What is listed below is to be kept in mind; it speaks against nothing in the draft."
STRICTER = "That is the stricter of two answers: it depends on whether you post for your organisation or for yourself."
SAME = "This holds whichever way you post it; the rules behind it may differ."
"""Of a draft that was checked in both capacities; the other where the two answers differ."""
MARKED, ABOUT_ALL = "Your draft, marked", "This is about the draft as a whole."
NO_RULE = "The guidelines of your organisation say nothing of this."
BEFORE, CHANGE, NOT_CHECKED = "Before it goes out", "A smaller change that helps", "Not checked"
LOOKING = "Looking at your draft. The first check after a start takes some seconds more."
_MOST_PLACES, _LONGEST = 12, 90
"""Of the words of one finding: how many are named, and how many characters of each."""


def verdict(screened: Screened) -> str:
    """Return the verdict, with what weighs most where something was found."""
    said = VERDICTS[screened.verdict]
    return said if screened.verdict == "clear" else f"{said}: {screened.findings[0].name.lower()}"


def meaning(screened: Screened) -> Iterator[str]:
    """Yield what to know of a verdict that finds nothing."""
    if screened.verdict == "clear":
        yield NO_APPROVAL
        if screened.findings:
            yield KEPT_IN_MIND


def alike(findings: Sequence[Finding]) -> list[list[Finding]]:
    """Return findings that say the same of other words together, in the order of the weightiest of each."""
    said = dict.fromkeys((one.category, one.advice) for one in findings)
    return [[one for one in findings if (one.category, one.advice) == same] for same in said]


def is_whole(finding: Finding, draft: str) -> bool:
    """Tell whether a finding is about a draft as a whole, so that no words of it are named."""
    return (finding.start, finding.end) == (0, len(draft))


def stricter(reply: CheckReply) -> str:
    """Return what to know of the verdict on a draft that was checked in both capacities."""
    both = {one.verdict for one in (reply.by_capacity or {}).values()}
    return SAME if len(both) == 1 else STRICTER


def places(found: Sequence[Finding], draft: str) -> str:
    """Return in which words of a draft something was found, on one line.

    Args:
        found: Findings that say the same.
        draft: As given.
    """
    spans = [" ".join(one.span.split()) for one in sorted(found, key=_place) if not is_whole(one, draft)]
    if not spans:
        return ABOUT_ALL
    named = ", ".join(f"“{_cut(one)}”" for one in spans[:_MOST_PLACES])
    more = len(spans) - _MOST_PLACES
    return f"In your draft: {named}{f' and in {more} more places' if more > 0 else ''}"


def _place(finding: Finding) -> tuple[int, int]:
    return finding.start, finding.end


def _cut(span: str) -> str:
    return f"{span[:_LONGEST].rstrip()}…" if len(span) > _LONGEST else span


def name(finding: Finding) -> str:
    """Return what was found, and how much it weighs."""
    return f"{finding.name} ({finding.severity})"


def advice(finding: Finding) -> str:
    """Return what to do instead."""
    return f"What to do: {finding.advice}"


def approval(one: PriorApproval) -> str:
    """Return what to have before a post goes out, and from whom."""
    asked = ", ".join(contact.name for contact in one.contacts)
    return f"Before {one.when}: {one.text}{f' ({asked})' if asked else ''}"


def left(suggestion: Suggestion) -> Iterator[str]:
    """Yield what a suggestion leaves, and what to know about it."""
    if suggestion.remaining:
        yield f"Still to be looked at: {', '.join(suggestion.remaining)}."
    if suggestion.note:
        yield suggestion.note
