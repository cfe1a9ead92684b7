"""`conduct index` builds the index; `conduct tune` learns anew what comes with the product."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.cli.options import Knowledge, check_writable, settings_with
from bot.settings import Settings, SettingsError
from bot.wiring import encoders_folder, index_folder
from knowledge import library as knowledge_library
from knowledge.errors import KnowledgeError
from knowledge.library import Library

if TYPE_CHECKING:
    from index.screening.learn import Recipe
    from index.screening.weights import NetworkWeights


class _Bar:
    """Shows the steps of a build, each with its own progress bar."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        for earlier, task in self._tasks.items():
            if earlier != what:
                self._progress.update(task, completed=self._progress.tasks[task].total)
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._tasks[what], completed=done, total=total)


def index(knowledge: Knowledge = None) -> None:
    """Build the search index; only what changed since the last build is encoded."""
    from index.build import build  # building needs torch, which nothing else may wait for

    settings = settings_with(knowledge)
    library = knowledge_library.load(settings.knowledge)
    with _progress() as progress, _told_of_files(settings):
        report = build(
            library,
            model=settings.model,
            folder=index_folder(settings),
            encoders=encoders_folder(settings),
            threads=settings.threads,
            progress=_Bar(progress),
        )
    typer.echo(f"Indexed {report.passages} passages; {report.encoded} of {report.texts} texts were encoded anew.")


tune = typer.Typer(help="Learn anew what comes with the product (for maintainers).", no_args_is_help=True)


@tune.command("questions")
def tune_questions(
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
    from knowledge import questions

    target = out or SHIPPED
    check_writable(target)
    settings = settings_with(knowledge)
    library = knowledge_library.load(settings.knowledge)
    teaching = questions.load(library)
    with _progress() as progress:
        task = progress.add_task("Learning", total=steps)
        recipe = Recipe(steps=steps, keep_every=keep_every)
        adapter = learn(library, teaching, settings.model, recipe, progress=lambda _loss: progress.advance(task))
    save(adapter, target)
    typer.echo(f"The adapter is in {target}; run 'conduct index' to use it.")


@tune.command("drafts")
def tune_drafts(
    epochs: Annotated[int, typer.Option(min=1, help="How often each example is read.")] = 4,
    out: Annotated[
        Path | None, typer.Option(help="Where the network goes; by default in place of the shipped one.")
    ] = None,
    keep_every: Annotated[int, typer.Option(min=2, help="Every so many examples stay unseen, to calibrate with.")] = 10,
    share: Annotated[
        float, typer.Option(min=0.001, max=1, help="Learn from this share of the others, for a learning curve.")
    ] = 1.0,
    heads: Annotated[  # noqa: FBT002
        bool, typer.Option("--heads", help="Only the layers on top, from the shipped network: some minutes.")
    ] = False,
    knowledge: Knowledge = None,
) -> None:
    """Learn the network for drafts from the examples (an hour or more)."""
    from index.screening import weights

    target = out or weights.SHIPPED
    check_writable(target)
    settings = settings_with(knowledge)
    library = knowledge_library.load(settings.knowledge)
    with _progress() as progress, _told_of_files(settings):
        from index.screening.build import with_readings
        from index.screening.learn import Recipe

        recipe = Recipe(epochs=epochs, keep_every=keep_every, share=share)
        learned = _learned(library, settings, recipe, _Bar(progress), before=weights.load() if heads else None)
        folder, threads = encoders_folder(settings), settings.threads
        network = with_readings(learned, library, networks=folder, threads=threads, progress=_Bar(progress))
    weights.save(network, target)
    typer.echo(f"The network is in {target}; run 'conduct index' to use it.")


def _learned(
    library: Library, settings: Settings, recipe: "Recipe", bar: _Bar, *, before: "NetworkWeights | None"
) -> "NetworkWeights":
    """Learn a network: all of it or, where there was one before, the layers on top of that."""
    from index.screening.base import DEFAULT_READER, reader_base
    from index.screening.heads import relearn
    from index.screening.labels import labels_of
    from index.screening.learn import learn
    from knowledge import questions
    from knowledge import screening as knowledge_screening

    screening = knowledge_screening.load(library)
    if screening is None:
        raise KnowledgeError(settings.knowledge / "screening", "holds no categories.yaml; there is nothing to learn")
    examples, danger = knowledge_screening.examples(library, screening), questions.load(library).danger
    labels, base = labels_of(screening.categories.values()), reader_base(DEFAULT_READER, encoders_folder(settings))
    if before:
        return relearn(before, examples, danger, labels, base, recipe, progress=partial(bar, "Reading"))
    return learn(examples, danger, labels, base, recipe, progress=partial(bar, "Learning"))


@contextmanager
def _told_of_files(settings: Settings) -> Iterator[None]:
    """Turn a file that cannot be written into a sentence."""
    try:
        yield
    except OSError as error:
        place = error.filename or settings.var
        raise SettingsError(f"CONDUCT_VAR: cannot use {place}: {error.strerror}; name a writable folder") from None


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))
