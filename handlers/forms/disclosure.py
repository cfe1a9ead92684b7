"""The form of a disclosure: one's own possible conflict of interest."""

from handlers.forms.model import Field, Form

INTEREST, AWARE = "interest", "aware_since"
"""Ids of fields that the work hangs on: what it is, and the day from which the time limit counts."""

DISCLOSURE = Form(
    id="disclosure",
    title="Disclose a possible conflict of interest",
    lead=(
        "To disclose is no admission of anything wrong. Write what somebody needs to judge it; details of other people "
        "only where they are needed."
    ),
    opening=INTEREST,
    fields=(
        Field(
            id=INTEREST,
            label="What is the interest?",
            kind="long",
            limit=5000,
            required=True,
            help=(
                "A business, a second job, shares, a gift, a relative's work or business, an office: what it is and "
                "your part in it."
            ),
        ),
        Field(
            id="duties",
            label="Which of your duties does it touch, or could it touch?",
            kind="long",
            limit=5000,
            required=True,
            help="Decisions, advice, purchases, inspections, information that you see. If none, say so.",
        ),
        Field(
            id=AWARE,
            label="Since when have you known that it might be a conflict?",
            kind="date",
            limit=10,
            required=True,
            help="The day, as well as you remember. It is taken whenever it comes.",
        ),
        Field(
            id="soon",
            label="Is a decision, meeting or payment coming up that it touches? When?",
            kind="line",
            limit=300,
        ),
        Field(
            id="parties",
            label="Which people or firms are part of it?",
            kind="long",
            limit=2000,
            help="Firms by name. Other people by what they are to you, such as 'my sister'; names only if needed.",
        ),
        Field(
            id="done",
            label="What have you done about it so far?",
            kind="long",
            limit=2000,
            help="Such as stepping back from a decision, telling somebody, stopping a post.",
        ),
        Field(
            id="post",
            label="Does it concern a post or profile?",
            kind="line",
            limit=2000,
            help="The address, or which profile on which platform.",
        ),
    ),
)
