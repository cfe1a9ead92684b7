"""Replies of check, of which only what a test is about need be named."""

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from handlers.check.messages import CheckReply, Finding, Screened, Severity, Suggestion
from tests.fakes import card, citation

DRAFT = "Lovely week. Marg told me of her biopsy! Back on Monday."


def finding(words: str, severity: Severity = "violation", draft: str = DRAFT, **changes: Any) -> Finding:
    """Return a finding on words of a draft, of which only what a test is about need be named."""
    start = draft.index(words)
    plain: dict[str, Any] = {
        "category": "personal_information",
        "name": "Personal information",
        "why": "It cannot be taken back.",
        "advice": "Take it out.",
        "citations": (citation(),),
    }
    return Finding(severity=severity, start=start, end=start + len(words), span=words, **{**plain, **changes})


def screened(*findings: Finding, **changes: Any) -> Screened:
    """Return what was found in one capacity, with the verdict that follows."""
    severities = {one.severity for one in findings}
    verdict = "stop" if "violation" in severities else "review" if "warning" in severities else "clear"
    plain: dict[str, Any] = {"verdict": verdict, "findings": findings, "prior_approvals": (), "suggestion": None}
    return Screened(**{**plain, **changes})


def reply(found: Screened, **changes: Any) -> CheckReply:
    """Return a reply of which only what a test is about need be named."""
    plain: dict[str, Any] = {
        "by_capacity": None,
        "not_checked": ("Pictures.",),
        "contacts": (),
        "emergency": False,
        "next_steps": (),
    }
    return CheckReply(screened=found, **{**plain, **changes})


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@st.composite
def replies(draw: st.DrawFn) -> tuple[CheckReply, str]:
    """Return any reply, and the draft that it is about."""
    draft = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80))

    def found() -> Finding:
        start = draw(st.integers(0, len(draft) - 1))
        end = draw(st.integers(start + 1, len(draft)))
        severity: Severity = draw(st.sampled_from(["violation", "warning", "note"]))
        return replace(finding(draft, severity, draft), start=start, end=end, span=draft[start:end])

    def one() -> Screened:
        text = draw(st.none() | _TEXT)
        suggestion = draw(st.none() | st.just(Suggestion(text=text, changes=("x",), remaining=("Y",), note="z")))
        return screened(*(found() for _ in range(draw(st.integers(0, 3)))), suggestion=suggestion)

    both: dict[Any, Screened] = {"official": one(), "personal": one()}
    return reply(both["official"], by_capacity=draw(st.sampled_from([None, both])), contacts=(card(),)), draft
