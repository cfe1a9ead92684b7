"""The command line, as somebody reads what it prints."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import singledispatchmethod
from hashlib import sha256
from typing import cast

from bot.cli.opening import Means
from bot.office import Desks, Office
from bot.settings import Settings
from bot.wiring import Assistant
from bot.wording.previews import INVOLVED
from handlers.cases.clocks import Clock
from handlers.cases.store import CaseStore, Pending
from handlers.forms.model import Answer, Field
from tests.bot.slack.running import PAGE
from tests.bot.transcript.doors import House
from tests.bot.transcript.steps import ORG, Ask, Check, File, FollowUp, Nameless, Step
from tests.bot.transcript.terminal import Line, Lines, run
from tests.bot.transcript.told import Prose
from tests.bot.web.reporting import DOMAINS, FakeOffice

_CODE = re.compile(r"Your code: (\S+)")


@asynccontextmanager
async def command_line(house: House) -> AsyncIterator["CommandLine"]:
    """Open this door."""
    yield CommandLine(house)


class CommandLine:
    """Runs commands, each in a thread: they have loops of their own."""

    def __init__(self, house: House) -> None:
        """Keep what commands work with."""
        self._house = house
        self._means = Means(
            assistant=self._assistant,
            texts=self._assistant,
            office=lambda _: cast("Office", OfficeOfOne(house.office)),
        )

    async def play(self, step: Step) -> Prose:
        """Run what it takes, and return what was printed."""
        return Prose(await asyncio.to_thread(self._played, step))

    @singledispatchmethod
    def _played(self, step: object) -> Sequence[str]:
        raise TypeError(f"nobody does {type(step).__name__} here")

    @_played.register
    def _(self, step: Ask) -> Sequence[str]:
        if not step.before:  # whoever is asked for the capacity asks again with it
            return [self._run("ask", step.question, *(["--capacity", step.capacity] if step.capacity else []))]
        said = self._run("ask", typed="".join(f"{one}\n" for one in (*step.before, step.question, "quit")))
        return [said.split("\n> ")[len(step.before) + 1]]

    @_played.register
    def _(self, step: Check) -> Sequence[str]:
        capacity = ["--capacity", step.capacity] if step.capacity else []
        return [self._run("check", "-", *capacity, typed=step.draft)]

    @_played.register
    def _(self, step: File) -> Sequence[str]:
        command = "report" if step.kind == "report" else "disclose"
        return [self._run(command, typed=dict(self._lines(step)))]

    @_played.register
    def _(self, step: FollowUp) -> Sequence[str]:
        (filed,) = self._played(step.filed)
        code = _CODE.findall(filed)[0]
        return [self._run("case", "--add", step.adds, "--done", step.duty, typed=f"{code}\n")]

    @_played.register
    def _(self, step: Nameless) -> Sequence[str]:
        return [self._run("report", step.text, "--type", "harassment", "--danger", "no", "--involved", "none", "--yes")]

    def _run(self, *arguments: str, typed: str | Lines = "") -> str:
        environment = {
            "CONDUCT_ORG": ORG,
            "CONDUCT_VAR": str(self._house.folder),
            "CONDUCT_BASE_URL": PAGE,
            "CONDUCT_STAFF_DOMAINS": ",".join(DOMAINS),
        }
        return run(arguments, typed, self._means, self._house.folder, environment)

    def _assistant(self, settings: Settings) -> Assistant:
        return cast("Assistant", self._house.assistant(settings))

    def _lines(self, step: File) -> Iterator[tuple[str, Sequence[Line]]]:
        """Yield what somebody types, below the title of each question."""
        form = self._house.office.desks.dialog.form(step.kind)
        answers: dict[str, Answer] = {form.opening: step.text, **step.answers}
        yield from ((one.label, list(_typed(one, answers[one.id]))) for one in form.fields if one.id in answers)
        if step.type:
            yield "What is it about?", [(self._house.reports.types[step.type].name,)]
        yield "Your name", [step.name, step.reach]
        yield INVOLVED, [step.involved]
        yield "Whom do you choose?", [(step.chooses,)]
        yield "What you send", ["y"]


def _typed(field: Field, answer: Answer) -> Iterator[Line]:
    if field.options:
        chosen = (answer,) if isinstance(answer, str) else answer
        yield tuple(one.label for one in field.options if one.id in chosen)
    else:
        yield answer if isinstance(answer, str) else "\n".join(answer)
    if field.kind in ("long", "lines"):
        yield "."


@dataclass(frozen=True, slots=True)
class OfficeOfOne:
    """The office as a command has it: it brings what is due itself, and here nothing is brought anywhere."""

    here: FakeOffice

    @property
    def desks(self) -> Desks:
        """Return the desks."""
        return self.here.desks

    @property
    def store(self) -> CaseStore:
        """Return where cases are kept."""
        return self.here.store

    @property
    def clock(self) -> Clock:
        """Return what tells the time."""
        return self.here.clock

    @property
    def courier(self) -> "OfficeOfOne":
        """Return what brings notices."""
        return self

    @property
    def outbox(self) -> "OfficeOfOne":
        """Return where notices wait."""
        return self

    @property
    def keyring(self) -> "OfficeOfOne":
        """Return the keys."""
        return self

    async def deliver_once(self) -> int:
        """Bring nothing."""
        return 0

    async def waiting(self) -> Sequence[Pending]:
        """Return what waits."""
        return self.here.store.outbox

    def digest(self, purpose: str, text: str) -> str:
        """Return what tells whether texts are the same."""
        return sha256(f"{purpose} {text}".encode()).hexdigest()

    async def close(self) -> None:
        """Close nothing."""
