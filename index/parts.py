"""A question that holds two: its parts, each searched for itself."""

import re

MAX_PARTS = 3

_ASKS = (
    r"(?:who|what|when|where|why|how|which|can|could|may|do|does|did|is|are|am|should|shall|will|would|must|have|has)"
)
_BREAK = re.compile(
    rf"(?<=[?])\s+|(?:,|;|\.)?\s+(?:and|or|also|plus)\s+(?:also\s+)?(?={_ASKS}\b)|[;]\s+", re.IGNORECASE
)
_ASKING = re.compile(rf"^(?:(?:so|ok|and|also|but|if .*?,)\s+)*{_ASKS}\b|\?\s*$", re.IGNORECASE)
_FEWEST_WORDS = 4


def parts(question: str) -> list[str]:
    """Return the questions that one message holds, or nothing where it holds only one.

    A part is a question of at least four words; "do I call them and when?" is one question still.
    """
    found = [part.strip() for part in _BREAK.split(question) if part and part.strip()]
    asking = [part for part in found if _ASKING.search(part) and len(part.split()) >= _FEWEST_WORDS]
    return asking[:MAX_PARTS] if len(asking) > 1 else []
