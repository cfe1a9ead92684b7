"""What tests of several packages share: the real texts, and a small invented organisation with a real index."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from bot.settings import Settings
from bot.wiring import encoders_folder, index_folder
from knowledge import library as knowledge_library
from knowledge.library import DEFAULT_FOLDER, Library
from tests import alder_creek

os.environ["TZ"] = "America/Vancouver"  # so that no test hangs on where it runs
time.tzset()

hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

COMMAND = Path(sys.executable).with_name("conduct")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A knowledge folder, and the folder that holds what was built from it."""

    knowledge: Path
    var: Path

    @property
    def settings(self) -> Settings:
        """The settings of this place; no environment or file of this machine reaches them."""
        return Settings(_env_file=None, knowledge=self.knowledge, var=self.var)

    @property
    def index(self) -> Path:
        """The index's file."""
        return index_folder(self.settings) / "index.npz"

    def edit(self, before: str, after: str) -> None:
        """Change words of a rule that no contact and no typical question quotes."""
        path = self.knowledge / "documents" / "social-media.md"
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")

    def environment(self, **more: str) -> dict[str, str]:
        """Return what a process of this place has in its environment, and nothing of this machine's settings."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("CONDUCT_")}
        place = {"CONDUCT_KNOWLEDGE": str(self.knowledge), "CONDUCT_VAR": str(self.var), "COLUMNS": "200"}
        return {**own, **place, **more}

    def run(self, arguments: Sequence[str], **more: str) -> subprocess.CompletedProcess[str]:
        """Run the command line in a process of its own, in a folder without a `.env`."""
        return subprocess.run(
            [str(COMMAND), *arguments],
            env=self.environment(**more),
            cwd=self.var,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )


@pytest.fixture(scope="session")
def library() -> Library:
    """The texts that come with the product."""
    return knowledge_library.load()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The Town of Alder Creek, indexed by `conduct index` with the real encoder; not to be changed."""
    place = Place(
        knowledge=alder_creek.write(tmp_path_factory.mktemp("alder-creek")), var=tmp_path_factory.mktemp("var")
    )
    done = place.run(["index"])
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture(scope="session")
def guidelines(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The product's own texts and screening data with the shipped network, indexed; not to be changed.

    The typical questions are left out: they take a while to index, and no draft needs them.
    """
    place = Place(knowledge=tmp_path_factory.mktemp("product") / "knowledge", var=tmp_path_factory.mktemp("var"))
    shutil.copytree(DEFAULT_FOLDER, place.knowledge, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for path in (place.knowledge / "questions").glob("*.yaml"):
        if path.name != "danger.yaml":
            path.unlink()
    done = place.run(["index"])
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def own_town(town: Place, tmp_path: Path) -> Place:
    """A copy of the Town with its index, that a test may change."""
    copy = Place(knowledge=tmp_path / "alder-creek", var=tmp_path / "var")
    shutil.copytree(town.knowledge, copy.knowledge)
    shutil.copytree(town.index.parent, copy.index.parent)
    encoders_folder(copy.settings).symlink_to(encoders_folder(town.settings))
    return copy
