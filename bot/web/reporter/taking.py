"""How reports and disclosures are taken, whoever they are from: understood, shown, kept."""

import asyncio
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from bot.entrance import Entrance
from bot.office import Desks
from bot.refusals import Differs
from bot.web.reporter.bodies import AnonymousBody, Pressed, UnderstandBody
from bot.web.reporter.showing import case_fields
from handlers.cases.case import Case, Kind, Reporter
from handlers.cases.filing import Filing
from handlers.cases.links import Links, NoEntry
from handlers.forms.model import clean
from handlers.report.dialog import Submission
from handlers.report.messages import ReportRequest, Understood
from handlers.report.preview import Preview
from handlers.request import BadRequest

_OTHERS = "Who will see this has changed since you looked. Look again at who will see it, then send."


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What somebody learns once their case is kept.

    Attributes:
        shown: The case as its reporter sees it.
        receipt: The code that opens it.
        again: Whether it was filed before, by the same press of a button.
    """

    case: Case
    shown: dict[str, Any] = field(repr=False)
    receipt: str = field(repr=False)
    again: bool


class Taking:
    """Takes what the reporters' pages send. Nothing here waits in the loop: what reads or plans does so in a thread."""

    def __init__(self, entrance: Entrance) -> None:
        """Keep the way to the desks."""
        self._entrance = entrance

    async def understood(self, body: UnderstandBody) -> Understood:
        """Return what is understood of a text; nothing is kept.

        Raises:
            BadRequest: There are no words in it, or it cannot be taken.
            NotReady: Nothing here understands it.
        """
        request = ReportRequest(
            text=clean(body.text, lines=True),
            org=body.org,
            unit=body.unit,
            role=body.role,
            type=body.type,
            variant=body.variant,
        )
        reader = await self._entrance.reader()
        return await asyncio.to_thread(reader.handle, request)

    async def previewed(self, submission: Submission) -> tuple[Preview, str]:
        """Return what is shown before something is sent, and a seal of who will see it.

        Raises:
            BadAnswers, BadRequest: As `Dialog.preview`.
            NotReady: Nothing is taken here.
        """
        desks = self._entrance.desks
        return await asyncio.to_thread(_previewed, desks, submission)

    async def taken(self, submission: Submission, pressed: Pressed) -> Taken:
        """Keep a case, and have its recipients told.

        Raises:
            BadAnswers, BadRequest, NotKept: As `Dialog.filing` and `ReporterDesk.file`.
            Differs: It would go to others than were shown.
            NoEntry: It was filed before, by somebody else.
            NotReady: Nothing is taken here.
        """
        desks = self._entrance.desks
        filing = await asyncio.to_thread(_filing, desks, submission)
        if seal(filing, desks.work.links) != pressed.seen:
            raise Differs(_OTHERS)
        filed = await desks.reporter.file(filing, submission=pressed.submission)
        if _whose(filed.case.reporter) != _whose(submission.reporter):
            raise NoEntry
        self._entrance.office.courier.wake()
        shown = case_fields(desks, filed.case)
        return Taken(case=filed.case, shown=shown, receipt=filed.receipt, again=filed.again)


def submission_of(body: AnonymousBody, *, kind: Kind = "report", reporter: Reporter | None = None) -> Submission:
    """Return what was sent as handlers know it; without a reporter it is anonymous."""
    return Submission(
        kind=kind,
        org=body.org,
        unit=body.unit,
        role=body.role,
        type=body.type,
        variant=body.variant,
        answers=body.answers,
        involved=body.involved.involved(),
        chosen={one.step: one.named() for one in body.chosen},
        applies=frozenset(body.applies),
        reporter=reporter,
        danger=body.danger,
    )


def seal(filing: Filing, links: Links) -> str:
    """Return what tells whether something goes to the same people, for the same reasons; it gives nothing away."""
    recipients = [f"{links.tag(one.person.key)} {one.step} {one.because}" for one in filing.plan.recipients]
    return sha256("\n".join(recipients).encode()).hexdigest()[:32]


def _previewed(desks: Desks, submission: Submission) -> tuple[Preview, str]:
    filing = _filing(desks, submission)
    return desks.dialog.preview_of(filing), seal(filing, desks.work.links)


def _filing(desks: Desks, submission: Submission) -> Filing:
    if submission.unit is not None and submission.unit not in desks.staff.units(submission.org):
        raise BadRequest("This part of the organisation is not known here; choose one from the list, or none.")
    return desks.dialog.filing(submission)


def _whose(reporter: Reporter | None) -> tuple[bool, str | None]:
    """Return by what the press of a button is somebody's own: whether they have a name, and who is signed in."""
    return reporter is None, reporter.identity if reporter else None
