"""What is indexed: every text that can lead to a passage, with the passage that it leads to."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.document import Passage
from knowledge.library import Library
from knowledge.questions import Question, Teaching
from knowledge.text import sentences, words

Owners = NDArray[np.int64]
"""For each text, the position of its passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The texts of one organisation, or of all.

    Attributes:
        passages: Ids, in the order of the texts; owners are positions in it.
        texts: Visible text of each passage.
        contexts: The same with what stands above it: title, headings, lead-in.
        sentences: Of all passages, in order.
        questions: Typical questions.
    """

    passages: tuple[str, ...]
    texts: tuple[str, ...]
    contexts: tuple[str, ...]
    sentences: tuple[str, ...]
    sentence_owners: Owners
    questions: tuple[str, ...]
    question_owners: Owners


def gather(library: Library, teaching: Teaching) -> dict[str, Corpus]:
    """Return the corpus of each organisation that has documents."""
    passages: dict[str, list[Passage]] = {}
    for passage in library.passages.values():
        passages.setdefault(library.organisation_of(passage), []).append(passage)
    return {organisation: _corpus(found, library, teaching.typical) for organisation, found in passages.items()}


def subject_words(library: Library, teaching: Teaching) -> list[str]:
    """Return the words of texts and names and, if used a few times, of questions; the most frequent first."""
    in_texts = Counter(word for one in library.passages.values() for word in words(one.text))
    in_texts.update(
        word for one in library.organisations.values() for word in words(" ".join((one.name, *one.aliases)))
    )
    in_questions = Counter(word for one in teaching.typical for word in words(one.text))
    frequent = {word for word, count in in_questions.items() if count >= 5}
    ranked = (in_texts + in_questions).most_common()
    return [word for word, _ in ranked if word.isalpha() and (word in in_texts or word in frequent)]


def _corpus(passages: list[Passage], library: Library, typical: tuple[Question, ...]) -> Corpus:
    position = {passage.id: number for number, passage in enumerate(passages)}
    said = [(text, number) for number, passage in enumerate(passages) for text in sentences(passage.text)]
    asked = [(one.text, position[one.passage]) for one in typical if one.passage in position]
    return Corpus(
        passages=tuple(position),
        texts=tuple(passage.text for passage in passages),
        contexts=tuple(_context(passage, library) for passage in passages),
        sentences=tuple(text for text, _ in said),
        sentence_owners=np.array([number for _, number in said], np.int64),
        questions=tuple(text for text, _ in asked),
        question_owners=np.array([number for _, number in asked], np.int64),
    )


def _context(passage: Passage, library: Library) -> str:
    title = library.documents[passage.document].title
    above = " – ".join(filter(None, (title, *passage.section, passage.lead_in)))
    return f"{above}\n{passage.text}"
