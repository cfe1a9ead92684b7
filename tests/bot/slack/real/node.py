"""What Node brings to these tests; without it they are named as not run."""

import shutil
from pathlib import Path

import pytest

MODULES = Path(__file__).parents[3] / "node" / "node_modules"
"""Where `make test` installs what `tests/node/package.json` names."""


def program(path: str) -> Path:
    """Return an installed program; where it is not there, the test says so and is not run.

    Args:
        path: Below `node_modules`.
    """
    found = MODULES / path
    if shutil.which("node") is None or not found.exists():
        pytest.skip("not run: there is no Node here, or no packages; install Node and run `npm ci --prefix tests/node`")
    return found
