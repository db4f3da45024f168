"""Every failure answers `{"code", "message"}`; a bug answers `internal`, and the log never holds what was sent."""

import traceback
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app
from pydantic import Field, ValidationError
from werkzeug.exceptions import HTTPException

from caveat.errors import CaveatError
from caveat.models import Noun

CODES = {400: "bad-request", 404: "not-found", 405: "bad-method", 413: "too-large", 415: "not-json"}


class Problem(Noun):
    """What went wrong: a stable code, and a sentence for people."""

    code: str = Field(examples=["bad-listing"])
    message: str = Field(examples=["fields.0.text: Field required"])


PROBLEMS: dict[str | int | HTTPStatus, Any] = {"4XX": Problem, "500": Problem}
"""For the OpenAPI document: any endpoint may answer these."""


def init_app(app: Flask) -> None:
    """Answer all errors in one shape."""
    app.register_error_handler(CaveatError, lambda error: answer(error.status, error.code, error.message))
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, _from_bug)


def answer(status: int, code: str, message: str) -> Response:
    """The one shape of a failure."""
    problem = Problem(code=code, message=message)
    return Response(problem.model_dump_json(), status, mimetype="application/json")


def bad_query(error: ValidationError) -> Response:
    """The failure of a path or query that flask-openapi3 could not read."""
    first = error.errors()[0]
    return answer(422, "bad-query", f"{'.'.join(map(str, first['loc']))}: {first['msg']}")


def _from_http(error: HTTPException) -> Response:
    status = error.code or 500
    response = answer(status, CODES.get(status, f"http-{status}"), error.description or error.name)
    if status == 405:
        response.headers["Allow"] = ", ".join(sorted(getattr(error, "valid_methods", None) or []))
    return response


def _from_bug(error: Exception) -> Response:
    # The message of an exception may quote the listing, so only its kind and the lines of code are logged.
    frames = "".join(traceback.format_tb(error.__traceback__))
    current_app.logger.error("%s\n%s", type(error).__name__, frames)
    return answer(500, "internal", "Something broke inside Caveat. The log says where.")
