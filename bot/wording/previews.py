"""What a reporter is shown and asked before anything is sent, in words."""

from collections.abc import Iterator

from bot.wording.parts import Part
from handlers.cases.rules import Collection
from handlers.cases.wording import STANDING
from handlers.report.preview import ALLEGED, Condition, Preview, Seen

BEFORE_YOU_WRITE = "Before you write"
"""Over the collection notice, which is shown before anybody has written a word, and again before it is sent."""
INVOLVED = "Is one of these people involved?"
INVOLVED_MEANS = "Nothing of it goes to somebody who is, or to those who stand in for them."
YOUR_CHOICE = "It is your choice; nobody is a choice too."

_BECAUSE = {
    "route": "",
    "intake": "takes it because nobody else here takes this, or may see it",
    "urgent": "is told at once, for somebody may be in danger",
}
_NEXT = "If nobody says in time that they have it, or it cannot be delivered, these are told in turn"
_NOBODY_NEXT = "If nobody says in time that they have it, nobody else is told: nobody else here may be."
_PASSED_ON = "Whoever has it may pass it on to a colleague; never to those whom you said are involved."


def preview_parts(preview: Preview) -> Iterator[Part]:
    """Yield who will see it, where it is kept, what it becomes, and what it does not do."""
    yield Part(title="Who will see this", points=tuple(_who(preview)))
    yield Part(title="Where it is kept", points=tuple(_where(preview)))
    yield Part(title="What it does not do for you", points=preview.remains)


def collection(notice: Collection) -> Iterator[str]:
    """Yield what a collection notice says."""
    yield f"Under what authority: {notice.authority}."
    yield f"What for: {notice.purpose}."
    if notice.contact:
        yield f"Who answers questions about that: {notice.contact}."


def condition(one: Condition) -> str:
    """Return who is to know too, and under what condition, as the beginning of a sentence or a question."""
    return f"{', '.join(one.contacts)} is to know too {one.when}"


def whether(one: Condition) -> str:
    """Return the question whether a condition holds."""
    return f"{condition(one)}. Does that apply?"


def somebody(name: str, role: str) -> str:
    """Return a person with what they are; without that, their name alone."""
    return f"{name} ({role})" if role else name


def _who(preview: Preview) -> Iterator[str]:
    yield from map(_seen, preview.recipients)
    if preview.line:
        yield f"{_NEXT}: {', '.join(somebody(one.name, one.who) for one in preview.line)}."
    elif preview.recipients:
        yield _NOBODY_NEXT
    if preview.recipients:
        yield _PASSED_ON
    if preview.call:
        yield f"Nobody is left here who could receive it, and it cannot be sent. {preview.call}"
    yield ALLEGED


def _where(preview: Preview) -> Iterator[str]:
    yield f"It is kept {preview.kept}."
    yield preview.record
    if preview.anonymous:
        yield preview.anonymous
    if preview.collection:
        yield from collection(preview.collection)


def _seen(one: Seen) -> str:
    told = "is sent what you wrote" if one.full else "is sent its number and a link, and reads it here"
    if one.here:
        told = STANDING["here"]
    because = _BECAUSE.get(one.because, "")
    return f"{one.name} ({one.role}): {f'{because}; ' if because else ''}{told}."
