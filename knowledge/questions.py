"""What the search is taught with: typical questions, threads, questions without an answer, signs of danger."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge import yaml_file
from knowledge.errors import KnowledgeError
from knowledge.library import Library
from knowledge.quotes import QuoteFinder
from knowledge.records import Danger, Thread, TypicalQuestions, Unanswered
from knowledge.text import collapse

_NOT_TYPICAL = {"threads.yaml", "unanswered.yaml", "danger.yaml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question and the passage (id) that answers it, with the earlier questions of its thread."""

    text: str
    passage: str
    history: tuple[str, ...] = ()

    def views(self) -> tuple[str, str]:
        """Return the question alone, and with the last two of its thread before it."""
        return self.text, thread_view(self.text, self.history)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaching:
    """Everything that the search is taught with; each part may be empty.

    Attributes:
        typical: Indexed beside the passages.
        threads: Follow-ups, for teaching alone.
        unanswered: What the texts leave open.
        danger: Messages with and without danger, or None.
    """

    typical: tuple[Question, ...]
    threads: tuple[Question, ...]
    unanswered: tuple[Unanswered, ...]
    danger: Danger | None

    def open_questions(self, organisation: str) -> list[str]:
        """Return the questions that an organisation's texts do not answer."""
        subjects = (one for one in self.unanswered if not one.organisations or organisation in one.organisations)
        return [text for one in subjects for text in one.questions]

    def thread_views(self) -> list[str]:
        """Return every follow-up, alone and with its thread."""
        return [view for thread in self.threads for view in thread.views()]

    def danger_messages(self) -> tuple[list[str], list[str]]:
        """Return the messages that teach what danger is and what it is not; ordinary ones are among the latter."""
        if self.danger is None:
            return [], []
        opened = (text for one in self.unanswered for text in one.questions)
        ordinary = (one.text for one in self.typical)
        return list(self.danger.danger), [*self.danger.no_danger, *opened, *ordinary]


def thread_view(question: str, history: Sequence[str]) -> str:
    """Return a question with the last two of its thread before it, as one text."""
    return " ".join([*history[-2:], question])


def load(library: Library) -> Teaching:
    """Load the `questions` folder of a library; without one, there is nothing to teach with.

    Raises:
        KnowledgeError: A file is broken, a question stands twice, or points nowhere.
    """
    folder = library.folder / "questions"
    finder = QuoteFinder(library.documents.values())
    typical = [
        question
        for path in sorted(folder.glob("*.yaml"))
        if path.name not in _NOT_TYPICAL
        for question in _typical(path, finder)
    ]
    danger = folder / "danger.yaml"
    return Teaching(
        typical=tuple(typical),
        threads=tuple(_threads(folder / "threads.yaml", finder)),
        unanswered=_unanswered(folder / "unanswered.yaml", library),
        danger=yaml_file.parse(yaml_file.read_text(danger), danger, Danger) if danger.exists() else None,
    )


def _typical(path: Path, finder: QuoteFinder) -> Iterable[Question]:
    seen: set[tuple[str, str]] = set()
    for number, entry in enumerate(yaml_file.load_all(path, TypicalQuestions)):
        passage = finder.locate(entry.source, path, f"{number}.source").id
        for place, text in enumerate(entry.questions):
            key = (passage, collapse(text).casefold())
            if key in seen:
                reason = f"'{collapse(text)}' stands twice for one passage; take one out"
                raise KnowledgeError(path, reason, field=f"{number}.questions.{place}")
            seen.add(key)
            yield Question(text=text, passage=passage)


def _threads(path: Path, finder: QuoteFinder) -> Iterable[Question]:
    if path.exists():
        for number, one in enumerate(yaml_file.load_all(path, Thread)):
            passage = finder.locate(one.source, path, f"{number}.source").id
            yield Question(text=one.question, passage=passage, history=one.history)


def _unanswered(path: Path, library: Library) -> tuple[Unanswered, ...]:
    found = yaml_file.load_all(path, Unanswered) if path.exists() else ()
    for number, one in enumerate(found):
        unknown = [name for name in one.organisations if name not in library.organisations]
        if unknown:
            reason = f"'{unknown[0]}' is no organisation of this folder; known: {', '.join(library.organisations)}"
            raise KnowledgeError(path, reason, field=f"{number}.organisations")
    return found
