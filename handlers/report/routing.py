"""A route of the data -> its steps as a person reads them: contacts as they are reached here, and the passages."""

from collections.abc import Iterator

from handlers.citations import cite
from handlers.contacts import Directory
from handlers.reply import Citation, ContactCard
from handlers.report.messages import RouteStep
from knowledge.library import Library
from knowledge.records import Source
from knowledge.report_records import Route, Step
from knowledge.reports import Reports


class Routing:
    """Puts routes into words."""

    def __init__(self, library: Library, reports: Reports, directory: Directory) -> None:
        """Keep what they are made of."""
        self._library = library
        self._reports = reports
        self._directory = directory

    def steps(self, route: Route, unit: str | None) -> tuple[RouteStep, ...]:
        """Return the steps of a route for somebody in a unit."""
        return tuple(self._step(number, step, route, unit) for number, step in enumerate(route.steps))

    def citations(self, route: Route) -> tuple[Citation, ...]:
        """Return what the texts say of a route, each passage once."""
        sources = dict.fromkeys((*(step.source for step in route.steps), *route.also))
        return tuple(self._cite(one, route) for one in sources)

    def _step(self, number: int, step: Step, route: Route, unit: str | None) -> RouteStep:
        return RouteStep(
            number=number,
            any_of=tuple(self._cards(step, route, unit)),
            when=step.when,
            deadline=step.deadline,
            counted_from=step.counted_from,
            basis=step.basis,
            citation=self._cite(step.source, route),
            note=step.note,
        )

    def _cards(self, step: Step, route: Route, unit: str | None) -> Iterator[ContactCard]:
        passage = self._library.passages[self._reports.passages[step.source]]
        for contact in step.any_of:
            yield self._directory.routed(route.organisation, unit, contact, passage, step.deadline, why=step.why)

    def _cite(self, source: Source, route: Route) -> Citation:
        passage = self._library.passages[self._reports.passages[source]]
        return cite(passage, self._library, route.organisation, score=1.0, quote=source.quote)
