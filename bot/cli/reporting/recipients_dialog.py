"""Who is involved, what applies, and whom the reporter chooses: asked before they see who will see it."""

from collections.abc import Iterator
from functools import partial

from bot.cli.reporting import choosing
from bot.cli.reporting.asking import Asker
from bot.cli.reporting.given import Given
from handlers.cases.people import Involved
from handlers.report.dialog import Dialog, Named
from handlers.report.preview import Asked, Preview
from handlers.request import BadRequest


class RecipientsDialog:
    """Asks who must not see it, and who should."""

    def __init__(self, asker: Asker, dialog: Dialog, *, may_name: bool) -> None:
        """Keep where it asks, what knows whom there is, and whether reporters may name somebody else."""
        self._asker, self._dialog, self._may_name = asker, dialog, may_name

    def ask(self, given: Given) -> Preview:
        """Ask for all that is not said yet, put it there, and return who will see it then.

        Raises:
            BadRequest: Something else that was given cannot be taken.
            Ended: The input ended.
        """
        if given.involved is None:
            self._asker.step("Is one of these people involved?")
            self._asker.say("Nothing of it goes to somebody who is, or to those who stand in for them.", "dim")
            concerned = list(_concerned(self._preview(given)))
            self._asker.until_taken(lambda: self._involve(given, concerned))
        self._conditions(given)
        offered = choosing.choices(self._preview(given), may_name=self._may_name)
        self._take_options(given, offered)
        for choice in offered:
            if choice.step not in given.chosen:
                self._asker.step("Whom do you choose?")
                self._asker.until_taken(partial(self._choose, given, choice))
        return self._preview(given)

    def _preview(self, given: Given) -> Preview:
        return self._dialog.preview(given.submission())

    def _involve(self, given: Given, concerned: list[tuple[str, str, str]]) -> None:
        labels = [label for label, _, _ in concerned]
        picked = self._asker.pick_some(labels, "Numbers of those who are, parted by commas (Enter for nobody):")
        typed = self._asker.line("Names of others who are, parted by semicolons (Enter for nobody):")
        names = [name for place in picked if (name := concerned[place][1])]
        roles = [role for place in picked if (role := concerned[place][2])]
        given.involved = Involved(names=(*names, *(one for one in typed.split(";") if one.strip())), roles=tuple(roles))
        try:
            self._preview(given)
        except BadRequest:
            given.involved = None
            raise

    def _conditions(self, given: Given) -> None:
        known = self._preview(given).conditions
        for one in known:
            if one.step in given.conditions:
                given.applies[one.step] = True
            elif one.step not in given.applies:
                self._asker.step("Does this apply?")
                who = ", ".join(one.contacts)
                given.applies[one.step] = self._asker.yes(f"{who} is to know too {one.when}. Does that apply?")

    def _take_options(self, given: Given, offered: tuple[Asked, ...]) -> None:
        """Take up whom options choose; one that cannot be taken is told, and asked for instead."""
        try:
            given.chosen = {**choosing.chosen(given.to, offered), **given.chosen}
            self._preview(given)
        except BadRequest as wrong:
            self._asker.say(str(wrong), "yellow")
            given.to, given.chosen = (), {}

    def _choose(self, given: Given, choice: Asked) -> None:
        self._asker.say("It is your choice; nobody is a choice too.", "dim")
        ways = list(_ways(choice))
        way = ways[self._asker.pick([label for label, _ in ways])][1]
        given.chosen[choice.step] = self._named(way) if isinstance(way, str) else way
        try:
            self._preview(given)
        except BadRequest:
            del given.chosen[choice.step]
            raise

    def _named(self, contact: str) -> Named:
        return Named(contact=contact, name=self._asker.line("Their name:"), mail=self._asker.line("Their work mail:"))


def _ways(choice: Asked) -> Iterator[tuple[str, Named | str | None]]:
    """Yield what a reporter may choose: somebody who is known, a contact for whom they name somebody, or nobody."""
    for one in choice.people:
        yield f"{one.name} ({one.role})", Named(contact=one.contact, tag=one.tag)
    for contact, role in choice.may_name.items():
        yield f"{role}: somebody whom I name", contact
    yield "Nobody", None


def _concerned(before: Preview) -> Iterator[tuple[str, str, str]]:
    """Yield whom to ask about: a label, and a name or the id of a role."""
    known = before.concerned
    for people, roles in ((known.said, known.said_roles), (known.others, known.other_roles)):
        for one in people:
            yield f"{one.name} ({one.who})" if one.who else one.name, one.name, ""
        for role, name in roles.items():
            yield name, "", role
