"""One report: asked for in a dialog, tried out, or filed all by options."""

from typing import Any

from rich.console import Console
from rich.text import Text

from bot.cli.opening import Means, Understanding
from bot.cli.plain_json import print_json
from bot.cli.reporting import by_options
from bot.cli.reporting.asking import Asker
from bot.cli.reporting.filing import file_it
from bot.cli.reporting.filing_options import Mode, Said
from bot.cli.reporting.given import Given
from bot.cli.reporting.previewed import preview_json, show_choices, show_preview
from bot.cli.reporting.report_batch import understood
from bot.cli.reporting.report_dialog import ReportDialog
from bot.cli.reporting.room import Room
from bot.cli.reporting.understood import show_danger, show_understood
from bot.settings import Settings
from handlers.forms.report import WHAT
from handlers.report.messages import Understood

NOTHING = "Nothing was sent or kept."


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
        assistant = self._here.assistant(self._settings)
        given = said.given("report", assistant.library, answers)
        given.type, given.variant = type_, variant
        reads = assistant.report
        if self._mode.dry_run and WHAT in answers and type_ is None:  # no keys and no database are needed for that
            self._show(*understood(reads, given.request(), self._settings.base_url))
            return
        room = Room(office=self._here.office(assistant), settings=self._settings, understanding=reads)
        room.check_taken(given.org)
        asks = self._mode.asks(is_complete=WHAT in answers)
        by_options.check_known(given, room, asks=asks)
        if asks:
            self._ask(given, room)
        elif self._mode.dry_run:
            self._try_out(given, room, reads)
        else:
            self._file(given, room, reads)

    def _ask(self, given: Given, room: Room) -> None:
        asker = Asker(self._console, room.number(given.org))
        try:
            done = ReportDialog(asker, room).hold(given, dry_run=self._mode.dry_run)
        except KeyboardInterrupt:
            asker.say(f"\n{NOTHING}")
            raise
        if done:
            file_it(room, done)
        else:
            asker.say(NOTHING)

    def _try_out(self, given: Given, room: Room, reads: Understanding) -> None:
        reply, fields = understood(reads, given.request(), self._settings.base_url)
        by_options.check_said(given, room, reply)
        given.danger = reply.emergency
        missing = by_options.stand_in(given, room)
        by_options.take_choices(given, room)
        seen = by_options.preview_of(given, room)
        if self._mode.as_json:
            print_json({**fields, "preview": preview_json(seen), "missing": missing})
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

    def _file(self, given: Given, room: Room, reads: Understanding) -> None:
        reply = reads.handle(given.request())
        given.danger = reply.emergency
        if (given.danger or given.in_danger()) and not self._mode.as_json:
            show_danger(reply.number, self._console)
        by_options.check_said(given, room, reply)
        by_options.complete(given, room)
        file_it(room, given, as_json=self._mode.as_json)
