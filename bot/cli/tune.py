"""`conduct tune` learns anew what comes with the product."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.options import Knowledge, check_writable, settings_with
from bot.cli.progress import Bar, shown, told_of_files
from bot.settings import Settings
from bot.wiring import encoders_folder
from knowledge import library as knowledge_library
from knowledge.errors import KnowledgeError
from knowledge.library import Library

if TYPE_CHECKING:
    from index.network.learn import Lesson, Recipe
    from index.network.told import Told
    from index.network.weights import NetworkWeights

Gather = Callable[["Recipe"], "Lesson"]
"""Returns what there is to learn by a recipe."""

Unseen = Callable[["NetworkWeights"], "Told"]
"""Returns what a network did not learn from."""

Out = Annotated[Path | None, typer.Option(help="Where it goes; by default in place of the shipped one.")]
KeepEvery = Annotated[int, typer.Option(min=2, help="Every so many examples stay unseen, to calibrate with.")]
Epochs = Annotated[int, typer.Option(min=1, help="How often each example is read.")]
Share = Annotated[
    float, typer.Option(min=0.001, max=1, help="Learn from this share of the others, for a learning curve.")
]
Heads = Annotated[bool, typer.Option("--heads", help="Only the layers on top, from the shipped network: some minutes.")]

app = typer.Typer(help="Learn anew what comes with the product (for maintainers).", no_args_is_help=True)


@app.command("questions")
def questions(
    steps: Annotated[int, typer.Option(min=1, help="Batches to learn from; each takes a second or two.")] = 520,
    out: Annotated[
        Path | None, typer.Option(help="Where the adapter goes; by default in place of the shipped one.")
    ] = None,
    keep_every: Annotated[int, typer.Option(min=2, help="Every so many questions stay unseen, to teach ranking.")] = 5,
    knowledge: Knowledge = None,
) -> None:
    """Learn the encoder's adapter from the typical questions (about half an hour)."""
    from index.adapter import SHIPPED, save
    from index.tune import Recipe
    from index.tune import tune as learn
    from knowledge import questions as knowledge_questions

    target = out or SHIPPED
    check_writable(target)
    settings = settings_with(knowledge)
    library = knowledge_library.load(settings.knowledge)
    teaching = knowledge_questions.load(library)
    with shown() as progress:
        task = progress.add_task("Learning", total=steps)
        recipe = Recipe(steps=steps, keep_every=keep_every)
        adapter = learn(library, teaching, settings.model, recipe, progress=lambda _loss: progress.advance(task))
    save(adapter, target)
    typer.echo(f"The adapter is in {target}; run 'conduct index' to use it.")


@app.command()
def drafts(
    epochs: Epochs = 4,
    out: Out = None,
    keep_every: KeepEvery = 10,
    share: Share = 1.0,
    heads: Heads = False,  # noqa: FBT002
    knowledge: Knowledge = None,
) -> None:
    """Learn the network for drafts from the examples (an hour or more)."""
    from index.network.learn import Recipe
    from index.network.weights import DRAFTS

    settings = settings_with(knowledge)
    recipe = Recipe(epochs=epochs, keep_every=keep_every, share=share)
    lesson = _drafts(knowledge_library.load(settings.knowledge))
    _learn(*lesson, settings, recipe, out or DRAFTS, DRAFTS if heads else None)


@app.command()
def reports(
    epochs: Epochs = 5,
    out: Out = None,
    keep_every: KeepEvery = 10,
    share: Share = 1.0,
    heads: Heads = False,  # noqa: FBT002
    knowledge: Knowledge = None,
) -> None:
    """Learn the network for reports from the examples (a quarter of an hour or more)."""
    from index.network.learn import Recipe
    from index.network.weights import REPORTS

    settings = settings_with(knowledge)
    recipe = Recipe(epochs=epochs, keep_every=keep_every, share=share)
    lesson = _reports(knowledge_library.load(settings.knowledge))
    _learn(*lesson, settings, recipe, out or REPORTS, REPORTS if heads else None)


def _drafts(library: Library) -> tuple[Gather, Unseen]:
    from index.screening.build import unseen
    from index.screening.labels import labels_of
    from index.screening.lesson import gather
    from knowledge import questions as knowledge_questions
    from knowledge import screening as knowledge_screening

    screening = knowledge_screening.load(library)
    if screening is None:
        raise KnowledgeError(library.folder / "screening", "holds no categories.yaml; there is nothing to learn")
    examples, danger = knowledge_screening.examples(library, screening), knowledge_questions.load(library).danger
    labels = labels_of(screening.categories.values())
    return partial(gather, examples, danger, labels), partial(unseen, library, screening)


def _reports(library: Library) -> tuple[Gather, Unseen]:
    from index.reports.build import unseen
    from index.reports.labels import labels_of
    from index.reports.lesson import gather
    from knowledge import questions as knowledge_questions
    from knowledge import reports as knowledge_reports

    known = knowledge_reports.load(library)
    if known is None:
        raise KnowledgeError(library.folder / "reports", "holds no types.yaml; there is nothing to learn")
    examples, danger = knowledge_reports.examples(library, known), knowledge_questions.load(library).danger
    return partial(gather, examples, danger, labels_of(known.types.values())), partial(unseen, library, known)


def _learn(
    gather: Gather, unseen: Unseen, settings: Settings, recipe: "Recipe", target: Path, before: Path | None
) -> None:
    """Learn a network: all of it or, where there was one `before`, the layers on top of that."""
    from index.network import weights
    from index.network.base import DEFAULT_READER, reader_base
    from index.network.build import Workshop
    from index.network.heads import relearn
    from index.network.learn import learn

    check_writable(target)
    folder, was = encoders_folder(settings), weights.load(before) if before else None
    with shown() as progress, told_of_files(settings):
        bar = Bar(progress)
        base = reader_base(DEFAULT_READER, folder)
        if was:
            learned = relearn(was, gather(recipe), base, recipe, progress=partial(bar, "Reading"))
        else:
            learned = learn(gather(recipe), base, recipe, progress=partial(bar, "Learning"))
        workshop = Workshop(folder=folder, threads=settings.threads, progress=bar)
        network = workshop.with_readings(learned, unseen(learned))
    weights.save(network, target)
    typer.echo(f"The network is in {target}; run 'conduct index' to use it.")
