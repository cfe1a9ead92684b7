"""Who must see nothing of a case: told by marks, so that whoever fills a role later is known by them too."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from handlers.cases.names import folded, in_order, is_same_name, may_mean
from handlers.cases.people import Involved, Person, is_same_person

_SAID, _NAMED, _SUBJECT, _ROLE, _REPORTER = "?", "~", "#", "=", "!"
"""What marks begin with (`kept_out`) that are no plain name or address; no folded text holds one of these: what the
reporter wrote, the name and the address of somebody involved, a role, and whatever belongs to the reporter."""


def kept_out(
    involved: Involved, everybody: Iterable[Person], own: Iterable[Person] = (), *, reporter: str | None = None
) -> frozenset[str]:
    """Return the marks of all who must see nothing of a case; only this file reads them.

    They are names and addresses of those people, and what the reporter said of them: somebody who fills a role later,
    or is reached elsewhere by then, is known by that.

    Args:
        involved: Whom the reporter names.
        everybody: All who fill a role in the organisation.
        own: Who fills the reporter's own roles: those of their unit, and those whom they named themselves.
        reporter: Their name: what they report, or disclose of themselves, is for somebody else to look into.
    """
    known, mine = list(everybody), list(own)
    subjects = [one for one in mine if one.role in involved.roles]
    out = {mark for name in involved.names if folded(name) for mark in (_SAID + folded(name), folded(name))}
    out |= {_ROLE + role for role in involved.roles}
    out |= {mark for one in subjects for mark in (_NAMED + folded(one.name), *_marks(one))}
    if reporter and in_order(reporter):
        out.add(_REPORTER + in_order(reporter))
    return widened(frozenset(out), known + mine)


def widened(out: Collection[str], everybody: Iterable[Person]) -> frozenset[str]:
    """Return marks with those of the people whom they are about, as they are known now, and of their deputies.

    Deputies of deputies in another role stay; so does whoever has a deputy that must see nothing. An office of which
    somebody must see nothing gets nothing either, and nor do its deputies; its other people stay.
    """
    known, found = [person for one in everybody for person in (one, *one.members)], set(out)
    before = -1
    while before != len(found):  # somebody who is known under two names is found by an address that both have
        before = len(found)
        for one in known:
            if _is_subject(one, found):
                found.update(_SUBJECT + address for address in one.addresses())
                found.update(mark for person in (*_with_deputies(one), *one.members) for mark in _marks(person))
            elif any(_is_subject(member, found) for member in one.members):
                found.update(mark for person in _with_deputies(one) for mark in _marks(person))
            elif any(_is_reporter(person, found) for person in (one, *one.members)):
                found.update(_REPORTER + mark for person in _with_deputies(one) for mark in _marks(person))
            if one.members:
                found.update(_of_members(one, found))
    return frozenset(found)


def is_out(person: Person, out: Collection[str]) -> bool:
    """Tell whether somebody must see nothing of a case; an office must not where one of its people must not."""
    marks = _marks(person)
    known = any(mark in out or _REPORTER + mark in out for mark in marks)
    of_itself = known or _ROLE + person.role in out or _is_subject(person, out)
    return of_itself or any(is_out(member, out) for member in person.members)


def said_of(out: Collection[str]) -> Involved:
    """Return who is involved by the marks alone: names in small letters, and roles."""
    names = sorted(mark[1:] for mark in out if mark.startswith(_SAID))
    return Involved(names=tuple(names), roles=tuple(sorted(mark[1:] for mark in out if mark.startswith(_ROLE))))


def is_about_somebody(out: Collection[str]) -> bool:
    """Tell whether the reporter said that somebody is involved."""
    return any(not mark.startswith(_REPORTER) for mark in out)


def is_named(text: str, out: Collection[str], roles: Mapping[str, str]) -> bool:
    """Tell whether a text names somebody who must see nothing of a case, a role of theirs, or where they are reached.

    Args:
        text: Such as whom to ask, in the deployment's words.
        out: Marks of those people.
        roles: How roles are called; by id.
    """
    named = {folded(called).removeprefix("your ") for role, called in roles.items() if _ROLE + role in out}
    named |= {mark for mark in out if mark[0] not in (_SAID, _NAMED, _SUBJECT, _ROLE, _REPORTER)}
    words = f" {' '.join(word.strip('.') for word in folded(text).split())} "
    return any(f" {one} " in words for one in named if one)


def allowed(people: Iterable[Person], out: Collection[str]) -> tuple[Person, ...]:
    """Return those who may see a case, each once."""
    found: list[Person] = []
    for one in people:
        if not is_out(one, out) and not any(is_same_person(one, other) for other in found):
            found.append(one)
    return tuple(found)


def _with_deputies(person: Person) -> Iterator[Person]:
    yield person
    for deputy in person.deputies:
        yield from _with_deputies(deputy)


def _marks(person: Person) -> set[str]:
    return {person.key, folded(person.name), in_order(person.name), *person.addresses()} - {""}


def _of_members(office: Person, out: Collection[str]) -> Iterator[str]:
    """Yield the marks of an office of which somebody is out: it is out by its name too, where its people are not."""
    for start in ("", _REPORTER):
        if any(start + mark in out for member in office.members for mark in _marks(member)):
            yield from [start + mark for mark in _marks(office)]


def _is_subject(person: Person, out: Collection[str]) -> bool:
    if any(_SUBJECT + address in out for address in person.addresses()):
        return True
    said = any(mark.startswith(_SAID) and may_mean(mark[1:], person.name) for mark in out)
    return said or any(mark.startswith(_NAMED) and is_same_name(mark[1:], person.name) for mark in out)


def _is_reporter(person: Person, out: Collection[str]) -> bool:
    return _REPORTER + in_order(person.name) in out
