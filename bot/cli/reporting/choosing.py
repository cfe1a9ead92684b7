"""Whom the reporter chooses and what applies, as options say it: `supervisor=Kim Haida<kim.haida@gov.example>`."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.cli.reporting.given import NOBODY
from handlers.cases.names import folded
from handlers.report.dialog import Named
from handlers.report.preview import Asked, Condition, Offered, Preview
from handlers.request import BadRequest

_SHAPE = re.compile(
    r"\s*(?P<contact>[a-z0-9_-]+)\s*=\s*(?P<name>[^<>]*?)\s*(?:<\s*(?P<mail>[^<>]*?)\s*>)?\s*", re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    contact: str
    name: str = field(repr=False)
    mail: str = field(repr=False)

    @property
    def is_nobody(self) -> bool:
        return self.name.casefold() == NOBODY and not self.mail


def choices(preview: Preview, *, may_name: bool) -> tuple[Asked, ...]:
    """Return what a reporter may choose; where nobody can be named, only among those who are known."""
    if may_name:
        return preview.choices
    return tuple(replace(one, may_name={}) for one in preview.choices if one.people)


def contacts(choice: Asked) -> list[str]:
    """Return the contacts (ids) among which a choice is, in order."""
    return list(dict.fromkeys((*(one.contact for one in choice.people), *choice.may_name)))


def chosen(options: Iterable[str], choices: Sequence[Asked]) -> dict[int, Named | None]:
    """Return whom options choose, by the numbers of the steps; a step that no option speaks of is not among them.

    Args:
        options: As they were typed.
        choices: What there is to choose.

    Raises:
        BadRequest: One cannot be read, is for nothing that there is to choose, or for somebody who is not offered.
    """
    said = [_read(one) for one in options]
    known = list(dict.fromkeys(contact for choice in choices for contact in contacts(choice)))
    for one in said:
        if one.contact not in known:
            among = f"choose for: {', '.join(known)}" if known else "here is nothing to choose"
            raise BadRequest(f"--to: there is no choice for '{one.contact}'; {among}")
    return dict(_by_step(said, choices))


def conditions(holding: Collection[int], known: Iterable[Condition]) -> dict[int, bool]:
    """Return which conditions hold, by the numbers of their steps; one that no option speaks of does not.

    Raises:
        BadRequest: There is no such condition.
    """
    whens = {one.step: one.when for one in known}
    for number in holding:
        if number not in whens:
            told = "; ".join(f"{step}: {when}" for step, when in whens.items()) or "none"
            raise BadRequest(f"--applies: {number} is no condition here; these are: {told}")
    return {step: step in holding for step in whens}


def missing(choices: Iterable[Asked], made: Iterable[int]) -> str | None:
    """Return what an option must still say, or None."""
    steps = set(made)
    for choice in choices:
        if choice.step not in steps:
            return f"--to: say whom you choose, or nobody: {', or '.join(ways(choice))}"
    return None


def ways(choice: Asked) -> Iterator[str]:
    """Yield what an option may say of a choice."""
    for person in choice.people:
        yield f"{person.contact}='{person.name}'"
    for contact in choice.may_name:
        yield f"{contact}='NAME<mail>'"
    yield f"{contacts(choice)[0]}={NOBODY}"


def _read(option: str) -> _Said:
    found = _SHAPE.fullmatch(option)
    if found is None or not found["name"]:
        raise BadRequest(f"--to: write CONTACT=NAME, CONTACT='NAME<mail>' or CONTACT={NOBODY}")
    return _Said(contact=found["contact"], name=found["name"], mail=found["mail"] or "")


def _by_step(said: Sequence[_Said], choices: Iterable[Asked]) -> Iterator[tuple[int, Named | None]]:
    for choice in choices:
        here = [one for one in said if one.contact in contacts(choice)]
        people = [one for one in here if not one.is_nobody]
        if len(people) > 1:
            among = " or ".join(contacts(choice))
            raise BadRequest(f"--to: choose one person for {among}; more than one is given")
        if people:
            yield choice.step, _named(people[0], choice)
        elif here:
            yield choice.step, None


def _named(one: _Said, choice: Asked) -> Named:
    offered = [person for person in choice.people if person.contact == one.contact]
    if one.mail:
        if one.contact not in choice.may_name:
            raise BadRequest(f"--to: nobody can be named for '{one.contact}' who is not known here{_names(offered)}")
        return Named(contact=one.contact, name=one.name, mail=one.mail)
    found = [person for person in offered if folded(person.name) == folded(one.name)]
    if len(found) != 1:
        more = f", or give their work mail too: {one.contact}='NAME<mail>'" if one.contact in choice.may_name else ""
        raise BadRequest(f"--to: this person cannot be chosen for '{one.contact}'{_names(offered)}{more}")
    return Named(contact=one.contact, tag=found[0].tag)


def _names(offered: Sequence[Offered]) -> str:
    names = ", ".join(one.name for one in offered)
    return f"; choose among: {names}" if names else ""
