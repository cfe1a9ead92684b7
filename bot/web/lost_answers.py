"""Receipt codes of the last minutes: an answer that is lost on its way can be given once more."""

import time
from collections.abc import Callable

_SECONDS = 600
_MOST = 1000


class LostAnswers:
    """Remembers, in memory alone and for ten minutes, which receipt code went with which press of a button.

    A receipt code is kept nowhere else; somebody without a name has nothing but it.
    """

    def __init__(self, *, now: Callable[[], float] = time.monotonic) -> None:
        """Keep the clock."""
        self._now = now
        self._given: dict[str, tuple[str, float]] = {}

    def receipt(self, submission: str, fresh: str | None) -> str | None:
        """Return the receipt code that goes with a submission, or None where it is not known any more.

        Args:
            submission: What the press of the button is known by.
            fresh: The code, where the case was only kept now.
        """
        self._forget()
        if fresh is not None:
            self._given[submission] = (fresh, self._now() + _SECONDS)
        known = self._given.get(submission)
        return known[0] if known else None

    def _forget(self) -> None:
        now = self._now()
        for submission in [one for one, (_, until) in self._given.items() if until <= now]:
            del self._given[submission]
        while len(self._given) >= _MOST:
            del self._given[next(iter(self._given))]
