"""Finds the JSON object in what a model wrote: bare, in a fence, behind its thoughts, or with prose around it."""

import json
import re
from collections.abc import Iterator
from typing import Any

_THOUGHTS = re.compile(r"^.*</think(?:ing)?>", re.DOTALL)
_DECODER = json.JSONDecoder(strict=False)
"""Lets line ends stand in strings, as some models write them."""
_PLACES = 64
"""Braces tried: an answer is one object, not thousands of broken ones."""


def json_objects(text: str) -> Iterator[dict[str, Any]]:
    """The outermost JSON objects of `text` in order, those behind the thoughts first.

    Several, because prose may hold an example before the answer: the caller takes the first that fits.
    """
    behind = _THOUGHTS.sub("", text, count=1)
    yield from _objects(behind)
    if len(behind) < len(text):  # everything was thought, or an unclosed thought swallowed the answer
        yield from _objects(text)


def _objects(text: str) -> Iterator[dict[str, Any]]:
    place = text.find("{")
    for _ in range(_PLACES):
        if place < 0:
            return
        try:
            found, end = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            place = text.find("{", place + 1)
            continue
        yield found
        place = text.find("{", end)
