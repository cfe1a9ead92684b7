"""What a form is made of, and how answers are checked, whatever platform showed it."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from handlers.request import BadRequest

Answer = str | tuple[str, ...]
Answers = Mapping[str, Answer]

FieldKind = Literal["line", "long", "choice", "several", "date", "moment", "lines"]
"""`line` and `long`: text of one line, of many; `choice`, `several`: one or some of the options; `date`: `2026-11-20`;
`moment`: a day with or without a time; `lines`: texts of one line each."""

SHAPES: Mapping[str, str] = {"date": "2026-11-20", "moment": "2026-11-20 or 2026-11-20T14:30"}
"""How answers of these kinds are written."""

_EARLIEST = date(1970, 1, 1)
_DAY = len("2026-11-20")
_BREAKS = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_KEPT_CONTROLS = "\n\t"
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One of the answers that a field offers."""

    id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """A condition: another field has one of these answers. The field `type` is the confirmed type of the report."""

    field: str
    among: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        """Tell whether it holds for these answers."""
        given = answers.get(self.field, "")
        return bool({given} & set(self.among)) if isinstance(given, str) else bool(set(given) & set(self.among))


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A question of a form.

    Attributes:
        id: Unique in the form.
        label: The question, in plain words.
        help: What to write, and what better not; empty where the label says it all. `{number}` stands in it for whom to
            call in danger.
        limit: Most characters of an answer; of `lines`, of each.
        most: Most lines of `lines`.
        options: Of `choice` and `several`.
        required: Whether it must be answered where it is asked.
        only: It is asked only where all of these hold.
    """

    id: str
    label: str
    kind: FieldKind
    help: str = ""
    limit: int = 500
    most: int = 10
    options: tuple[Option, ...] = ()
    required: bool = False
    only: tuple[Only, ...] = ()

    def is_asked(self, answers: Answers) -> bool:
        """Tell whether it is asked after these answers."""
        return all(one.holds(answers) for one in self.only)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Questions in order.

    Attributes:
        opening: Id of the field that is asked before all others, in the person's own words: the matter itself.
    """

    id: str
    title: str
    lead: str
    opening: str
    fields: tuple[Field, ...]

    def asked(self, answers: Answers) -> tuple[Field, ...]:
        """Return the fields that are asked after these answers."""
        return tuple(one for one in self.fields if one.is_asked(answers))

    def with_number(self, number: str) -> "Form":
        """Return the form as it is read where this is whom to call in danger."""
        return replace(
            self, fields=tuple(replace(one, help=one.help.replace("{number}", number)) for one in self.fields)
        )


class BadAnswers(BadRequest):
    """Answers cannot be taken as they are.

    Attributes:
        problems: Id of a field -> what is wrong with its answer, in a sentence to the person.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Keep the problems; the message tells all of them."""
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def filled(
    form: Form, given: Mapping[str, object], *, now: datetime, zone: tzinfo, known: Answers | None = None
) -> dict[str, Answer]:
    """Return the answers as they are kept; those to questions that are not asked are left out.

    Args:
        form: What was asked.
        given: Id of a field -> what came in.
        now: For dates that cannot lie in the future.
        zone: Of days, and of times that name none.
        known: What conditions may hang on beside the answers, such as the type.

    Raises:
        BadAnswers: A field is unknown, an answer is missing, too long, or not of its kind.
    """
    fields = {one.id: one for one in form.fields}
    problems = {name: "This form has no such question." for name in given if name not in fields}
    answers: dict[str, Answer] = dict(known or {})
    for one in form.fields:
        if one.is_asked(answers):
            try:
                answer = _read(one, given.get(one.id), now, zone)
            except _Wrong as wrong:
                problems[one.id] = str(wrong)
                continue
            if answer:
                answers[one.id] = answer
            elif one.required:
                problems[one.id] = f"Please answer: {one.label}"
    if problems:
        raise BadAnswers(problems)
    return {name: answer for name, answer in answers.items() if name in fields}


class _Wrong(Exception):
    """What is wrong with an answer, in a sentence to the person."""


def answer_in_words(form: Form, field: str, answer: Answer) -> str:
    """Return an answer as it is shown: options by their labels, several of them after each other.

    Args:
        form: That was filled in.
        field: Id of the field; one that the form no longer has shows its answer as it was kept.
        answer: As it was kept.
    """
    labels = {option.id: option.label for one in form.fields if one.id == field for option in one.options}
    given = (answer,) if isinstance(answer, str) else answer
    return "; ".join(labels.get(one, one) for one in given)


def clean(text: str, *, lines: bool) -> str:
    """Return text without control characters and half characters, its ends trimmed; line breaks stay where `lines`.

    Marks that turn the direction of what follows are left out too: they would reach beyond the answer. What holds
    nothing that can be seen is empty.
    """
    plain = _BREAKS.sub("\n", text)
    plain = "".join(char for char in plain if char in _KEPT_CONTROLS or not _is_left_out(char))
    if not lines:
        plain = " ".join(plain.split())
    return plain.strip() if any(unicodedata.category(char) not in _UNSEEN for char in plain) else ""


def moment(text: str, zone: tzinfo) -> datetime:
    """Return a date or a moment as the beginning of that day, or that minute, in a zone where it names none itself.

    Raises:
        ValueError: It is neither.
    """
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=zone)


def last_moment(text: str, zone: tzinfo) -> datetime:
    """Return the latest time that a date or a moment can mean: the end of that day, or that minute.

    Raises:
        ValueError: It is neither.
    """
    begin = moment(text, zone)
    return begin if len(text) > _DAY else begin + timedelta(days=1)


def too_long(text: str, limit: int) -> str:
    """Return what is said of a text of more characters than are taken."""
    return f"At most {limit:,} characters; these are {len(text):,}."


def _is_left_out(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs") or char in _TURNS


def _read(field: Field, value: object, now: datetime, zone: tzinfo) -> Answer:
    if value is None:
        return ""
    if field.kind in ("several", "lines"):
        return _several(field, value)
    if not isinstance(value, str):
        raise _Wrong(f"{field.label} The answer must be text.")
    text = clean(value, lines=field.kind == "long")
    if field.kind == "choice" and text and text not in {one.id for one in field.options}:
        raise _Wrong(f"{field.label} Choose one of: {', '.join(one.label for one in field.options)}.")
    if text and field.kind in ("date", "moment"):
        text = _date(field, text, now, zone)
    if len(text) > field.limit:
        raise _Wrong(f"{field.label} {too_long(text, field.limit)}")
    return text


def _several(field: Field, value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str) or not all(isinstance(one, str) for one in value):
        raise _Wrong(f"{field.label} The answer must be a list.")
    texts = tuple(dict.fromkeys(text for one in value if (text := clean(one, lines=False))))
    if field.kind == "several" and set(texts) - {one.id for one in field.options}:
        raise _Wrong(f"{field.label} Choose among: {', '.join(one.label for one in field.options)}.")
    if len(texts) > field.most and field.kind == "lines":
        raise _Wrong(f"{field.label} At most {field.most} entries.")
    if any(len(one) > field.limit for one in texts):
        raise _Wrong(f"{field.label} At most {field.limit:,} characters each.")
    return texts


def _date(field: Field, text: str, now: datetime, zone: tzinfo) -> str:
    """Return a day, or a moment to the minute, as every such answer is written."""
    try:
        if field.kind == "date" or len(text) <= _DAY:
            written = date.fromisoformat(text).isoformat()
        else:
            written = datetime.fromisoformat(text).isoformat(timespec="minutes")
        found = moment(written, zone)
    except ValueError:
        raise _Wrong(f"{field.label} Write it like {SHAPES[field.kind]}.") from None
    if found.date() < _EARLIEST:
        raise _Wrong(f"{field.label} That is before 1970; is the year right?")
    if found > now + timedelta(days=1):  # where the person is, it may be tomorrow already
        raise _Wrong(f"{field.label} That is in the future; it must have begun already.")
    return written
