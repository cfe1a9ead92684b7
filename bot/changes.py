"""Whether files changed since they were last looked at."""

from pathlib import Path

Stamp = tuple[tuple[int, int, int] | None, ...]
"""What tells one state of files from another."""


def stamp(*paths: Path | None) -> Stamp:
    """Return the state of files, in their order; of one that is not there, or not to be had, there is none."""
    return tuple(_one(path) for path in paths)


def _one(path: Path | None) -> tuple[int, int, int] | None:
    try:
        found = path.stat() if path else None
    except OSError:
        return None
    return found and (found.st_mtime_ns, found.st_size, found.st_ino)
