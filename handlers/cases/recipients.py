"""A route and what the reporter says -> who receives a case, and what is left to the reporter."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from handlers.cases.kept_out import allowed, kept_out
from handlers.cases.people import ALTERNATE, INTAKE, URGENT, Involved, Person, Staff, is_same_person
from handlers.cases.privacy import is_private
from handlers.cases.showing import role_names
from knowledge.library import Library
from knowledge.records import EMERGENCY
from knowledge.report_records import ReportType, Route, Step

Because = Literal["route", "intake", "urgent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Whom the reporter chose for a step of the route.

    Attributes:
        contact: Id of the contact.
        person: Confirmed by name: one whom the deployment knows, or whom the reporter named.
    """

    contact: str
    person: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the reporter says of who should see the case and who must not.

    Attributes:
        involved: Who is involved in what happened.
        chosen: Number of a step -> whom they chose for it; a step that is not in it goes to nobody of their own.
        applies: Numbers of the steps whose condition holds.
        reporter: Their own name, where they give it: they receive nothing of what they report.
    """

    involved: Involved = field(default_factory=Involved)
    chosen: Mapping[int, Chosen] = field(default_factory=dict)
    applies: frozenset[int] = frozenset()
    reporter: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who will receive the case."""

    person: Person
    step: int | None
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A step for which the reporter chooses one person, or nobody.

    Attributes:
        step: Its number.
        contacts: Ids of the contacts to choose from, without those who are involved or whom nobody could be told at.
        people: Contact -> whom the deployment knows there; nobody is preselected.
        may_name: Contacts for which the reporter may name somebody whom the deployment does not know.
    """

    step: int
    contacts: tuple[str, ...]
    people: Mapping[str, tuple[Person, ...]]
    may_name: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What a step of the route leaves to the reporter.

    Attributes:
        step: Its number.
        contacts: Ids of those whom they reach themselves; nobody who is involved is among them.
        told: Who receives the case as a contact of this step; nobody where it reaches none of them.
    """

    step: int
    contacts: tuple[str, ...]
    told: tuple[Person, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who receives a case.

    Attributes:
        recipients: In order, each once; nobody where everybody who could is involved.
        choices: What the reporter may still choose.
        out: Marks of all who must see nothing of it (`people.kept_out`).
        duties: Of each step that asks something of the reporter (a call, a form, a talk), or whose contacts it does not
            reach.
        private: Whether only what one person alone reads may bring anything of it.
    """

    recipients: tuple[Recipient, ...]
    choices: tuple[Choice, ...]
    out: frozenset[str] = field(repr=False)
    duties: tuple[Left, ...]
    private: bool


def fit(people: Iterable[Person], out: Collection[str], *, private: bool) -> tuple[Person, ...]:
    """Return those who may be told of a case, each once.

    For somebody who cannot be told in a way that such a case may take, those of their deputies stand in who can.

    Args:
        people: First choice first.
        out: Marks of those who must see nothing of it.
        private: Whether it must not go where several people read.
    """
    return allowed((able for one in allowed(people, out) for able in _able(one, private=private)), out)


def _able(person: Person, *, private: bool) -> Iterator[Person]:
    if person.way(private=private):
        yield person
    else:
        yield from (one for one in person.deputies if one.way(private=private))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a plan is made for."""

    route: Route
    unit: str | None
    answers: Answers
    out: frozenset[str] = field(repr=False)
    private: bool

    @property
    def org(self) -> str:
        return self.route.organisation

    @property
    def steps(self) -> list[tuple[int, Step]]:
        """The steps that belong to the route, with their numbers."""
        numbered = enumerate(self.route.steps)
        return [(number, step) for number, step in numbered if step.when is None or number in self.answers.applies]

    def fit(self, people: Iterable[Person]) -> tuple[Person, ...]:
        return fit(people, self.out, private=self.private)


class Planner:
    """Plans who receives what in one deployment."""

    def __init__(self, library: Library, staff: Staff) -> None:
        """Keep the contacts of the texts and who fills them."""
        self._library = library
        self._staff = staff

    def roles(self, org: str) -> Mapping[str, str]:
        """Return how the roles are called that somebody may have in an organisation; by id."""
        return role_names(self._library, org)

    def plan(
        self,
        route: Route,
        unit: str | None,
        answers: Answers,
        *,
        type_: ReportType,
        anonymous: bool = False,
        urgent: bool = False,
    ) -> Plan:
        """Return who receives a case.

        Args:
            route: Of its type.
            unit: Of the reporter, or None.
            answers: What they said so far.
            type_: What it is about.
            anonymous: Whether nobody is named as the reporter.
            urgent: Whether somebody may be in danger.
        """
        out = self.kept_out(route.organisation, unit, answers)
        asked = _Asked(route, unit, answers, out, is_private(type_, anonymous=anonymous, out=out))
        told = {number: asked.fit(self._people(asked, number, step)) for number, step in asked.steps}
        return Plan(
            recipients=tuple(self._recipients(asked, told, urgent=urgent)),
            choices=tuple(self._choices(asked)),
            out=out,
            duties=tuple(self._duties(asked, told)),
            private=asked.private,
        )

    def intake(
        self, org: str, unit: str | None, out: Collection[str], *, private: bool, without: Collection[Person] = ()
    ) -> tuple[Person, ...]:
        """Return who takes what nobody else may: the intake, or the independent one where that must not or cannot.

        Args:
            org: Organisation of the case.
            unit: Of the reporter, or None.
            out: Marks of those who must see nothing of it.
            private: Whether it must not go where several people read.
            without: Those whom it was taken from.
        """
        for role in (INTAKE, ALTERNATE):
            able = fit(self._staff.people(org, unit, role), out, private=private)
            found = tuple(one for one in able if not any(is_same_person(one, other) for other in without))
            if found:
                return found
        return ()

    def next_in_line(self, org: str, unit: str | None, route: Route | None, step: int | None) -> Iterator[Person]:
        """Yield who comes after the recipients of a step, first choice first, whether they may see the case or not.

        Those whom the reporter would have to choose themselves are not among them, nor those of steps under a
        condition: where it holds, they are told from the beginning.

        Args:
            org: Organisation of the case.
            unit: Of the reporter, or None.
            route: Of its type, or None where there is none any more.
            step: Number of the step, or None for recipients who belong to none.
        """
        if route is not None and step is not None:
            for following in route.steps[step:]:
                if following.when is None and not self.is_own_choice(org, following):
                    for contact in self._contacts(org, following):
                        yield from self._staff.people(org, unit, contact)
        yield from self._staff.people(org, unit, INTAKE)
        yield from self._staff.people(org, unit, ALTERNATE)

    def may_come(self, route: Route, unit: str | None, *, urgent: bool) -> Iterator[Person]:
        """Yield who may come to see a case of this route, whatever its reporter says; their deputies are in them.

        Those of every step, also where the reporter chooses or says whether its condition holds; then whoever takes
        what nobody else does. Some may be there twice.

        Args:
            route: Of its type.
            unit: Of the reporter, or None.
            urgent: Whether somebody may be in danger.
        """
        for role in (*([URGENT] if urgent else []), *self.contacts(route), INTAKE, ALTERNATE):
            yield from self._staff.people(route.organisation, unit, role)

    def contacts(self, route: Route) -> tuple[str, ...]:
        """Return the contacts (ids) of a route that can be sent something, each once."""
        return tuple(dict.fromkeys(one for step in route.steps for one in self._contacts(route.organisation, step)))

    def is_own_choice(self, org: str, step: Step) -> bool:
        """Tell whether the reporter chooses: between several, or one who is theirs alone, such as their supervisor."""
        contacts = self._contacts(org, step)
        return len(contacts) > 1 or any(self._is_personal(org, one) for one in contacts)

    def kept_out(self, org: str, unit: str | None, answers: Answers, has_it: Iterable[Person] = ()) -> frozenset[str]:
        """Return the marks of all who must see nothing, by what a reporter says (`people.kept_out`).

        Args:
            org: Organisation of the case.
            unit: Of the reporter, or None.
            answers: What they say.
            has_it: Who received the case already, in the roles of its reporter: nobody else may know their addresses.
        """
        everybody = self._staff.everybody(org)
        own = list(has_it)
        for role in answers.involved.roles:
            here = self._staff.people(org, unit, role) if unit else ()
            own += here or [one for one in everybody if one.role == role]  # whose of all units' it is nobody knows
        own += [replace(one.person, role=one.contact) for one in answers.chosen.values()]
        return kept_out(answers.involved, everybody, own, reporter=answers.reporter)

    def _recipients(self, asked: _Asked, told: Mapping[int, tuple[Person, ...]], *, urgent: bool) -> list[Recipient]:
        found: list[Recipient] = []
        if urgent:
            _add(found, asked.fit(self._staff.people(asked.org, asked.unit, URGENT)), None, "urgent")
        unfilled, reached = urgent and not found, False
        for number, step in asked.steps:
            _add(found, told[number], number, "route")
            reached |= bool(told[number])
            unfilled |= not told[number] and bool(self._contacts(asked.org, step))
        if unfilled or not reached:
            _add(found, self.intake(asked.org, asked.unit, asked.out, private=asked.private), None, "intake")
        return found

    def _people(self, asked: _Asked, number: int, step: Step) -> Iterator[Person]:
        """Yield who fills a step: whom the reporter chose where the choice is theirs, or else everybody."""
        if not self.is_own_choice(asked.org, step):
            for contact in self._contacts(asked.org, step):
                yield from self._staff.people(asked.org, asked.unit, contact)
            return
        chosen = asked.answers.chosen.get(number)
        if chosen is None or chosen.contact not in self._contacts(asked.org, step):
            return
        known = self._staff.people(asked.org, asked.unit, chosen.contact)
        found = next((one for one in known if is_same_person(one, chosen.person)), None)
        if found or self._is_personal(asked.org, chosen.contact):
            yield found or replace(chosen.person, role=chosen.contact)

    def _choices(self, asked: _Asked) -> Iterator[Choice]:
        for number, step in asked.steps:
            if self.is_own_choice(asked.org, step):
                open_ = [one for one in self._contacts(asked.org, step) if one not in asked.answers.involved.roles]
                people = {one: asked.fit(self._staff.people(asked.org, asked.unit, one)) for one in open_}
                may_name = tuple(one for one in open_ if self._is_personal(asked.org, one))
                contacts = tuple(one for one in open_ if people[one] or one in may_name)
                if contacts:
                    offered = {one: people[one] for one in contacts}
                    yield Choice(step=number, contacts=contacts, people=offered, may_name=may_name)

    def _duties(self, asked: _Asked, told: Mapping[int, tuple[Person, ...]]) -> Iterator[Left]:
        for number, step in asked.steps:
            left = [one for one in step.any_of if not told[number] or self._asks(asked.org, one)]
            contacts = tuple(one for one in left if not self._is_involved(asked, one))
            if contacts:
                yield Left(step=number, contacts=contacts, told=told[number])

    def _asks(self, org: str, contact: str) -> bool:
        """Tell whether nobody but the reporter can reach a contact, or should: a number, a form, their supervisor."""
        known = self._library.contact(org, contact)
        return contact == EMERGENCY or (known is not None and (known.kind == "referral" or known.personal))

    def _is_involved(self, asked: _Asked, contact: str) -> bool:
        people = self._staff.people(asked.org, asked.unit, contact)
        return contact in asked.answers.involved.roles or (bool(people) and not allowed(people, asked.out))

    def _contacts(self, org: str, step: Step) -> list[str]:
        """Return the contacts of a step that can be sent something."""
        found = ((one, self._library.contact(org, one)) for one in step.any_of if one != EMERGENCY)
        return [one for one, contact in found if contact and contact.kind == "recipient"]

    def _is_personal(self, org: str, contact: str) -> bool:
        known = self._library.contact(org, contact)
        return known is not None and known.personal


def _add(found: list[Recipient], people: Iterable[Person], step: int | None, because: Because) -> None:
    for person in people:
        if not any(is_same_person(person, one.person) for one in found):
            found.append(Recipient(person=person, step=step, because=because))
