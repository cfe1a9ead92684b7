"""A report that is understood, in words: what it may be about, whom the texts send it to, and by when."""

from handlers.reply import either
from handlers.report.messages import RouteStep
from knowledge.report_records import ReportType, Variant

ABOUT = "What this may be about"
NOT_TOLD = "The words do not tell it"
READS_LIKE = "This is what it reads like. Which one is it?"
READS_LIKE_NOTHING = "What it is about cannot be told from the words. Which one is it?"
SENT_TO = "Whom the texts send it to"
NO_FINDING = "It is no finding, and decides whom it goes to."
CALL_FIRST = "Call first. What you report here is brought to people who may read it much later."
"""After the number, to whoever reports as if somebody may be in danger."""
ANOTHER = "Another: show me all of them"
WHICH = "Which of these is it?"
"""Of the sorts of a type that an organisation routes apart."""
DISCLOSED_NOT_REPORTED = (
    "Your own possible conflict of interest is disclosed, not reported: this goes on with that form."
)
TELL_DIRECTLY = "to tell them directly, for it cannot be reported here"
"""What to reach the contacts of an organisation for whose reports are not taken here."""

_BASES = {
    "fallback": (
        "Your organisation's guidelines name nobody for just this; this is whom they name for doubts and reports in "
        "general."
    ),
    "common": "Your organisation's guidelines say nothing of this; it stands here because safety comes first.",
}
_DEADLINES = {"immediate": "at once", "PT24H": "within 24 hours", "P30D": "within 30 days"}
_FROM = {"filing": "", "incident": " of what happened", "awareness": " of when you learned of it"}


def sort(one: ReportType | Variant) -> str:
    """Return what a type or a variant is called, and what it covers."""
    return f"{one.name}: {one.covers}"


def which(type_: ReportType, variant: str | None) -> str:
    """Return what a report is about, as its reporter confirmed it."""
    found = next((one.name for one in type_.variants if one.id == variant), None)
    return f"{type_.name} ({found})" if found else type_.name


def answers(question: str) -> str:
    """Return what is said where a report goes on as a disclosure, and what was written answers its first question."""
    return f"What you wrote answers '{question}'; you can change it before you send it."


def basis(step: RouteStep) -> str:
    """Return on what a step rests where the texts of the organisation do not say just this; else nothing."""
    return _BASES.get(step.basis, "")


def step_line(step: RouteStep) -> str:
    """Return whom a step of a route names, by when, and under what condition, which comes last."""
    by = f", {_DEADLINES[step.deadline]}{_FROM[step.counted_from]}" if step.deadline else ""
    return f"{either(step.any_of)}{by}{f', {step.when}' if step.when else ''}"
