"""The entry point: errors as people read them, one line each, and exit codes."""

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from bot.app import main
from bot.cli.batch import BatchError
from bot.settings import SettingsError
from bot.storage.errors import StorageUnusable
from handlers.request import BadRequest
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError


def ending(result: object) -> Callable[..., object]:
    """Return a command that ends with a result, or with an error."""

    def command(**_: object) -> object:
        if isinstance(result, BaseException):
            raise result
        return result

    return command


def code_of(result: object) -> object:
    """Return the exit code with which the entry point ends after such a command."""
    with pytest.raises(SystemExit) as ended:
        main(ending(result))
    return ended.value.code


@pytest.mark.parametrize(
    "error",
    [
        BadRequest("say what"),
        IndexUnusable("say what"),
        SettingsError("say what"),
        StorageUnusable("say what"),
        BatchError("say what"),
        typer.BadParameter("say what"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_for_people_is_one_line_and_exit_code_2(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing but the sentence, on standard error."""
    assert code_of(error) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("conduct: ")
    assert output.err.endswith("say what\n")
    assert output.err.count("\n") == 1


def test_an_error_in_a_file_says_file_line_and_field(capsys: pytest.CaptureFixture[str]) -> None:
    """A maintainer finds the place."""
    assert code_of(KnowledgeError(Path("contacts.yaml"), "is empty", line=7, field="2.name")) == 2
    assert capsys.readouterr().err == "conduct: contacts.yaml:7: entry 3, name: is empty\n"


def test_a_sentence_with_line_breaks_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """A name typed with a line break does not part it."""
    assert code_of(BadRequest("'a\nb' is no\r\n organisation")) == 2
    assert capsys.readouterr().err == "conduct: 'a b' is no organisation\n"


@pytest.mark.parametrize(("result", "code"), [(None, 0), (0, 0), (2, 2), (130, 130), ("text", 0), (typer.Abort(), 130)])
def test_a_command_without_an_error_ends_with_its_own_code(result: object, code: int) -> None:
    """Done is 0; a batch with bad lines ends with 2 by itself; Ctrl+C is no error message."""
    assert code_of(result) == code


def test_a_fault_of_ours_is_not_passed_off_as_the_persons(
    capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """An exit code of its own, one line with the token of the log, and nobody's words."""
    assert code_of(ZeroDivisionError("is Kim fired")) == 70
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("conduct: something went wrong (incident ")
    assert output.err.count("\n") == 1
    assert output.err.split("incident ")[1].split(")")[0] in caplog.text
    assert "ZeroDivisionError at test_app.py:" in caplog.text
    assert "Kim" not in output.err + caplog.text
