"""Questions that people are offered where they may not know what to ask."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from knowledge.records import Organisation

MOST = 6
"""Questions that are offered at once: more are read by nobody."""


def examples(organisations: Mapping[str, Organisation], org: str | None) -> tuple[str, ...]:
    """Return questions to offer, the best first.

    Args:
        organisations: All that are known, by id.
        org: Id of that of whoever asks; where it is unknown, they are offered some of each organisation, in turn.
    """
    known = organisations.get(org or "")
    own = known.examples if known else tuple(dict.fromkeys(_in_turn(organisations)))
    return own[:MOST]


def _in_turn(organisations: Mapping[str, Organisation]) -> Iterator[str]:
    """Yield the first question of each organisation, then the second of each, and so on."""
    for row in zip_longest(*(each.examples for each in organisations.values())):
        yield from filter(None, row)
