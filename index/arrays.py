"""Named arrays in one file: written whole or not at all."""

import os
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusable

Arrays = dict[str, NDArray[Any]]

MAKE_WRITABLE, NAME_ANOTHER = "make the folder writable or set CONDUCT_VAR", "name another file"
"""What to do where something cannot be written: of what is built, and of what a command was told to write."""

_one_reader = Lock()
"""numpy parses headers with `ast`, which fails in CPython 3.11 when two threads do so at once ("depth mismatch")."""


def read_arrays(path: Path) -> Arrays:
    """Read what `write_arrays` wrote; raises errors of many types where the file is missing or damaged."""
    # opened here: by its path alone, numpy leaves a damaged file open
    with _one_reader, path.open("rb") as file, np.load(file) as archive:
        return {name: archive[name] for name in archive.files}


def write_arrays(path: Path, arrays: Arrays, *, packed: bool = False, mend: str = MAKE_WRITABLE) -> None:
    """Write arrays to a file whole or not at all.

    Args:
        path: The file.
        arrays: What goes into it.
        packed: For what ships: smaller, and slower to write and read.
        mend: What to do where it cannot be written.

    Raises:
        IndexUnusable: The folder cannot be written to.
    """
    save = np.savez_compressed if packed else np.savez
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            with scratch.open("wb") as file:
                save(file, **arrays)  # type: ignore[arg-type]
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as error:
        raise IndexUnusable(f"cannot write {path}: {error.strerror}; {mend}") from error
