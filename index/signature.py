"""What tells apart what an index was built with, without loading any of it."""

import hashlib
from pathlib import Path

from index import adapter
from index.network import weights


def signature(model: str) -> str:
    """Return the encoder's model, its adapter and the networks, as far as they come with the product."""
    networks = f"drafts {_digest(weights.DRAFTS)}, reports {_digest(weights.REPORTS)}"
    return f"{model} with adapter {_digest(adapter.SHIPPED)}, {networks}"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "none"
