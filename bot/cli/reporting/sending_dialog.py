"""The end of both dialogs: the form, the name, who will see it, and whether it is sent."""

from bot.cli.reporting.asking import Asker
from bot.cli.reporting.filed import ANONYMOUS
from bot.cli.reporting.form_dialog import FormDialog
from bot.cli.reporting.form_options import by_option
from bot.cli.reporting.given import Given
from bot.cli.reporting.previewed import show_collection, show_preview
from bot.cli.reporting.recipients_dialog import RecipientsDialog
from bot.cli.reporting.room import Room
from bot.cli.reporting.understood import show_danger
from handlers.cases.filing import NOBODY_LEFT
from handlers.cases.involved import MAX_NAME
from handlers.forms.model import Answers, BadAnswers, Field, clean
from handlers.forms.report import DANGER, WHAT
from handlers.report.preview import Preview
from handlers.request import BadRequest

_SEND = "Send it? y (yes), n (no), or the number of an answer to change:"


class SendingDialog:
    """Asks what is left to say, shows who will see it, and asks whether to send it."""

    def __init__(self, asker: Asker, room: Room, given: Given) -> None:
        """Keep where it asks, what it asks with, and where answers go."""
        self._asker, self._room, self._given = asker, room, given
        self._form = FormDialog(
            asker,
            room.dialog.form(given.kind).with_number(room.number(given.org)),
            now=room.office.clock,
            zone=room.zone(given.org),
            answered=self._answered,
        )
        self._recipients = RecipientsDialog(asker, room.dialog, may_name=room.may_name)

    @property
    def form(self) -> FormDialog:
        """Asks the fields."""
        return self._form

    def hold(self, *, dry_run: bool) -> bool:
        """Ask all that is left; return whether to send it.

        Args:
            dry_run: Whether to stop before it could be sent.

        Raises:
            BadRequest: What was given beforehand cannot be taken, nobody is left to receive it, or the input ended.
        """
        self._form.fill(self._given.answers, self._known())
        self._name()
        while True:
            preview = self._recipients.ask(self._given)
            self._show(preview)
            if dry_run:
                return False
            decided = self._decide()
            if decided is not None:
                return decided

    def check(self) -> None:
        """Check what was given beforehand, before anything is asked.

        Raises:
            BadRequest: It cannot be taken; its option is named.
        """
        try:
            self._form.check(self._given.answers)
        except BadAnswers as wrong:
            raise by_option(wrong, text=WHAT) from None

    def tell_collection(self) -> None:
        """Say by what authority it is collected and for what, before anybody has written a word."""
        notice = self._room.office.desks.work.practice.rules(self._given.org).collection
        if notice:
            self._asker.step("Before you write")
            show_collection(notice, self._asker.console)

    def _answered(self, field: Field, value: object) -> None:
        """Say what to do at once where somebody is, or may be, in danger."""
        if field.id == DANGER and value in ("yes", "unsure"):
            show_danger(self._room.number(self._given.org), self._asker.console)

    def _name(self) -> None:
        given = self._given
        if not given.name:
            self._asker.step("Your name")
            self._asker.say(_without_name(given, self._room), "dim")
            self._asker.until_taken(lambda: self._named(self._asker.line("Name:")))
            ask = "How do you want to be reached? (Enter leaves it out):"
            given.reach = self._asker.until_taken(lambda: _short(self._asker.line(ask))) or None

    def _named(self, name: str) -> None:
        if not clean(name, lines=False):
            raise BadRequest(_without_name(self._given, self._room))
        self._given.name = _short(name)

    def _show(self, preview: Preview) -> None:
        self._asker.step("Before you send it")
        show_preview(preview, self._asker.console)
        if not preview.recipients:
            raise BadRequest(NOBODY_LEFT.format(call=preview.call))

    def _decide(self) -> bool | None:
        """Return whether to send it; None after something was changed."""
        self._asker.step("What you send")
        said = list(self._form.said(self._given.answers))
        for number, (field, text) in enumerate(said, 1):
            self._asker.say(f"{number}. {field.label} {text}")
        self._asker.say(f"Your name: {self._given.name}")
        return self._asker.until_taken(lambda: self._answer([field for field, _ in said]))

    def _answer(self, fields: list[Field]) -> bool | None:
        typed = self._asker.line(_SEND).casefold()
        if typed in ("y", "yes", "n", "no"):
            return typed.startswith("y")
        numbers = [str(number) for number in range(1, len(fields) + 1)]
        if typed not in numbers:
            raise BadRequest(f"Type y, n, or a number, 1 to {len(fields)}.")
        self._form.change(fields[numbers.index(typed)], self._given.answers, self._known())
        return None

    def _known(self) -> Answers:
        return {"type": self._given.type} if self._given.type else {}


def _short(text: str) -> str:
    if len(text) > MAX_NAME:
        raise BadRequest(f"At most {MAX_NAME} characters, please.")
    return text


def _without_name(given: Given, room: Room) -> str:
    if given.kind == "disclosure":
        return "A disclosure is made under your own name."
    return f"What you report here carries your name; to report without it, open {room.settings.page}{ANONYMOUS}."
