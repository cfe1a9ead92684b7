"""What the pages for reports need before anybody has written a word: forms, types, organisations."""

from typing import Any

from bot.entrance import Entrance
from bot.json_case import collection_fields, form_fields, type_fields
from bot.json_reply import contact
from bot.office import Desks
from bot.settings import Settings
from bot.web.reporter.showing import LIMITS
from bot.wording.reports import TELL_DIRECTLY
from knowledge.records import Organisation


def setting(desks: Desks, entrance: Entrance, settings: Settings) -> dict[str, Any]:
    """Return what the pages need."""
    known = sorted(desks.library.organisations.values(), key=lambda one: one.name)
    number = _number({entrance.number(one.id) for one in known})
    return {
        "organisations": [_organisation(one, desks, entrance, settings.org) for one in known],
        "types": [type_fields(one) for one in desks.reports.types.values()],
        "forms": {kind: form_fields(desks.dialog.form(kind).with_number(number)) for kind in ("report", "disclosure")},
        "domains": list(settings.staff_domains),
        "limits": LIMITS,
    }


def _number(numbers: set[str]) -> str:
    """Return whom to call in danger, as it stands in forms that people of every organisation read."""
    return next(iter(numbers)) if len(numbers) == 1 else "the emergency number"


def _organisation(one: Organisation, desks: Desks, entrance: Entrance, default: str | None) -> dict[str, Any]:
    taken = desks.dialog.is_taken(one.id)
    asked = () if taken else desks.contacts.named(one.id, None, one.ask, TELL_DIRECTLY)
    return {
        "id": one.id,
        "name": one.name,
        "default": one.id == default,
        "taken": taken,
        "number": entrance.number(one.id),
        "units": list(desks.staff.units(one.id)),
        "variants": {id_: list(found) for id_ in desks.reports.types if (found := desks.reports.variants(one.id, id_))},
        "collection": collection_fields(desks.work.practice.rules(one.id).collection),
        "contacts": [contact(card) for card in asked],
    }
