"""A change of a field as the seller is offered it."""

import hashlib
from typing import Literal

from caveat.analysis.analyse import Reading
from caveat.models import Suggestion
from caveat.rewrite.mend import Edit
from caveat.text import html

Kind = Literal["replace", "remove"]


def offer(
    reading: Reading, edit: Edit, kind: Kind, safety: Literal["safe", "review"], assumes: str | None = None,
    origin: str = "rule",
) -> Suggestion:  # fmt: skip
    """An edit of a field's plain text as a change of the field as sent, its tags kept (UTF-16)."""
    passage = reading.passage
    start, end = passage.sent_span(edit.start, edit.end)
    text = html.rewritten(passage.sent, start, end, edit.text) if passage.places else edit.text
    return Suggestion(
        id=identity(reading.field.id, start, end, text), kind=kind,
        start=passage.units.units(start), end=passage.units.units(end), text=text,
        safety=safety, assumes=assumes, origin=origin,
    )  # fmt: skip


def identity(field: str, start: int, end: int, text: str) -> str:
    """The same for the same change of the same text."""
    return hashlib.sha256(f"{field}\0{start}\0{end}\0{text}".encode()).hexdigest()[:16]
