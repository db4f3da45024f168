"""Offers rewrites for a finding, each read again by the engine first: one that adds a finding is not offered."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from caveat.analysis.analyse import Analysis, Reading
from caveat.analysis.engine import Engine, Hit
from caveat.models import Suggestion
from caveat.rewrite import mend
from caveat.rewrite.mend import Edit
from caveat.rewrite.templates import Draft, drafts
from caveat.text import html
from caveat.text.normalise import Folded

_REACH = 600
"""How far a sentence without an end is read again, in characters."""
MOST = 4
"""Suggestions per finding: a seller chooses among few."""


def suggest(engine: Engine, analysis: Analysis, reading: Reading, hit: Hit) -> list[Suggestion]:
    """The rewrites of a finding that stay true, smallest change first."""
    rule = engine.book.rules[hit.rule]
    found: dict[tuple[int, int, str], Draft] = {}
    for draft in drafts(hit, rule, reading.plain):
        key = (draft.edit.start, draft.edit.end, draft.edit.text)
        if key not in found and _holds(engine, analysis, reading, hit, draft.edit):
            found[key] = draft
    ranked = sorted(found.values(), key=lambda draft: draft.size)
    return [_suggestion(reading, draft) for draft in ranked[:MOST]]


def _holds(engine: Engine, analysis: Analysis, reading: Reading, hit: Hit, edit: Edit) -> bool:
    """Whether the text with the rewrite holds fewer findings and no new one. Reads only the sentences it touches."""
    text = reading.plain
    first = max(mend.sentence(text, min(edit.start, hit.start), hit.start)[0], edit.start - _REACH)
    last = min(mend.sentence(text, hit.start, max(edit.end, hit.end))[1], max(edit.end, hit.end) + _REACH)
    after = text[first : edit.start] + edit.text + text[edit.end : last]
    left = engine.examine(engine.read(after, reading.language), reading.field.role, analysis.around)
    if not left:
        return True
    others = [other for other in reading.hits if other is not hit and first <= other.start and other.end <= last]
    return not _names(left, after) - _names(others, text)


def _names(hits: Iterable[Hit], text: str) -> Counter[tuple[str, str]]:
    return Counter((hit.rule, Folded(text[hit.start : hit.end]).text) for hit in hits)


def _suggestion(reading: Reading, draft: Draft) -> Suggestion:
    edit = draft.edit
    start, end = reading.sent_span(edit.start, edit.end)
    text = html.rewritten(reading.sent, start, end, edit.text) if reading.places else edit.text
    units = reading.units()
    identity = hashlib.sha256(f"{reading.field.id}\0{start}\0{end}\0{text}".encode()).hexdigest()[:16]
    return Suggestion(
        id=identity, kind=draft.kind, start=units.units(start), end=units.units(end), text=text,  # type: ignore[arg-type]
        safety=draft.safety, assumes=draft.assumes,  # type: ignore[arg-type]
    )  # fmt: skip
