"""The fields of a form, as places in a modal; every kind of field is shown by the same few rules."""

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block

from bot.slack import limits
from bot.slack.blocks import option
from bot.slack.inputs import NOT_SAID
from bot.slack.rendering.entry import Place, day, one, several, text, time
from bot.slack.text import parts
from handlers.forms.model import Answer, Answers, Field

FIELD, TIME = "f/", "/time"
"""Begins the id of a field's place; ends that of a moment's time of day."""

_MORE = "There is room for {room:,} characters here; add the rest to the case afterwards, or write it on the page."
_MORE_AFTERWARDS = "There is room for {room:,} characters here; add the rest to the case afterwards."
_DAY = len("2026-11-20")


def place_id(field: str, part: int = 0) -> str:
    """Return the id of a field's place; of a long text's further parts, counted from 0."""
    return f"{FIELD}{field}/{part + 1}" if part else f"{FIELD}{field}"


def form_fields(
    fields: Sequence[Field], answers: Answers, *, redraw: frozenset[str] = frozenset(), page: bool
) -> Iterator[Block]:
    """Yield places for fields.

    Args:
        fields: Those that are asked.
        answers: Id of a field -> what was answered so far.
        redraw: Ids of the fields on which it hangs what else is asked.
        page: Whether people reach the page, where longer texts can be written.
    """
    for field in fields:
        yield from _blocks(field, answers.get(field.id, ""), redraws=field.id in redraw, page=page)


def _blocks(field: Field, answer: Answer, *, redraws: bool, page: bool) -> Iterator[Block]:
    place = Place(
        id=place_id(field.id),
        label=field.label,
        help=" ".join(_help(field, page=page)),
        required=field.required,
        redraws=redraws,
    )
    said = answer if isinstance(answer, str) else "\n".join(answer)
    if field.kind in ("choice", "several"):
        yield _choice(field, place, answer)
    elif field.kind in ("date", "moment"):
        yield from _when(field, place, said)
    elif field.kind == "long":
        yield from _long(field, place, said)
    else:
        many = field.kind == "lines"
        yield text(place, said, limit=limits.INPUT if many else field.limit, many=many)


def _choice(field: Field, place: Place, answer: Answer) -> Block:
    options = [option(one.id, one.label) for one in field.options]
    if field.kind == "several":
        return several(place, options, answer)
    if not field.required:  # what was chosen once can only be left out by choosing that
        options.append(option(NOT_SAID, "I leave this out"))
    return one(place, options, answer if isinstance(answer, str) else None)


def _when(field: Field, place: Place, said: str) -> Iterator[Block]:
    """Yield a place for the day, and of a moment, one for the time, which may stay empty."""
    date_, _, clock = said.partition("T")
    yield day(place, date_[:_DAY])
    if field.kind == "moment":
        label = f"{field.label} The time of day, if you know it:"
        yield time(Place(id=f"{place.id}{TIME}", label=label), clock[:5])


def _long(field: Field, place: Place, said: str) -> Iterator[Block]:
    """Yield a place for a long text; as many as it takes for one that is longer already."""
    first, *further = map(_without_break, parts(said, limits.INPUT)) if said else [""]
    yield text(place, first, limit=field.limit, many=True)
    for number, part in enumerate(further, 1):
        more = Place(id=place_id(field.id, number), label=f"{field.label} (continued)")
        yield text(more, part, limit=field.limit, many=True)


def _without_break(part: str) -> str:
    """Return a part of a text without the one space or line break at which it ends: it is read as one of many lines."""
    return part[:-1] if part[-1:].isspace() else part


def _help(field: Field, *, page: bool) -> Iterator[str]:
    if field.help:
        yield field.help
    if field.kind == "long" and field.limit > limits.INPUT:
        yield (_MORE if page else _MORE_AFTERWARDS).format(room=limits.INPUT)
    elif field.kind == "lines":
        yield f"One on each line. At most {field.most} lines of {field.limit:,} characters each."
