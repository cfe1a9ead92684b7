"""What a reporter is shown before anything is sent, as they read it in a terminal."""

from rich.console import Console

from bot.cli.points import point, title
from bot.cli.reporting.choosing import choices, ways
from handlers.cases.rules import Collection
from handlers.cases.wording import STANDING
from handlers.report.preview import ALLEGED, Preview, Seen

_BECAUSE = {
    "route": "",
    "intake": "takes it because nobody else here takes this, or may see it",
    "urgent": "is told at once, for somebody may be in danger",
}

_NEXT = "If nobody says in time that they have it, or it cannot be delivered, these are told in turn"


def show_preview(preview: Preview, console: Console) -> None:
    """Print who will see it, where it is kept, what it becomes, and what it does not do."""
    title("Who will see this", console)
    for one in preview.recipients:
        point(_seen(one), console)
    if preview.line:
        following = ", ".join(f"{one.name} ({one.who})" for one in preview.line)
        point(f"{_NEXT}: {following}.", console)
    if preview.call:
        point(f"Nobody is left here who could receive it, and it cannot be sent. {preview.call}", console)
    point(ALLEGED, console)
    title("Where it is kept", console)
    point(f"It is kept {preview.kept}.", console)
    point(preview.record, console)
    if preview.anonymous:
        point(preview.anonymous, console)
    if preview.collection:
        show_collection(preview.collection, console)
    title("What it does not do for you", console)
    for text in preview.remains:
        point(text, console)


def show_collection(notice: Collection, console: Console) -> None:
    """Print the collection notice."""
    point(f"Under what authority: {notice.authority}.", console)
    point(f"What for: {notice.purpose}.", console)
    if notice.contact:
        point(f"Who answers questions about that: {notice.contact}.", console)


def show_choices(preview: Preview, console: Console, *, may_name: bool) -> None:
    """Print what the reporter may choose and what may apply, by the options that say so."""
    offered = choices(preview, may_name=may_name)
    if offered or preview.conditions:
        title("What you may say of who sees it", console)
    for choice in offered:
        point(f"One of: {', '.join(f'--to {way}' for way in ways(choice))}", console)
    for one in preview.conditions:
        point(f"--applies {one.step}: {', '.join(one.contacts)} is to know too {one.when}", console)
    known = preview.concerned
    for role, name in {**known.said_roles, **known.other_roles}.items():
        point(f"--involved-role {role}: {name} is involved", console)
    for person in (*known.said, *known.others):
        point(f"--involved '{person.name}': is involved{f' ({person.who})' if person.who else ''}", console)


def _seen(one: Seen) -> str:
    told = "is sent what you wrote" if one.full else "is sent its number and a link, and reads it here"
    if one.here:
        told = STANDING["here"]
    because = _BECAUSE.get(one.because, "")
    return f"{one.name} ({one.role}): {f'{because}; ' if because else ''}{told}."
