"""A form, asked field by field; an answer that cannot be taken is asked again with the reason."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import replace
from datetime import datetime, tzinfo

from bot.cli.reporting.asking import END, Asker
from handlers.forms.model import SHAPES, Answers, BadAnswers, Field, Form, answer_in_words, filled
from handlers.request import BadRequest

Answered = Callable[[Field, object], None]
"""Told of an answer as soon as it is there."""

_SKIP = "Enter leaves it out."
_TEXTS = ("long", "lines")
_ENDS = f"End with a line that holds nothing but '{END}'."


class FormDialog:
    """Asks a form."""

    def __init__(
        self, asker: Asker, form: Form, *, now: Callable[[], datetime], zone: tzinfo, answered: Answered
    ) -> None:
        """Keep what it asks, what tells the time, the zone of those who answer, and what is told of every answer."""
        self._asker, self._form, self._now, self._zone, self._answered = asker, form, now, zone, answered

    def check(self, answers: Mapping[str, object]) -> None:
        """Check answers that were given beforehand, before anything is asked.

        Raises:
            BadAnswers: One cannot be taken.
        """
        for field in self._form.fields:
            if field.id in answers:
                self._checked(field, answers[field.id])

    def open(self, answers: Mapping[str, object], known: Answers) -> Field | None:
        """Return the first field whose answer is not there yet, or None.

        Args:
            answers: Id of a field -> its answer.
            known: What conditions may hang on beside them.
        """
        asked = self._form.asked({**known, **_plain(answers)})
        return next((field for field in asked if field.id not in answers), None)

    def answer(self, field: Field, answers: MutableMapping[str, object], known: Answers) -> None:
        """Ask one field, and put its answer there; what is asked no more because of it is left out.

        Raises:
            Back, Ended: As `Asker.line`.
        """
        answers[field.id] = self.ask(field)
        for one in self._form.fields:
            if one.id in answers and not one.is_asked({**known, **_plain(answers)}):
                del answers[one.id]

    def ask(self, field: Field) -> object:
        """Return the answer to one field.

        Raises:
            Back, Ended: As `Asker.line`.
        """
        self._asker.step(field.label)
        hints = " ".join(filter(None, (field.help, *_hints(field))))
        if hints:
            self._asker.say(hints, "dim")
        value = self._asker.until_taken(lambda: self._taken(field))
        self._answered(field, value)
        return value

    def said(self, answers: Mapping[str, object], known: Answers) -> Iterator[tuple[Field, str]]:
        """Yield what was asked and answered, in words."""
        plain = _plain(answers)
        for field in self._form.asked({**known, **plain}):
            if field.id in answers:
                yield field, answer_in_words(self._form, field.id, plain.get(field.id, "")) or "(left out)"

    def _taken(self, field: Field) -> object:
        """Return an answer; where it cannot be taken, the reason says again how a text ends."""
        typed = self._typed(field)
        try:
            return self._checked(field, typed)
        except BadAnswers as wrong:
            raise BadRequest(f"{wrong} {_ENDS}" if field.kind in _TEXTS else str(wrong)) from None

    def _typed(self, field: Field) -> object:
        asker = self._asker
        if field.kind in ("choice", "several"):
            return _picked(asker, field)
        if field.kind == "lines":
            return [line for line in asker.lines().splitlines() if line]
        return asker.lines() if field.kind == "long" else asker.line()

    def _checked(self, field: Field, value: object) -> object:
        """Return an answer as it is kept, or None where it was left out."""
        alone = replace(self._form, fields=(replace(field, only=()),))
        return filled(alone, {field.id: value}, now=self._now(), zone=self._zone).get(field.id)


def _picked(asker: Asker, field: Field) -> object:
    labels = [one.label for one in field.options]
    if field.kind == "several":
        return [field.options[place].id for place in asker.pick_some(labels, "Numbers, parted by commas:")]
    place = asker.pick(labels) if field.required else asker.pick_or_skip(labels)
    return None if place is None else field.options[place].id


def _hints(field: Field) -> Iterator[str]:
    if field.kind in SHAPES:
        yield f"Such as {SHAPES[field.kind]}."
    elif field.kind in ("line", "long"):
        yield f"At most {field.limit:,} characters."
    elif field.kind == "lines":
        yield f"At most {field.most} lines of {field.limit:,} characters each."
    if field.kind in _TEXTS:
        yield f"As many lines as you like. {_ENDS}"
    if not field.required:
        yield _SKIP


def _plain(answers: Mapping[str, object]) -> dict[str, str | tuple[str, ...]]:
    return {
        name: value if isinstance(value, str) else tuple(map(str, value))
        for name, value in answers.items()
        if isinstance(value, str | tuple | list) and value
    }
