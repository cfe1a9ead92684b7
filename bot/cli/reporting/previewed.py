"""What a reporter is shown before anything is sent, as they read it in a terminal."""

from rich.console import Console

from bot.cli.points import point, show_part, title
from bot.cli.reporting.choosing import choices, ways
from bot.wording.previews import collection, condition, preview_parts
from handlers.cases.rules import Collection
from handlers.report.preview import Preview


def show_preview(preview: Preview, console: Console) -> None:
    """Print who will see it, where it is kept, what it becomes, and what it does not do."""
    for part in preview_parts(preview):
        show_part(part, console)


def show_collection(notice: Collection, console: Console) -> None:
    """Print the collection notice."""
    for text in collection(notice):
        point(text, console)


def show_choices(preview: Preview, console: Console, *, may_name: bool) -> None:
    """Print what the reporter may choose and what may apply, by the options that say so."""
    offered = choices(preview, may_name=may_name)
    if offered or preview.conditions:
        title("What you may say of who sees it", console)
    for choice in offered:
        point(f"One of: {', '.join(f'--to {way}' for way in ways(choice))}", console)
    for one in preview.conditions:
        point(f"--applies {one.step}: {condition(one)}", console)
    known = preview.concerned
    for role, name in {**known.said_roles, **known.other_roles}.items():
        point(f"--involved-role {role}: {name} is involved", console)
    for person in (*known.said, *known.others):
        point(f"--involved '{person.name}': is involved{f' ({person.who})' if person.who else ''}", console)
