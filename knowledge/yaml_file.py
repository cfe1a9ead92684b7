"""YAML files that people maintain -> validated records, with errors that name file, line and field."""

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from knowledge.errors import KnowledgeError

Record = TypeVar("Record")


def load_all(path: Path, record: type[Record]) -> tuple[Record, ...]:
    """Read a YAML file that holds a list of records; an empty file holds none.

    Raises:
        KnowledgeError: It cannot be read, is not YAML, or a record does not have this shape.
    """
    text = read_text(path)
    return parse(text, path, tuple[record, ...]) if text.strip() else ()  # type: ignore[valid-type]


def parse(text: str, path: Path, shape: type[Record], *, first_line: int = 1) -> Record:
    """Validate YAML text; `path` and `first_line` say where it stands, for errors.

    Raises:
        KnowledgeError: It is not YAML or does not have this shape.
    """
    try:
        tree = yaml.compose(text, Loader=yaml.CSafeLoader)
        value = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + first_line if mark else None
        raise KnowledgeError(path, f"is not valid YAML ({_problem(error)})", line=line) from None
    try:
        return TypeAdapter(shape).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        keys = first["loc"]
        line = _line(tree, keys) + first_line
        raise KnowledgeError(path, _plain(first["msg"]), line=line, field=".".join(map(str, keys)) or None) from None


def read_text(path: Path) -> str:
    """Read a UTF-8 text file.

    Raises:
        KnowledgeError: It cannot be read, or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KnowledgeError(path, f"is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise KnowledgeError(path, f"cannot be read: {error.strerror}") from None


def _problem(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or error).splitlines()[0]


def _plain(message: str) -> str:
    return message.removeprefix("Value error, ")


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
