"""The page as an aiohttp application."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from aiohttp import web

from bot.web import faults, security, signin
from bot.web.api import Api
from bot.web.assistant import Assistant
from bot.web.pages import Pages
from handlers.feedback import FeedbackStore

MAX_BODY = 64 * 1024
"""Largest request body, in bytes."""

_STATIC = Path(__file__).parent / "static"


def application(
    assistant: Assistant, feedback: FeedbackStore, *, today: Callable[[], date] = date.today
) -> web.Application:
    """Build the page and its interface.

    Args:
        assistant: What answers, from `bot.wiring`.
        feedback: Where feedback is kept.
        today: The day that feedback is dated with.

    Raises:
        SettingsError: The page can be reached from other machines, and its sign-in is not set up.
    """
    settings = assistant.settings
    signin.check_signin(settings)
    app = web.Application(
        client_max_size=MAX_BODY,
        middlewares=[faults.answer_faults, *security.middlewares(settings), *signin.middlewares(settings)],
    )
    app.on_response_prepare.append(security.headers(settings))
    app.add_routes(Api(assistant, feedback, today).routes())
    app.add_routes(Pages(assistant, offers_signout=signin.by_provider(settings)).routes())
    app.add_routes(signin.routes(settings))
    app.router.add_static("/static", _STATIC)
    return app


async def start(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Serve the application until the runner is cleaned up.

    The access log stays off: an address of a request may hold what a sign-in must keep to itself.

    Returns:
        The runner, and the port that it listens on.

    Raises:
        OSError: The address is taken or not this machine's.
    """
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner, runner.addresses[0][1]
