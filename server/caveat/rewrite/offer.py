"""A change of a field as the seller is offered it."""

import hashlib
from collections.abc import Iterable
from typing import Literal

from caveat.analysis.analyse import Reading
from caveat.models import Suggestion
from caveat.rewrite.mend import Edit
from caveat.text import html

Kind = Literal["replace", "remove"]


def offer(
    reading: Reading, edit: Edit, kind: Kind, safety: Literal["safe", "review"], assumes: str | None = None,
    origin: str = "rule", loses: Iterable[str] = (),
) -> Suggestion:  # fmt: skip
    """An edit of a field's plain text as a change of the field as sent, its tags kept (UTF-16)."""
    start, end, text = placed(reading, edit)
    units = reading.passage.units
    return Suggestion(
        id=identity(reading.field.id, start, end, text), kind=kind, start=units.units(start), end=units.units(end),
        text=text, safety=safety, assumes=assumes, origin=origin, loses=list(loses),
    )  # fmt: skip


def placed(reading: Reading, edit: Edit) -> tuple[int, int, str]:
    """Where an edit of the plain text begins and ends in the text as sent, in code points, and what stands there."""
    passage = reading.passage
    start, end = passage.sent_span(edit.start, edit.end)
    return start, end, html.rewritten(passage.sent, start, end, edit.text) if passage.places else edit.text


def after(reading: Reading, edits: Iterable[Edit]) -> str:
    """The field as it would be sent with edits made that do not overlap."""
    text = reading.field.text
    for edit in sorted(edits, key=lambda edit: -edit.start):
        start, end, new = placed(reading, edit)
        text = text[:start] + new + text[end:]
    return text


def identity(field: str, start: int, end: int, text: str) -> str:
    """The same for the same change of the same text."""
    return hashlib.sha256(f"{field}\0{start}\0{end}\0{text}".encode()).hexdigest()[:16]
