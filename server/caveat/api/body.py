"""How a view takes its body, straight from the bytes by pydantic's own JSON parser, and how it answers."""

import functools
from collections.abc import Callable
from typing import Any, Literal, TypeVar, get_type_hints

from flask import Response, request
from pydantic import BaseModel
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from caveat.api.context import here
from caveat.intake import wire
from caveat.store import Revision, Sent

Language = Literal["en", "zh"]
Row = TypeVar("Row", Revision, Sent)


def takes(code: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Read the view's `body`; a body that does not fit answers `code`.

    flask-openapi3 still documents the parameter, but leaves reading it to us: its own way goes through a dict, takes a
    lone surrogate for an error and reports each error in a shape of its own.
    """

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        model: type[BaseModel] = get_type_hints(view)["body"]

        @functools.wraps(view)
        def read(**path: Any) -> Any:
            deepest = here().settings.max_depth
            return view(body=wire.read(model, request.get_data(cache=False), code=code, deepest=deepest), **path)

        read.__delay_validate_request__ = True  # type: ignore[attr-defined]  # flask-openapi3's own mark
        return read

    return decorate


def gives(noun: BaseModel, status: int = 200) -> Response:
    """Answer a noun, serialised by pydantic."""
    return Response(noun.model_dump_json(), status, mimetype="application/json")


def paged(found: list[Row], limit: int) -> tuple[list[Row], int | None]:
    """The first `limit` of one more rows than that, newest first, and the id to ask the next page by; None: no more."""
    page = found[:limit]
    return page, page[-1].id if len(found) > limit else None


@functools.lru_cache(maxsize=64)
def _language(accepted: str) -> Language:
    wished = (tag.split("-")[0].lower() for tag in parse_accept_header(accepted, LanguageAccept).values())
    return "zh" if next((tag for tag in wished if tag in ("en", "zh")), "en") == "zh" else "en"


def language() -> Language:
    """The language of messages: `en` or `zh`, as the request prefers."""
    return _language(request.environ.get("HTTP_ACCEPT_LANGUAGE", "")[:100])
