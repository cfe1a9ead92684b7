"""The course of a dialog: what is open is asked next, and one can go back a question."""

from collections.abc import Callable

from bot.cli.reporting.asking import FIRST, Asker, Back
from bot.cli.reporting.given import Given

Question = Callable[[], None]
"""Asks something, and puts the answer into what was given."""


class Course:
    """Asks the questions that are open, one after the other."""

    def __init__(self, asker: Asker, given: Given, *, follows: bool = False) -> None:
        """Begin one.

        Args:
            asker: Asks.
            given: Where answers go; going back takes them out again.
            follows: Whether something was asked before, to which one goes back from the first question.
        """
        self._asker, self._given, self._follows = asker, given, follows
        self._trail: list[Given] = []

    def run(self, open_: Callable[[], Question | None]) -> None:
        """Ask until nothing is open any more.

        Raises:
            Back: From the first question, where something was asked before.
            BadRequest: As the questions.
        """
        while (question := open_()) is not None:
            before, answered = self._given.copy(), self._asker.answered
            try:
                question()
            except Back:
                self._given.take(before)
                self.back()
            else:
                if self._asker.answered > answered:
                    self._trail.append(before)

    def back(self) -> None:
        """Go back to before the last answer.

        Raises:
            Back: There is none, but something was asked before.
        """
        if self._trail:
            self._given.take(self._trail.pop())
        elif self._follows:
            raise Back
        else:
            self._asker.say(FIRST, "yellow")

    def change(self, forget: Callable[[], None]) -> None:
        """Take an answer out, so that it is asked anew; going back from that leaves it as it was."""
        self._trail.append(self._given.copy())
        forget()
