"""Questions to measure with, and the assistant that answers them."""

import itertools
from collections.abc import Iterator

from bot import settings
from bot.wiring import Assistant
from handlers.ask.messages import AskRequest
from knowledge import questions


def assistant() -> Assistant:
    """Return the assistant as the settings make it."""
    return Assistant(settings.load())


def requests(built: Assistant, count: int) -> list[AskRequest]:
    """Return typical questions of every organisation in turn, as many as asked for."""
    library = built.library
    typical = questions.load(library).typical
    pairs = [(one.text, library.organisation_of(library.passages[one.passage])) for one in typical[::7]]
    chosen: Iterator[tuple[str, str]] = itertools.islice(itertools.cycle(pairs), count)
    return [AskRequest(question=text, org=org) for text, org in chosen]
