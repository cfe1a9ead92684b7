"""`index.build` from the texts to the file, with a real encoder: what is encoded, and what a failure leaves."""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from index import store
from index.build import Report, build
from index.encoder import OnnxEncoder
from index.errors import IndexUnusable
from index.export import DEFAULT_MODEL
from index.result import Query
from index.search import IndexSearch
from index.signature import signature
from knowledge import library as knowledge_library
from knowledge.errors import KnowledgeError
from knowledge.library import fingerprint
from tests.index import invented

NEW = "Whoever finds a lost umbrella brings it to the purser.\n"


class Place:
    """A knowledge folder and the folder of its index, with a small encoder."""

    def __init__(self, root: Path, small_model: Path, encoders: Path) -> None:
        """Write the texts."""
        self.knowledge = invented.write(root / "knowledge", taught=False)
        self.folder = root / "index"
        self.told: list[tuple[str, int, int]] = []
        self._model, self._encoders = str(small_model), encoders

    def build(self, model: str | None = None) -> Report:
        """Build the index of what the folder holds now."""
        self.signature = signature(model or self._model)
        return build(
            knowledge_library.load(self.knowledge),
            model=model or self._model,
            folder=self.folder,
            encoders=self._encoders,
            threads=1,
            progress=lambda what, done, total: self.told.append((what, done, total)),
        )

    def texts(self) -> list[str]:
        """Return what the index holds passages of, as it can be loaded now."""
        model, _ = store.load(self.folder, knowledge=fingerprint(self.knowledge), model=self.signature)
        return [one for parts in model.shelves.values() for one in parts.passages]

    def add(self, text: str, document: str = "ferry") -> None:
        """Add a paragraph to a document."""
        with (self.knowledge / "documents" / f"{document}.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{text}")


@pytest.fixture
def place(tmp_path: Path, small_model: Path, small_exported: Path, encoders: Path) -> Place:
    """The invented organisations without questions; the encoder is there already."""
    return Place(tmp_path, small_model, encoders)


def test_only_what_changed_is_encoded(place: Place) -> None:
    """All at first, nothing where nothing changed, and of one new paragraph its text, sentence and context."""
    first = place.build()
    assert first.encoded == first.texts > first.passages == len(place.texts())
    assert place.build() == Report(passages=first.passages, texts=first.texts, encoded=0)
    place.add(NEW)
    third = place.build()
    assert (third.passages, third.encoded) == (first.passages + 1, 2)
    assert len(place.texts()) == third.passages


def test_what_changed_only_in_contacts_or_words_is_read_anew(place: Place) -> None:
    """The index is stale until it is built again, for which nothing need be encoded."""
    place.build()
    (place.knowledge / "vocabulary.yaml").write_text("- {term: brolly, means: umbrella}\n", encoding="utf-8")
    with pytest.raises(IndexUnusable, match="older than the texts, contacts or questions; run 'conduct index'"):
        place.texts()
    assert place.build().encoded == 0
    assert place.texts()


def test_vectors_of_another_encoder_are_not_used(place: Place, exported: Path) -> None:
    """Another model encodes all texts, and the index names the encoder that it needs."""
    first = place.build()
    second = place.build(model=DEFAULT_MODEL)
    assert second.encoded == second.texts == first.texts
    _, manifest = store.load(place.folder, knowledge=fingerprint(place.knowledge), model=place.signature)
    encoder = OnnxEncoder(exported)
    assert (manifest.encoder_folder, manifest.encoder) == (exported.name, encoder.id)
    assert manifest.dimension == encoder.dimension


def test_damaged_vectors_are_encoded_anew(place: Place) -> None:
    """The build needs no help, and makes the same index."""
    first = place.build()
    before = store.load(place.folder, knowledge=fingerprint(place.knowledge), model=place.signature)[0]
    (place.folder / "vectors.npz").write_bytes(b"damaged")
    assert place.build().encoded == first.texts
    after = store.load(place.folder, knowledge=fingerprint(place.knowledge), model=place.signature)[0]
    assert np.array_equal(before.shelves["ferry"].contexts, after.shelves["ferry"].contexts)
    assert place.build().encoded == 0


def test_a_damaged_index_is_mended_by_the_command_that_the_error_names(place: Place) -> None:
    """Building again is enough, and encodes nothing."""
    place.build()
    store.index_file(place.folder).write_bytes(b"damaged")
    with pytest.raises(IndexUnusable, match="is damaged; run 'conduct index'"):
        place.texts()
    assert place.build().encoded == 0
    assert place.texts()


def test_progress_tells_every_step(place: Place) -> None:
    """Each step is named, and encoding counts up to all that is to be encoded."""
    report = place.build()
    steps = list(dict.fromkeys(what for what, _, _ in place.told))
    assert steps == ["Preparing the encoder", "Encoding", "Learning", "Done"]
    counted = [(done, total) for what, done, total in place.told if what == "Encoding"]
    assert counted == sorted(counted)
    assert counted[-1] == (report.encoded, report.encoded)


def _vectors_in_the_way(place: Place) -> None:
    (place.folder / "vectors.npz").unlink()
    (place.folder / "vectors.npz").mkdir()


def _broken_questions(place: Place) -> None:
    (place.knowledge / "questions").mkdir()
    (place.knowledge / "questions" / "ferry.yaml").write_text("- {", encoding="utf-8")


@pytest.mark.parametrize(
    ("obstacle", "error", "told"),
    [
        (_vectors_in_the_way, IndexUnusable, r"cannot write .*vectors\.npz: .*; make the folder writable"),
        (_broken_questions, KnowledgeError, r"ferry\.yaml.* is not valid YAML"),
    ],
)
def test_a_build_that_fails_leaves_the_index_before_it(
    place: Place, obstacle: Callable[[Place], None], error: type[Exception], told: str
) -> None:
    """One clear line; what was there can still be loaded, and nothing half-written lies about."""
    place.build()
    known, before = fingerprint(place.knowledge), set(place.folder.iterdir())
    content = store.index_file(place.folder).read_bytes()
    obstacle(place)
    place.add(NEW)
    with pytest.raises(error, match=told) as caught:
        place.build()
    assert "\n" not in str(caught.value)
    assert store.index_file(place.folder).read_bytes() == content
    assert store.load(place.folder, knowledge=known, model=place.signature)[0].shelves.keys() == {"ferry", "museum"}
    assert set(place.folder.iterdir()) == before


def test_an_index_that_cannot_be_put_in_its_place_loses_no_vectors(place: Place) -> None:
    """Once the obstacle is gone, nothing is encoded a second time."""
    store.index_file(place.folder).mkdir(parents=True)
    with pytest.raises(IndexUnusable, match=r"cannot write .*index\.npz"):
        place.build()
    store.index_file(place.folder).rmdir()
    assert place.build().encoded == 0
    assert place.texts()


def test_a_folder_that_cannot_be_made_is_refused(place: Place) -> None:
    """A file stands where the index's folder should be."""
    place.folder.write_text("a file", encoding="utf-8")
    with pytest.raises(IndexUnusable, match="make the folder writable or set CONDUCT_VAR"):
        place.build()
    assert place.folder.read_text(encoding="utf-8") == "a file"


def test_an_index_can_be_loaded_while_another_is_built(place: Place) -> None:
    """A reader sees the passages of one text or of the other, as its fingerprint says; never a mixture or a fault."""
    expected: dict[str, list[str]] = {}
    for text in ("", NEW):
        place.add(text)
        place.build()
        expected[fingerprint(place.knowledge)] = place.texts()
    done, faults, seen = Event(), set[str](), set[str]()

    def read_on() -> None:
        while not done.is_set():
            for known, passages in expected.items():
                try:
                    model, _ = store.load(place.folder, knowledge=known, model=place.signature)
                except IndexUnusable as error:
                    faults.update(() if "is older than the texts" in str(error) else (str(error),))
                else:
                    found = [one for parts in model.shelves.values() for one in parts.passages]
                    (seen if found == passages else faults).add(known)

    reader = Thread(target=read_on)
    reader.start()
    document = place.knowledge / "documents" / "ferry.md"
    versions = (document.read_text(encoding="utf-8").removesuffix(f"\n{NEW}"), document.read_text(encoding="utf-8"))
    try:
        for text in versions * 2:
            document.write_text(text, encoding="utf-8")
            place.build()
    finally:
        done.set()
        reader.join(20)
    assert not reader.is_alive()
    assert not faults
    assert seen == set(expected)


def test_a_built_index_answers(place: Place, exported: Path, encoders: Path) -> None:
    """From the texts to a hit by the product's own encoder, in other words than those of the passage."""
    place.build(model=DEFAULT_MODEL)
    library = knowledge_library.load(place.knowledge)
    model, manifest = store.load(place.folder, knowledge=fingerprint(place.knowledge), model=place.signature)
    search = IndexSearch(model, OnnxEncoder(encoders / manifest.encoder_folder), library)
    found = search.search(Query(text="may I upload pictures of travellers to my blog", organisation="ferry"))
    assert found.answered
    assert "photographs of passengers" in library.passages[found.hits[0].passage].text
