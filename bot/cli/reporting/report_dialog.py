"""The dialog of a report: what happened, what it is about, and then what every case is asked."""

from functools import partial

from bot.cli.reporting.asking import Asker, Back
from bot.cli.reporting.course import Question
from bot.cli.reporting.given import Given
from bot.cli.reporting.room import Room
from bot.cli.reporting.sending_dialog import SendingDialog
from bot.cli.reporting.understood import show_danger, show_route
from bot.cli.terminal import show_answer
from bot.wording import reports
from handlers.forms.disclosure import DISCLOSURE, INTEREST
from handlers.forms.report import DANGER, REPORT, WHAT
from handlers.report.messages import Guess, Understood
from handlers.request import BadRequest
from knowledge.report_records import ReportType, Variant

_WHAT = next(one for one in REPORT.fields if one.id == WHAT)
_INTEREST = next(one for one in DISCLOSURE.fields if one.id == INTEREST)


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
        self._asker.call_first()
        sending.tell_collection()
        if WHAT in given.answers:
            self._tell_danger(given)
        while True:
            sending.course.run(partial(self._open, given, sending))
            if given.wanted is False:
                return None
            if self._is_disclosed(given):
                try:
                    return self._disclosed(given, dry_run=dry_run)
                except Back:
                    sending.course.back()
                    continue
            decided = sending.reviewed(dry_run=dry_run)
            if decided is not None:
                return given if decided else None

    def _open(self, given: Given, sending: SendingDialog) -> Question | None:
        """Return what asks for the first that is not said yet: what happened and what it is about, before the rest."""
        if WHAT not in given.answers:
            return partial(self._ask_what, given, sending)
        if given.type is None:
            return partial(self._ask_type, given)
        variants = self._variants(given)
        if self._is_disclosed(given) or given.wanted is False:
            return None
        if variants and given.variant not in [one.id for one in variants]:
            return partial(self._ask_variant, given, variants)
        return sending.open() if given.wanted else partial(self._ask_wanted, given)

    def _ask_what(self, given: Given, sending: SendingDialog) -> None:
        while True:
            given.answers[WHAT] = sending.form.ask(_WHAT)
            try:
                self._tell_danger(given)
            except BadRequest as wrong:
                self._asker.say(str(wrong), "yellow")
            else:
                return

    def _tell_danger(self, given: Given) -> None:
        read = self._read(given)
        if read.emergency and not given.danger and given.wanted:  # that nobody is was said of other words
            given.forget_answer(DANGER)
        given.danger = read.emergency
        if read.emergency:
            show_danger(read.number, self._asker.console)
            self._asker.say(reports.CALL_FIRST)

    def _read(self, given: Given) -> Understood:
        if self._room.understanding is None:
            raise TypeError("a report is read before anything is asked about it")
        return self._room.understanding.handle(given.request())

    def _ask_type(self, given: Given) -> None:
        self._asker.step("What is it about?")
        read = self._read(given)
        guesses = [read.guess, *read.alternatives] if read.is_told else []
        self._asker.say(f"{reports.READS_LIKE if guesses else reports.READS_LIKE_NOTHING} {reports.NO_FINDING}")
        given.type = (self._among(given, guesses) if guesses else self._any(given)).id
        given.variant = given.variant if self._variants(given) else None

    def _among(self, given: Given, guesses: list[Guess]) -> ReportType:
        """Return the type that was picked among guesses, or among all."""
        return self._asker.in_turn(
            lambda: self._asker.pick([*(reports.sort(one.type) for one in guesses), reports.ANOTHER]),
            lambda place: guesses[place].type if place < len(guesses) else self._any(given),
        )

    def _any(self, given: Given) -> ReportType:
        types = self._room.dialog.types(given.role)
        return types[self._asker.pick([reports.sort(one) for one in types])]

    def _type(self, given: Given) -> ReportType:
        return next(one for one in self._room.dialog.types(given.role) if one.id == given.type)

    def _is_disclosed(self, given: Given) -> bool:
        """Tell whether it is about the reporter's own interest."""
        return given.type is not None and self._type(given).handling == "disclosure"

    def _variants(self, given: Given) -> list[Variant]:
        """Return those of the type that the organisation routes apart."""
        routed = self._room.office.desks.reports.variants(given.org, given.type or "")
        return [one for one in self._type(given).variants if one.id in routed]

    def _ask_variant(self, given: Given, variants: list[Variant]) -> None:
        self._asker.step(reports.WHICH)
        given.variant = variants[self._asker.pick([reports.sort(one) for one in variants])].id

    def _ask_wanted(self, given: Given) -> None:
        """Show whom it goes to; where an answer helps first, show that, and ask whether to file it."""
        read = self._read(given)
        if read.answer is None:
            show_route(read.route, self._asker.console)
            given.wanted = True
            return
        self._asker.step("What the guidelines say of it")
        show_answer(read.answer, self._asker.console)
        show_route(read.route, self._asker.console)
        given.wanted = self._asker.yes("Do you want to file it here as well, so that they are told?")

    def _disclosed(self, given: Given, *, dry_run: bool) -> Given | None:
        self._asker.heading(DISCLOSURE.title)
        self._asker.say(reports.DISCLOSED_NOT_REPORTED)
        self._asker.say(DISCLOSURE.lead)
        text = str(given.answers[WHAT])
        answers: dict[str, object] = {}
        if len(text) <= _INTEREST.limit:
            self._asker.say(reports.answers(_INTEREST.label))
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
            asked_reach=given.asked_reach,
        )
        sending = SendingDialog(self._asker, self._room, now, follows=self._asker.answered > 0)
        sending.tell_route()
        return now if sending.hold(dry_run=dry_run) else None
