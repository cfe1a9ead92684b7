"""Named arrays in one file: written whole or not at all."""

import os
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexUnusable

Arrays = dict[str, NDArray[Any]]

_one_reader = Lock()
"""numpy parses headers with `ast`, which fails in CPython 3.11 when two threads do so at once ("depth mismatch")."""


def read_arrays(path: Path) -> Arrays:
    """Read what `write_arrays` wrote; raises errors of many types where the file is missing or damaged."""
    # opened here: by its path alone, numpy leaves a damaged file open
    with _one_reader, path.open("rb") as file, np.load(file) as archive:
        return {name: archive[name] for name in archive.files}


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Write arrays to a file whole or not at all.

    Raises:
        IndexUnusable: The folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            with scratch.open("wb") as file:
                np.savez(file, **arrays)  # type: ignore[arg-type]
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(path)
        finally:
            scratch.unlink(missing_ok=True)
    except OSError as error:
        raise IndexUnusable(
            f"cannot write {path}: {error.strerror}; make the folder writable or set CONDUCT_VAR"
        ) from error
