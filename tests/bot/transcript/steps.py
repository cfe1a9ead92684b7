"""What a person does, whatever the door; and the conversation, one thing after the other."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.cases.case import Kind
from handlers.forms.model import Answer
from handlers.request import Capacity

ORG = "bc"
"""Organisation of the person who holds the conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Asks something.

    Attributes:
        before: What they asked in the same thread, oldest first.
        capacity: What they choose once they have read the answer, or None.
    """

    question: str
    before: tuple[str, ...] = ()
    capacity: Capacity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Has a draft checked; without a capacity, in both."""

    draft: str
    capacity: Capacity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Reports or discloses something, from the first word until it is sent.

    Attributes:
        text: Their own words, with which it begins.
        type: What they say it is about; of a disclosure, nothing is asked.
        answers: Id of any other field of the form -> the answer, or ids of what is chosen; the others are left out.
        involved: Of whom they say that they are involved, among those of whom they are asked.
        chooses: Whom they choose where it is their choice.
    """

    kind: Kind = "report"
    text: str
    type: str | None = None
    answers: Mapping[str, Answer]
    involved: tuple[str, ...] = ()
    chooses: str = ""
    name: str = "Rae Okoro"
    reach: str = "after six"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """Comes back to what they sent: ticks something off, adds something, and reads how the case stands.

    Attributes:
        filed: What they sent.
        duty: Id of what they did themselves.
    """

    filed: File
    adds: str
    duty: str


@dataclass(frozen=True, slots=True)
class Nameless:
    """Wants to report something without their name."""

    text: str = field(default="He read out my diagnosis before the whole team.")


Step = Ask | Check | File | FollowUp | Nameless

LINKEDIN = "May I say on LinkedIn for whom I work?"
LOST = File(
    text="My laptop was stolen from my car.",
    type="information_incident",
    answers={
        "danger": "no",
        "when": "2026-11-19",
        "where": "the parking lot",
        "information_out": "unsure",
        "information": "Names and addresses of clients.",
        "told": ("it", "police"),
        "evidence": ("screenshot",),
        "done": "I changed my password.",
    },
    involved=("Mona Ager",),
    chooses="Sam Visor",
)
CONVERSATION: Mapping[str, Step] = {
    "a question": Ask(question="Are there rules beyond these for LinkedIn?"),
    "a follow-up": Ask(question="And with the logo, on LinkedIn?", before=(LINKEDIN,)),
    "a capacity chosen afterwards": Ask(question=LINKEDIN, capacity="personal"),
    "a question that is not covered": Ask(question="How long is my lunch break?"),
    "a question on which another organisation has a rule": Ask(question="What becomes of my pension?"),
    "a question that another organisation's rule answers": Ask(question="Who is assessing new tools?"),
    "a question about another organisation": Ask(question="What does Nova Scotia say: who assesses tools?"),
    "danger in a question": Ask(question="He has a knife"),
    "danger in a question that is covered": Ask(question="I got a threat for a post of mine"),
    "a draft without a capacity": Check(draft="I think my office is fine as it is. The parade begins at noon."),
    "a draft that should not go out in either capacity": Check(draft="Alex Moss called. The parade begins at noon."),
    "a draft with a capacity": Check(draft="The plan is a mess, and my office knows it.", capacity="personal"),
    "a draft in which nothing is found": Check(draft="The weather is fine here today.", capacity="official"),
    "a draft that should not go out": Check(
        draft="Alex Moss called my office, and we will win in court. The parade begins at noon.", capacity="official"
    ),
    "danger in a draft": Check(draft="He waits there with a knife.", capacity="personal"),
    "danger in a draft that should not go out": Check(draft="He has a knife. Alex Moss saw it.", capacity="official"),
    "a report": LOST,
    "a report of what the texts name nobody for": File(
        text="My colleague posted about a neighbour.",
        type="conduct_concern",
        answers={"danger": "no", "link": "https://social.example/1", "still_visible": "yes"},
        chooses="Sam Visor",
    ),
    "danger in a report": File(
        text="He stands in the hall with a knife.", type="emergency", answers={"danger": "yes", "where": "the hall"}
    ),
    "a report, followed up": FollowUp(filed=LOST, adds="It was found in the lost property office.", duty="gilr"),
    "a disclosure": File(
        kind="disclosure",
        text="I run a bakery that wants a permit from us.",
        answers={"duties": "I decide on permits.", "aware_since": "2026-11-01"},
        chooses="Sam Visor",
    ),
    "a report without a name": Nameless(),
}
"""Name of each step -> what is done in it."""
