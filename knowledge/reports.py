"""What people report and whom it goes to: types, routes; examples to learn from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge import yaml_file
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.quotes import QuoteFinder
from knowledge.records import EMERGENCY, Source
from knowledge.report_records import ReportExample, ReportType, Role, Route, Step
from knowledge.text import collapse

FOLDER = "reports"
"""Name of the folder within the knowledge folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """What people report. Every passage, contact and organisation in it exists.

    Attributes:
        types: By id, in the order of the data.
        routes: Every organisation that has one has a route for each type, role and variant.
        passages: Each source -> id of the passage in which its quote stands.
    """

    types: Mapping[str, ReportType]
    routes: tuple[Route, ...]
    passages: Mapping[Source, str]

    def route(self, organisation: str, type_: str, role: Role, variant: str | None = None) -> Route | None:
        """Return whom a report goes to, or None where the organisation has no routes."""
        return next((one for one in self.routes if _serves(one, organisation, type_, role, variant)), None)

    def organisations(self) -> tuple[str, ...]:
        """Return the organisations that have routes."""
        return tuple(dict.fromkeys(one.organisation for one in self.routes))

    def variants(self, organisation: str, type_: str) -> tuple[str, ...]:
        """Return the variants of a type that an organisation routes apart."""
        found = (one.variant for one in self.routes if (one.organisation, one.type) == (organisation, type_))
        return tuple(dict.fromkeys(one for one in found if one))


def load(library: Library) -> Reports | None:
    """Load the `reports` folder of a library, but for the examples; None where there is none.

    Raises:
        KnowledgeError: A record is broken, stands twice or points nowhere, or a route is missing.
    """
    folder = library.folder / FOLDER
    path = folder / "types.yaml"
    if not path.exists():
        return None
    types = yaml_file.load_all(path, ReportType)
    _check_once(path, [one.id for one in types], "{}.id")
    for number, one in enumerate(types):
        _check_once(path, [variant.id for variant in one.variants], f"{number}.variants.{{}}.id")
    checks, routes = _Checks(library, {one.id: one for one in types}), list[Route]()
    for file in sorted((folder / "routes").glob("*.yaml")):
        routes += checks.routes(file, routes)
    found = Reports(types=checks.types, routes=tuple(routes), passages=checks.passages)
    _check_gaps(folder / "routes", found)
    return found


def examples(library: Library, reports: Reports) -> tuple[ReportExample, ...]:
    """Load the examples to learn from, in the order of their files.

    Raises:
        KnowledgeError: One is broken, stands twice or names a type, variant or organisation that is not there.
    """
    checks, found, seen = _Checks(library, reports.types), list[ReportExample](), set[tuple[str, str]]()
    for path in sorted((library.folder / FOLDER / "examples").glob("*.yaml")):
        for number, one in enumerate(yaml_file.load_all(path, ReportExample)):
            checks.organisation(path, f"{number}.organisation", one.organisation)
            checks.type(path, str(number), one.type, one.variant)
            checks.role(path, f"{number}.role", one.type, one.role)
            key = (collapse(one.text).casefold(), one.role)
            if key in seen:
                raise KnowledgeError(path, "stands twice; take one out", field=f"{number}.text")
            seen.add(key)
            found.append(one)
    return tuple(found)


def _check_once(path: Path, ids: Sequence[str], field: str) -> None:
    """Refuse an id that an earlier record has; `field` has a place for the number of the record."""
    for number, one in enumerate(ids):
        if one in ids[:number]:
            raise KnowledgeError(path, f"'{one}' stands there twice; keep one", field=field.format(number))


def _serves(route: Route, organisation: str, type_: str, role: str, variant: str | None) -> bool:
    same = (route.organisation, route.type) == (organisation, type_)
    return same and route.role in (None, role) and route.variant in (None, variant)


class _Checks:
    """Checks what records point to, and remembers where their quotes stand."""

    def __init__(self, library: Library, types: Mapping[str, ReportType]) -> None:
        self._library = library
        self._finder = QuoteFinder(library.documents.values())
        self.types = types
        self.passages: dict[Source, str] = {}

    def routes(self, path: Path, earlier: Sequence[Route]) -> tuple[Route, ...]:
        """Return the routes of a file; none may serve the same reports as one of the earlier ones."""
        found = yaml_file.load_all(path, Route)
        for number, route in enumerate(found):
            self.organisation(path, f"{number}.organisation", route.organisation)
            self.type(path, str(number), route.type, route.variant)
            if route.role:
                self.role(path, f"{number}.role", route.type, route.role)
            self._steps(path, number, route)
            _check_alone(path, number, route, [*earlier, *found[:number]])
        return found

    def organisation(self, path: Path, field: str, organisation: str) -> None:
        if organisation not in self._library.organisations:
            known = ", ".join(self._library.organisations)
            raise KnowledgeError(
                path, f"'{organisation}' is no organisation of this folder; known: {known}", field=field
            )

    def type(self, path: Path, field: str, type_: str, variant: str | None) -> None:
        if type_ not in self.types:
            known = ", ".join(self.types)
            raise KnowledgeError(path, f"'{type_}' is no type here; known: {known}", field=f"{field}.type")
        variants = [one.id for one in self.types[type_].variants]
        if variant is not None and variant not in variants:
            known = ", ".join(variants) or "none"
            reason = f"'{variant}' is no variant of '{type_}'; known: {known}"
            raise KnowledgeError(path, reason, field=f"{field}.variant")

    def role(self, path: Path, field: str, type_: str, role: Role) -> None:
        if self.types[type_].role not in (None, role):
            raise KnowledgeError(path, f"'{type_}' is reported by {self.types[type_].role}s alone", field=field)

    def _steps(self, path: Path, number: int, route: Route) -> None:
        for place, step in enumerate(route.steps):
            field = f"{number}.steps.{place}"
            for contact in step.any_of:
                if contact != EMERGENCY and self._library.contact(route.organisation, contact) is None:
                    reason = f"'{contact}' is no contact of '{route.organisation}'; add it to contacts.yaml"
                    raise KnowledgeError(path, reason, field=f"{field}.any_of")
            self._source(path, f"{field}.source", route, step)
        for place, source in enumerate(route.also):
            self.passages[source] = self._finder.locate(source, path, f"{number}.also.{place}").id

    def _source(self, path: Path, field: str, route: Route, step: Step) -> None:
        passage = self._finder.locate(step.source, path, field)
        owner = self._library.organisation_of(passage)
        if owner != route.organisation and step.basis != "common":
            reason = (
                f"'{step.source.document}' is a text of '{owner}'; a step of '{route.organisation}' rests on its own"
            )
            raise KnowledgeError(path, reason, field=field)
        self.passages[step.source] = passage.id


def _check_alone(path: Path, number: int, one: Route, earlier: Sequence[Route]) -> None:
    """Refuse a route that an earlier one hides, or that hides one."""
    for other in earlier:
        same = (one.organisation, one.type) == (other.organisation, other.type)
        if same and _meet(one.role, other.role) and _meet(one.variant, other.variant):
            reason = f"'{one.organisation}' has another route for '{one.type}' that serves the same reports; keep one"
            raise KnowledgeError(path, reason, field=f"{number}.type")


def _meet(one: str | None, other: str | None) -> bool:
    return None in (one, other) or one == other


def _check_gaps(path: Path, reports: Reports) -> None:
    """Refuse an organisation that has routes for some of the reports that may be made, and not for others."""
    for organisation in reports.organisations():
        for type_, role, variant in _every(reports):
            if reports.route(organisation, type_, role, variant) is None:
                which = f"'{type_}'" + (f" ({variant})" if variant else "")
                raise KnowledgeError(path, f"'{organisation}' has no route for {which} of {role}s; add one")


def _every(reports: Reports) -> Iterator[tuple[str, Role, str | None]]:
    roles: tuple[Role, ...] = ("employee", "supervisor")
    for one in reports.types.values():
        for role in (one.role,) if one.role else roles:
            for variant in (*(variant.id for variant in one.variants), None)[: len(one.variants) or 1]:
                yield one.id, role, variant
