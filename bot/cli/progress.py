"""How the long commands show what they do, and what goes wrong with their files."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.settings import Settings, SettingsError


class Bar:
    """Shows the steps of a build, each with its own progress bar."""

    def __init__(self, progress: Progress) -> None:
        """Keep where they are shown."""
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show how much of a step is done; the steps before it are."""
        for earlier, task in self._tasks.items():
            if earlier != what:
                self._progress.update(task, completed=self._progress.tasks[task].total)
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._tasks[what], completed=done, total=total)


@contextmanager
def told_of_files(settings: Settings) -> Iterator[None]:
    """Turn a file that cannot be written into a sentence."""
    try:
        yield
    except OSError as error:
        place = error.filename or settings.var
        raise SettingsError(f"CONDUCT_VAR: cannot use {place}: {error.strerror}; name a writable folder") from None


def shown() -> Progress:
    """Return what shows progress bars on standard error."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True))
