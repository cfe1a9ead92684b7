"""Reading and writing backups as files, whoever wrote them."""

import json
import stat
from hashlib import sha256
from pathlib import Path


def lines(path: Path) -> list[bytes]:
    """Return the lines of a backup."""
    return path.read_bytes().splitlines(keepends=True)


def put(path: Path, content: list[bytes]) -> None:
    """Write lines as they are."""
    path.write_bytes(b"".join(content))


def put_with_checksum(path: Path, content: list[bytes]) -> None:
    """Write lines, and behind them a checksum that is right."""
    checksum = json.dumps({"sha256": sha256(b"".join(content)).hexdigest()}).encode() + b"\n"
    put(path, [*content, checksum])


def mode(path: Path) -> int:
    """Return who may do what with a file."""
    return stat.S_IMODE(path.stat().st_mode)
