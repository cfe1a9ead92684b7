"""What people entered into a modal, by the names of its inputs."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

from bot.slack.ids import AMONG
from handlers.forms.model import Answer

T = TypeVar("T", bound=str)


class Entered:
    """What stands in a modal. It has no representation: it holds what people wrote."""

    def __init__(self, values: Mapping[str, Answer]) -> None:
        """Keep it: id of a block -> what stands in its one element."""
        self._values = values

    def answer(self, name: str) -> Answer | None:
        """Return what stands in an input, among whatever one chooses there; None where there is none of this name."""
        block = self.block(name)
        return None if block is None else self._values[block]

    def text(self, name: str) -> str | None:
        """Return the text in an input, or the one that is chosen there; None where there is none of this name."""
        found = self.answer(name)
        return found if isinstance(found, str) else None

    def all(self, name: str) -> tuple[str, ...]:
        """Return all that is chosen in an input that takes several."""
        found = self.answer(name)
        return found if isinstance(found, tuple) else ()

    def one_of(self, name: str, known: Collection[T]) -> T | None:
        """Return the one that is chosen; None for what is not known, as where nothing is said."""
        found = self.text(name)
        return next((one for one in known if one == found), None)

    def below(self, begin: str) -> Iterator[tuple[str, Answer]]:
        """Yield the inputs whose names begin with this, by what follows; with what stands there."""
        for block, found in self._values.items():
            if block.startswith(begin):
                yield _name(block).removeprefix(begin), found

    def block(self, name: str) -> str | None:
        """Return the id of an input's block; None where there is none of this name."""
        return next((block for block in self._values if _name(block) == name), None)

    @property
    def last_block(self) -> str | None:
        """Id of the last input's block, or None where nothing can be entered."""
        return next(reversed([*self._values]), None)


def value(element: Mapping[str, Any]) -> Answer:
    """Return what was entered into an element: a text, what was chosen, or all that was chosen."""
    several = element.get("selected_options")
    return chosen(element) if several is None else tuple(str(one["value"]) for one in several)


def chosen(element: Mapping[str, Any]) -> str:
    """Return the text that was entered into an element, or the one that was chosen; nothing where neither was."""
    for name in ("selected_option", "value", "selected_date", "selected_time"):
        found = element.get(name)
        if isinstance(found, Mapping):
            return str(found.get("value") or "")
        if found:
            return str(found)
    return ""


def _name(block: str) -> str:
    return block.partition(AMONG)[0]
