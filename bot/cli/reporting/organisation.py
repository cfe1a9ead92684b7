"""Which organisation a report or a disclosure goes to, asked where no option and no setting says it."""

from bot.cli.reporting.asking import Asker
from bot.cli.reporting.room import Room
from handlers.request import BadRequest


def asked_organisation(asker: Asker, room: Room) -> str:
    """Return the organisation that is picked among those whose reports are taken here.

    Raises:
        BadRequest: There is none, or the input ended.
    """
    known = room.office.desks.library.organisations
    taken = [one for one in known.values() if room.dialog.is_taken(one.id)]
    if not taken:
        raise BadRequest("No organisation's reports are taken here; please turn to your contacts directly.")
    asker.step("Which organisation do you work for?")
    return taken[asker.first(lambda: asker.pick([one.name for one in taken]))].id
