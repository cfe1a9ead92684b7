"""The short answer: the decisive sentences of a passage, verbatim."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.text import sentences

MAX_CHARACTERS = 420
"""A short answer stops growing here; its first sentence may be longer."""

_MARGIN = 0.12
"""A further sentence joins when its likeness is at most this much below the best one's."""

_SHORT_LEAD_IN = 4
"""A lead-in of fewer words ("Examples include:") means nothing without the sentence before it."""

_GAP = " … "
_LEANS_BACK = re.compile(
    r"(This|That|These|Those|They|It|He|She|If so|In addition(?! to)|Such|However|Therefore|And|But|To do so|"
    r"In doing so|Doing so|For example|Rather|So|Beyond|As a result|In these instances|In other cases|The same|"
    r"If there|In such)\b"
)
_PUNCTUATED = re.compile(r"[.?!;,…][\"”’')\]]*$")
_VERDICT = re.compile(r"A: (Yes|No)[.!]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A sentence, with the numbers of those that it may need.

    Attributes:
        above: The one that introduces it: its item's first one, what introduces the list, the heading.
        before: The one before it, where the text runs on from that one.
        is_heading: Whether it is a bare heading of what follows.
        line: Number of the line that it stands on.
    """

    text: str
    line: int
    above: int | None
    before: int | None
    is_heading: bool


def short_answer(passage_text: str, likeness: Sequence[float]) -> str:
    """Return the sentences of a passage that answer a question.

    Args:
        passage_text: Visible text of the passage.
        likeness: For each of its sentences (`knowledge.text.sentences`), how like the question it is.

    Returns:
        Sentences in the order of the text, letter for letter; ` … ` stands where some are left out.
    """
    units = _units(passage_text)
    start = _answer_start(units)
    scored = {n: score for n, score in enumerate(likeness) if n >= start and _speaks(units[n])}
    if not scored:
        return _join(units, _opening(units, start))
    ranked = sorted(scored, key=lambda number: -scored[number])
    verdict = {start} if _VERDICT.match(units[start].text) else set()
    chosen = verdict | _with_context(units, ranked[0])
    for number in ranked[1:]:
        grown = chosen | _with_context(units, number)
        if scored[number] < scored[ranked[0]] - _MARGIN or _length(units, grown) > MAX_CHARACTERS:
            break
        chosen = grown
    return _join(units, sorted(chosen))


def _units(passage_text: str) -> list[_Unit]:
    units: list[_Unit] = []
    lines = passage_text.splitlines()
    heading = 0 if _is_heading(lines) else None
    openings: list[int | None] = [None]  # by level: the sentence that introduces what stands one level below
    runs_on = False
    for place, line in enumerate(lines):
        level, is_item = _place(line)
        first = len(units)
        above = openings[min(level - is_item, len(openings) - 1)] if level else heading if first else None
        for number, sentence in enumerate(sentences(line), first):
            is_later = number > first
            continues = is_later or (runs_on and not level and not sentence.startswith("A:"))
            units.append(
                _Unit(
                    text=sentence,
                    line=place,
                    above=first if is_later and is_item else above,
                    before=number - 1 if continues else None,
                    is_heading=number == heading,
                )
            )
        introduces = not _PUNCTUATED.search(line)
        openings = [*openings[:level], len(units) - 1 if introduces else first if is_item else above]
        runs_on = not level
    return units


def _is_heading(lines: Sequence[str]) -> bool:
    """Tell whether the first line is a bare heading ("References") of those below it."""
    first = lines[0] if len(lines) > 1 else ""
    is_text = first.startswith(("- ", "Q:", "A:")) or first.endswith(":") or _PUNCTUATED.search(first)
    return not is_text and len(sentences(first)) == 1


def _place(line: str) -> tuple[int, bool]:
    """Return how deep in lists a line stands, 0 for outside of any, and whether it begins an item."""
    text = line.lstrip(" ")
    is_item = text.startswith("- ")
    return (len(line) - len(text)) // 2 + is_item, is_item


def _answer_start(units: list[_Unit]) -> int:
    """Return where the guideline speaks: of a question with its answer, the question is the asker's words."""
    answers = (number for number, unit in enumerate(units) if unit.text.startswith("A:"))
    return next(answers, 0) if units[0].text.startswith("Q:") else 0


def _speaks(unit: _Unit) -> bool:
    """Tell a sentence that can answer from a question, a bare lead-in or heading, and a mere yes or no."""
    silent = unit.is_heading or _VERDICT.match(unit.text) or unit.text.startswith("Q:")
    return not silent and not unit.text.endswith((":", "?"))


def _opening(units: list[_Unit], start: int) -> list[int]:
    """Return the first sentences, as many as an answer holds; what only introduces comes with what follows."""
    chosen = [start]
    for number in range(start + 1, len(units)):
        is_enough = len(chosen) > 1 or _speaks(units[start])
        if is_enough and _length(units, [*chosen, number]) > MAX_CHARACTERS:
            break
        chosen.append(number)
    return chosen


def _with_context(units: list[_Unit], number: int) -> set[int]:
    """Return a sentence with what it needs: those that introduce it, the one that it leans on, and what these need."""
    unit = units[number]
    chosen = {number}
    if unit.above is not None:
        chosen |= _with_context(units, unit.above)
    if unit.before is not None and _leans_back(unit.text):
        chosen |= _with_context(units, unit.before)
    return chosen


def _leans_back(sentence: str) -> bool:
    is_short_lead_in = sentence.endswith(":") and len(sentence.split()) < _SHORT_LEAD_IN
    return is_short_lead_in or _LEANS_BACK.match(sentence) is not None


def _length(units: list[_Unit], chosen: Iterable[int]) -> int:
    return sum(len(units[number].text) + 1 for number in chosen)


def _join(units: list[_Unit], chosen: list[int]) -> str:
    """Join sentences: what stands on lines of their own stays so, and a gap shows where some are left out."""
    answer = units[chosen[0]].text.removeprefix("A: ")
    for before, number in pairwise(chosen):
        between = _GAP if number > before + 1 else " " if units[number].line == units[before].line else "\n"
        answer += between + units[number].text.removeprefix("A: ")
    return answer
