"""Questions in a terminal: each is asked again until its answer can be taken."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TypeVar

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.terminal import harmless
from handlers.emergency import emergency_text
from handlers.request import BadRequest

T = TypeVar("T")
S = TypeVar("S")

BACK = "<"
"""What is typed in place of an answer to go back a question."""

FIRST = "This is the first question."

END = "."
"""A line that ends a text of several lines; a blank one would not do, for people paste paragraphs."""

_INDENT = (0, 0, 0, 2)
_YES = {"y": True, "yes": True, "n": False, "no": False}


NOTHING = "Nothing was sent or kept."


@contextmanager
def says_nothing_was_sent(console: Console) -> Iterator[None]:
    """Say so to whoever interrupts what they do in here."""
    try:
        yield
    except KeyboardInterrupt:
        console.print(Text(f"\n{NOTHING}"))
        raise


class Ended(BadRequest):
    """The input ended before everything was answered."""

    def __init__(self) -> None:
        """Say what became of it."""
        super().__init__("The input ended before everything was answered; nothing was sent or kept.")


class Back(Exception):
    """Whoever is asked wants to go back a question."""


class Asker:
    """Asks, step by step. Every step says whom to call in danger: loud at first, and in a quiet line after that.

    Attributes:
        console: Where it asks.
        answered: How many lines were typed so far.
    """

    def __init__(self, console: Console, number: str) -> None:
        """Keep where it asks, and the emergency number; what is not UTF-8 shall not end the dialog."""
        self.console = console
        self.answered = 0
        self._number = number
        if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors != "replace":  # once: not after the first line
            sys.stdin.reconfigure(errors="replace")

    def call_first(self) -> None:
        """Say in full whom to call in danger: before anything else, also before what is only told."""
        self.console.print(Text(emergency_text(self._number), style="red"))

    def step(self, title: str, *, loud: bool = False) -> None:
        """Begin a step; until something was answered, and where it is to be loud, it says in full whom to call."""
        self.heading(title)
        if loud or not self.answered:
            self.call_first()
        else:
            self.console.print(Text(f"In danger: call {self._number}. {BACK} goes back a question.", style="dim"))

    def heading(self, title: str) -> None:
        """Begin what is only told; the question comes after it."""
        self.console.print()
        self.console.rule(Text(title, style="bold"), align="left")

    def say(self, text: str, style: str = "") -> None:
        """Print a paragraph."""
        self.console.print(Text(harmless(text), style=style))

    def line(self, prompt: str = ">") -> str:
        """Return a line, its ends trimmed.

        Raises:
            Back: That was typed.
            Ended: There are no more lines.
        """
        typed = self._typed(prompt)
        if typed == BACK:
            raise Back
        return typed

    def lines(self) -> str:
        """Return a text of several lines; nothing where the first one is empty.

        Raises:
            Back: That was typed as the first line; after that it belongs to the text.
            Ended: There are no more lines.
        """
        found: list[str] = []
        while (line := self._typed() if found else self.line()) != END and (line or found):
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

    def first(self, ask: Callable[[], T]) -> T:
        """Return the answer to a question before which there is none."""
        while True:
            try:
                return ask()
            except Back:
                self.say(FIRST, "yellow")

    def in_turn(self, first: Callable[[], S], then: Callable[[S], T]) -> T:
        """Return the answer to a question that follows another; whoever goes back from it is asked the other again."""
        while True:
            answer = first()
            try:
                return then(answer)
            except Back:
                continue

    def _typed(self, prompt: str = ">") -> str:
        try:
            typed = self.console.input(Text(f"{harmless(prompt)} ", style="bold")).strip()
        except EOFError:
            raise Ended from None
        self.answered += 1
        return typed

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
