"""Reads a vendor's reply: the answer that fits, with what it cost, or the fault that it is."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic

from pydantic import ValidationError

from caveat.providers.extract import json_objects
from caveat.providers.faults import classify
from caveat.providers.line import Reply
from caveat.providers.nouns import Request, Shape

_CODES = {"code", "error_code", "type", "status", "reason", "limit_source"}
_MOST = 10**9
_HEAD = 300
"""Characters of a message in which a sign is looked for; further down it may quote the seller's own text."""


@dataclass(frozen=True)
class Read(Generic[Shape]):
    """What a reply holds: data that fit, or the kind of a fault and what the vendor said; and the tokens, if told."""

    data: Shape | None = None
    fault: str = ""
    said: str = ""
    tokens: tuple[int, int] | None = None


def read(reply: Reply, request: Request[Shape], preset: str) -> Read[Shape]:
    """Read a reply of any status, of any form."""
    try:
        body = json.loads(reply.text)
    except (ValueError, RecursionError):
        body = None
    if isinstance(body, list) and body:  # as Gemini wraps its errors
        body = body[0]
    fine = 200 <= reply.status < 300
    if not isinstance(body, dict):
        return Read(fault=classify(preset, reply.status, set(), reply.text[:_HEAD], "not-json" if fine else "server"))
    choice = _first(body.get("choices"))
    wrong = body.get("error") or choice.get("error")
    if fine and not wrong and choice:
        return _answer(body, choice, request)
    said, codes = message(wrong or body), set(_codes(wrong or body))
    # What went wrong after a status of 200 has its own status inside.
    status = next((int(code) for code in codes if fine and re.fullmatch("[45][0-9][0-9]", code)), reply.status)
    return Read(fault=classify(preset, status, codes, said[:_HEAD], "no-choice" if fine else "server"), said=said)


def _answer(body: dict[str, Any], choice: dict[str, Any], request: Request[Shape]) -> Read[Shape]:
    tokens = _tokens(body.get("usage"))
    said = choice.get("message")
    if not isinstance(said, dict):
        return Read(fault="no-choice", tokens=tokens)
    end = choice.get("finish_reason")
    if said.get("refusal") or end in ("content_filter", "sensitive"):
        return Read(fault="declined", said=str(said.get("refusal") or ""), tokens=tokens)
    text = _text(said.get("content"))
    fault = "cut-short" if end == "length" else "wrong-shape" if text.strip() else "empty"
    for found in json_objects(text):
        try:
            return Read(data=request.shape.model_validate(found), tokens=tokens)
        except ValidationError:
            continue
    return Read(fault=fault, tokens=tokens)


def message(error: Any, deeper: int = 5) -> str:
    """What an error says in words, wherever its vendor puts them."""
    if isinstance(error, str):
        return error
    if isinstance(error, dict) and deeper:
        for name in ("message", "msg", "detail", "error", "error_msg"):
            if name in error and (found := message(error[name], deeper - 1)):
                return found
    return ""


def _codes(error: Any, deeper: int = 5) -> Iterator[str]:
    """All codes of an error, those of its details too."""
    if isinstance(error, dict):
        yield from (str(value) for name, value in error.items() if name in _CODES and isinstance(value, str | int))
        error = list(error.values())
    if isinstance(error, list) and deeper:
        for one in error:
            yield from _codes(one, deeper - 1)


def _first(choices: Any) -> dict[str, Any]:
    return choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], dict) else {}


def _text(content: Any) -> str:
    """The content of a message: a string, or a list of parts."""
    if isinstance(content, list):
        return "".join(_text(one.get("text")) for one in content if isinstance(one, dict))
    return content if isinstance(content, str) else ""


def _tokens(usage: Any) -> tuple[int, int] | None:
    if not isinstance(usage, dict):
        return None
    counts = usage.get("prompt_tokens"), usage.get("completion_tokens")
    if all(type(one) is int and 0 <= one <= _MOST for one in counts):
        return counts  # type: ignore[return-value]
    return None
