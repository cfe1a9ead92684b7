"""How reports and disclosures are taken, whoever they are from and by whatever door: understood, shown, kept."""

import asyncio
from dataclasses import replace
from hashlib import sha256

from bot.entrance import Entrance
from bot.office import Desks
from bot.refusals import Differs
from handlers.cases.case import Reporter
from handlers.cases.filing import Filing
from handlers.cases.links import Links, NoEntry
from handlers.cases.reporter_desk import Filed
from handlers.forms.model import clean
from handlers.report.dialog import Submission
from handlers.report.messages import ReportRequest, Understood
from handlers.report.preview import Preview
from handlers.request import BadRequest

_OTHERS = "Who will see this has changed since you looked. Look again at who will see it, then send."


class Taking:
    """Takes what reporters send. Nothing here waits in the loop: what reads or plans does so in a thread."""

    def __init__(self, entrance: Entrance) -> None:
        """Keep the way to the desks."""
        self._entrance = entrance

    async def understood(self, request: ReportRequest) -> Understood:
        """Return what is understood of a text, however it was typed; nothing is kept.

        Raises:
            BadRequest: There are no words in it, or it cannot be taken.
            NotReady: Nothing here understands it.
        """
        typed = replace(request, text=clean(request.text, lines=True))
        reader = await self._entrance.reader()
        return await asyncio.to_thread(reader.handle, typed)

    async def previewed(self, sent: Submission) -> tuple[Preview, str]:
        """Return what is shown before something is sent, and a seal of who will see it.

        Raises:
            BadAnswers, BadRequest: As `Dialog.preview`.
            NotReady: Nothing is taken here.
        """
        desks = self._entrance.desks
        return await asyncio.to_thread(_previewed, desks, sent)

    async def taken(self, sent: Submission, *, submission: str, seen: str) -> Filed:
        """Keep a case, and have its recipients told.

        Args:
            sent: What is kept.
            submission: Made once for one form, and the same however often it is sent.
            seen: Seal of who will see it, as it was shown last.

        Raises:
            BadAnswers, BadRequest, NotKept: As `Dialog.filing` and `ReporterDesk.file`.
            Differs: It would go to others than were shown.
            NoEntry: It was filed before, by somebody else.
            NotReady: Nothing is taken here.
        """
        desks = self._entrance.desks
        filing = await asyncio.to_thread(_filing, desks, sent)
        if seal(filing, desks.work.links) != seen:
            raise Differs(_OTHERS)
        filed = await desks.reporter.file(filing, submission=submission)
        if _whose(filed.case.reporter) != _whose(sent.reporter):
            raise NoEntry
        self._entrance.office.courier.wake()
        return filed


def seal(filing: Filing, links: Links) -> str:
    """Return what tells whether something goes to the same people, for the same reasons; it gives nothing away."""
    recipients = [f"{links.tag(one.person.key)} {one.step} {one.because}" for one in filing.plan.recipients]
    return sha256("\n".join(recipients).encode()).hexdigest()[:32]


def _previewed(desks: Desks, sent: Submission) -> tuple[Preview, str]:
    filing = _filing(desks, sent)
    return desks.dialog.preview_of(filing), seal(filing, desks.work.links)


def _filing(desks: Desks, sent: Submission) -> Filing:
    if sent.unit is not None and sent.unit not in desks.staff.units(sent.org):
        raise BadRequest("This part of the organisation is not known here; choose one from the list, or none.")
    return desks.dialog.filing(sent)


def _whose(reporter: Reporter | None) -> tuple[bool, str | None]:
    """Return by what the press of a button is somebody's own: whether they have a name, and who is signed in."""
    return reporter is None, reporter.identity if reporter else None
