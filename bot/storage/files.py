"""Files that are their owner's alone, and are there whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path, *, replacing: bool) -> Iterator[BinaryIO]:
    """Give a file to write to; it takes its name once everything is written and has reached the disk.

    Args:
        path: Its name; of a link, what it points to is replaced.
        replacing: Whether a file of that name is replaced; its owner stays.

    Raises:
        FileExistsError: There is one of that name, and it is not to be replaced.
        OSError: It cannot be written.
    """
    name = path.resolve()
    waiting = name.with_name(f".{name.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            _same_owner(file.fileno(), name)
            yield file
            file.flush()
            os.fsync(file.fileno())
        if replacing:
            os.replace(waiting, name)
        else:
            os.link(waiting, name)  # unlike a rename, this fails where there is one already
        remember(name.parent)
    finally:
        with suppress(FileNotFoundError):
            waiting.unlink()


def remember(folder: Path) -> None:
    """Have the names in a folder reach the disk, so that a power cut takes none of them away."""
    found = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(found)
    finally:
        os.close(found)


def _same_owner(file: int, name: Path) -> None:
    """Give a new file to whoever owns the one that it replaces: an administrator writes it, the service reads it."""
    with suppress(FileNotFoundError):
        kept = name.stat()
        if (kept.st_uid, kept.st_gid) != (os.geteuid(), os.getegid()):
            os.fchown(file, kept.st_uid, kept.st_gid)
