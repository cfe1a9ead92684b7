"""The smallest change that makes a draft right: what breaks a rule is taken out, what is missing is added."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from handlers.check.messages import Suggestion
from handlers.check.policy import Judged, strongest
from handlers.check.screen import Look, Looked
from handlers.emergency import IN_DANGER
from knowledge.screening_records import Disclaimer
from knowledge.text import sentence_spans, words

_ROUNDS = 4
"""After so many changes what is still found is told as remaining."""

_LONG = 5_000
"""Longer drafts, in characters, are changed and checked again once."""

_FEWEST_WORDS = 4
"""With fewer of its own words left, nothing of a draft is worth posting."""

_TAG = re.compile(r"[#@]\w+|https?://\S+")
"""No word of a draft's own."""

_BEYOND = "No small edit makes this fit to post. Leave it unposted, or write it anew without what is marked."

Span = tuple[int, int]


def suggest(draft: str, looked: Looked, look: Look, disclaimer: Disclaimer | None) -> Suggestion | None:
    """Return the smallest change, checked again as if it were a draft; None where nothing needs one.

    Args:
        draft: As given.
        looked: What was found in it.
        look: Checks a changed draft in the same way.
        disclaimer: The sentences that the organisation's text offers.
    """
    if not looked.above_note:
        return None
    if strongest("danger", looked.evidence) >= IN_DANGER:  # what such a draft tells is no slip of the pen
        return _no_edit(looked)
    text, changes, seen = draft, dict[str, None](), looked
    for _ in range(_ROUNDS if len(draft) <= _LONG else 1):
        cut = _without(text, seen)
        if not _is_worth_posting(cut, text):
            return _no_edit(looked)
        after, added = _with(cut, seen, disclaimer)
        if after == text:
            break
        told = [*(_told(seen) if cut != text else ()), *added]
        text, changes, seen = after, changes | dict.fromkeys(told), look(after)
    if text == draft:
        return _no_edit(looked)
    note = disclaimer.instead if disclaimer and _misses_disclaimer(looked) else None
    return Suggestion(text=text, changes=tuple(changes), remaining=_names(seen.above_note), note=note)


def _no_edit(looked: Looked) -> Suggestion:
    return Suggestion(text=None, changes=(), remaining=_names(looked.above_note), note=_BEYOND)


def _is_worth_posting(after: str, before: str) -> bool:
    """Tell whether something of one's own is left where something was taken out."""
    return len(after) >= len(before) or len(words(_TAG.sub(" ", after))) >= _FEWEST_WORDS


def _without(text: str, seen: Looked) -> str:
    """Take out what a rule speaks against: the words alone where something may stand in their place, or sentences."""
    marks = [(seen.meant.place(one.start, one.end), one.instead) for one in seen.above_note if not _is_whole(one, seen)]
    out = [mark for mark, instead in marks if not instead]
    cuts = _sentences_at(out, text)
    swaps = {mark: instead for mark, instead in marks if instead and not any(_meet(mark, cut) for cut in cuts)}
    edits = sorted((dict.fromkeys(cuts, "") | swaps).items(), reverse=True)
    for (start, end), instead in edits:
        text = text[:start] + instead + (text[end:] if instead else text[end:].lstrip(" "))
    return text.strip() if edits else text


def _sentences_at(marks: Sequence[Span], text: str) -> list[Span]:
    """Return the sentences that any of the marks touches."""
    spans = sentence_spans(text)
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    touched = {at for start, end in marks for at in range(bisect_right(ends, start), bisect_left(starts, end))}
    return [spans[at] for at in sorted(touched)]


def _is_whole(one: Judged, seen: Looked) -> bool:
    """Tell whether something is missing, rather than there."""
    return one.category.absence is not None and (one.start, one.end) == (0, len(seen.meant.text))


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _with(text: str, seen: Looked, disclaimer: Disclaimer | None) -> tuple[str, list[str]]:
    """Add what is missing; return the text and what was added, in plain sentences."""
    absences = {one.category.absence for one in seen.above_note}
    sentence, told = None, ""
    if disclaimer and "disclaimer" in absences:
        # A draft that conceals the employer must not name it now.
        named = strongest("employer_named", seen.evidence) > 0
        sentence, told = (disclaimer.wording if named else disclaimer.neutral), "A disclaimer was added."
    elif disclaimer and "identification" in absences:
        sentence, told = disclaimer.identification, "A sentence was added that says who is speaking."
        told += " Fill in what stands in brackets before you post." if "[" in (sentence or "") else ""
    if not sentence or sentence in text:
        return text, []
    return _joined(text, sentence), [told]


def _joined(text: str, sentence: str) -> str:
    """Put a sentence after a text: apart where that has lines, or ends with a tag that takes no full stop."""
    text = text.rstrip()
    if "\n" in text or (text and _TAG.match(text.rsplit(maxsplit=1)[-1])):
        return f"{text}\n\n{sentence}"
    return f"{text}{'.' if text[-1:].isalnum() else ''} {sentence}"


def _told(seen: Looked) -> list[str]:
    return [_change(one) for one in seen.above_note if not _is_whole(one, seen)]


def _change(one: Judged) -> str:
    if one.instead:
        return f"Put in: {one.instead}. Fill it in before you post."
    if one.category.absence:
        return "Taken out: words that hide who is speaking."
    return f"Taken out: {one.category.name[:1].lower()}{one.category.name[1:]}."


def _names(judged: Sequence[Judged]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.category.name for one in judged))


def _misses_disclaimer(looked: Looked) -> bool:
    return any(one.category.absence == "disclaimer" for one in looked.above_note)
