"""Who receives cases: the people behind the roles, how each is reached, and who must not be."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from rapidfuzz import fuzz

INTAKE, ALTERNATE, URGENT = "intake", "alternate_intake", "urgent"
"""Roles of a deployment beside the contacts of the texts: takes what nobody else can be found for; takes it where the
intake must not; is told at once when somebody may be in danger."""

DEPLOYMENT_ROLES = {
    INTAKE: "Intake",
    ALTERNATE: "Independent intake",
    URGENT: "Urgent contact",
}

_SAME_NAME = 90
"""Likeness of two names, 0 to 100, from which on they are taken for one person's: rather one too many is kept out."""

TITLES = frozenset("mr mrs ms miss mx mme dr prof sir madam".split())
_UNMARKED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters of which no mark can be taken off, as whoever has no such key writes them."""

_SAID, _NAMED, _SUBJECT, _ROLE, _REPORTER = "?", "~", "#", "=", "!"
"""What marks begin with (`kept_out`) that are no plain name or address; no folded text holds one of these: what the
reporter wrote, the name and the address of somebody involved, a role, and whatever belongs to the reporter."""

Detail = Literal["notice", "full"]
WayKind = Literal["mail", "webhook", "slack", "teams", "here"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How something is brought to somebody.

    Attributes:
        kind: `here`: it stays in the assistant, for whoever runs it.
        address: Mailbox, address of a webhook, id of a channel or person.
        shared: Whether several people read what arrives there.
    """

    kind: WayKind
    address: str
    shared: bool = False

    def __repr__(self) -> str:
        """Leave the address out: it may reach a log."""
        return f"Way(kind={self.kind!r}, shared={self.shared})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who receives cases in a role.

    Attributes:
        name: As people know them; an office may stand for its people.
        role: Id of the contact, or one of the deployment's own roles.
        ways: First choice first.
        detail: What a message to them says: `notice`: the case's number and a link; `full`: also what was reported.
        codes: Where their one-time codes go; None for the first mailbox among the ways.
        deputies: Who stands in for them, first choice first.
    """

    name: str
    role: str
    ways: tuple[Way, ...]
    detail: Detail = "notice"
    codes: Way | None = None
    deputies: tuple["Person", ...] = ()

    @property
    def key(self) -> str:
        """What tells people apart, whatever role they act in: where they alone are reached, or else their name."""
        return next(self.addresses(), folded(self.name))

    def addresses(self) -> Iterator[str]:
        """Yield where they alone are reached: what several people read tells nobody apart."""
        for way in (*self.ways, *([self.codes] if self.codes else [])):
            if not way.shared and way.kind != "here":
                yield folded(way.address)

    @property
    def is_here(self) -> bool:
        """Whether they find what they receive in the assistant alone, and nobody notifies them."""
        return all(way.kind == "here" for way in self.ways)

    def way(self, *, private: bool) -> Way | None:
        """Return how they are told: the first way, or, of what is private, the first that nobody else reads."""
        return next((one for one in self.ways if not (private and one.shared)), None)

    def __repr__(self) -> str:
        """Leave name and addresses out: they may reach a log."""
        return f"Person(role={self.role!r})"


class Staff(Protocol):
    """Knows who fills the roles where the assistant is deployed."""

    def people(self, organisation: str, unit: str | None, role: str) -> tuple[Person, ...]:
        """Return who fills a role in a unit, falling back to the organisation; nobody where nothing is set."""
        ...

    def everybody(self, organisation: str) -> tuple[Person, ...]:
        """Return all who fill a role anywhere in an organisation, deputies included."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    """Who is involved in what is reported, as the reporter says: nothing of it goes to them or their deputies.

    Attributes:
        names: Of people.
        roles: Ids of contacts, as seen from the reporter: `supervisor` is the reporter's own.
    """

    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Leave the names out: they may reach a log."""
        return f"Involved(names={len(self.names)}, roles={self.roles})"


def folded(text: str) -> str:
    """Return a name or address as it is compared: without case, marks and needless spaces."""
    plain = text if text.isascii() else _without_marks(text)
    return " ".join(re.sub(r"[^\w@.+-]", " ", plain).casefold().split())


def _without_marks(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def is_same_name(one: str, other: str) -> bool:
    """Tell whether two names may be one person's: order, marks, titles, initials and a typing error aside.

    Rather one too many is taken for the same: `J. Smith` may be Jane Smith. A short form of a first name, such as Bob,
    is another name.
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    likeness = fuzz.ratio(" ".join(sorted(first)), " ".join(sorted(second)))
    if max(likeness, fuzz.ratio("".join(first), "".join(second))) >= _SAME_NAME:
        return True
    shorter, longer = sorted((first, second), key=lambda words: (len(words), words))
    return len(shorter) > 1 and _is_within(shorter, longer)


def may_mean(said: str, name: str) -> bool:
    """Tell whether what somebody wrote may mean a person: their name, or a part of it that stands alone."""
    match _words(said):
        case [word] if len(word) > 1 and any(fuzz.ratio(word, one) >= _SAME_NAME for one in _words(name)):
            return True
    return is_same_name(said, name)


def is_same_person(one: Person, other: Person) -> bool:
    """Tell whether two are one person in two roles."""
    return one.key == other.key or not set(one.addresses()).isdisjoint(other.addresses())


def kept_out(
    involved: Involved, everybody: Iterable[Person], own: Iterable[Person] = (), *, reporter: str | None = None
) -> frozenset[str]:
    """Return the marks of all who must see nothing of a case; only `is_out`, `allowed` and `widened` read them.

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
    if reporter and _in_order(reporter):
        out.add(_REPORTER + _in_order(reporter))
    return widened(frozenset(out), known + mine)


def widened(out: Collection[str], everybody: Iterable[Person]) -> frozenset[str]:
    """Return marks with those of the people whom they are about, as they are known now, and of their deputies.

    Deputies of deputies in another role stay; so does whoever has a deputy that must see nothing.
    """
    known, found = list(everybody), set(out)
    before = -1
    while before != len(found):  # somebody who is known under two names is found by an address that both have
        before = len(found)
        for one in known:
            if _is_subject(one, found):
                found.update(_SUBJECT + address for address in one.addresses())
                found.update(mark for person in _with_deputies(one) for mark in _marks(person))
            elif _is_reporter(one, found):
                found.update(_REPORTER + mark for person in _with_deputies(one) for mark in _marks(person))
    return frozenset(found)


def is_out(person: Person, out: Collection[str]) -> bool:
    """Tell whether somebody must see nothing of a case."""
    marks = _marks(person)
    known = any(mark in out or _REPORTER + mark in out for mark in marks)
    return known or _ROLE + person.role in out or _is_subject(person, out)


def said_of(out: Collection[str]) -> Involved:
    """Return who is involved by the marks alone: names in small letters, and roles."""
    names = sorted(mark[1:] for mark in out if mark.startswith(_SAID))
    return Involved(names=tuple(names), roles=tuple(sorted(mark[1:] for mark in out if mark.startswith(_ROLE))))


def is_about_somebody(out: Collection[str]) -> bool:
    """Tell whether the reporter said that somebody is involved."""
    return any(not mark.startswith(_REPORTER) for mark in out)


def allowed(people: Iterable[Person], out: Collection[str]) -> tuple[Person, ...]:
    """Return those who may see a case, each once."""
    found: list[Person] = []
    for one in people:
        if not is_out(one, out) and not any(is_same_person(one, other) for other in found):
            found.append(one)
    return tuple(found)


def _words(name: str) -> list[str]:
    """Return the words of a name as they are compared; of a mail address, those before the @."""
    plain = folded(name).partition("@")[0].translate(_UNMARKED)
    words = re.sub(r"[._+-]", " ", plain).split()
    return [one for one in words if one not in TITLES] or words


def _in_order(name: str) -> str:
    """Return a name so that `Smith, Jane` and `Jane Smith` are one."""
    return " ".join(sorted(_words(name)))


def _is_within(shorter: list[str], longer: list[str]) -> bool:
    """Tell whether each word has one of its own in a longer name: the same, or one of which either is the initial."""
    left = list(longer)
    for word in sorted(shorter, key=len, reverse=True):
        fits = [one for one in left if _fits(word, one)]
        if not fits:
            return False
        left.remove(max(fits, key=lambda one: fuzz.ratio(word, one)))
    return True


def _fits(one: str, other: str) -> bool:
    is_initial = 1 in (len(one), len(other)) and one[0] == other[0]
    return is_initial or fuzz.ratio(one, other) >= _SAME_NAME


def _with_deputies(person: Person) -> Iterator[Person]:
    yield person
    for deputy in person.deputies:
        yield from _with_deputies(deputy)


def _marks(person: Person) -> set[str]:
    return {person.key, folded(person.name), _in_order(person.name), *person.addresses()} - {""}


def _is_subject(person: Person, out: Collection[str]) -> bool:
    if any(_SUBJECT + address in out for address in person.addresses()):
        return True
    said = any(mark.startswith(_SAID) and may_mean(mark[1:], person.name) for mark in out)
    return said or any(mark.startswith(_NAMED) and is_same_name(mark[1:], person.name) for mark in out)


def _is_reporter(person: Person, out: Collection[str]) -> bool:
    return _REPORTER + _in_order(person.name) in out
