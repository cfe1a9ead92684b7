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
from tests import IN_WORKER, alder_creek
from tests.once import made_once
from tests.order import soonest

os.environ["TZ"] = "America/Vancouver"  # so that no test hangs on where it runs
time.tzset()

hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

COMMAND = Path(sys.executable).with_name("conduct")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have the files in an order in which several workers come through them soonest."""
    if IN_WORKER:
        items[:] = soonest(items)


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

    @property
    def encoder(self) -> Path:
        """The folder of its encoder, the only one that was exported for it."""
        (only,) = encoders_folder(self.settings).resolve().iterdir()
        return only

    def copied(self, folder: Path) -> "Place":
        """Copy it to a folder, with its index; the exported encoders and networks are shared."""
        copy = _at(folder)
        shutil.copytree(self.knowledge, copy.knowledge)
        shutil.copytree(self.index.parent, copy.index.parent)
        encoders_folder(copy.settings).symlink_to(encoders_folder(self.settings).resolve())
        return copy

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

    def run(self, arguments: Sequence[str], *, patience: float = 300, **more: str) -> subprocess.CompletedProcess[str]:
        """Run the command line in a process of its own, in a folder without a `.env`; end it after so many seconds."""
        return subprocess.run(
            [str(COMMAND), *arguments],
            env=self.environment(**more),
            cwd=self.var,
            capture_output=True,
            text=True,
            timeout=patience,
            check=False,
        )


@pytest.fixture(scope="session")
def library() -> Library:
    """The texts that come with the product."""
    return knowledge_library.load()


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The Town of Alder Creek, indexed by `conduct index` with the real encoder; not to be changed."""
    made = made_once(tmp_path_factory, "alder-creek", lambda folder: _indexed(alder_creek.write(folder / "knowledge")))
    return _at(made).copied(tmp_path_factory.mktemp("alder-creek"))


@pytest.fixture(scope="session")
def guidelines(town: Place, tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The product's own texts and screening data with the shipped network, indexed; not to be changed.

    The typical questions are left out: they take a while to index, and no draft needs them. The encoder is the Town's,
    which is the same.
    """
    made = made_once(tmp_path_factory, "guidelines", lambda folder: _indexed(_guidelines(folder, town)))
    return _at(made).copied(tmp_path_factory.mktemp("guidelines"))


@pytest.fixture
def own_town(town: Place, tmp_path: Path) -> Place:
    """A copy of the Town with its index, that a test may change."""
    return town.copied(tmp_path)


def _at(folder: Path) -> Place:
    return Place(knowledge=folder / "knowledge", var=folder / "var")


def _guidelines(folder: Path, town: Place) -> Path:
    knowledge, encoders = folder / "knowledge", encoders_folder(_at(folder).settings)
    shutil.copytree(DEFAULT_FOLDER, knowledge, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for path in (knowledge / "questions").glob("*.yaml"):
        if path.name != "danger.yaml":
            path.unlink()
    encoders.mkdir(parents=True)
    encoder = town.encoder
    (encoders / encoder.name).symlink_to(encoder)
    return knowledge


def _indexed(knowledge: Path) -> None:
    """Index a knowledge folder, beside other workers with one thread: on a busy machine it takes minutes."""
    place = _at(knowledge.parent)
    place.var.mkdir(exist_ok=True)
    done = place.run(["index"], patience=1200, CONDUCT_THREADS="1" if IN_WORKER else "2")
    assert done.returncode == 0, done.stderr
