"""The work of a report before it is sent: words in; what it is about, whom it goes to, what to do now out."""

from collections.abc import Iterator

from handlers.ask.handler import AskHandler
from handlers.ask.messages import MAX_QUESTION, AskReply, AskRequest
from handlers.ask.question import cleaned
from handlers.contacts import Directory
from handlers.emergency import Emergency, emergency_step
from handlers.forms.model import too_long
from handlers.forms.report import MAX_WHAT
from handlers.language import is_foreign_language
from handlers.reply import ContactCard, NextStep, either, purpose
from handlers.report.messages import Guess, ReportRequest, RouteStep, Understood
from handlers.report.routing import Routing
from handlers.request import BadRequest, Role, check_organisation
from index.reports.reading import ReportReader, ReportReading
from knowledge.library import Library
from knowledge.report_records import ReportType
from knowledge.reports import Reports

_MOST_ALTERNATIVES = 3
_LEAST_CHANCE, _LEAST_SHARE = 0.05, 0.1
"""From which chance on, and from which share of the likeliest one's, a type is offered beside the guess."""
_A: dict[Role, str] = {"employee": "an employee", "supervisor": "a supervisor"}
_SURE = 1.0
"""The chance of a type that the reporter confirmed."""


class ReportHandler:
    """Understands reports by the types and routes of a library."""

    def __init__(
        self,
        library: Library,
        reports: Reports,
        reader: ReportReader,
        directory: Directory,
        ask: AskHandler,
        emergency: Emergency | None = None,
    ) -> None:
        """Keep what the work needs.

        Args:
            library: The texts and what belongs to them.
            reports: Types and routes.
            reader: Tells types and danger from words.
            directory: Knows how contacts are reached in this deployment.
            ask: Answers where what the texts say helps first.
            emergency: Knows whom to call in danger; by default, as the organisations say.
        """
        self._library = library
        self._reports = reports
        self._reader = reader
        self._ask = ask
        self._emergency = emergency or Emergency(library)
        self._routing = Routing(library, reports, directory)

    def handle(self, request: ReportRequest) -> Understood:
        """Tell what a report is about and what to do. Nothing is sent, and nothing kept.

        Raises:
            BadRequest: There are no words in it, it is too long, the organisation is unknown or has no routes, or the
                confirmed type is none for a reporter of this role.
        """
        self._check(request)
        reading = self._reader.read(request.text, request.role)
        guesses = self._guesses(request, reading)
        guess, *others = guesses
        danger = 1.0 if guess.type.handling == "emergency" else reading.danger
        number = self._emergency.number(request.org, danger)
        return self._understood(request, guess, others[:_MOST_ALTERNATIVES], number)

    def _understood(self, request: ReportRequest, guess: Guess, others: list[Guess], number: str | None) -> Understood:
        route = self._reports.route(request.org, guess.type.id, request.role, guess.variant)
        if route is None:
            raise BadRequest(f"'{request.org}' has no route for a report of this type and role.")
        steps = self._routing.steps(route, request.unit)
        return Understood(
            guess=guess,
            alternatives=tuple(others),
            emergency=number is not None,
            number=self._emergency.number_of(request.org),
            route=steps,
            contacts=_flat(steps),
            deadline=steps[0].deadline,
            steps=(*emergency_step(number), *_next_steps(steps)),
            citations=self._routing.citations(route),
            answer=self._answer(request) if guess.type.handling == "answer" else None,
        )

    def _check(self, request: ReportRequest) -> None:
        check_organisation(request.org, self._library)
        if len(request.text) > MAX_WHAT:
            rest = "Send the rest afterwards, as an addition to the case."
            raise BadRequest(f"{too_long(request.text, MAX_WHAT)} {rest}")
        if not any(char.isalnum() for char in request.text):
            raise BadRequest("There are no words in this; say in a sentence or two what happened.")
        if request.org not in self._reports.organisations():
            known = ", ".join(sorted(self._reports.organisations()))
            raise BadRequest(f"'{request.org}' has no routes for reports here; these have: {known}.")
        types = [one.id for one in self._own_types(request)]
        if request.type is not None and request.type not in types:
            reason = f"'{request.type}' is no type that {_A[request.role]} reports; choose one of: {', '.join(types)}."
            raise BadRequest(reason)

    def _own_types(self, request: ReportRequest) -> list[ReportType]:
        """Return what people of the reporter's role report, in the order of the data."""
        return [one for one in self._reports.types.values() if one.role in (None, request.role)]

    def _guesses(self, request: ReportRequest, reading: ReportReading) -> list[Guess]:
        """Return the plausible types, the likeliest first: what the reporter confirmed, or danger, before all others.

        The first one stands there however unlikely it is: something must be shown until another one is confirmed.
        """
        types = self._reports.types
        chances = reading.types or {one.id: 0.0 for one in self._own_types(request) if one.handling != "emergency"}
        if is_foreign_language(request.text):  # what is read in words that cannot be read is chance
            chances = dict.fromkeys(chances, 0.0)
        first = list(self._first(request, reading))
        said = {one.type.id for one in first}
        read = [self._guess(request, types[one], chance, reading) for one, chance in chances.items() if one not in said]
        floor = max(_LEAST_CHANCE, _LEAST_SHARE * max(chances.values(), default=0.0))
        begin = first or read[:1]
        return [*begin, *(one for one in read[len(begin) - len(first) :] if one.chance >= floor)]

    def _first(self, request: ReportRequest, reading: ReportReading) -> Iterator[Guess]:
        if request.type is not None:
            yield self._guess(request, self._reports.types[request.type], _SURE, reading)
        elif self._emergency.number(request.org, reading.danger):
            for one in self._reports.types.values():
                if one.handling == "emergency":
                    yield self._guess(request, one, reading.danger, reading)

    def _guess(self, request: ReportRequest, type_: ReportType, chance: float, reading: ReportReading) -> Guess:
        routed = self._reports.variants(request.org, type_.id)
        asked = request.variant if request.type == type_.id else None
        variant = asked or reading.variants.get(type_.id)
        return Guess(type=type_, variant=variant if variant in routed else next(iter(routed), None), chance=chance)

    def _answer(self, request: ReportRequest) -> AskReply:
        text = cleaned(request.text)
        begin = next((at for at, char in enumerate(text) if char.isalnum()), 0)  # a question holds words
        question = text[begin : begin + MAX_QUESTION]
        return self._ask.handle(AskRequest(question=question, org=request.org, unit=request.unit, role=request.role))


def _flat(steps: tuple[RouteStep, ...]) -> tuple[ContactCard, ...]:
    found: dict[str, ContactCard] = {}
    for step in steps:
        for card in step.any_of:
            found.setdefault(card.id, card)
    return tuple(found.values())


def _next_steps(steps: tuple[RouteStep, ...]) -> Iterator[NextStep]:
    for step in steps:
        condition = f" ({step.when})" if step.when else ""
        yield NextStep(
            kind="contact",
            text=f"{either(step.any_of)}{condition}: {purpose(step.any_of[0])}.",
            target=step.any_of[0].id,
        )
