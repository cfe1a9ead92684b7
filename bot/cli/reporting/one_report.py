"""One report: asked for in a dialog, tried out, or filed all by options."""

from contextlib import nullcontext
from dataclasses import asdict
from typing import Any

from rich.console import Console
from rich.text import Text

from bot.cli.opening import Means, Understanding
from bot.cli.plain_json import print_json
from bot.cli.reporting import by_options
from bot.cli.reporting.asking import NOTHING, Asker, says_nothing_was_sent
from bot.cli.reporting.filing import file_it
from bot.cli.reporting.filing_options import Mode, Said
from bot.cli.reporting.given import Given
from bot.cli.reporting.previewed import show_choices, show_preview
from bot.cli.reporting.report_batch import understood
from bot.cli.reporting.report_dialog import ReportDialog
from bot.cli.reporting.room import Room, check_unit, roster
from bot.cli.reporting.understood import show_danger, show_understood
from bot.settings import Settings
from handlers.forms.report import WHAT
from handlers.report.messages import Understood

_Ready = tuple[Room, Given]
"""A report that is to be filed, and with what."""


class Reporting:
    """Takes one report."""

    def __init__(self, here: Means, settings: Settings, mode: Mode) -> None:
        """Keep what it takes it with."""
        self._here, self._settings, self._mode = here, settings, mode
        self._console = Console()

    def run(self, said: Said, answers: dict[str, object], type_: str | None, variant: str | None) -> None:
        """Take it.

        Args:
            said: What options say.
            answers: Those to the form that options give, what happened among them.
            type_: Confirmed by the reporter, or None.
            variant: Of the type, or None.

        Raises:
            BadRequest: Something is missing or cannot be taken.
            NotKept: It could not be kept.
        """
        with nullcontext() if self._mode.as_json else says_nothing_was_sent(self._console):
            ready = self._ready(said, answers, type_, variant)
        if ready:
            file_it(*ready, as_json=self._mode.as_json)

    def _ready(self, said: Said, answers: dict[str, object], type_: str | None, variant: str | None) -> _Ready | None:
        """Return what is to be filed, or None where nothing is."""
        assistant = self._here.assistant(self._settings)
        reads = assistant.report
        if self._mode.dry_run and WHAT in answers and type_ is None:  # no keys and no database are needed for that
            given = said.given("report", assistant.library, answers)
            check_unit(given.unit, given.org, roster(self._settings, assistant.library))
            self._show(*understood(reads, given.request(), self._settings.base_url))
            return None
        room = Room(office=self._here.office(assistant), settings=self._settings, understanding=reads)
        asks = self._mode.asks(is_complete=WHAT in answers)
        given = said.with_organisation(room, self._console, asks=asks).given("report", assistant.library, answers)
        given.type, given.variant = type_, variant
        room.check_taken(given.org)
        room.check_unit(given.org, given.unit)
        by_options.check_known(given, room, asks=asks)
        if asks:
            return self._asked(given, room)
        if self._mode.dry_run:
            self._try_out(given, room, reads)
            return None
        return self._complete(given, room, reads)

    def _asked(self, given: Given, room: Room) -> _Ready | None:
        asker = Asker(self._console, room.number(given.org))
        done = ReportDialog(asker, room).hold(given, dry_run=self._mode.dry_run)
        if done is None:
            asker.say(NOTHING)
        return (room, done) if done else None

    def _try_out(self, given: Given, room: Room, reads: Understanding) -> None:
        """Show what would be sent."""
        reply, fields = understood(reads, given.request(), self._settings.base_url)
        by_options.check_said(given, room, reply)
        given.danger = reply.emergency
        missing = by_options.stand_in(given, room)
        by_options.take_choices(given, room)
        seen = by_options.preview_of(given, room)
        if self._mode.as_json:
            print_json({**fields, "preview": asdict(seen), "missing": missing})
            return
        show_understood(reply, self._console)
        show_preview(seen, self._console)
        show_choices(seen, self._console, may_name=room.may_name)
        if missing:
            self._console.print(Text(f"Still to be said: {', '.join(missing)}."))
        self._console.print(Text(NOTHING))

    def _show(self, reply: Understood, fields: dict[str, Any]) -> None:
        if self._mode.as_json:
            print_json(fields)
        else:
            show_understood(reply, self._console)
            self._console.print(Text(NOTHING))

    def _complete(self, given: Given, room: Room, reads: Understanding) -> _Ready:
        """Return what is to be filed as options say it all."""
        reply = reads.handle(given.request())
        given.danger = reply.emergency
        if (given.danger or given.in_danger()) and not self._mode.as_json:
            show_danger(reply.number, self._console)
        by_options.check_said(given, room, reply)
        by_options.complete(given, room)
        return room, given
