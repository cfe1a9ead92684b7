"""The check of a draft at every door that serves: beside the loop, and nothing of the draft is kept."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from bot.needs import Assistant
from bot.refusals import NotReady
from handlers.check.handler import CheckHandler
from handlers.check.messages import CheckReply, CheckRequest
from index.errors import IndexUnusable
from knowledge.errors import KnowledgeError

NO_ORGANISATION = "A draft is checked by the rules of one organisation: choose yours."
_NOT_READY = "Drafts cannot be checked here: what the check needs is missing or damaged. Questions can still be asked."


async def screened(assistant: Assistant, draft: CheckRequest) -> CheckReply:
    """Screen a draft, in a thread beside the loop: it computes, and others are served meanwhile.

    One draft is screened at a time: each takes all that the processors give, and questions are not to wait for several.

    Raises:
        BadRequest: As `CheckHandler.handle`.
        NotReady: What screens drafts is missing or broken.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_thread(), lambda: _checker(assistant).handle(draft))


async def prepare(assistant: Assistant) -> None:
    """Prepare what screens drafts, which takes seconds the first time, and nothing after that.

    Raises:
        NotReady: It is missing or broken.
    """
    await asyncio.to_thread(_checker, assistant)


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="check")


def _checker(assistant: Assistant) -> CheckHandler:
    try:
        return assistant.check
    except (KnowledgeError, IndexUnusable) as error:
        raise NotReady(_NOT_READY, error) from None
