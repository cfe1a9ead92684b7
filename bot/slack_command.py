"""`conduct slack`: what an administrator needs to set up the assistant in Slack."""

import json
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot.cli.options import Knowledge, settings_with
from bot.settings import Settings
from bot.slack.manifest import LONGEST_NAME, NAME
from bot.slack.manifest import manifest as app_manifest

_NEXT = "On https://api.slack.com/apps, choose Create New App, From a manifest, and paste it."

app = typer.Typer(help="Set up the assistant in Slack.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Set up the assistant in Slack."""


@app.command()
def manifest(
    url: Annotated[
        str | None, typer.Option(help="Address at which Slack reaches the service; by default CONDUCT_BASE_URL.")
    ] = None,
    socket_mode: Annotated[bool, typer.Option("--socket-mode", help="Without a public address.")] = False,  # noqa: FBT002
    name: Annotated[str, typer.Option(help="Name of the app.")] = NAME,
    out: Annotated[Path | None, typer.Option(help="A new file, in place of the screen.")] = None,
    knowledge: Knowledge = None,
) -> None:
    """Write the manifest from which Slack makes the app."""
    from handlers.ask.examples import examples
    from knowledge import library as knowledge_library

    settings = settings_with(knowledge)
    library = knowledge_library.load(settings.knowledge)
    address = None if socket_mode else _address(url, settings)
    made = app_manifest(name=_name(name), url=address, prompts=examples(library.organisations, settings.org))
    text = json.dumps(made, indent=2, ensure_ascii=False)
    if out is None:
        typer.echo(text)
    else:
        _write(out, text)
        typer.echo(f"The manifest is in {out}. {_NEXT}")


def _address(url: str | None, settings: Settings) -> str:
    given = (url or settings.base_url or "").rstrip("/")
    try:
        parts = urlsplit(given)
        is_right = bool(parts.scheme == "https" and parts.hostname and not (parts.query or parts.fragment))
    except ValueError:
        is_right = False
    if not is_right or not given.isprintable() or " " in given:
        raise typer.BadParameter(
            "--url: give the address at which Slack reaches the service, such as https://conduct.gov.example; Socket "
            "Mode (--socket-mode) needs none"
        )
    return given


def _name(name: str) -> str:
    given = " ".join(name.split())
    if not given or len(given) > LONGEST_NAME:
        raise typer.BadParameter(f"--name: Slack takes 1 to {LONGEST_NAME} characters")
    return given


def _write(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(f"{text}\n")
    except FileExistsError:
        raise typer.BadParameter(
            f"--out {path}: is there already; name another file, or take that one away first"
        ) from None
    except OSError as error:
        raise typer.BadParameter(f"--out {path}: cannot be written: {error.strerror}; name another file") from None
