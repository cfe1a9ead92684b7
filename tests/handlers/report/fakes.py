"""A typed stand-in for what reads reports, and short ways to ask the handler and to fill in what is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from handlers.cases.case import Reporter
from handlers.cases.people import ALTERNATE, INTAKE, URGENT, Involved
from handlers.contacts import Directory
from handlers.report.dialog import Dialog, Named, Submission
from handlers.report.routing import Routing
from index.reports.reading import ReportReading
from knowledge.library import Library
from knowledge.report_records import Role
from knowledge.reports import Reports
from tests.handlers.cases.builders import mail, person, reporter
from tests.handlers.cases.fakes import FakeStaff, Office, office, staffed

TOWN = "alder-creek"
DOMAINS = ("aldercreek.example", "gov.example")
"""Mail domains of the people whom reporters may name; the staff below have their mailboxes at the second."""

WORDS = "He read out my diagnosis."


def reading(*types: str, danger: float = 0.0, variants: Mapping[str, str] | None = None) -> ReportReading:
    """Return a reading of these types, each half as likely as the one before, and of no danger."""
    chances = {one: 0.5 ** (number + 1) for number, one in enumerate(types)}
    return ReportReading(types=chances, variants=variants or {}, danger=danger)


@dataclass(slots=True)
class FakeReportReader:
    """Reads what it is told to read, whatever the report; remembers what it was asked."""

    found: ReportReading
    asked: list[tuple[str, Role]] = field(default_factory=list)

    def read(self, text: str, role: Role) -> ReportReading:
        """Return what it is told to read."""
        self.asked.append((text, role))
        return self.found


KIM = person("Kim Haida", "supervisor")
LEE = person("Lee Okafor", "supervisor")
JO = person("Jo Marsh", "ethics_advisor")
INES = person("Ines Weber", "ethics_advisor", JO)
SAM = person("Sam Roy", "town_clerk", detail="full")
NEWSROOM = person("Newsroom", "communications_office", ways=(mail("news@aldercreek.example", shared=True),))
INA, ALBA, URSA = person("Ina Take", INTAKE), person("Alba Lone", ALTERNATE), person("Ursa Gent", URGENT)
EVERYBODY = (KIM, LEE, INES, SAM, NEWSROOM, INA, ALBA, URSA)
"""Who fills the roles of the Town. Nobody is anybody's manager there."""


def town_staff() -> FakeStaff:
    """Return the staff of the Town; the library has a supervisor of its own."""
    staff = staffed(*(one for one in EVERYBODY if one is not KIM), org=TOWN)
    staff.entries[TOWN, "library", "supervisor"] = (KIM,)
    return staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """The dialog of the Town, and the place of work behind it."""

    office: Office
    dialog: Dialog


def hall(
    library: Library,
    reports: Reports,
    staff: FakeStaff | None = None,
    *,
    domains: tuple[str, ...] = DOMAINS,
    **rules: object,
) -> Hall:
    """Return the Town's, with its own staff unless a test brings another; of the rules as `office`."""
    place = office(library, reports, staff or town_staff(), **rules)
    routing = Routing(library, reports, Directory(library))
    return Hall(office=place, dialog=Dialog(library, place.work, routing, staff_domains=domains))


def report(type_: str | None = "harassment", **changes: object) -> Submission:
    """Return Rae Okoro's report of this type; a test says what is other than that, or which answers come beside."""
    answers: dict[str, object] = {"danger": "no", "what": WORDS}
    if type_ == "information_incident":
        answers["information_out"] = "no"
        changes = {"variant": "security", **changes}
    more = changes.pop("answers", {})
    assert isinstance(more, Mapping)
    plain = Submission(
        kind="report",
        org=TOWN,
        unit=None,
        role="employee",
        type=type_,
        answers={**answers, **more},
        reporter=reporter(),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def disclosure(**changes: object) -> Submission:
    """Return Rae Okoro's disclosure; a test says what is other than that."""
    answers = {"interest": "A bakery.", "duties": "Permits.", "aware_since": "2026-11-10"}
    plain = replace(report(), kind="disclosure", type=None, answers=answers)
    return replace(plain, **changes)  # type: ignore[arg-type]


def anonymous(type_: str = "harassment", **changes: object) -> Submission:
    """Return the same report without whose it is."""
    return report(type_, reporter=None, **changes)


def out(*names: str, roles: tuple[str, ...] = ()) -> Involved:
    """Return that these people are involved."""
    return Involved(names=names, roles=roles)


def named(contact: str = "manager", name: str = "Noa Stern", mail: str = "noa.stern@aldercreek.example") -> Named:
    """Return somebody whom the reporter names by a work mail address."""
    return Named(contact=contact, name=name, mail=mail)


def signed(name: str, **changes: object) -> Reporter:
    """Return somebody who reports under this name."""
    return reporter(name=name, **changes)
