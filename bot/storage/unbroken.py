"""Entering and leaving a context whole, even where whoever does so is cancelled in the midst of it.

A connection that is cancelled while it is made, or while it commits, would be left behind half open.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

T = TypeVar("T")


@asynccontextmanager
async def unbroken(context: AbstractAsyncContextManager[T]) -> AsyncIterator[T]:
    """Enter a context; leave it once it was entered, come what may."""
    entering = asyncio.ensure_future(_entered(context))
    try:
        value = await _done(entering)
    except asyncio.CancelledError as error:
        if not entering.cancelled() and not entering.exception():
            await context.__aexit__(type(error), error, error.__traceback__)
        raise
    try:
        yield value
    except BaseException as error:
        if not await _done(asyncio.ensure_future(_left(context, error))):
            raise
    else:
        await _done(asyncio.ensure_future(_left(context, None)))


async def _entered(context: AbstractAsyncContextManager[T]) -> T:
    return await context.__aenter__()


async def _left(context: AbstractAsyncContextManager[Any], error: BaseException | None) -> bool | None:
    return await context.__aexit__(type(error) if error else None, error, error.__traceback__ if error else None)


async def _done(task: "asyncio.Future[T]") -> T:
    """Wait for something to be done; who is cancelled meanwhile waits all the same, and is cancelled after that."""
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
