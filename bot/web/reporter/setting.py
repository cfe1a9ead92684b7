"""What the pages for reports need before anybody has written a word: forms, types, organisations."""

from typing import Any

from bot.json_case import form_fields, type_fields
from bot.json_reply import contact
from bot.office import Desks
from bot.settings import Settings
from bot.web.reporter.entrance import Entrance
from handlers.cases.acting import MAX_MESSAGE
from handlers.forms.report import MAX_WHAT
from handlers.report.dialog import MAX_NAME, MOST_INVOLVED
from knowledge.records import Organisation

_NOT_TAKEN = "to tell them directly, for it cannot be reported here"


def setting(desks: Desks, entrance: Entrance, settings: Settings) -> dict[str, Any]:
    """Return what the pages need."""
    known = sorted(desks.library.organisations.values(), key=lambda one: one.name)
    return {
        "organisations": [_organisation(one, desks, entrance, settings.org) for one in known],
        "types": [type_fields(one) for one in desks.reports.types.values()],
        "forms": {kind: form_fields(desks.dialog.form(kind)) for kind in ("report", "disclosure")},
        "domains": list(settings.staff_domains),
        "limits": {"text": MAX_WHAT, "message": MAX_MESSAGE, "name": MAX_NAME, "involved": MOST_INVOLVED},
    }


def _organisation(one: Organisation, desks: Desks, entrance: Entrance, default: str | None) -> dict[str, Any]:
    taken = desks.dialog.is_taken(one.id)
    asked = () if taken else desks.contacts.named(one.id, None, one.ask, _NOT_TAKEN)
    return {
        "id": one.id,
        "name": one.name,
        "default": one.id == default,
        "taken": taken,
        "number": entrance.number(one.id),
        "units": list(desks.staff.units(one.id)),
        "variants": {id_: list(found) for id_ in desks.reports.types if (found := desks.reports.variants(one.id, id_))},
        "contacts": [contact(card) for card in asked],
    }
