"""What a person wrote, and every name, stays out of representations: they may reach a log."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import get_type_hints

import pytest

import handlers.cases
import handlers.report

SHOWN = {
    "id", "case", "number", "tag", "digest", "kind", "org", "unit", "type", "variant", "role", "roles", "contact",
    "contacts", "route_contacts", "state", "because", "when", "deadline", "note", "types", "private",
}  # fmt: skip
"""Fields that hold ids, words of the texts or of the settings: nothing that anybody wrote, and nobody's name."""

OF_SETTINGS = {
    "Collection": {"authority", "purpose"},
    "Schedule": {"name", "authority"},
    "Rules": {"outcomes", "decisions", "kept"},
    "Duty": {"text"},
    "Filing": {"cards"},
    "Choice": {"people", "may_name"},
    "Asked": {"may_name"},
    "Preview": {"kept", "record", "anonymous", "remains", "call"},
}
"""Type -> its other fields that hold what the guideline texts and the settings say, or people who show no name."""


def types_of(package: ModuleType) -> Iterator[type]:
    """Yield the dataclasses of a package."""
    for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
        for one in vars(importlib.import_module(module.name)).values():
            if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.name:
                yield one


TYPES = [*types_of(handlers.cases), *types_of(handlers.report)]


@pytest.mark.parametrize("type_", TYPES, ids=lambda one: one.__name__)
def test_no_field_with_a_text_is_shown_unless_it_is_known_to_be_harmless(type_: type) -> None:
    """A field that is added must be left out, or be named here."""
    hints = get_type_hints(type_)
    one: object = object.__new__(type_)
    for field in fields(type_):
        object.__setattr__(one, field.name, f"«{field.name}»")
    texts = {field.name for field in fields(type_) if "str" in str(hints[field.name])}
    shown = {name for name in texts if f"«{name}»" in repr(one)}
    assert shown - SHOWN == OF_SETTINGS.get(type_.__name__, set())


def test_there_are_types_to_look_at() -> None:
    """The walk finds those that matter most."""
    assert {"Message", "HistoryEntry", "Notice", "Disposal", "Seen", "Offered"} <= {one.__name__ for one in TYPES}
