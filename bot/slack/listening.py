"""Registers work with Bolt, each sort of work in one way."""

from collections.abc import Awaitable, Callable
from re import Pattern

from slack_bolt.async_app import AsyncApp

from bot.slack.guard import Answer, Guard
from bot.slack.incoming import Body, Command, Press, Said, Submitted
from bot.slack.once import Once
from bot.slack.workspaces import Workspace


class Listeners:
    """What the folders of listeners register with."""

    def __init__(self, app: AsyncApp, guard: Guard, once: Once) -> None:
        """Keep what stands around the work."""
        self._app, self._guard, self._once = app, guard, once

    def message(self, event: str, work: Callable[[Said], Awaitable[None]]) -> None:
        """Do something with messages to the app (`message`, `app_mention`)."""
        self._app.event(event)(self._once.work(self._guard.event(work)))

    def event(self, event: str, work: Callable[[Body, Workspace], Awaitable[None]]) -> None:
        """Do something about any other event."""
        self._app.event(event)(self._once.work(work))

    def command(self, name: str, work: Callable[[Command], Awaitable[None]]) -> None:
        """Do something about a slash command."""
        self._app.command(name)(self._guard.command(work))

    def press(self, action: str | Pattern[str], work: Callable[[Press], Awaitable[None]]) -> None:
        """Do something about a button or a choice, by the id of its action."""
        self._app.action(action)(self._guard.press(work))

    def shortcut(self, callback: str, work: Callable[[Press], Awaitable[None]]) -> None:
        """Do something about a shortcut, by its callback id."""
        self._app.shortcut(callback)(self._guard.press(work))

    def submission(self, callback: str, work: Callable[[Submitted], Awaitable[Answer]]) -> None:
        """Do something with a modal that was sent, by its callback id."""
        self._app.view(callback)(self._guard.submission(work))

    def closed(self, callback: str, work: Callable[[Press], Awaitable[None]]) -> None:
        """Do something about a modal that was closed without being sent, by its callback id."""
        self._app.view_closed(callback)(self._guard.press(work))
