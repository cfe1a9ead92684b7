"""What takes long to make is made once in a run: the workers of pytest-xdist share it."""

import fcntl
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import IN_WORKER


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that whoever comes first fills; whoever comes meanwhile waits until it is whole.

    Nothing of it outlives the run: pytest gives every run a folder of its own.

    Args:
        factory: Knows the folder of this run.
        name: Of the folder.
        make: Fills the folder, which is empty.
    """
    own = factory.getbasetemp()
    shared = own.parent if IN_WORKER else own
    folder, whole = shared / name, shared / f"{name}.whole"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            whole.touch()
    return folder
