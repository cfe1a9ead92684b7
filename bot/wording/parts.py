"""A titled list of sentences, which a door shows as its platform does."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Part:
    """A title, and what stands under it; it may hold names and what people wrote."""

    title: str
    points: tuple[str, ...]
