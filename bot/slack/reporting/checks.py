"""What is wrong with a step as it is filled in, by the place where it stands."""

from collections.abc import Mapping
from dataclasses import replace

from bot.slack.incoming import Shown
from bot.slack.rendering.form_fields import place_id
from bot.slack.rendering.people import CHOICE, NAMED, NAMED_MAIL, NAMED_NAME, OTHERS, YOUR_NAME, ways
from bot.slack.rendering.placed import ORG
from bot.slack.reporting.drafts import Draft, Step
from bot.slack.reporting.entered import Entered
from bot.slack.reporting.setting import Setting
from bot.taking import Taking
from handlers.cases.involved import MAX_NAME, checked
from handlers.cases.people import Involved
from handlers.forms.model import BadAnswers, clean, filled
from handlers.report.preview import Preview
from handlers.request import BadRequest

_DAY_TOO = "Choose the day as well."
_NO_TYPE = "Choose first what it is about; nothing can be sent before."
_NO_VARIANT = "Choose which of these it is."
_NO_CHOICE = "Choose somebody, or nobody."


class Wrong(Exception):
    """A step cannot be left as it is filled in.

    Attributes:
        problems: Name of a place -> what is wrong there, in a sentence to the person.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Keep the problems."""
        super().__init__()
        self.problems = dict(problems)


def check_placed(setting: Setting) -> None:
    """Check the first step.

    Raises:
        Wrong: Reports of the organisation are not taken here, or an answer cannot be taken.
    """
    try:
        setting.desks.dialog.check_taken(setting.draft.org or "")
    except BadRequest as error:
        raise Wrong({ORG: str(error)}) from None
    check_fields(setting, "describe")


def check_sorted(setting: Setting, *, type_place: str, variant_place: str) -> None:
    """Check the second step.

    Raises:
        Wrong: It is not said what it is about, or an answer cannot be taken.
    """
    if setting.type is None:
        raise Wrong({type_place: _NO_TYPE})
    if setting.variants and setting.variant is None:
        raise Wrong({f"{variant_place}/{setting.type.id}": _NO_VARIANT})
    check_fields(setting, "about")


def check_fields(setting: Setting, step: Step) -> None:
    """Check the fields of the form that are asked in a step. Raises `Wrong`."""
    draft, fields = setting.draft, setting.fields(step)
    alone = {one.id for one in fields if str(draft.answers.get(one.id, "")).startswith("T") and one.kind == "moment"}
    problems = {place_id(one): _DAY_TOO for one in alone}
    try:
        filled(
            replace(setting.form, fields=tuple(one for one in fields if one.id not in alone)),
            {one.id: draft.answers.get(one.id) for one in fields if one.id not in alone},
            now=setting.desks.work.clock(),
            zone=setting.desks.library.zone(draft.org or ""),
            known={**draft.answers, **setting.known},
        )
    except BadAnswers as wrong:
        problems |= {place_id(name): sentence for name, sentence in wrong.problems.items()}
    if problems:
        raise Wrong(problems)


async def check_people(setting: Setting, taking: Taking) -> Draft:
    """Check the third step; return what is filled in, without what is no choice any more.

    Raises:
        Wrong: A name or a choice is missing, or somebody who is named cannot be taken.
        BadRequest: Something in an earlier step cannot be taken.
    """
    draft = setting.draft
    try:
        checked(Involved(names=draft.names, roles=draft.roles), setting.roles)
    except BadRequest as error:
        raise Wrong({OTHERS: str(error)}) from None
    try:
        preview, _ = await taking.previewed(setting.submission(chooses=False))
    except BadAnswers as wrong:
        raise Wrong({_place(name): sentence for name, sentence in wrong.problems.items()}) from None
    draft = replace(draft, chosen=_still(draft, setting, preview))
    missing = [one.step for one in setting.choices(preview) if str(one.step) not in draft.chosen]
    if missing:
        raise Wrong({f"{CHOICE}{step}": _NO_CHOICE for step in missing})
    await _check_named(replace(setting, draft=draft), taking)
    return draft


def _place(problem: str) -> str:
    return YOUR_NAME if problem == "name" else place_id(problem)


def _still(draft: Draft, setting: Setting, preview: Preview) -> dict[str, str]:
    """Return what was chosen of what can be chosen still."""
    known = {str(one.step): dict(ways(one)) for one in setting.choices(preview)}
    return {step: value for step, value in draft.chosen.items() if value in known.get(step, {})}


async def _check_named(setting: Setting, taking: Taking) -> None:
    """Check those whom the reporter names, each alone. Raises `Wrong`."""
    for step, value in setting.draft.chosen.items():
        if value.startswith(NAMED):
            alone = replace(setting, draft=replace(setting.draft, chosen={step: value}))
            try:
                await taking.previewed(alone.submission())
            except BadRequest as error:
                raise Wrong({_wrong_part(setting.draft, step): str(error)}) from None


def _wrong_part(draft: Draft, step: str) -> str:
    name = clean(draft.named.get(step, ("", ""))[0], lines=False)
    is_name = not name or len(name) > MAX_NAME
    return f"{NAMED_NAME if is_name else NAMED_MAIL}{step}"


def in_view(problems: Mapping[str, str], view: Shown) -> dict[str, str] | None:
    """Return problems by the blocks of a modal; None where one stands at a place that it does not show."""
    found = {block: problems[name] for name in problems for block in _blocks(name, view)}
    return found if len(found) == len(problems) else None


def _blocks(name: str, view: Shown) -> list[str]:
    return [block for block in view.entered if Entered.name(block) == name][:1]


def last_place(view: Shown) -> str | None:
    """Return the last place of a modal, or None where nothing can be entered in it."""
    return next(reversed([*view.entered]), None)
