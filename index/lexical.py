"""Lexical search: BM25 over texts, by SQLite's FTS5 with its Porter stemmer."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from knowledge.text import words

_STOP_WORDS = frozenset(
    """
    a about all also am an and any are as at be because been before but by can could did do does doing for from
    get got had has have he her him his how i if in into is it its just like me my no not of off on one or our
    out over own she should so some than that the their them then there they this to up us was we were what when
    where which who why will with would you your i'm it's don't can't
    """.split()
)


_RAREST = 6
"""So many of a query's words count, the rarest: the common ones tell little and cost most of the time."""


class Lexical:
    """BM25 scores of a fixed list of texts. Safe to call from several threads."""

    def __init__(self, image: bytes, size: int) -> None:
        """Open what `build` made; `size` is the number of its texts."""
        self._size = size
        self._lock = Lock()
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.deserialize(image)
        self._held_by = dict(self._database.execute("SELECT word, texts FROM held_by"))

    def scores(self, query: str) -> NDArray[np.float32]:
        """Return each text's BM25 score; 0 where it shares no word with the query, higher is better."""
        scores = np.zeros(self._size, np.float32)
        asked = [word for word in dict.fromkeys(words(query)) if word not in _STOP_WORDS]
        telling = sorted(asked, key=lambda word: self._held_by.get(word, 0))[:_RAREST]
        if telling:
            with self._lock:
                statement = "SELECT rowid, -bm25(texts) FROM texts WHERE texts MATCH ?"
                rows = self._database.execute(statement, (" OR ".join(f'"{word}"' for word in telling),)).fetchall()
            if rows:
                numbers, values = zip(*rows, strict=True)
                scores[np.array(numbers)] = values
        return scores


def build(texts: Sequence[str]) -> bytes:
    """Index texts and return the image that `Lexical` opens; rows are numbered from 0 in their order."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(body, content='', tokenize='porter unicode61')")
    database.executemany("INSERT INTO texts(rowid, body) VALUES (?, ?)", enumerate(texts))
    database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    held_by = Counter(word for text in texts for word in set(words(text)))
    database.execute("CREATE TABLE held_by(word, texts)")
    database.executemany("INSERT INTO held_by VALUES (?, ?)", sorted(held_by.items()))
    database.commit()
    return database.serialize()
