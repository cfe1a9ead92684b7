"""The index file: what is read is what was written, and everything else is refused with the command that mends it."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as drawn

from index import store
from index.arrays import write_arrays
from index.bayes import Bayes
from index.errors import IndexUnusable
from index.judgement import Judgement
from index.linear import Linear
from index.model import IndexModel, Learned
from index.network.calibration import Calibration
from index.shelf import Classes, Parts
from index.store import Manifest

MANIFEST = Manifest(
    encoder="abc", encoder_folder="abc-folder", model="of wax", knowledge="of today", dimension=4, lesson="of old"
)
MEND = "conduct index --knowledge '/the texts'"


def test_what_is_saved_is_loaded(model: IndexModel, tmp_path: Path) -> None:
    """A whole index, learned parts included, comes back equal, with its manifest."""
    store.save(model, MANIFEST, tmp_path)
    loaded, manifest = store.load(tmp_path, knowledge="of today", model="of wax")
    assert manifest == MANIFEST
    assert _plain(loaded) == _plain(model)


_FLOATS = st.floats(width=32, allow_nan=False)


@st.composite
def _linears(draw: st.DrawFn) -> Linear:
    width, outputs = draw(st.integers(1, 4)), draw(st.integers(1, 3))

    def numbers(*shape: int) -> Any:
        return draw(drawn.arrays(np.float32, shape, elements=_FLOATS))

    return Linear(mean=numbers(width), scale=numbers(width), weights=numbers(width, outputs), bias=numbers(outputs))


@st.composite
def _words(draw: st.DrawFn) -> Bayes:
    terms = draw(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1), min_size=1, max_size=4)
    )
    rarity = draw(drawn.arrays(np.float32, len(terms), elements=_FLOATS))
    weights = draw(drawn.arrays(np.float16, (len(terms), 2), elements=st.floats(width=16, allow_nan=False)))
    return Bayes(terms=tuple(terms), rarity=rarity, weights=weights)


@st.composite
def _parts(draw: st.DrawFn) -> Parts:
    def vectors() -> Any:
        return draw(drawn.arrays(np.float32, (draw(st.integers(0, 3)), 4), elements=_FLOATS))

    owners = draw(drawn.arrays(np.int64, 3, elements=st.integers(0, 9)))
    return Parts(
        passages=tuple(draw(st.lists(st.text(), max_size=3))),
        texts=vectors(),
        contexts=vectors(),
        sentences=vectors(),
        sentence_owners=owners,
        questions=vectors(),
        question_owners=owners,
        open_questions=vectors(),
        lexical_texts=draw(st.binary()),
        lexical_questions=draw(st.binary()),
        classes=draw(st.none() | st.builds(Classes, by_vector=_linears(), by_words=_words())),
    )


_LEARNED = st.builds(
    Learned,
    ranking=st.none() | _linears(),
    answering=st.none() | _linears(),
    threshold=st.floats(0, 1),
    danger=st.none() | st.builds(Judgement, by_vector=_linears(), by_words=_words()),
    subject=st.none() | st.builds(Judgement, by_vector=_linears(), by_words=_words()),
    thread_weight=st.floats(0, 1),
)
_IDS = st.from_regex(r"[a-z0-9]+([-_][a-z0-9]+)*", fullmatch=True)
_MODELS = st.builds(
    IndexModel,
    shelves=st.dictionaries(_IDS, _parts(), max_size=3),
    learned=_LEARNED,
    subject_words=st.lists(st.text()).map(tuple),
    drafts=st.none()
    | st.builds(
        Calibration,
        network=st.text(),
        folder=st.text(),
        lesson=st.text(),
        thresholds=drawn.arrays(np.float32, 3, elements=_FLOATS),
    ),
)


@given(made=_MODELS)
@settings(max_examples=60, deadline=None)
def test_any_index_survives_the_file(made: IndexModel, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever the organisations are called and whichever parts were learned."""
    folder = tmp_path_factory.mktemp("index")
    store.save(made, MANIFEST, folder)
    assert _plain(store.load(folder, knowledge="of today", model="of wax")[0]) == _plain(made)


def test_what_was_built_last_is_found(model: IndexModel, tmp_path: Path) -> None:
    """Whatever the texts are; a damaged file and no file are nothing built."""
    assert store.last_built(tmp_path) is None
    store.save(model, MANIFEST, tmp_path)
    found = store.last_built(tmp_path)
    assert found
    assert _plain(found[0]) == _plain(model)
    assert found[1] == MANIFEST
    store.index_file(tmp_path).write_bytes(b"damaged")
    assert store.last_built(tmp_path) is None


def test_a_missing_index_is_refused(tmp_path: Path) -> None:
    """The error names the folder and the command that builds it."""
    _refused(tmp_path, "there is no index")


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 neither", b"\x93NUMPY"])
def test_a_damaged_index_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is no archive at all."""
    store.index_file(tmp_path).write_bytes(content)
    _refused(tmp_path, "is damaged")


def test_a_folder_in_the_place_of_the_index_is_refused(tmp_path: Path) -> None:
    """It counts as damaged, not as a fault of the program."""
    store.index_file(tmp_path).mkdir()
    _refused(tmp_path, "is damaged")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_index_is_refused(model: IndexModel, tmp_path: Path, share: float) -> None:
    """Wherever a copy broke off."""
    store.save(model, MANIFEST, tmp_path)
    whole = store.index_file(tmp_path).read_bytes()
    store.index_file(tmp_path).write_bytes(whole[: int(len(whole) * share)])
    _refused(tmp_path, "is damaged")


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_is_noticed_or_does_not_matter(
    untaught_model: IndexModel, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Never is an index loaded that differs from the one that was saved."""
    folder = tmp_path_factory.mktemp("index")
    store.save(untaught_model, MANIFEST, folder)
    content = bytearray(store.index_file(folder).read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    store.index_file(folder).write_bytes(content)
    assert _loaded(folder) in ("is damaged", _plain(untaught_model))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda manifest: manifest | {"format": 999}, "has format 999"),
        (lambda manifest: {"format": 999}, "has format 999"),
        (lambda manifest: {"format": store.FORMAT}, "is damaged"),
        (lambda manifest: {key: manifest[key] for key in manifest if key != "knowledge"}, "is damaged"),
        (lambda manifest: manifest | {"knowledge": "of yesterday"}, "older than the texts"),
        (lambda manifest: manifest | {"shelves": {"mars": ["mars#1"]}}, "is damaged"),
        (lambda manifest: [], "is damaged"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    model: IndexModel, tmp_path: Path, change: Callable[[Any], Any], told: str
) -> None:
    """Another format, other texts, or a manifest that lacks something."""
    store.save(model, MANIFEST, tmp_path)
    with np.load(store.index_file(tmp_path)) as archive:
        content = {name: archive[name] for name in archive.files}
    described = change(json.loads(content["manifest"].tobytes()))
    content["manifest"] = np.frombuffer(json.dumps(described).encode(), np.uint8)
    write_arrays(store.index_file(tmp_path), content)
    _refused(tmp_path, told)


def test_without_another_command_the_plain_one_is_named(tmp_path: Path) -> None:
    """The texts that come with the product need no option."""
    with pytest.raises(IndexUnusable, match=r"run 'conduct index'$"):
        store.load(tmp_path, knowledge="of today", model="of wax")


def test_an_index_that_cannot_be_written_leaves_the_old_one(model: IndexModel, tmp_path: Path) -> None:
    """The error says what to do; nothing half-written stays behind."""
    store.index_file(tmp_path).mkdir()
    with pytest.raises(IndexUnusable, match=r"cannot write .*index\.npz: .*; make the folder writable") as caught:
        store.save(model, MANIFEST, tmp_path)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == [store.index_file(tmp_path)]


def test_a_folder_that_cannot_be_made_is_refused(model: IndexModel, tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(IndexUnusable, match="make the folder writable or set CONDUCT_VAR"):
        store.save(model, MANIFEST, tmp_path / "taken" / "index")


def test_a_failure_while_writing_leaves_the_old_file(model: IndexModel, tmp_path: Path) -> None:
    """An array that cannot be kept ends the writing; the index before it is still there, and nothing else."""
    store.save(model, MANIFEST, tmp_path)
    with pytest.raises(TypeError, match="cannot be kept"):
        write_arrays(store.index_file(tmp_path), {"vectors": np.ones(3), "broken": _Unkept()})  # type: ignore[dict-item]
    assert _plain(store.load(tmp_path, knowledge="of today", model="of wax")[0]) == _plain(model)
    assert list(tmp_path.iterdir()) == [store.index_file(tmp_path)]


def test_a_reader_never_sees_half_an_index(untaught_model: IndexModel, model: IndexModel, tmp_path: Path) -> None:
    """While another thread goes on saving one of two indexes, each load gives one of them, whole."""
    versions = [_plain(untaught_model), _plain(model)]
    store.save(model, MANIFEST, tmp_path)
    done, seen = Event(), set()

    def save_on() -> None:
        for one in cycle((untaught_model, model)):
            if done.is_set():
                return
            store.save(one, MANIFEST, tmp_path)

    writer = Thread(target=save_on)
    writer.start()
    try:
        for _ in range(80):
            seen.add(versions.index(_plain(store.load(tmp_path, knowledge="of today", model="of wax")[0])))
    finally:
        done.set()
        writer.join(20)
    assert not writer.is_alive()
    assert seen == {0, 1}


class _Unkept:
    """What no archive can hold."""

    def __array__(self, dtype: object = None, copy: object = None) -> Any:
        raise TypeError("this cannot be kept")


def _refused(folder: Path, told: str) -> None:
    """Load, and expect one line that says what is wrong and how to mend it."""
    with pytest.raises(IndexUnusable) as caught:
        store.load(folder, knowledge="of today", model="of wax", mend=MEND)
    message = str(caught.value)
    assert told in message
    assert str(folder) in message
    assert message.endswith(f"run '{MEND}'")
    assert "\n" not in message


def _loaded(folder: Path) -> Any:
    """Return what is loaded, comparable, or how it is refused."""
    try:
        return _plain(store.load(folder, knowledge="of today", model="of wax")[0])
    except IndexUnusable as error:
        return "is damaged" if "is damaged" in str(error) else str(error)


def _plain(value: Any) -> Any:
    """Return a value that `==` compares, arrays with their types included."""
    if isinstance(value, np.ndarray):
        return value.dtype.str, value.shape, value.tobytes()
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value
