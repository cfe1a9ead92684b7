"""The command line in this process: arguments and typed lines in; exit code, output and errors out."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.app import app, main
from handlers.check.handler import CheckHandler
from knowledge.library import DEFAULT_FOLDER
from tests import alder_creek_screening
from tests.bot.cli.checks import SEEN, checker
from tests.bot.cli.town_hall import TownHall, town_hall
from tests.conftest import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str


Launch = Callable[..., Done]
Conduct = Callable[..., Done]


@pytest.fixture
def launch(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Launch:
    """Run a command for a place as its entry point does; by default, one of `conduct`."""

    def run(
        *arguments: str,
        place: Place,
        typed: str | bytes = "",
        command: Callable[..., object] = app,
        **environment: str,
    ) -> Done:
        own = {name: value for name, value in place.environment(**environment).items() if name.startswith("CONDUCT_")}
        for name in [one for one in os.environ if one.startswith("CONDUCT_")]:  # nothing that this machine has set
            monkeypatch.delenv(name)
        for name, value in {"COLUMNS": "200", **own, **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(place.var)
        content = typed if isinstance(typed, bytes) else typed.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))
        monkeypatch.setattr(sys, "argv", ["conduct", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(command)
        output = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        assert "Traceback" not in output.err
        return Done(code=ended.value.code, out=output.out, err=output.err)

    return run


@pytest.fixture(scope="module")
def handler(tmp_path_factory: pytest.TempPathFactory) -> CheckHandler:
    """What checks drafts by the rules of Alder Creek."""
    return checker(alder_creek_screening.write(tmp_path_factory.mktemp("alder-creek")), SEEN)


@pytest.fixture
def bare(tmp_path: Path) -> Place:
    """The product's texts, without an index: whatever reaches the assistant is told so."""
    (tmp_path / "var").mkdir()
    return Place(knowledge=DEFAULT_FOLDER, var=tmp_path / "var")


@pytest.fixture
def conduct(town: Place, launch: Launch) -> Conduct:
    """Run a command of `conduct` for the Town of Alder Creek, or another place."""

    def run(*arguments: str, place: Place = town, typed: str | bytes = "", **environment: str) -> Done:
        return launch(*arguments, place=place, typed=typed, **environment)

    return run


@pytest.fixture
def hall(tmp_path: Path, launch: Launch) -> TownHall:
    """The Town Hall of Alder Creek, which takes reports; nothing was filed there yet."""
    return town_hall(tmp_path, launch)


def refusal(done: Done) -> str:
    """Return the one line that a refused command says, without its beginning; it has printed nothing else."""
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("conduct: ")
    assert done.err.endswith("\n")
    assert done.err.count("\n") == 1
    return done.err.removeprefix("conduct: ").rstrip("\n")


def report_refusal(done: Done, number: str | None = None) -> str:
    """Return the same of a command that takes reports, which says first whom to call in danger."""
    first, _, rest = done.err.partition("\n")
    assert first in ([f"In danger? Call {number} now."] if number else ["In danger? Call 555-0911 now.", FALLBACK_LINE])
    return refusal(replace(done, err=rest))


FALLBACK_LINE = "In danger? Call 911 now."
"""Of an organisation that is not known, or whose number cannot be read."""
