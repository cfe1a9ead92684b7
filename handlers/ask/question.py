"""A question as typed -> a question that can be searched, or a clear word on why it cannot."""

import unicodedata

from handlers.ask.messages import MAX_QUESTION
from handlers.request import BadRequest
from knowledge.text import words

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


def is_foreign_language(text: str) -> bool:
    """Tell a text that is clearly not English, so that declining can say why.

    It is so when most of its letters are not Latin, or when it holds common words of another language and none of
    English.
    """
    letters = [char for char in text if char.isalpha()]
    latin = sum(unicodedata.name(char, "").startswith("LATIN") for char in letters)
    if latin < len(letters) / 2:
        return True
    found = {part for word in words(text) for part in word.split("'")}
    return len(found & _OTHER_LANGUAGES) >= 2 and not found & _ENGLISH


_ENGLISH = frozenset(
    """
    the a an is are am was be do does did can could may might should would will what who when where why how
    which my i we they you he she it our your their this that to of in for with and or not if on at about from
    by have has
    """.split()
)
_OTHER_LANGUAGES = frozenset(
    """
    le la les un une des du et est je puis peux mon ma mes sur que qui quoi pour dans avec nous vous ils pas au
    aux el los las una y es yo puedo mi mis en por para con del que der die das ich und ist mein kann auf mit
    für nicht eine o os uma meu posso il che di sono posso mio ang sa ko mga
    """.split()
)
