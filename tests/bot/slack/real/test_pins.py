"""What is fetched for these tests: exact versions, from wherever a machine fetches its packages."""

import json
import re
from typing import Any

from tests.bot.slack.real.node import MODULES

FOLDER = MODULES.parent


def read(name: str) -> dict[str, Any]:
    """Return a file of Node's part of the tests."""
    found: dict[str, Any] = json.loads((FOLDER / name).read_text("utf-8"))
    return found


def test_versions_are_exact() -> None:
    """Also of what is needed only where it runs."""
    given = read("package.json")
    versions = [*given["dependencies"].values(), *given["optionalDependencies"].values()]
    assert [one for one in versions if not re.fullmatch(r"\d+\.\d+\.\d+", one)] == []


def test_no_host_is_named() -> None:
    """Each package is known by its digest; `--omit-lockfile-registry-resolved` leaves out where it came from."""
    packages = read("package-lock.json")["packages"]
    assert all("integrity" in one for path, one in packages.items() if path)
    assert "://" not in json.dumps(packages)
