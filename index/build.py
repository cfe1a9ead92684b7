"""A knowledge folder -> an index, encoding only what changed since the last build."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from index import adapter as adapters
from index import lexical, store
from index.encoder import OnnxEncoder
from index.export import adapter_of, ensure_exported, model_folder
from index.materials import Materials, gather_materials
from index.model import IndexModel
from index.network.build import Workshop
from index.reports.build import calibrate as calibrate_reports
from index.screening.build import calibrate as calibrate_drafts
from index.shelf import Parts
from index.signature import signature
from index.store import Manifest
from index.teach import Classroom, learn, learn_passages
from index.vectors import VectorCache
from knowledge import questions as knowledge_questions
from knowledge.library import Library

_PROOF = 200
"""So many passages prove that an exported encoder agrees with its model."""

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did: how many passages and texts are indexed, and how many texts were encoded for it."""

    passages: int
    texts: int
    encoded: int


def build(library: Library, *, model: str, folder: Path, encoders: Path, threads: int, progress: Progress) -> Report:
    """Build the index of a library.

    Args:
        library: The texts.
        model: As `index.export.model_folder` takes it.
        folder: Where the index is kept.
        encoders: Where exported encoders are kept.
        threads: Processor threads to use.
        progress: Told of every step.

    Raises:
        KnowledgeError: The questions are broken.
        IndexUnusable: The model cannot be exported, or nothing can be written.
    """
    teaching = knowledge_questions.load(library)
    progress("Preparing the encoder", 0, 1)
    proof = [passage.text for passage in library.passages.values()][:_PROOF]
    encoder = OnnxEncoder(ensure_exported(model, encoders, proof=proof), threads=threads)
    materials = gather_materials(library, teaching, encoder)
    vectors = VectorCache(folder, encoder)
    encoded = vectors.encode(materials.texts(), lambda done, total: progress("Encoding", done, total))
    progress("Learning", 0, 1)
    lesson = materials.lesson(encoder.id)
    before, was = store.last_built(folder) or (None, None)
    taught = before if was and was.lesson == lesson else None
    index = learn_index(materials, vectors, _unseen(model), taught)
    workshop = Workshop(folder=encoders, threads=threads, progress=progress)
    drafts = calibrate_drafts(library, workshop, before.drafts if before else None)
    reports = calibrate_reports(library, workshop, before.reports if before else None)
    manifest = Manifest(
        encoder=encoder.id,
        encoder_folder=encoder.folder.name,
        model=signature(model),
        knowledge=library.fingerprint,
        lesson=lesson,
        dimension=encoder.dimension,
    )
    vectors.save()
    store.save(replace(index, drafts=drafts, reports=reports), manifest, folder)
    progress("Done", 1, 1)
    return Report(passages=len(library.passages), texts=len(set(materials.texts())), encoded=encoded)


def learn_index(
    materials: Materials, vectors: VectorCache, unseen: Callable[[str], bool], taught: IndexModel | None = None
) -> IndexModel:
    """Learn an index from its materials.

    Args:
        materials: What it is made of.
        vectors: Of all their texts.
        unseen: Tells whether the encoder's adapter was learned without a question.
        taught: An index that learned the same lesson; what it learned is used again.
    """
    parts = {id_: _parts(id_, materials, vectors, taught) for id_ in materials.corpora}
    if taught:
        return IndexModel(shelves=parts, learned=taught.learned, subject_words=materials.subject_words)
    room = Classroom(
        corpora=materials.corpora,
        parts=parts,
        teaching=materials.teaching,
        vector=vectors.vector,
        spell=materials.spell,
        expand=materials.expand,
        unseen=unseen,
    )
    return IndexModel(shelves=parts, learned=learn(room), subject_words=materials.subject_words)


def _parts(organisation: str, materials: Materials, vectors: VectorCache, taught: IndexModel | None) -> Parts:
    corpus, asked = materials.corpora[organisation], materials.asked(organisation)
    questions = vectors.vectors(asked)
    if taught:
        classes = taught.shelves[organisation].classes
    else:
        classes = learn_passages(corpus, questions, [materials.expand(text, organisation) for text in asked])
    return Parts(
        passages=corpus.passages,
        texts=vectors.vectors(corpus.texts),
        contexts=vectors.vectors(corpus.contexts),
        sentences=vectors.vectors(corpus.sentences),
        sentence_owners=corpus.sentence_owners,
        questions=questions,
        question_owners=corpus.question_owners,
        open_questions=vectors.vectors(materials.opened(organisation)),
        lexical_texts=lexical.build(corpus.contexts),
        lexical_questions=lexical.build(asked),
        classes=classes,
    )


def _unseen(model: str) -> Callable[[str], bool]:
    adapter = adapter_of(model_folder(model))
    if adapter is None:
        return lambda _text: True
    return lambda text: adapters.question_digest(text) not in adapter.learned_from
