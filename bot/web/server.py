"""The page as an aiohttp application."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from aiohttp import web

from bot import logs
from bot.entrance import Entrance
from bot.needs import Assistant, OfficeNow
from bot.web import faults, security, signin
from bot.web.api import Api
from bot.web.limits import Limits
from bot.web.pages import Pages
from bot.web.recipient.api import recipient_routes
from bot.web.reporter.own_cases_api import OwnCasesApi
from bot.web.reporter.pages import ReportPages
from bot.web.reporter.receipt_api import ReceiptApi, Sleep
from bot.web.reporter.report_api import ReportApi
from handlers.feedback import FeedbackStore

MAX_BODY = 64 * 1024
"""Largest request body, in bytes."""
MAX_LINE = 64 * 1024
"""Longest line of a request's head, in bytes: cookies of an organisation's sign-on are long, and come to each page."""

_STATIC = Path(__file__).parent / "static"


def application(
    assistant: Assistant,
    feedback: FeedbackStore,
    office: OfficeNow,
    *,
    doors: Sequence[web.RouteDef] = (),
    today: Callable[[], date] = date.today,
    now: Callable[[], float] = time.monotonic,
    sleep: Sleep = asyncio.sleep,
) -> web.Application:
    """Build the page and its interface.

    Args:
        assistant: What answers, from `bot.wiring`.
        feedback: Where feedback is kept.
        office: Returns what takes and keeps cases, from `bot.reception`, or why nothing does.
        doors: Routes of other doors, which check their callers themselves: no sign-in stands before them.
        today: The day that feedback is dated with.
        now: Seconds, by which tries of one address are counted.
        sleep: Lets time pass where somebody guesses.

    Raises:
        SettingsError: The page can be reached from other machines, and its sign-in is not set up.
    """
    settings = assistant.settings
    signin.check_signin(settings)
    entrance = Entrance(assistant, office)
    signed_in = signin.middlewares(settings, entrance.number, [one.path for one in doors])
    app = web.Application(
        client_max_size=MAX_BODY,
        middlewares=[faults.answer_faults, *security.middlewares(settings), *signed_in],
    )
    app.on_response_prepare.append(security.headers(settings))
    app.add_routes(Api(assistant, feedback, today).routes())
    app.add_routes(Pages(assistant, offers_signout=signin.by_provider(settings)).routes())
    app.add_routes(_case_routes(assistant, entrance, Limits(settings, now=now), sleep))
    app.add_routes(recipient_routes(office, Limits(settings, now=now), settings))
    app.add_routes(signin.routes(settings))
    app.add_routes(doors)
    app.router.add_static("/static", _STATIC)
    return app


def _case_routes(assistant: Assistant, entrance: Entrance, limits: Limits, sleep: Sleep) -> list[web.RouteDef]:
    """Return what whoever reports needs: its pages and its interface."""
    return [
        *ReportPages(entrance, offers_signout=signin.by_provider(assistant.settings)).routes(),
        *ReportApi(assistant, entrance, limits).routes(),
        *OwnCasesApi(entrance).routes(),
        *ReceiptApi(entrance, limits, sleep=sleep).routes(),
    ]


async def start(app: web.Application, host: str, port: int) -> tuple[web.AppRunner, int]:
    """Serve the application until the runner is cleaned up.

    The access log stays off: an address of a request may hold what a sign-in must keep to itself. So does what the
    web server would log by itself of a request that it cannot read.

    Returns:
        The runner, and the port that it listens on.

    Raises:
        OSError: The address is taken or not this machine's.
    """
    runner = web.AppRunner(
        app, access_log=None, logger=logs.wordless("web"), max_line_size=MAX_LINE, max_field_size=MAX_LINE
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return runner, runner.addresses[0][1]
