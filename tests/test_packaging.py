"""The package: an installed copy has every file that the product reads."""

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGED = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["package-data"]


@pytest.mark.parametrize("package", ["bot", "handlers", "index", "knowledge"])
def test_every_file_beside_the_code_is_packaged(package: str) -> None:
    """Texts, originals, questions, the adapter, the page."""
    beside = {
        path
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and not path.name.startswith(".")
    }
    packaged = {
        path
        for name, patterns in PACKAGED.items()
        for pattern in patterns
        for path in (ROOT / name.replace(".", "/")).glob(pattern)
    }
    assert sorted(beside - packaged) == []
