"""Shares and how far they can be trusted."""

from collections.abc import Sequence


def share(values: Sequence[bool]) -> float | None:
    """Return which part of the values is true; None without any."""
    return sum(values) / len(values) if values else None


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Return the 95% interval of a share.

    Source: Wilson, Probable Inference, the Law of Succession, and Statistical Inference, JASA 1927.
    """
    z, part = 1.96, hits / count
    centre = part + z * z / (2 * count)
    spread = z * (part * (1 - part) / count + z * z / (4 * count * count)) ** 0.5
    return (centre - spread) / (1 + z * z / count), (centre + spread) / (1 + z * z / count)
