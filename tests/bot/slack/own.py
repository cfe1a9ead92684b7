"""Cases of people in Slack, filed as a door files them, and what people see of them."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from bot.storage.errors import StorageUnusable
from handlers.cases.case import Case, Kind, Reporter
from handlers.cases.reporter_desk import Filed, ReporterDesk
from handlers.report.dialog import Submission
from tests.bot.slack.running import Running
from tests.bot.slack.web_api import OpenView, texts_of
from tests.handlers.cases.fakes import FakeStore

_presses = count()


class BrokenStore(FakeStore):
    """Cannot be read, and says where in its error, as a database might."""

    async def of_reporter(self, identity: str) -> Sequence[Case]:
        """Fail."""
        raise StorageUnusable("the disk of T1 is full")


def breaks(here: Running) -> None:
    """Let own cases be found no more from now on."""
    made = here.office.made
    here.office.made = replace(made, reporter=ReporterDesk(replace(made.work, store=BrokenStore())))


CONTENT = {
    "report": {"danger": "no", "what": "He read out my diagnosis before <!channel>.", "information_out": "no"},
    "disclosure": {"interest": "A bakery.", "duties": "Permits.", "aware_since": "2026-11-01"},
}


async def filed(here: Running, kind: Kind = "report", name: str = "ana") -> Case:
    """Return a case of somebody's own; nothing of it is on its way."""
    desks, identity = here.office.desks, f"slack:{here.workspace.team_id}/{here.user(name)}"
    sent = Submission(
        kind=kind,
        org="bc",
        unit=None,
        role="employee",
        type="information_incident" if kind == "report" else None,
        answers=CONTENT[kind],
        reporter=Reporter(name=name.title(), identity=identity),
    )
    done: Filed = await desks.reporter.file(desks.dialog.filing(sent), submission=f"own press {next(_presses)}")
    return done.case


async def now(here: Running, case: Case) -> Case:
    """Return a case as it is kept now."""
    return await here.office.store.get(case.id)


def read(view: OpenView) -> str:
    """Return what people read in a view."""
    return "\n".join(texts_of(view.view))
