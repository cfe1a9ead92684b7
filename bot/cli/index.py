"""`conduct index` builds the index."""

import typer

from bot.cli.options import Knowledge, settings_with
from bot.cli.progress import Bar, shown, told_of_files
from bot.wiring import encoders_folder, index_folder
from knowledge import library as knowledge_library


def index(knowledge: Knowledge = None) -> None:
    """Build the search index; only what changed since the last build is encoded."""
    from index.build import build  # building needs torch, which nothing else may wait for

    settings = settings_with(knowledge)
    library = knowledge_library.load(settings.knowledge)
    with shown() as progress, told_of_files(settings):
        report = build(
            library,
            model=settings.model,
            folder=index_folder(settings),
            encoders=encoders_folder(settings),
            threads=settings.threads,
            progress=Bar(progress),
        )
    typer.echo(f"Indexed {report.passages} passages; {report.encoded} of {report.texts} texts were encoded anew.")
