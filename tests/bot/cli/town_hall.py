"""The Town Hall of Alder Creek: reports read by words, people who are told, and commands that run there."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from bot.app import app
from bot.cli.opening import Means, within
from bot.delivery.courier import Courier
from bot.delivery.here import HereSender
from bot.delivery.sender import NotTaken, Reason
from bot.office import Office
from bot.settings import Settings
from bot.wiring import Assistant, directory
from handlers.ask.handler import AskHandler
from handlers.cases.case import Assignment, Case
from handlers.cases.rules import Rules
from handlers.cases.store import Changed, Pending
from handlers.report.handler import ReportHandler
from index.reports.reading import ReportReading
from index.result import Found
from knowledge import library as knowledge_library
from knowledge import reports as knowledge_reports
from knowledge.library import Library
from knowledge.report_records import Role
from tests import alder_creek_reports
from tests.conftest import Place
from tests.fakes import FakeSearch, found, hit

if TYPE_CHECKING:
    from tests.bot.cli.conftest import Done, Launch

T = TypeVar("T")

WORDS = "She shouts at me in front of everybody and calls me slow."
LOST = "My work phone is gone since the bus ride, and the lock on it is weak."
OWN = "My brother sells the gravel that I order."
PRESS = "A journalist rang and wants to know about the bridge."
DANGER = "He stands in the hall with a knife."

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

_READ = {
    "shouts": "harassment",
    "phone": "information_incident",
    "brother": "conflict_of_interest",
    "journalist": "media_request",
    "colleague": "conduct_concern",
}
_TYPES = ("harassment", "conduct_concern", "information_incident", "conflict_of_interest", "media_request")


class WordReader:
    """A `ReportReader` that goes by a word."""

    def read(self, text: str, role: Role) -> ReportReading:
        """Return the type of the first word that it knows, and the others after it."""
        first = [type_ for word, type_ in _READ.items() if word in text]
        order = list(dict.fromkeys((*first, *_TYPES)))
        if role == "supervisor":
            order.append("supervisor_concern")
        return ReportReading(
            types={one: round(0.9 / (place + 1), 3) for place, one in enumerate(order)},
            variants={"information_incident": "security"},
            danger=0.9 if "knife" in text else 0.0,
        )


@dataclass(slots=True)
class Hands:
    """A clock that stands still until it is put forward."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        """Return the time."""
        return self.now

    def forward(self, **time: float) -> None:
        """Let time pass: `forward(days=2)`."""
        self.now += timedelta(**time)


@dataclass(slots=True)
class Post:
    """Takes notices by mail, or refuses them."""

    refuses: Reason | None = None
    taken: list[Pending] = field(default_factory=list)

    async def send(self, pending: Pending, at: datetime) -> None:
        """Take a notice."""
        if self.refuses:
            raise NotTaken(self.refuses)
        self.taken.append(pending)

    def names(self) -> list[str]:
        """Return to which mailboxes notices went, without their domains."""
        return [one.notice.way.address.partition("@")[0] for one in self.taken]


class Clerk:
    """Stands in for an assistant: the texts, and what understands reports; no index."""

    def __init__(self, settings: Settings) -> None:
        """Load the texts."""
        self.settings = settings
        self.library = knowledge_library.load(settings.knowledge)
        reports = knowledge_reports.load(self.library)
        assert reports
        contacts = directory(settings, self.library)
        ask = AskHandler(self.library, FakeSearch(_about_the_press(self.library)), contacts)
        self.report = ReportHandler(self.library, reports, WordReader(), contacts, ask)


@dataclass(slots=True, kw_only=True)
class TownHall:
    """A place where commands run.

    Attributes:
        launch: Runs them.
        place: Texts, and what is stored.
        environment: Settings beside these.
        post: Brings notices.
        clock: Tells the time.
        paused: For how many seconds commands paused.
    """

    launch: "Launch"
    place: Place
    environment: Mapping[str, str]
    post: Post = field(default_factory=Post)
    clock: Hands = field(default_factory=Hands)
    paused: list[float] = field(default_factory=list)

    def run(self, *arguments: str, typed: str | bytes | list[str] = "", **environment: str) -> "Done":
        """Run a command of `conduct`; what is typed may be given line by line."""
        text = "".join(f"{line}\n" for line in typed) if isinstance(typed, list) else typed
        command: Callable[..., object] = partial(app, obj=self.means())
        given = {**self.environment, **environment}
        return self.launch(*arguments, place=self.place, typed=text, command=command, **given)

    def tried_out(self) -> "TownHall":
        """Return the same place in local use: its contacts file names nobody who could be notified."""
        nobody = self.place.var / "nobody.yaml"
        nobody.touch()
        return replace(self, environment={**self.environment, "CONDUCT_CONTACTS": str(nobody)})

    def means(self) -> Means:
        """Return what commands work with here."""
        return Means(assistant=self._clerk, texts=self._clerk, office=self.office, pause=self._pause)

    def office(self, assistant: Assistant) -> Office:
        """Return the office, whose mail goes by this post."""
        office = Office(assistant, clock=self.clock)
        office.courier = Courier(office.outbox, {"mail": self.post, "here": HereSender()}, office, clock=self.clock)
        return office

    def file(self, text: str = WORDS, *options: str) -> dict[str, Any]:
        """File a report all by options; return what its reporter learns."""
        plain = ("--type", "harassment", "--danger", "no", "--name", "Rae Okoro", "--yes", "--json")
        done = self.run("report", text, *plain, *options)
        assert (done.code, done.err) == (0, "")
        return self.parsed(done)

    def disclose(self, *options: str) -> dict[str, Any]:
        """Make a disclosure all by options; return what its reporter learns."""
        plain = ("--interest", OWN, "--duties", "I order gravel.", "--aware-since", "2026-11-10")
        done = self.run("disclose", *plain, "--to", "ethics_advisor=Ines Weber", *SENT, *options)
        assert (done.code, done.err) == (0, "")
        return self.parsed(done)

    def work(self, doing: Callable[[Office], Awaitable[T]]) -> T:
        """Do something in the office as it stands, as another door would."""
        settings = self.place.settings.model_copy(
            update={
                "contacts": Path(self.environment["CONDUCT_CONTACTS"]),
                "case_rules": Path(self.environment["CONDUCT_CASE_RULES"]),
                "staff_domains": alder_creek_reports.DOMAINS,
            }
        )
        office = self.office(self._clerk(settings))
        return within(office, doing(office))

    def act(self, act: Callable[[Case, Assignment, datetime, Rules], Changed]) -> None:
        """Have the first recipient of the newest case do something."""

        async def doing(office: Office) -> None:
            id_ = (await office.store.summaries())[-1].id
            rules = office.desks.work.practice.rules("alder-creek")
            await office.desks.work.change(id_, lambda case, at: act(case, case.assignments[0], at, rules))

        self.work(doing)

    @staticmethod
    def parsed(done: "Done") -> dict[str, Any]:
        """Return the one line of JSON that a command printed."""
        assert done.out.count("\n") == 1
        value = json.loads(done.out)
        assert isinstance(value, dict)
        return value

    def listed(self, *arguments: str) -> list[dict[str, Any]]:
        """Return the lines of JSON of a command that lists something."""
        done = self.run(*arguments, "--json")
        assert done.code == 0
        return [json.loads(line) for line in done.out.splitlines()]

    def _clerk(self, settings: Settings) -> Assistant:
        return cast("Assistant", Clerk(settings))

    async def _pause(self, seconds: float) -> None:
        self.paused.append(seconds)


SENT = ("--name", "Rae Okoro", "--yes", "--json")
"""Options with which somebody sends something, and a program reads what comes of it."""


def town_hall(folder: Path, launch: "Launch") -> TownHall:
    """Return a town hall in a folder, where nothing is stored yet."""
    knowledge = alder_creek_reports.write(folder / "alder-creek")
    contacts, rules = alder_creek_reports.write_deployment(folder)
    (folder / "var").mkdir()
    environment = {
        "CONDUCT_ORG": "alder-creek",
        "CONDUCT_CONTACTS": str(contacts),
        "CONDUCT_CASE_RULES": str(rules),
        "CONDUCT_STAFF_DOMAINS": ",".join(alder_creek_reports.DOMAINS),
    }
    return TownHall(launch=launch, place=Place(knowledge=knowledge, var=folder / "var"), environment=environment)


def _about_the_press(library: Library) -> Found:
    return found(hit(library, "Send journalists to the Communications Office"))
