"""The short answer: the decisive sentences of a passage, verbatim."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text import sentences

MAX_CHARACTERS = 420
"""A short answer stops growing here; its first sentence may be longer."""

_MARGIN = 0.12
"""A further sentence joins when its likeness is at most this much below the best one's."""

_GAP = " … "
_LEANS_BACK = re.compile(r"(This|That|These|Those|They|It|He|She|If so|In addition|Such|However|Therefore|And|But)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A sentence with its place: the line it stands on and the line that introduces that one, if any."""

    text: str
    line: int
    lead_in: int | None


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
        return units[0].text
    ranked = sorted(scored, key=lambda number: -scored[number])
    chosen = _with_context(units, ranked[0])
    for number in ranked[1:]:
        grown = chosen | _with_context(units, number)
        if scored[number] < scored[ranked[0]] - _MARGIN or _length(units, grown) > MAX_CHARACTERS:
            break
        chosen = grown
    return _join(units, sorted(chosen))


def _units(passage_text: str) -> list[_Unit]:
    units: list[_Unit] = []
    lead_in: int | None = None
    for number, line in enumerate(passage_text.splitlines()):
        is_item = line.lstrip().startswith("- ")
        for sentence in sentences(line):
            units.append(_Unit(text=sentence, line=number, lead_in=lead_in if is_item else None))
        if not line.startswith((" ", "- ")):  # neither an item nor what goes on below one
            lead_in = len(units) - 1 if line.endswith(":") else None
    return units


def _answer_start(units: list[_Unit]) -> int:
    """Return where the guideline speaks: of a question with its answer, the question is the asker's words."""
    answers = (number for number, unit in enumerate(units) if unit.text.startswith("A:"))
    return next(answers, 0) if units[0].text.startswith("Q:") else 0


def _speaks(unit: _Unit) -> bool:
    """Tell a sentence that can answer from a question or a bare lead-in."""
    return not unit.text.startswith("Q:") and not unit.text.endswith((":", "?"))


def _with_context(units: list[_Unit], number: int) -> set[int]:
    """Return a sentence with what it needs: the line that introduces it, the sentence that it leans on."""
    chosen = {number}
    lead_in = units[number].lead_in
    if lead_in is not None:
        chosen.add(lead_in)
    before = number - 1
    if _LEANS_BACK.match(units[number].text) and before >= 0 and units[before].line == units[number].line:
        chosen |= _with_context(units, before)
    return chosen


def _length(units: list[_Unit], chosen: set[int]) -> int:
    return sum(len(units[number].text) + 1 for number in chosen)


def _join(units: list[_Unit], chosen: list[int]) -> str:
    answer = ""
    for position, number in enumerate(chosen):
        adjacent = position == 0 or number == chosen[position - 1] + 1
        answer += ("" if not position else " " if adjacent else _GAP) + units[number].text.removeprefix("A: ")
    return answer
