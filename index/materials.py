"""What an index is made of: texts and questions as they are encoded and searched."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from index.corpus import Corpus, gather, subject_words
from index.encoder import Encoder
from index.wording import Wording
from knowledge.library import Library
from knowledge.questions import Teaching

Rewrite = Callable[[str, str | None], str]


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
            yield from (*self.asked(organisation), *self.opened(organisation))
            yield from (self.spell(text, organisation) for text in self.teaching.thread_views())
        danger, no_danger = self.teaching.danger_messages()
        yield from (*danger, *no_danger)

    def lesson(self, encoder: str) -> str:
        """Return a digest of everything that is learned from; passages count by their position alone.

        Args:
            encoder: Id of the encoder.
        """
        position = {one: number for corpus in self.corpora.values() for number, one in enumerate(corpus.passages)}
        said = [
            encoder,
            [[self.asked(one), corpus.question_owners.tolist()] for one, corpus in self.corpora.items()],
            [self.opened(one) for one in self.corpora],
            [[*thread.views(), position[thread.passage]] for thread in self.teaching.threads],
            self.teaching.danger_messages(),
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    def asked(self, organisation: str) -> list[str]:
        """Return an organisation's typical questions as they are encoded."""
        return [self.spell(text, organisation) for text in self.corpora[organisation].questions]

    def opened(self, organisation: str) -> list[str]:
        """Return the questions that its texts leave open, as they are encoded."""
        return [self.spell(text, organisation) for text in self.teaching.open_questions(organisation)]


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
