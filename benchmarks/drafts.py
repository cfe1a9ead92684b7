"""Drafts to measure with."""

from bot.wiring import Assistant
from handlers.check.messages import CheckRequest
from knowledge import screening as knowledge_screening
from knowledge.text import words


def requests(built: Assistant, count: int, *, least: int = 50, most: int = 70) -> list[CheckRequest]:
    """Return examples of so many words as requests, spread over their files; fewer where there are not so many."""
    screening = knowledge_screening.load(built.library)
    examples = knowledge_screening.examples(built.library, screening) if screening else ()
    fitting = [one for one in examples if least <= len(words(one.draft)) <= most]
    step = max(1, len(fitting) // count)
    return [
        CheckRequest(draft=one.draft, org=one.organisation, capacity=one.capacity) for one in fitting[::step][:count]
    ]
