"""Where a quote stands: how data that people maintain points into the texts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from knowledge.document import Document, Passage
from knowledge.errors import KnowledgeError
from knowledge.records import Source
from knowledge.text import collapse

Record = TypeVar("Record")


class QuoteFinder:
    """Finds the one passage of a document in which a quote stands, white space aside."""

    def __init__(self, documents: Iterable[Document]) -> None:
        """Collapse every passage once."""
        self._texts = {one.id: [(collapse(p.text), p) for p in one.passages] for one in documents}

    def locate(self, source: Source, path: Path, field: str) -> Passage:
        """Return the passage in which the quote stands.

        Args:
            source: The document and the quote.
            path: The file that holds the source, for the error.
            field: Where in that file, for the error.

        Raises:
            KnowledgeError: No such document, or the quote stands in no passage or in several.
        """
        if source.document not in self._texts:
            known = ", ".join(self._texts)
            raise KnowledgeError(path, f"'{source.document}' is no document here; known: {known}", field=field)
        quote = collapse(source.quote)
        found = self._passages_with(source.document, quote)
        if len(found) != 1:
            start = quote[:60] + ("..." if len(quote) > 60 else "")
            where = f"in {len(found)} passages" if found else "in no passage"
            mend = "quote more of it" if found else "quote it letter for letter"
            raise KnowledgeError(path, f"'{start}' stands {where} of {source.document}; {mend}", field=field)
        return found[0]

    def _passages_with(self, document: str, quote: str) -> list[Passage]:
        """Return the passages that contain the quote; one that is the quote, whole, comes before longer ones."""
        texts = self._texts[document]
        whole = [passage for text, passage in texts if text == quote]
        return whole if len(whole) == 1 else [passage for text, passage in texts if quote in text]

    def locate_all(
        self, records: Iterable[tuple[Record, Iterator[Source]]], path: Path
    ) -> dict[str, tuple[Record, ...]]:
        """Return passage id -> the records that point to it, each once, in their order.

        Raises:
            KnowledgeError: As `locate`.
        """
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for number, (record, sources) in enumerate(records):
            for place, source in enumerate(sources):
                there = found[self.locate(source, path, f"{number}.mentions.{place}").id]
                if record not in there:
                    there.append(record)
        return {passage: tuple(there) for passage, there in found.items()}


def stands_in(document: str, quote: str, passage: Passage) -> bool:
    """Tell whether a quote of a document stands in a passage, white space aside."""
    return passage.document == document and collapse(quote) in collapse(passage.text)
