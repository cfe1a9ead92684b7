"""Memory that checking drafts adds to a process that answers questions.

Prints: resident memory added by the first check and by 200 more, and its share of the goal of 450 MB.
"""

import psutil

from benchmarks import drafts, sample

_COUNT = 200
_GOAL_MB = 450


def main() -> None:
    """Measure and print."""
    assistant = sample.assistant()
    for request in sample.requests(assistant, 20):
        assistant.ask.handle(request)
    requests = drafts.requests(assistant, _COUNT, least=5, most=250)
    before = _resident_mb()
    assistant.check.handle(requests[0])
    first = _resident_mb()
    for one in requests:
        assistant.check.handle(one)
    added = _resident_mb() - before
    print(
        f"before {before:.0f} MB; the first check adds {first - before:.0f} MB, with {len(requests)} more it is "
        f"{added:.0f} MB, {added / _GOAL_MB:.2f} of the goal of {_GOAL_MB} MB"
    )


def _resident_mb() -> float:
    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    main()
