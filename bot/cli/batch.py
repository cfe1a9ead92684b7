"""Batch mode: JSON Lines in, one JSON line out for each, in order."""

import codecs
import json
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot.incidents import log_incident
from handlers.request import BadRequest

Record = dict[str, Any]


class BatchError(Exception):
    """A batch file cannot be read or written; the message says which, and why."""


def run(source: Path, target: Path, work: Callable[[Record], Record]) -> int:
    """Do a piece of work for every line of a file.

    A line that cannot be read or handled becomes `{"id", "line", "error"}`; the rest goes on.

    Args:
        source: JSON Lines, UTF-8; blank lines are passed over.
        target: Written whole at the end, or not at all.
        work: Record -> the fields of its answer.

    Returns:
        How many lines failed.

    Raises:
        BatchError: A file cannot be read or written.
    """
    answers = [_answer(number, line, work) for number, line in lines(source)]
    # An id may hold half a character, which has no UTF-8; as a backslash escape it is JSON.
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in answers)
    scratch = Path(target.parent, f".{target.name}.{os.getpid()}.tmp")
    try:
        scratch.write_text(text, encoding="utf-8", errors="backslashreplace")
        scratch.replace(target)
    except OSError as error:
        raise BatchError(f"{target}: cannot be written: {error.strerror}") from None
    finally:  # the answers may hold words of drafts: no half of them stays behind
        with suppress(OSError):
            scratch.unlink()
    return sum("error" in one for one in answers)


def lines(source: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file that are not blank, each with its number, counted from 1; without a byte order mark.

    Raises:
        BatchError: The file cannot be read.
    """
    try:
        content = source.read_bytes().removeprefix(codecs.BOM_UTF8)
    except OSError as error:
        raise BatchError(f"{source}: cannot be read: {error.strerror}") from None
    for number, line in enumerate(content.splitlines(), 1):
        if line.strip():
            yield number, line


def _answer(number: int, line: bytes, work: Callable[[Record], Record]) -> Record:
    record: Record = {}
    try:
        record = _record(line)
        return {"id": record.get("id"), **work(record)}
    except BadRequest as error:
        reason = str(error)
    except Exception as error:  # a fault of ours in one line must not lose the others' answers
        reason = f"something went wrong (incident {log_incident(error)})"
    return {"id": record.get("id"), "line": number, "error": reason}


def _record(line: bytes) -> Record:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadRequest("is not UTF-8 text") from None
    except ValueError as error:
        raise BadRequest(f"is not JSON: {error}") from None
    except RecursionError:
        raise BadRequest("is nested too deeply") from None
    if not isinstance(record, dict):
        raise BadRequest("is not a JSON object")
    return record
