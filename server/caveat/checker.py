"""Listing in, Report out: analysis, then suggestions, then words. All doors (HTTP, command line, Python) lead here."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Literal

from caveat.analysis.analyse import Analysis, Reading, analyse
from caveat.analysis.engine import Engine, Hit
from caveat.analysis.selfcheck import selfcheck
from caveat.models import Checked, Finding, Listing, Proof, Report, Suggestion
from caveat.rewrite.suggest import suggest
from caveat.rulebook import load
from caveat.rulebook.schema import Rule
from caveat.text.normalise import Folded

_NEAR = 24
Locale = Literal["en", "zh"]


@cache
def engine() -> Engine:
    """The rule book that ships with Caveat, compiled, with every rule's own examples passed."""
    compiled = Engine(load())
    selfcheck(compiled)
    return compiled


def check(listing: Listing, *, on: date | None = None, locale: str = "en", book: Engine | None = None) -> Report:
    """Report the claims of a listing that a law, the marketplace or the listing itself speaks against.

    `on` is the day whose law counts (today if left out), `locale` the language of the messages: "en" or "zh".
    """
    book = book or engine()
    analysis = analyse(book, listing, on or date.today())
    findings = [finding for reading in analysis.readings for finding in _findings(book, analysis, reading, locale)]
    truncated = analysis.truncated
    return Report(
        findings=findings,
        rulebook=book.ref,
        checked=Checked(
            markets=list(analysis.around.court.markets), fields=[reading.field.id for reading in analysis.readings]
        ),
        not_checked=analysis.not_checked,
        language={reading.field.id: reading.language for reading in analysis.readings},
        text_sha256={reading.field.id: hashlib.sha256(reading.sent.encode()).hexdigest() for reading in analysis.readings},
        partial=bool(truncated),
        partial_reason=f"too many matches in {', '.join(truncated)}" if truncated else None,
    )


def _findings(book: Engine, analysis: Analysis, reading: Reading, locale: str) -> Iterator[Finding]:
    if not reading.hits:
        return
    language: Locale = "zh" if locale == "zh" else "en"
    seen: Counter[str] = Counter()
    for hit, suggestions in zip(reading.hits, suggest(book, analysis, reading), strict=True):
        fingerprint = _fingerprint(reading, hit)
        seen[fingerprint] += 1
        yield _finding(book.book.rules[hit.rule], reading, hit, language, suggestions, (fingerprint, seen[fingerprint]))


def _finding(
    rule: Rule, reading: Reading, hit: Hit, language: Locale, suggestions: list[Suggestion], named: tuple[str, int]
) -> Finding:
    judgement, (fingerprint, nth) = hit.judgement, named
    start, end = reading.sent_span(hit.start, hit.end)
    quoted = " ".join(reading.plain[hit.start : hit.end].split())
    return Finding(
        id=f"{reading.field.id}-{fingerprint[:12]}-{nth}",
        rule=hit.rule,
        category=rule.category,
        verdict=judgement.verdict,
        confidence=rule.confidence,
        field=reading.field.id,
        start=reading.units.units(start),
        end=reading.units.units(end),
        text=reading.sent[start:end],
        message=rule.message[language].replace("{match}", quoted),
        why=rule.why[language],
        markets=list(judgement.markets),
        laws=list(judgement.laws),
        platforms=list(judgement.platforms),
        evidence=Proof(accepts=rule.evidence, have=list(judgement.held)),
        suggestions=suggestions,
        fingerprint=fingerprint,
    )


def _fingerprint(reading: Reading, hit: Hit) -> str:
    """The rule, the claim and its near context, folded: the same while other text changes."""
    near = reading.plain[max(hit.start - _NEAR, 0) : hit.end + _NEAR]
    claim = reading.plain[hit.start : hit.end]
    folded = "\0".join((hit.rule, Folded(claim).text, " ".join(Folded(near).text.split())))
    return hashlib.sha256(folded.encode()).hexdigest()
