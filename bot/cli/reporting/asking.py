"""Questions in a terminal: each is asked again until its answer can be taken."""

import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.terminal import harmless
from handlers.emergency import emergency_text
from handlers.request import BadRequest

T = TypeVar("T")

END = "."
"""A line that ends a text of several lines; a blank one would not do, for people paste paragraphs."""

_INDENT = (0, 0, 0, 2)
_YES = {"y": True, "yes": True, "n": False, "no": False}


class Ended(BadRequest):
    """The input ended before everything was answered."""

    def __init__(self) -> None:
        """Say what became of it."""
        super().__init__("The input ended before everything was answered; nothing was sent or kept.")


class Asker:
    """Asks, step by step. Every step says whom to call in danger."""

    def __init__(self, console: Console, number: str) -> None:
        """Keep where it asks, and the emergency number; what is not UTF-8 shall not end the dialog."""
        self.console = console
        self._number = number
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")

    def step(self, title: str) -> None:
        """Begin a step."""
        self.console.print()
        self.console.rule(Text(title, style="bold"), align="left")
        self.console.print(Text(emergency_text(self._number), style="red"))

    def say(self, text: str, style: str = "") -> None:
        """Print a paragraph."""
        self.console.print(Text(harmless(text), style=style))

    def line(self, prompt: str = ">") -> str:
        """Return a line, its ends trimmed.

        Raises:
            Ended: There are no more lines.
        """
        try:
            return self.console.input(Text(f"{harmless(prompt)} ", style="bold")).strip()
        except EOFError:
            raise Ended from None

    def lines(self) -> str:
        """Return a text of several lines; nothing where the first one is empty.

        Raises:
            Ended: There are no more lines.
        """
        found: list[str] = []
        while (line := self.line()) != END and (line or found):
            found.append(line)
        return "\n".join(found)

    def pick(self, options: Sequence[str], prompt: str = "Number:") -> int:
        """Return the place of the one that was chosen, counted from 0; none is chosen beforehand."""
        self._list(options)
        return self.until_taken(lambda: _place(self.line(prompt), len(options)))

    def pick_or_skip(self, options: Sequence[str], prompt: str = "Number:") -> int | None:
        """Return the place of the one that was chosen, or None where the question is left out."""
        self._list(options)

        def ask() -> int | None:
            typed = self.line(prompt)
            return _place(typed, len(options)) if typed else None

        return self.until_taken(ask)

    def pick_some(self, options: Sequence[str], prompt: str) -> list[int]:
        """Return the places of those that were chosen, counted from 0; perhaps none."""
        self._list(options)
        return self.until_taken(lambda: [_place(one, len(options)) for one in _parts(self.line(prompt))])

    def yes(self, question: str) -> bool:
        """Return whether the answer is yes; neither is taken for granted."""
        while (answer := self.line(f"{question} [y/n]").casefold()) not in _YES:
            self.say("Type y for yes or n for no.", "yellow")
        return _YES[answer]

    def until_taken(self, ask: Callable[[], T]) -> T:
        """Return an answer; where it cannot be taken, say why and ask again.

        Raises:
            Ended: There are no more lines.
        """
        while True:
            try:
                return ask()
            except Ended:
                raise
            except BadRequest as wrong:
                self.say(str(wrong), "yellow")

    def _list(self, options: Sequence[str]) -> None:
        for number, one in enumerate(options, 1):
            self.console.print(Padding(Text(f"{number}. {harmless(one)}"), _INDENT))


def _parts(typed: str) -> list[str]:
    return typed.replace(",", " ").split()


def _place(typed: str, count: int) -> int:
    numbers = [str(number) for number in range(1, count + 1)]
    if typed.rstrip(".") not in numbers:
        raise BadRequest(f"Type one of the numbers, 1 to {count}." if count > 1 else "Type the number 1.")
    return numbers.index(typed.rstrip("."))
