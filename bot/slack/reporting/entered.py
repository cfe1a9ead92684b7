"""What stands in a modal, read into what is filled in; what the modal does not show stays as it was."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.slack.incoming import Shown
from bot.slack.inputs import NOT_SAID
from bot.slack.rendering.entry import MARK
from bot.slack.rendering.form_fields import TIME, place_id
from bot.slack.rendering.people import (
    APPLIES,
    CHOICE,
    INVOLVED,
    NAMED_MAIL,
    NAMED_NAME,
    OTHERS,
    PERSON,
    REACH,
    ROLE_OF,
    YOUR_NAME,
)
from bot.slack.rendering.placed import ORG, ROLE, UNIT
from bot.slack.rendering.sorted_as import ANOTHER, ANY, TYPE, VARIANT
from bot.slack.reporting.drafts import Draft, Step
from handlers.forms.model import Answer, Field, Form


class Entered:
    """What stands in a modal, by place."""

    def __init__(self, view: Shown) -> None:
        """Keep it; every place has one element."""
        self._values: dict[str, Answer] = {
            block: next(iter(elements.values()), "") for block, elements in view.entered.items()
        }

    @staticmethod
    def name(block: str) -> str:
        """Return what a place is called, among whatever one chooses there."""
        return block.partition(MARK)[0]

    def answer(self, name: str) -> Answer | None:
        """Return what stands in a place, among whatever one chooses there; None where there is no such place."""
        found = (value for block, value in self._values.items() if self.name(block) == name)
        return next(found, None)

    def text(self, name: str) -> str | None:
        """Return the text in a place, or the one that is chosen there; None where there is no such place."""
        found = self.answer(name)
        return found if isinstance(found, str) else None

    def below(self, name: str) -> Iterator[tuple[str, Answer]]:
        """Yield the places whose ids begin with this, by what follows; with what stands there."""
        for block, value in self._values.items():
            if block.startswith(name):
                yield self.name(block).removeprefix(name), value


def read(draft: Draft, step: Step, view: Shown, form: Form) -> Draft:
    """Return what is filled in once this modal is read."""
    entered = Entered(view)
    answers = {**draft.answers, **dict(_answers(form.fields, entered))}
    draft = replace(draft, answers={name: answer for name, answer in answers.items() if answer})
    if step == "describe":
        return _placed(draft, entered)
    return _sorted(draft, entered) if step == "about" else _people(draft, entered)


def _answers(fields: Iterable[Field], entered: Entered) -> Iterator[tuple[str, Answer]]:
    for field in fields:
        found = entered.answer(place_id(field.id))
        if found is not None:
            yield field.id, _answer(field, found, entered)


def _answer(field: Field, found: Answer, entered: Entered) -> Answer:
    if not isinstance(found, str):
        return found
    if field.kind == "moment":
        clock = entered.text(f"{place_id(field.id)}{TIME}")
        return f"{found}T{clock}" if clock else found
    if field.kind == "long":
        return "\n".join(filter(None, (found, *_further(field, entered))))
    if field.kind == "lines":
        return tuple(line for line in found.splitlines() if line.strip())
    return "" if field.kind == "choice" and found == NOT_SAID else found


def _further(field: Field, entered: Entered) -> Iterator[str]:
    """Yield the further parts of a long text."""
    number = 1
    while (part := entered.text(place_id(field.id, number))) is not None:
        yield part
        number += 1


def _placed(draft: Draft, entered: Entered) -> Draft:
    """Read whose organisation it is; with another one, what hangs on it is forgotten."""
    org, role, unit = entered.text(ORG) or draft.org, entered.text(ROLE), entered.text(f"{UNIT}/{draft.org}")
    if org != draft.org:
        draft = replace(_unsorted(draft), org=org, unit=None, roles=())
    elif unit is not None:
        draft = replace(draft, unit=None if unit in ("", NOT_SAID) else unit)
    if role in ("employee", "supervisor") and role != draft.role:
        draft = replace(_unsorted(draft), role="supervisor" if role == "supervisor" else "employee")
    return draft


def _sorted(draft: Draft, entered: Entered) -> Draft:
    """Read what it is about; with another type, what hangs on it is forgotten."""
    type_, any_ = entered.text(TYPE), entered.text(ANY)
    if type_ is None and any_ is None:
        return draft
    another = type_ == ANOTHER
    chosen = (any_ if type_ is None or another else type_) or None
    if chosen != draft.type:
        draft = replace(_unsorted(draft), type=chosen)
    variant = entered.text(f"{VARIANT}/{chosen}") or draft.variant
    return replace(draft, another=another, variant=variant)


def _unsorted(draft: Draft) -> Draft:
    return replace(draft, type=None, variant=None, another=False, applies=(), chosen={}, named={})


def _people(draft: Draft, entered: Entered) -> Draft:
    others = entered.text(OTHERS)
    if others is None:
        return draft
    ticked = [value for _, found in entered.below(INVOLVED) for value in found]
    names = [one.removeprefix(PERSON) for one in ticked if one.startswith(PERSON)]
    typed = [name for line in others.splitlines() if (name := line.strip())]
    applies = entered.answer(APPLIES)
    return replace(
        draft,
        names=tuple(dict.fromkeys((*names, *typed))),
        roles=tuple(one.removeprefix(ROLE_OF) for one in ticked if one.startswith(ROLE_OF)),
        applies=draft.applies if applies is None else tuple(int(step) for step in applies),
        chosen={**draft.chosen, **{step: value for step, value in entered.below(CHOICE) if isinstance(value, str)}},
        named={**draft.named, **dict(_named(entered))},
        name=_or(entered.text(YOUR_NAME), draft.name),
        reach=_or(entered.text(REACH), draft.reach),
    )


def _named(entered: Entered) -> Iterator[tuple[str, tuple[str, str]]]:
    for step, name in entered.below(NAMED_NAME):
        if isinstance(name, str):
            yield step, (name, entered.text(f"{NAMED_MAIL}{step}") or "")


def _or(found: str | None, before: str) -> str:
    return before if found is None else found
