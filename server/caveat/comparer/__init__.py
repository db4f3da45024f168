"""A source and the draft made of it in, a Comparison out: what the draft adds, changes and loses."""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from caveat.analysis.analyse import Analysis
from caveat.analysis.drafts.compare import Change, differences, read, speaks
from caveat.analysis.engine import Engine
from caveat.analysis.facts.said import Said
from caveat.checker import check, engine, in_order, meet, ruled
from caveat.comparer.nouns import Comparison, Copy, Lost
from caveat.errors import BadInput
from caveat.models import Finding, Listing, NotChecked, Related, Suggestion, TextField
from caveat.rewrite.offer import identity
from caveat.rulebook.schema import Locale

_NOTE: dict[Locale, str] = {"en": "the source says this", "zh": "来源资料如此说明"}
_DEBRIS = "airem/markdown-debris"


@dataclass(frozen=True)
class _Side:
    """One of the two, as surveyed: its facts stand in a field of their own at the end, one a line."""

    listing: Listing
    analysis: Analysis
    lines: list[int]
    """Where the line of each fact begins in that field."""


def compare(
    source: Listing | Copy, draft: Listing | Copy, *, on: date | None = None, locale: str = "en",
    book: Engine | None = None,
) -> Comparison:  # fmt: skip
    """Report what a draft adds to its source, changes in it and loses of it, and what a chatbot left in the draft.

    `on` is the day whose law counts (today if left out), `locale` the language of the messages: "en" or "zh".
    Raises BadInput with the code `empty-source` or `empty-draft` where one of the two says nothing.
    """
    book = book or engine()
    language: Locale = "zh" if locale == "zh" else "en"
    day = on or date.today()
    with book.lock:
        theirs, mine = _side(book, source, "source", day), _side(book, draft, "draft", day)
        found = differences(book, theirs.analysis, mine.analysis)
        told = list(_findings(book, found.changes, theirs, mine, language))
    left = [
        finding
        for finding in check(mine.listing, on=day, locale=language, book=book).findings
        if finding.category == "AIREM"
        and not (finding.rule == _DEBRIS and isinstance(draft, Copy) and draft.format == "markdown")
    ]
    told = [finding for finding in told if not any(meet(finding, other) for other in left)]
    return Comparison(
        findings=in_order([*left, *told], mine.listing),
        lost=[_lost(theirs, one) for one in found.lost],
        rulebook=book.ref,
        source_language=_languages(theirs),
        draft_language=_languages(mine),
        not_checked=[
            *(NotChecked(what=f"source:{one.what}", why=one.why) for one in theirs.analysis.not_checked),
            *(NotChecked(what=f"draft:{one.what}", why=one.why) for one in mine.analysis.not_checked),
        ],
        partial=found.truncated,
        partial_reason="too many statements" if found.truncated else None,
    )


def _side(book: Engine, given: Listing | Copy, name: str, on: date) -> _Side:
    if isinstance(given, Copy):
        text = TextField(id="text", role="description", text=given.text)
        given = Listing(fields=[text.model_copy(update={"format": "html"}) if given.format == "html" else text])
    if not any(field.text.strip() for field in given.fields) and not given.facts:
        raise BadInput(f"{name}: there is nothing in it", code=f"empty-{name}", status=422)
    lines, said = list[int](), ""
    for fact in given.facts:
        lines.append(len(said))
        said += f"{' '.join(fact.name.split())}: {' '.join(fact.value.split())}\n"
    facts = [TextField(id="facts", role="description", text=said)] if said else []
    surveyed = given.model_copy(update={"fields": [*given.fields, *facts], "facts": []})
    return _Side(given, read(book, surveyed, on), lines)


def _languages(side: _Side) -> dict[str, str]:
    readings = side.analysis.readings[: len(side.listing.fields)]
    return {reading.field.id: reading.passage.language for reading in readings}


def _place(side: _Side, one: Said) -> Related:
    """Where a thing stands: a span of a field as sent (UTF-16), or a fact."""
    reading = side.analysis.readings[one.claims.place]
    if one.claims.place >= len(side.listing.fields):
        return Related(fact=side.listing.facts[bisect_right(side.lines, one.start) - 1].name)
    start, end = reading.passage.sent_span(one.start, one.end)
    units = reading.passage.units
    return Related(field=reading.field.id, start=units.units(start), end=units.units(end))


def _lost(side: _Side, one: Said) -> Lost:
    at = _place(side, one)
    kind = "warning" if one.kind == "feature" else one.kind
    return Lost(kind=kind, text=_quoted(one), field=at.field, fact=at.fact, start=at.start, end=at.end)


def _findings(book: Engine, changes: list[Change], theirs: _Side, mine: _Side, language: Locale) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for change in changes:
        name, said = speaks(book.book, change), change.draft
        judgement = mine.analysis.around.court.judge(name, said.claims.field.role, False) if name else None
        if name is None or judgement is None:
            continue
        rule, at, quoted = book.book.rules[name], _place(mine, said), _quoted(said)
        other = _quoted(change.source) if change.source else ""
        category = book.book.rules[said.value].category if said.kind == "claim" else rule.category
        fingerprint = hashlib.sha256("\0".join((name, quoted, other)).encode()).hexdigest()
        seen[fingerprint] += 1
        related = [_place(theirs, change.source).model_copy(update={"note": _NOTE[language]})] if change.source else []
        related += [at] if at.fact else []
        yield Finding(
            id=f"{at.field or 'facts'}-{fingerprint[:12]}-{seen[fingerprint]}",
            rule=name,
            field=at.field,
            start=at.start,
            end=at.end,
            text=_sent(mine, said) if at.field else "",
            message=rule.message[language].replace("{match}", quoted).replace("{other}", other),
            related=related,
            suggestions=_put_back(change, at),
            fingerprint=fingerprint,
            **ruled(rule, judgement, language) | {"category": category},
        )


def _put_back(change: Change, at: Related) -> list[Suggestion]:
    """What the source states, where it is in the same language and can stand as it is."""
    said, source = change.draft, change.source
    same = source and said.claims.passage.language == source.claims.passage.language
    if not source or not same or at.start is None or at.end is None or said.claims.passage.places:
        return []
    if said.kind not in ("quantity", "version") or source.text == said.text:
        return []
    id_ = identity(at.field or "", at.start, at.end, source.text)
    return [
        Suggestion(
            id=id_, kind="replace", start=at.start, end=at.end, text=source.text, safety="review", origin="facts"
        )
    ]


def _quoted(one: Said) -> str:
    return " ".join(one.text.split())


def _sent(side: _Side, one: Said) -> str:
    passage = one.claims.passage
    start, end = passage.sent_span(one.start, one.end)
    return passage.sent[start:end]
