"""`conduct ask` from a cold process, against the same question through sentence-transformers and torch.

The peer loads the default model with sentence-transformers, encodes the passages' vectors from a file and the question,
and prints the best passage: no more than what it takes to answer at all. Medians of alternating runs.
Prints: time of ours / time of the peer; goal: at most 0.25.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks import sample
from index.export import DEFAULT_MODEL, model_folder

_RUNS = 7
_QUESTION = "can I post about my job on LinkedIn?"
_PEER = """
import sys, numpy as np
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(sys.argv[1], device="cpu")
passages = np.load(sys.argv[2])
question = model.encode([sys.argv[3]], normalize_embeddings=True)
print(int(np.argmax(passages["vectors"] @ question[0])))
"""


def main() -> None:
    """Measure and print."""
    from sentence_transformers import SentenceTransformer

    folder = str(model_folder(DEFAULT_MODEL))
    texts = [one.text for one in sample.assistant().library.passages.values()]
    with tempfile.TemporaryDirectory() as scratch:
        vectors = Path(scratch) / "passages.npz"
        np.savez(vectors, vectors=SentenceTransformer(folder, device="cpu").encode(texts, normalize_embeddings=True))
        ours = [str(Path(sys.executable).with_name("conduct")), "ask", "--org", "bc", "--json", _QUESTION]
        peer = [sys.executable, "-c", _PEER, folder, str(vectors), _QUESTION]
        times = [(_seconds(ours), _seconds(peer)) for _ in range(_RUNS)]
    own, other = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"conduct ask {own:.2f} s, sentence-transformers {other:.2f} s, ratio {own / other:.2f}")


def _seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
