"""Stand-ins for what reports need: a reader whose findings are written down, an office with its cases in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from aiohttp.test_utils import TestClient
from aiohttp.web import Application, Request

from bot.deployment.staff import Roster
from bot.office import Desks
from bot.storage.errors import StorageUnusable
from handlers.cases import acting
from handlers.cases.case import Case
from handlers.cases.notices import Naming
from handlers.cases.people import Person
from handlers.cases.recipients import Planner
from handlers.cases.records_desk import RecordsDesk
from handlers.cases.reporter_desk import ReporterDesk
from handlers.cases.rules import Collection, Rules
from handlers.cases.watch import Watch
from handlers.cases.work import Work
from handlers.contacts import Directory
from handlers.emergency import Emergency
from handlers.forms.model import Answers
from handlers.report.dialog import Dialog
from handlers.report.routing import Routing
from index.reports.reading import ReportReading
from knowledge.library import Library
from knowledge.report_records import Role
from knowledge.reports import Reports
from tests.bot.web.fakes import FakeCourier, FakeKeys
from tests.handlers.cases.builders import mail, person
from tests.handlers.cases.fakes import LINKS, FakeClock, FakePractice, FakeStore

WORDS = "He read out my diagnosis before the whole team."
DOMAINS = ("gov.example",)
TYPES: Mapping[str, str] = {
    "diagnosis": "harassment",
    "laptop": "information_incident",
    "knife": "harassment",
    "journalist": "media_request",
    "bakery": "conflict_of_interest",
    "logo": "intellectual_property",
    "page for our office": "account_approval",
}
"""What the reports of these tests are about."""

_presses = count(1)


@dataclass(slots=True)
class WordReader:
    """Reads the type that is written down for the first word that stands in a report; a knife is danger."""

    types: Mapping[str, str] = field(default_factory=lambda: TYPES)
    reports: Reports | None = None
    asked: list[Role] = field(default_factory=list)

    def read(self, text: str, role: Role) -> ReportReading:
        """Return what is written down, then the other types in their order."""
        self.asked.append(role)
        known = [one for one in (self.reports.types.values() if self.reports else ()) if one.role in (None, role)]
        likely = next((type_ for word, type_ in self.types.items() if word in text.lower()), "conduct_concern")
        others = [one.id for one in known if one.id != likely and one.handling != "emergency"]
        chances = {likely: 0.8, **{one: 0.2 / (number + 2) for number, one in enumerate(others)}}
        danger = 0.97 if "knife" in text.lower() else 0.01
        return ReportReading(types=chances, variants={"intellectual_property": "marks"}, danger=danger)


@dataclass(slots=True)
class FakeFormDrafts:
    """Keeps half-filled forms in memory for a day.

    Attributes:
        broken: Whether nothing can be kept or found.
    """

    kept: dict[tuple[str, str], tuple[Answers, datetime]] = field(default_factory=dict)
    broken: bool = False

    async def put(self, owner: str, form: str, answers: Answers, *, at: datetime) -> None:
        """Keep one."""
        self._check()
        self.kept[owner, form] = (answers, at + timedelta(hours=24))

    async def get(self, owner: str, form: str, *, at: datetime) -> Answers | None:
        """Return one, where it is there and not too old."""
        self._check()
        answers, until = self.kept.get((owner, form), ({}, at))
        return answers if until > at else None

    async def drop(self, owner: str, form: str) -> None:
        """Forget one."""
        self._check()
        self.kept.pop((owner, form), None)

    def _check(self) -> None:
        if self.broken:
            raise StorageUnusable("cannot use the test's drafts")


@dataclass(slots=True, kw_only=True)
class FakeOffice:
    """An office whose cases are in memory.

    Attributes:
        failing: Why there is none as of now.
    """

    made: Desks
    store: FakeStore
    clock: FakeClock
    practice: FakePractice
    courier: FakeCourier = field(default_factory=FakeCourier)
    form_drafts: FakeFormDrafts = field(default_factory=FakeFormDrafts)
    keyring: FakeKeys = field(default_factory=FakeKeys)
    failing: Exception | None = None

    @property
    def desks(self) -> Desks:
        """Return the desks."""
        return self.made

    def now(self) -> "FakeOffice | Exception":
        """Return itself, or why there is none."""
        return self.failing or self


def staff() -> Roster:
    """Return who receives reports in British Columbia; in Nova Scotia nobody does."""
    sam, mona = person("Sam Visor", "supervisor"), person("Mona Ager", "manager")
    deputy = person("Dee Puty", "intake")
    people: dict[tuple[str, str | None, str], tuple[Person, ...]] = {
        ("bc", None, "supervisor"): (sam,),
        ("bc", None, "manager"): (mona,),
        ("bc", "Parks", "supervisor"): (person("Pia Parks", "supervisor"),),
        ("bc", None, "public_affairs"): (person("Paula Affair", "public_affairs", detail="full"),),
        ("bc", None, "intake"): (person("Ina Take", "intake", deputy),),
        ("bc", None, "alternate_intake"): (person("Alba Lone", "alternate_intake"),),
        ("bc", None, "urgent"): (person("Uma Gent", "urgent", codes=mail("uma@gov.example")),),
    }
    return Roster(people, units=[("bc", "Parks"), ("bc", "Forests")])


def office(library: Library, reports: Reports, people: Roster | None = None) -> FakeOffice:
    """Return an office with these people."""
    store, clock, here = FakeStore(), FakeClock(), people or staff()
    notice = Collection(authority="section 26 of the Act", purpose="to look into it", contact="privacy@gov.example")
    practice = FakePractice(Rules(collection=notice))
    work = Work(
        store=store,
        links=LINKS,
        staff=here,
        planner=Planner(library, here),
        practice=practice,
        reports=reports,
        naming=Naming(types=reports.types, emergency=Emergency(library)),
        clock=clock,
    )
    contacts = Directory(library)
    routing = Routing(library, reports, contacts)
    made = Desks(
        library=library,
        reports=reports,
        staff=here,
        contacts=contacts,
        work=work,
        dialog=Dialog(library, work, routing, staff_domains=DOMAINS),
        reporter=ReporterDesk(work),
        records=RecordsDesk(work),
        watch=Watch(work),
    )
    return FakeOffice(made=made, store=store, clock=clock, practice=practice)


Body = dict[str, Any]
Client = TestClient[Request, Application]


def press() -> str:
    """Return what a page makes once for one form."""
    return f"{next(_presses):032x}"


def a_report(**changes: Any) -> Body:
    """Return an anonymous report of harassment, of which a test says what is other than that."""
    return {"org": "bc", "type": "harassment", "answers": {"danger": "no", "what": WORDS}, **changes}


def named(**changes: Any) -> Body:
    """Return the same by Rae Okoro."""
    return a_report(name="Rae Okoro", reach="after six", **changes)


def disclosed(**changes: Any) -> Body:
    """Return a disclosure by Rae Okoro."""
    answers = {"interest": "A bakery.", "duties": "Permits.", "aware_since": "2026-11-01"}
    return {"org": "bc", "kind": "disclosure", "name": "Rae Okoro", "answers": answers, **changes}


async def previewed(client: Client, sent: Body, path: str = "/api/report", **how: Any) -> Body:
    """Return what is shown before something is sent."""
    response = await client.post(f"{path}/preview", json=sent, **how)
    assert response.status == 200, await response.text()
    found: Body = await response.json()
    return found


async def file(client: Client, sent: Body, path: str = "/api/report", **how: Any) -> Body:
    """File something as the page does: look who will see it, then press the button; return what is said then."""
    shown = await previewed(client, sent, path, **how)
    response = await client.post(f"{path}/file", json={**sent, "submission": press(), "seen": shown["seen"]}, **how)
    assert response.status == 200, await response.text()
    found: Body = await response.json()
    return found


async def decide(here: FakeOffice, case: Case, decision: str, text: str) -> None:
    """Decide on a disclosure, as its first recipient."""
    work, rules = here.made.work, here.practice.here
    await work.change(case.id, lambda kept, at: acting.decide(kept, kept.assignments[0], decision, text, at, rules))


def only_case(here: FakeOffice) -> Case:
    """Return the one case that is kept."""
    (case,) = here.store._cases.values()
    return case
