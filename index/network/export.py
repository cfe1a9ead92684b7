"""A learned network -> ONNX with weights of eight bits, and proof that both agree. Build time only."""

import hashlib
import json
import logging
import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index import export
from index.arrays import MAKE_WRITABLE
from index.encoder import MODEL, TOKENIZER
from index.errors import IndexUnusable
from index.linear import sigmoid
from index.network import weights as shipped
from index.network.reader import MANIFEST, OnnxNetwork
from index.network.weights import NetworkWeights
from index.network.windows import MAX_TOKENS

if TYPE_CHECKING:
    import onnx
    from sentence_transformers import SentenceTransformer

    from index.network.network import Network

MOST_APART = 0.1
"""Most that a probability may differ between the network and its export."""

_FORMAT = 1
_BLOCK = 32
"""So many weights share a scale."""
_BIG_TABLE = 10_000
"""Rows of a table from which on half precision saves memory that matters."""

Proof = Sequence[tuple[str, str]]
"""Texts, each with the word before it."""


def ensure_exported(weights: NetworkWeights, base: Callable[[], Path], folder: Path, *, proof: Proof) -> Path:
    """Return the folder of the exported network; export it first where that was not done yet.

    Args:
        weights: What was learned.
        base: Returns the folder of the model that it corrects; asked only where there is something to export.
        folder: Where exported networks are kept, one each.
        proof: Texts on which the export must agree with the network.

    Raises:
        IndexUnusable: It was learned for another model, the export disagrees, or nothing can be written.
    """
    identity = hashlib.sha256(f"{_FORMAT} {shipped.digest(weights)}".encode()).hexdigest()
    target = folder / f"network-{identity[:16]}"
    if not _is_usable(target, identity):
        _export(weights, base(), target, identity, proof)
    return target


def _is_usable(folder: Path, identity: str) -> bool:
    """Tell whether a folder holds this network, whole; a damaged one is exported anew, or nothing would mend it."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return bool(manifest["id"] == identity and manifest["size"] == (folder / MODEL).stat().st_size)
    except (OSError, ValueError, KeyError):
        return False


def restored(weights: NetworkWeights, base: Path) -> tuple["Network", "SentenceTransformer"]:
    """Return a learned network and the model that it corrects.

    Raises:
        IndexUnusable: It was learned for another model, or what loads it is not installed.
    """
    if export.weights_sha256(base) != weights.adapter.weights_sha256:
        reason = f"the network was not learned for the model in {base}; learn it anew ('{shipped.TUNE}')"
        raise IndexUnusable(reason)
    model = export.load_model(base)
    from index.network.network import Network  # needs torch, whose lack load_model has told of

    network = Network(model, len(weights.labels), len(weights.placed))
    export.apply(weights.adapter, network.encoder)
    network.restore_heads(weights.heads)
    return network, model


def _export(weights: NetworkWeights, base: Path, target: Path, identity: str, proof: Proof) -> None:
    network, model = restored(weights, base)
    network.eval()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            folder = Path(scratch) / "network"
            folder.mkdir()
            whole = Path(scratch) / MODEL
            model.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
            export.write_graph(network, model.tokenizer, ["labels", "words"], whole)
            _quantise(whole, folder / MODEL)
            size = (folder / MODEL).stat().st_size
            manifest = {"id": identity, "size": size, "labels": weights.labels, "placed": weights.placed}
            (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
            _prove(network, model.tokenizer, OnnxNetwork(folder), proof)
            shutil.rmtree(target, ignore_errors=True)
            folder.replace(target)
    except OSError as error:
        reason = f"{error.strerror}; {MAKE_WRITABLE}"
        raise IndexUnusable(f"cannot write {target}: {reason}") from error


def _quantise(source: Path, target: Path) -> None:
    """Write a graph with its big matrices in eight bits: a quarter of the memory, and the same answers."""
    import onnx
    from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

    logging.getLogger("onnxruntime.quantization").setLevel(logging.ERROR)
    graph = onnx.load(source)
    del graph.graph.value_info[:]  # the exporter's guesses at shapes contradict the quantiser's
    config = DefaultWeightOnlyQuantConfig(block_size=_BLOCK, is_symmetric=True, accuracy_level=4, bits=8)
    quantiser = MatMulNBitsQuantizer(graph, algo_config=config)
    quantiser.process()
    onnx.save(_with_half_embeddings(quantiser.model.model), target)


def _with_half_embeddings(model: "onnx.ModelProto") -> "onnx.ModelProto":
    """Keep big tables that are only looked up in half precision."""
    import onnx

    graph = model.graph
    tables = {one.name: one for one in graph.initializer if len(one.dims) == 2 and one.dims[0] >= _BIG_TABLE}
    for node in [one for one in graph.node if one.op_type == "Gather" and one.input[0] in tables]:
        table = tables[node.input[0]]
        half = onnx.numpy_helper.to_array(table).astype(np.float16)
        table.CopyFrom(onnx.numpy_helper.from_array(half, table.name))
        looked_up = f"{node.output[0]}_half"
        cast = onnx.helper.make_node("Cast", [looked_up], [node.output[0]], to=onnx.TensorProto.FLOAT)
        node.output[0] = looked_up
        graph.node.insert(list(graph.node).index(node) + 1, cast)
    return model


def _prove(network: "Network", tokenizer: Any, exported: OnnxNetwork, proof: Proof) -> None:
    import torch

    for text, before in proof:
        tokens = tokenizer(f"{before}: {text}", truncation=True, max_length=MAX_TOKENS, return_tensors="pt")
        with torch.no_grad():
            said = torch.sigmoid(network(tokens["input_ids"], tokens["attention_mask"])[0])[0].numpy()
        after = sigmoid(exported.say(text, before).labels[0])
        apart = float(np.abs(said - after).max())
        if apart > MOST_APART:
            raise IndexUnusable(f"the export of the network differs from it by {apart:.2f}; use another model")
