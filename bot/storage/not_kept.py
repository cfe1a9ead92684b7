"""What a person is told when something could not be kept."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from bot.storage.errors import Cause, StorageUnusable
from handlers.cases.store import NotKept

_WHY: Mapping[Cause, str] = MappingProxyType(
    {
        "full": "there is no room left where cases are kept",
        "busy": "too much is being written there at the moment",
        "keys": "the keys that seal it cannot be used at the moment",
        "other": "the place where cases are kept cannot be used at the moment",
    }
)


@contextmanager
def told() -> Iterator[None]:
    """Turn a fault of the storage into what a person is told; the fault itself stays its cause, for the log.

    Raises:
        NotKept: Nothing was kept.
    """
    try:
        yield
    except StorageUnusable as error:
        raise NotKept(
            f"This could not be kept: {_WHY[error.cause]}. Nothing was kept and nothing was sent. Please try again "
            "in a few minutes, or call instead."
        ) from error
