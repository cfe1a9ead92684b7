"""A route and what the reporter says -> who receives a case, and what is left to the reporter."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from handlers.cases.people import ALTERNATE, INTAKE, URGENT, Involved, Person, Staff, allowed, kept_out
from knowledge.library import Library
from knowledge.report_records import Route, Step
from knowledge.records import EMERGENCY

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
    """

    involved: Involved = Involved()
    chosen: Mapping[int, Chosen] = field(default_factory=dict)
    applies: frozenset[int] = frozenset()


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
        contacts: Ids of the contacts to choose from, without those who are involved.
        people: Contact -> whom the deployment knows there; nobody is preselected.
        may_name: Contacts for which the reporter may name somebody whom the deployment does not know.
    """

    step: int
    contacts: tuple[str, ...]
    people: Mapping[str, tuple[Person, ...]]
    may_name: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Who receives a case.

    Attributes:
        recipients: In order, each once; nobody where everybody who could is involved.
        choices: What the reporter may still choose.
        out: Keys of all who must see nothing of it.
        duties: Of each step that asks something of the reporter (a call, a form, a talk): its number and contacts.
    """

    recipients: tuple[Recipient, ...]
    choices: tuple[Choice, ...]
    out: frozenset[str]
    duties: tuple[tuple[int, tuple[str, ...]], ...]


class Planner:
    """Plans who receives what in one deployment."""

    def __init__(self, library: Library, staff: Staff) -> None:
        """Keep the contacts of the texts and who fills them."""
        self._library = library
        self._staff = staff

    def plan(self, route: Route, unit: str | None, answers: Answers, *, urgent: bool = False) -> Plan:
        """Return who receives a case.

        Args:
            route: Of its type.
            unit: Of the reporter, or None.
            answers: What they said so far.
            urgent: Whether somebody may be in danger.
        """
        org = route.organisation
        out = self._kept_out(org, unit, answers)
        steps = [(number, step) for number, step in enumerate(route.steps) if _applies(number, step, answers)]
        found = dict[str, Recipient]()
        if urgent:
            _add(found, allowed(self._staff.people(org, unit, URGENT), out), None, "urgent")
        unfilled = urgent and not found
        for number, step in steps:
            people = self._people(org, unit, number, step, answers, out)
            _add(found, people, number, "route")
            unfilled |= not people and bool(self._recipients(org, step))
        if unfilled or not found:
            _add(found, self.intake(org, unit, out), None, "intake")
        return Plan(
            recipients=tuple(found.values()),
            choices=tuple(self._choices(org, unit, steps, answers, out)),
            out=out,
            duties=tuple(self._duties(org, steps, answers.involved)),
        )

    def intake(self, org: str, unit: str | None, out: Collection[str]) -> tuple[Person, ...]:
        """Return who takes what nobody else may: the intake, or the independent one where that is involved."""
        first = allowed(self._staff.people(org, unit, INTAKE), out)
        return first or allowed(self._staff.people(org, unit, ALTERNATE), out)

    def next_in_line(self, unit: str | None, route: Route, step: int | None) -> Iterator[Person]:
        """Yield who is told where the recipients of a step do not answer, first choice first.

        Those whom the reporter would have to choose themselves are not among them.
        """
        org = route.organisation
        if step is not None:
            for following in route.steps[step:]:
                for contact in self._recipients(org, following):
                    if not self.is_own_choice(org, following):
                        yield from self._staff.people(org, unit, contact)
        yield from self._staff.people(org, unit, INTAKE)
        yield from self._staff.people(org, unit, ALTERNATE)

    def is_own_choice(self, org: str, step: Step) -> bool:
        """Tell whether the reporter chooses: between several, or one who is theirs alone, such as their supervisor."""
        recipients = self._recipients(org, step)
        return len(recipients) > 1 or any(self._is_personal(org, one) for one in recipients)

    def _kept_out(self, org: str, unit: str | None, answers: Answers) -> frozenset[str]:
        own = [one for role in answers.involved.roles for one in self._staff.people(org, unit, role)]
        own += [one.person for one in answers.chosen.values()]
        return kept_out(answers.involved, self._staff.everybody(org), own)

    def _people(
        self, org: str, unit: str | None, number: int, step: Step, answers: Answers, out: frozenset[str]
    ) -> tuple[Person, ...]:
        if self.is_own_choice(org, step):
            chosen = answers.chosen.get(number)
            fits = chosen is not None and chosen.contact in step.any_of
            return allowed([chosen.person], out) if chosen and fits else ()
        return tuple(
            person
            for contact in self._recipients(org, step)
            for person in allowed(self._staff.people(org, unit, contact), out)
        )

    def _choices(
        self, org: str, unit: str | None, steps: list[tuple[int, Step]], answers: Answers, out: frozenset[str]
    ) -> Iterator[Choice]:
        for number, step in steps:
            contacts = tuple(one for one in self._recipients(org, step) if one not in answers.involved.roles)
            if self.is_own_choice(org, step) and contacts:
                yield Choice(
                    step=number,
                    contacts=contacts,
                    people={one: allowed(self._staff.people(org, unit, one), out) for one in contacts},
                    may_name=tuple(one for one in contacts if self._is_personal(org, one)),
                )

    def _duties(
        self, org: str, steps: list[tuple[int, Step]], involved: Involved
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        for number, step in steps:
            asked = tuple(one for one in step.any_of if one not in involved.roles and self._asks(org, one))
            if asked:
                yield number, asked

    def _asks(self, org: str, contact: str) -> bool:
        """Tell whether nobody but the reporter can reach a contact, or should: a number, a form, their supervisor."""
        known = self._library.contact(org, contact)
        return known is not None and (known.kind == "referral" or known.personal)

    def _recipients(self, org: str, step: Step) -> list[str]:
        found = ((one, self._library.contact(org, one)) for one in step.any_of if one != EMERGENCY)
        return [one for one, contact in found if contact and contact.kind == "recipient"]

    def _is_personal(self, org: str, contact: str) -> bool:
        known = self._library.contact(org, contact)
        return known is not None and known.personal


def _applies(number: int, step: Step, answers: Answers) -> bool:
    return step.when is None or number in answers.applies


def _add(found: dict[str, Recipient], people: tuple[Person, ...], step: int | None, because: Because) -> None:
    for person in people:
        found.setdefault(person.key, Recipient(person=person, step=step, because=because))
