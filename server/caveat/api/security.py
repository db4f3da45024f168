"""Who may ask what: checked before every view, in the order Host, Origin, token, body. See CONTRIBUTING for why.

A browser lets any web page send requests to this computer. So a name that is not ours (DNS rebinding) and an origin
that is not ours are refused before anything is read, and the token, not the origin, is what lets an extension in.
"""

import hmac
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_cors.core import get_cors_headers, get_cors_options, set_cors_headers
from werkzeug.datastructures import Headers

from caveat.api.context import here
from caveat.errors import Refused

TOKEN_HEADER = "X-Caveat-Token"
SCHEMES: dict[str, Any] = {
    "token": {"type": "apiKey", "in": "header", "name": TOKEN_HEADER, "description": "What POST /api/v1/pair answers."}
}
NEEDS_TOKEN: list[dict[str, list[Any]]] = [{"token": []}]
"""For the OpenAPI document: the endpoints that answer only with a token."""
API = "/api/"
PAIR = "/api/v1/pair"
UPLOAD = "/api/v1/evidence"
"""The one path whose body may bring a file."""
EXTENSIONS = ("chrome-extension://", "moz-extension://")
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = [
    ("Content-Security-Policy", CSP),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
NOT_STORED = ("Cache-Control", "no-store")


def init_app(app: Flask) -> None:
    """Put the guard before every view, and the headers on every answer."""
    app.config["MAX_CONTENT_LENGTH"] = app.extensions["caveat"].settings.max_body
    logging.getLogger("flask_cors").setLevel(logging.WARNING)  # it would log each origin
    app.before_request(_guard)
    app.after_request(_share)
    app.wsgi_app = _protected(app.wsgi_app)  # type: ignore[method-assign]


def _guard() -> Response | None:
    environ = request.environ
    host = environ.get("HTTP_HOST", "")
    if host not in _our_hosts(environ["SERVER_PORT"]):
        raise Refused("This server answers only to its own name on this computer.", code="bad-host", status=421)
    origin = environ.get("HTTP_ORIGIN")
    extension = origin is not None and origin.startswith(EXTENSIONS)
    if origin is not None and not extension and origin != f"http://{host}":
        raise Refused("Web pages may not ask this server.", code="foreign-origin")
    if not request.path.startswith(API):
        return None
    if request.method == "OPTIONS" and extension:
        return _preflight(origin)
    if request.path == PAIR:
        g.cors = origin if extension else None
    else:
        _check_token(environ.get("HTTP_X_CAVEAT_TOKEN"), origin, extension)
    if request.method == "POST":
        _check_body()
    return None


@lru_cache(maxsize=8)
def _our_hosts(port: str) -> frozenset[str]:
    names = ("127.0.0.1", "localhost", "[::1]")
    return frozenset(f"{name}:{port}" for name in names) | (frozenset(names) if port == "80" else frozenset())


def _check_token(token: str | None, origin: str | None, extension: bool) -> None:
    if not token:
        raise Refused("No pairing token was sent.", code="no-token", status=401)
    if not extension and hmac.compare_digest(token.encode("latin-1"), here().page_token.encode()):
        return
    if not here().store.pairings.admits(token, origin if extension else None):
        raise Refused("This pairing token is not known here. Pair again.", code="bad-token", status=401)
    if extension:
        g.cors = origin


def _check_body() -> None:
    if request.mimetype != "application/json":
        raise Refused("Send JSON, as Content-Type: application/json.", code="not-json", status=415)
    settings = here().settings
    largest = settings.max_upload if request.path == UPLOAD else settings.max_body
    request.max_content_length = largest
    if (request.content_length or 0) > largest:
        raise Refused(f"The body is larger than {largest} bytes.", code="too-large", status=413)


def _preflight(origin: str | None) -> Response:
    if request.path != PAIR and origin not in here().store.pairings.origins():
        raise Refused("This extension is not paired.", code="foreign-origin")
    g.cors = origin
    return Response(status=204)


def _share(response: Response) -> Response:
    """Let a paired extension, and no one else, read the answer."""
    origin = g.get("cors")
    if origin:
        response.headers["Vary"] = "Origin"
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        if request.method == "OPTIONS":
            return set_cors_headers(response, _cors(app, origin))
        response.headers.extend(_cors_headers(app, origin))
    return response


def _protected(answer: Callable[..., Any]) -> Callable[..., Any]:
    """Put HEADERS on every answer. Around the application, where it costs a tenth of what it does inside."""

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            stored = any(name == "Cache-Control" for name, _ in headers)
            return start_response(status, headers + (HEADERS if stored else [*HEADERS, NOT_STORED]), *error)

        return answer(environ, start)

    return application


@lru_cache(maxsize=32)
def _cors_headers(app: Flask, origin: str) -> list[tuple[str, str]]:
    """What Flask-CORS says of every answer but a preflight's: the same each time, so asked once."""
    found = get_cors_headers(_cors(app, origin), Headers({"Origin": origin}), "POST")
    return [(name, str(value)) for name, value in found.items()]


@lru_cache(maxsize=32)
def _cors(app: Flask, origin: str) -> Any:
    """What Flask-CORS answers to one paired extension, and to no other."""
    return get_cors_options(app, {
        "origins": [origin], "methods": ["GET", "POST", "DELETE"], "max_age": 600,
        "allow_headers": ["Content-Type", TOKEN_HEADER, "Accept-Language"],
    })  # fmt: skip
