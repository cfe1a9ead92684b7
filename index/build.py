"""A knowledge folder -> an index, encoding only what changed since the last build."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from index import adapter as adapters
from index import lexical, store
from index.corpus import Corpus, gather, subject_words
from index.encoder import OnnxEncoder
from index.export import adapter_of, ensure_exported, model_folder
from index.model import IndexModel
from index.shelf import Parts
from index.store import Manifest
from index.teach import Classroom, learn, learn_passages
from index.vectors import VectorCache
from index.wording import Wording
from knowledge import questions as knowledge_questions
from knowledge.library import Library, fingerprint
from knowledge.questions import Teaching

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


Resolve = Callable[[str, str | None], str]
"""Question and organisation -> the question in the words of the texts."""


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
    knowledge = fingerprint(library.folder)
    teaching = knowledge_questions.load(library)
    progress("Preparing the encoder", 0, 1)
    proof = [passage.text for passage in library.passages.values()][:200]
    encoder_folder = ensure_exported(model, encoders, proof=proof)
    encoder = OnnxEncoder(encoder_folder, threads=threads)
    corpora = gather(library, teaching)
    words = subject_words(library, teaching)
    resolve = Wording(library.vocabulary, words, encoder.knows).resolve
    cache = VectorCache(folder, encoder)
    texts = [*_texts(corpora, teaching, resolve)]
    encoded = cache.encode(texts, lambda done, all_: progress("Encoding", done, all_))
    progress("Learning", 0, 1)
    parts = {organisation: _parts(organisation, one, teaching, cache, resolve) for organisation, one in corpora.items()}
    room = Classroom(
        corpora=corpora,
        parts=parts,
        teaching=teaching,
        vector=cache.vector,
        resolve=resolve,
        unseen=_unseen(model),
    )
    index = IndexModel(shelves=parts, learned=learn(room), subject_words=tuple(words))
    manifest = Manifest(
        encoder=encoder.id, encoder_folder=encoder_folder.name, knowledge=knowledge, dimension=encoder.dimension
    )
    cache.save()
    store.save(index, manifest, folder)
    progress("Done", 1, 1)
    return Report(passages=len(library.passages), texts=len(set(texts)), encoded=encoded)


def _texts(corpora: Mapping[str, Corpus], teaching: Teaching, resolve: Resolve) -> Iterator[str]:
    for organisation, corpus in corpora.items():
        yield from (*corpus.texts, *corpus.contexts, *corpus.sentences)
        asked = (*corpus.questions, *teaching.open_questions(organisation), *teaching.thread_views())
        yield from (resolve(text, organisation) for text in asked)
    yield from teaching.danger_messages()


def _parts(organisation: str, corpus: Corpus, teaching: Teaching, cache: VectorCache, resolve: Resolve) -> Parts:
    asked = [resolve(text, organisation) for text in corpus.questions]
    opened = [resolve(text, organisation) for text in teaching.open_questions(organisation)]
    questions = cache.vectors(asked)
    return Parts(
        passages=corpus.passages,
        texts=cache.vectors(corpus.texts),
        contexts=cache.vectors(corpus.contexts),
        sentences=cache.vectors(corpus.sentences),
        sentence_owners=corpus.sentence_owners,
        questions=questions,
        question_owners=corpus.question_owners,
        open_questions=cache.vectors(opened),
        lexical_texts=lexical.build(corpus.contexts),
        lexical_questions=lexical.build(asked),
        classes=learn_passages(corpus, questions),
    )


def _unseen(model: str) -> Callable[[str], bool]:
    adapter = adapter_of(model_folder(model))
    if adapter is None:
        return lambda _text: True
    return lambda text: adapters.question_digest(text) not in adapter.learned_from
