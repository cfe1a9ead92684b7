"""Arrays in a file can be read from many threads."""

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.arrays import read_arrays, write_arrays


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns as often as they can, even while the interpreter parses."""
    interval, threshold = sys.getswitchinterval(), gc.get_threshold()

    def turn(_phase: str, _info: dict[str, int]) -> None:
        for _ in range(50):
            pass

    sys.setswitchinterval(1e-6)
    gc.set_threshold(20)
    gc.callbacks.append(turn)
    yield
    gc.callbacks.remove(turn)
    gc.set_threshold(*threshold)
    sys.setswitchinterval(interval)


@pytest.mark.usefixtures("restless")
def test_threads_read_at_the_same_time(tmp_path: Path) -> None:
    """Every reader gets every array whole."""
    path = tmp_path / "arrays.npz"
    arrays = {f"part-{number}": np.full((20, 8), number, np.float32) for number in range(60)}
    write_arrays(path, arrays)
    with ThreadPoolExecutor(3) as threads:
        read = list(threads.map(lambda _number: read_arrays(path), range(300)))
    assert all(found.keys() == arrays.keys() for found in read)
    assert all(np.array_equal(found[name], arrays[name]) for found in read for name in arrays)
