"""Who is told next of a report, where those who get it do not say that they have it, or cannot be reached."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from handlers.cases.people import Person, is_same_person
from handlers.cases.recipients import Plan, fit

Following = Callable[[int | None], Iterable[Person]]
"""Returns who comes after the recipients of a step, first choice first (`Planner.next_in_line`)."""


def come_next(plan: Plan, following: Following) -> tuple[Person, ...]:
    """Return who is told one after another if nobody answers: deputies first, then who comes next; each once.

    It is the order of `watching.escalated` for each group of recipients of whom one is enough.
    """
    told, found = [one.person for one in plan.recipients], list[Person]()
    for step, because in dict.fromkeys((one.step, one.because) for one in plan.recipients):
        group = [one.person for one in plan.recipients if (one.step, one.because) == (step, because)]
        while new := next(_new(plan, group, following(step), told), None):
            for known in (told, found, group):
                known.append(new)
    return tuple(found)


def _new(plan: Plan, group: list[Person], after: Iterable[Person], told: list[Person]) -> Iterator[Person]:
    deputies = (deputy for one in group for deputy in one.deputies)
    able = fit(chain(deputies, after), plan.out, private=plan.private)
    return (one for one in able if not any(is_same_person(one, other) for other in told))
