"""The third step: who is involved, what applies, whom the reporter chooses, and who they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from slack_sdk.models.blocks import Block

from bot.slack.blocks import heading, option, small, words
from bot.slack.limits import CHECKBOXES, OPTION, OPTION_VALUE
from bot.slack.rendering import entry
from bot.slack.rendering.entry import Place, among
from bot.slack.rendering.modal import back
from bot.slack.text import escaped
from bot.wording.previews import INVOLVED as IS_INVOLVED
from bot.wording.previews import INVOLVED_MEANS, YOUR_CHOICE, condition, somebody
from handlers.addresses import MAX_MAILBOX
from handlers.cases.involved import MAX_NAME, MOST_INVOLVED
from handlers.report.concerned import Concerned
from handlers.report.preview import Asked, Condition

INVOLVED, OTHERS, APPLIES, CHOICE = "involved/", "others", "applies", "choice/"
NAMED_NAME, NAMED_MAIL = "named-name/", "named-mail/"
YOUR_NAME, REACH = "name", "reach"
"""Ids of places; those that end in a slash go on with what they are for."""
PERSON, ROLE_OF = "person ", "role "
"""Begin the value of somebody, by name or by role."""
TAG, NAMED, NOBODY = "tag ", "named ", "nobody"
"""Begin the value of a choice: somebody who is known (contact and tag), somebody whom they name (contact); or is it."""

STEP = "Step 3 of 4: who is involved, and whom it goes to"
SUBMIT = "See who will see it"
_SAID, _MAY_COME = "Whom your words may speak of", "Who may come to see it, now or later"
_OTHERS = "Names of others who are"
_ONE_A_LINE = f"One name on each line, first and last name; at most {MOST_INVOLVED} people in all."
_HOLDS = "Does one of these apply?"
_CHOOSE = "Whom do you choose?"
_AS_KNOWN = "As those who get it know you."
_OWN_NAME = "A disclosure is made under your own name."
_REACH_HELP = "A number, an address, a time of day. You are told here too when there is something new."


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """What the third step is about, beside what is filled in.

    Attributes:
        kind: Of the case.
        concerned: Of whom it asks whether they are involved.
        more_roles: Id -> how it is called, of roles that they said are involved and that are not among those.
        names, roles: Who is, as they said.
        conditions: Of the route.
        applies: Numbers of the steps whose condition holds.
        choices: Whom they may choose.
        chosen: Number of a step, as text -> what was chosen.
        named: Number of a step, as text -> name and mail of whom they name.
        domains: Of work mail addresses.
        name, reach: Of the reporter.
    """

    kind: str
    concerned: Concerned
    more_roles: Mapping[str, str]
    names: Sequence[str] = field(repr=False)
    roles: Sequence[str]
    conditions: Sequence[Condition]
    applies: Sequence[int]
    choices: Sequence[Asked]
    chosen: Mapping[str, str]
    named: Mapping[str, tuple[str, str]] = field(repr=False)
    domains: Sequence[str]
    name: str = field(repr=False)
    reach: str = field(repr=False)


def people(about: People) -> list[Block]:
    """Return the step, without whom to call."""
    return [
        small(escaped(STEP)),
        *_involved(about),
        *_conditions(about),
        *_choices(about),
        *_reporter(about),
        *back(),
    ]


def _involved(about: People) -> Iterator[Block]:
    known, ticked = about.concerned, {PERSON + one for one in about.names} | {ROLE_OF + one for one in about.roles}
    said = [(somebody(one.name, one.who), _person(one.name)) for one in known.said]
    said += [(name, ROLE_OF + id_) for id_, name in {**known.said_roles, **about.more_roles}.items()]
    others = [(somebody(one.name, one.who), _person(one.name)) for one in known.others]
    others += [(name, ROLE_OF + id_) for id_, name in known.other_roles.items()]
    yield heading(IS_INVOLVED)
    yield from words(INVOLVED_MEANS)
    yield from _boxes("said", _SAID, said, ticked)
    yield from _boxes("others", _MAY_COME, others, ticked)
    offered = {value for _, value in (*said, *others)}
    typed = [one for one in about.names if _person(one) not in offered]
    place = Place(id=OTHERS, label=_OTHERS, help=_ONE_A_LINE)
    yield entry.text(place, "\n".join(typed), limit=(MAX_NAME + 1) * MOST_INVOLVED, many=True)


def _person(name: str) -> str:
    return f"{PERSON}{name}"[:OPTION_VALUE]


def _boxes(name: str, title: str, known: Sequence[tuple[str, str]], ticked: set[str]) -> Iterator[Block]:
    """Yield boxes to tick, as many in one place as Slack takes."""
    labels = _numbered([label for label, _ in known])
    yield from _in_full(labels)
    boxes = [option(value, label) for label, (_, value) in zip(labels, known, strict=True)]
    for start in range(0, len(boxes), CHECKBOXES):
        options = boxes[start : start + CHECKBOXES]
        label = f"{title} (continued)" if start else title
        place = Place(id=among(f"{INVOLVED}{name}/{start}", options), label=label, redraws=True)
        yield entry.several(place, options, ticked)


def _numbered(labels: Sequence[str]) -> list[str]:
    """Return labels with numbers where one is cut beside what is chosen: what is left of two may be the same."""
    if all(len(one) <= OPTION for one in labels):
        return [*labels]
    return [f"{number}. {one}" for number, one in enumerate(labels, 1)]


def _in_full(labels: Sequence[str]) -> Iterator[Block]:
    """Yield labels that do not fit beside what is chosen."""
    yield from words("\n".join(one for one in labels if len(one) > OPTION))


def _conditions(about: People) -> Iterator[Block]:
    if not about.conditions:
        return
    yield from words("\n".join(f"• {condition(one)}" for one in about.conditions))
    options = [option(str(one.step), _beginning(one.when)) for one in about.conditions]
    place = Place(id=among(APPLIES, options), label=_HOLDS, redraws=True)
    yield entry.several(place, options, [str(one) for one in about.applies])


def _beginning(when: str) -> str:
    words_ = when.removeprefix("if ")
    return f"{words_[:1].upper()}{words_[1:]}"


def _choices(about: People) -> Iterator[Block]:
    for asked in about.choices:
        step = str(asked.step)
        known = list(ways(asked))
        labels = _numbered([label for _, label in known])
        options = [option(value, label) for (value, _), label in zip(known, labels, strict=True)]
        yield from _in_full(labels)
        place = Place(
            id=among(f"{CHOICE}{step}", options), label=_CHOOSE, help=YOUR_CHOICE, required=True, redraws=True
        )
        chosen = about.chosen.get(step)
        yield entry.one(place, options, chosen)
        if chosen and chosen.startswith(NAMED) and any(one.value == chosen for one in options):
            yield from _name_and_mail(about, step)


def ways(asked: Asked) -> Iterator[tuple[str, str]]:
    """Yield what a reporter may choose: the value of each, and what it is called."""
    for one in asked.people:
        yield f"{TAG}{one.contact} {one.tag}", somebody(one.name, one.role)
    for contact, role in asked.may_name.items():
        yield f"{NAMED}{contact}", f"{role}: somebody whom I name"
    yield NOBODY, "Nobody"


def _name_and_mail(about: People, step: str) -> Iterator[Block]:
    name, mail = about.named.get(step, ("", ""))
    yield entry.text(Place(id=f"{NAMED_NAME}{step}", label="Their name", required=True), name, limit=MAX_NAME)
    help_ = f"It ends with @{' or @'.join(about.domains)}."
    place = Place(id=f"{NAMED_MAIL}{step}", label="Their work mail address", help=help_, required=True)
    yield entry.text(place, mail, limit=MAX_MAILBOX)


def _reporter(about: People) -> Iterator[Block]:
    help_ = _OWN_NAME if about.kind == "disclosure" else _AS_KNOWN
    yield entry.text(Place(id=YOUR_NAME, label="Your name", help=help_, required=True), about.name, limit=MAX_NAME)
    place = Place(id=REACH, label="How do you want to be reached?", help=_REACH_HELP)
    yield entry.text(place, about.reach, limit=MAX_NAME)
