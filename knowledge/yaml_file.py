"""YAML files that people maintain -> validated records, with errors that name file, line and field."""

from collections.abc import Hashable
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.errors import KnowledgeError

Record = TypeVar("Record")

_PLAIN = {
    "missing": "is missing; add it",
    "unexpected_keyword_argument": "is no field here; mend its spelling or take it out",
    "dataclass_type": "must be fields with their values ('name: value')",
    "tuple_type": "must be a list; begin each entry with '- '",
    "string_type": "must be text; put it in quotes",
    "string_too_short": "must not be empty",
    "too_short": "must not be empty",
    "string_pattern_mismatch": "must be lower-case letters and digits, with '-' or '_' between them",
}
"""What the commonest of pydantic's errors ask of somebody who maintains the data."""


class _Loader(yaml.CSafeLoader):
    """YAML as it is, but a value that cannot be built, or a key that stands twice, is an error with its place."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> object:  # noqa: FBT001, FBT002
        """Build a value."""
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise yaml.constructor.ConstructorError(None, None, str(error), node.start_mark) from None

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:  # noqa: FBT001, FBT002
        """Build a mapping."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    problem = f"'{key.value}' stands twice in one entry; begin another with '- ', or take one out"
                    raise yaml.constructor.ConstructorError(None, None, problem, key.start_mark)
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def load_all(path: Path, record: type[Record]) -> tuple[Record, ...]:
    """Read a YAML file that holds a list of records; a file that is empty or all comments holds none.

    Raises:
        KnowledgeError: It cannot be read, is not YAML, or a record does not have this shape.
    """
    return parse(read_text(path), path, tuple[record, ...] | None) or ()  # type: ignore[arg-type, valid-type]


def parse(text: str, path: Path, shape: type[Record], *, first_line: int = 1) -> Record:
    """Validate YAML text; `path` and `first_line` say where it stands, for errors.

    Raises:
        KnowledgeError: It is not YAML or does not have this shape.
    """
    try:
        loader = _Loader(text)
        tree = loader.get_single_node()
        value = loader.construct_document(tree) if tree else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + first_line if mark else None
        raise KnowledgeError(path, f"is not valid YAML ({_problem(error)})", line=line) from None
    try:
        return TypeAdapter(shape).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        keys = first["loc"]
        reason = _PLAIN.get(first["type"], first["msg"])
        line = _line(tree, keys) + first_line
        raise KnowledgeError(path, reason, line=line, field=".".join(map(str, keys)) or None) from None


def line_of(path: Path, *keys: int | str) -> int:
    """Return the line, counted from 1, on which something stands in a YAML file that was read before.

    Args:
        path: Of the file.
        keys: The way to it: places in lists, counted from 0, and names; as far as they lead.

    Raises:
        KnowledgeError: The file cannot be read any more.
    """
    return _line(yaml.compose(read_text(path), _Loader), keys) + 1


def read_text(path: Path) -> str:
    """Read a UTF-8 text file.

    Raises:
        KnowledgeError: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnowledgeError(path, f"is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise KnowledgeError(path, f"cannot be read: {error.strerror}") from None


def _problem(error: yaml.YAMLError) -> str:
    return " ".join(str(getattr(error, "problem", None) or error).split())


def _line(node: yaml.Node | None, keys: tuple[int | str, ...]) -> int:
    """Follow the keys down the node tree as far as they lead; return the line there, counted from 0."""
    if node is None:
        return 0
    line: int = node.start_mark.line
    for key in keys:
        child = _child(node, key)
        if child is None:
            break
        node, line = child, child.start_mark.line
    return line


def _child(node: yaml.Node, key: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        item: yaml.Node = node.value[key]
        return item
    if isinstance(node, yaml.MappingNode):
        return next((value for name, value in node.value if name.value == key), None)
    return None
