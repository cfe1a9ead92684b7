"""Who may call the page, and what the browser may do with it."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.addresses import is_loopback
from bot.settings import Settings

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Server": "conduct",
}


def headers(settings: Settings) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Return the signal that puts the security headers on every response, errors and files included."""

    async def add(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.update(_HEADERS)
        is_file = request.path.startswith("/static/") and response.status < 400
        # Files are asked for again each time, so that a new version is seen at once; the rest is never kept.
        response.headers["Cache-Control"] = "no-cache" if is_file else "no-store"
        if settings.is_https:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"

    return add


def middlewares(settings: Settings) -> list[Middleware]:
    """Return the checks of where a request comes from."""
    return [_host_check(settings), _origin_check(settings)]


def _host_check(settings: Settings) -> Middleware:
    """Refuse other names on loopback: a hostile page may have its name resolve to this machine (DNS rebinding)."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if is_loopback(settings.host) and not _is_own_name(_hostname(request.host), settings):
            raise web.HTTPMisdirectedRequest(text="The page answers on this machine alone; open it as localhost.")
        return await handler(request)

    return check


def _origin_check(settings: Settings) -> Middleware:
    """Refuse what another site's page makes the browser send."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in ("GET", "HEAD", "OPTIONS") and _is_from_elsewhere(request, settings):
            raise web.HTTPForbidden(text="This was sent from the page of another site, and is refused.")
        return await handler(request)

    return check


def _is_own_name(host: str, settings: Settings) -> bool:
    public = urlsplit(settings.base_url or "").hostname  # others reach it by that only where they sign in
    if host in ("localhost", settings.host, public):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _is_from_elsewhere(request: web.Request, settings: Settings) -> bool:
    # Browsers send at least one of the two; a program that sends neither carries nobody's cookies.
    site = request.headers.get("Sec-Fetch-Site")
    if site == "same-origin":
        return False  # whatever the origin: that of a form on a page that sends no referrer is "null"
    if site not in (None, "none"):
        return True
    origin = request.headers.get("Origin")
    # The scheme is left out: behind a proxy that speaks TLS this process sees plain HTTP.
    own = (request.host, urlsplit(settings.base_url or "").netloc or request.host)
    return origin is not None and urlsplit(origin).netloc not in own


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
