"""JSON as it comes over the wire, read strictly: not too deep, well formed, and exactly the nouns of the contract."""

import json
import re
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from caveat.errors import BadInput
from caveat.models import scrub

Model = TypeVar("Model", bound=BaseModel)

DEEPEST = 32
MOST_ERRORS = 5
_STRING_OR_BRACKET = re.compile(rb'(?s)"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]')
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")


def read(model: type[Model], data: bytes, *, code: str, deepest: int = DEEPEST) -> Model:
    """Read `data` as `model`. Raises BadInput: `too-deep`, `bad-json`, or `code` with the places that do not fit.

    A lone surrogate, which JavaScript can write as an escape, is read as U+FFFD, one for one.
    """
    if _is_deeper(data, deepest):
        raise BadInput(f"The JSON is nested deeper than {deepest}.", code="too-deep")
    if _SURROGATE_ESCAPE.search(data):
        data = _without_lone_surrogates(data)
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False, include_context=False)
    if errors[0]["type"] == "json_invalid":
        raise BadInput(errors[0]["msg"], code="bad-json")
    places = [f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in errors[:MOST_ERRORS]]
    if len(errors) > MOST_ERRORS:
        places.append(f"and {len(errors) - MOST_ERRORS} more")
    raise BadInput("; ".join(places), code=code, status=422)


def _is_deeper(data: bytes, deepest: int) -> bool:
    """One pass over strings and brackets; brackets inside strings do not count."""
    if data.count(b"[") + data.count(b"{") <= deepest:
        return False
    depth = 0
    for token in _STRING_OR_BRACKET.findall(data):
        if token in b"[{":
            depth += 1
            if depth > deepest:
                return True
        elif token in b"]}":
            depth -= 1
    return False


def _without_lone_surrogates(data: bytes) -> bytes:
    try:
        text: str = scrub(json.dumps(json.loads(data), ensure_ascii=False))
    except ValueError:  # not JSON, or not UTF-8: pydantic says where
        return data
    return text.encode()
