"""The index as one file: written whole or not at all, refused when it does not fit."""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from index.arrays import Arrays, read_arrays, write_arrays
from index.bayes import Bayes
from index.errors import IndexUnusable
from index.judgement import Judgement
from index.linear import Linear
from index.model import IndexModel, Learned
from index.network.calibration import Calibration
from index.shelf import Classes, Parts

FORMAT = 5
"""Changes whenever the arrays, their meaning or how they are learned do."""

_LINEAR = tuple(field.name for field in fields(Linear))
_LEARNED = ("ranking", "answering")
_JUDGED = ("subject", "danger")
_CALIBRATED = ("drafts", "reports")
_CALIBRATION = ("network", "folder", "lesson")
_VECTORS = ("texts", "contexts", "sentences", "sentence_owners", "questions", "question_owners", "open_questions")
_IMAGES = ("lexical_texts", "lexical_questions")

Models = TypeVar("Models", Classes, Judgement)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an index was made of.

    Attributes:
        encoder: Id of the encoder.
        encoder_folder: Name of its folder among the exported encoders.
        model: Signature (`index.signature`) of what it was built with.
        knowledge: Fingerprint (`knowledge.library.fingerprint`) of the folder.
        dimension: Length of a vector.
        lesson: Digest (`index.materials.Materials.lesson`) of what was learned from.
    """

    encoder: str
    encoder_folder: str
    model: str
    knowledge: str
    dimension: int
    lesson: str


def index_file(folder: Path) -> Path:
    """Return the index's file in its folder."""
    return folder / "index.npz"


def save(model: IndexModel, manifest: Manifest, folder: Path) -> None:
    """Write an index in place of the one before, in one step.

    Raises:
        IndexUnusable: The folder cannot be written to.
    """
    learned = model.learned
    described = {
        **{field.name: getattr(manifest, field.name) for field in fields(Manifest)},
        "format": FORMAT,
        "threshold": learned.threshold,
        "thread_weight": learned.thread_weight,
        "subject_words": model.subject_words,
        **{name: _described(getattr(model, name)) for name in _CALIBRATED},
        "shelves": {organisation: parts.passages for organisation, parts in model.shelves.items()},
    }
    arrays: Arrays = {"manifest": _bytes(json.dumps(described).encode())}
    for name in _LEARNED:
        arrays |= _linear_arrays(name, getattr(learned, name))
    for name in _JUDGED:
        arrays |= _two_model_arrays(name, getattr(learned, name))
    for organisation, parts in model.shelves.items():
        arrays |= {f"{organisation}/{name}": getattr(parts, name) for name in _VECTORS}
        arrays |= {f"{organisation}/{name}": _bytes(getattr(parts, name)) for name in _IMAGES}
        arrays |= _two_model_arrays(f"{organisation}/classes", parts.classes)
    for name in _CALIBRATED:
        if calibration := getattr(model, name):
            arrays[f"{name}/thresholds"] = calibration.thresholds
    write_arrays(index_file(folder), arrays)


def load(folder: Path, *, knowledge: str, model: str, mend: str = "conduct index") -> tuple[IndexModel, Manifest]:
    """Read an index.

    Args:
        folder: Where it is kept.
        knowledge: Fingerprint that the knowledge folder has now.
        model: Signature of the model that the settings name.
        mend: The command that builds it, for the error.

    Raises:
        IndexUnusable: It is missing, damaged, of another format, older than the texts, or built with another model.
    """
    path = index_file(folder)
    if not path.exists():
        raise IndexUnusable(f"there is no index in {folder.resolve()}; run '{mend}'")
    index, manifest = _read(path, mend)
    if manifest.knowledge != knowledge:
        raise IndexUnusable(f"the index {path} is older than the texts, contacts or questions; run '{mend}'")
    if manifest.model != model:
        raise IndexUnusable(f"the index {path} was built with {manifest.model}, not with {model}; run '{mend}'")
    return index, manifest


def last_built(folder: Path) -> tuple[IndexModel, Manifest] | None:
    """Return the index in a folder, whatever it was built from; None where there is none that can be used."""
    try:
        return _read(index_file(folder), "")
    except IndexUnusable:
        return None


def _read(path: Path, mend: str) -> tuple[IndexModel, Manifest]:
    try:
        arrays = read_arrays(path)
        described = json.loads(arrays["manifest"].tobytes())
        if described["format"] == FORMAT:
            manifest = Manifest(**{field.name: described[field.name] for field in fields(Manifest)})
            return _model(arrays, described), manifest
    except Exception as error:  # zipfile, numpy and json each raise types of their own
        raise IndexUnusable(f"the index {path} is damaged; run '{mend}'") from error
    raise IndexUnusable(f"the index {path} has format {described['format']}, not {FORMAT}; run '{mend}'")


def _model(arrays: Arrays, described: dict[str, Any]) -> IndexModel:
    shelves = {
        organisation: Parts(
            passages=tuple(passages),
            classes=_two_models(Classes, f"{organisation}/classes", arrays),
            **_fields(organisation, arrays),
        )
        for organisation, passages in described["shelves"].items()
    }
    learned = Learned(
        ranking=_linear("ranking", arrays),
        answering=_linear("answering", arrays),
        threshold=described["threshold"],
        danger=_two_models(Judgement, "danger", arrays),
        subject=_two_models(Judgement, "subject", arrays),
        thread_weight=described["thread_weight"],
    )
    return IndexModel(
        shelves=shelves,
        learned=learned,
        subject_words=tuple(described["subject_words"]),
        **{name: _calibration(name, arrays, described) for name in _CALIBRATED},
    )


def _described(calibration: Calibration | None) -> dict[str, str] | None:
    return {name: getattr(calibration, name) for name in _CALIBRATION} if calibration else None


def _calibration(name: str, arrays: Arrays, described: dict[str, Any]) -> Calibration | None:
    kept = described[name]
    return Calibration(**kept, thresholds=arrays[f"{name}/thresholds"]) if kept else None


def _fields(organisation: str, arrays: Arrays) -> dict[str, Any]:
    vectors = {name: arrays[f"{organisation}/{name}"] for name in _VECTORS}
    return vectors | {name: arrays[f"{organisation}/{name}"].tobytes() for name in _IMAGES}


def _two_model_arrays(name: str, models: Classes | Judgement | None) -> Arrays:
    if models is None:
        return {}
    return {
        **_linear_arrays(f"{name}/by_vector", models.by_vector),
        f"{name}/terms": _bytes("\n".join(models.by_words.terms).encode()),
        f"{name}/rarity": models.by_words.rarity,
        f"{name}/term_weights": models.by_words.weights,
    }


def _two_models(make: Callable[..., Models], name: str, arrays: Arrays) -> Models | None:
    by_vector = _linear(f"{name}/by_vector", arrays)
    if by_vector is None:
        return None
    terms = tuple(filter(None, arrays[f"{name}/terms"].tobytes().decode().split("\n")))
    words = Bayes(terms=terms, rarity=arrays[f"{name}/rarity"], weights=arrays[f"{name}/term_weights"])
    return make(by_vector=by_vector, by_words=words)


def _linear_arrays(name: str, linear: Linear | None) -> Arrays:
    return {f"{name}/{part}": getattr(linear, part) for part in _LINEAR} if linear else {}


def _linear(name: str, arrays: Arrays) -> Linear | None:
    if f"{name}/weights" not in arrays:
        return None
    return Linear(**{part: arrays[f"{name}/{part}"] for part in _LINEAR})


def _bytes(content: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(content, np.uint8)
