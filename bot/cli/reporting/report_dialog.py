"""The dialog of a report: what happened, what it is about, and then what every case is asked."""

from bot.cli.reporting.asking import Asker
from bot.cli.reporting.given import Given
from bot.cli.reporting.room import Room
from bot.cli.reporting.sending_dialog import SendingDialog
from bot.cli.reporting.understood import guess_line, show_danger, show_route
from bot.cli.terminal import show_answer
from handlers.forms.disclosure import DISCLOSURE, INTEREST
from handlers.forms.report import REPORT, WHAT
from handlers.report.messages import Understood
from handlers.request import BadRequest
from knowledge.report_records import ReportType

_WHAT = next(one for one in REPORT.fields if one.id == WHAT)
_INTEREST = next(one for one in DISCLOSURE.fields if one.id == INTEREST)
_ANOTHER = "Another: show me all of them"
_CALL = "Call first. What you report here is brought to people who may read it much later."


class ReportDialog:
    """Asks for a report, and hands over to the disclosure where it is about the reporter's own interest."""

    def __init__(self, asker: Asker, room: Room) -> None:
        """Keep where it asks, and what it asks with."""
        self._asker, self._room = asker, room

    def hold(self, given: Given, *, dry_run: bool) -> Given | None:
        """Ask for a report; return what is to be filed, or None where nothing is.

        Args:
            given: What options say already; what is asked is put there.
            dry_run: Whether to stop before it could be sent.

        Raises:
            BadRequest: What was given beforehand cannot be taken, nobody is left to receive it, or the input ended.
        """
        sending = SendingDialog(self._asker, self._room, given)
        sending.check()
        sending.tell_collection()
        read = self._told(given, sending)
        type_ = self._confirmed(given, read)
        if type_.handling == "disclosure":
            return self._disclosed(given, dry_run=dry_run)
        given.type, given.variant = type_.id, self._variant(given, type_)
        if not self._still_wanted(given):
            return None
        return given if sending.hold(dry_run=dry_run) else None

    def _told(self, given: Given, sending: SendingDialog) -> Understood:
        read = self._read(given) if WHAT in given.answers else self._asked(given, sending)
        given.danger = read.emergency
        if read.emergency:
            show_danger(read.number, self._asker.console)
            self._asker.say(_CALL)
        return read

    def _asked(self, given: Given, sending: SendingDialog) -> Understood:
        while True:
            given.answers[WHAT] = sending.form.ask(_WHAT)
            try:
                return self._read(given)
            except BadRequest as wrong:
                self._asker.say(str(wrong), "yellow")

    def _read(self, given: Given) -> Understood:
        if self._room.understanding is None:
            raise TypeError("a report is read before anything is asked about it")
        return self._room.understanding.handle(given.request())

    def _confirmed(self, given: Given, read: Understood) -> ReportType:
        if given.type is not None:
            return read.guess.type
        self._asker.step("What is it about?")
        self._asker.say("This is what it reads like. Which one is it? It is no finding, and decides whom it goes to.")
        guesses = [read.guess, *read.alternatives]
        place = self._asker.pick([*map(guess_line, guesses), _ANOTHER])
        return guesses[place].type if place < len(guesses) else self._any(given)

    def _any(self, given: Given) -> ReportType:
        types = self._room.dialog.types(given.role)
        return types[self._asker.pick([_line(one) for one in types])]

    def _variant(self, given: Given, type_: ReportType) -> str | None:
        routed = self._room.office.desks.reports.variants(given.org, type_.id)
        variants = [one for one in type_.variants if one.id in routed]
        if not variants or given.variant in [one.id for one in variants]:
            return given.variant if variants else None
        self._asker.step("Which of these is it?")
        return variants[self._asker.pick([f"{one.name}: {one.covers}" for one in variants])].id

    def _still_wanted(self, given: Given) -> bool:
        """Show whom it goes to; where an answer helps first, show that, and ask whether to file it."""
        read = self._read(given)
        if read.answer is None:
            show_route(read.route, self._asker.console)
            return True
        self._asker.step("What the guidelines say of it")
        show_answer(read.answer, self._asker.console)
        show_route(read.route, self._asker.console)
        return self._asker.yes("Do you want to file it here as well, so that they are told?")

    def _disclosed(self, given: Given, *, dry_run: bool) -> Given | None:
        self._asker.step(DISCLOSURE.title)
        self._asker.say(
            "Your own possible conflict of interest is disclosed, not reported: this goes on with that form."
        )
        self._asker.say(DISCLOSURE.lead)
        text = str(given.answers[WHAT])
        answers: dict[str, object] = {}
        if len(text) <= _INTEREST.limit:
            self._asker.say(f"What you wrote answers '{_INTEREST.label}'; you can change it before you send it.")
            answers[_INTEREST.id] = text
        now = Given(
            kind="disclosure",
            org=given.org,
            unit=given.unit,
            role=given.role,
            answers=answers,
            involved=given.involved,
            name=given.name,
            reach=given.reach,
        )
        return now if SendingDialog(self._asker, self._room, now).hold(dry_run=dry_run) else None


def _line(type_: ReportType) -> str:
    return f"{type_.name}: {type_.covers}"
