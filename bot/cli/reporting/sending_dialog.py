"""The end of both dialogs: the form, the name, who will see it, and whether it is sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import partial

from bot.cli.reporting.asking import Asker, Back
from bot.cli.reporting.course import Course, Question
from bot.cli.reporting.form_dialog import FormDialog
from bot.cli.reporting.form_options import by_option
from bot.cli.reporting.given import Given
from bot.cli.reporting.previewed import show_collection, show_preview
from bot.cli.reporting.recipients_dialog import RecipientsDialog
from bot.cli.reporting.room import Room
from bot.cli.reporting.understood import show_danger, show_route
from bot.paths import ANONYMOUS
from bot.wording.previews import BEFORE_YOU_WRITE
from bot.wording.reports import which
from handlers.cases.filing import NOBODY_LEFT
from handlers.cases.involved import MAX_NAME
from handlers.cases.showing import role_names
from handlers.forms.model import Answers, BadAnswers, Field, clean
from handlers.forms.report import DANGER, WHAT
from handlers.report.preview import Preview
from handlers.request import BadRequest

_SEND = "Send it? y (yes), n (no), or the number of an answer to change:"
_NOTHING = "nothing (left out)"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What was answered.

    Attributes:
        label: What was asked.
        text: The answer, in words.
        forget: Takes it out, so that it is asked anew.
    """

    label: str
    text: str = dataclass_field(repr=False)
    forget: Question


class SendingDialog:
    """Asks what is left to say, shows who will see it, and asks whether to send it."""

    def __init__(self, asker: Asker, room: Room, given: Given, *, follows: bool = False) -> None:
        """Keep where it asks, what it asks with, and where answers go.

        Args:
            asker: Asks.
            room: What it asks with.
            given: Where answers go.
            follows: Whether something was asked before (`Course`).
        """
        self._asker, self._room, self._given = asker, room, given
        self.course = Course(asker, given, follows=follows)
        self._form = FormDialog(
            asker,
            room.dialog.form(given.kind).with_number(room.number(given.org)),
            now=room.office.clock,
            zone=room.zone(given.org),
            answered=self._answered,
        )
        roles = role_names(room.office.desks.library, given.org)
        self._recipients = RecipientsDialog(asker, room.dialog, roles=roles, may_name=room.may_name)

    @property
    def form(self) -> FormDialog:
        """Asks the fields."""
        return self._form

    def hold(self, *, dry_run: bool) -> bool:
        """Ask all that is left; return whether to send it.

        Args:
            dry_run: Whether to stop before it could be sent.

        Raises:
            Back: From the first question, where something was asked before.
            BadRequest: What was given beforehand cannot be taken, nobody is left to receive it, or the input ended.
        """
        while True:
            self.course.run(self.open)
            decided = self.reviewed(dry_run=dry_run)
            if decided is not None:
                return decided

    def open(self) -> Question | None:
        """Return what asks for the first that is not said yet, or None.

        Raises:
            BadRequest: Something that was given beforehand cannot be taken.
        """
        given = self._given
        field = self._form.open(given.answers, self._known())
        if field:
            return partial(self._form.answer, field, given.answers, self._known())
        if not given.name:
            return self._ask_name
        return self._recipients.open(given) if given.asked_reach else self._ask_reach

    def reviewed(self, *, dry_run: bool) -> bool | None:
        """Show who will see it and all that was said; return whether to send it, or None after something was taken out.

        Raises:
            BadRequest: Nobody is left to receive it, or the input ended.
        """
        self._show(self._recipients.preview(self._given))
        return False if dry_run else self._decide()

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
            self._asker.heading(BEFORE_YOU_WRITE)
            show_collection(notice, self._asker.console)

    def tell_route(self) -> None:
        """Say what the texts ask of whoever discloses something: whom to tell, and by when."""
        given, reports = self._given, self._room.office.desks.reports
        disclosed = [one.id for one in self._room.dialog.types(given.role) if one.handling == "disclosure"]
        for route in filter(None, (reports.route(given.org, one, given.role, None) for one in disclosed)):
            show_route(self._room.steps(route, given.unit), self._asker.console)

    def _answered(self, field: Field, value: object) -> None:
        """Say what to do at once where somebody is, or may be, in danger."""
        if field.id == DANGER and value in ("yes", "unsure"):
            show_danger(self._room.number(self._given.org), self._asker.console)

    def _ask_name(self) -> None:
        self._asker.step("Your name")
        self._asker.say(_without_name(self._given, self._room), "dim")
        self._asker.until_taken(lambda: self._named(self._asker.line("Name:")))

    def _ask_reach(self) -> None:
        ask = "How do you want to be reached? (Enter leaves it out):"
        self._given.reach = self._asker.until_taken(lambda: _short(self._asker.line(ask))) or None
        self._given.asked_reach = True

    def _named(self, name: str) -> None:
        if not clean(name, lines=False):
            raise BadRequest(_without_name(self._given, self._room))
        self._given.name = _short(name)

    def _show(self, preview: Preview) -> None:
        self._asker.step("Before you send it", loud=True)
        show_preview(preview, self._asker.console)
        if not preview.recipients:
            raise BadRequest(NOBODY_LEFT.format(call=preview.call))

    def _decide(self) -> bool | None:
        """Return whether to send it; None after something was taken out."""
        self._asker.step("What you send")
        said = list(self._said())
        for number, one in enumerate(said, 1):
            self._asker.say(f"{number}. {one.label} {one.text}")
        try:
            return self._asker.until_taken(lambda: self._answer(said))
        except Back:
            self.course.back()
            return None

    def _said(self) -> Iterator[_Said]:
        given = self._given
        for field, text in self._form.said(given.answers, self._known()):
            yield _Said(label=field.label, text=text, forget=partial(given.forget_answer, field.id))
        if given.type:
            yield _Said(label="What it is about:", text=self._about(given.type), forget=given.forget_type)
        yield _Said(label="Your name:", text=given.name, forget=given.forget_name)
        yield _Said(label="How you want to be reached:", text=given.reach or _NOTHING, forget=given.forget_reach)
        for label, text, forget in self._recipients.said(given):
            yield _Said(label=label, text=text, forget=forget)

    def _about(self, type_: str) -> str:
        known = next(one for one in self._room.dialog.types(self._given.role) if one.id == type_)
        return which(known, self._given.variant)

    def _answer(self, said: list[_Said]) -> bool | None:
        typed = self._asker.line(_SEND).casefold()
        if typed in ("y", "yes", "n", "no"):
            return typed.startswith("y")
        numbers = [str(number) for number in range(1, len(said) + 1)]
        if typed not in numbers:
            raise BadRequest(f"Type y, n, or a number, 1 to {len(said)}.")
        self.course.change(said[numbers.index(typed)].forget)
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
