"""How good answers are: labelled questions against what is answered (labels: the project's evaluation format)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.cli.shares import share, wilson
from handlers.ask.messages import AskReply
from handlers.reply import Citation
from knowledge.text import letters_and_digits

MAX_QUOTE = 1500
"""A longer citation does not count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One labelled question and what was answered.

    Attributes:
        record: As in the file.
        reply: What was answered.
        rank: Place of the first right citation, from 1; None where none is right.
    """

    record: dict[str, Any]
    reply: AskReply
    rank: int | None

    @property
    def is_right(self) -> bool:
        """Whether the first citation is right, or, where nothing answers, the question was declined."""
        return self.rank == 1 if self.record["answerable"] else not self.reply.answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures of a group of questions; each is a share from 0 to 1, or None where there is nothing to count.

    Attributes:
        count: Questions in the group.
        hit_1, hit_3: The first citation is right; one of the first three is.
        mrr: Mean of 1/rank of the first right citation.
        answered: Answerable ones that were answered.
        declined: Unanswerable ones that were declined.
        interval: 95% interval of `hit_1` (Wilson).
    """

    count: int
    hit_1: float | None
    hit_3: float | None
    mrr: float | None
    answered: float | None
    declined: float | None
    interval: tuple[float, float] | None


def judge(record: dict[str, Any], reply: AskReply) -> Outcome:
    """Compare a reply with the gold quotes of its question."""
    ranks = [place for place, one in enumerate(reply.citations, 1) if _is_right(one, record["gold"])]
    return Outcome(record=record, reply=reply, rank=ranks[0] if ranks else None)


def groups(outcomes: Sequence[Outcome]) -> dict[str, list[Outcome]]:
    """Return the outcomes together, by kind and by organisation."""
    found: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        for name in ("all", outcome.record["kind"], f"org {outcome.record['org']}"):
            found[name].append(outcome)
    return dict(found)


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """Return the figures of a group."""
    open_, rest = _part(outcomes)
    hits = [one.rank == 1 for one in rest]
    return Figures(
        count=len(outcomes),
        hit_1=share(hits),
        hit_3=share([one.rank is not None and one.rank <= 3 for one in rest]),
        mrr=sum(1 / one.rank for one in rest if one.rank) / len(rest) if rest else None,
        answered=share([one.reply.answered for one in rest]),
        declined=share([not one.reply.answered for one in open_]),
        interval=wilson(sum(hits), len(hits)) if hits else None,
    )


def foreign_share(outcomes: Iterable[Outcome], owners: Mapping[str, str]) -> float | None:
    """Return the share of first citations from another organisation where the asker's own text answers.

    Args:
        outcomes: What was answered; questions of kind `cross`, which ask for another's text, do not count.
        owners: Document id -> id of the organisation whose it is.
    """
    own = [
        one.reply.citations[0].foreign
        for one in outcomes
        if one.record["kind"] != "cross" and one.reply.citations and _own_text_answers(one.record, owners)
    ]
    return share(own)


def _own_text_answers(record: dict[str, Any], owners: Mapping[str, str]) -> bool:
    own = any(owners.get(gold["doc"]) == record["org"] for gold in record["gold"])
    return record["answerable"] and record["org"] is not None and own


def _is_right(citation: Citation, gold: list[dict[str, str]]) -> bool:
    text = letters_and_digits(citation.quote)
    fits = len(citation.quote) <= MAX_QUOTE
    return fits and any(one["doc"] == citation.document and letters_and_digits(one["quote"]) in text for one in gold)


def _part(outcomes: Sequence[Outcome]) -> tuple[list[Outcome], list[Outcome]]:
    answerable = [one for one in outcomes if one.record["answerable"]]
    return [one for one in outcomes if not one.record["answerable"]], answerable
