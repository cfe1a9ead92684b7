"""The other half of the wiring: settings and texts -> everything that takes, keeps and brings cases."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Protocol

from bot.changes import Stamp, stamp
from bot.delivery.courier import Courier
from bot.delivery.here import HereSender
from bot.delivery.mail import MailSender, MailServer
from bot.delivery.pace import Pace
from bot.delivery.sender import Sender
from bot.delivery.webhook import WebhookSender
from bot.deployment.check import check_start
from bot.deployment.contacts_file import FileDeployment
from bot.deployment.practice import FilePractice, check_practice
from bot.deployment.staff import Roster, staff_for
from bot.settings import PREFIX, Settings, SettingsError
from bot.storage import keys
from bot.storage.cases import SqlCaseStore
from bot.storage.form_drafts import SqlFormDrafts
from bot.storage.keys import Keyring
from bot.storage.notes import SqlNotes
from bot.storage.outbox import SqlOutbox
from bot.wiring import Assistant, database, directory, emergency
from handlers.cases.clocks import Clock, now_utc
from handlers.cases.events import Notice, NoticeKind
from handlers.cases.links import Links
from handlers.cases.notices import Naming
from handlers.cases.people import WayKind
from handlers.cases.recipients import Planner
from handlers.cases.records_desk import RecordsDesk
from handlers.cases.reporter_desk import ReporterDesk
from handlers.cases.watch import Watch
from handlers.cases.work import Work
from handlers.contacts import Directory
from handlers.report.dialog import Dialog
from handlers.report.routing import Routing
from knowledge import reports as knowledge_reports
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.reports import Reports


class _ChatSender(Sender, Protocol):
    """Takes notices, on connections that are kept."""

    async def close(self) -> None:
        """Close them."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Desks:
    """What is done with cases, by the texts and the deployment of one moment.

    Attributes:
        library: The texts.
        reports: Types and routes.
        staff: Who fills the roles.
        contacts: How employees reach contacts.
    """

    library: Library
    reports: Reports
    staff: Roster
    contacts: Directory
    work: Work
    dialog: Dialog
    reporter: ReporterDesk
    records: RecordsDesk
    watch: Watch


class Office:
    """Takes, keeps and brings cases. Its desks stay in use until others are made that fit."""

    def __init__(self, assistant: Assistant, *, clock: Clock = now_utc, pace: Pace | None = None) -> None:
        """Open nothing yet but the keys.

        Args:
            assistant: Has the texts.
            clock: Tells the time.
            pace: How often to try to deliver; by default as the courier has it.

        Raises:
            KnowledgeError: Types or routes are broken or missing, or the contacts file or the case rules are broken.
            SettingsError: What a service that others reach needs to take reports, or to bring them, is not set.
            StorageUnusable: The keys or the database's address cannot be used.
        """
        self.settings = assistant.settings
        self._assistant = assistant
        self._clock = clock
        self.database = database(self.settings)
        self.keyring = keyring(self.settings)
        self.store = SqlCaseStore(self.database, self.keyring)
        self.outbox = SqlOutbox(self.database, self.keyring)
        self.form_drafts = SqlFormDrafts(self.database, self.keyring)
        self._making = Lock()
        self._tried, self._files = assistant.library, self._files_now()
        self._desks = self._made()
        self._slack = self._slack_sender() if self.settings.has_slack else None
        self.courier = Courier(self.outbox, self._senders(), self, clock=clock, pace=pace)

    @property
    def clock(self) -> Clock:
        """What tells the time."""
        return self._clock

    @property
    def desks(self) -> Desks:
        """The desks, by the texts and files that were last taken up."""
        return self._desks

    def refresh(self) -> bool:
        """Take up new texts, and files that were changed, where there are any; return whether there were.

        What is refused leaves in use what was made before, and is not tried again until something changes. It reads
        files: for a thread of its own.

        Raises:
            KnowledgeError, SettingsError: As `__init__`.
        """
        with self._making:
            library, files = self._assistant.library, self._files_now()
            if library is self._tried and files == self._files:
                return False
            self._tried, self._files = library, files
            self._desks = self._made()
            return True

    async def look_after(self) -> int:
        """See `Watch.look_after`."""
        return await self._desks.watch.look_after()

    async def was_delivered(self, id_: str, to: str | None, kind: NoticeKind) -> None:
        """See `Watch.was_delivered`."""
        await self._desks.watch.was_delivered(id_, to, kind)

    async def was_not_delivered(self, id_: str, to: str | None, kind: NoticeKind) -> None:
        """See `Watch.was_not_delivered`."""
        await self._desks.watch.was_not_delivered(id_, to, kind)

    async def may_be_sent(self, id_: str, notice: Notice) -> bool:
        """See `Watch.may_be_sent`."""
        return await self._desks.watch.may_be_sent(id_, notice)

    async def close(self) -> None:
        """Close the database, and what is connected."""
        if self._slack is not None:
            await self._slack.close()
        await self.database.close()

    def _senders(self) -> Mapping[WayKind, Sender]:
        return senders(self.settings) if self._slack is None else {**senders(self.settings), "slack": self._slack}

    def _slack_sender(self) -> _ChatSender:
        from bot.chat import slack_sender  # what Slack needs is slow to import, and not every deployment has it

        notes = SqlNotes(self.database, self.keyring)
        return slack_sender(self.settings, notes, lambda: self.desks, self._clock)

    def _files_now(self) -> Stamp:
        return stamp(self.settings.contacts, self.settings.case_rules)

    def _made(self) -> Desks:
        library, settings = self._tried, self.settings
        reports = knowledge_reports.load(library)
        if reports is None:
            raise KnowledgeError(library.folder / "reports", "holds no types.yaml; without it no report is taken")
        deployment = FileDeployment(settings.contacts, library) if settings.contacts else None
        staff = staff_for(deployment, library.organisations, is_local=settings.is_local)
        practice = FilePractice(settings.case_rules, library)
        if not settings.is_local:
            _check_start(reports, staff, practice, settings)
        work = Work(
            store=self.store,
            links=Links(self.keyring.subkey("links"), partial(self.keyring.signing, "links")),
            staff=staff,
            planner=Planner(library, staff),
            practice=practice,
            reports=reports,
            naming=Naming(types=reports.types, emergency=emergency(settings, library)),
            clock=self._clock,
        )
        contacts = directory(settings, library)
        routing = Routing(library, reports, contacts)
        return Desks(
            library=library,
            reports=reports,
            staff=staff,
            contacts=contacts,
            work=work,
            dialog=Dialog(library, work, routing, staff_domains=settings.staff_domains),
            reporter=ReporterDesk(work),
            records=RecordsDesk(work),
            watch=Watch(work),
        )


def keyring(settings: Settings) -> Keyring:
    """Return the keys; in local use, a file of them is made where there is none.

    Raises:
        StorageUnusable: There are none, or they cannot be used.
    """
    path = key_file(settings)
    if settings.is_local and settings.key_file is None and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        keys.new_file(path)
    return Keyring(path)


def key_file(settings: Settings) -> Path:
    """Return the file of the keys."""
    return settings.key_file or settings.var / "keys.json"


def senders(settings: Settings) -> Mapping[WayKind, Sender]:
    """Return what brings notices, by the kind of way but Slack's; what is not set up is not among them."""
    page, found = settings.page, dict[WayKind, Sender]({"here": HereSender()})
    if "mail" in settings.ways:
        found["mail"] = MailSender(_mail_server(settings), page=page)
    if settings.webhook_secret:
        found["webhook"] = WebhookSender(settings.webhook_secret, page=page)
    return found


def _mail_server(settings: Settings) -> MailServer:
    try:
        return MailServer(
            host=settings.smtp_host or "",
            port=settings.smtp_port,
            security="plain" if settings.smtp_security == "none" else settings.smtp_security,
            sender=settings.mail_from or "",
            username=settings.smtp_user,
            password=settings.smtp_password,
        )
    except ValueError as error:
        raise SettingsError(f"{PREFIX}SMTP_HOST: {error}") from None


def _check_start(reports: Reports, staff: Roster, practice: FilePractice, settings: Settings) -> None:
    """Refuse to take reports that might be lost; those of organisations for which nobody is named are not taken."""
    named = {organisation for organisation, _, _ in staff.places}
    taken = replace(reports, routes=tuple(one for one in reports.routes if one.organisation in named))
    started = check_start(taken, staff, ways=settings.ways, staff_domains=settings.staff_domains)
    problems = [*started, *check_practice(taken, practice)]
    if not taken.routes:
        problems = ["nobody is named who receives reports; give each organisation an intake and an independent one"]
    if problems:
        raise SettingsError(f"{PREFIX}CONTACTS, {PREFIX}CASE_RULES: reports cannot be taken: {'; '.join(problems)}")
