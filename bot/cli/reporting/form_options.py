"""An option of a command for every field of a form: what the form asks is declared once."""

import inspect
from collections.abc import Callable, Collection, Mapping
from typing import Annotated, TypeVar

import typer

from handlers.forms.model import SHAPES, BadAnswers, Field, Form
from handlers.request import BadRequest

Command = TypeVar("Command", bound=Callable[..., None])

_SEVERAL = ("several", "lines")


def with_fields(form: Form, *, but: Collection[str] = ()) -> Callable[[Command], Command]:
    """Give a command that takes any keywords an option for every field of a form.

    Args:
        form: Its fields, in order.
        but: Ids of fields that the command takes in another way.
    """

    def given(command: Command) -> Command:
        signature = inspect.signature(command)
        own = [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
        more = [_parameter(one, form) for one in form.fields if one.id not in but]
        command.__signature__ = signature.replace(parameters=[*own, *more])  # type: ignore[attr-defined]
        return command

    return given


def answered(fields: Mapping[str, object]) -> dict[str, object]:
    """Return the answers among the options of a form's fields: those that were given."""
    return {name: value for name, value in fields.items() if value not in (None, [], ())}


def option(field: str) -> str:
    """Return the option of a field, as it is typed."""
    return f"--{field.replace('_', '-')}"


def by_option(wrong: BadAnswers, *, text: str | None = None) -> BadRequest:
    """Return what is wrong with answers, each under the name of its option.

    Args:
        wrong: Says what is wrong.
        text: Id of the field that is the command's argument, or None.
    """
    return BadRequest("; ".join(f"{'the text' if one == text else option(one)}: {why}" for one, why in _each(wrong)))


def _each(wrong: BadAnswers) -> list[tuple[str, str]]:
    return [(field, problem.rstrip(".")) for field, problem in wrong.problems.items()]


def _parameter(field: Field, form: Form) -> inspect.Parameter:
    told = typer.Option(option(field.id), help=_help(field), rich_help_panel=f"The form: {form.title.lower()}")
    kind = list[str] | None if field.kind in _SEVERAL else str | None
    return inspect.Parameter(field.id, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=Annotated[kind, told])


def _help(field: Field) -> str:
    among = f" One of: {', '.join(one.id for one in field.options)}." if field.options else ""
    again = " May be given several times." if field.kind in _SEVERAL else ""
    shape = f" Such as {SHAPES[field.kind]}." if field.kind in SHAPES else ""
    return f"{field.label}{among}{shape}{again}"
