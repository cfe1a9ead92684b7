"""The first step: whose organisation, in what role, and what happened in one's own words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block

from bot.slack import ids
from bot.slack.blocks import button, heading, option, said, small, words
from bot.slack.inputs import NOT_SAID
from bot.slack.limits import OPTION_VALUE
from bot.slack.rendering import entry
from bot.slack.rendering.entry import Place
from bot.slack.rendering.form_fields import form_fields
from bot.slack.rendering.whom import contact_points
from bot.slack.text import escaped
from bot.wording import reports
from bot.wording.previews import BEFORE_YOU_WRITE, collection
from handlers.cases.rules import Collection
from handlers.forms.model import Answers, Field, Form
from handlers.forms.report import DANGER
from handlers.reply import ContactCard
from handlers.request import Role

ORG, UNIT, ROLE = "org", "unit", "role"
"""Ids of places."""

STEP = "Step 1 of 4: say it"
_ROLES: Sequence[tuple[Role, str]] = (("employee", "An employee"), ("supervisor", "A supervisor"))
_BY_UNIT = "Some contacts differ by it."
_NO_UNIT = "None of these, or not said"
_ANONYMOUS = "Slack knows who writes here: what you report in this form carries your name."


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What the first step is about, beside what is filled in.

    Attributes:
        organisations: Ids and names of those among which one chooses; nothing where there is no choice.
        org: Id of the one that is chosen, or None.
        org_name: Its name.
        taken: Whether reports of it are taken here.
        contacts: Whom to turn to where they are not.
        collection: Its collection notice, or None.
        units: Of it.
        unit: Of the reporter, or None.
        role: Of the reporter.
        form: With its number.
        fields: Of the form, that are asked in this step.
        follows: Whether it goes on from a report with what was written there.
    """

    organisations: Sequence[tuple[str, str]]
    org: str | None
    org_name: str
    taken: bool
    contacts: Sequence[ContactCard]
    collection: Collection | None
    units: Sequence[str]
    unit: str | None
    role: Role
    form: Form
    fields: Sequence[Field]
    answers: Answers = field(repr=False)
    follows: bool
    page: bool


def unit_value(unit: str) -> str:
    """Return by what a unit is told when it is chosen."""
    return unit[:OPTION_VALUE]


def placed(about: Placed) -> list[Block]:
    """Return the step, without whom to call."""
    return [
        *_begin(about),
        *_organisation(about),
        *_notice(about),
        *_who(about),
        *form_fields(about.fields, about.answers, redraw=frozenset({DANGER}), page=about.page),
    ]


def _begin(about: Placed) -> Iterator[Block]:
    yield heading(about.form.title)
    yield small(escaped(STEP))
    if about.follows:
        opening = next(one for one in about.form.fields if one.id == about.form.opening)
        yield from words(f"{reports.DISCLOSED_NOT_REPORTED} {reports.answers(opening.label)}")
    yield from words(about.form.lead)
    if about.form.id == "report":
        yield said(_ANONYMOUS, accessory=button("Report without your name", ids.ANONYMOUS))


def _organisation(about: Placed) -> Iterator[Block]:
    if about.organisations:
        place = Place(id=ORG, label="Your organisation", required=True, redraws=True)
        options = [option(id_, name) for id_, name in about.organisations]
        yield entry.in_list(place, options, about.org)
    if about.org and not about.taken:
        yield from words(f"Reports of {about.org_name} are not taken here. Please turn to somebody directly:")
        if about.contacts:
            yield said(contact_points(about.contacts))


def _notice(about: Placed) -> Iterator[Block]:
    if about.collection:
        lines = "\n".join(collection(about.collection))
        yield from words(f"{BEFORE_YOU_WRITE}\n{lines}")


def _who(about: Placed) -> Iterator[Block]:
    if about.units:
        place = Place(id=f"{UNIT}/{about.org}", label="Your ministry, department or office", help=_BY_UNIT)
        options = [option(NOT_SAID, _NO_UNIT), *(option(unit_value(one), one) for one in about.units)]
        yield entry.in_list(place, options, unit_value(about.unit) if about.unit else None)
    options = [option(id_, name) for id_, name in _ROLES]
    yield entry.one(Place(id=ROLE, label="You are", required=True), options, about.role)
