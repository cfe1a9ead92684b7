"""Who is involved, what applies, and whom the reporter chooses: asked before they see who will see it."""

from collections.abc import Iterator, Mapping
from functools import partial

from bot.cli.reporting import choosing
from bot.cli.reporting.asking import Asker
from bot.cli.reporting.course import Question
from bot.cli.reporting.given import Given
from bot.wording.previews import INVOLVED, INVOLVED_MEANS, YOUR_CHOICE, somebody, whether
from handlers.cases.involved import in_words
from handlers.cases.people import Involved
from handlers.report.dialog import Dialog, Named
from handlers.report.preview import Asked, Condition, Preview
from handlers.request import BadRequest


class RecipientsDialog:
    """Asks who must not see it, and who should."""

    def __init__(self, asker: Asker, dialog: Dialog, *, roles: Mapping[str, str], may_name: bool) -> None:
        """Keep what it works with.

        Args:
            asker: Asks.
            dialog: Knows whom there is.
            roles: How the roles are called; by id.
            may_name: Whether reporters may name somebody else.
        """
        self._asker, self._dialog, self._roles, self._may_name = asker, dialog, roles, may_name

    def open(self, given: Given) -> Question | None:
        """Return what asks for the first that is not said yet, or None.

        Raises:
            BadRequest: Something else that was given cannot be taken.
        """
        if given.involved is None:
            return partial(self._ask_involved, given)
        for condition in self.preview(given).conditions:
            if condition.step in given.conditions:
                given.applies[condition.step] = True
            elif condition.step not in given.applies:
                return partial(self._ask_condition, given, condition)
        offered = self._offered(given)
        self._take_options(given, offered)
        return next((partial(self._ask_choice, given, one) for one in offered if one.step not in given.chosen), None)

    def said(self, given: Given) -> Iterator[tuple[str, str, Question]]:
        """Yield what was said of who sees it: what it is, the answer, and what takes that out again."""
        out = in_words(given.involved or Involved(), self._roles)
        yield "Involved, and kept out:", ", ".join(out) or "nobody", partial(_forget_involved, given)
        for one in self.preview(given).conditions:
            applies = "Yes" if given.applies.get(one.step) else "No"
            yield whether(one), applies, partial(_forget_condition, given, one.step)
        for choice in self._offered(given):
            yield "Whom you choose:", _chosen(given, choice), partial(_forget_choice, given, choice.step)

    def preview(self, given: Given) -> Preview:
        """Return who will see it.

        Raises:
            BadRequest: Something that was given cannot be taken.
        """
        return self._dialog.preview(given.submission())

    def _offered(self, given: Given) -> tuple[Asked, ...]:
        return choosing.choices(self.preview(given), may_name=self._may_name)

    def _ask_involved(self, given: Given) -> None:
        self._asker.step(INVOLVED)
        self._asker.say(INVOLVED_MEANS, "dim")
        concerned = list(_concerned(self.preview(given)))
        self._asker.until_taken(lambda: self._involve(given, concerned))

    def _involve(self, given: Given, concerned: list[tuple[str, str, str]]) -> None:
        labels = [label for label, _, _ in concerned]
        picked, typed = self._asker.in_turn(
            lambda: self._asker.pick_some(labels, "Numbers of those who are, parted by commas (Enter for nobody):"),
            lambda some: (
                some,
                self._asker.line("Names of others who are, parted by semicolons (Enter for nobody):"),
            ),
        )
        names = [name for place in picked if (name := concerned[place][1])]
        roles = [role for place in picked if (role := concerned[place][2])]
        given.involved = Involved(names=(*names, *(one for one in typed.split(";") if one.strip())), roles=tuple(roles))
        try:
            self.preview(given)
        except BadRequest:
            given.involved = None
            raise

    def _ask_condition(self, given: Given, one: Condition) -> None:
        self._asker.step("Does this apply?")
        given.applies[one.step] = self._asker.yes(whether(one))

    def _take_options(self, given: Given, offered: tuple[Asked, ...]) -> None:
        """Take up whom options choose; one that cannot be taken is told, and asked for instead."""
        try:
            given.chosen = {**choosing.chosen(given.to, offered), **given.chosen}
            self.preview(given)
        except BadRequest as wrong:
            self._asker.say(str(wrong), "yellow")
            given.to, given.chosen = (), {}

    def _ask_choice(self, given: Given, choice: Asked) -> None:
        self._asker.step("Whom do you choose?")
        self._asker.until_taken(partial(self._choose, given, choice))

    def _choose(self, given: Given, choice: Asked) -> None:
        self._asker.say(YOUR_CHOICE, "dim")
        ways = list(_ways(choice))
        given.chosen[choice.step] = self._asker.in_turn(
            lambda: ways[self._asker.pick([label for label, _ in ways])][1], self._one
        )
        try:
            self.preview(given)
        except BadRequest:
            del given.chosen[choice.step]
            raise

    def _one(self, way: Named | str | None) -> Named | None:
        return self._named(way) if isinstance(way, str) else way

    def _named(self, contact: str) -> Named:
        return self._asker.in_turn(
            lambda: self._asker.line("Their name:"),
            lambda name: Named(contact=contact, name=name, mail=self._asker.line("Their work mail:")),
        )


def _ways(choice: Asked) -> Iterator[tuple[str, Named | str | None]]:
    """Yield what a reporter may choose: somebody who is known, a contact for whom they name somebody, or nobody."""
    for one in choice.people:
        yield somebody(one.name, one.role), Named(contact=one.contact, tag=one.tag)
    for contact, role in choice.may_name.items():
        yield f"{role}: somebody whom I name", contact
    yield "Nobody", None


def _chosen(given: Given, choice: Asked) -> str:
    """Return whom the reporter chose, by name and role."""
    named = given.chosen.get(choice.step)
    if named is None:
        return "nobody"
    known = next((one for one in choice.people if one.tag == named.tag), None)
    return somebody(known.name, known.role) if known else somebody(named.name, choice.may_name[named.contact])


def _forget_involved(given: Given) -> None:
    """Take out who is involved, and whom they chose: it may be one of those."""
    given.involved, given.chosen = None, {}


def _forget_condition(given: Given, step: int) -> None:
    given.applies.pop(step, None)
    given.conditions -= {step}


def _forget_choice(given: Given, step: int) -> None:
    given.chosen.pop(step, None)
    given.to = ()  # those of the other steps are chosen by now


def _concerned(before: Preview) -> Iterator[tuple[str, str, str]]:
    """Yield whom to ask about: a label, and a name or the id of a role."""
    known = before.concerned
    for people, roles in ((known.said, known.said_roles), (known.others, known.other_roles)):
        for one in people:
            yield somebody(one.name, one.who), one.name, ""
        for role, name in roles.items():
            yield name, "", role
