"""A report all by options: nothing is asked, and what is missing is said by the name of its option."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.cli.reporting import choosing
from bot.cli.reporting.form_options import by_option, option
from bot.cli.reporting.given import NOBODY, Given
from bot.cli.reporting.room import Room
from bot.paths import ANONYMOUS
from handlers.forms.model import SHAPES, BadAnswers, Field
from handlers.forms.report import WHAT
from handlers.report.messages import Understood
from handlers.report.preview import Asked, Preview
from handlers.request import BadRequest

DISCLOSE = "your own possible conflict of interest is disclosed, not reported: use 'conduct disclose'"


def check_known(given: Given, room: Room, *, asks: bool) -> None:
    """Check that a type and a variant, where options say them, are what people of this role report here.

    Args:
        given: What was given so far.
        room: Knows the types.
        asks: Whether a dialog follows, which can hand over to the disclosure.

    Raises:
        BadRequest: They are not.
    """
    types = {one.id: one for one in room.dialog.types(given.role)}
    if given.type is None:
        return
    if given.type not in types:
        raise BadRequest(
            f"--type: '{given.type}' is nothing that is reported as {given.role}; choose: {', '.join(types)}"
        )
    if types[given.type].handling == "disclosure" and not asks:
        raise BadRequest(f"--type {given.type}: {DISCLOSE}")
    variants = room.office.desks.reports.variants(given.org, given.type)
    if given.variant is not None and given.variant not in variants:
        raise BadRequest(f"--variant: '{given.variant}' is none of this type; choose: {', '.join(variants) or 'none'}")


def check_said(given: Given, room: Room, read: Understood) -> None:
    """Check that a report says what it is about.

    Raises:
        BadRequest: It does not.
    """
    if given.type is None:
        likely = ", ".join(one.type.id for one in (read.guess, *read.alternatives))
        reads_like = f"it reads like one of {likely}" if read.is_told else "the words do not tell it"
        every = ", ".join(one.id for one in room.dialog.types(given.role))
        raise BadRequest(f"--type: say what it is about; {reads_like}; all are: {every}")
    variants = room.office.desks.reports.variants(given.org, given.type)
    if variants and given.variant is None:
        raise BadRequest(f"--variant: say which of these it is: {', '.join(variants)}")


def complete(given: Given, room: Room) -> None:
    """Take up what options say of who receives it.

    Raises:
        BadRequest: Something is missing or cannot be taken; its option is named.
    """
    before = preview_of(given, room)
    _check_involved(given, before)
    offered = take_choices(given, room)
    missing = choosing.missing(offered, given.chosen)
    if missing:
        raise BadRequest(missing)
    preview_of(given, room)


def preview_of(given: Given, room: Room) -> Preview:
    """Return who will see it; what is wrong with an answer is said by the name of its option."""
    try:
        return room.dialog.preview(given.submission())
    except BadAnswers as wrong:
        where = f"; the page is {room.settings.page}{ANONYMOUS}" if "name" in wrong.problems and not given.name else ""
        raise BadRequest(f"{by_option(wrong, text=WHAT)}{where}") from None


def stand_in(given: Given, room: Room) -> list[str]:
    """Put something in place of what must be said and is not, for a trial; return the options that are missing."""
    missing = []
    for field in _unanswered(given, room):
        given.answers[field.id] = _anything(field, room.office.clock().astimezone(room.zone(given.org)))
        missing.append(option(field.id))
    if not given.name:
        given.name = "…?"
        missing.append("--name")
    return missing


def take_choices(given: Given, room: Room) -> tuple[Asked, ...]:
    """Take up whom options choose, and which conditions hold; return what there is to choose.

    Raises:
        BadRequest: There is no such choice or condition.
    """
    given.applies = choosing.conditions(given.conditions, preview_of(given, room).conditions)
    offered = choosing.choices(preview_of(given, room), may_name=room.may_name)
    given.chosen = choosing.chosen(given.to, offered)
    return offered


def _check_involved(given: Given, before: Preview) -> None:
    """Have whoever writes of somebody say whether they are involved: it may be who receives it otherwise."""
    spoken_of = [*before.names, *(f"{name} ({role})" for role, name in before.roles.items())]
    if given.involved is None and spoken_of:
        raise BadRequest(
            f"--involved: this may speak of {', '.join(spoken_of)}; say --involved NAME or --involved-role ID for "
            f"those who are involved, or --involved {NOBODY}"
        )


def _unanswered(given: Given, room: Room) -> Iterator[Field]:
    known: Mapping[str, str] = {"type": given.type} if given.type else {}
    for field in room.dialog.form(given.kind).fields:
        answers = {name: value for name, value in given.answers.items() if isinstance(value, str)}
        if field.required and field.id not in given.answers and field.is_asked({**known, **answers}):
            yield field


def _anything(field: Field, now: datetime) -> str:
    if field.options:
        return field.options[0].id
    return now.date().isoformat() if field.kind in SHAPES else "…"
