"""Whom to talk to: contacts of the texts, with the numbers of this deployment before theirs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from handlers.reply import ContactCard
from knowledge.document import Passage
from knowledge.library import Library
from knowledge.quotes import stands_in
from knowledge.records import EMERGENCY, Contact

_LEFT_OPEN = "for questions that the guidelines leave open"
_APPLIES = "to ask how this applies to you"
_REPORT = "to tell them what happened"
_EMERGENCY = "for immediate help in an emergency"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How a contact is reached in a deployment; None leaves what the texts say.

    Attributes:
        verified: When a person last checked it, or None where nobody said.
    """

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    url: str | None = None
    verified: date | None = None

    @property
    def leaves_the_texts(self) -> bool:
        """Whether only the texts say how the contact is reached, and nobody checked that."""
        return not (self.phone or self.email or self.address or self.url or self.verified)


class Deployment(Protocol):
    """Knows how contacts are reached where the assistant is deployed."""

    def reach(self, organisation: str, unit: str | None, contact: str) -> Reach | None:
        """Return how a contact is reached in a unit, falling back to the organisation; None where nothing is set."""
        ...


class Directory:
    """The contacts of a library as a deployment reaches them."""

    def __init__(self, library: Library, deployment: Deployment | None = None) -> None:
        """Keep both; without a deployment the texts' own numbers stand."""
        self._library = library
        self._deployment = deployment

    def of_passages(
        self, passages: Iterable[Passage], unit: str | None, *, emergency: bool = False
    ) -> tuple[ContactCard, ...]:
        """Return the contacts that these passages name, each once, those with a deadline first.

        Args:
            passages: The best one first.
            unit: Of the asker, or None.
            emergency: Whether someone may be in danger; otherwise an emergency number that they mention stays out.
        """
        cards: dict[str, ContactCard] = {}
        for passage in passages:
            for contact in self._library.contacts_of.get(passage.id, ()):
                if emergency or contact.id != EMERGENCY:
                    cards.setdefault(contact.id, self._named(contact, unit, passage))
        urgency = {"immediate": 0, "PT24H": 1, "P30D": 2}
        return tuple(sorted(cards.values(), key=lambda card: urgency.get(card.deadline or "", 3)))

    def _named(self, contact: Contact, unit: str | None, passage: Passage) -> ContactCard:
        here = [m for m in contact.mentions if stands_in(m.document, m.quote, passage)]
        deadline = next((m.deadline for m in here if m.deadline), None)
        return self._card(contact, unit, here[0].why, deadline)

    def is_urgent(self, passage: Passage) -> bool:
        """Tell whether a passage names somebody to be told at once, other than in an emergency."""
        cards = self.of_passages([passage], None)
        return any(card.deadline == "immediate" for card in cards)

    def when_unsure(self, org: str | None, unit: str | None, *, answered: bool = False) -> tuple[ContactCard, ...]:
        """Return whom an organisation's employees ask where its texts are silent, or name nobody in their answer."""
        return self._asked(org, unit, _APPLIES if answered else _LEFT_OPEN)

    def in_danger(self, org: str | None, unit: str | None) -> tuple[ContactCard, ...]:
        """Return whom to tell once the emergency number was called: the first whom an organisation's employees ask."""
        return self._asked(org, unit, "to tell them what is happening")[:1]

    def _asked(self, org: str | None, unit: str | None, why: str) -> tuple[ContactCard, ...]:
        organisation = self._library.organisations.get(org or "")
        return self.named(org, unit, organisation.ask if organisation else (), why)

    def named(self, org: str | None, unit: str | None, ids: Iterable[str], why: str) -> tuple[ContactCard, ...]:
        """Return contacts of an organisation by their ids, each once, in this order; unknown ones are left out."""
        found = (self._library.contact(org or "", one) for one in dict.fromkeys(ids))
        return tuple(self._card(contact, unit, why, None) for contact in found if contact)

    def routed(
        self,
        org: str,
        unit: str | None,
        contact_id: str,
        passage: Passage,
        deadline: str | None,
        *,
        why: str | None = None,
    ) -> ContactCard:
        """Return a contact of a route.

        Args:
            org: Whose route it is.
            unit: Of the reporter, or None.
            contact_id: One of the organisation's contacts, or the emergency number's, which every organisation has.
            passage: On which the route's step rests; it may say what the contact is for.
            deadline: Of the step, or None.
            why: What the step is for, or None: then what the passage says the contact is for.

        Raises:
            KeyError: The organisation has no such contact.
        """
        contact = self._library.contact(org, contact_id)
        if contact is None:
            if contact_id != EMERGENCY:
                raise KeyError(contact_id)
            return self._emergency_number(org, unit)
        here = [m for m in contact.mentions if stands_in(m.document, m.quote, passage)]
        said = here[0].why if here else _REPORT
        return self._card(contact, unit, why or said, deadline)

    def _emergency_number(self, org: str, unit: str | None) -> ContactCard:
        """Return the number of an organisation whose texts name none."""
        reach = self._deployment and self._deployment.reach(org, unit, EMERGENCY)
        number = (reach and reach.phone) or self._library.organisations[org].emergency_number
        return ContactCard(
            id=EMERGENCY,
            name=(reach and reach.name) or number,
            kind="referral",
            phone=number,
            phone_note=None,
            email=None,
            address=None,
            url=None,
            deadline="immediate",
            why=_EMERGENCY,
            verified=None,
            text_date=None,
        )

    def _card(self, contact: Contact, unit: str | None, why: str, deadline: str | None) -> ContactCard:
        reach = self._deployment and self._deployment.reach(contact.organisation, unit, contact.id)
        own = reach or Reach()
        return ContactCard(
            id=contact.id,
            name=own.name or contact.name,
            kind=contact.kind,
            phone=own.phone or contact.phone,
            phone_note=None if own.phone else contact.phone_note,
            email=own.email or contact.email,
            address=own.address or contact.address,
            url=own.url or contact.url,
            deadline=deadline,
            why=why,
            verified=own.verified.isoformat() if own.verified else None,
            text_date=self._text_date(contact) if own.leaves_the_texts and contact.id != EMERGENCY else None,
        )

    def _text_date(self, contact: Contact) -> str | None:
        """Return the date of the text that says how a contact is reached, as `ContactCard.text_date`."""
        ways = [one.split(" / ")[0] for one in (contact.phone, contact.email, contact.address, contact.url) if one]
        if not ways:
            return None
        texts = [self._library.documents[one.document] for one in contact.mentions]
        text = next((one for one in texts if any(way in one.markdown for way in ways)), texts[0])
        return text.date or ""
