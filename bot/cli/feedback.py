"""`conduct feedback`: what people said of answers, for the maintainers."""

import asyncio
import json
from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.cli.options import settings_with
from bot.wiring import feedback_store
from handlers.feedback import Feedback


def feedback(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines.")] = False,  # noqa: FBT002
) -> None:
    """List ratings by passage, and questions that stayed unanswered; no names are kept."""
    kept = asyncio.run(_all())
    if as_json:
        for one in kept:
            typer.echo(json.dumps(_record(one), ensure_ascii=False))
        return
    console = Console()
    if not kept:
        console.print("There is no feedback yet.")
        return
    console.print(_ratings(kept))
    for one in kept:
        if one.question:
            console.print(Text(f"{one.day} {one.org or '-'}: {one.question}"))


async def _all() -> Sequence[Feedback]:
    store = feedback_store(settings_with(None))
    try:
        return await store.all()
    finally:
        await store.close()


def _record(one: Feedback) -> dict[str, object]:
    return {
        "day": one.day.isoformat(),
        "org": one.org,
        "helpful": one.helpful,
        "passages": one.passages,
        "question": one.question,
    }


def _ratings(kept: Sequence[Feedback]) -> Table:
    table = Table("first passage of the answer", "helpful", "not helpful")
    counts: Counter[tuple[str, bool]] = Counter()
    for one in kept:
        if one.helpful is not None:
            counts[one.passages[0] if one.passages else "(declined)", one.helpful] += 1
    for passage in sorted({name for name, _ in counts}):
        table.add_row(Text(passage), str(counts[passage, True]), str(counts[passage, False]))
    return table
