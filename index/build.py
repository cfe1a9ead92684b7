"""A knowledge folder -> an index, encoding only what changed since the last build."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index import adapter as adapters
from index import lexical, store
from index.corpus import Corpus, gather, subject_words
from index.encoder import Encoder, OnnxEncoder
from index.export import adapter_of, ensure_exported, model_folder
from index.model import IndexModel
from index.shelf import Parts
from index.store import Manifest
from index.teach import Classroom, learn, learn_passages
from index.vectors import VectorCache
from index.wording import Wording
from knowledge import questions as knowledge_questions
from knowledge.library import Library
from knowledge.questions import Teaching

_PROOF = 200
"""So many passages prove that an exported encoder agrees with its model."""

Rewrite = Callable[[str, str | None], str]

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
    encoder_folder = ensure_exported(model, encoders, proof=proof)
    encoder = OnnxEncoder(encoder_folder, threads=threads)
    materials = gather_materials(library, teaching, encoder)
    vectors = VectorCache(folder, encoder)
    encoded = vectors.encode(materials.texts(), lambda done, total: progress("Encoding", done, total))
    progress("Learning", 0, 1)
    index = learn_index(materials, vectors, _unseen(model))
    manifest = Manifest(
        encoder=encoder.id,
        encoder_folder=encoder_folder.name,
        model=adapters.signature(model),
        knowledge=library.fingerprint,
        dimension=encoder.dimension,
    )
    vectors.save()
    store.save(index, manifest, folder)
    progress("Done", 1, 1)
    return Report(passages=len(library.passages), texts=len(set(materials.texts())), encoded=encoded)


@dataclass(frozen=True, slots=True, kw_only=True)
class Materials:
    """What an index is made of.

    Attributes:
        corpora: By organisation.
        teaching: The questions.
        subject_words: For mending typing errors, the most frequent first.
        spell: Question and organisation -> the question as it is encoded.
        expand: Such a question and organisation -> what is searched for in it word by word.
    """

    corpora: Mapping[str, Corpus]
    teaching: Teaching
    subject_words: tuple[str, ...]
    spell: Rewrite
    expand: Rewrite

    def texts(self) -> Iterator[str]:
        """Yield every text that is encoded; some more than once."""
        for organisation, corpus in self.corpora.items():
            yield from (*corpus.texts, *corpus.contexts, *corpus.sentences)
            opened = self.teaching.open_questions(organisation)
            for text in (*corpus.questions, *opened, *self.teaching.thread_views()):
                yield self.spell(text, organisation)
        yield from self.teaching.danger_messages()


def gather_materials(library: Library, teaching: Teaching, encoder: Encoder) -> Materials:
    """Gather what the index of a library is made of."""
    words = subject_words(library, teaching)
    wording = Wording(library.vocabulary, words, encoder.knows)
    return Materials(
        corpora=gather(library, teaching),
        teaching=teaching,
        subject_words=tuple(words),
        spell=cache(wording.spell),
        expand=wording.expand,
    )


def learn_index(materials: Materials, vectors: VectorCache, unseen: Callable[[str], bool]) -> IndexModel:
    """Learn an index from its materials.

    Args:
        materials: What it is made of.
        vectors: Of all their texts.
        unseen: Tells whether the encoder's adapter was learned without a question.
    """
    parts = {id_: _parts(id_, corpus, materials, vectors) for id_, corpus in materials.corpora.items()}
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


def _parts(organisation: str, corpus: Corpus, materials: Materials, vectors: VectorCache) -> Parts:
    asked = [materials.spell(text, organisation) for text in corpus.questions]
    opened = [materials.spell(text, organisation) for text in materials.teaching.open_questions(organisation)]
    questions = vectors.vectors(asked)
    return Parts(
        passages=corpus.passages,
        texts=vectors.vectors(corpus.texts),
        contexts=vectors.vectors(corpus.contexts),
        sentences=vectors.vectors(corpus.sentences),
        sentence_owners=corpus.sentence_owners,
        questions=questions,
        question_owners=corpus.question_owners,
        open_questions=vectors.vectors(opened),
        lexical_texts=lexical.build(corpus.contexts),
        lexical_questions=lexical.build(asked),
        classes=learn_passages(corpus, questions, [materials.expand(text, organisation) for text in asked]),
    )


def _unseen(model: str) -> Callable[[str], bool]:
    adapter = adapter_of(model_folder(model))
    if adapter is None:
        return lambda _text: True
    return lambda text: adapters.question_digest(text) not in adapter.learned_from
