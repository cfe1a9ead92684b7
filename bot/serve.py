"""`conduct serve`: one process with every door whose settings are there."""

from typing import Annotated

import typer

from bot.cli.options import Knowledge, settings_with


def serve(
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,  # noqa: FBT002
    knowledge: Knowledge = None,
) -> None:
    """Serve the page, which asks for a sign-in on any address but loopback, and Slack where it is set up."""
    import asyncio

    from bot.service import run  # the web server is slow to import, and no other command needs it

    asyncio.run(run(settings_with(knowledge), open_page=open_page))
