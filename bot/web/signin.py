"""Sign-in, where the page can be reached from other machines: a trusted proxy's header, or OpenID Connect."""

import base64
import binascii
import warnings
from collections.abc import Callable, Iterable
from urllib.parse import quote

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from aiohttp_session import get_session, session_middleware
from aiohttp_session.cookie_storage import EncryptedCookieStorage

from bot.addresses import is_loopback, network_address
from bot.paths import ANONYMOUS
from bot.settings import PREFIX, Settings, SettingsError
from bot.web import faults, layout, signin_pages
from bot.web.public import is_public
from handlers.emergency import emergency_text

PERSON = web.RequestKey("person", str)
"""Who is signed in, by the id that the proxy or the provider gives; absent on a local page."""

_NOT_THROUGH = (
    "Please open this page through your organisation's sign-in. To report something without your name, no sign-in is "
    "needed."
)
_IN_SLACK = (
    "Nobody can sign in to this page: the conduct assistant is used in Slack here. To report something without your "
    "name, no sign-in is needed."
)
_HOURS_8 = 8 * 60 * 60
_PROVIDER = ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "session_key", "base_url")
_PROXY = ("proxy_header", "trusted_proxies", "base_url")


def is_required(settings: Settings) -> bool:
    """Tell whether people sign in: wherever others reach the page, and wherever a way is set up."""
    return settings.has_signin or not settings.opens_page


def by_provider(settings: Settings) -> bool:
    """Tell whether people sign in at an OpenID provider."""
    return settings.oidc_issuer is not None


def check_signin(settings: Settings) -> None:
    """Check that the sign-in is set up where one is required.

    Where people reach the assistant in Slack, none need be: nobody gets in then (`middlewares`).

    Raises:
        SettingsError: It is not, or nobody knows at which address people reach the page; the variables are named.
    """
    if not is_required(settings):
        return
    started = [way for way in (_PROVIDER, _PROXY) if getattr(settings, way[0])]
    if not started and not settings.has_slack:
        raise SettingsError(
            f"{_reached(settings)} can be reached from other machines, so that people must sign in. Set either "
            f"{_names(_PROXY)}, or {_names(_PROVIDER)}."
        )
    missing = dict.fromkeys(name for way in started for name in way if not getattr(settings, name))
    if missing:
        raise SettingsError(f"{_names(missing)}: missing; the sign-in needs it.")
    if by_provider(settings):
        _check_key(settings)
    _ = settings.page


def middlewares(settings: Settings, number: Callable[[], str], doors: Iterable[str] = ()) -> list[Middleware]:
    """Return what lets signed-in people in; nothing on a page that is reached from this machine alone.

    Args:
        settings: Of the sign-in.
        number: Returns whom to call in danger: whoever is not let in may have come to report just that.
        doors: Paths of other doors, which check their callers themselves.
    """
    if not is_required(settings):
        return []
    return [*(_sessions(settings) if by_provider(settings) else ()), _guard(settings, number, frozenset(doors))]


def routes(settings: Settings) -> list[web.RouteDef]:
    """Return the routes of the sign-in; none where no provider is set up."""
    return signin_pages.SigninPages(settings).routes() if by_provider(settings) else []


def _guard(settings: Settings, number: Callable[[], str], doors: frozenset[str]) -> Middleware:
    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path in doors:
            return await handler(request)
        is_own = request.path in ("/health", *signin_pages.PATHS) or request.path.startswith("/static/")
        if is_own or is_public(request.path):  # whoever reports anonymously is not asked for, even if signed in
            return await handler(request)
        person = await _person(request, settings)
        if person is None:
            return _refuse(request, settings, number)
        request[PERSON] = person
        return await handler(request)

    return check


async def _person(request: web.Request, settings: Settings) -> str | None:
    if settings.proxy_header and _is_trusted(request, settings):
        named = [one.strip() for one in request.headers.getall(settings.proxy_header, [])]
        if len(named) == 1 and named[0]:  # of two, one may be what the person sent, and the proxy let through
            return named[0]
    return (await get_session(request)).get("person") if by_provider(settings) else None


def _is_trusted(request: web.Request, settings: Settings) -> bool:
    # The peer's own address: whatever a header says of it, anybody could have written.
    peer = request.transport.get_extra_info("peername") if request.transport else None
    found = network_address(str(peer[0])) if peer else None
    return found is not None and any(found in network for network in settings.trusted_proxies)


def _refuse(request: web.Request, settings: Settings, number: Callable[[], str]) -> web.StreamResponse:
    if faults.is_api(request):
        return faults.answer(request, 401, "Please sign in." if settings.has_signin else _IN_SLACK)
    if not by_provider(settings):
        way, sentence = (ANONYMOUS, "Report without your name"), _NOT_THROUGH if settings.has_signin else _IN_SLACK
        page = layout.notice("You are not signed in", sentence, link=way, first=emergency_text(number()))
        return layout.response(page, status=401)
    raise web.HTTPSeeOther(f"/signin?next={quote(request.path_qs, safe='')}")


def _sessions(settings: Settings) -> list[Middleware]:
    # aiohttp-session keeps its things under plain names; aiohttp's advice on that is for its authors.
    warnings.filterwarnings("ignore", category=web.NotAppKeyWarning, module="aiohttp_session")
    return [session_middleware(_storage(settings))]


def _storage(settings: Settings) -> EncryptedCookieStorage:
    return EncryptedCookieStorage(
        _key(settings),
        cookie_name="conduct",
        max_age=_HOURS_8,
        httponly=True,
        samesite="Lax",
        secure=settings.is_https,
    )


def _key(settings: Settings) -> bytes:
    value = settings.session_key.get_secret_value() if settings.session_key else ""
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


def _check_key(settings: Settings) -> None:
    try:
        is_right = len(_key(settings)) == 32
    except (binascii.Error, ValueError):
        is_right = False
    if not is_right:
        raise SettingsError(f"{PREFIX}SESSION_KEY: must be 32 bytes in URL-safe base64.")


def _reached(settings: Settings) -> str:
    if is_loopback(settings.host):
        return f"{PREFIX}BASE_URL: {settings.base_url}"
    return f"{PREFIX}HOST: {settings.host}"


def _names(fields: Iterable[str]) -> str:
    return ", ".join(PREFIX + field.upper() for field in fields)
