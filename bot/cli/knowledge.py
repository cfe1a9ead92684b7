"""`conduct knowledge check`: is everything in a knowledge folder sound, and word for word the original?"""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Knowledge, settings_with
from knowledge import library as knowledge_library
from knowledge import provenance, questions, reports, screening

app = typer.Typer(help="Look after the guideline texts.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Look after the guideline texts."""


@app.command()
def check(
    knowledge: Knowledge = None,
    originals: Annotated[Path | None, typer.Option(help="Folder with the original files.")] = None,
) -> None:
    """Check every reference, and each text letter by letter against its original where there is one."""
    folder = settings_with(knowledge).knowledge
    library = knowledge_library.load(folder)
    teaching = questions.load(library)
    rules = screening.load(library)
    examples = screening.examples(library, rules) if rules else ()
    routed = reports.load(library)
    reported = reports.examples(library, routed) if routed else ()
    place = originals or folder / "originals"
    checked = [one for one in library.documents.values() if one.provenance]
    problems = [problem for one in checked for problem in provenance.problems(one, place)]
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(2)
    for document in checked:
        for one in document.differences:
            before = " ".join(one.original.split())
            typer.echo(f"{document.id}: “{one.document}” for “{before}”: {one.reason}")
    counts = [
        f"{len(library.documents)} documents ({len(checked)} compared with their originals)",
        f"{len(library.passages)} passages",
        f"{len(library.contacts)} contacts",
        f"{len(teaching.typical)} typical questions",
    ]
    if rules:
        counts += [f"{len(rules.categories)} categories of problems in drafts", f"{len(examples)} examples of drafts"]
    if routed:
        counts += [f"{len(routed.types)} types of reports with {len(routed.routes)} routes"]
        counts += [f"{len(reported)} examples of reports"]
    typer.echo(f"{', '.join(counts)}: sound.")
