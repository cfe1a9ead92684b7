"""What a card says of a case, as it is by now and as far as whoever reads the card may know it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from hashlib import sha256

from bot.addresses import is_slack_channel
from bot.delivery.links import opened_at
from bot.office import Desks
from bot.slack.cases.book import Posted
from handlers.cases.case import Assignment, Case
from handlers.cases.events import Notice
from handlers.cases.kept_out import is_out, widened
from handlers.cases.on_behalf import spoke_for
from handlers.cases.people import Person, is_same_person
from handlers.cases.showing import Act
from handlers.cases.views import recipient_view_now

NOTHING_MORE = "You see nothing more of this case."
DISPOSED = "This case was disposed of; nothing of it is kept here any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card says.

    Attributes:
        number: Of the case.
        subject, text: Of the notice; what was reported is not in it once the case has ended: it is not to stay in
            Slack.
        state: In plain words.
        has_it: Who said that they have it.
        outcome: What was decided, or None.
        by: Until when its reader should say that they have it, or None.
        zone: In which they read times.
        acts: What its reader can do here; nothing where nobody can act in a channel.
        may_read: Whether its reader can read the case here.
        token: Secret part of the link that opens it; not in the stamp, for it is another one each time.
        address: Of the link on the page.
    """

    number: str
    subject: str = field(repr=False)
    text: str = field(repr=False)
    state: str
    has_it: tuple[str, ...] = field(repr=False)
    outcome: str | None = field(repr=False)
    by: datetime | None
    zone: tzinfo
    acts: tuple[Act, ...]
    may_read: bool
    token: str = field(repr=False)
    address: str | None = field(repr=False)

    @property
    def stamp(self) -> str:
        """What changes when it says something else."""
        said = (self.subject, self.text, self.state, self.has_it, self.outcome, self.by, self.acts, self.may_read)
        return sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:16]


Shown = Card | str
"""What a card says, or the only sentence that is left on it."""


def stamp(shown: Shown) -> str:
    """Return what changes when a card says something else."""
    return shown.stamp if isinstance(shown, Card) else sha256(shown.encode()).hexdigest()[:16]


def card_of(
    case: Case, notice: Notice, one: Assignment, desks: Desks, *, page: str, names: Mapping[str, str], is_own: bool
) -> Card:
    """Return what the card says that brings a notice.

    Args:
        case: As it is by now.
        notice: Of it, to a recipient.
        one: The recipient's assignment.
        desks: The desks as of now.
        page: Address of the page.
        names: Who of an office said that they have it, by the key of the office.
        is_own: Whether it stands in one person's own conversation; elsewhere, members of an office act.
    """
    view = recipient_view_now(case, one, desks.work, desks.library)
    can_act = is_own or bool(members(case, one.person, desks))
    has_words = case.is_open or notice.kind != "case"  # no other kind quotes what was reported
    return Card(
        number=case.number,
        subject=notice.subject if has_words else f"Case {case.number}",
        text=notice.text if has_words else "",
        state=view.state,
        has_it=tuple(_has_it(case, names)),
        outcome=view.outcome,
        by=view.acknowledge_by,
        zone=desks.library.zone(case.org),
        acts=view.acts if can_act else (),
        may_read=can_act,
        token=notice.link or "",
        address=opened_at(page, notice),
    )


def card_now(case: Case | None, posted: Posted, desks: Desks, page: str, names: Mapping[str, str]) -> Shown:
    """Return what a card is to say by now; of somebody who may not see the case, nothing of it.

    Args:
        case: As it is by now; None where it was disposed of.
        posted: The card.
        desks: The desks as of now.
        page: Address of the page.
        names: Who of an office said that they have it, by the key of the office.
    """
    if case is None:
        return DISPOSED
    work, one = desks.work, case.assignment(posted.person)
    if one is None or (posted.shared and work.naming.is_private(case)):
        return NOTHING_MORE
    notice = work.notice(case, one, posted.kind)
    if notice is None:
        return NOTHING_MORE
    if posted.words is not None:
        notice = replace(notice, subject=posted.words[0], text=posted.words[1])
    is_own = is_own_conversation(posted.to, shared=posted.shared)
    return card_of(case, notice, one, desks, page=page, names=names, is_own=is_own)


def is_own_conversation(address: str, *, shared: bool) -> bool:
    """Tell whether what goes to an address stands in one person's own conversation."""
    return not shared and not is_slack_channel(address)


async def names_of(case: Case, desks: Desks) -> Mapping[str, str]:
    """Return who of the offices that have a case said so, by the key of the office."""
    offices = [one for one in case.recipients if one.acknowledged_at and members(case, one.person, desks)]
    return await spoke_for(desks.work.store.history(case.id), offices) if offices else {}


def members(case: Case, person: Person, desks: Desks) -> tuple[Person, ...]:
    """Return who may act for an office in its channel, as the staff is now or was when it received the case.

    An office of another channel is another one, whatever it is called.
    """
    everybody, channels = desks.work.staff.everybody(case.org), _channels(person)
    offices = (one for one in as_known(case, person, desks) if channels & _channels(one))
    known = [one for office in offices for one in office.members]
    out = widened(case.out, everybody) if known else ()
    return tuple(one for one in known if not is_out(one, out))


def as_known(case: Case, person: Person, desks: Desks) -> tuple[Person, ...]:
    """Return a recipient as they were when they received the case, and as the staff knows them now."""
    today = (one for one in desks.work.staff.everybody(case.org) if is_same_person(one, person))
    return (person, *today)


def _channels(office: Person) -> set[str]:
    found = (way.address for way in office.ways if way.kind == "slack" and is_slack_channel(way.address))
    return {one.rpartition("/")[2] for one in found}


def _has_it(case: Case, names: Mapping[str, str]) -> Iterator[str]:
    for one in case.recipients:
        if one.acknowledged_at:
            name = names.get(one.person.key)
            yield f"{one.person.name} ({name})" if name else one.person.name
