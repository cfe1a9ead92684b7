"""A question as typed -> a question that can be searched, or a clear word on why it cannot."""

import unicodedata

from handlers.ask.messages import MAX_QUESTION
from handlers.request import BadRequest

_KEPT_CONTROLS = "\n\t"


def readable(question: str) -> str:
    """Return the question without control and zero-width characters, white space collapsed.

    Raises:
        BadRequest: It is empty, too long, or holds no letter or digit.
    """
    if len(question) > MAX_QUESTION:
        raise BadRequest(
            f"This question has {len(question):,} characters; ask it in at most {MAX_QUESTION:,}. "
            "Leave out names and details that the rule does not hang on."
        )
    text = cleaned(question)
    if not text:
        raise BadRequest("There is no question; type one, such as: Can I post about my job on LinkedIn?")
    if not any(char.isalnum() for char in text):
        raise BadRequest("There are no words in this question; say in a few words what you want to know.")
    return text


def cleaned(text: str) -> str:
    """Return a text without control and zero-width characters and lone surrogates, white space collapsed."""
    kept = "".join(char for char in text if char in _KEPT_CONTROLS or unicodedata.category(char)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", kept).split())
