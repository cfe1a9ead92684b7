"""Recipients in Slack: a database that keeps cases and notices, the courier that brings them, people who press."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from bot.delivery.courier import Courier
from bot.deployment.staff import Roster
from bot.office import Desks
from bot.slack.cases.book import Book
from bot.slack.core.web import Web
from bot.slack.core.workspaces import OneWorkspace
from bot.slack.sender import SlackSender
from bot.storage.cases import SqlCaseStore
from bot.storage.database import Database, file_url
from bot.storage.keys import Keyring
from bot.storage.outbox import SqlOutbox
from handlers.cases.case import Case
from handlers.cases.links import Claim
from handlers.cases.people import ALTERNATE, INTAKE, Person, Way
from handlers.cases.recipient_desk import RecipientDesk
from handlers.cases.recipients import Answers
from handlers.cases.records_desk import RecordsDesk
from handlers.cases.reporter_desk import ReporterDesk
from handlers.cases.watch import Watch
from handlers.report.dialog import Dialog
from handlers.report.routing import Routing
from knowledge.library import Library
from knowledge.reports import Reports
from tests.bot.slack.requests import Answer, small_workspace
from tests.bot.slack.running import PAGE, Running
from tests.bot.slack.web_api import Message, OpenView, texts_of
from tests.bot.web.reporting import FakeOffice
from tests.bot.web.reporting import office as make_office
from tests.handlers.cases.builders import mail, person
from tests.handlers.cases.fakes import FakeStaff, FakeStore, Office
from tests.handlers.cases.filings import file

SLACK = small_workspace()
CLERKS = SLACK.channel("clerks")
PRESS = "public_affairs"
NAMES = {"ana": "Ana Torvald", "ben": "Ben Okafor", "chris": "Chris Lindqvist", "dana": "Dana Mbeki"}
"""Unlike each other: whoever is involved keeps out whose name is much like theirs."""


def in_slack(name: str, role: str = PRESS, **changes: object) -> Person:
    """Return somebody who is reached in their own conversation: by short name, such as `ana`."""
    way = Way(kind="slack", address=SLACK.user(name))
    return person(NAMES[name], role, **{"ways": (way,), **changes})


ANA = in_slack("ana", detail="full")
BEN, CHRIS = (in_slack(name) for name in ("ben", "chris"))
DANA = in_slack("dana", INTAKE)
OFFICE = person(
    "Press Office", PRESS, ways=(Way(kind="slack", address=CLERKS, shared=True),), members=(BEN, CHRIS),
    codes=mail("press@gov.example", shared=True),
)  # fmt: skip
ALONE = person("Alba Lone", ALTERNATE)
"""She is reached by mail."""
PEOPLE = (ANA, OFFICE, DANA, ALONE)


def roster(*people: Person) -> Roster:
    """Return a staff of British Columbia."""
    places: dict[tuple[str, str | None, str], tuple[Person, ...]] = {}
    for one in people:
        place = ("bc", None, one.role)
        places[place] = (*places.get(place, ()), one)
    return Roster(places)


def kept_office(library: Library, reports: Reports, staff: Roster, folder: Path) -> FakeOffice:
    """Return an office whose cases and notices are in the database of a folder."""
    made = make_office(library, reports, staff)
    database, keyring = Database(file_url(folder / "conduct.sqlite3")), Keyring(folder / "keys.json")
    work = replace(made.made.work, store=SqlCaseStore(database, keyring))
    routing = Routing(library, reports, made.made.contacts)
    made.made = Desks(
        library=library,
        reports=reports,
        staff=staff,
        contacts=made.made.contacts,
        work=work,
        dialog=Dialog(library, work, routing, staff_domains=()),
        reporter=ReporterDesk(work),
        records=RecordsDesk(work),
        watch=Watch(work),
    )
    return made


@dataclass(slots=True, kw_only=True, repr=False)
class World:
    """Everything that recipients in Slack have to do with.

    Attributes:
        here: The door as it runs.
        courier, sender: What brings notices.
        outbox: Where they wait.
    """

    here: Running
    courier: Courier
    sender: SlackSender
    outbox: SqlOutbox

    @property
    def desks(self) -> Desks:
        """The desks."""
        return self.here.office.made

    @property
    def slack(self) -> Any:
        """Slack's side."""
        return self.here.slack

    async def file(
        self, type_: str = "media_request", answers: Answers | None = None, *, deliver: bool = True, **changes: object
    ) -> Case:
        """File a case, and bring what goes out because of it."""
        work, office = self.desks.work, self.here.office
        kept = Office(
            work=work, store=FakeStore(), staff=FakeStaff(), practice=office.practice, clock=office.clock
        )  # the store and the staff of its own are not asked
        case = (await file(kept, type_, answers, **changes)).case
        if deliver:
            await self.deliver()
        return case

    def fills(self, role: str, *people: Person) -> None:
        """Have these people fill a role from now on."""
        self.desks.staff._people["bc", None, role] = people

    async def deliver(self) -> None:
        """Bring everything that is due."""
        while await self.courier.deliver_once():
            pass

    async def case(self, of: Case) -> Case:
        """Return a case as it is by now."""
        return await self.desks.work.store.get(of.id)

    def cards(self, where: str) -> list[Message]:
        """Return what was posted in a channel, or said to a person by short name."""
        channel = where if where.startswith("C") else SLACK.im(where)
        return [one for one in self.here.slack.messages.get(channel, []) if one.ephemeral_for is None]

    async def press(self, where: Message | OpenView, act: str, name: str) -> Answer:
        """Have somebody press a button of a card: `read`, or an act."""
        return await self.here.presses(where, "received_case" if act == "read" else f"case:{act}", name=name)

    async def submit(self, name: str, **values: object) -> Answer:
        """Have somebody send the modal that they have open."""
        return await self.here.submits(dict(values), name=name)

    def modal(self, name: str) -> OpenView:
        """Return the modal that somebody has open."""
        found: OpenView = self.here.slack.last_view(self.here.user(name))
        return found

    def whispers(self, channel: str, name: str) -> list[str]:
        """Return what somebody alone was told in a channel."""
        shown = self.here.slack.messages.get(channel, [])
        return [one.text for one in shown if one.ephemeral_for == self.here.user(name)]

    async def close_elsewhere(self, case: Case) -> None:
        """Have the office close a case on the page."""
        await RecipientDesk(self.desks.work).close(self._claim(case), "resolved", "")

    async def answer_elsewhere(self, case: Case, text: str) -> None:
        """Have the office write to the reporter on the page."""
        await RecipientDesk(self.desks.work).answer(self._claim(case), text)

    def _claim(self, case: Case) -> Claim:
        links, now = self.desks.work.links, self.here.office.clock.now
        return links.claim(links.token(case.id, OFFICE.key, 0, now), now)

    async def history(self, case: Case) -> list[tuple[str, str | None]]:
        """Return what happened to a case, and who did it."""
        return [(one.action, one.who) async for one in self.desks.work.store.history(case.id)]


def world(here: Running) -> World:
    """Return the recipients' side of a door that runs, with another process's way to bring notices."""
    database = Database(file_url(here.folder / "conduct.sqlite3"))
    keyring = Keyring(here.folder / "keys.json")
    calls = Web(here.parts.settings.slack_api_url, a_second=1000, patient=False)
    spaces = OneWorkspace(here.slack.workspace.bot_token, calls.client)
    clock, made = here.office.clock, here.office
    sender = SlackSender(calls, spaces, Book(here.notes, clock), lambda: made.made, page=PAGE)
    outbox = SqlOutbox(database, keyring)
    courier = Courier(outbox, {"slack": sender}, made.made.watch, clock=clock, chance=Random(3))
    return World(here=here, courier=courier, sender=sender, outbox=outbox)


def shown(one: Message | OpenView) -> str:
    """Return all texts of a card or a modal."""
    return "\n".join(texts_of(one.blocks))


def buttons(one: Message | OpenView) -> list[str]:
    """Return what the buttons of a card or a modal are called."""
    rows: list[Mapping[str, Any]] = [row for row in one.blocks if row["type"] == "actions"]
    return [button["text"]["text"] for row in rows for button in row["elements"]]
