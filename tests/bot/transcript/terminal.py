"""A terminal in this process: commands run in it as their entry point runs them, and somebody types."""

import io
import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from bot.app import app, main
from bot.cli.opening import Means

Line = str | tuple[str, ...]
"""What is typed: letter for letter, or the numbers of those in a list that are called so."""
Lines = Mapping[str, Sequence[Line]]
"""Title of a question -> what is typed below it, line by line; Enter where nothing is named."""

_RULE = re.compile(r"^(?P<title>\S.*?) ─+$", re.MULTILINE)
_FRAME = str.maketrans(dict.fromkeys("─│╭╮╰╯", " "))


class Typist:
    """A keyboard, at which somebody types an answer to whatever is asked on a screen."""

    def __init__(self, screen: io.StringIO, lines: Lines) -> None:
        """Keep where to read what is asked, and what is typed."""
        self._screen, self._lines = screen, lines
        self._typed: dict[int, int] = {}

    def isatty(self) -> bool:
        """Return that no terminal is behind it: one would be asked to hide what is typed."""
        return False

    def readline(self) -> str:
        """Return the next line."""
        shown = self._screen.getvalue()
        *_, asked = _RULE.finditer(shown)
        below, lines = shown[asked.end() :], self._lines.get(asked["title"], ())
        number = self._typed.get(asked.start(), 0)
        self._typed[asked.start()] = number + 1
        line = lines[number] if number < len(lines) else ""
        return f"{line if isinstance(line, str) else ','.join(_number(one, below) for one in line)}\n"


def _number(label: str, below: str) -> str:
    (*_, number) = re.findall(rf"^ *(\d+)\. {re.escape(label)}(?:: | \(| *$)", below, re.MULTILINE)
    return str(number)


def run(
    arguments: Sequence[str], typed: str | Lines, means: Means, folder: Path, environment: Mapping[str, str]
) -> str:
    """Run a command of `conduct`, and return what stands on the screen at the end, frames left out.

    Args:
        arguments: Of the command.
        typed: What is typed, or what to type below which question.
        means: What commands work with.
        folder: Where it runs.
        environment: Its settings.
    """
    screen = io.StringIO()
    keys = io.TextIOWrapper(io.BytesIO(typed.encode())) if isinstance(typed, str) else Typist(screen, typed)
    with pytest.MonkeyPatch.context() as here:
        for name in [one for one in os.environ if one.startswith("CONDUCT_")]:
            here.delenv(name)
        for name, value in {"COLUMNS": "5000", **environment}.items():
            here.setenv(name, value)
        here.chdir(folder)
        here.setattr(sys, "argv", ["conduct", *arguments])
        for name, stream in (("stdin", keys), ("stdout", screen), ("stderr", screen)):
            here.setattr(sys, name, stream)
        with pytest.raises(SystemExit):
            main(partial(app, obj=means))
    return screen.getvalue().translate(_FRAME)
